"""
Reach a graph on a server: SPARQL 1.1 Protocol to ask and change, Graph Store Protocol to load.

`RemoteStore` answers what a `Graph` opened for reading asks of its store, so questions and
exports work on a server as they do on a disk. Articles and events have named graphs of their
own, and only these are touched; what else the server holds stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from urllib.parse import urlencode

from eventgraph.errors import GraphError, UsageError
from eventgraph.graph import vocabulary as v
from eventgraph.graph.exchange import TIMEOUT, Exchange, Response
from eventgraph.graph.store import Graph

if TYPE_CHECKING:
    import pyoxigraph as ox
    from rdflib import Dataset

__all__ = ["KINDS", "RemoteGraph", "RemoteStore", "open_remote"]

_JSON = "application/sparql-results+json"
_TRIPLES = "application/n-triples"
PIECE = 8_000_000
"""Characters of N-Triples in one request, or a little more."""


class _Kind(NamedTuple):
    """Where a kind of server answers, and what makes its default graph the union of all."""

    query: str
    update: str
    graphs: str
    union: Mapping[str, str]


KINDS = {
    "oxigraph": _Kind("/query", "/update", "/store", {"union-default-graph": "true"}),
    "fuseki": _Kind("/query", "/update", "/data", {"default-graph-uri": "urn:x-arq:UnionGraph"}),
    "rdf4j": _Kind("", "/statements", "/rdf-graphs/service", {}),
}
"""Kinds of servers. The address is that of the server for Oxigraph, of the data set or the
repository for others; GraphDB is of the kind `rdf4j`."""


class RemoteStore:
    """
    The store of a graph on a server.

    Answers as `pyoxigraph.Store` does what `Graph` and the exports ask, of named graphs only.
    All methods raise `GraphError` when the server cannot be reached or does not do it.
    """

    def __init__(self, exchange: Exchange, kind: str = "oxigraph") -> None:
        if kind not in KINDS:
            raise UsageError(f"there is no kind of server {kind!r}", cure=f"use {', '.join(KINDS)}")
        self._exchange = exchange
        self._kind = KINDS[kind]

    @property
    def url(self) -> str:
        """Give the address."""
        return self._exchange.url

    @property
    def tells_secrets(self) -> bool:
        """Tell whether credentials go through the net unencrypted."""
        return self._exchange.tells_secrets

    def close(self) -> None:
        """Close the connection."""
        self._exchange.close()

    # Asking

    def query(
        self,
        query: str,
        *,
        prefixes: Mapping[str, str] | None = None,
        use_default_graph_as_union: bool = False,
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """
        Answer a query as `pyoxigraph.Store.query` does.

        The query is read here first: a `SyntaxError` tells line and column, and nothing was
        sent. What reaches out has to be refused before, see `eventgraph.graph.guard`.
        """
        import pyoxigraph as ox

        prefixes = dict(prefixes or {})
        empty = ox.Store()
        makes_triples = isinstance(empty.query(query, prefixes=prefixes), ox.QueryTriples)
        response = self._ask(
            _declared(query, prefixes),
            _TRIPLES if makes_triples else _JSON,
            self._kind.union if use_default_graph_as_union else {},
        )
        with self._whole():
            if not makes_triples:
                found = _results(response)
                if isinstance(found, ox.QuerySolutions):
                    for _ in found:
                        pass  # a broken answer shows only when it is read to its end
                return _results(response)
            empty.load(response.body, format=ox.RdfFormat.N_TRIPLES)
        return empty.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")

    def quads_for_pattern(
        self, subject: Any, predicate: Any, value: Any, graph: Any = None
    ) -> list[ox.Quad]:
        """Give the statements of named graphs that fit a pattern, `None` for anything."""
        import pyoxigraph as ox

        pattern = {"s": subject, "p": predicate, "o": value, "g": graph}
        free = [name for name, term in pattern.items() if term is None]
        if graph is not None and len(free) == 3:
            return self._read(graph)
        s, p, o, g = (f"?{name}" if t is None else str(t) for name, t in pattern.items())
        asked = " ".join(f"?{name}" for name in free) or "(1 AS ?one)"
        rows = self._rows(f"SELECT {asked} WHERE {{ GRAPH {g} {{ {s} {p} {o} }} }}")
        return [
            ox.Quad(*(row[name] if term is None else term for name, term in pattern.items()))
            for row in rows
        ]

    def named_graphs(self) -> list[ox.NamedNode]:
        """Give the names of the graphs that are ours."""
        return [row["g"] for row in self._rows(f"SELECT DISTINCT ?g WHERE {{ {_OURS} }}")]

    def __len__(self) -> int:
        """Count the statements of the graphs that are ours."""
        (row,) = self._rows(f"SELECT (COUNT(*) AS ?n) WHERE {{ {_OURS} }}")
        return int(row["n"].value)

    def _rows(self, query: str) -> list[ox.QuerySolution]:
        import pyoxigraph as ox

        response = self._ask(query, _JSON, {})
        with self._whole():
            found = _results(response)
            return [] if isinstance(found, ox.QueryBoolean) else list(found)

    def _ask(self, query: str, accept: str, parameters: Mapping[str, str]) -> Response:
        return self._exchange.request(
            "POST",
            self._kind.query,
            body=urlencode({"query": query, **parameters}).encode(),
            content="application/x-www-form-urlencoded",
            accept=accept,
        )

    def _read(self, graph: ox.NamedNode) -> list[ox.Quad]:
        """Read a whole named graph; one that is not there is empty."""
        import pyoxigraph as ox

        response = self._graph("GET", graph, accept=_TRIPLES, missing=True)
        if response.status == HTTPStatus.NOT_FOUND:
            return []
        with self._whole():
            found = ox.parse(response.body, format=ox.RdfFormat.N_TRIPLES)
            return [ox.Quad(q.subject, q.predicate, q.object, graph) for q in found]

    # Changing

    def swap(self, graph: ox.NamedNode, quads: Sequence[ox.Quad], *, new: bool = False) -> bool:
        """
        Make a named graph hold exactly these statements; tell whether any came or went.

        Only the difference is sent, and what is less than a piece (`PIECE`) is changed at
        once; `new` says that there is nothing to compare with. Stopped in between, it does
        the rest when it is called again.
        """
        if new:
            method = "PUT"
            for piece in _pieces(_statements(quads)):
                self._graph(method, graph, body="".join(piece).encode(), content=_TRIPLES)
                method = "POST"
            return bool(quads)
        old = self._read(graph)
        gone = _statements(set(old).difference(quads))
        added = _statements(set(quads).difference(old))
        changes = [("DELETE", piece) for piece in _pieces(gone)]
        changes += [("INSERT", piece) for piece in _pieces(added)]
        written = [f"{verb} DATA {{ GRAPH {graph} {{\n{''.join(p)}}} }}" for verb, p in changes]
        if sum(map(len, written)) <= PIECE:
            written = [";\n".join(written)] if written else []
        for update in written:
            self._exchange.request(
                "POST",
                self._kind.update,
                body=update.encode(),
                content="application/sparql-update",
            )
        return bool(written)

    def drop(self, graph: ox.NamedNode) -> None:
        """Remove a named graph, if it is there."""
        self._graph("DELETE", graph, missing=True)

    def _graph(self, method: str, graph: ox.NamedNode, **about: Any) -> Response:
        name = {"graph": graph.value}
        return self._exchange.request(method, self._kind.graphs, parameters=name, **about)

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """Tell of an answer that is cut or broken."""
        try:
            yield
        except (SyntaxError, ValueError) as error:
            raise GraphError(
                f"the answer of the server is broken ({error})",
                where=self.url,
                cure="ask for less; the server may have run out of time in the middle of it",
            ) from error


_OURS = f'GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{v.GRAPHS}"))'


def _results(response: Response) -> ox.QuerySolutions | ox.QueryBoolean:
    import pyoxigraph as ox

    return ox.parse_query_results(response.body, format=ox.QueryResultsFormat.JSON)


def _declared(query: str, prefixes: dict[str, str]) -> str:
    """Declare the prefixes that a query uses and does not declare: some servers take no others."""
    import pyoxigraph as ox

    used = dict(prefixes)
    for name in prefixes:
        others = {prefix: iri for prefix, iri in used.items() if prefix != name}
        try:
            ox.Store().query(query, prefixes=others)
        except SyntaxError:
            continue
        used = others
    return "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in used.items()) + query


def _statements(quads: Iterable[ox.Quad]) -> list[str]:
    # Terms are written by the engine itself; N-Triples are right inside of SPARQL, too.
    return sorted(f"{q.subject} {q.predicate} {q.object} .\n" for q in quads)


def _pieces(lines: Sequence[str]) -> Iterator[list[str]]:
    """Cut lines into pieces that are not much larger than `PIECE`."""
    piece: list[str] = []
    size = 0
    for line in lines:
        piece.append(line)
        size += len(line)
        if size >= PIECE:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece


# Graphs


class RemoteGraph(Graph):
    """A graph on a server, opened for reading; use it as a context manager."""

    def __init__(self, store: RemoteStore) -> None:
        # It does all that is asked of the store of a graph that is open for reading.
        super().__init__(Path(store.url), cast("ox.Store", store), read_only=True)
        self.remote = store

    def __enter__(self) -> RemoteGraph:
        return self

    def close(self) -> None:
        """Close the connection."""
        super().close()
        self.remote.close()

    @property
    def dataset(self) -> Dataset:
        """Raise `UsageError`: rdflib has a store of its own for servers."""
        raise UsageError(
            "there is no dataset of a graph on a server",
            where=self.remote.url,
            cure="use rdflib.plugins.stores.sparqlstore.SPARQLStore",
        )

    @property
    def building(self) -> bool:
        """Tell `False`: whether all was sent is seen in `unfinished`."""
        return False

    @property
    def unfinished(self) -> bool:
        """Tell whether a mention has no event: the last push was broken off."""
        no_event = "?m a eg:Mention FILTER NOT EXISTS { ?m eg:refersTo ?e }"
        found = self.remote.query(
            f"ASK {{ {no_event} }}", prefixes=v.PREFIXES, use_default_graph_as_union=True
        )
        return bool(found)


def open_remote(url: str, kind: str = "oxigraph", *, timeout: float = TIMEOUT) -> RemoteGraph:
    """
    Open the graph on a server for reading; `kind` is one of `KINDS`.

    Credentials come from the environment, see `exchange.authorization`. `timeout` is the
    time in seconds in which the server has to send the next part of an answer. Nothing is
    sent before something is asked. Raises `UsageError` for an address that is none.
    """
    return RemoteGraph(RemoteStore(Exchange(url, timeout=timeout), kind))
