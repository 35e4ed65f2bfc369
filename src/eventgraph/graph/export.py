"""
Write a graph to a file; its suffix says the format.

Equal graphs give equal bytes, whatever the order in which articles were added, and a file
is there whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from eventgraph.errors import UsageError
from eventgraph.graph import geojson, networks, records, statements, tables
from eventgraph.graph.files import atomic_text
from eventgraph.graph.store import Graph

__all__ = ["FORMATS", "MENTION_FORMATS", "export", "write_outputs"]


def export(
    graph: Graph, path: str | Path, *, projection: str = "events", mentions: bool = False
) -> None:
    """
    Write a graph to a file in the format of its suffix, one of `FORMATS`.

    `projection` says what `.graphml` and `.gexf` show: `events` with their actors and
    places, or only `actors` with an edge for each act. With `mentions` the rows are mentions
    instead of events; the suffix is then one of `MENTION_FORMATS`. Raises `UsageError` for an
    unknown suffix or projection and `GraphError` when the file cannot be written.
    """
    path = Path(path)
    formats = MENTION_FORMATS if mentions else FORMATS
    write = formats.get(path.suffix.lower())
    if write is None:
        rows = " with a row a mention" if mentions else ""
        raise UsageError(
            f"there is no format {path.suffix!r}{rows}",
            where=path,
            cure=f"use {' '.join(formats)}",
        )
    if projection not in networks.PROJECTIONS:
        raise UsageError(
            f"there is no projection {projection!r}", cure=f"use {', '.join(networks.PROJECTIONS)}"
        )
    with atomic_text(path) as out:
        write(graph, out, projection)


def write_outputs(graph: Graph, folder: str | Path) -> tuple[Path, ...]:
    """
    Write `events.ttl`, `events.jsonl`, `events.csv` and `mentions.jsonl`; give their paths.

    Raises `GraphError` when they cannot be written; each is whole or the old one.
    """
    folder = Path(folder)
    paths = tuple(folder / name for name in ("events.ttl", "events.jsonl", "events.csv"))
    for path in paths:
        export(graph, path)
    told = folder / "mentions.jsonl"
    export(graph, told, mentions=True)
    return (*paths, told)


def _event_of(graph: Graph) -> dict[str, str]:
    """Give the id of the event of every mention."""
    with graph.guarded():
        return {mention: event.id for event in graph.events() for mention in event.mentions}


def _mention_lines(graph: Graph, out: TextIO, _: str) -> None:
    records.write_mention_lines((told for _, told in graph.load()), _event_of(graph), out)


def _graphml(graph: Graph, out: TextIO, projection: str) -> None:
    out.write(networks.as_graphml(networks.PROJECTIONS[projection](graph.events())))


def _gexf(graph: Graph, out: TextIO, projection: str) -> None:
    out.write(networks.as_gexf(networks.PROJECTIONS[projection](graph.events())))


FORMATS: dict[str, Callable[[Graph, TextIO, str], None]] = {
    ".ttl": lambda graph, out, _: statements.write_turtle(graph.store, out),
    ".trig": lambda graph, out, _: statements.write_trig(graph.store, out),
    ".nt": lambda graph, out, _: statements.write_n_triples(graph.store, out),
    ".nq": lambda graph, out, _: statements.write_n_quads(graph.store, out),
    ".jsonld": lambda graph, out, _: statements.write_json_ld(graph.store, out),
    ".graphml": _graphml,
    ".gexf": _gexf,
    ".geojson": lambda graph, out, _: geojson.write_geojson(graph.events(), out),
    ".csv": lambda graph, out, _: tables.write_event_table(graph.events(), out),
    ".tsv": lambda graph, out, _: tables.write_event_data(graph.events(), out),
    ".jsonl": lambda graph, out, _: records.write_event_lines(graph.events(), out),
}
"""The formats by suffix; one more is one row more."""

MENTION_FORMATS: dict[str, Callable[[Graph, TextIO, str], None]] = {
    ".csv": lambda graph, out, _: tables.write_mention_table(graph.load(), _event_of(graph), out),
    ".jsonl": _mention_lines,
}
"""The formats that can have a row for each mention."""
