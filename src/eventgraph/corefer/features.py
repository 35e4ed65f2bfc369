"""
What a pair of mentions of one article says about whether both tell of the same act.

Everything is a number between the two: who takes part as resolved, as written and as the
encoder saw it, the words that tell it, status, date, speaker, how far the two stand apart and
what their sentences share. Nothing asks which language it is.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eventgraph.annotate.encoder import Reading
from eventgraph.annotate.labels import STATUSES, TYPES
from eventgraph.model import Argument, Mention, Status

__all__ = ["NAMES", "Pair", "Side", "Told", "Vector", "pair_features", "tell", "vector"]

Vector = NDArray[np.float32]

_STEM = 5
"""Letters by which two triggers are likely of one word family."""

_SIDE = (
    "first open",
    "second open",
    "both open",
    "share a name",
    "share no name",
    "one within the other",
    "same names",
    "share a country",
    "share no country",
    "share a text",
    "shared words",
    "largest likeness",
    "mean likeness",
)
_SIDES = ("actors", "targets", "places", "parties")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Side:
    """Who or what fills one role of a mention (or several)."""

    filled: bool
    names: frozenset[str]
    """Keys of the arguments that are resolved (`Argument.key`)."""
    countries: frozenset[str]
    texts: frozenset[str]
    words: frozenset[str]
    vectors: NDArray[np.float32]
    """(arguments, hidden): unit vectors of those whose states were kept."""


@dataclass(frozen=True, slots=True)
class Told:
    """A mention with all that a comparison asks of it."""

    mention: Mention
    sides: tuple[Side, ...]
    """Of actors, targets, places, and actors and targets together."""
    state: Vector | None
    """The mean state of the trigger's words, centred; `None` where none was kept."""
    words: frozenset[str]
    """Words of the sentence."""
    names: frozenset[str]
    """Those of them that begin with a capital or a digit."""
    family: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two mentions of one type, the earlier one first."""

    first: Told
    second: Told
    between: int
    """Mentions of the type that stand between the two."""
    of_type: int
    """Mentions of the type in the article."""


def vector(reading: Reading | None, start: int | None, end: int | None) -> Vector | None:
    """Give the mean state of the words of `text[start:end]`, `None` where none was kept."""
    if reading is None or start is None or end is None:
        return None
    first = int(np.searchsorted(reading.ends, start, side="right"))
    stop = int(np.searchsorted(reading.starts, end, side="left"))
    rows = reading.row[first:stop]
    rows = rows[rows >= 0]
    if not len(rows):
        return None
    mean: Vector = reading.states[rows].astype(np.float32).mean(0)
    return mean


def tell(mention: Mention, reading: Reading | None, middle: Vector) -> Told:
    """
    Prepare a mention for comparisons.

    `middle` (hidden,) is the mean state of triggers in general; likeness is told from there.
    """
    roles = (mention.actors, mention.targets, mention.places, mention.actors + mention.targets)
    state = vector(reading, mention.trigger.start, mention.trigger.end)
    words = frozenset(_WORD.findall(mention.sentence.text))
    return Told(
        mention=mention,
        sides=tuple(_side(arguments, reading, middle) for arguments in roles),
        state=None if state is None else state - middle,
        words=words,
        names=frozenset(word for word in words if word[0].isupper() or word[0].isdigit()),
        family=_family(mention),
    )


def _side(arguments: Sequence[Argument], reading: Reading | None, middle: Vector) -> Side:
    texts = frozenset(a.text.casefold() for a in arguments if a.text)
    found = (vector(reading, a.start, a.end) for a in arguments)
    units = [_unit(state - middle) for state in found if state is not None]
    return Side(
        filled=bool(arguments),
        names=frozenset(key for a in arguments if (key := a.key)),
        countries=frozenset(a.country for a in arguments if a.country),
        texts=texts,
        words=frozenset(word for text in texts for word in text.split()),
        vectors=np.stack(units) if units else np.zeros((0, len(middle)), np.float32),
    )


def _unit(state: Vector) -> Vector:
    return state / (np.linalg.norm(state) + np.float32(1e-6))


def _family(mention: Mention) -> str:
    """Name the word family that tells the act, so that `serangan itu` finds `menyerang`."""
    _, known, lemma = (mention.rule or "").partition("lexicon:")
    return lemma.partition("/")[0] if known else mention.trigger.text.casefold()


def _likeness(one: Vector | None, other: Vector | None) -> float:
    """Give the cosine of two states, 0 where one is not known."""
    return 0.0 if one is None or other is None else float(np.dot(_unit(one), _unit(other)))


def _compared(one: Side, other: Side) -> list[float]:
    """Give what `_SIDE` names."""
    both = one.filled and other.filled
    shared = one.names & other.names
    within = one.names <= other.names or other.names <= one.names
    named = bool(one.names and other.names)
    fewest = max(min(len(one.words), len(other.words)), 1)
    likeness = one.vectors @ other.vectors.T
    return [
        not one.filled,
        not other.filled,
        not one.filled and not other.filled,
        bool(shared),
        both and not shared,
        both and within and named,
        named and one.names == other.names,
        bool(one.countries & other.countries),
        bool(one.countries and other.countries and not one.countries & other.countries),
        bool(one.texts & other.texts),
        len(one.words & other.words) / fewest if both else 0.0,
        float(likeness.max(initial=0.0)),
        float(likeness.mean()) if likeness.size else 0.0,
    ]


def _place(pair: Pair) -> Iterable[tuple[str, float]]:
    first, second = pair.first.mention, pair.second.mention
    yield "one sentence", first.sentence.start == second.sentence.start
    yield "characters between", math.log1p(second.trigger.start - first.trigger.start)
    yield "characters before first", math.log1p(first.trigger.start)
    yield "characters before second", math.log1p(second.trigger.start)
    yield "of the type between", math.log1p(pair.between)
    yield "of the type", math.log1p(pair.of_type)
    yield "neighbours", not pair.between


def _sentences(pair: Pair) -> Iterable[tuple[str, float]]:
    one, other = pair.first, pair.second
    apart = one.mention.sentence.start != other.mention.sentence.start
    names, words = len(one.names & other.names), len(one.words & other.words)
    yield "shared names, share", apart * names / max(min(len(one.names), len(other.names)), 1)
    yield "shared names", apart * math.log1p(names)
    yield "shared words, share", apart * words / max(min(len(one.words), len(other.words)), 1)


def _triggers(pair: Pair) -> Iterable[tuple[str, float]]:
    one, other = (told.mention.trigger.text.casefold() for told in (pair.first, pair.second))
    yield "same word family", pair.first.family == pair.second.family
    yield "same trigger", one == other
    yield "same stem", one[:_STEM] == other[:_STEM]
    yield "likeness of triggers", _likeness(pair.first.state, pair.second.state)


def _statuses(pair: Pair) -> Iterable[tuple[str, float]]:
    first, second = pair.first.mention.status, pair.second.mention.status
    told = (Status.ACTUAL, Status.NEGATED)
    yield "same status", first is second
    yield "told and denied", first is second or (first in told and second in told)
    for name, status in (("first", first), ("second", second)):
        for value in STATUSES:
            yield f"{name} {value}", status.value == value


def _dates_and_speakers(pair: Pair) -> Iterable[tuple[str, float]]:
    first, second = pair.first.mention, pair.second.mention
    one, other = (mention.date.value if mention.date else None for mention in (first, second))
    yield "no date", one is None and other is None
    yield "one date", (one is None) != (other is None)
    yield "same date", one is not None and one == other
    yield "other date", one is not None and other is not None and one != other
    one, other = (m.source.name or m.source.text if m.source else None for m in (first, second))
    yield "same speaker", one is not None and one == other
    yield "other speaker", one is not None and other is not None and one != other
    yield "first told", one is None
    yield "second told", other is None


def _parties(pair: Pair) -> Iterable[tuple[str, float]]:
    first, second = pair.first.sides, pair.second.sides
    for name, one, other in zip(_SIDES, first, second, strict=True):
        for what, value in zip(_SIDE, _compared(one, other), strict=True):
            yield f"{name}: {what}", value
    yield "actor is target", bool(first[0].names & second[1].names)
    yield "target is actor", bool(first[1].names & second[0].names)
    yield "target is place", bool(first[1].names & second[2].names)
    yield "place is target", bool(first[2].names & second[1].names)


def _type(pair: Pair) -> Iterable[tuple[str, float]]:
    for name in TYPES:
        yield name, pair.first.mention.type.value == name


_GROUPS = (_place, _sentences, _triggers, _statuses, _dates_and_speakers, _parties, _type)


def pair_features(pair: Pair) -> list[float]:
    """Give the numbers that `NAMES` names."""
    return [float(value) for group in _GROUPS for _, value in group(pair)]


def _names() -> tuple[str, ...]:
    from eventgraph.model import EventType, Span

    span = Span(start=0, end=1, text="a")
    some = Mention(article="a", sentence=span, trigger=span, type=next(iter(EventType)))
    told = tell(some, None, np.zeros(1, np.float32))
    pair = Pair(told, told, 0, 1)
    return tuple(name for group in _GROUPS for name, _ in group(pair))


NAMES = _names()
"""What the numbers of a pair are, in their order."""
