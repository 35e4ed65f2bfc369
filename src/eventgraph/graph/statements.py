"""
Write all statements of a graph as Turtle, TriG, N-Triples, N-Quads or JSON-LD.

The order is that of names, never that of the store, so equal graphs give equal bytes.
Graphs are written one after another, and only one article is in memory at a time.
rdflib's own Turtle took minutes and gigabytes for a thousand articles; this one is read
back by rdflib as the same graph.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TextIO

from eventgraph.graph import vocabulary as v
from eventgraph.graph.ontology import ontology_file
from eventgraph.graph.terms import node
from eventgraph.graph.vocabulary import PREFIXES, Outside, Property

if TYPE_CHECKING:
    from pyoxigraph import Store

__all__ = ["write_json_ld", "write_n_quads", "write_n_triples", "write_trig", "write_turtle"]

_XSD = PREFIXES["xsd"]
_FIRST = [str(Outside.TYPE), str(Outside.LABEL), *map(str, Property)]
_RANK = {iri: rank for rank, iri in enumerate(_FIRST)}
_LOCAL = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_BARE = {_XSD + "integer", _XSD + "boolean"}

Node = dict[str, list[Any]]
"""What is stated of one subject: terms by predicate."""


def _sections(store: Store) -> Iterator[tuple[str, list[tuple[str, Node]]]]:
    """Give every named graph, articles first, with its subjects and their statements."""
    names = [graph.value for graph in store.named_graphs()]
    for name in sorted(names, key=lambda iri: (not v.is_article_graph(iri), iri)):
        subjects: dict[str, Node] = {}
        for quad in store.quads_for_pattern(None, None, None, node(name)):
            about = subjects.setdefault(str(quad.subject), {})
            about.setdefault(quad.predicate.value, []).append(quad.object)
        if subjects:
            yield name, [(s, _in_order(subjects[s])) for s in sorted(subjects, key=_natural)]


def _natural(iri: str) -> list[tuple[int, str]]:
    # 9 comes before 10, so that mentions stand in the order of the text, and an article
    # before its mentions.
    parts = re.split(r"([0-9]+)", iri.strip("<>"))
    return [(int(part), part) if part.isdecimal() else (-1, part) for part in parts]


def _in_order(about: Node) -> Node:
    rank = sorted(about, key=lambda iri: (_RANK.get(iri, len(_RANK)), iri))
    return {predicate: sorted(about[predicate], key=str) for predicate in rank}


def write_n_quads(store: Store, out: TextIO) -> None:
    """Write N-Quads, graph by graph, sorted."""
    _write_lines(store, out, with_graph=True)


def write_n_triples(store: Store, out: TextIO) -> None:
    """Write N-Triples, sorted; the names of the graphs are lost."""
    _write_lines(store, out, with_graph=False)


def _write_lines(store: Store, out: TextIO, *, with_graph: bool) -> None:
    for name, subjects in _sections(store):
        end = f" <{name}> .\n" if with_graph else " .\n"
        for subject, about in subjects:
            for predicate, objects in about.items():
                out.writelines(f"{subject} <{predicate}> {term}{end}" for term in objects)


def write_turtle(store: Store, out: TextIO) -> None:
    """Write Turtle, subject by subject; the names of the graphs are lost, nothing else."""
    _write_prefixes(out)
    for _, subjects in _sections(store):
        _write_subjects(subjects, out, "")


def write_trig(store: Store, out: TextIO) -> None:
    """Write TriG: Turtle in which every graph keeps its name."""
    _write_prefixes(out)
    for name, subjects in _sections(store):
        out.write(f"\n<{name}> {{\n")
        _write_subjects(subjects, out, "  ")
        out.write("}\n")


def _write_prefixes(out: TextIO) -> None:
    out.writelines(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())


def _write_subjects(subjects: list[tuple[str, Node]], out: TextIO, indent: str) -> None:
    for subject, about in subjects:
        lines = [
            f"{_name(predicate)} {', '.join(map(_turtle, objects))}"
            for predicate, objects in about.items()
        ]
        out.write(f"\n{indent}{subject} " + f" ;\n{indent}    ".join(lines) + " .\n")


@functools.lru_cache(maxsize=4096)
def _name(iri: str) -> str:
    if iri == Outside.TYPE:
        return "a"
    for prefix, start in PREFIXES.items():
        local = iri.removeprefix(start)
        if local != iri and _LOCAL.fullmatch(local):
            return f"{prefix}:{local}"
    return f"<{iri}>"


def _turtle(term: Any) -> str:
    datatype = getattr(term, "datatype", None)
    if datatype is None:
        iri = getattr(term, "value", "")
        return _name(iri) if iri.startswith("http") and iri != Outside.TYPE else str(term)
    if datatype.value in _BARE and re.fullmatch(r"[+-]?[0-9]+|true|false", term.value):
        return str(term.value)
    quoted, typed, _ = str(term).rpartition("^^<")
    return f"{quoted}^^{_name(datatype.value)}" if typed and not term.language else str(term)


# JSON-LD


def write_json_ld(store: Store, out: TextIO) -> None:
    """Write JSON-LD with the context of `ontology/context.jsonld` inside; nothing is fetched."""
    context = json.loads(ontology_file("context.jsonld").read_text(encoding="utf-8"))["@context"]
    keys = _json_keys(context)
    out.write(f'{{"@context": {json.dumps(context, indent=1)},\n"@graph": [')
    for number, (name, subjects) in enumerate(_sections(store)):
        out.write(("," if number else "") + f'\n{{"@id": {json.dumps(name)}, "@graph": [\n')
        nodes = (_json_node(subject, about, keys) for subject, about in subjects)
        out.write(",\n".join(json.dumps(n, ensure_ascii=False) for n in nodes))
        out.write("\n]}")
    out.write("\n]}\n")


def _json_keys(context: dict[str, Any]) -> dict[str, tuple[str, str | None]]:
    """Give, for every property of the context, its key and the type its values get."""

    def whole(compact: str) -> str:
        prefix, colon, local = compact.partition(":")
        return context[prefix] + local if colon and prefix in context else compact

    return {
        whole(entry["@id"]): (key, whole(entry["@type"]) if "@type" in entry else None)
        for key, entry in context.items()
        if isinstance(entry, dict)
    }


def _json_node(
    subject: str, about: Node, keys: dict[str, tuple[str, str | None]]
) -> dict[str, Any]:
    result: dict[str, Any] = {"@id": subject.strip("<>")}
    for predicate, objects in about.items():
        if predicate == Outside.TYPE:
            key, values = "@type", [_compact(term.value) for term in objects]
        else:
            key, kind = keys.get(predicate, (predicate, None))
            values = [_json_value(term, kind) for term in objects]
        result[key] = values[0] if len(values) == 1 else values
    return result


def _compact(iri: str) -> str:
    name = _name(iri)
    return iri if name.startswith("<") or name == "a" else name


def _json_value(term: Any, kind: str | None) -> Any:
    datatype = getattr(term, "datatype", None)
    if datatype is None:
        name = _compact(term.value) if hasattr(term, "value") else str(term)
        return name if kind == "@id" else {"@id": name}
    text, typed = term.value, datatype.value
    if term.language:
        return {"@value": text, "@language": term.language}
    if typed == _XSD + "string" and kind is None:
        return text
    if typed != kind:
        return {"@value": text, "@type": typed}
    if typed == _XSD + "boolean" and text in ("true", "false"):
        return text == "true"
    return int(text) if typed == _XSD + "integer" and len(text) < 16 else text
