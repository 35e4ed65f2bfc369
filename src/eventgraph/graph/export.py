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
from eventgraph.graph import networks, records, statements
from eventgraph.graph.files import atomic_text
from eventgraph.graph.store import Graph

__all__ = ["FORMATS", "export", "write_mentions", "write_outputs"]


def export(graph: Graph, path: str | Path, *, projection: str = "events") -> None:
    """
    Write a graph to a file in the format of its suffix, one of `FORMATS`.

    `projection` says what `.graphml` and `.gexf` show: `events` with their actors and
    places, or only `actors` with an edge for each act. Raises `UsageError` for an unknown
    suffix or projection and `GraphError` when the file cannot be written.
    """
    path = Path(path)
    write = FORMATS.get(path.suffix.lower())
    if write is None:
        raise UsageError(
            f"there is no format {path.suffix!r}", where=path, cure=f"use {' '.join(FORMATS)}"
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
    write_mentions(graph, folder / "mentions.jsonl")
    return (*paths, folder / "mentions.jsonl")


def write_mentions(graph: Graph, path: str | Path) -> None:
    """Write all mentions as JSON Lines, article by article, with the ids of their events."""
    with graph.guarded():
        events = {mention: event.id for event in graph.events() for mention in event.mentions}
    with atomic_text(Path(path)) as out:
        records.write_mention_lines((mentions for _, mentions in graph.load()), events, out)


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
    ".csv": lambda graph, out, _: records.write_event_table(graph.events(), out),
    ".jsonl": lambda graph, out, _: records.write_event_lines(graph.events(), out),
}
"""The formats by suffix; one more is one row more."""
