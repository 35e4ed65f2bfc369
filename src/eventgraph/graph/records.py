"""
Give mentions and events as records ready for JSON, and write one a line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TextIO

from eventgraph.graph.ontology import type_facts
from eventgraph.model import Argument, Dropped, Event, Mention, Participant, Place

__all__ = [
    "dropped_record",
    "event_record",
    "mention_record",
    "mention_records",
    "write_event_lines",
    "write_mention_lines",
]


def mention_record(
    mention: Mention,
    event: str | None = None,
    *,
    numbers: Mapping[str, int] | None = None,
    sentences: Mapping[int, int] | None = None,
) -> dict[str, Any]:
    """
    Give a mention as a JSON-ready record.

    `event` is the id of its event. `numbers` maps ids of the mentions of its article to
    numbers and `sentences` offsets of sentences to numbers: without them `n`, `s`,
    `same_as` and `repeat_of` are null. `mention_records` knows both.
    """
    numbers = numbers or {}
    return {
        "doc": mention.article,
        "n": numbers.get(mention.id),
        "s": (sentences or {}).get(mention.sentence.start),
        "type": mention.type.value,
        "mode": mention.mode,
        "status": mention.status.value,
        "trigger": _span(mention.trigger),
        "actors": [_argument(a) for a in mention.actors],
        "targets": [_argument(a) for a in mention.targets],
        "places": [_argument(a) for a in mention.places],
        "date": _when(mention),
        "source": "" if mention.source is None else mention.source.text,
        "same_as": numbers.get(mention.same_as or ""),
        "repeat_of": numbers.get(mention.repeat_of or ""),
        "event": event,
        "id": mention.id,
        "sentence": _span(mention.sentence),
        "speaker": _speaker(mention),
        "confidence": mention.confidence,
        "rule": mention.rule,
    }


def mention_records(
    mentions: Sequence[Mention], events: Mapping[str, str] | None = None
) -> Iterator[dict[str, Any]]:
    """
    Give the mentions of one article as records, in their order.

    `events` maps ids of mentions to ids of events. `n` counts the mentions from 1, `s`
    the sentences of the article that tell an act.
    """
    numbers = {mention.id: number for number, mention in enumerate(mentions, 1)}
    starts = sorted({mention.sentence.start for mention in mentions})
    sentences = {start: number for number, start in enumerate(starts, 1)}
    for mention in mentions:
        event = (events or {}).get(mention.id)
        yield mention_record(mention, event, numbers=numbers, sentences=sentences)


def dropped_record(dropped: Dropped) -> dict[str, Any]:
    """Give an act that was left out as a JSON-ready record; `why` says the reason in a line."""
    return {
        "doc": dropped.article,
        "reason": dropped.reason.value,
        "why": dropped.reason.why,
        "mark": None if dropped.mark is None else dropped.mark.value,
        "type": dropped.type.value,
        "confidence": dropped.confidence,
        "trigger": _span(dropped.trigger),
        "sentence": _span(dropped.sentence),
    }


def _span(span: Any) -> dict[str, Any]:
    return {"text": span.text, "start": span.start, "end": span.end}


def _argument(argument: Argument) -> dict[str, Any]:
    # FORMAT: an unknown name or country is an empty text, everything beyond it is null.
    return {
        **_span(argument),
        "name": argument.name or "",
        "country": argument.country or "",
        "kind": argument.kind,
        "sector": argument.sector,
        "wikidata": argument.wikidata,
        "geonames": argument.geonames,
        "latitude": argument.latitude,
        "longitude": argument.longitude,
        "precision": argument.precision,
        "rule": argument.rule,
    }


def _when(mention: Mention) -> dict[str, Any] | None:
    when = mention.date
    if when is None:
        return None
    return {
        "text": when.text,
        "value": when.value or "",
        "start": when.start,
        "end": when.end,
        "earliest": _day(when.earliest),
        "latest": _day(when.latest),
        "precision": when.precision,
        "rule": when.rule,
    }


def _speaker(mention: Mention) -> dict[str, Any] | None:
    speaker = mention.source
    if speaker is None:
        return None
    return {
        **_span(speaker),
        "name": speaker.name,
        "country": speaker.country,
        "via": speaker.via,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def event_record(event: Event) -> dict[str, Any]:
    """Give an event as a JSON-ready record, with what its type is in other codings."""
    facts = type_facts()[event.type]
    return {
        "id": event.id,
        "label": event.label,
        "type": event.type.value,
        "mode": event.mode,
        "quad": facts.quad,
        "cameo": list(facts.cameo),
        "score": facts.score,
        "status": event.status.value,
        "disputed": event.disputed,
        "date": event.value,
        "earliest": _day(event.earliest),
        "latest": _day(event.latest),
        "precision": event.precision,
        "actors": [_participant(a) for a in event.actors],
        "targets": [_participant(a) for a in event.targets],
        "places": [_place(p) for p in event.places],
        "evidence": event.evidence,
        "independent": event.independent,
        "confidence": event.confidence,
        "mentions": list(event.mentions),
        "articles": list(event.articles),
        "languages": list(event.languages),
        "sources": list(event.sources),
    }


def _participant(actor: Participant) -> dict[str, Any]:
    return {
        "name": actor.name,
        "country": actor.country,
        "kind": actor.kind,
        "sector": actor.sector,
        "wikidata": actor.wikidata,
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "name": place.name,
        "country": place.country,
        "wikidata": place.wikidata,
        "geonames": place.geonames,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "precision": place.precision,
    }


def write_event_lines(events: Iterable[Event], out: TextIO) -> None:
    """Write events as JSON Lines."""
    _write_lines(map(event_record, events), out)


def write_mention_lines(
    articles: Iterable[Sequence[Mention]], events: Mapping[str, str], out: TextIO
) -> None:
    """Write the mentions of articles as JSON Lines."""
    for mentions in articles:
        _write_lines(mention_records(mentions, events), out)


def _write_lines(records: Iterable[dict[str, Any]], out: TextIO) -> None:
    out.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
