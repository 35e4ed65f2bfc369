"""
Take the articles out of a file: plain text, HTML, JSON lines, JSON, CSV.

Each format is one function in the table `FORMATS` that gives a `Row` for each article, or a
`Problem` for a row that cannot be read; the other rows go on. An `InputError` means that
the rest of the file is lost.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eventgraph.errors import InputError
from eventgraph.model import Problem
from eventgraph.read.decode import FALLBACK, LONGEST_FILE, LONGEST_LINE, Line, decode, decode_lines
from eventgraph.read.tables import FIELDS, reading

__all__ = ["FORMATS", "Row", "read_html", "read_rows", "read_stdin"]

Columns = Mapping[str, str]
Rows = Iterator["Row | Problem"]


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


def _whole(stream: io.BufferedReader) -> bytes:
    data = stream.read(LONGEST_FILE + 1)
    if len(data) > LONGEST_FILE:
        raise InputError(f"is longer than {LONGEST_FILE // 2**20} MB", cure="split it")
    if not data:
        raise InputError("is empty", cure="remove it or give it a text")
    return data


def _guess_remark(where: str, line: int | None = None) -> Problem:
    at = where if line is None else f"{where}:{line}"
    return Problem(
        where=at,
        what="is not UTF-8, read as Windows-1252",
        cure="save it as UTF-8 when letters are wrong",
        fatal=False,
    )


def _read_text(stream: io.BufferedReader, where: str, _: Columns) -> Rows:
    found = decode(_whole(stream))
    if found.guessed:
        yield _guess_remark(where)
    yield Row(where=where, text=found.text)


_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset=[\"']?\s{0,4}([A-Za-z0-9_:.-]{2,40})", re.I)
_HTML_HEAD = 4096


def _decode_html(data: bytes, where: str) -> tuple[str, Problem | None]:
    """Decode as text, but believe a page that names another encoding when it is not UTF-8."""
    named = _CHARSET.search(data[:_HTML_HEAD])
    found = decode(data)
    if not found.guessed:
        return found.text, None
    encoding = named[1].decode("ascii") if named else FALLBACK
    try:
        text = data.decode(encoding)
    except (LookupError, UnicodeError):
        return found.text, _guess_remark(where)
    return text, None if named else _guess_remark(where)


def read_html(html: str, where: str) -> Row:
    """
    Take text, title, date, site and address out of a page with trafilatura.

    Raise `InputError` when it finds no article.
    """
    import trafilatura

    try:
        page = trafilatura.bare_extraction(
            html,
            with_metadata=True,
            include_comments=False,
            # A date that the page states, not one that is guessed from its looks; the bound
            # is fixed because the default is today.
            date_extraction_params={
                "extensive_search": False,
                "original_date": True,
                "max_date": "2100-12-31",
            },
        )
    except Exception as error:  # any page on the web must not stop the run; the parsers are C
        raise InputError(f"the page cannot be parsed: {error}", cure=_NO_PAGE) from error
    if page is None or isinstance(page, dict) or not (page.text or "").strip():
        raise InputError("no article is found in the page", cure=_NO_PAGE)
    return Row(
        where=where,
        text=page.text,
        title=page.title,
        date=page.date,
        source=page.sitename or page.hostname,
        url=page.url,
    )


_NO_PAGE = "save the text of the article as .txt"


def _read_html(stream: io.BufferedReader, where: str, _: Columns) -> Rows:
    html, remark = _decode_html(_whole(stream), where)
    if remark:
        yield remark
    yield read_html(html, where)


def _key(name: str) -> str:
    return re.sub(r"[\s_-]+", "", name).casefold()


def _find_columns(names: Iterable[str], columns: Columns) -> dict[str, str]:
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


def _row(where: str, values: Mapping[str, Any], columns: Columns) -> Row | Problem:
    found = _find_columns((k for k in values if isinstance(k, str)), columns)
    if "text" not in found:
        return _no_text(where, values, columns)
    return Row(where=where, **{field: values[name] for field, name in found.items()})


def _no_text(where: str, names: Iterable[object], columns: Columns) -> Problem:
    wanted = columns.get("text")
    what = "no column with the text" if wanted is None else f"no column {wanted!r} with the text"
    listed = ", ".join(str(name) for name in names) or "none"
    return Problem(where=where, what=what, cure=f"name it; the columns here are: {listed[:120]}")


def _lines(stream: io.BufferedReader, where: str, problems: list[Problem]) -> Iterator[Line]:
    """Give the lines; the first that is a guess at the encoding adds a remark."""
    told = False
    for line in decode_lines(stream):
        if line.guessed and not told:
            told = True
            problems.append(_guess_remark(where, line.number))
        yield line


def _read_jsonl(stream: io.BufferedReader, where: str, columns: Columns) -> Rows:
    problems: list[Problem] = []
    empty = True
    for line in _lines(stream, where, problems):
        yield from problems
        problems.clear()
        at = f"{where}:{line.number}"
        if line.text is None:
            empty = False
            yield Problem(where=at, what=line.error.what if line.error else "", cure=_SAVE)
        elif line.text.strip():
            empty = False
            yield _json_row(at, line.text, columns)
    if empty:
        raise InputError("is empty", cure="remove it or give it a line")


_SAVE = "save the file as UTF-8, one article a line"


def _load(text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(
            f"broken JSON: {error.msg} at column {error.colno}", cure="correct the line"
        ) from error
    except RecursionError as error:
        raise InputError("the JSON is nested too deep", cure="give one plain object") from error
    except ValueError as error:  # a number of thousands of digits
        raise InputError(f"broken JSON: {error}", cure="correct the line") from error


def _json_row(where: str, text: str, columns: Columns) -> Row | Problem:
    try:
        value = _load(text)
    except InputError as error:
        return Problem(where=where, what=error.what, cure=error.cure)
    return _object_row(where, value, columns)


def _object_row(where: str, value: object, columns: Columns) -> Row | Problem:
    if not isinstance(value, dict):
        return Problem(
            where=where, what="is no JSON object", cure='write {"text": "…"} for an article'
        )
    return _row(where, value, columns)


def _read_json(stream: io.BufferedReader, where: str, columns: Columns) -> Rows:
    found = decode(_whole(stream))
    if found.guessed:
        yield _guess_remark(where)
    value = _load(found.text)
    for number, item in enumerate(value if isinstance(value, list) else [value], 1):
        yield _object_row(f"{where}:{number}", item, columns)


_DELIMITERS = (",", ";", "\t", "|")


def _delimiter(header: str) -> str:
    """Take the sign that divides the first line into most columns; a comma when in doubt."""
    return max(_DELIMITERS, key=lambda sign: (header.count(sign), sign == ","))


def _csv_text(lines: Iterable[Line]) -> Iterator[str]:
    for line in lines:
        if line.text is None:
            raise InputError(
                f"line {line.number}: {line.error.what if line.error else ''}", cure=_SAVE
            )
        yield line.text


def _read_csv(stream: io.BufferedReader, where: str, columns: Columns) -> Rows:
    problems: list[Problem] = []
    text = _csv_text(_lines(stream, where, problems))
    first = next((line for line in text if line.strip()), None)
    if first is None:
        raise InputError("is empty", cure="remove it or give it rows")
    # The library's own limit is 128 kB a field; ours is that of a line.
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_LINE))
    delimiter = _delimiter(first)
    header = next(csv.reader([first], delimiter=delimiter))
    if "text" not in _find_columns(header, columns):
        missing = _no_text(where, header, columns)
        raise InputError(missing.what, cure=missing.cure)
    yield from _records(text, header, where, columns, delimiter, problems)
    yield from problems


def _records(
    text: Iterator[str],
    header: list[str],
    where: str,
    columns: Columns,
    delimiter: str,
    problems: list[Problem],
) -> Rows:
    reader = csv.reader(text, delimiter=delimiter)
    while True:
        at = f"{where}:{reader.line_num + 2}"  # the header is line 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Problem(where=at, what=f"broken row: {error}", cure="correct its quotes")
            continue
        yield from problems
        problems.clear()
        if record and any(record):
            record += [""] * (len(header) - len(record))
            values = {name: value or None for name, value in zip(header, record, strict=False)}
            yield _row(at, values, columns)


FORMATS: dict[str, Callable[[io.BufferedReader, str, Columns], Rows]] = {
    "text": _read_text,
    "html": _read_html,
    "jsonl": _read_jsonl,
    "json": _read_json,
    "csv": _read_csv,
}


def read_rows(stream: io.BufferedReader, format: str, where: str, columns: Columns) -> Rows:  # noqa: A002
    """Give the articles of a stream in one of the `FORMATS`, and a `Problem` for each bad row."""
    return FORMATS[format](stream, where, columns)


def read_stdin(stream: io.BufferedReader, where: str, columns: Columns) -> Rows:
    """Read standard input: JSON lines when the first sign is `{`, else one plain text."""
    head = stream.peek(8192).removeprefix(b"\xef\xbb\xbf").lstrip()
    return read_rows(stream, "jsonl" if head.startswith(b"{") else "text", where, columns)
