"""
Unite mentions that tell of the same act.

Inside an article, mentions are of one act when they say so (`same_as`, `repeat_of`). Across
articles only acts whose type, actors, targets, places and date are all equal are united,
which needs no comparison of pairs: time grows with the number of mentions. Names are
never compared fuzzily.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from eventgraph.model import (
    Argument,
    Article,
    DateValue,
    Event,
    Mention,
    Participant,
    Place,
    Status,
)

__all__ = ["merge"]

_TOLD = frozenset({Status.ACTUAL, Status.NEGATED})
"""A denial is about the act that others tell, so these two go together."""

_RANK = (Status.ACTUAL, Status.PLANNED, Status.HYPOTHETICAL, Status.NEGATED)

_PRECISIONS = ("day", "week", "range", "month", "year")


@dataclass(slots=True)
class _Act:
    """Mentions of one act in one article, with all that they say together."""

    mentions: list[Mention] = field(default_factory=list)
    actors: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    value: str | None = None
    named: bool = False
    """True when an actor is called by a name; `police` may be others in every article."""

    def add(self, mention: Mention) -> None:
        self.mentions.append(mention)
        self.actors |= _keys(mention.actors)
        self.targets |= _keys(mention.targets)
        self.places |= _keys(mention.places)
        self.named = self.named or any(a.name and a.name != a.name.lower() for a in mention.actors)
        if self.value is None and mention.date:
            self.value = mention.date.value


def _keys(arguments: Iterable[Argument]) -> set[str]:
    return {key for a in arguments if (key := a.key)}


def _mood(status: Status) -> str:
    return "told" if status in _TOLD else status.value


def merge(mentions: Iterable[Mention], articles: Mapping[str, Article]) -> list[Event]:
    """
    Unite mentions of the same act into events, sorted by id.

    `articles` gives the publication date, language and publisher of every article that a
    mention is of. The order of the input does not matter, and every mention is in exactly
    one event. The id of an event is made from its type, actors, targets, places and date
    where all are known well enough, so it stays when further articles tell the same.
    """
    united: dict[str, list[_Act]] = {}
    for article, told in _by_article(mentions).items():
        for act in _acts(told):
            united.setdefault(_identity(act, articles[article]), []).append(act)
    return [_event(identity, united[identity], articles) for identity in sorted(united)]


def _by_article(mentions: Iterable[Mention]) -> dict[str, list[Mention]]:
    table: dict[str, list[Mention]] = {}
    for mention in mentions:
        table.setdefault(mention.article, []).append(mention)
    for told in table.values():
        told.sort(key=lambda m: (m.trigger.start, m.trigger.end))
    return dict(sorted(table.items()))


def _acts(mentions: Sequence[Mention]) -> list[_Act]:
    """Group the mentions of one article, in the order of its text."""
    acts: list[_Act] = []
    by_mention: dict[str, _Act] = {}
    for mention in mentions:
        act = by_mention.get(mention.repeat_of or mention.same_as or "")
        if act is None:
            act = _Act()
            acts.append(act)
        act.add(mention)
        by_mention[mention.id] = act
    return acts


def _identity(act: _Act, article: Article) -> str:
    """Name what an act is, or where it is told when too little is known to compare it."""
    first = act.mentions[0]
    when = act.value
    if when is None and article.published and first.status in _TOLD:
        # Undated news of the same deed by the same actors on one day is one act.
        when = f"told {article.published.isoformat()}"
    parts = [first.type.value, _mood(first.status)]
    if act.named and (act.targets or act.places) and when:
        parts += [";".join(sorted(s)) for s in (act.actors, act.targets, act.places)] + [when]
    else:
        parts.append(first.id)
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"event-{digest[:16]}"


def _event(identity: str, acts: Sequence[_Act], articles: Mapping[str, Article]) -> Event:
    mentions = sorted((m for act in acts for m in act.mentions), key=_position)
    statuses = Counter(m.status for m in mentions)
    told_in = sorted({m.article for m in mentions})
    when = _date(mentions)
    event = Event(
        id=identity,
        type=mentions[0].type,
        mode=_mode(mentions),
        status=next(s for s in _RANK if statuses[s]),
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
        evidence=sum(m.repeat_of is None for m in mentions),
        confidence=max(m.confidence for m in mentions),
    )
    return _labelled(event)


def _mode(mentions: Sequence[Mention]) -> str | None:
    """Give the mode on which all mentions that tell one agree, of the type of the event."""
    kind = mentions[0].type
    told = {m.mode for m in mentions if m.mode is not None and m.type is kind}
    return told.pop() if len(told) == 1 else None


def _position(mention: Mention) -> tuple[str, int, int]:
    return (mention.article, mention.trigger.start, mention.trigger.end)


def _date(mentions: Iterable[Mention]) -> DateValue | None:
    """Take the most precise date that any mention gives; of equal ones the first told."""
    known = [m.date for m in mentions if m.date and m.date.value]
    order = {name: rank for rank, name in enumerate(_PRECISIONS)}
    return min(known, key=lambda d: order.get(d.precision or "", len(order)), default=None)


def _participants(arguments: Iterable[Argument]) -> tuple[Participant, ...]:
    found: dict[str, Participant] = {}
    for a in arguments:
        key = a.key
        if key and a.name and key not in found:
            found[key] = Participant(
                name=a.name, country=a.country, kind=a.kind, sector=a.sector, wikidata=a.wikidata
            )
    return tuple(found.values())


def _places(arguments: Iterable[Argument]) -> tuple[Place, ...]:
    found: dict[str, Place] = {}
    for a in arguments:
        key = a.key
        if key and a.name and key not in found:
            found[key] = Place(
                name=a.name,
                country=a.country,
                wikidata=a.wikidata,
                geonames=a.geonames,
                latitude=a.latitude,
                longitude=a.longitude,
                precision=a.precision,
            )
    return tuple(found.values())


def _labelled(event: Event) -> Event:
    """Give the event its line for people: who, what, to whom, where, when."""
    who = ", ".join(p.name for p in event.actors) or "?"
    line = f"{who} – {event.type.value}"
    if event.targets:
        line += " – " + ", ".join(p.name for p in event.targets)
    if event.places:
        line += " @ " + ", ".join(p.name for p in event.places)
    when = event.value or _day(event.earliest)
    return replace(event, label=f"{line} ({when})" if when else line)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
