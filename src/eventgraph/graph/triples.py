"""
Write articles, mentions and events as RDF, and read back exactly what was written.

An article with its mentions is one named graph; all events together are another, which
can be made again at any time. No blank nodes: every node has a name made from ids and
numbers. Mentions are nodes of their own (no RDF-star: rdflib cannot read it).
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from eventgraph.errors import GraphError
from eventgraph.gazetteer import Country, country
from eventgraph.graph import fields
from eventgraph.graph import vocabulary as v
from eventgraph.graph.terms import Facts, Field, Writer
from eventgraph.graph.vocabulary import Class, Outside, Property
from eventgraph.model import (
    Argument,
    Article,
    DateValue,
    Decision,
    Event,
    EventType,
    Mark,
    MarkKind,
    Mention,
    Merge,
    Participant,
    Place,
    Role,
    Span,
    Speaker,
    Status,
    Verdict,
    text_hash,
)

if TYPE_CHECKING:
    from pyoxigraph import Quad, Store

__all__ = [
    "article_quads",
    "decision_quads",
    "event_quads",
    "read_article",
    "read_decisions",
    "read_events",
]

P = Property

_SLOTS = {
    Role.ACTOR: (P.ACTOR_SLOT, "actors"),
    Role.TARGET: (P.TARGET_SLOT, "targets"),
    Role.PLACE: (P.PLACE_SLOT, "places"),
}


# Articles


def article_quads(article: Article, mentions: Sequence[Mention]) -> list[Quad]:
    """
    Write an article and its mentions as the statements of its named graph.

    Raises `GraphError` when a mention is of another article or two have the same trigger.
    """
    _check_mentions(article, mentions)
    out = Writer(v.article_graph(article.id))
    iri = v.article_iri(article.id)
    out.typed(iri, Class.ARTICLE)
    out.put(iri, P.IDENTIFIER, article.id)
    out.put(iri, P.TEXT_HASH, text_hash(article.text))
    out.put_fields(iri, article, fields.ARTICLE)
    if article.dateline is not None:
        _put_slot(out, iri, P.REPORTED_FROM, f"{iri}#dateline", article.dateline, fields.SPAN)
    for number, mark in enumerate(article.marks, 1):
        name = f"{iri}#mark={number}"
        out.link(iri, P.MARK, name)
        out.typed(name, Class.MARK)
        out.put(name, P.ORDER, number)
        out.link(name, P.MARK_KIND, v.mark_iri(mark.kind))
        out.put_fields(name, mark, fields.MARK)
    for number, mention in enumerate(mentions, 1):
        _put_mention(out, mention, number)
    return out.quads


def _check_mentions(article: Article, mentions: Sequence[Mention]) -> None:
    seen = set()
    for mention in mentions:
        if mention.article != article.id:
            raise GraphError(
                f"a mention belongs to another article, {mention.article!r}",
                where=article.id,
                cure="store each article with its own mentions",
            )
        if mention.id in seen:
            raise GraphError(
                "two mentions have the same trigger", where=mention.id, cure="keep one of them"
            )
        seen.add(mention.id)


def _put_slot(
    out: Writer, owner: str, link: Property, name: str, value: object, table: Iterable[Field]
) -> None:
    out.link(owner, link, name)
    out.typed(name, Class.SLOT)
    out.put_fields(name, value, table)


def _put_mention(out: Writer, mention: Mention, number: int) -> None:
    iri = v.mention_iri(mention.id)
    out.typed(iri, Class.MENTION)
    out.put(iri, P.ORDER, number)
    out.link(iri, P.IN_ARTICLE, v.article_iri(mention.article))
    out.link(iri, P.EVENT_TYPE, v.type_iri(mention.type))
    out.link(iri, P.MODE, v.mode_iri(mention.type, mention.mode))
    out.link(iri, P.STATUS, v.status_iri(mention.status))
    out.put_fields(iri, mention.trigger, fields.TRIGGER)
    out.put_fields(iri, mention.sentence, fields.SENTENCE)
    out.put_fields(iri, mention, fields.MENTION)
    for link, other in ((P.SAME_ACT_AS, mention.same_as), (P.REPEAT_OF, mention.repeat_of)):
        out.link(iri, link, None if other is None else v.mention_iri(other))
    for role, (link, attribute) in _SLOTS.items():
        for place, argument in enumerate(getattr(mention, attribute), 1):
            name = f"{iri};{role.value}={place}"
            _put_slot(out, iri, link, name, argument, fields.ARGUMENT)
            out.put(name, P.ORDER, place)
    if mention.date is not None:
        _put_slot(out, iri, P.DATE_SLOT, f"{iri};date", mention.date, fields.DATE)
    if mention.source is not None:
        _put_slot(out, iri, P.SPEAKER_SLOT, f"{iri};speaker", mention.source, fields.SPEAKER)


def read_article(store: Store, graph: str) -> tuple[Article, tuple[Mention, ...]]:
    """
    Read back an article and its mentions, in the order they were given, from its named graph.

    Raises `GraphError` when the graph is not there or something is missing in it.
    """
    from pyoxigraph import NamedNode

    facts = Facts(store.quads_for_pattern(None, None, None, NamedNode(graph)))
    try:
        (iri,) = facts.of_class(Class.ARTICLE)
        article = _article(facts, iri)
        found = facts.of_class(Class.MENTION)
        found.sort(key=lambda name: int(facts.need(name, P.ORDER)))
        return article, tuple(_mention(facts, name, article.id) for name in found)
    except (KeyError, TypeError, ValueError) as error:
        raise GraphError(
            "this article cannot be read back from the graph",
            where=v.id_of(graph),
            cure="build it again from the article",
        ) from error


def _article(facts: Facts, iri: str) -> Article:
    dateline = facts.one(iri, P.REPORTED_FROM)
    return Article(
        id=facts.need(iri, P.IDENTIFIER),
        dateline=None if dateline is None else Span(**facts.fields(dateline, fields.SPAN)),
        marks=tuple(
            Mark(
                kind=MarkKind(v.concept_name(facts.need(mark, P.MARK_KIND))),
                **facts.fields(mark, fields.MARK),
            )
            for mark in facts.ordered(iri, P.MARK)
        ),
        **facts.fields(iri, fields.ARTICLE),
    )


def _mention(facts: Facts, iri: str, article: str) -> Mention:
    when, speaker = facts.one(iri, P.DATE_SLOT), facts.one(iri, P.SPEAKER_SLOT)
    same_as, repeat_of = facts.one(iri, P.SAME_ACT_AS), facts.one(iri, P.REPEAT_OF)
    arguments: dict[str, Any] = {
        attribute: tuple(
            Argument(role=role, **facts.fields(slot, fields.ARGUMENT))
            for slot in facts.ordered(iri, link)
        )
        for role, (link, attribute) in _SLOTS.items()
    }
    return Mention(
        article=article,
        sentence=Span(**facts.fields(iri, fields.SENTENCE)),
        trigger=Span(**facts.fields(iri, fields.TRIGGER)),
        type=EventType(v.concept_name(facts.need(iri, P.EVENT_TYPE))),
        mode=v.mode_name(facts.one(iri, P.MODE)),
        status=Status(v.concept_name(facts.need(iri, P.STATUS))),
        date=None if when is None else DateValue(**facts.fields(when, fields.DATE)),
        source=None if speaker is None else Speaker(**facts.fields(speaker, fields.SPEAKER)),
        same_as=None if same_as is None else v.id_of(same_as),
        repeat_of=None if repeat_of is None else v.id_of(repeat_of),
        **arguments,
        **facts.fields(iri, fields.MENTION),
    )


# Events

_Entity = TypeVar("_Entity", Participant, Place)


def event_quads(events: Iterable[Event]) -> list[Quad]:
    """
    Write events, and the actors and places they share, as one named graph.

    An actor or place that events describe differently (one knows the kind, another does
    not) is described once, in the most frequent way; an event that differs says so in a
    detail of its own.
    """
    events = sorted(events, key=lambda event: event.id)
    out = Writer(v.EVENTS_GRAPH)
    actors = _shared((a for e in events for a in e.actors + e.targets), v.actor_iri)
    places = _shared((p for e in events for p in e.places), v.place_iri)
    places = _with_countries(places)
    for iri, actor in actors.items():
        _put_entity(out, iri, Class.ACTOR, actor, fields.PARTICIPANT)
    for iri, place in places.items():
        _put_entity(out, iri, Class.PLACE, place, fields.PLACE)
        if place.latitude is not None and place.longitude is not None:
            out.put(iri, Outside.WKT, _point(place.latitude, place.longitude))
        state = _state_of(place)
        if state is not None:
            out.link(iri, P.WITHIN, v.place_iri(state.name, state.iso3))
    for event in events:
        _put_event(out, event)
        iri = v.event_iri(event.id)
        for values, link in ((event.actors, "actor"), (event.targets, "target")):
            _put_entities(out, iri, link, values, actors, v.actor_iri, fields.PARTICIPANT)
        _put_entities(out, iri, "place", event.places, places, v.place_iri, fields.PLACE)
    return out.quads


def _state_of(place: Place) -> Country | None:
    """Give the country that a place lies in; a country lies in none."""
    state = country(place.country)
    return None if state is None or place.name == state.name else state


def _with_countries(places: dict[str, Place]) -> dict[str, Place]:
    """Add the countries of the places, so that each can be said to lie within its own."""
    found = dict(places)
    for place in places.values():
        state = _state_of(place)
        if state is not None:
            latitude, longitude = state.point or (None, None)
            found.setdefault(
                v.place_iri(state.name, state.iso3),
                Place(
                    name=state.name,
                    country=state.iso3,
                    wikidata=state.wikidata,
                    latitude=latitude,
                    longitude=longitude,
                    precision="country",
                ),
            )
    return dict(sorted(found.items()))


def _point(latitude: float, longitude: float) -> object:
    from pyoxigraph import Literal, NamedNode

    return Literal(f"POINT({longitude} {latitude})", datatype=NamedNode(Outside.WKT_LITERAL))


def _shared(
    values: Iterable[_Entity], name: Callable[[str, str | None], str]
) -> dict[str, _Entity]:
    ways: dict[str, Counter[_Entity]] = {}
    for value in values:
        ways.setdefault(name(value.name, value.country), Counter())[value] += 1
    return {
        iri: min(ways[iri].items(), key=lambda pair: (-pair[1], repr(pair[0])))[0]
        for iri in sorted(ways)
    }


def _put_entity(
    out: Writer, iri: str, kind: Class, value: Participant | Place, table: Iterable[Field]
) -> None:
    out.typed(iri, kind)
    out.put(iri, Outside.LABEL, value.name)
    plain = _without_accents(value.name)
    if plain != value.name:
        out.put(iri, Outside.OTHER_LABEL, plain)
    out.put_fields(iri, value, (f for f in table if f.property != P.NAME))
    if value.wikidata and value.wikidata[:1] == "Q" and value.wikidata[1:].isdecimal():
        out.link(iri, Outside.EXACT_MATCH, Outside.WIKIDATA + value.wikidata)


def _without_accents(name: str) -> str:
    # People ask for Erdogan; the canonical name is Erdoğan.
    letters = unicodedata.normalize("NFKD", name)
    return "".join(c for c in letters if not unicodedata.combining(c))


def _put_event(out: Writer, event: Event) -> None:
    iri = v.event_iri(event.id)
    out.typed(iri, Class.EVENT)
    out.put(iri, P.IDENTIFIER, event.id)
    out.put(iri, Outside.LABEL, event.label)
    out.link(iri, P.EVENT_TYPE, v.type_iri(event.type))
    out.link(iri, P.MODE, v.mode_iri(event.type, event.mode))
    out.link(iri, P.STATUS, v.status_iri(event.status))
    out.put_fields(iri, event, fields.EVENT)
    for article in event.articles:
        out.link(iri, Outside.DERIVED_FROM, v.article_iri(article))
    for language in event.languages:
        out.put(iri, P.LANGUAGE, language)
    for source in event.sources:
        out.put(iri, P.PUBLISHER, source)
    for mention in event.mentions:
        out.link(v.mention_iri(mention), P.REFERS_TO, iri)
    if event.mentions:
        out.link(iri, P.EVIDENCE, v.mention_iri(event.mentions[0]))
    for number, merge in enumerate(event.merges, 1):
        name = f"{iri}#merge={number}"
        out.link(iri, P.MERGED_BY, name)
        out.typed(name, Class.MERGE)
        out.put(name, P.ORDER, number)
        out.put_fields(name, merge, fields.MERGE)
        for mention in (merge.one, merge.other):
            out.link(name, P.MERGES, v.mention_iri(mention))


def _put_entities(
    out: Writer,
    event: str,
    link: str,
    values: Sequence[_Entity],
    shared: dict[str, _Entity],
    name: Callable[[str, str | None], str],
    table: Sequence[Field],
) -> None:
    names = [name(value.name, value.country) for value in values]
    for iri in sorted(set(names)):
        out.link(event, v.NS + link, iri)
    if values:
        out.put(event, f"{v.NS}{link}Names", ", ".join(value.name for value in values))
    same = all(shared[iri] == value for iri, value in zip(names, values, strict=True))
    if same and names == sorted(set(names)):
        return
    for number, (iri, value) in enumerate(zip(names, values, strict=True), 1):
        detail = f"{event}#{link}={number}"
        out.link(event, f"{v.NS}{link}Detail", detail)
        out.typed(detail, Class.DETAIL)
        out.put(detail, P.ORDER, number)
        out.link(detail, P.ENTITY, iri)
        out.put_fields(detail, value, table)


def read_events(store: Store) -> list[Event]:
    """
    Read back all events, sorted by id.

    Mentions, articles, languages and sources come sorted. Raises `GraphError` when
    something is missing in the graph.
    """
    from pyoxigraph import NamedNode

    facts = Facts(store.quads_for_pattern(None, None, None, NamedNode(v.EVENTS_GRAPH)))
    told = facts.subjects(P.REFERS_TO)
    try:
        events = [_event(facts, iri, told.get(iri, [])) for iri in facts.of_class(Class.EVENT)]
    except (KeyError, TypeError, ValueError) as error:
        raise GraphError(
            "the events cannot be read back", cure="build again; the articles are all kept"
        ) from error
    return sorted(events, key=lambda event: event.id)


def _event(facts: Facts, iri: str, mentions: Iterable[str]) -> Event:
    def participants(link: str) -> tuple[Participant, ...]:
        return tuple(Participant(**x) for x in _entities(facts, iri, link, fields.PARTICIPANT))

    return Event(
        id=facts.need(iri, P.IDENTIFIER),
        type=EventType(v.concept_name(facts.need(iri, P.EVENT_TYPE))),
        mode=v.mode_name(facts.one(iri, P.MODE)),
        status=Status(v.concept_name(facts.need(iri, P.STATUS))),
        actors=participants("actor"),
        targets=participants("target"),
        places=tuple(Place(**x) for x in _entities(facts, iri, "place", fields.PLACE)),
        mentions=tuple(sorted(v.id_of(mention) for mention in mentions)),
        articles=tuple(sorted(v.id_of(a) for a in facts.all(iri, Outside.DERIVED_FROM))),
        languages=tuple(facts.all(iri, P.LANGUAGE)),
        sources=tuple(facts.all(iri, P.PUBLISHER)),
        label=facts.need(iri, Outside.LABEL),
        merges=tuple(_merge(facts, name) for name in facts.ordered(iri, P.MERGED_BY)),
        **facts.fields(iri, fields.EVENT),
    )


def _merge(facts: Facts, iri: str) -> Merge:
    one, other = sorted(v.id_of(mention) for mention in facts.all(iri, P.MERGES))
    return Merge(one=one, other=other, **facts.fields(iri, fields.MERGE))


def _entities(facts: Facts, event: str, link: str, table: Sequence[Field]) -> list[dict[str, Any]]:
    details = facts.ordered(event, f"{v.NS}{link}Detail")
    if details:
        return [facts.fields(detail, table) for detail in details]
    return [
        {"name": facts.need(iri, Outside.LABEL), **facts.fields(iri, table)}
        for iri in facts.all(event, v.NS + link)
    ]


# Decisions


def decision_quads(decisions: Iterable[Decision]) -> list[Quad]:
    """Write what people decided as one named graph; a decision is named by what it says."""
    out = Writer(v.DECISIONS_GRAPH)
    for decision in decisions:
        said = [decision.verdict.value, *decision.mentions, "", *decision.apart]
        digest = hashlib.sha256("\x1f".join(said).encode("utf-8", "surrogatepass")).hexdigest()
        iri = v.decision_iri(digest[:16])
        out.typed(iri, Class.DECISION)
        out.put(iri, P.VERDICT, decision.verdict.value)
        for mention in decision.mentions:
            out.link(iri, P.DECIDES_ON, v.mention_iri(mention))
        for mention in decision.apart:
            out.link(iri, P.APART_FROM, v.mention_iri(mention))
    return out.quads


def read_decisions(store: Store) -> list[Decision]:
    """Read back all decisions, sorted; raise `GraphError` when something is missing."""
    from pyoxigraph import NamedNode

    facts = Facts(store.quads_for_pattern(None, None, None, NamedNode(v.DECISIONS_GRAPH)))
    try:
        found = [
            Decision(
                verdict=Verdict(facts.need(iri, P.VERDICT)),
                mentions=tuple(sorted(map(v.id_of, facts.all(iri, P.DECIDES_ON)))),
                apart=tuple(sorted(map(v.id_of, facts.all(iri, P.APART_FROM)))),
            )
            for iri in facts.of_class(Class.DECISION)
        ]
    except (KeyError, ValueError) as error:
        raise GraphError(
            "the decisions cannot be read back", cure="restore a copy of the graph"
        ) from error
    return sorted(found, key=lambda d: (d.verdict, d.mentions, d.apart))
