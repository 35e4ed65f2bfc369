from dataclasses import replace

import networkx as nx

from eventgraph.graph.networks import actor_network, as_gexf, as_graphml, event_network

from .graph_samples import NASTY, event_of, events_of, small


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
