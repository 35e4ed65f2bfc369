"""
Project events to networks that graph tools open: NetworkX, Gephi, Cytoscape, yEd.

Attributes are plain texts and numbers; what is unknown is left out. Nodes and edges come
in a fixed order.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from typing import Any, TypeVar
from xml.etree import ElementTree

from eventgraph.graph.ontology import type_facts
from eventgraph.model import Event, Participant, Place

__all__ = ["PROJECTIONS", "actor_network", "as_gexf", "as_graphml", "event_network"]

_Entity = TypeVar("_Entity", Participant, Place)


def actor_network(events: Iterable[Event]) -> Any:
    """
    Project events to a NetworkX `MultiDiGraph` of actors: an edge from each actor to each target.

    Events without a target have no edge here; `event_network` keeps them.
    """
    import networkx as nx

    network = nx.MultiDiGraph()
    events = sorted(events, key=lambda event: event.id)
    _add_people(network, events)
    for event in events:
        for actor in event.actors:
            for target in event.targets:
                ends = _text(f"actor:{actor.key}"), _text(f"actor:{target.key}")
                network.add_edge(*ends, key=_text(event.id), **_event_attributes(event))
    return network


def event_network(events: Iterable[Event]) -> Any:
    """
    Project events to a NetworkX `MultiDiGraph` of events, actors and places.

    Edges go from actors to events, and from events to targets and places; nothing is lost.
    """
    import networkx as nx

    network = nx.MultiDiGraph()
    events = sorted(events, key=lambda event: event.id)
    _add_people(network, events)
    for place in _first_by_key(p for e in events for p in e.places):
        attributes = {
            "label": place.name,
            "group": "place",
            "country": place.country,
            "latitude": place.latitude,
            "longitude": place.longitude,
            "precision": place.precision,
        }
        network.add_node(_text(f"place:{place.key}"), **_known(attributes))
    for event in events:
        name = _text(event.id)
        network.add_node(name, group="event", **_event_attributes(event))
        for actor in event.actors:
            network.add_edge(_text(f"actor:{actor.key}"), name, role="actor")
        for target in event.targets:
            network.add_edge(name, _text(f"actor:{target.key}"), role="target")
        for place in event.places:
            network.add_edge(name, _text(f"place:{place.key}"), role="place")
    return network


PROJECTIONS: dict[str, Callable[[Iterable[Event]], Any]] = {
    "events": event_network,
    "actors": actor_network,
}
"""The projections by name."""


def as_graphml(network: Any) -> str:
    """Write a network as GraphML."""
    import networkx as nx

    return "\n".join(nx.generate_graphml(network, named_key_ids=True)) + "\n"


def as_gexf(network: Any) -> str:
    """Write a network as GEXF 1.2, without the day of writing that NetworkX adds."""
    import networkx as nx

    out = io.BytesIO()
    nx.write_gexf(network, out, version="1.2draft")
    root = ElementTree.fromstring(out.getvalue())  # noqa: S314 - written one line above
    space = root.tag.partition("}")[0].strip("{")
    ElementTree.register_namespace("", space)
    for meta in root.findall(f"{{{space}}}meta"):
        root.remove(meta)
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    return f"<?xml version='1.0' encoding='utf-8'?>\n{text}\n"


def _add_people(network: Any, events: list[Event]) -> None:
    for actor in _first_by_key(a for e in events for a in e.actors + e.targets):
        attributes = {
            "label": actor.name,
            "group": "actor",
            "country": actor.country,
            "actor_kind": actor.kind,
            "sector": actor.sector,
            "wikidata": actor.wikidata,
        }
        network.add_node(_text(f"actor:{actor.key}"), **_known(attributes))


def _first_by_key(values: Iterable[_Entity]) -> list[_Entity]:
    found: dict[str, _Entity] = {}
    for value in values:
        found.setdefault(value.key, value)
    return [found[key] for key in sorted(found)]


def _event_attributes(event: Event) -> dict[str, Any]:
    # Neither `type` nor `kind`: GEXF has meanings of its own for these names.
    facts = type_facts()[event.type]
    return _known(
        {
            "label": event.label,
            "event_type": event.type.value,
            "mode": event.mode,
            "quad": facts.quad,
            "cameo": "; ".join(facts.cameo),
            "score": facts.score,
            "status": event.status.value,
            "disputed": int(event.disputed),
            "date": event.value,
            "earliest": event.earliest and event.earliest.isoformat(),
            "latest": event.latest and event.latest.isoformat(),
            "evidence": event.evidence,
            "articles": len(event.articles),
            "confidence": event.confidence,
            "event": event.id,
        }
    )


def _known(attributes: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _text(value) if isinstance(value, str) else value
        for name, value in attributes.items()
        if value is not None
    }


def _text(text: str) -> str:
    """Replace what XML cannot hold at all, not even escaped; its readers know one line end."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        c if c in "\t\n" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "�" or c > "\uffff" else "�"
        for c in text
    )
