"""
Turn bytes into text: UTF-8 with or without BOM, UTF-16 and UTF-32 with BOM, else Windows-1252.

Windows-1252 is a guess that is told. Whatever is no text (zero bytes, many control
characters, signatures of other formats) is an `InputError`.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass

from eventgraph.errors import InputError

__all__ = ["FALLBACK", "LONGEST_FILE", "LONGEST_LINE", "Decoded", "Line", "decode", "decode_lines"]

FALLBACK = "cp1252"
LONGEST_FILE = 64 * 2**20
"""Bytes of one file that holds one article; no news is longer, and memory is not endless."""
LONGEST_LINE = 16 * 2**20
"""Bytes of one line of a file that is read line by line."""

_BOMS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
_SIGNATURES = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0")
_HEAD = 8192
_CONTROLS = bytes(set(range(32)) - {9, 10, 11, 12, 13, 26, 27}) + b"\x7f"
_MANY_CONTROLS = 0.02
_CURE = "give the text itself, saved as UTF-8"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was in, and whether that is a guess."""

    text: str
    encoding: str
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line with its number from 1; `text` is `None` when `error` says why."""

    number: int
    text: str | None
    guessed: bool = False
    error: InputError | None = None


def _bom(head: bytes) -> str | None:
    return next((name for mark, name in _BOMS if head.startswith(mark)), None)


def _refuse_binary(head: bytes) -> None:
    """Raise when the bytes, which have no UTF-16 or UTF-32 mark, cannot be a text."""
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if b"\x00" in head or head.startswith(_SIGNATURES) or controls > len(head) * _MANY_CONTROLS:
        raise InputError("is binary, not text", cure=_CURE)


def decode(data: bytes) -> Decoded:
    """Decode a whole file; raise `InputError` when it is no text in any encoding we know."""
    encoding = _bom(data)
    if encoding in (None, "utf-8-sig"):
        _refuse_binary(data)
    try:
        return Decoded(data.decode(encoding or "utf-8"), encoding or "utf-8")
    except UnicodeDecodeError as error:
        if encoding:
            raise InputError(f"is broken {encoding}: {error.reason}", cure=_CURE) from error
    return Decoded(_fallback(data), FALLBACK, guessed=True)


def _fallback(data: bytes) -> str:
    try:
        return data.decode(FALLBACK)
    except UnicodeDecodeError as error:
        raise InputError("is neither UTF-8 nor Windows-1252", cure=_CURE) from error


def decode_lines(stream: io.BufferedReader) -> Iterator[Line]:
    """
    Decode a stream line by line, ends of lines kept, never holding more than a line.

    A line that is not UTF-8 is read as Windows-1252 by itself. Raise `InputError` for a
    binary stream; a line that is too long or undecodable is given with its error.
    """
    head = stream.peek(_HEAD)[:_HEAD]
    encoding = _bom(head)
    if encoding in ("utf-16", "utf-32"):
        yield from _wide_lines(stream, encoding)
        return
    _refuse_binary(head)
    if encoding:
        stream.read(len(codecs.BOM_UTF8))
    number = 0
    while raw := stream.readline(LONGEST_LINE + 1):
        number += 1
        yield _too_long(number) if _cut(stream, raw) else _line(number, raw)


def _cut(stream: io.BufferedReader, raw: bytes) -> bool:
    """Tell whether a line is too long, and if so pass over the rest of it."""
    if len(raw) <= LONGEST_LINE:
        return False
    while raw and not raw.endswith(b"\n"):
        raw = stream.readline(LONGEST_LINE)
    return True


def _too_long(number: int) -> Line:
    error = InputError(
        f"the line is longer than {LONGEST_LINE // 2**20} MB", cure="give one article a line"
    )
    return Line(number, None, error=error)


def _line(number: int, raw: bytes) -> Line:
    try:
        return Line(number, raw.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    try:
        return Line(number, _fallback(raw), guessed=True)
    except InputError as error:
        return Line(number, None, error=error)


def _wide_lines(stream: io.BufferedReader, encoding: str) -> Iterator[Line]:
    text = io.TextIOWrapper(stream, encoding=encoding, newline="\n")
    number = 0
    try:
        while line := text.readline(LONGEST_LINE + 1):
            number += 1
            too_long = len(line) > LONGEST_LINE
            while too_long and line and not line.endswith("\n"):
                line = text.readline(LONGEST_LINE)
            yield _too_long(number) if too_long else Line(number, line)
    except UnicodeDecodeError as error:
        raise InputError(f"is broken {encoding}: {error.reason}", cure=_CURE) from error
    finally:
        text.detach()  # else it would close a stream that is not ours
