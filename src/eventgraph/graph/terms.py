"""
Turn Python values into RDF terms and back, exactly.

Numbers are written the way the store writes them, so that a statement compares equal
before and after it was stored.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from eventgraph.graph.vocabulary import PREFIXES, Outside, Property, concept_iri, concept_name

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode, Quad

__all__ = ["KIND", "SECTOR", "Facts", "Field", "Writer", "node", "term"]

_XSD = PREFIXES["xsd"]


@functools.lru_cache(maxsize=4096)
def node(iri: str) -> NamedNode:
    """Make a named node; the same one for the same IRI."""
    from pyoxigraph import NamedNode

    return NamedNode(str(iri))


def term(value: object) -> Literal | NamedNode:
    """
    Make the RDF term of a text, a number, a truth value or a date; a term stays what it is.

    Raises `TypeError` for anything else.
    """
    from pyoxigraph import Literal, NamedNode

    if isinstance(value, NamedNode | Literal):
        return value
    if isinstance(value, str):
        return Literal(str(value))
    if isinstance(value, bool):
        return Literal("true" if value else "false", datatype=node(_XSD + "boolean"))
    if isinstance(value, int):
        return Literal(str(value), datatype=node(_XSD + "integer"))
    if isinstance(value, float):
        return Literal(_double(value), datatype=node(_XSD + "double"))
    if isinstance(value, date):
        return Literal(value.isoformat(), datatype=node(_XSD + "date"))
    raise TypeError(f"no RDF term for {type(value).__name__}")


def _double(value: float) -> str:
    # Oxigraph keeps doubles as numbers and writes them without exponent and without ".0".
    if value != value or value in (float("inf"), float("-inf")):
        return {"inf": "INF", "-inf": "-INF"}.get(str(value), "NaN")
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


class Field(NamedTuple):
    """A field of a value and the property that holds it."""

    property: Property
    name: str
    read: Callable[[str], Any] = str
    scheme: str | None = None
    """`kind` or `sector` when the value is a concept."""

    def term(self, value: object) -> object:
        """Give what is written for a value."""
        return value if self.scheme is None else node(concept_iri(self.scheme, str(value)))


KIND = Field(Property.KIND, "kind", concept_name, "kind")
SECTOR = Field(Property.SECTOR, "sector", concept_name, "sector")


class Writer:
    """Collect the statements of one named graph; `None` states nothing."""

    def __init__(self, graph: str) -> None:
        self._graph = node(graph)
        self.quads: list[Quad] = []

    def put(self, subject: str, predicate: str, value: object) -> None:
        """State one value, unless it is `None`."""
        from pyoxigraph import Quad

        if value is not None:
            self.quads.append(Quad(node(subject), node(predicate), term(value), self._graph))

    def link(self, subject: str, predicate: str, iri: str | None) -> None:
        """State a link to another node, unless it is `None`."""
        if iri is not None:
            self.put(subject, predicate, node(iri))

    def put_fields(self, subject: str, value: object, fields: Iterable[Field]) -> None:
        """State the fields of a value that are known."""
        for field in fields:
            content = getattr(value, field.name)
            if content is not None:
                self.put(subject, field.property, field.term(content))

    def typed(self, subject: str, kind: str) -> None:
        """State the class of a node."""
        self.link(subject, Outside.TYPE, kind)


class Facts:
    """The statements of one named graph, to look up by subject and property."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._about: dict[str, dict[str, list[str]]] = {}
        for quad in quads:
            about = self._about.setdefault(quad.subject.value, {})  # type: ignore[union-attr]
            about.setdefault(quad.predicate.value, []).append(quad.object.value)  # type: ignore[union-attr]

    def all(self, subject: str, predicate: str) -> Sequence[str]:
        """Give every value of a property, sorted."""
        return sorted(self._about.get(subject, {}).get(predicate, ()))

    def one(self, subject: str, predicate: str) -> str | None:
        """Give the only value of a property, or `None`."""
        found = self._about.get(subject, {}).get(predicate)
        return found[0] if found else None

    def need(self, subject: str, predicate: str) -> str:
        """Give the only value of a property that cannot be missing; `KeyError` when it is."""
        return self._about[subject][predicate][0]

    def ordered(self, subject: str, predicate: str) -> list[str]:
        """Give the nodes behind a property by their `eg:order`."""
        found = self._about.get(subject, {}).get(predicate, [])
        return sorted(found, key=lambda iri: int(self.need(iri, Property.ORDER)))

    def of_class(self, kind: str) -> list[str]:
        """Give the nodes of a class, sorted."""
        return sorted(s for s, about in self._about.items() if kind in about.get(Outside.TYPE, ()))

    def subjects(self, predicate: str) -> dict[str, list[str]]:
        """Give, for every value of a property, who has it, sorted."""
        found: dict[str, list[str]] = {}
        for subject in sorted(self._about):
            for value in self._about[subject].get(predicate, ()):
                found.setdefault(value, []).append(subject)
        return found

    def fields(self, subject: str, fields: Iterable[Field]) -> dict[str, Any]:
        """Read the fields of a value; those not stated are left out."""
        about = self._about.get(subject, {})
        return {f.name: f.read(about[f.property][0]) for f in fields if f.property in about}
