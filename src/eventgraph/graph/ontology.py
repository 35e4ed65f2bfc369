"""
Find the ontology and read the facts it states about event types.

The folder `ontology/` lies beside the package in the repository and inside it when it was
installed from a wheel.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from eventgraph.errors import EventGraphError
from eventgraph.graph.vocabulary import NS, Class, Outside, Property
from eventgraph.model import EventType

__all__ = ["TypeFacts", "ontology_file", "type_facts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeFacts:
    """What the ontology states about an event type."""

    type: EventType
    quad: int
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
    score: float
    """From -10 (conflict) to 10 (cooperation)."""
    cameo: tuple[str, ...]
    """CAMEO roots, sorted."""


def ontology_file(name: str) -> Traversable:
    """
    Find a file or folder of `ontology/`, such as `events.ttl` or `questions`.

    Raises `EventGraphError` when it is neither in the package nor beside it.
    """
    beside = Path(__file__).parents[3] / "ontology"
    for folder in (files("eventgraph").joinpath("ontology"), beside):
        found = folder.joinpath(name)
        if found.is_file() or found.is_dir():
            return found
    raise EventGraphError(
        "this part of the ontology is missing", where=name, cure="reinstall eventgraph-kg"
    )


@functools.cache
def type_facts() -> dict[EventType, TypeFacts]:
    """Read quad class, score and CAMEO roots of every event type from `events.ttl`."""
    import pyoxigraph as ox

    text = ontology_file("events.ttl").read_text(encoding="utf-8")
    stated: dict[str, dict[str, list[str]]] = {}
    for triple in ox.parse(text, format=ox.RdfFormat.TURTLE):
        if isinstance(triple.subject, ox.NamedNode) and not isinstance(triple.object, ox.Triple):
            about = stated.setdefault(triple.subject.value, {})
            about.setdefault(triple.predicate.value, []).append(triple.object.value)
    return {
        kind: TypeFacts(
            type=kind,
            quad=int(about[Property.QUAD_CLASS][0].removeprefix(f"{NS}quad-")),
            score=float(about[Property.SCORE][0]),
            cameo=tuple(sorted(about[Property.CAMEO])),
        )
        for kind in EventType
        if Class.EVENT_TYPE in (about := stated[NS + kind.value])[Outside.TYPE]
    }
