from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings

from eventgraph.errors import GraphError
from eventgraph.graph import remote
from eventgraph.graph.exchange import Exchange
from eventgraph.graph.push import Pushed, push
from eventgraph.graph.remote import RemoteGraph, RemoteStore, open_remote
from eventgraph.graph.store import Graph
from eventgraph.graph.terms import node
from eventgraph.graph.vocabulary import EVENTS_GRAPH
from eventgraph.model import Article, Decision, Event, Mention, Verdict
from tests.servers import Played, local, played

from .graph_samples import events, events_of, small, stored_articles

pytestmark = local
STORED = [small(n, 4) for n in range(3)]


@pytest.fixture
def graph(tmp_path: Path) -> Iterator[Graph]:
    with Graph.open(tmp_path / "graph", create=True) as graph:
        for article, mentions in STORED:
            graph.add(article, mentions)
        graph.put_events(events_of(*STORED))
        yield graph


@pytest.fixture
def target(server: str) -> Iterator[RemoteGraph]:
    with open_remote(server) as target:
        yield target


def held(target: RemoteGraph) -> set[ox.Quad]:
    """Give all that a server holds in named graphs, and nothing that it holds elsewhere."""
    return set(target.remote.quads_for_pattern(None, None, None))


def test_a_server_then_holds_exactly_the_graph(graph: Graph, target: RemoteGraph) -> None:
    told: list[tuple[int, int]] = []
    done = push(graph, target, lambda number, of: told.append((number, of)))
    assert done == Pushed(added=4, changed=0, removed=0, same=0)
    assert held(target) == set(graph.store)
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_only_what_differs_is_sent(graph: Graph, target: RemoteGraph) -> None:
    push(graph, target)
    assert push(graph, target) == Pushed(added=0, changed=0, removed=0, same=4)
    (article, mentions), *_ = STORED
    graph.add(article, mentions[:2])
    graph.remove([STORED[1][0].id])
    graph.decide(Decision(verdict=Verdict.MERGE, mentions=(mentions[0].id, mentions[1].id)))
    assert push(graph, target) == Pushed(added=1, changed=1, removed=1, same=2)
    assert held(target) == set(graph.store)


def test_what_others_keep_on_the_server_stays(graph: Graph, target: RemoteGraph) -> None:
    ours, theirs = node("urn:eventgraph:graph:article:old"), node("urn:theirs")
    for name in (ours, theirs):
        quad = ox.Quad(node("urn:s"), node("urn:p"), node("urn:o"), name)
        target.remote.swap(name, [quad], new=True)
    assert push(graph, target).removed == 1
    assert held(target) == {*graph.store, quad}
    assert target.remote.named_graphs() and theirs not in target.remote.named_graphs()
    assert len(target.remote) == len(graph.store)


@pytest.mark.parametrize("size", [1, 700, 20_000])
def test_a_large_graph_goes_in_pieces(
    graph: Graph, target: RemoteGraph, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "PIECE", size)
    push(graph, target)
    assert held(target) == set(graph.store)
    graph.put_events(replace(event, evidence=7) for event in events_of(*STORED[1:]))
    assert push(graph, target) == Pushed(added=0, changed=1, removed=0, same=3)
    assert held(target) == set(graph.store)


def test_pieces_are_not_much_larger_than_they_shall_be(
    graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "PIECE", 1000)
    quads = list(graph.store.quads_for_pattern(None, None, None, node(EVENTS_GRAPH)))
    with played(Played(204)) as stage:
        RemoteStore(Exchange(stage.url, environ={})).swap(node(EVENTS_GRAPH), quads, new=True)
    methods = [request.method for request in stage.requests]
    assert methods == ["PUT"] + ["POST"] * (len(methods) - 1) and len(methods) > 5
    for request in stage.requests:
        *lines, last = request.body.splitlines(keepends=True)
        assert len("".join(lines)) < 1000 and last.endswith(" .\n")


def test_a_push_that_was_stopped_is_seen_and_goes_on(
    graph: Graph, target: RemoteGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    swap, calls = RemoteStore.swap, iter(range(10))

    def failing(*given: object, **named: object) -> bool:
        if next(calls) == 2:
            raise GraphError("the server cannot be reached")
        return swap(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(RemoteStore, "swap", failing)
    with pytest.raises(GraphError):
        push(graph, target)
    assert target.unfinished
    assert push(graph, target) == Pushed(added=2, changed=0, removed=0, same=2)
    assert held(target) == set(graph.store) and not target.unfinished


def test_an_empty_graph_empties_the_server(
    graph: Graph, target: RemoteGraph, tmp_path: Path
) -> None:
    push(graph, target)
    with Graph.open(tmp_path / "empty", create=True) as empty:
        assert push(empty, target) == Pushed(added=0, changed=0, removed=4, same=0)
    assert held(target) == set()


@given(stored_articles(), events(), stored_articles(), events())
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_graph_takes_the_place_of_any_other(
    tmp_path: Path,
    target: RemoteGraph,
    first: tuple[Article, tuple[Mention, ...]],
    made: list[Event],
    second: tuple[Article, tuple[Mention, ...]],
    others: list[Event],
) -> None:
    for (article, mentions), told in ((first, made), (second, others)):
        graph = Graph(tmp_path, ox.Store())
        # Under one id, so that the second graph is sent as a difference to the first.
        renamed = tuple(replace(mention, article="a") for mention in mentions)
        graph.add(replace(article, id="a"), renamed)
        graph.put_events(told)
        push(graph, target)
        assert held(target) == set(graph.store)
