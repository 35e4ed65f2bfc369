"""
Make a server hold a graph: what differs is sent, named graph by named graph.

The graph on disk stays the truth; what the server holds can always be made again from it.
Whether something differs is seen by reading it back, for no note of an earlier push can be
trusted, and reading costs a server far less than writing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from eventgraph.graph import vocabulary as v
from eventgraph.graph.remote import RemoteGraph
from eventgraph.graph.store import Graph
from eventgraph.graph.terms import node

__all__ = ["Pushed", "push"]


class Pushed(NamedTuple):
    """What `push` did: numbers of named graphs, one for each article and one for all events."""

    added: int
    changed: int
    removed: int
    same: int


def push(
    graph: Graph, server: RemoteGraph, on_graph: Callable[[int, int], None] | None = None
) -> Pushed:
    """
    Make a server hold exactly a graph, and send only what differs.

    Articles that the graph does not have are removed, named graphs that are not ours are not
    touched. Events come last, so that they tell of nothing that is not there yet. Stopped in
    between, the next push does the rest. `on_graph` is told how many named graphs are done,
    and of how many. Raises `GraphError` when the server does not take it.
    """
    store = server.remote
    with graph.guarded():
        names = sorted((name.value for name in graph.store.named_graphs()), key=_articles_first)
    known = {name.value for name in store.named_graphs()}
    gone = sorted(known.difference(names))
    for name in gone:
        store.drop(node(name))
    added = changed = 0
    for number, name in enumerate(names, 1):
        with graph.guarded():
            quads = list(graph.store.quads_for_pattern(None, None, None, node(name)))
        new = name not in known
        differs = store.swap(node(name), quads, new=new)
        added += new
        changed += differs and not new
        if on_graph is not None:
            on_graph(number, len(names))
    return Pushed(added, changed, len(gone), len(names) - added - changed)


def _articles_first(name: str) -> tuple[bool, str]:
    return not v.is_article_graph(name), name
