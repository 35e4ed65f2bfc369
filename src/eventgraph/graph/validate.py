"""
Check that a graph keeps its promises.

The shapes of `ontology/shapes.ttl` say what every node must have; Python compares every
span with the words of its article, and the events with the mentions they refer to.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eventgraph.errors import one_line
from eventgraph.graph import vocabulary as v
from eventgraph.graph.ontology import ontology_file
from eventgraph.graph.terms import Facts, node
from eventgraph.graph.vocabulary import Class, Outside, Property
from eventgraph.model import text_hash

if TYPE_CHECKING:
    from pyoxigraph import Quad, Store
    from rdflib import Graph as RdfGraph

    from eventgraph.graph.store import Graph

__all__ = ["Report", "Violation", "validate"]

P = Property
_SPANS = (
    (P.TEXT, P.BEGIN, P.END),
    (P.TRIGGER, P.BEGIN, P.END),
    (P.QUOTE, P.QUOTE_BEGIN, P.QUOTE_END),
)
_BATCH = 20_000
"""Statements that are checked at once; rdflib needs about 1 kB for each."""
_SHACL = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Violation:
    """One broken promise: which node, and what is wrong with it."""

    node: str
    what: str

    def __str__(self) -> str:
        """Give the violation as one line, fit for a terminal."""
        return one_line(f"{self.node}: {self.what}", 500)


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


def validate(graph: Graph) -> Report:
    """
    Check every article, mention, decision and event of a graph.

    Until a build is finished, mentions may be without an event. Memory does not grow with
    the graph: articles and events are checked in batches.
    """
    store = graph.store
    found: set[Violation] = set()
    with graph.guarded():
        articles = [node(v.article_graph(article)) for article in graph.articles()]
        for name in articles:
            facts = Facts(store.quads_for_pattern(None, None, None, name))
            found.update(_span_violations(facts, v.article_iri(v.id_of(name.value))))
        parts = (store.quads_for_pattern(None, None, None, name) for name in articles)
        for batch in _batches(parts):
            found.update(_shape_violations(batch))
        decided = store.quads_for_pattern(None, None, None, node(v.DECISIONS_GRAPH))
        for batch in _batches([decided]):
            found.update(_shape_violations(batch))
        events = _of_class(store, Class.EVENT)
        for batch in _batches(_event_parts(store, events)):
            found.update(_shape_violations(batch))
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
            part.extend(store.quads_for_pattern(other, None, None, graph))
        left -= linked
        yield part
    for entity in left:
        yield list(store.quads_for_pattern(entity, None, None, graph))


def _batches(parts: Iterable[Iterable[Quad]]) -> Iterator[list[Quad]]:
    batch: list[Quad] = []
    for part in parts:
        batch.extend(part)
        if len(batch) >= _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


@functools.cache
def _shapes() -> RdfGraph:
    import rdflib

    text = ontology_file("shapes.ttl").read_text(encoding="utf-8")
    return rdflib.Graph().parse(data=text, format="turtle")


@functools.cache
def _concepts() -> tuple[Any, ...]:
    """Give the classes of all concepts and what they belong to, which the shapes ask for."""
    import pyoxigraph as ox

    text = ontology_file("events.ttl").read_text(encoding="utf-8")
    kind, broader = node(Outside.TYPE), node(v.PREFIXES["skos"] + "broader")
    classes = {str(name) for name in Class}
    return tuple(
        t
        for t in ox.parse(text, format=ox.RdfFormat.TURTLE)
        if t.predicate == broader or (t.predicate == kind and t.object.value in classes)
    )


def _shape_violations(quads: Iterable[Quad]) -> Iterator[Violation]:
    import pyshacl

    data = _rdflib([*_concepts(), *quads])
    conforms, results, text = pyshacl.validate(
        data, shacl_graph=_shapes(), inplace=True, inference="none", advanced=False
    )
    if conforms:
        return
    if isinstance(results, Exception | str | bytes):  # pragma: no cover - only with broken shapes
        raise TypeError(f"the shapes cannot be checked: {text}")
    yield from _results(results)


def _results(results: Any) -> Iterator[Violation]:
    from rdflib import RDF, URIRef

    def term(name: str) -> URIRef:
        return URIRef(_SHACL + name)

    for result in results.subjects(RDF.type, term("ValidationResult")):
        path = results.value(result, term("resultPath"))
        name = str(path).removeprefix(v.NS) if isinstance(path, URIRef) else ""
        value = results.value(result, term("value"))
        message = str(results.value(result, term("resultMessage")))
        what = f"{name or 'node'}: {message}" + (f" (found {value!s})" if value else "")
        focus = str(results.value(result, term("focusNode")))
        yield Violation(node=focus, what=one_line(what))


def _rdflib(quads: Iterable[Any]) -> RdfGraph:
    import rdflib

    graph = rdflib.Graph(bind_namespaces="none")
    iri = functools.lru_cache(maxsize=65536)(rdflib.URIRef)

    def term(value: Any) -> Any:
        datatype = getattr(value, "datatype", None)
        if datatype is None:
            return iri(value.value)
        return rdflib.Literal(value.value, datatype=iri(datatype.value))

    for quad in quads:
        graph.add((term(quad.subject), iri(quad.predicate.value), term(quad.object)))
    return graph


# Offsets and links


def _span_violations(facts: Facts, article: str) -> Iterator[Violation]:
    text = facts.one(article, P.TEXT)
    if text is None:
        yield Violation(node=article, what="text: the article has none")
        return
    if facts.one(article, P.TEXT_HASH) != text_hash(text):
        yield Violation(node=article, what="textHash: it is not that of the text")
    for kind in (Class.MENTION, Class.SLOT):
        for name in facts.of_class(kind):
            yield from _wrong_spans(facts, name, text)
    for name in facts.of_class(Class.MENTION):
        yield from _outside_quote(facts, name)
    for name in facts.of_class(Class.MARK):
        yield from _wrong_mark(facts, name, text)


def _number(facts: Facts, name: str, predicate: Property) -> int | None:
    value = facts.one(name, predicate)
    return int(value) if value is not None and value.lstrip("-").isdecimal() else None


def _wrong_spans(facts: Facts, name: str, text: str) -> Iterator[Violation]:
    for words, begin, end in _SPANS:
        stated = facts.one(name, words)
        if stated is None:
            continue
        first, last = _number(facts, name, begin), _number(facts, name, end)
        local = words.removeprefix(v.NS)
        if first is None and last is None:
            if stated:
                yield Violation(node=name, what=f"{local}: words without offsets")
        elif first is None or last is None:
            yield Violation(node=name, what=f"{local}: one of two offsets is missing")
        elif not 0 <= first <= last <= len(text):
            yield Violation(node=name, what=f"{local}: {first} to {last} is outside the text")
        elif text[first:last] != stated:
            yield Violation(node=name, what=f"{local}: the text has other words at {first}")


def _outside_quote(facts: Facts, name: str) -> Iterator[Violation]:
    numbers = [_number(facts, name, p) for p in (P.QUOTE_BEGIN, P.BEGIN, P.END, P.QUOTE_END)]
    known = [number for number in numbers if number is not None]
    if known != sorted(known):
        yield Violation(node=name, what="trigger: it stands outside its sentence")


def _wrong_mark(facts: Facts, name: str, text: str) -> Iterator[Violation]:
    begin, end = _number(facts, name, P.BEGIN), _number(facts, name, P.END)
    if begin is None or end is None or not 0 <= begin <= end <= len(text):
        yield Violation(node=name, what="begin, end: the mark is outside the text")
        return
    first = _number(facts, name, P.FIRST_TELLING)
    if first is not None and text[first : first + end - begin] != text[begin:end]:
        yield Violation(node=name, what="firstTelling: the words there are others")


def _link_violations(store: Store, *, finished: bool) -> Iterator[Violation]:
    mentions = set(_of_class(store, Class.MENTION))
    told: dict[Any, Any] = {}
    for quad in store.quads_for_pattern(None, node(P.REFERS_TO), None, None):
        if quad.subject not in mentions:
            yield Violation(
                node=_iri(quad.object), what=f"refersTo: there is no {_iri(quad.subject)}"
            )
        if told.setdefault(quad.subject, quad.object) != quad.object:
            yield Violation(node=_iri(quad.subject), what="refersTo: it tells two events")
    for mention in mentions - told.keys() if finished else ():
        yield Violation(node=_iri(mention), what="refersTo: the mention belongs to no event")
    for event in _of_class(store, Class.EVENT):
        for quad in store.quads_for_pattern(event, node(P.EVIDENCE), None, None):
            if told.get(quad.object) != event:
                yield Violation(node=_iri(event), what="evidence: it tells another event")


def _iri(term: Any) -> str:
    return str(term.value)
