"""
Every named question has one right answer on the graph of `questions_graph.py`.

The rows were written by hand in `questions_answers.txt`. They are asked for with English and
with Indonesian names, and of both engines.
"""

import io
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import Dataset, Literal

from eventgraph.errors import QueryError
from eventgraph.graph import validate
from eventgraph.graph.ontology import type_facts
from eventgraph.graph.query import Answer, Question, ask, named_question, query_text, questions
from eventgraph.graph.statements import write_n_quads
from eventgraph.graph.store import Graph
from eventgraph.graph.vocabulary import PREFIXES

from .questions_graph import event_id, stories

TWENTY = {
    "what-did", "between", "monthly-counts", "in-country", "balance", "evidence", "who-says",
    "widely-told", "disputed", "planned-then-done", "not-yet-done", "mediators", "accusations",
    "bilingual", "weak-evidence", "reversals", "network", "dyad-timeline", "first-told",
    "one-sided",
}  # fmt: skip
NOTHING = {
    "A": "Atlantis",
    "B": "Lemuria",
    "ACTOR": "Atlantis",
    "COUNTRY": "Atlantis",
    "EVENT": "Atlantis",
    "TYPE": "COERCE",
    "SINCE": "1945",
    "UNTIL": "1945",
    "DAYS": "0",
    "FIRST": "COERCE",
    "CONFIDENCE": "0",
    "PUBLISHERS": "99",
}
"""Values of which the graph tells nothing."""


@dataclass(frozen=True)
class Block:
    """One thing to ask, in several ways, and what is right."""

    ways: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def _blocks() -> list[Block]:
    text = (Path(__file__).parent / "questions_answers.txt").read_text(encoding="utf-8")
    found = []
    for part in text.split("\n\n"):
        lines = [line for line in part.splitlines() if line[:1] != "#"]
        ways = tuple(line for line in lines if line[:1] != " ")
        table = [tuple(c.strip() for c in x.split("|")) for x in lines if x[:1] == " "]
        if ways:
            found.append(Block(ways, table[0], tuple(table[1:])))
    return found


BLOCKS = _blocks()
ASKED = [pytest.param(way, block, id=way) for block in BLOCKS for way in block.ways]
FIRST_WAYS = [block.ways[0] for block in BLOCKS]


def _read(way: str) -> tuple[str, dict[str, str]]:
    name, *pairs = shlex.split(way)
    return name, dict(pair.split("=", 1) for pair in pairs)


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    event = re.fullmatch("event-([0-9a-f]{16})", text)
    return str(int(event[1], 16)) if event else text


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    stored, events = stories()
    with Graph.open(tmp_path_factory.mktemp("questions") / "graph", create=True) as graph:
        for article, mentions in stored:
            graph.add(article, mentions)
        graph.put_events(events)
        yield graph


@pytest.fixture(scope="module")
def dataset(graph: Graph) -> Dataset:
    """Give the same graph in rdflib's own memory, for its own engine."""
    out = io.StringIO()
    write_n_quads(graph.store, out)
    return Dataset(default_union=True).parse(data=out.getvalue(), format="nquads")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    with Graph.open(tmp_path_factory.mktemp("questions") / "empty", create=True) as graph:
        yield graph


def _of_rdflib(dataset: Dataset, name: str, given: dict[str, str]) -> Answer:
    found = dataset.query(query_text(name, given), initNs=PREFIXES)
    rows = [tuple(_plain(cell) for cell in row) for row in found]  # type: ignore[union-attr]
    return Answer(columns=tuple(map(str, found.vars or ())), rows=tuple(rows))


def _plain(term: object) -> str | int | float | date | None:
    if term is None:
        return None
    value = term.toPython() if isinstance(term, Literal) else str(term)
    return float(value) if isinstance(value, Decimal) else value


def _told(way: str, block: Block, answer: Answer) -> tuple[tuple[str, ...], ...]:
    assert set(block.columns) <= set(answer.columns), way
    places = [answer.columns.index(column) for column in block.columns]
    return tuple(tuple(_cell(row[k]) for k in places) for row in answer.rows)


def test_the_graph_is_one_that_the_shapes_allow(graph: Graph) -> None:
    report = validate(graph)
    assert (report.events, report.violations) == (62, ())


def test_every_question_is_asked() -> None:
    asked = {_read(way)[0] for block in BLOCKS for way in block.ways}
    assert asked == {question.name for question in questions()}
    assert asked >= TWENTY


