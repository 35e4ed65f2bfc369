"""The rows that every format gives: which column holds which field, and what is told of them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eventgraph.model import Problem
from eventgraph.read.decode import Line, decode_lines
from eventgraph.read.tables import FIELDS, reading

__all__ = [
    "SAVE",
    "Columns",
    "Row",
    "Rows",
    "find_columns",
    "guess_remark",
    "lines",
    "make_row",
    "no_text",
]

Columns = Mapping[str, str]
Rows = Iterator["Row | Problem"]
SAVE = "save the file as UTF-8, one article a line"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The fields of one article as they were written, not yet checked; `None` is not given."""

    where: str
    text: object
    id: object = None
    title: object = None
    date: object = None
    source: object = None
    url: object = None
    language: object = None
    dated: bool = False
    """Whether there is a column of the date, filled or not."""
    spare: tuple[str, ...] = ()
    """Names of the columns that hold no field."""


def guess_remark(where: str, line: int | None = None) -> Problem:
    """Say that a file, or a line of it, is read in an encoding that is a guess."""
    at = where if line is None else f"{where}:{line}"
    return Problem(
        where=at,
        what="is not UTF-8, read as Windows-1252",
        cure="save it as UTF-8 when letters are wrong",
        fatal=False,
    )


def _key(name: str) -> str:
    return re.sub(r"[\s_-]+", "", name).casefold()


def find_columns(names: Iterable[str], columns: Columns) -> dict[str, str]:
    """
    Tell which column of a row holds which field.

    A named column is taken as named; the others by their usual names, the first that fits.
    """
    there: dict[str, str] = {}
    for name in names:
        there.setdefault(_key(name), name)
    found = {}
    for field in FIELDS:
        if field in columns:
            wanted: Sequence[str] = (columns[field],)
        else:
            wanted = reading().columns[field]
        for name in wanted:
            if _key(name) in there:
                found[field] = there[_key(name)]
                break
    return found


def make_row(where: str, values: Mapping[str, Any], columns: Columns) -> Row | Problem:
    """Make a row of named values, or say that none of them is the text."""
    found = find_columns((k for k in values if isinstance(k, str)), columns)
    if "text" not in found:
        return no_text(where, values, columns)
    used = set(found.values())
    return Row(
        where=where,
        dated="date" in found,
        spare=tuple(k for k in values if isinstance(k, str) and k not in used),
        **{field: values[name] for field, name in found.items()},
    )


def no_text(where: str, names: Iterable[object], columns: Columns) -> Problem:
    """Say that no column holds the text, and which there are."""
    wanted = columns.get("text")
    what = "no column with the text" if wanted is None else f"no column {wanted!r} with the text"
    listed = ", ".join(str(name) for name in names) or "none"
    return Problem(where=where, what=what, cure=f"name it; the columns here are: {listed[:120]}")


def lines(stream: io.BufferedReader, where: str, problems: list[Problem]) -> Iterator[Line]:
    """Give the lines; the first that is a guess at the encoding adds a remark."""
    told = False
    for line in decode_lines(stream):
        if line.guessed and not told:
            told = True
            problems.append(guess_remark(where, line.number))
        yield line
