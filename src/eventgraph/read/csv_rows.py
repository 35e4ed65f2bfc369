"""Take the articles out of a table with a header: CSV and its kin, any sign between the cells."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from eventgraph.errors import InputError
from eventgraph.model import Problem
from eventgraph.read.dates import parse_date
from eventgraph.read.decode import LONGEST_LINE, Line
from eventgraph.read.rows import SAVE, Columns, Rows, find_columns, lines, make_row, no_text

__all__ = ["read_csv"]

_DELIMITERS = (",", ";", "\t", "|")


def _delimiter(header: str) -> str:
    """Take the sign that divides the first line into most columns; a comma when in doubt."""
    return max(_DELIMITERS, key=lambda sign: (header.count(sign), sign == ","))


def _csv_text(lines: Iterable[Line]) -> Iterator[str]:
    for line in lines:
        if line.text is None:
            raise InputError(
                f"line {line.number}: {line.error.what if line.error else ''}", cure=SAVE
            )
        yield line.text


class _Feed:
    """The lines of a table, which can be taken back when a row turns out to hold others."""

    def __init__(self, lines: Iterator[str], number: int) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self.taken: list[str] = []
        """The lines of the row that is being read."""
        self.number = number
        """Of the last line that was given."""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self.taken.append(line)
        self.number += 1
        return line

    def give_back(self) -> None:
        """Take back all lines but the first, to be read again."""
        self._again.extendleft(reversed(self.taken[1:]))
        self.number -= len(self.taken) - 1


@dataclass(frozen=True, slots=True)
class _Table:
    """What is known of a table before its rows."""

    header: list[str]
    delimiter: str
    id: int | None
    date: int | None

    def cells(self, line: str, *, strict: bool) -> list[str]:
        """Give the cells of a line by itself; none when its quotes are broken."""
        try:
            return next(csv.reader([line], delimiter=self.delimiter, strict=strict), [])
        except csv.Error:
            return []

    def is_row(self, line: str) -> bool:
        """Tell whether a line by itself is surely a row."""
        enough = line.count(self.delimiter) >= len(self.header) - 1
        return enough and self.is_sure(self.cells(line, strict=True))

    def is_sure(self, cells: list[str]) -> bool:
        """
        Tell whether cells are surely those of a row, not of a line of a text that has commas.

        A day in words may begin a sentence, so without an id it has to be in numbers.
        """
        if len(cells) != len(self.header) or (self.id is None and self.date is None):
            return False
        if self.id is not None and not _ID.fullmatch(cells[self.id]):
            return False
        if self.date is None:
            return True
        day = cells[self.date]
        return (self.id is not None or bool(_NUMBERS.fullmatch(day))) and bool(parse_date(day))


_ID = re.compile(r"(?=\D{0,64}\d)[^\s,;]{1,64}")
_NUMBERS = re.compile(r"[\d/.:TZ+ -]{6,40}")
_QUOTES = 'put a cell that holds a comma, quote or new line in "…", and double the quotes in it'


def read_csv(stream: io.BufferedReader, where: str, columns: Columns) -> Rows:
    """
    Give the rows of a table; a broken one is a problem that costs no other row.

    Raise `InputError` for a table that is empty or has no column with the text.
    """
    problems: list[Problem] = []
    text = _csv_text(lines(stream, where, problems))
    number, first = next(((n, t) for n, t in enumerate(text, 1) if t.strip()), (0, None))
    if first is None:
        raise InputError("is empty", cure="remove it or give it rows")
    # The library's own limit is 128 kB a field; ours is that of a line.
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_LINE))
    delimiter = _delimiter(first)
    header = next(csv.reader([first], delimiter=delimiter))
    found = find_columns(header, columns)
    if "text" not in found:
        missing = no_text(where, header, columns)
        raise InputError(missing.what, cure=missing.cure)
    at = {field: header.index(name) for field, name in found.items()}
    table = _Table(header, delimiter, at.get("id"), at.get("date"))
    for place, record in _records(table, _Feed(text, number)):
        yield from problems
        problems.clear()
        here = f"{where}:{place}"
        if isinstance(record, str):
            yield Problem(where=here, what=record, cure=_QUOTES)
        else:
            values = {name: value or None for name, value in zip(header, record, strict=False)}
            yield make_row(here, values, columns)
    yield from problems


def _records(table: _Table, feed: _Feed) -> Iterator[tuple[int, list[str] | str]]:
    """
    Give each row with the number of its first line: its cells, or what is wrong with it.

    A quote that is not closed takes the following rows into its cell. Once this shows, the
    lines after the first are read again, those that are no rows for sure being the rest of
    the broken cell. No line that goes on with a quoted cell also begins one, so each is read
    twice at most.
    """
    reader = csv.reader(feed, delimiter=table.delimiter, strict=True)
    doubtful = 0  # up to this line rows have to be sure
    while True:
        feed.taken.clear()
        place = feed.number + 1
        try:
            record, error = next(reader), None
        except StopIteration:
            return
        except csv.Error as caught:
            record, error = [], str(caught)
        last = feed.number
        if not error and any(table.is_row(line) for line in feed.taken[1:]):
            error = "another row stands in a cell"
        # What a broken cell began with may stand for it; the rest of a row may be long.
        cells = table.cells(feed.taken[0], strict=False) if error else record
        if place > doubtful or table.is_sure(cells):
            if error:
                yield place, f"broken quotes in the lines {place}-{last}: {error}"
            elif any(record):
                yield place, _fitted(record, table)
        if error:
            doubtful = max(doubtful, last)
            feed.give_back()


def _fitted(record: list[str], table: _Table) -> list[str] | str:
    """Make a row as long as the header, or say that it cannot be."""
    missing = len(table.header) - len(record)
    if any(record[len(table.header) :]):
        return f"the row has {len(record)} cells, the header {len(table.header)}"
    return record + [""] * missing
