"""
Write events and mentions as tables: CSV for spreadsheets, tab-separated as event data are.

Cells may hold words of any article: what a spreadsheet would take for a formula becomes text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple, TextIO

from eventgraph.graph.answers import row_writer
from eventgraph.graph.records import event_record, mention_record
from eventgraph.model import Article, Event, Mention

__all__ = ["event_cells", "write_event_data", "write_event_table", "write_mention_table"]

Record = Mapping[str, Any]
"""What `event_record` or `mention_record` gives, or a part of it."""

_KIND = ("type", "mode", "quad", "cameo", "score", "status", "disputed")
_EVENT_FIRST = ("id", "label", *_KIND, "date", "earliest", "latest", "precision")
_EVENT_LAST = ("evidence", "independent", "confidence", "articles", "languages", "sources")
_LISTS = {
    "actors": ("actors", "name"),
    "actor_countries": ("actors", "country"),
    "targets": ("targets", "name"),
    "target_countries": ("targets", "country"),
    "places": ("places", "name"),
    "place_countries": ("places", "country"),
    "latitudes": ("places", "latitude"),
    "longitudes": ("places", "longitude"),
}
"""Columns that hold one field of several actors, targets or places."""


# Events


def write_event_table(events: Iterable[Event], out: TextIO) -> None:
    """Write events as CSV, several values of a cell joined with `; `."""
    write = row_writer(out)
    write([*_EVENT_FIRST, *_LISTS, *_EVENT_LAST])
    for event in events:
        write(event_cells(event_record(event)).values())


def event_cells(record: Record) -> dict[str, Any]:
    """Flatten an `event_record`: a cell for each column, several values joined with `; `."""
    return {
        **{column: _cell(record[column]) for column in _EVENT_FIRST},
        **_joined(record),
        **{column: _cell(record[column]) for column in _EVENT_LAST},
    }


def _joined(record: Record) -> dict[str, Any]:
    return {
        column: _join(entry[field] for entry in record[of])
        for column, (of, field) in _LISTS.items()
    }


def _cell(value: object) -> object:
    return _join(value) if isinstance(value, list) else value


def _join(values: Iterable[object]) -> object:
    """Join several values, so that the place of each stays; a single one keeps its type."""
    found = list(values)
    if len(found) == 1:
        return found[0]
    return "; ".join("" if value is None else str(value) for value in found)


# Mentions


class _Told(NamedTuple):
    """A mention as a row is made from it; `date` and `speaker` are empty when there is none."""

    article: Article
    mention: Mention
    event: str | None
    record: Record
    date: Record
    speaker: Record


def _written(of: str) -> Callable[[_Told], object]:
    return lambda told: _join(entry["text"] for entry in told.record[of])


_MENTION_FIRST: Mapping[str, Callable[[_Told], object]] = {
    "id": lambda told: told.mention.id,
    "event": lambda told: told.event,
    "article": lambda told: told.article.id,
    "published": lambda told: told.article.published,
    "publisher": lambda told: told.article.source,
    "url": lambda told: told.article.url,
    "language": lambda told: told.article.language,
    "type": lambda told: told.mention.type.value,
    "mode": lambda told: told.mention.mode,
    "status": lambda told: told.mention.status.value,
    "trigger": lambda told: told.mention.trigger.text,
    "trigger_start": lambda told: told.mention.trigger.start,
    "trigger_end": lambda told: told.mention.trigger.end,
    "sentence": lambda told: told.mention.sentence.text,
    "sentence_start": lambda told: told.mention.sentence.start,
    "sentence_end": lambda told: told.mention.sentence.end,
    "actors_written": _written("actors"),
    "targets_written": _written("targets"),
    "places_written": _written("places"),
}
_MENTION_LAST: Mapping[str, Callable[[_Told], object]] = {
    "date_written": lambda told: told.date.get("text"),
    "date": lambda told: told.date.get("value"),
    "earliest": lambda told: told.date.get("earliest"),
    "latest": lambda told: told.date.get("latest"),
    "precision": lambda told: told.date.get("precision"),
    "speaker_written": lambda told: told.speaker.get("text"),
    "speaker": lambda told: told.speaker.get("name"),
    "via": lambda told: told.speaker.get("via"),
    "confidence": lambda told: told.mention.confidence,
    "rule": lambda told: told.mention.rule,
    "same_as": lambda told: told.mention.same_as,
    "repeat_of": lambda told: told.mention.repeat_of,
}


def write_mention_table(
    articles: Iterable[tuple[Article, Sequence[Mention]]],
    events: Mapping[str, str],
    out: TextIO,
) -> None:
    """
    Write mentions as CSV, article by article, several values of a cell joined with `; `.

    `events` maps ids of mentions to ids of events. Offsets count characters of the article,
    `..._written` are its own words.
    """
    write = row_writer(out)
    write([*_MENTION_FIRST, *_LISTS, *_MENTION_LAST])
    for article, mentions in articles:
        for mention in mentions:
            event = events.get(mention.id)
            record = mention_record(mention, event)
            dated, speaker = record["date"] or {}, record["speaker"] or {}
            told = _Told(article, mention, event, record, dated, speaker)
            cells = [get(told) for get in _MENTION_FIRST.values()]
            cells += _joined(record).values()
            cells += [get(told) for get in _MENTION_LAST.values()]
            write(cells)


# Event data


class _Dyad(NamedTuple):
    """An act of one actor on one target, as a row is made from it; what is not known is empty."""

    event: Record
    actor: Record
    target: Record
    place: Record


def _code(who: Record) -> str:
    """Join country and sector as event data do; the IGO of an IGO is said once."""
    country, sector = who.get("country") or "", who.get("sector") or ""
    return country if country == sector else country + sector


_DATA: Mapping[str, Callable[[_Dyad], object]] = {
    "date": lambda dyad: dyad.event["date"],
    "earliest": lambda dyad: dyad.event["earliest"],
    "latest": lambda dyad: dyad.event["latest"],
    "actor": lambda dyad: dyad.actor.get("name"),
    "actor_country": lambda dyad: dyad.actor.get("country"),
    "actor_sector": lambda dyad: dyad.actor.get("sector"),
    "actor_code": lambda dyad: _code(dyad.actor),
    "target": lambda dyad: dyad.target.get("name"),
    "target_country": lambda dyad: dyad.target.get("country"),
    "target_sector": lambda dyad: dyad.target.get("sector"),
    "target_code": lambda dyad: _code(dyad.target),
    "type": lambda dyad: dyad.event["type"],
    "quad": lambda dyad: dyad.event["quad"],
    "cameo": lambda dyad: _cell(dyad.event["cameo"]),
    "score": lambda dyad: dyad.event["score"],
    "mode": lambda dyad: dyad.event["mode"],
    "status": lambda dyad: dyad.event["status"],
    "disputed": lambda dyad: dyad.event["disputed"],
    "place": lambda dyad: dyad.place.get("name"),
    "latitude": lambda dyad: dyad.place.get("latitude"),
    "longitude": lambda dyad: dyad.place.get("longitude"),
    "precision": lambda dyad: dyad.place.get("precision"),
    "place_country": lambda dyad: dyad.place.get("country"),
    "event": lambda dyad: dyad.event["id"],
    "mentions": lambda dyad: len(dyad.event["mentions"]),
    "articles": lambda dyad: len(dyad.event["articles"]),
    "independent": lambda dyad: dyad.event["independent"],
    "publishers": lambda dyad: _cell(dyad.event["sources"]),
}
_BREAKS = re.compile("\r\n|[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
_FINEST = ("point", "city", "admin1", "region", "country")


def write_event_data(events: Iterable[Event], out: TextIO) -> None:
    """
    Write a row for each actor and target of each event, separated by tabs, as event data are.

    `..._code` joins country and sector (`IDNGOV`); `precision` and what stands beside it are
    of the most exact place. No cell holds a tab or a line break, so every line is one row.
    """
    write = row_writer(out, "\t")
    write(_DATA)
    for record in map(event_record, events):
        place: Record = min(record["places"], key=_coarseness, default={})
        for actor, target in product(record["actors"] or [{}], record["targets"] or [{}]):
            dyad = _Dyad(record, actor, target, place)
            write(_on_one_line(get(dyad)) for get in _DATA.values())


def _coarseness(place: Record) -> int:
    precision = place["precision"]
    return _FINEST.index(precision) if precision in _FINEST else len(_FINEST)


def _on_one_line(cell: object) -> object:
    return _BREAKS.sub(" ", cell).strip() if isinstance(cell, str) else cell
