"""Make the event of mentions that tell one act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from eventgraph.merge.acts import Act
from eventgraph.model import (
    Argument,
    Article,
    DateValue,
    Event,
    Mention,
    Merge,
    Participant,
    Place,
    Status,
)

__all__ = ["event_of"]

_SUREST = (Status.ACTUAL, Status.PLANNED, Status.HYPOTHETICAL, Status.NEGATED)
"""An event has the first of these that one of its mentions has."""
_FINEST = ("day", "week", "range", "month", "year")
"""An event has the date of the first of these precisions that one of its mentions has."""


def event_of(
    identity: str,
    acts: Sequence[Act],
    merges: Sequence[Merge],
    articles: Mapping[str, Article],
    copies: Mapping[str, str],
) -> Event:
    """
    Make the event of some acts, the first telling first.

    `merges` says why they are one, `copies` gives the group of copies of every article.
    """
    mentions = [m for act in acts for m in act.mentions]
    told = {m.id for m in mentions}
    statuses = Counter(m.status for m in mentions)
    told_in = sorted({m.article for m in mentions})
    when = _date(mentions)
    event = Event(
        id=identity,
        type=mentions[0].type,
        mode=_mode(mentions),
        status=next(s for s in _SUREST if statuses[s]),
        disputed=bool(statuses[Status.ACTUAL] and statuses[Status.NEGATED]),
        actors=_participants(a for m in mentions for a in m.actors),
        targets=_participants(a for m in mentions for a in m.targets),
        places=_places(a for m in mentions for a in m.places),
        value=when.value if when else None,
        earliest=when.earliest if when else None,
        latest=when.latest if when else None,
        precision=when.precision if when else None,
        mentions=tuple(sorted(m.id for m in mentions)),
        articles=tuple(told_in),
        languages=tuple(sorted({x for a in told_in if (x := articles[a].language)})),
        sources=tuple(sorted({x for a in told_in if (x := articles[a].source)})),
        evidence=len({m.repeat_of or m.id for m in mentions if m.repeat_of not in told}),
        independent=len({copies.get(article, article) for article in told_in}),
        merges=tuple(merges),
        confidence=max(m.confidence for m in mentions),
    )
    return _labelled(event)


def _mode(mentions: Sequence[Mention]) -> str | None:
    """Give the mode on which all mentions that tell one agree, of the type of the event."""
    kind = mentions[0].type
    told = {m.mode for m in mentions if m.mode is not None and m.type is kind}
    return told.pop() if len(told) == 1 else None


def _date(mentions: Iterable[Mention]) -> DateValue | None:
    """Take the most precise date that any mention gives; of equal ones the first told."""
    known = [m.date for m in mentions if m.date and m.date.value]
    order = {name: rank for rank, name in enumerate(_FINEST)}
    return min(known, key=lambda d: order.get(d.precision or "", len(order)), default=None)


def _named(arguments: Iterable[Argument]) -> Iterator[tuple[str, Argument]]:
    """Give the first argument for each who or what is meant, with its name."""
    seen = set()
    for a in arguments:
        if a.name and a.key not in seen:
            seen.add(a.key)
            yield a.name, a


def _participants(arguments: Iterable[Argument]) -> tuple[Participant, ...]:
    return tuple(
        Participant(name=name, country=a.country, kind=a.kind, sector=a.sector, wikidata=a.wikidata)
        for name, a in _named(arguments)
    )


def _places(arguments: Iterable[Argument]) -> tuple[Place, ...]:
    return tuple(
        Place(
            name=name,
            country=a.country,
            wikidata=a.wikidata,
            geonames=a.geonames,
            latitude=a.latitude,
            longitude=a.longitude,
            precision=a.precision,
        )
        for name, a in _named(arguments)
    )


def _labelled(event: Event) -> Event:
    """Give the event its line for people: who, what, to whom, where, when."""
    who = ", ".join(p.name for p in event.actors) or "?"
    line = f"{who} – {event.type.value}"
    if event.targets:
        line += " – " + ", ".join(p.name for p in event.targets)
    if event.places:
        line += " @ " + ", ".join(p.name for p in event.places)
    return replace(event, label=f"{line} ({event.value})" if event.value else line)
