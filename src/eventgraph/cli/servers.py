"""Graphs on a server: what names one on the command line, and the command `push`."""

from __future__ import annotations

import functools
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from eventgraph.cli.app import main
from eventgraph.cli.common import GRAPH, counted, reading, working

if TYPE_CHECKING:
    from eventgraph.graph import Graph, RemoteGraph

__all__ = ["Server", "opened", "push", "send", "server_options"]


@dataclass(frozen=True, slots=True)
class Server:
    """A server as it is named on the command line."""

    url: str
    kind: str
    timeout: float

    def open(self) -> RemoteGraph:
        """Open the graph on it; say when a password would be seen by others."""
        from eventgraph.graph import open_remote

        graph = open_remote(self.url, self.kind, timeout=self.timeout)
        if graph.remote.tells_secrets:
            click.echo(
                "note: http sends the credentials so that others can read them; use https",
                err=True,
            )
        return graph

    def check(self) -> None:
        """Find out that it answers, before hours are spent on what it shall get."""
        with self.open() as graph:
            graph.remote.query("ASK {}")


def server_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--store`, `--server` and `--timeout`; the command gets a `Server` or `None`."""

    @click.option("--store", "url", metavar="URL", help="The graph on a SPARQL server.")
    @click.option(
        "--server",
        "kind",
        type=click.Choice(["oxigraph", "fuseki", "rdf4j"]),
        default="oxigraph",
        show_default=True,
        help="What the server is; GraphDB is rdf4j.",
    )
    @click.option(
        "--timeout",
        type=click.FloatRange(0, 86_400, min_open=True),
        default=60,
        show_default=True,
        metavar="SECONDS",
        help="How long to wait for the server.",
    )
    @functools.wraps(command)
    def wrapped(url: str | None, kind: str, timeout: float, **given: Any) -> Any:
        return command(server=None if url is None else Server(url, kind, timeout), **given)

    return wrapped


def opened(graph: Path | None, server: Server | None) -> AbstractContextManager[Graph]:
    """Give the context of a graph for reading, in a folder or on a server."""
    if server is not None and graph is None:
        return reading(server.open())
    if server is None and graph is not None:
        return reading(graph)
    raise click.UsageError("give either GRAPH or --store URL")


def send(graph: Path, server: Server) -> None:
    """Make a server hold exactly a graph, and tell what was sent."""
    from eventgraph.graph import push

    with server.open() as remote, reading(graph) as store, working("sending") as tell:
        done = push(store, remote, lambda number, of: tell(f"sending {number} of {of}"))
    click.echo(
        f"{remote.remote.url}: {counted(done.added, 'named graph')} added, {done.changed} changed, "
        f"{done.removed} removed, {done.same} already there"
    )


@main.command()
@GRAPH
@server_options
def push(graph: Path, server: Server | None) -> None:
    """
    Make a SPARQL server hold exactly a graph; only what differs is sent.

    The server gets a named graph for each article and one for all events. Articles that
    GRAPH does not have are removed there; named graphs of others stay. Credentials come
    from EVENTGRAPH_STORE_USER and EVENTGRAPH_STORE_PASSWORD, or EVENTGRAPH_STORE_TOKEN.

    \b
    Example:
      oxigraph serve --location served --bind localhost:7878
      eventgraph push graph --store http://localhost:7878
      eventgraph query --store http://localhost:7878 what-did actor=Putin
    """
    if server is None:
        raise click.UsageError("give --store URL")
    send(graph, server)
