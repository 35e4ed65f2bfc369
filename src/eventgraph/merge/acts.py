"""Group the mentions of one article that tell one act, and gather what they say together."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from eventgraph.merge.words import Vector, vector, words_of
from eventgraph.model import Argument, Article, EventType, Mention, Status

__all__ = ["Act", "acts_of", "digest"]

_TOLD = frozenset({Status.ACTUAL, Status.NEGATED})
"""A denial is about the act that others tell, so these two go together."""
_REACH = 400  # characters on each side of a trigger that are compared of an endless sentence
_MOST_KEYS = 6  # of each kind of an act, so that one of many countries does not meet everybody
_TOWN = frozenset({"city", "point"})
"""Precisions of places that are small enough to be far from each other."""

Point = tuple[float, float]
"""Latitude and longitude in degrees."""


@dataclass(slots=True, eq=False)
class Act:
    """Mentions of one act in one article, with all that they say together."""

    article: Article
    mentions: list[Mention] = field(default_factory=list)
    actors: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    actor_countries: set[str] = field(default_factory=set)
    target_countries: set[str] = field(default_factory=set)
    place_countries: set[str] = field(default_factory=set)
    towns: set[Point] = field(default_factory=set)
    """Where the towns, and the sites in them, lie that it is told of."""
    triggers: set[str] = field(default_factory=set)
    value: str | None = None
    days: tuple[date, date] | None = None
    """The first and last day that a date of a mention allows."""
    named: bool = False
    """True when an actor is called by a name; `police` may be others in every article."""
    rivals: int = 1
    """Number of acts of this type in the article, this one included."""
    share: float = 1.0
    """Its part of all mentions of the article."""
    rank: float = 1.0
    """Its mentions to those of the most told act of the type in the article."""
    sentences: Vector = field(default_factory=lambda: Vector({}))

    def add(self, mention: Mention) -> None:
        """Take a mention in."""
        self.mentions.append(mention)
        for names, countries, arguments in (
            (self.actors, self.actor_countries, mention.actors),
            (self.targets, self.target_countries, mention.targets),
            (self.places, self.place_countries, mention.places),
        ):
            names |= _keys(arguments)
            countries |= {a.country for a in arguments if a.country and a.country != "IGO"}
        for place in mention.places:
            latitude, longitude = place.latitude, place.longitude
            if place.precision in _TOWN and latitude is not None and longitude is not None:
                self.towns.add((latitude, longitude))
        self.triggers.add(mention.trigger.text.lower())
        self.named = self.named or any(a.name and a.name != a.name.lower() for a in mention.actors)
        when = mention.date
        if when and self.value is None:
            self.value = when.value
        if when and when.earliest:
            last = when.latest or when.earliest
            low, high = self.days or (when.earliest, last)
            self.days = min(low, when.earliest), max(high, last)

    @property
    def type(self) -> EventType:
        """Give the type; all mentions have the same."""
        return self.mentions[0].type

    @property
    def status(self) -> Status:
        """Give the status of the first mention that tells or denies it, else of the first."""
        told = (m.status for m in self.mentions if m.status in _TOLD)
        return next(told, self.mentions[0].status)

    @property
    def mood(self) -> str:
        """Give `told` for an act that a mention tells or denies, else its status."""
        return "told" if self.status in _TOLD else self.status.value

    @property
    def day(self) -> date | None:
        """Give the day on which all dates of its mentions agree; `None` if they do not."""
        return self.days[0] if self.days and self.days[0] == self.days[1] else None

    @property
    def country_keys(self) -> list[str]:
        """Name by type and two countries the acts that it is worth comparing with."""
        found = self._countries
        pairs = combinations(found, 2) if len(found) > 1 else ((one, "") for one in found)
        return [f"{self.type.value}:{one}:{other}" for one, other in pairs][:_MOST_KEYS]

    @property
    def day_keys(self) -> list[str]:
        """Name them by type, one country and its day; none where no one day is told."""
        if self.day is None:
            return []
        day = self.day.isoformat()
        return [f"{self.type.value}:{one}:{day}" for one in self._countries][:_MOST_KEYS]

    @property
    def _countries(self) -> list[str]:
        return sorted(self.actor_countries | self.target_countries | self.place_countries)

    @property
    def identity(self) -> str | None:
        """Name what the act is, where enough is known to tell it from others; else `None`."""
        when = self.value
        if when is None and self.article.published and self.status in _TOLD:
            # Undated news of the same deed by the same actors on one day is one act.
            when = f"told {self.article.published.isoformat()}"
        if not (self.named and (self.targets or self.places) and when):
            return None
        parts = [";".join(sorted(s)) for s in (self.actors, self.targets, self.places)]
        return digest(self.type.value, self.mood, *parts, when)

    @property
    def key(self) -> tuple[str, str, int]:
        """Give its place in the order of all acts: by publication, article and text."""
        published = self.article.published
        first = self.mentions[0].trigger.start
        return (published.isoformat() if published else "~", self.article.id, first)


def digest(*parts: str) -> str:
    """Give 16 hex digits that stand for some texts."""
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:16]


def _keys(arguments: Iterable[Argument]) -> set[str]:
    return {key for a in arguments if (key := a.key)}


def acts_of(
    mentions: Iterable[Mention],
    articles: Mapping[str, Article],
    apart: Mapping[str, frozenset[str]],
) -> list[Act]:
    """
    Group the mentions of every article, in the canonical order of acts.

    `apart` gives for mentions that a person decided on those each may not be of one act
    with. Whoever may not stay with its first telling goes to the others of its act that
    may not, if it may stay with these.
    """
    by_article: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_article.setdefault(mention.article, []).append(mention)
    found = []
    for article, told in by_article.items():
        told.sort(key=lambda m: (m.trigger.start, m.trigger.end))
        found += _acts(told, articles[article], apart)
    return sorted(found, key=lambda act: act.key)


def _acts(
    mentions: Sequence[Mention], article: Article, apart: Mapping[str, frozenset[str]]
) -> list[Act]:
    acts: list[Act] = []
    told: dict[str, tuple[Act, list[Act]]] = {}
    """The act of each mention, and all into which people split what coreference united."""
    for mention in mentions:
        first = told.get(mention.repeat_of or mention.same_as or "")
        parts = first[1] if first else []
        choice = [first[0], *parts] if first else []
        act = next((a for a in choice if _may_join(mention, a, apart)), None)
        if act is None:
            act = Act(article)
            acts.append(act)
            parts.append(act)
        act.add(mention)
        told[mention.id] = act, parts
    _compare(acts)
    return acts


def _may_join(mention: Mention, act: Act, apart: Mapping[str, frozenset[str]]) -> bool:
    never = apart.get(mention.id)
    return not never or never.isdisjoint(m.id for m in act.mentions)


def _compare(acts: Sequence[Act]) -> None:
    """Note how an act stands among the others of its article, and its words."""
    total = sum(len(act.mentions) for act in acts)
    number = Counter(act.type for act in acts)
    most: dict[EventType, int] = {}
    for act in acts:
        most[act.type] = max(most.get(act.type, 0), len(act.mentions))
    for act in acts:
        act.rivals = number[act.type]
        act.share = len(act.mentions) / total
        act.rank = len(act.mentions) / most[act.type]
        act.sentences = vector(
            Counter(w for m in act.mentions for w in words_of(_around(m).lower()))
        )


def _around(mention: Mention) -> str:
    """Give the sentence of a mention; of an endless one what stands around its trigger."""
    at = mention.trigger.start - mention.sentence.start
    return mention.sentence.text[max(0, at - _REACH) : at + _REACH]
