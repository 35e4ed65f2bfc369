"""
Load the words and patterns of dates of a language: `data/<language>/dates.toml`.

A wrong entry is a `LexiconError` that names file, entry and cure.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from eventgraph.errors import LexiconError
from eventgraph.lexicon import data_file, load_toml

__all__ = [
    "KINDS",
    "Grammar",
    "Pattern",
    "Phrase",
    "Slot",
    "feasts",
    "grammar",
    "read_feasts",
    "read_grammar",
]

KINDS = (
    "ago", "ahead", "date", "day_of_month", "days", "decade", "feast", "holiday", "in", "iso",
    "last", "month", "month_alone", "none", "numeric", "offset", "quarter", "reference", "unit",
    "week_of", "weekday", "weekday_of_week", "year", "years",
)  # fmt: skip
"""The arithmetic a pattern needs; `none` is no date at all and hides what is in it."""
BUILT_IN = (
    "iso", "numeric2", "numeric3", "decade", "digits", "dom", "number", "range", "span", "year",
    "(", ")", ",", "/", "dash",
)  # fmt: skip
_PLAIN = ("order", "abbreviated", "not_alone", "pattern")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words that stand for a slot, lower case, and what they mean."""

    slot: str
    words: tuple[str, ...]
    value: int | str
    capital: bool = False
    """True when the first word must begin with a capital (`May`, `Sun`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One place of a pattern: any of `names` fills it."""

    names: tuple[str, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A row of slots that makes a date, and the `kind` of arithmetic it needs."""

    kind: str
    slots: tuple[Slot, ...]
    whole: bool = False
    """True when it holds only in a text that is known to name a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """All that a language says about dates."""

    order: str
    """`dmy` or `mdy`, how `02/03/2022` is read."""
    abbreviated: frozenset[str]
    """Short words that may carry a full stop (`dec`)."""
    not_alone: frozenset[str]
    """Months that are no date when they stand alone (`may`)."""
    phrases: dict[str, tuple[Phrase, ...]]
    """Phrases by their first word, the longest first."""
    starts: dict[str, tuple[tuple[int, Pattern], ...]]
    """Patterns by the slots they can begin with, with their rank in the table."""


def read_grammar(path: Traversable | Path) -> Grammar:
    """Read and check a table of dates."""
    raw = load_toml(path)
    name = path.name
    order = raw.get("order")
    if order not in ("dmy", "mdy"):
        raise LexiconError(f"order is {order!r}", where=name, cure='write order = "dmy" or "mdy"')
    tables = {key: table for key, table in raw.items() if key not in _PLAIN}
    phrases: dict[str, list[Phrase]] = {}
    for slot, table in tables.items():
        for phrase in _phrases(name, slot, table):
            phrases.setdefault(phrase.words[0], []).append(phrase)
    starts: dict[str, list[tuple[int, Pattern]]] = {}
    for rank, entry in enumerate(raw.get("pattern", ()), 1):
        pattern = _pattern(f"{name}, pattern {rank}", entry, {*tables, *BUILT_IN})
        for first in _firsts(pattern):
            starts.setdefault(first, []).append((rank, pattern))
    return Grammar(
        order=order,
        abbreviated=frozenset(raw.get("abbreviated", ())),
        not_alone=frozenset(raw.get("not_alone", ())),
        phrases={
            word: tuple(sorted(found, key=lambda p: -len(p.words)))
            for word, found in phrases.items()
        },
        starts={slot: tuple(found) for slot, found in starts.items()},
    )


def _phrases(name: str, slot: str, table: Any) -> list[Phrase]:
    if not isinstance(table, dict):
        raise LexiconError(
            f"{slot} is no table", where=name, cure=f'write [{slot}] and rows like word = "…"'
        )
    found = []
    for words, value in table.items():
        if not isinstance(value, int | str) or not words.strip():
            raise LexiconError(
                f"{words!r} means {value!r}",
                where=f"{name}, {slot}",
                cure="give a number or a word",
            )
        parts = tuple(words.lower().replace("-", " -").split())
        found.append(Phrase(slot=slot, words=parts, value=value, capital=words[:1].isupper()))
    return found


def _pattern(where: str, entry: Any, known: set[str]) -> Pattern:
    kind = entry.get("kind") if isinstance(entry, dict) else None
    if kind not in KINDS:
        raise LexiconError(
            f"kind {kind!r} is unknown", where=where, cure=f"use one of {', '.join(KINDS)}"
        )
    slots = []
    for word in str(entry.get("form", "")).split():
        optional = word.endswith("?")
        names = tuple(word.rstrip("?").split("|"))
        for one in names:
            if one not in known:
                raise LexiconError(
                    f"slot {one!r} is unknown", where=where, cure=f"write a table [{one}]"
                )
        slots.append(Slot(names=names, optional=optional))
    if all(slot.optional for slot in slots):
        raise LexiconError("the form is empty", where=where, cure='write form = "…"')
    return Pattern(kind=kind, slots=tuple(slots), whole=bool(entry.get("whole", False)))


def _firsts(pattern: Pattern) -> list[str]:
    """Give the slots that can come first: the leading optional ones and the one after."""
    found: list[str] = []
    for slot in pattern.slots:
        found += slot.names
        if not slot.optional:
            break
    return found


def read_feasts(path: Traversable | Path) -> dict[str, tuple[date, ...]]:
    """Read and check the days of movable feasts: `name = [2016-07-06, …]`, in order."""
    found = {}
    for name, days in load_toml(path).items():
        if not isinstance(days, list) or not all(type(day) is date for day in days):
            raise LexiconError(
                f"{name} holds no list of days", where=path.name, cure="write [2016-07-06, …]"
            )
        if days != sorted(set(days)):
            raise LexiconError(
                f"the days of {name} are not in order", where=path.name, cure="sort them"
            )
        found[name] = tuple(days)
    return found


@functools.cache
def feasts() -> dict[str, tuple[date, ...]]:
    """Give the days of movable feasts by name (`data/world/feasts.toml`)."""
    return read_feasts(data_file("world", "feasts.toml"))


@functools.cache
def grammar(language: str) -> Grammar:
    """Give the grammar of dates of a language."""
    return read_grammar(data_file(language, "dates.toml"))
