"""
Hold statements against the shapes of `ontology/shapes.ttl`.

pySHACL is always there. Shifty takes its place where it is installed (`pip install
eventgraph-kg[fast]`): it finds the same in less time. (Only where two values are of different
datatypes, which is a violation in itself, may one add that they do not compare.) What is
wrong is said in words of our own, so they do not depend on the engine.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from eventgraph.errors import one_line
from eventgraph.graph import vocabulary as v
from eventgraph.graph.ontology import ontology_file
from eventgraph.graph.terms import node
from eventgraph.graph.vocabulary import Class, Outside

if TYPE_CHECKING:
    from pyoxigraph import Quad, Triple
    from rdflib import Graph as RdfGraph

__all__ = [
    "WORDS",
    "Engine",
    "Violation",
    "by_pyshacl",
    "by_shifty",
    "concepts",
    "fastest",
    "shape_violations",
    "short",
]

Engine: TypeAlias = "Callable[[list[Triple]], RdfGraph]"
"""Give the `sh:ValidationReport` of some statements."""

_SHACL = "http://www.w3.org/ns/shacl#"
_XSD = v.PREFIXES["xsd"]
_FORMS = {
    _XSD + "boolean": re.compile("true|false"),
    _XSD + "date": re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    _XSD + "double": re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?"),
    _XSD + "integer": re.compile("[+-]?[0-9]{1,18}"),
}
"""How the values that we write look; neither infinite nor no number at all."""
WORDS = {
    "Class": "it is none of those that are allowed",
    "Datatype": "it is of the wrong datatype",
    "LessThan": "it does not come before the end",
    "LessThanOrEquals": "it comes after the end",
    "MaxCount": "there is a value too many",
    "MaxInclusive": "it is too large",
    "MinCount": "a value is missing",
    "MinInclusive": "it is too small",
    "MinLength": "it is too short",
    "NodeKind": "it is no IRI",
    "Pattern": "it has the wrong form",
}
"""What each SHACL constraint component says when it is not met."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Violation:
    """One broken promise: which node, and what is wrong with it."""

    node: str
    what: str

    def __str__(self) -> str:
        """Give the violation as one line, fit for a terminal."""
        return one_line(f"{self.node}: {self.what}", 500)


def shape_violations(quads: Iterable[Quad], engine: Engine | None = None) -> Iterator[Violation]:
    """Check statements together with the concepts of the ontology; not sorted."""
    statements = [*concepts(), *(_plain(quad.triple) for quad in quads)]
    yield from _results((engine or fastest())(statements))


@functools.cache
def concepts() -> tuple[Triple, ...]:
    """Give the classes of all concepts and what they belong to, which the shapes ask for."""
    import pyoxigraph as ox

    text = ontology_file("events.ttl").read_text(encoding="utf-8")
    kind, broader = node(Outside.TYPE), node(v.PREFIXES["skos"] + "broader")
    classes = {str(name) for name in Class}
    return tuple(
        quad.triple
        for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)
        if quad.predicate == broader or (quad.predicate == kind and _iri(quad.object) in classes)
    )


def _iri(term: Any) -> str:
    return str(term.value)


# Engines


@functools.cache
def fastest() -> Engine:
    """Give Shifty where it is installed, else pySHACL."""
    try:
        from shifty import PreparedValidator  # noqa: F401 - it may not be installed
    except ImportError:
        return by_pyshacl
    return by_shifty


def by_pyshacl(statements: list[Triple]) -> RdfGraph:
    """Check with pySHACL; memory is about 1 kB for each statement."""
    import pyshacl

    _, results, text = pyshacl.validate(
        _rdflib(statements), shacl_graph=_shapes(), inplace=True, inference="none", advanced=False
    )
    if isinstance(results, Exception | str | bytes):  # pragma: no cover - only with broken shapes
        raise TypeError(f"the shapes cannot be checked: {text}")
    return results  # type: ignore[no-any-return]


@functools.cache
def _shapes() -> RdfGraph:
    import rdflib

    graph = rdflib.Graph().parse(data=ontology_file("shapes.ttl").read_bytes(), format="turtle")
    pattern = rdflib.URIRef(_SHACL + "pattern")
    for shape, form in list(graph.subject_objects(pattern)):
        # In Python, but not in XPath, `$` also stands before a line break at the end.
        graph.set((shape, pattern, rdflib.Literal(re.sub(r"\$$", r"\\Z", str(form)))))
    return graph


def _rdflib(statements: Iterable[Triple]) -> RdfGraph:
    import rdflib

    graph = rdflib.Graph(bind_namespaces="none")
    iri = functools.lru_cache(maxsize=65536)(rdflib.URIRef)

    def term(value: Any) -> Any:
        datatype = getattr(value, "datatype", None)
        if datatype is None:
            return iri(value.value)
        return rdflib.Literal(value.value, datatype=iri(datatype.value))

    for triple in statements:
        graph.add((term(triple.subject), iri(triple.predicate.value), term(triple.object)))
    return graph


def by_shifty(statements: list[Triple]) -> RdfGraph:
    """Check with Shifty; raise `ImportError` where it is not installed."""
    import pyoxigraph as ox

    # Bytes are parsed as they are; a text might be taken for a path or an address.
    data = ox.serialize(statements, format=ox.RdfFormat.N_TRIPLES)
    _, results, _ = _prepared().validate(
        data, infer=False, sort_results=False, on_unsupported="error"
    )
    return results  # type: ignore[no-any-return]


@functools.cache
def _prepared() -> Any:
    from shifty import PreparedValidator

    return PreparedValidator(ontology_file("shapes.ttl").read_bytes())


# What an engine is given


def _plain(triple: Triple) -> Triple:
    """
    Make a value that contradicts its own datatype a mere text.

    Both engines then say that its datatype is wrong. As it is, one of them stops at such a
    value, and they do not agree on how it compares with others.
    """
    import pyoxigraph as ox

    value = triple.object
    if not isinstance(value, ox.Literal) or _sound(value.value, value.datatype.value):
        return triple
    return ox.Triple(triple.subject, triple.predicate, ox.Literal(value.value))


def _sound(text: str, datatype: str) -> bool:
    form = _FORMS.get(datatype)
    if form is not None and form.fullmatch(text) is None:
        return False
    if datatype != _XSD + "date":
        return True
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


# What it answers


def _results(report: RdfGraph) -> Iterator[Violation]:
    from rdflib import RDF, Literal, URIRef

    def term(name: str) -> URIRef:
        return URIRef(_SHACL + name)

    for result in report.subjects(RDF.type, term("ValidationResult")):
        path = report.value(result, term("resultPath"))
        if isinstance(path, URIRef):
            component = str(report.value(result, term("sourceConstraintComponent")))
            name = component.removeprefix(_SHACL).removesuffix("ConstraintComponent")
            what = f"{short(path)}: {WORDS[name]}"
        else:
            # A path of several steps has no name; its shape says itself what is wrong.
            what = str(report.value(result, term("resultMessage")))
        value = report.value(result, term("value"))
        if value is not None:
            what += f" (found {repr(str(value)) if isinstance(value, Literal) else short(value)})"
        yield Violation(node=str(report.value(result, term("focusNode"))), what=one_line(what))


def short(iri: object) -> str:
    """Give the local name of what belongs to a known vocabulary, and any other IRI as it is."""
    text = str(iri)
    known = (space for space in v.PREFIXES.values() if text.startswith(space))
    return text.removeprefix(next(known, ""))
