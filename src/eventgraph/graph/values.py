"""
Understand the values of named questions: countries, organisations and people in any form.

The graph knows actors by canonical English names and countries by alpha-3 codes; whoever
asks writes `AS`, `Rusia`, `PBB` or `Jokowi`.
"""

from __future__ import annotations

from collections.abc import Iterator

from eventgraph.errors import QueryError
from eventgraph.gazetteer import countries, find_country, find_leader, find_organisation
from eventgraph.model import EventType

__all__ = ["understand"]

_ACTORS = ("ACTOR", "A", "B")
_NAMES = ("name", "variant", "abbreviation", "historical")
# Not `demonym` and `part`: the graph has actors that are named so (`Russian troops`).
_ACTING = (*_NAMES, "metonym")


def understand(parameter: str, value: str) -> str:
    """
    Give the value of a parameter (`ACTOR`, `A`, `B`, `COUNTRY`, `TYPE`) as the graph has it.

    Actors become canonical English names, countries alpha-3 codes, types capitals; codes,
    parts of names, and what nobody knows stay. Raises `QueryError` for an unknown type.
    """
    if parameter in _ACTORS:
        return _actor(value)
    if parameter == "COUNTRY":
        return _country(value)
    return _type(value) if parameter == "TYPE" else value


def _is_code(value: str) -> bool:
    return value.upper() in countries() or value.upper() == "IGO"


def _spellings(value: str) -> Iterator[str]:
    """Give a value and, when typed without capitals, what it may stand for."""
    yield value
    if value.islower():
        yield value.title()
        yield value.upper()


def _actor(value: str) -> str:
    if _is_code(value):
        return value
    for spelling in _spellings(value):
        state = find_country(spelling)
        if state and state.kind in _ACTING:
            return countries()[state.iso3].name
        known = find_organisation(spelling) or find_leader(spelling)
        if known:
            return known.name
    return value


def _country(value: str) -> str:
    if _is_code(value):
        return value.upper()
    for spelling in _spellings(value):
        state = find_country(spelling)
        if state and state.kind in _NAMES:
            return state.iso3
    short = {state.iso2: code for code, state in countries().items()}
    return short.get(value.upper(), value)


def _type(value: str) -> str:
    if value.upper() not in list(EventType):
        raise QueryError(
            f"there is no event type {value!r}",
            where="type",
            cure=f"give one of {', '.join(EventType)}",
        )
    return value.upper()
