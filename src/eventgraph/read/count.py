"""Count the articles of paths before they are read, for the total of a progress bar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from eventgraph.errors import InputError
from eventgraph.model import Problem
from eventgraph.read.formats import read_rows
from eventgraph.read.rows import Row
from eventgraph.read.sources import Source, find_sources, open_source

__all__ = ["count_articles"]


def count_articles(
    paths: Iterable[str | Path], *, columns: Mapping[str, str] | None = None
) -> int | None:
    """
    Count the rows that `read_articles` will look at, for the total of a progress bar.

    Rows that will be left out are counted. `None` when it cannot be known beforehand
    (standard input). Reads the files once, without looking into the articles.
    """
    given = [paths] if isinstance(paths, str | Path) else list(paths)
    total = 0
    for source in find_sources(given):
        if isinstance(source, Problem):
            continue
        if source.path is None:
            return None
        total += 1 if source.format in ("text", "html") else _count_rows(source, columns or {})
    return total


def _count_rows(source: Source, columns: Mapping[str, str]) -> int:
    try:
        with open_source(source) as stream:
            if source.format == "jsonl":
                return sum(1 for line in stream if not line.isspace())
            rows = read_rows(stream, str(source.format), source.where, columns)
            return sum(isinstance(row, Row) for row in rows)
    except InputError:
        return 0
