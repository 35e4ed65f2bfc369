"""
Ask a graph: SPARQL text, or one of the named questions in `ontology/questions/`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from eventgraph.errors import QueryError
from eventgraph.graph import guard
from eventgraph.graph.ontology import ontology_file
from eventgraph.graph.terms import node, term
from eventgraph.graph.values import Understood, understand
from eventgraph.graph.vocabulary import PREFIXES, type_iri
from eventgraph.model import EventType

if TYPE_CHECKING:
    import pyoxigraph as ox

    from eventgraph.graph.store import Graph

__all__ = ["Answer", "Parameter", "Question", "ask", "named_question", "query_text", "questions"]

Value = str | int | float | bool | date | None
"""A cell of an answer; an IRI is a text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What a named question has to be told, or may be told."""

    name: str
    english: str
    indonesian: str
    example: str
    default: str | None = None
    """What holds when it is not given; `None` when it has to be given."""

    @property
    def usage(self) -> str:
        """Give it as it is typed: `actor=Putin`, or `[days=30]` when it may be left out."""
        typed = f"{self.name.lower()}={self.example}"
        return typed if self.default is None else f"[{typed}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A named question: `ontology/questions/NAME.rq` and its header."""

    name: str
    english: str
    indonesian: str
    parameters: tuple[Parameter, ...]
    sparql: str

    @property
    def usage(self) -> str:
        """Give the question as it is asked, with an example: `what-did actor=Putin`."""
        return " ".join([self.name, *(p.usage for p in self.parameters)])

    def description(self, language: str = "en") -> str:
        """Say what it answers, in English (`en`) or Indonesian (`id`)."""
        return self.indonesian if language == "id" else self.english


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """
    What a query gives: rows, a yes or no, or triples.

    `terms` holds the rows as RDF terms, for formats that keep types; `triples` is set for
    `CONSTRUCT` and `DESCRIBE` only.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Value, ...], ...] = ()
    terms: tuple[tuple[Any, ...], ...] = ()
    truth: bool | None = None
    triples: tuple[Any, ...] | None = None


_HEADER = re.compile(r"# (question|en|id|parameter): (.+)")


def _read_question(text: str, where: str) -> Question:
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        match = _HEADER.fullmatch(line)
        if match:
            found.setdefault(match[1], []).append(match[2].strip())
    parameters = [[part.strip() for part in p.split("|")] for p in found.get("parameter", [])]
    if not {"question", "en", "id"} <= set(found) or any(len(p) not in (4, 5) for p in parameters):
        raise QueryError(
            "the header of the question is not complete",
            where=where,
            cure="write # question:, # en:, # id: and "
            "# parameter: NAME | en | id | example | default, if there is one",
        )
    return Question(
        name=found["question"][0],
        english=found["en"][0],
        indonesian=found["id"][0],
        parameters=tuple(
            Parameter(
                name=name,
                english=english,
                indonesian=indonesian,
                example=example,
                default=default[0] if default else None,
            )
            for name, english, indonesian, example, *default in parameters
        ),
        sparql=text,
    )


@functools.cache
def questions() -> tuple[Question, ...]:
    """Give all named questions, sorted by name."""
    folder = ontology_file("questions")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".rq")), key=lambda f: f.name)
    return tuple(_read_question(f.read_text(encoding="utf-8"), f.name) for f in files)


def named_question(name: str) -> Question | None:
    """Find a named question, or `None`."""
    return next((q for q in questions() if q.name == name.strip().lower()), None)


def ask(graph: Graph, question: str, parameters: Mapping[str, str] | None = None) -> Answer:
    """
    Answer SPARQL text, or a named question with its parameters, over all named graphs.

    The names of parameters may be in any case; their values only ever enter a query as
    escaped terms. Actors, countries and types are understood in English and Indonesian
    (`AS`, `Rusia`, `PBB`, `Jokowi`). Raises `QueryError` for an unknown question, a missing
    or unknown parameter, a value that does not fit it, a syntax error (with line and column),
    and for whatever would fetch or change something.
    """
    return _run(graph, query_text(question, parameters))


def query_text(question: str, parameters: Mapping[str, str] | None = None) -> str:
    """
    Give the SPARQL that `ask` runs, as text for any other engine; raise what `ask` raises.

    Its prefixes are those it declares itself, and all of `vocabulary.PREFIXES`.
    """
    named = named_question(question)
    if named is None and re.fullmatch(r"\s*[\w-]*\s*", question):
        raise QueryError(
            f"there is no question {question.strip()!r}",
            cure=f"ask {', '.join(q.name for q in questions())}, or SPARQL",
        )
    sparql = question if named is None else named.sparql
    declared = () if named is None else named.parameters
    given = _fit(declared, parameters or {}, "this query" if named is None else named.name)
    text = _fill(sparql, given)
    guard.check(text)
    return text


def _fit(
    declared: tuple[Parameter, ...], given: Mapping[str, str], where: str
) -> dict[str, Understood]:
    """Check the names of parameters; understand the values of a named question."""
    values = {name.upper(): value.strip() for name, value in given.items()}
    typed = (f"{p.name.lower()}=..." for p in declared)
    listed = (t if p.default is None else f"[{t}]" for t, p in zip(typed, declared, strict=True))
    takes = f"it takes {' and '.join(listed) or 'no parameter'}"
    for name in values:
        if name not in {parameter.name for parameter in declared}:
            raise QueryError(f"there is no parameter {name.lower()}", where=where, cure=takes)
    understood = {}
    for parameter in declared:
        value = values.get(parameter.name) or parameter.default
        if not value:
            raise QueryError(
                f"the parameter {parameter.name.lower()} is missing", where=where, cure=takes
            )
        understood[parameter.name] = understand(parameter.name, value)
    return understood


def _fill(sparql: str, given: Mapping[str, Understood]) -> str:
    """Put the values in the place of `$NAME`, as escaped terms."""
    try:
        terms = {name: str(_term(value)) for name, value in given.items()}
    except ValueError as error:
        raise QueryError(
            "a parameter holds half a character (a lone surrogate)", cure="type it again"
        ) from error
    return re.sub(r"\$([A-Z]+)\b", lambda m: terms.get(m[1], m[0]), sparql)


def _term(value: Understood) -> ox.Literal | ox.NamedNode:
    return node(type_iri(value)) if isinstance(value, EventType) else term(value)


def _run(graph: Graph, text: str) -> Answer:
    import pyoxigraph as ox

    store = graph.store
    try:
        found = store.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)
        if isinstance(found, ox.QueryBoolean):
            return Answer(truth=bool(found))
        if isinstance(found, ox.QueryTriples):
            return Answer(triples=tuple(sorted(found, key=str)))
        columns = tuple(variable.value for variable in found.variables)
        terms = tuple(tuple(row[column] for column in columns) for row in found)
    except (SyntaxError, ValueError) as error:
        raise _syntax_error(str(error), text) from error
    except (OSError, RuntimeError) as error:
        # The graph is open and was read, so it is the query that the engine cannot answer.
        raise QueryError(
            f"the query cannot be answered ({error})",
            cure="ask in another way; if a query of all statements fails too, validate the graph",
        ) from error
    rows = tuple(tuple(_value(cell) for cell in row) for row in terms)
    return Answer(columns=columns, rows=rows, terms=terms)


def _syntax_error(message: str, text: str) -> QueryError:
    match = re.match(r"error at (\d+):(\d+): (.*)", message, re.DOTALL)
    if match is None:
        return QueryError(f"the query is not valid ({message})", cure="correct the SPARQL")
    line, column, expected = match.groups()
    lines = text.splitlines() or [""]
    at = int(column) - 1
    near = lines[min(int(line), len(lines)) - 1][max(0, at - 20) : at + 10].strip()
    if "Prefix not found" in expected:
        what = f"there is an unknown prefix near {near!r}"
        cure = f"declare it with PREFIX; known are {', '.join(sorted(PREFIXES))}"
    else:
        what, cure = f"the query is not valid SPARQL near {near!r}", "correct it there"
    return QueryError(what, where=f"line {line}, column {column}", cure=cure)


_NUMBERS = {
    "integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger",
    "unsignedInt", "unsignedLong",
}  # fmt: skip


def _value(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> Value:
    import pyoxigraph as ox

    if term is None:
        return None
    if not isinstance(term, ox.Literal):
        return str(term) if isinstance(term, ox.Triple) else term.value
    datatype = term.datatype.value.removeprefix(PREFIXES["xsd"])
    try:
        if datatype in _NUMBERS:
            return int(term.value)
        if datatype in ("double", "float", "decimal"):
            return float(term.value)
        if datatype == "boolean":
            return term.value in ("true", "1")
        if datatype == "date":
            return date.fromisoformat(term.value)
    except ValueError:
        return term.value
    return term.value
