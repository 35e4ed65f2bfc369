"""
Turn a `View` into the plain data that the page carries.

The data are lists of small tables that refer to each other by position. Offsets stay
Python offsets (code points), `null` and empty values are left out. A span is only passed
on where the article's text really holds its words there, so that the page never marks
wrong ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from eventgraph.model import Article, Event, Mention, Participant, Span, Status
from eventgraph.view.look import actor_looks, event_types
from eventgraph.view.values import View

__all__ = ["actor_look", "actors_of", "facets", "payload"]

Table = dict[str, Any]


def payload(view: View) -> Table:
    """
    Give articles, mentions, actors, events and counts of a view, in an order of their own.

    Sorting by id, and mentions as they are told, makes the page the same whatever the order
    of the tuples.
    """
    articles = sorted(view.articles, key=lambda article: article.id)
    mentions = sorted(view.mentions, key=_telling_order)
    events = sorted(view.events, key=lambda event: event.id)
    actors = actors_of(events)
    by_article = {article.id: n for n, article in enumerate(articles)}
    by_mention = {mention.id: n for n, mention in enumerate(mentions)}
    by_actor = {actor.key: n for n, actor in enumerate(actors)}
    return {
        "title": view.title,
        "articles": [_article(article) for article in articles],
        "mentions": [_mention(m, articles, by_article, by_mention) for m in mentions],
        "actors": [_actor(actor) for actor in actors],
        "events": [_event(event, by_actor, by_mention) for event in events],
        "facets": facets(events),
    }


def _telling_order(mention: Mention) -> tuple[str, int, int, str]:
    return (mention.article, mention.sentence.start, mention.trigger.start, mention.id)


def actors_of(events: Iterable[Event]) -> list[Participant]:
    """List every actor and target once, sorted by key; the fullest description stands."""
    found: dict[str, Participant] = {}
    for event in events:
        for actor in event.actors + event.targets:
            held = found.get(actor.key)
            if held is None or _fullness(actor) > _fullness(held):
                found[actor.key] = actor
    return [found[key] for key in sorted(found)]


def _fullness(actor: Participant) -> tuple[int, str, str, str, str]:
    known = (actor.kind or "", actor.sector or "", actor.wikidata or "")
    return (sum(map(bool, known)), *known, actor.name)


def actor_look(kind: str | None) -> str:
    """Name the look that a kind of actor wears; the last look when no other lists it."""
    looks = actor_looks()
    return next((look.id for look in looks if kind in look.kinds), looks[-1].id)


def facets(events: Iterable[Event]) -> dict[str, list[tuple[str, int]]]:
    """
    Count the events for each choice of each filter, sorted by choice.

    A country counts an event once when an actor, a target or a place of it is there.
    """
    counts: dict[str, Counter[str]] = {
        name: Counter() for name in ("type", "quad", "status", "country", "language", "source")
    }
    quad_of = {look.id: look.quad for look in event_types()}
    for event in events:
        counts["type"][event.type] += 1
        counts["quad"][quad_of[event.type]] += 1
        counts["status"][event.status] += 1
        counts["country"].update(_countries(event))
        counts["language"].update(set(event.languages))
        counts["source"].update(set(event.sources))
    return {name: sorted((str(k), n) for k, n in c.items()) for name, c in counts.items()}


def _countries(event: Event) -> set[str]:
    found = {actor.country for actor in event.actors + event.targets}
    found |= {place.country for place in event.places}
    return {country for country in found if country}


def _filled(**values: Any) -> Table:
    """Leave out what is unknown or empty; the number 0 stays, it is a position."""
    return {key: value for key, value in values.items() if value or type(value) is int}


def _article(article: Article) -> Table:
    return _filled(
        id=article.id,
        title=article.title,
        source=article.source,
        published=article.published and article.published.isoformat(),
        url=article.url,
        language=article.language,
        marks=sorted((m.start, m.end, m.kind.value) for m in article.marks),
    ) | {"text": article.text}


def _actor(actor: Participant) -> Table:
    return _filled(
        name=actor.name,
        country=actor.country,
        kind=actor.kind,
        sector=actor.sector,
        wikidata=actor.wikidata,
        look=actor_look(actor.kind),
    )


def _event(event: Event, by_actor: Mapping[str, int], by_mention: Mapping[str, int]) -> Table:
    places = [_filled(name=p.name, country=p.country, precision=p.precision) for p in event.places]
    return _filled(
        id=event.id,
        type=event.type.value,
        status=event.status.value,
        disputed=event.disputed,
        actors=_once(by_actor[actor.key] for actor in event.actors),
        targets=_once(by_actor[actor.key] for actor in event.targets),
        places=places,
        value=event.value,
        earliest=event.earliest and event.earliest.isoformat(),
        latest=event.latest and event.latest.isoformat(),
        precision=event.precision,
        mentions=sorted(by_mention[m] for m in set(event.mentions) if m in by_mention),
        languages=sorted(set(event.languages)),
        sources=sorted(set(event.sources)),
        label=event.label,
    ) | {"confidence": round(event.confidence, 3), "evidence": event.evidence}


def _once(numbers: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(numbers))


def _mention(
    mention: Mention,
    articles: list[Article],
    by_article: Mapping[str, int],
    by_mention: Mapping[str, int],
) -> Table:
    number = by_article.get(mention.article)
    sentence = mention.sentence
    text, base = (sentence.text, sentence.start)
    if number is not None and _holds(articles[number].text, sentence.start, sentence):
        text, base = articles[number].text, 0
    else:
        number = None
    repeated = by_mention.get(mention.repeat_of) if mention.repeat_of else None
    return _filled(
        article=number,
        name=None if number is not None else mention.article,
        quote=sentence.text if number is None else None,
        base=base,
        status=mention.status.value if mention.status is not Status.ACTUAL else None,
        said=_said(mention),
        date=_date(mention),
        rule=mention.rule,
        repeat=repeated is not None or mention.repeat_of is not None,
    ) | {
        "sentence": [sentence.start, sentence.end],
        "spans": _spans(mention, text, base),
        "confidence": round(mention.confidence, 3),
    }


def _said(mention: Mention) -> Table | None:
    said = mention.source
    if said is None:
        return None
    return _filled(who=said.name or said.text, country=said.country, via=said.via)


def _date(mention: Mention) -> Table | None:
    date = mention.date
    if date is None:
        return None
    return _filled(text=date.text, value=date.value, precision=date.precision, rule=date.rule)


def _spans(mention: Mention, text: str, base: int) -> list[tuple[int, int, str]]:
    """List the spans of a mention as start, end, kind, where the text holds their words."""
    found = [("trigger", mention.trigger)]
    for argument in mention.arguments:
        if argument.start is not None and argument.end is not None:
            span = Span(start=argument.start, end=argument.end, text=argument.text)
            found.append((argument.role.value, span))
    if mention.date is not None:
        date = mention.date
        found.append(("date", Span(start=date.start, end=date.end, text=date.text)))
    return sorted({(s.start, s.end, kind) for kind, s in found if _holds(text, s.start - base, s)})


def _holds(text: str, start: int, span: Span) -> bool:
    end = start + span.end - span.start
    return 0 <= start < end <= len(text) and text[start:end] == span.text
