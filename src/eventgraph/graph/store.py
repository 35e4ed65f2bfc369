"""
Keep a graph on disk: `GRAPH/store/` is an embedded Oxigraph database.

One process may write; others may read while nobody writes. Every change is one
transaction: after a crash at any moment each change is there whole or not at all.
`GRAPH/format.json` says with which layout the store was written, and `GRAPH/unfinished` is
there while its events may not yet tell of all articles.
"""

from __future__ import annotations

import errno
import gc
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from eventgraph.errors import GraphError
from eventgraph.graph import vocabulary as v
from eventgraph.graph.decisions import amend
from eventgraph.graph.files import TEMPORARY, atomic_text, sweep
from eventgraph.graph.terms import node
from eventgraph.graph.triples import (
    article_quads,
    decision_quads,
    event_quads,
    read_article,
    read_decisions,
    read_events,
)
from eventgraph.graph.vocabulary import Class, Outside, Property
from eventgraph.model import Article, Decision, Event, Mention

if TYPE_CHECKING:
    from pyoxigraph import Quad, Store
    from rdflib import Dataset

__all__ = ["FLUSHED", "FORMAT", "UNFINISHED", "Graph", "open_graph"]

UNFINISHED = "unfinished"
"""Name of the empty file in GRAPH that is there from the first change to `Graph.finished`."""
FORMAT = 1
"""Layout of the statements; rises when an older program could no longer read them."""
FLUSHED = 500_000
"""Changed statements after which the store is flushed; `docs/decisions/0007` says why."""
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Graph:
    """
    A graph on disk; use it as a context manager so that it is released at the end.

    All methods raise `GraphError` when the store is damaged or the disk is full.
    """

    def __init__(self, path: Path, store: Store, *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self._store: Store | None = store
        self._dataset: Dataset | None = None
        self._marked = False
        self._unflushed = 0

    @classmethod
    def open(cls, path: str | Path, *, create: bool = False, read_only: bool = False) -> Graph:
        """
        Open the graph in a folder.

        `create` makes a missing or empty folder a graph; a folder that holds anything
        else is never written into. Opening for writing removes temporary files that killed
        processes left. `read_only` takes no lock and changes nothing.
        Raises `GraphError` for a folder that is missing, is no graph, was written by a
        newer version, or is held by another process.
        """
        from pyoxigraph import Store

        path = Path(path)
        with _named_errors(path):
            if create and not read_only:
                _prepare(path)
            _check_format(path)
            folder = path / "store"
            if read_only:
                return cls(path, Store.read_only(str(folder)), read_only=True)
            store = Store(str(folder))
            sweep(path)
            return cls(path, store)

    def __enter__(self) -> Graph:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Release the store; a `dataset` taken from it works no longer."""
        if self._dataset is not None:
            # rdflib's objects hold each other, and the lock lives as long as they do.
            self._dataset.store.__dict__.clear()
            self._dataset = None
            gc.collect()
        if self._store is not None and not self.read_only:
            # What lies in the log only would be read again, slowly, by every reader.
            with _named_errors(self.path):
                self._store.flush()
        self._store = None

    @property
    def store(self) -> Store:
        """Give the Oxigraph store; prefer the methods of this class for changes."""
        if self._store is None:
            raise GraphError("the graph is closed", where=self.path, cure="open it again")
        return self._store

    @property
    def dataset(self) -> Dataset:
        """
        Give the graph as an rdflib `Dataset`, the union of all named graphs by default.

        Valid until the graph is closed. Never query it with words of strangers: rdflib
        fetches what `SERVICE` and `LOAD` name. `eventgraph.graph.query.ask` refuses them.
        """
        from oxrdflib import OxigraphStore
        from rdflib import Dataset

        if self._dataset is None:
            store = OxigraphStore(store=self.store)
            self._dataset = Dataset(store=store, default_union=True)
            for prefix, iri in v.PREFIXES.items():
                self._dataset.bind(prefix, iri, override=True, replace=True)
        return self._dataset

    @property
    def building(self) -> bool:
        """Tell whether articles or decisions came or went since the last `finished`."""
        return (self.path / UNFINISHED).exists()

    @property
    def unfinished(self) -> bool:
        """Tell whether a build was broken off: it is `building`, or a mention has no event."""
        if self.building:
            return True
        with self.guarded():
            told = self.store.quads_for_pattern(None, node(Property.REFERS_TO), None, None)
            has_event = {quad.subject for quad in told}
            mentions = self.store.quads_for_pattern(
                None, node(Outside.TYPE), node(Class.MENTION), None
            )
            return any(quad.subject not in has_event for quad in mentions)

    def finished(self) -> None:
        """Say that a build is complete: events are merged and the outputs are written."""
        self._only_when_writing()
        with self.guarded():
            # What the store holds must be safe before the note that it is incomplete goes.
            self.store.flush()
            (self.path / UNFINISHED).unlink(missing_ok=True)
        self._marked = False

    def _mark(self) -> None:
        self._only_when_writing()
        if not self._marked:
            with self.guarded():
                (self.path / UNFINISHED).touch()
            self._marked = True

    def _only_when_writing(self) -> None:
        if self.read_only:
            raise GraphError(
                "the graph was opened for reading", where=self.path, cure="open it for writing"
            )

    def guarded(self) -> AbstractContextManager[None]:
        """Give a context in which errors of the engine become a `GraphError` with a cure."""
        return _named_errors(self.path)

    def articles(self) -> dict[str, str]:
        """Give the id and the SHA-256 of the text of every stored article, sorted by id."""
        with self.guarded():
            found = self.store.quads_for_pattern(None, node(Property.TEXT_HASH), None, None)
            return dict(sorted((v.id_of(_iri(q.graph_name)), q.object.value) for q in found))  # type: ignore[union-attr]

    def add(self, article: Article, mentions: Sequence[Mention]) -> None:
        """
        Store an article with its mentions in one transaction; the same id is replaced.

        Raises `GraphError` when a mention is of another article, two have one trigger, or
        the text holds lone surrogates. The events change only by `put_events`, and until
        `finished` is called the graph counts as unfinished. `origin` is not stored.
        """
        with _whole_characters(article.id):
            quads = article_quads(article, mentions)
        self._mark()
        self._swap(v.article_graph(article.id), quads)

    def remove(self, ids: Iterable[str]) -> None:
        """
        Take articles and their mentions out, all in one transaction; unknown ids are ignored.

        The merged events still tell of them until `put_events`; see also `finished`.
        """
        drops = [f"DROP SILENT GRAPH {node(v.article_graph(i))}" for i in ids]
        if drops:
            self._mark()
            with self.guarded():
                self.store.update(";\n".join(drops))

    def load(self) -> Iterator[tuple[Article, tuple[Mention, ...]]]:
        """Read back all articles with their mentions, one at a time, sorted by id."""
        for article in self.articles():
            with self.guarded():
                stored = read_article(self.store, v.article_graph(article))
            yield stored

    def put_events(self, events: Iterable[Event]) -> None:
        """Replace all merged events in one transaction."""
        self._swap(v.EVENTS_GRAPH, event_quads(events))

    def events(self) -> list[Event]:
        """Read back the merged events, sorted by id."""
        with self.guarded():
            return read_events(self.store)

    def decisions(self) -> list[Decision]:
        """Read back what people decided, sorted; no build changes it."""
        with self.guarded():
            return read_decisions(self.store)

    def decide(self, decision: Decision) -> None:
        """
        Add what a person decided, for `merge` to follow; the same once more changes nothing.

        A later decision counts where it says the opposite of an earlier one
        (`eventgraph.graph.decisions`). Decisions stay when their mentions are removed. The
        events change only by `put_events`, and until `finished` is called the graph counts as
        unfinished. Raises `UsageError` for a decision that decides nothing.
        """
        decisions = amend(self.decisions(), decision)
        with _whole_characters("a decision"):
            quads = decision_quads(decisions)
        self._mark()
        self._swap(v.DECISIONS_GRAPH, quads)

    def counts(self) -> dict[str, Any]:
        """
        Count what the graph holds.

        Gives `articles`, `mentions`, `events`, `disputed`, `publishers`, `triples`; by
        name `events_by_type`, `events_by_status`, `articles_by_language` (`unknown` for
        none); and `published`, `dates`, each the first and last day or `None`.
        """
        with self.guarded():
            return _count(self.store)

    def _swap(self, graph: str, quads: list[Quad]) -> None:
        # Only the difference is written: a new article is a quick insertion, and events
        # that stay the same cost nothing.
        with self.guarded():
            old = set(self.store.quads_for_pattern(None, None, None, node(graph)))
            gone = old.difference(quads)
            added = [quad for quad in quads if quad not in old]
            if not gone:
                self.store.extend(added)
            elif not quads:
                self.store.update(f"DROP GRAPH {node(graph)}")
            else:
                self.store.update(
                    f"{_data('DELETE', graph, gone)};\n{_data('INSERT', graph, added)}"
                )
            self._unflushed += len(gone) + len(added)
            if self._unflushed >= FLUSHED:
                self.store.flush()
                self._unflushed = 0


def open_graph(path: str | Path) -> Graph:
    """Open a graph for reading; see `Graph.open`."""
    return Graph.open(path, read_only=True)


def _data(verb: str, graph: str, quads: Iterable[Quad]) -> str:
    # Terms are written by the engine itself, which escapes what SPARQL reads as syntax.
    lines = "\n".join(f"{q.subject} {q.predicate} {q.object} ." for q in quads)
    return f"{verb} DATA {{ GRAPH {node(graph)} {{\n{lines}\n}} }}"


def _prepare(path: Path) -> None:
    path.mkdir(parents=True, exist_ok=True)
    marker = path / "format.json"
    if marker.exists():
        return
    if any(not entry.name.endswith(TEMPORARY) for entry in path.iterdir()):
        raise GraphError(
            "the folder holds other files and is no graph",
            where=path,
            cure="give a new or empty folder; nothing was written",
        )
    with atomic_text(marker) as file:
        file.write(json.dumps({"program": "eventgraph", "format": FORMAT}) + "\n")


def _check_format(path: Path) -> None:
    if not path.exists():
        raise GraphError(
            "there is no graph", where=path, cure="make one with: eventgraph build PATH -o GRAPH"
        )
    marker = path / "format.json"
    if not marker.is_file():
        raise GraphError(
            "this is no graph (it has no format.json)",
            where=path,
            cure="give the folder that eventgraph build wrote",
        )
    try:
        found = json.loads(marker.read_text(encoding="utf-8"))["format"]
        number = int(found)
    except (ValueError, KeyError, TypeError) as error:
        raise GraphError(
            "format.json is damaged", where=path, cure="build the graph again in a new folder"
        ) from error
    if number > FORMAT:
        raise GraphError(
            f"the graph was written by a newer version (format {number}, this one reads {FORMAT})",
            where=path,
            cure="install a newer eventgraph-kg",
        )


@contextmanager
def _named_errors(path: Path) -> Iterator[None]:
    """Turn what the engine or the system raises into a `GraphError` with a cure."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        text = str(error)
        if "While lock file" in text or "lock hold by" in text:
            what, cure = "another process holds the graph", "wait until it ends, or close it"
        elif _is_full(error):
            what = "the disk is full"
            cure = "free some space and run again; what was stored is whole"
        elif "read-write" in text:
            what, cure = "the graph was opened for reading", "open it for writing"
        elif isinstance(error, PermissionError) or "Permission denied" in text:
            what, cure = "the folder may not be written or read", "check its rights"
        elif isinstance(error, FileExistsError | NotADirectoryError):
            what, cure = "this is a file, no folder", "give the folder of a graph"
        else:
            what = f"the store is missing or damaged ({text})"
            cure = "build the graph again in a new folder, or restore a copy"
        raise GraphError(what, where=path, cure=cure) from error


@contextmanager
def _whole_characters(where: str) -> Iterator[None]:
    try:
        yield
    except ValueError as error:
        raise GraphError(
            "the text holds half a character (a lone surrogate)",
            where=where.encode("utf-8", "replace").decode(),
            cure="correct the encoding of the input",
        ) from error


def _is_full(error: BaseException) -> bool:
    text = str(error)
    return getattr(error, "errno", None) in _FULL or any(
        words in text for words in ("No space left", "File too large", "quota exceeded")
    )


def _iri(term: object) -> str:
    return str(getattr(term, "value", ""))


def _count(store: Store) -> dict[str, Any]:
    events = node(v.EVENTS_GRAPH)

    def number(kind: Class) -> int:
        return sum(1 for _ in store.quads_for_pattern(None, node(Outside.TYPE), node(kind), None))

    def values(name: Property, graph: Any = None) -> list[str]:
        return [_iri(q.object) for q in store.quads_for_pattern(None, node(name), None, graph)]

    def days(found: list[str]) -> list[str] | None:
        return [min(found), max(found)] if found else None

    def by_name(found: Iterable[str]) -> dict[str, int]:
        return dict(sorted(Counter(found).items()))

    articles = number(Class.ARTICLE)
    publishers = {
        q.object for q in store.quads_for_pattern(None, node(Property.PUBLISHER), None, None)
    }
    languages = [
        _iri(q.object)
        for q in store.quads_for_pattern(None, node(Property.LANGUAGE), None, None)
        if q.graph_name != events
    ]
    return {
        "articles": articles,
        "mentions": number(Class.MENTION),
        "events": number(Class.EVENT),
        "disputed": values(Property.DISPUTED, events).count("true"),
        "publishers": len(publishers),
        "triples": len(store),
        "events_by_type": by_name(map(v.concept_name, values(Property.EVENT_TYPE, events))),
        "events_by_status": by_name(map(v.concept_name, values(Property.STATUS, events))),
        "articles_by_language": by_name(languages + ["unknown"] * (articles - len(languages))),
        "published": days(values(Property.PUBLISHED)),
        "dates": days(values(Property.EARLIEST, events) + values(Property.LATEST, events)),
    }
