import io
from collections import Counter
from dataclasses import replace
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings

from eventgraph.graph.networks import (
    PROJECTIONS,
    actor_network,
    as_gexf,
    as_graphml,
    event_network,
)
from eventgraph.model import Event

from .graph_samples import NASTY, event_of, events, events_of, small


def content(network: Any, *own: str) -> tuple[dict[str, Any], Counter[Any]]:
    """Give nodes and edges with their attributes, without those that a format adds."""

    def told(data: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
        return tuple(sorted((name, value) for name, value in data.items() if name not in own))

    nodes = {name: told(data) for name, data in network.nodes(data=True)}
    return nodes, Counter((*ends, told(data)) for *ends, data in network.edges(data=True))


def graphml(network: Any) -> Any:
    return nx.parse_graphml(as_graphml(network), force_multigraph=True)


def gexf(network: Any) -> Any:
    return nx.read_gexf(io.BytesIO(as_gexf(network).encode()))


@pytest.mark.parametrize("read", [graphml, gexf])
@pytest.mark.parametrize("projection", PROJECTIONS)
def test_networkx_reads_back_the_same_nodes_edges_and_attributes(
    projection: str, read: Any
) -> None:
    made = events_of(small(1, 6), small(2, 6))
    made[0] = replace(made[0], label=NASTY, mode="visit", disputed=True)
    network = PROJECTIONS[projection](made)
    again = read(network)
    assert content(again, "id") == content(network)
    assert again.number_of_edges() == network.number_of_edges() >= 12


@given(events())
@settings(max_examples=50)
def test_any_events_come_back_the_same(made: list[Event]) -> None:
    for project in PROJECTIONS.values():
        network = project(made)
        assert content(graphml(network)) == content(network)
        assert content(gexf(network), "id") == content(network)


def test_actors_are_joined_by_their_acts() -> None:
    network = actor_network(events_of(small(1, 4)))
    assert network.number_of_edges() == 4
    for _, _, data in network.edges(data=True):
        assert all(isinstance(value, str | int | float) for value in data.values())
        assert data["earliest"] == "2020-01-02"


def test_an_act_tells_its_mode_and_its_codes() -> None:
    _, (mention,) = small(1, 1)
    event = replace(event_of(mention, 1), mode="phone")
    ((_, _, data),) = actor_network([event]).edges(data=True)
    assert (data["mode"], data["quad"], data["cameo"], data["score"]) == ("phone", 1, "04", 2.5)


def test_an_act_without_a_target_is_kept_among_events_only() -> None:
    _, (mention,) = small(1, 1)
    event = replace(event_of(mention, 1), targets=(), places=())
    assert actor_network([event]).number_of_edges() == 0
    assert [data["role"] for _, _, data in event_network([event]).edges(data=True)] == ["actor"]


def test_what_xml_cannot_hold_is_replaced() -> None:
    _, (mention,) = small(1, 1)
    event = replace(event_of(mention, 1), label=NASTY + "\ufffe")
    for project in (actor_network, event_network):
        again = nx.parse_graphml(as_graphml(project([event])), force_multigraph=True)
        found = [
            d["label"]
            for *_, d in [*again.edges(data=True), *again.nodes(data=True)]
            if d.get("label")
        ]
        assert any("</script>" in label and "�" in label for label in found)
        assert "\x01" not in as_gexf(project([event]))