@pytest.mark.parametrize(("way", "block"), ASKED)
def test_the_answer_is_right(graph: Graph, way: str, block: Block) -> None:
    assert _told(way, block, ask(graph, *_read(way))) == block.rows


@pytest.mark.parametrize("way", FIRST_WAYS)
def test_rdflib_gives_the_same_answer(graph: Graph, dataset: Dataset, way: str) -> None:
    answer, other = ask(graph, *_read(way)), _of_rdflib(dataset, *_read(way))
    assert (other.columns, other.rows) == (answer.columns, answer.rows)


@pytest.mark.parametrize("way", FIRST_WAYS)
def test_the_sentence_of_a_row_tells_its_event(graph: Graph, way: str) -> None:
    stored, events = stories()
    tells = {m.id: m.sentence.text for _, mentions in stored for m in mentions}
    of_event = {event.id: {tells[m] for m in event.mentions} for event in events}
    answer = ask(graph, *_read(way))
    if {"eventId", "quote"} <= set(answer.columns):
        for row in answer.rows:
            cells = dict(zip(answer.columns, row, strict=True))
            assert cells["quote"] in of_event[str(cells["eventId"])]


@pytest.mark.parametrize(
    "question",
    [q for q in questions() if {p.name for p in q.parameters} - {"DAYS", "TYPE"}],
    ids=lambda q: q.name,
)
def test_of_what_nobody_tells_there_is_no_row(
    graph: Graph, dataset: Dataset, question: Question
) -> None:
    given = {p.name: NOTHING[p.name] for p in question.parameters if p.name in NOTHING}
    assert ask(graph, question.name, given).rows == ()
    assert _of_rdflib(dataset, question.name, given).rows == ()


@pytest.mark.parametrize("question", questions(), ids=lambda q: q.name)
def test_an_empty_graph_has_no_row(empty: Graph, question: Question) -> None:
    given = {p.name: NOTHING[p.name] for p in question.parameters if p.default is None}
    assert ask(empty, question.name, given).rows == ()
    assert _of_rdflib(Dataset(default_union=True), question.name, given).rows == ()


@pytest.mark.parametrize("question", questions(), ids=lambda q: q.name)
def test_a_parameter_that_is_missing_is_named(graph: Graph, question: Question) -> None:
    needed = [p.name for p in question.parameters if p.default is None]
    for name in needed:
        given = {other: NOTHING[other] for other in needed if other != name}
        with pytest.raises(QueryError, match=f"{question.name}: the parameter {name.lower()} is"):
            ask(graph, question.name, given)
    if not needed:
        assert ask(graph, question.name).columns


def test_values_that_do_not_fit_are_named(graph: Graph) -> None:
    for way, wrong in [
        ("network since=2016 until=never", "until: there is no day 'never'"),
        ("reversals first=PEACE", "first: there is no event type 'PEACE'"),
        ("planned-then-done days=soon", "days: there is no whole number 'soon'"),
        ("weak-evidence confidence=2", "confidence: there is no confidence '2'"),
    ]:
        with pytest.raises(QueryError, match=wrong):
            ask(graph, *_read(way))


def test_a_plan_is_either_done_or_not_yet(graph: Graph) -> None:
    planned = {row[-1] for row in ask(graph, "planned").rows}
    for days in ("0", "30", "9999"):
        done = {row[-2] for row in ask(graph, "planned-then-done", {"days": days}).rows}
        waiting = {row[-1] for row in ask(graph, "not-yet-done", {"days": days}).rows}
        assert waiting == planned - done
    assert event_id(48) not in waiting


def test_classes_of_types_are_those_of_the_ontology() -> None:
    facts = {kind.value: fact.quad for kind, fact in type_facts().items()}
    for name in ("balance", "network", "dyad-timeline"):
        question = named_question(name)
        assert question
        stated = re.findall(r"\(eg:([A-Z]+) ([1-4])\)", question.sparql)
        assert {kind: int(quad) for kind, quad in stated} == facts


def test_rows_of_events_begin_and_end_alike() -> None:
    first, last = ("?date", "?eventId")
    rows_of_events = [q for q in questions() if "?places" in q.sparql]
    assert len(rows_of_events) > 10
    for question in rows_of_events:
        [columns] = re.findall(r"^SELECT (.*)$", question.sparql, re.MULTILINE)
        names = columns.split()
        assert (names[0], names[-1]) == (first, last)
        habit = [n for n in names if n in ("?type", "?status", "?actors", "?targets", "?places")]
        assert habit == ["?type", "?status", "?actors", "?targets", "?places"]
