"""
Check that a graph keeps its promises.

The shapes of `ontology/shapes.ttl` say what every node must have; Python compares every
span with the words of its article, and the events with the mentions they refer to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eventgraph.graph import vocabulary as v
from eventgraph.graph.checks import span_violations
from eventgraph.graph.shapes import Engine, Violation, shape_violations, short
from eventgraph.graph.terms import Facts, node
from eventgraph.graph.vocabulary import Class, Outside, Property

if TYPE_CHECKING:
    from pyoxigraph import Quad, Store

    from eventgraph.graph.store import Graph

__all__ = ["Report", "Violation", "validate"]

P = Property
_BATCH = 20_000
"""Statements that are checked at once; rdflib needs about 1 kB for each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a check found, sorted by node."""

    violations: tuple[Violation, ...]
    articles: int
    events: int

    @property
    def conforms(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.violations


def validate(graph: Graph, engine: Engine | None = None) -> Report:
    """
    Check every article, mention, decision and event of a graph.

    Until a build is finished, mentions may be without an event and events may derive from
    articles that are gone. Memory does not grow with the graph: articles and events are
    checked in batches. `engine` checks the shapes, by default the fastest that is installed.
    """
    store = graph.store
    found: set[Violation] = set()
    with graph.guarded():
        articles = [g for g in store.named_graphs() if v.is_article_graph(_iri(g))]
        for name in articles:
            facts = Facts(store.quads_for_pattern(None, None, None, name))
            found.update(span_violations(facts, v.article_iri(v.id_of(_iri(name)))))
        parts = (store.quads_for_pattern(None, None, None, name) for name in articles)
        for batch in _batches(parts):
            found.update(shape_violations(batch, engine))
        decided = store.quads_for_pattern(None, None, None, node(v.DECISIONS_GRAPH))
        for batch in _batches([decided]):
            found.update(shape_violations(batch, engine))
        events = _of_class(store, Class.EVENT)
        for batch in _batches(_event_parts(store, events)):
            found.update(shape_violations(batch, engine))
        found.update(_link_violations(store, finished=not graph.building))
    return Report(violations=tuple(sorted(found)), articles=len(articles), events=len(events))


# Shapes


def _of_class(store: Store, kind: Class) -> list[Any]:
    quads = store.quads_for_pattern(None, node(Outside.TYPE), node(kind), None)
    return [quad.subject for quad in quads]


def _event_parts(store: Store, events: Iterable[Any]) -> Iterator[list[Quad]]:
    """Give every event with what refers to it and all about the nodes it links to."""
    graph = node(v.EVENTS_GRAPH)
    links = {node(p) for p in (P.ACTOR, P.TARGET, P.PLACE)}
    details = {node(p) for p in (P.ACTOR_DETAIL, P.TARGET_DETAIL, P.PLACE_DETAIL, P.MERGED_BY)}
    left = {*_of_class(store, Class.ACTOR), *_of_class(store, Class.PLACE)}
    for event in events:
        part = list(store.quads_for_pattern(event, None, None, graph))
        linked: set[Any] = {q.object for q in part if q.predicate in links | details}
        part.extend(store.quads_for_pattern(None, node(P.REFERS_TO), event, graph))
        for other in linked:
            part.extend(_about(store, other))
        left -= linked
        yield part
    for entity in left:
        yield list(_about(store, entity))


def _about(store: Store, entity: Any) -> Iterator[Quad]:
    """Give all about an actor or place, and all about the places that it lies within."""
    within, todo, seen = node(P.WITHIN), [entity], {entity}
    while todo:
        for quad in store.quads_for_pattern(todo.pop(), None, None, node(v.EVENTS_GRAPH)):
            yield quad
            if quad.predicate == within and quad.object not in seen:
                seen.add(quad.object)
                todo.append(quad.object)


def _batches(parts: Iterable[Iterable[Quad]]) -> Iterator[list[Quad]]:
    batch: list[Quad] = []
    for part in parts:
        batch.extend(part)
        if len(batch) >= _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


# Links


def _link_violations(store: Store, *, finished: bool) -> Iterator[Violation]:
    mentions, events = set(_of_class(store, Class.MENTION)), set(_of_class(store, Class.EVENT))
    told: dict[Any, Any] = {}
    for quad in store.quads_for_pattern(None, node(P.REFERS_TO), None, None):
        for end, other, known in (
            (quad.object, quad.subject, mentions),
            (quad.subject, quad.object, events),
        ):
            if other not in known:
                yield _missing(end, P.REFERS_TO, other)
        if told.setdefault(quad.subject, quad.object) != quad.object:
            yield Violation(node=_iri(quad.subject), what="refersTo: it tells two events")
    for mention in mentions - told.keys() if finished else ():
        yield Violation(node=_iri(mention), what="refersTo: the mention belongs to no event")
    for event in events:
        yield from _foreign_mentions(store, event, event, P.EVIDENCE, told)
        for quad in store.quads_for_pattern(event, node(P.MERGED_BY), None, None):
            yield from _foreign_mentions(store, event, quad.object, P.MERGES, told)
    articles = set(_of_class(store, Class.ARTICLE))
    for quad in store.quads_for_pattern(None, node(Outside.DERIVED_FROM), None, None):
        if finished and quad.object not in articles:
            yield _missing(quad.subject, Outside.DERIVED_FROM, quad.object)


def _foreign_mentions(
    store: Store, event: Any, owner: Any, link: Property, told: dict[Any, Any]
) -> Iterator[Violation]:
    for quad in store.quads_for_pattern(owner, node(link), None, None):
        if told.get(quad.object) != event:
            yield Violation(node=_iri(owner), what=f"{short(link)}: it tells another event")


def _missing(owner: Any, link: str, other: Any) -> Violation:
    return Violation(node=_iri(owner), what=f"{short(link)}: there is no {_iri(other)}")


def _iri(term: Any) -> str:
    return str(term.value)
