"""
Write an answer: as a table for people, CSV, SPARQL results JSON, or Turtle.

Cells may hold words of any article: control characters never reach a terminal, and text
that a spreadsheet would take for a formula is quoted.
"""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TextIO

from eventgraph.errors import QueryError
from eventgraph.graph.query import Answer
from eventgraph.graph.vocabulary import PREFIXES

__all__ = [
    "FORMATS",
    "as_csv",
    "as_json",
    "as_table",
    "as_turtle",
    "format_answer",
    "row_writer",
    "safe_cell",
]

_WIDEST = 60
_LONG, _SHORTENED = 24, 12
"""Columns wider than the first (an id has 22) are cut down to the second before others."""
_NARROWEST = 8


def format_answer(answer: Answer, form: str = "table", *, width: int | None = None) -> str:
    """
    Write an answer in one of `FORMATS`, ending with a line feed.

    `width` (columns of a terminal) is what a table has to fit in; the other formats are
    never cut. Raises `QueryError` for an unknown format, or one that does not fit the answer.
    """
    if form not in FORMATS:
        raise QueryError(f"there is no format {form!r}", cure=f"use {', '.join(FORMATS)}")
    return as_table(answer, width=width) if form == "table" else FORMATS[form](answer)


def as_table(answer: Answer, widest: int | None = _WIDEST, *, width: int | None = None) -> str:
    """
    Write an answer for a terminal, cells cut at `widest` columns (`None`: never).

    Columns in which nothing stands are left out. With a `width` the widest columns are
    cut further until the lines fit in it, down to a few letters each.
    """
    columns, rows = _plain(answer)
    filled = [
        k for k, _ in enumerate(columns) if not rows or any(row[k] is not None for row in rows)
    ]
    told = [[row[k] for k in filled] for row in [columns, *rows]]
    cells = [[_one_line(cell, widest) for cell in row] for row in told]
    widths = _fitted([max(map(_width, column)) for column in zip(*cells, strict=True)], width)
    cells = [[_one_line(c, w) for c, w in zip(row, widths, strict=True)] for row in cells]
    lines = ["  ".join(_pad(c, w) for c, w in zip(row, widths, strict=True)) for row in cells]
    lines.insert(1, "  ".join("─" * width for width in widths))
    count = len(rows)
    return "\n".join(line.rstrip() for line in lines) + f"\n({count} row{'s' * (count != 1)})\n"


def _fitted(widths: Sequence[int], total: int | None) -> list[int]:
    """Cut columns until all fit into `total`: first sentences and long names, then the widest."""
    fitted = list(widths)
    if total is None:
        return fitted
    over = sum(fitted) + 2 * (len(fitted) - 1) - total
    long = [k for k, width in enumerate(fitted) if width > _LONG]
    for columns, floor in ((long, _SHORTENED), (range(len(fitted)), _NARROWEST)):
        while (
            over > 0 and (widest := max(columns, key=fitted.__getitem__, default=None)) is not None
        ):
            if fitted[widest] <= floor:
                break
            fitted[widest] -= 1
            over -= 1
    return fitted


def as_csv(answer: Answer) -> str:
    """Write an answer as CSV with a header; text is safe to open in a spreadsheet."""
    columns, rows = _plain(answer)
    out = io.StringIO()
    write = row_writer(out)
    for row in [columns, *rows]:
        write(row)
    return out.getvalue()


def as_json(answer: Answer) -> str:
    """Write an answer as SPARQL 1.1 Query Results JSON."""
    result: dict[str, Any] = {"head": {}}
    if answer.truth is not None:
        result["boolean"] = answer.truth
    else:
        columns, terms = _terms(answer)
        result["head"]["vars"] = list(columns)
        bindings = [
            {name: _binding(t) for name, t in zip(columns, row, strict=True) if t is not None}
            for row in terms
        ]
        result["results"] = {"bindings": bindings}
    return json.dumps(result, ensure_ascii=False, indent=1) + "\n"


def as_turtle(answer: Answer) -> str:
    """Write the triples of `CONSTRUCT` or `DESCRIBE` as Turtle, sorted."""
    import pyoxigraph as ox

    if answer.triples is None:
        raise QueryError(
            "only triples can be written as Turtle", cure="ask with CONSTRUCT or DESCRIBE"
        )
    form = ox.RdfFormat.TURTLE
    written = ox.serialize(answer.triples, format=form, prefixes=PREFIXES)
    return (written or b"").decode("utf-8")


FORMATS: dict[str, Callable[[Answer], str]] = {
    "table": as_table,
    "csv": as_csv,
    "json": as_json,
    "turtle": as_turtle,
}
"""The formats of answers by name."""


def row_writer(out: TextIO, delimiter: str = ",") -> Callable[[Iterable[object]], None]:
    """Give what writes a row of cells, each made safe; rows end with a line feed."""
    # A cell with a carriage return alone is quoted only where it could end a row, too.
    writer = csv.writer(_LineFeeds(out), delimiter=delimiter, lineterminator="\r\n")
    return lambda cells: writer.writerow([safe_cell(cell) for cell in cells])


class _LineFeeds:
    """Take whole rows that end with CR LF, and write them with LF."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def write(self, row: str) -> None:
        self._out.write(row.removesuffix("\r\n") + "\n")


def safe_cell(cell: object) -> str:
    """
    Write a value for a spreadsheet.

    Text that begins with `=`, `+`, `-`, `@`, a tab or a line break gets an apostrophe in
    front, so that it stays text; numbers and dates stay what they are.
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str):
        return "'" + cell if cell[:1] in tuple("=+-@\t\r\n") and cell else cell
    return str(cell)


def _terms(answer: Answer) -> tuple[Sequence[str], Sequence[Sequence[Any]]]:
    if answer.triples is None:
        return answer.columns, answer.terms
    names = ("subject", "predicate", "object")
    return names, [(t.subject, t.predicate, t.object) for t in answer.triples]


def _plain(answer: Answer) -> tuple[Sequence[str], Sequence[Sequence[object]]]:
    if answer.truth is not None:
        return ("answer",), [("yes" if answer.truth else "no",)]
    if answer.triples is None:
        return answer.columns, answer.rows
    columns, terms = _terms(answer)
    return columns, [[term.value for term in row] for row in terms]


def _binding(term: Any) -> dict[str, str]:
    import pyoxigraph as ox

    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if not isinstance(term, ox.Literal):
        return {"type": "literal", "value": str(term)}
    binding = {"type": "literal", "value": term.value}
    if term.language:
        binding["xml:lang"] = term.language
    elif term.datatype.value != PREFIXES["xsd"] + "string":
        binding["datatype"] = term.datatype.value
    return binding


def _one_line(cell: object, widest: int | None) -> str:
    text = safe_cell(cell) if isinstance(cell, bool) else "" if cell is None else str(cell)
    clean = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if widest is None or _width(clean) <= widest:
        return clean
    while _width(clean) >= widest:
        clean = clean[:-1]
    return clean + "…"


def _width(text: str) -> int:
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(bool(unicodedata.combining(c)) for c in text)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
