"""
Take the articles out of a file: plain text, HTML, JSON lines, JSON, CSV.

Each format is one function in the table `FORMATS` that gives a `Row` for each article, or a
`Problem` for a row that cannot be read; the other rows go on. An `InputError` means that
the rest of the file is lost.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable

from eventgraph.errors import InputError
from eventgraph.model import Problem
from eventgraph.read.csv_rows import read_csv
from eventgraph.read.decode import FALLBACK, LONGEST_FILE, decode
from eventgraph.read.rows import SAVE, Columns, Row, Rows, guess_remark, lines, make_row

__all__ = ["FORMATS", "Row", "read_html", "read_rows", "read_stdin"]


def _whole(stream: io.BufferedReader) -> bytes:
    data = stream.read(LONGEST_FILE + 1)
    if len(data) > LONGEST_FILE:
        raise InputError(f"is longer than {LONGEST_FILE // 2**20} MB", cure="split it")
    if not data:
        raise InputError("is empty", cure="remove it or give it a text")
    return data


def _read_text(stream: io.BufferedReader, where: str, _: Columns) -> Rows:
    found = decode(_whole(stream))
    if found.guessed:
        yield guess_remark(where)
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
        return found.text, guess_remark(where)
    return text, None if named else guess_remark(where)


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


def _read_jsonl(stream: io.BufferedReader, where: str, columns: Columns) -> Rows:
    problems: list[Problem] = []
    empty = True
    for line in lines(stream, where, problems):
        yield from problems
        problems.clear()
        at = f"{where}:{line.number}"
        if line.text is None:
            empty = False
            yield Problem(where=at, what=line.error.what if line.error else "", cure=SAVE)
        elif line.text.strip():
            empty = False
            yield _json_row(at, line.text, columns)
    if empty:
        raise InputError("is empty", cure="remove it or give it a line")


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
    return make_row(where, value, columns)


def _read_json(stream: io.BufferedReader, where: str, columns: Columns) -> Rows:
    found = decode(_whole(stream))
    if found.guessed:
        yield guess_remark(where)
    value = _load(found.text)
    for number, item in enumerate(value if isinstance(value, list) else [value], 1):
        yield _object_row(f"{where}:{number}", item, columns)


FORMATS: dict[str, Callable[[io.BufferedReader, str, Columns], Rows]] = {
    "text": _read_text,
    "html": _read_html,
    "jsonl": _read_jsonl,
    "json": _read_json,
    "csv": read_csv,
}


def read_rows(stream: io.BufferedReader, format: str, where: str, columns: Columns) -> Rows:  # noqa: A002
    """Give the articles of a stream in one of the `FORMATS`, and a `Problem` for each bad row."""
    return FORMATS[format](stream, where, columns)


def read_stdin(stream: io.BufferedReader, where: str, columns: Columns) -> Rows:
    """Read standard input: JSON lines when the first sign is `{`, else one plain text."""
    head = stream.peek(8192).removeprefix(b"\xef\xbb\xbf").lstrip()
    return read_rows(stream, "jsonl" if head.startswith(b"{") else "text", where, columns)
