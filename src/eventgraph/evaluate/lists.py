"""
Measure resolving on lists of single countries, places and dates.

A list is JSON Lines, one item a line, with `text` and `lang` and what is right:

- countries: `iso2` (and `iso3` for a state of the past), null for a text that is no country;
- places: `iso2` (a list; a null in it accepts a place of no country), `lat`, `lon`, `tol_km`;
- dates: `anchor` (publication), `ref`, `start`, `end` (inclusive days, null for no date),
  `open` (`end` is "since", `start` is "until"), `alt` (more accepted pairs).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from eventgraph import gazetteer
from eventgraph.errors import InputError
from eventgraph.evaluate.mentions import read_records
from eventgraph.resolve import locate, resolve_date, state_of

__all__ = ["KINDS", "ListScore", "evaluate_list"]

Item = dict[str, Any]
_NEEDED = {
    "countries": ("text", "lang", "iso2"),
    "places": ("text", "lang", "iso2", "lat", "lon", "tol_km"),
    "dates": ("text", "lang", "anchor", "start", "end"),
}
KINDS = tuple(_NEEDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListScore:
    """
    How a list was answered.

    `items` are those with an answer, `negatives` those that must get none; `errors` says
    item by item what was given instead of what is right.
    """

    items: int
    answered: int
    right: int
    negatives: int
    negatives_answered: int
    errors: tuple[tuple[str, str, str], ...] = ()
    """Text, what is right, what was given (empty for no answer)."""

    def as_dict(self) -> dict[str, int]:
        """Give the counts as plain values for JSON."""
        return {
            "items": self.items,
            "answered": self.answered,
            "right": self.right,
            "negatives": self.negatives,
            "negatives_answered": self.negatives_answered,
        }


def evaluate_list(kind: str, path: Path | str, language: str | None = None) -> ListScore:
    """
    Resolve every item of a list of `countries`, `places` or `dates`; raise `InputError`.

    `language` (`id`, `en`) keeps only the items of that language.
    """
    items = [item for item in read_records(path, _NEEDED[kind]) if language in (None, item["lang"])]
    if not items:
        raise InputError("there is no item to answer", where=path, cure="check file and --lang")
    counts = dict.fromkeys(("items", "answered", "right", "negatives", "negatives_answered"), 0)
    errors = []
    for number, item in enumerate(items, 1):
        try:
            wanted, given, right = _JUDGES[kind](item)
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            raise InputError(
                f"item {item.get('id', number)!r} cannot be read: {error}",
                where=path,
                cure="see the forms of lists in the help of evaluate",
            ) from error
        if wanted:
            counts["items"] += 1
            counts["answered"] += bool(given)
            counts["right"] += right
        else:
            counts["negatives"] += 1
            counts["negatives_answered"] += bool(given)
            right = not given
        if not right:
            errors.append((str(item["text"]), wanted, given))
    return ListScore(**counts, errors=tuple(errors))


def _country(item: Item) -> tuple[str, str, bool]:
    found = state_of(item["text"], item["lang"])
    state = gazetteer.country(found.iso3) if found else None
    wanted = item["iso2"] or ""
    if state is None:
        return wanted, "", False
    return wanted, state.iso2, wanted == state.iso2 or item.get("iso3") == state.iso3


def _place(item: Item) -> tuple[str, str, bool]:
    wanted = f"{item['lat']}, {item['lon']}" if item["lat"] is not None else ""
    found = locate(item["text"], item["lang"])
    if found is None or found.latitude is None or found.longitude is None:
        return wanted, "", False
    given = f"{found.name} {found.latitude}, {found.longitude} ({found.rule})"
    if not wanted:
        return wanted, given, False
    accepted = {code for code in item["iso2"] if code}
    states = {state.iso2 for code in found.countries if (state := gazetteer.country(code))}
    inside = bool(accepted & states) or (None in item["iso2"] and not states)
    away = gazetteer.kilometres(found.latitude, found.longitude, item["lat"], item["lon"])
    return wanted, given, inside and away <= item["tol_km"]


def _date(item: Item) -> tuple[str, str, bool]:
    anchor = date.fromisoformat(item["anchor"])
    reference = date.fromisoformat(item.get("ref") or item["anchor"])
    found = resolve_date(item["text"], anchor, item["lang"], reference=reference)
    wanted = f"{item['start']} to {item['end']}" if item["start"] else ""
    if found.value is None:
        return wanted, "", False
    first, last = (day.isoformat() if day else None for day in (found.earliest, found.latest))
    pairs = [(item["start"], item["end"]), *(tuple(pair) for pair in item.get("alt") or ())]
    open_end = item.get("open")
    if open_end:  # "since" tells the first day alone, "until" the last
        end = 0 if open_end == "end" else 1
        right = (first, last)[1 - end] is None and (first, last)[end] in [p[end] for p in pairs]
    else:
        right = (first, last) in pairs
    return wanted, f"{found.value}: {first} to {last} ({found.rule})", right


_JUDGES: dict[str, Callable[[Item], tuple[str, str, bool]]] = {
    "countries": _country,
    "places": _place,
    "dates": _date,
}
