"""
Understand the values of named questions: countries, organisations, people, types, days, numbers.

The graph knows actors by canonical English names and countries by alpha-3 codes; whoever
asks writes `AS`, `Rusia`, `PBB` or `Jokowi`, and `2016` or `2016-12` for a period.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Collection, Iterator
from datetime import date
from typing import NamedTuple

from eventgraph.errors import QueryError
from eventgraph.gazetteer import countries, find_country, find_leader, find_organisation
from eventgraph.model import EventType

__all__ = ["Understood", "understand"]

Understood = str | int | float | date | EventType
_NAMES = ("name", "variant", "abbreviation", "historical")
# Not `demonym` and `part`: the graph has actors that are named so (`Russian troops`).
_ACTING = (*_NAMES, "metonym")


def understand(parameter: str, value: str) -> Understood:
    """
    Give the value of a parameter as the graph has it.

    Actors (`ACTOR`, `A`, `B`) become canonical English names, a `COUNTRY` its alpha-3 code;
    codes, parts of names, and what nobody knows stay. `TYPE`, `FIRST` and `THEN` become event
    types, `SINCE` and `UNTIL` the first and the last day of what is written, `DAYS` and
    `PUBLISHERS` whole numbers, `CONFIDENCE` a number from 0 to 1. Any other stays as it is.
    Raises `QueryError` for a type, day or number that is none.
    """
    reader = _READERS.get(parameter)
    if reader is None:
        return value
    try:
        return reader.read(value)
    except ValueError:
        raise QueryError(
            f"there is no {reader.noun} {value!r}", where=parameter.lower(), cure=reader.cure
        ) from None


def _is_code(value: str) -> bool:
    return value.upper() in countries() or value.upper() == "IGO"


def _spellings(value: str) -> Iterator[str]:
    """Give a value and, when typed without capitals, what it may stand for."""
    yield value
    if value.islower():
        yield value.title()
        yield value.upper()


def _state(spelling: str, kinds: Collection[str]) -> str | None:
    """Give the code of the country that has this name in either language."""
    both = (find_country(spelling, language) for language in ("en", "id"))
    return next((state.iso3 for state in both if state and state.kind in kinds), None)


def _actor(value: str) -> str:
    if _is_code(value):
        return value
    for spelling in _spellings(value):
        state = _state(spelling, _ACTING)
        if state:
            return countries()[state].name
        known = find_organisation(spelling) or find_leader(spelling)
        if known:
            return known.name
    return value


def _country(value: str) -> str:
    if _is_code(value):
        return value.upper()
    for spelling in _spellings(value):
        state = _state(spelling, _NAMES)
        if state:
            return state
    short = {state.iso2: code for code, state in countries().items()}
    return short.get(value.upper(), value)


def _event(value: str) -> str:
    return value.lower() if re.fullmatch(r"event-[0-9a-f]{16}", value, re.IGNORECASE) else value


def _type(value: str) -> EventType:
    return EventType(value.upper())


def _days(value: str) -> tuple[date, date]:
    """Give the first and the last day of a year, a month or a day."""
    written = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?", value)
    if written is None:
        raise ValueError(value)
    year, months, days = int(written[1]), written[2], written[3]
    first = date(year, int(months or 1), int(days or 1))
    if days:
        return first, first
    month = first.month if months else 12
    return first, date(year, month, calendar.monthrange(year, month)[1])


def _first_day(value: str) -> date:
    return _days(value)[0]


def _last_day(value: str) -> date:
    return _days(value)[1]


def _count(value: str) -> int:
    if not re.fullmatch("[0-9]{1,6}", value):
        raise ValueError(value)
    return int(value)


def _share(value: str) -> float:
    number = float(value.replace(",", "."))
    if not 0 <= number <= 1:
        raise ValueError(value)
    return number


class _Reader(NamedTuple):
    """How the value of a parameter is read, and what to say of one that cannot be."""

    read: Callable[[str], Understood]
    noun: str = ""
    cure: str = ""


_TYPES = _Reader(_type, "event type", f"give one of {', '.join(EventType)}")
_DAY_CURE = "write 2016-12-31, 2016-12 or 2016"
_COUNTS = _Reader(_count, "whole number", "write a number such as 30")
_READERS = {
    "ACTOR": _Reader(_actor),
    "A": _Reader(_actor),
    "B": _Reader(_actor),
    "COUNTRY": _Reader(_country),
    "EVENT": _Reader(_event),
    "TYPE": _TYPES,
    "FIRST": _TYPES,
    "THEN": _TYPES,
    "SINCE": _Reader(_first_day, "day", _DAY_CURE),
    "UNTIL": _Reader(_last_day, "day", _DAY_CURE),
    "DAYS": _COUNTS,
    "PUBLISHERS": _COUNTS,
    "CONFIDENCE": _Reader(_share, "confidence", "write a number from 0 to 1, such as 0.5"),
}
