"""
Write the ontology as a document for people, in English or Indonesian, as Markdown.

Everything in it is read from `ontology/events.ttl`; `docs/ontology.md` is what it gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from eventgraph.graph.ontology import ontology_file
from eventgraph.graph.vocabulary import NS, PREFIXES, Outside, Property

__all__ = ["ontology_page"]

_RDFS, _SKOS, _OWL = PREFIXES["rdfs"], PREFIXES["skos"], PREFIXES["owl"]
_STATUS = "http://www.w3.org/2003/06/sw-vocab-status/ns#term_status"
_CODES = (Property.QUAD_CLASS, Property.SCORE, Property.CAMEO)
_OTHERS = {
    **PREFIXES,
    "dcterms": "http://purl.org/dc/terms/",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
}
_WORDS = {
    "en": {
        "classes": "Classes", "properties": "Properties", "name": "name", "label": "label",
        "meaning": "meaning", "kind": "is a kind of", "of": "of", "gives": "gives",
        "status": "status", "code": "code", "scheme": "Scheme",
        "more": "quad class, score, CAMEO",
    },
    "id": {
        "classes": "Kelas", "properties": "Properti", "name": "nama", "label": "label",
        "meaning": "arti", "kind": "jenis dari", "of": "milik", "gives": "memberi",
        "status": "status", "code": "kode", "scheme": "Skema",
        "more": "kelas kuadran, skor, CAMEO",
    },
}  # fmt: skip

_About = dict[str, list[object]]


class _Ontology:
    """All that is stated about each name, in the order of the file."""

    def __init__(self, language: str) -> None:
        import pyoxigraph as ox

        self.language = language
        self.words = _WORDS[language]
        self.about: dict[str, _About] = {}
        text = ontology_file("events.ttl").read_text(encoding="utf-8")
        for triple in ox.parse(text, format=ox.RdfFormat.TURTLE):
            key = str(getattr(triple.subject, "value", ""))
            about = self.about.setdefault(key, {})
            about.setdefault(triple.predicate.value, []).append(triple.object)

    def of_class(self, *classes: str) -> list[str]:
        return [
            name
            for name, about in self.about.items()
            if any(_value(o) in classes for o in about.get(Outside.TYPE, ()))
        ]

    def text(self, name: str, predicate: str) -> str:
        """Give a text in the language of the page."""
        for term in self.about.get(name, {}).get(predicate, ()):
            if getattr(term, "language", None) == self.language:
                return _value(term)
        return ""

    def plain(self, name: str, predicate: str) -> list[str]:
        """Give the values of a property as they are written, members of a union one by one."""
        found: list[str] = []
        for term in self.about.get(name, {}).get(predicate, ()):
            found += self._union(_value(term)) or [_short(_value(term))]
        return found

    def _union(self, name: str) -> list[str]:
        rdf = PREFIXES["rdf"]
        found = []
        at = self._one(name, f"{_OWL}unionOf")
        while at and at != f"{rdf}nil":
            found.append(_short(self._one(at, f"{rdf}first") or ""))
            at = self._one(at, f"{rdf}rest")
        return found

    def _one(self, name: str, predicate: str) -> str | None:
        terms = self.about.get(name, {}).get(predicate, ())
        return _value(terms[0]) if terms else None


def _value(term: object) -> str:
    return str(getattr(term, "value", ""))


def _short(iri: str) -> str:
    for prefix, long in _OTHERS.items():
        if iri.startswith(long):
            return f"{prefix}:{iri.removeprefix(long)}"
    return iri


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = ["| " + " | ".join(header) + " |", "|" + " --- |" * len(header)]
    return lines + ["| " + " | ".join(c.replace("|", "\\|") for c in row) + " |" for row in rows]


def ontology_page(language: str = "en") -> str:
    """Give the ontology as Markdown, in English (`en`) or Indonesian (`id`)."""
    told = _Ontology(language)
    words, name = told.words, NS.removesuffix("#")
    lines = [f"# {told.text(name, f'{_RDFS}label')}", "", told.text(name, f"{_RDFS}comment"), ""]
    lines += [f"`{NS}`, {' '.join(told.plain(name, f'{_OWL}versionInfo'))}", ""]
    lines += [f"## {words['classes']}", ""]
    lines += _table(
        [words[k] for k in ("name", "label", "meaning", "kind", "status")],
        (
            [
                f"`{_short(one)}`",
                told.text(one, f"{_RDFS}label"),
                told.text(one, f"{_RDFS}comment"),
                ", ".join(f"`{x}`" for x in told.plain(one, f"{_RDFS}subClassOf")),
                _status(told, one),
            ]
            for one in told.of_class(f"{_OWL}Class")
            if one.startswith(NS)
        ),
    )
    lines += ["", f"## {words['properties']}", ""]
    lines += _table(
        [words[k] for k in ("name", "label", "meaning", "of", "gives", "kind", "status")],
        (
            [
                f"`{_short(one)}`",
                told.text(one, f"{_RDFS}label"),
                told.text(one, f"{_RDFS}comment"),
                ", ".join(f"`{x}`" for x in told.plain(one, f"{_RDFS}domain")),
                ", ".join(f"`{x}`" for x in told.plain(one, f"{_RDFS}range")),
                ", ".join(f"`{x}`" for x in told.plain(one, f"{_RDFS}subPropertyOf")),
                _status(told, one),
            ]
            for one in told.of_class(f"{_OWL}ObjectProperty", f"{_OWL}DatatypeProperty")
        ),
    )
    for scheme in told.of_class(f"{_SKOS}ConceptScheme"):
        lines += ["", *_scheme(told, scheme)]
    return "\n".join(lines) + "\n"


def _status(told: _Ontology, name: str) -> str:
    return " ".join([*told.plain(name, _STATUS), *told.plain(name, f"{_OWL}versionInfo")])


def _scheme(told: _Ontology, scheme: str) -> list[str]:
    """Write a scheme: event types, modes, sectors, statuses."""
    words = told.words
    title = told.text(scheme, f"{_SKOS}prefLabel") or told.text(scheme, f"{_RDFS}label")
    rows = [
        [
            f"`{_short(one)}`",
            told.text(one, f"{_SKOS}prefLabel"),
            told.text(one, f"{_SKOS}definition"),
            " ".join(told.plain(one, f"{_SKOS}notation")),
            ", ".join(x for p in _CODES for x in told.plain(one, p)),
        ]
        for one, about in told.about.items()
        if scheme in map(_value, about.get(f"{_SKOS}inScheme", ()))
    ]
    header = [words[k] for k in ("name", "label", "meaning", "code", "more")]
    if not any(row[-1] for row in rows):
        header, rows = header[:-1], [row[:-1] for row in rows]
    return [f"## {words['scheme']}: {title}", "", *_table(header, rows)]
