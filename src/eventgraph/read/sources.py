"""Find the inputs that paths name: files, those in folders, standard input; sorted by path."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from eventgraph.errors import InputError
from eventgraph.model import Problem

__all__ = ["STDIN", "SUFFIXES", "Source", "find_sources", "open_source"]

STDIN = "-"
SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
}
"""Suffix to format; `.gz` may follow each."""

_KNOWN = "give .txt, .html, .jsonl, .json or .csv, each also with .gz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One input: its path as given (`None` is standard input), its format, and its stem."""

    path: Path | None
    format: str | None
    packed: bool = False

    @property
    def where(self) -> str:
        """Name it for messages and for `Article.origin`, in characters that can be written."""
        name = STDIN if self.path is None else str(self.path)
        return name.encode("utf-8", "replace").decode("utf-8")

    @property
    def stem(self) -> str:
        """Give the file name without its suffixes, fit to begin an id."""
        if self.path is None:
            return "stdin"
        name = self.path.name
        for suffix in (".gz", *SUFFIXES):
            if name.lower().endswith(suffix):
                name = name[: -len(suffix)]
        clean = "".join(c if c.isprintable() and not c.isspace() else "_" for c in name)
        return clean or "article"


def _source(path: Path) -> Source | None:
    """Tell the format by the suffix, or `None` when it is none of ours."""
    name = path.name.lower()
    packed = name.endswith(".gz")
    suffix = Path(name.removesuffix(".gz")).suffix
    if suffix not in SUFFIXES:
        return None
    return Source(path=path, format=SUFFIXES[suffix], packed=packed)


_MARKER = "format.json"
"""File by which a folder says that it is a graph that we wrote."""
_LONGEST_MARKER = 4096


def _is_graph(marker: Path) -> bool:
    """Tell a graph of ours by its marker; what cannot be read or is another's is none."""
    try:
        with marker.open(encoding="utf-8") as file:
            found = json.loads(file.read(_LONGEST_MARKER))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(found, dict) and found.get("program") == "eventgraph" and "format" in found


def _walk(folder: Path) -> Iterator[Path | OSError]:
    """Give the files below a folder in sorted order, without hidden ones and our own graphs."""
    errors: list[OSError] = []
    for root, folders, names in os.walk(folder, onerror=errors.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from errors
        errors.clear()
        if _MARKER in names and _is_graph(Path(root, _MARKER)):
            folders.clear()
            continue
        for name in sorted(names):
            path = Path(root, name)
            if not name.startswith(".") and path.is_file():
                yield path
    yield from errors


def _in_folder(folder: Path) -> Iterator[Source | Problem]:
    found = False
    for item in _walk(folder):
        if isinstance(item, OSError):
            found = True
            yield Problem(
                where=str(item.filename), what=f"cannot be read: {item.strerror}", cure=_RIGHTS
            )
        elif source := _source(item):
            found = True
            yield source
    if not found:
        yield Problem(where=str(folder), what="the folder holds no article", cure=_KNOWN)


_RIGHTS = "give yourself the right to read it"


def find_sources(paths: Iterable[str | Path]) -> Iterator[Source | Problem]:
    """
    Give the inputs, and a `Problem` for what is none, all sorted by path, standard input last.

    So the order of `paths` changes nothing, also not which of two articles with one id is read.

    A file of another kind and a graph of ours are passed over quietly inside a folder, but a
    file of another kind is a problem when it is named. A file that is named twice is read
    once, with a remark.
    """
    seen: set[Path | None] = set()
    for item in sorted((item for path in paths for item in _at(path)), key=_place):
        if isinstance(item, Problem):
            yield item
            continue
        key = None if item.path is None else Path(os.path.realpath(item.path))
        if key in seen:
            yield Problem(where=item.where, what="is given twice, read once", fatal=False)
            continue
        seen.add(key)
        yield item


def _place(item: Source | Problem) -> tuple[bool, tuple[str, ...]]:
    """Give what an input is sorted by."""
    if isinstance(item, Problem):
        return False, Path(item.where).parts
    return item.path is None, () if item.path is None else item.path.parts


def _at(given: str | Path) -> Iterator[Source | Problem]:
    if str(given) == STDIN:
        yield Source(path=None, format=None)
        return
    path = Path(given)
    try:
        folder, there = path.is_dir(), path.exists()
    except (OSError, ValueError) as error:  # no right to look, a zero byte in the name
        yield Problem(where=str(given), what=f"is no path: {error}", cure="correct the path")
        return
    if folder:
        yield from _in_folder(path)
    elif not there:
        yield Problem(where=str(given), what="there is no such file", cure="correct the path")
    elif source := _source(path):
        yield source
    else:
        yield Problem(where=str(given), what="is of a kind that is not read", cure=_KNOWN)


@contextmanager
def open_source(source: Source) -> Iterator[io.BufferedReader]:
    """
    Open an input for reading bytes, unpacked.

    Raise `InputError` when it may not be read, also later while it is read: a packed file
    that ends too early or is none.
    """
    try:
        if source.path is None:
            yield cast("io.BufferedReader", sys.stdin.buffer)
        elif source.packed:
            with gzip.open(source.path, "rb") as stream:
                yield cast("io.BufferedReader", stream)
        else:
            with source.path.open("rb") as stream:
                yield stream
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise InputError(
            f"the packed file is damaged: {error}", where=source.where, cure="fetch or pack it anew"
        ) from error
    except PermissionError as error:
        raise InputError("may not be read", where=source.where, cure=_RIGHTS) from error
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror or error}", where=source.where, cure="try it again"
        ) from error
