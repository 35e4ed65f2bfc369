from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from rdflib.plugins.sparql import prepareQuery

from eventgraph.errors import QueryError
from eventgraph.graph.ontology import ontology_file
from eventgraph.graph.query import Answer, ask, named_question, questions
from eventgraph.graph.store import Graph
from eventgraph.model import Event, EventType, Mention, Participant, Place, Status

from .graph_samples import NASTY, event_of, seed, small

NAMES = {
    "accusations",
    "balance",
    "between",
    "bilingual",
    "by-type",
    "disputed",
    "dyad-timeline",
    "evidence",
    "first-told",
    "in-country",
    "mediators",
    "monthly-counts",
    "network",
    "not-yet-done",
    "one-sided",
    "planned",
    "planned-then-done",
    "reversals",
    "timeline",
    "weak-evidence",
    "what-did",
    "who-says",
    "widely-told",
}


def _worldly(tellings: tuple[Mention, ...]) -> Iterator[Event]:
    """Give events of well-known actors, who are in the graph under their English names."""
    sides = [("Egypt", "Russia"), ("United States", "United Nations"), ("Joko Widodo", "Egypt")]
    for number, (actor, target) in enumerate(sides):
        yield replace(
            event_of(tellings[number], 40 + number),
            label=f"World {number}",
            actors=(Participant(name=actor),),
            targets=(Participant(name=target, country="RUS" if target == "Russia" else None),),
            places=(),
        )


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    article, mentions, events = seed()
    other, tellings = small(4, 4)
    made = [replace(event_of(m, 10 + n), label=f"Act {n}") for n, m in enumerate(tellings)]
    made[0] = replace(made[0], type=EventType.ACCUSE, disputed=True)
    made[1] = replace(
        made[1],
        status=Status.PLANNED,
        targets=(Participant(name=NASTY, country="TUR"),),
        places=(Place(name="Québec Town", country="CAN"),),
    )
    with Graph.open(tmp_path_factory.mktemp("g") / "graph", create=True) as graph:
        graph.add(article, mentions)
        graph.add(other, tellings)
        graph.put_events([*events, *made, *_worldly(tellings[:3])])
        yield graph


def rows(answer: Answer) -> list[dict[str, object]]:
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def test_what_did_putin_propose_to_whom_and_when(graph: Graph) -> None:
    found = rows(ask(graph, "what-did", {"actor": "Putin"}))
    (proposed,) = (row for row in found if row["type"] == "REQUEST")
    assert proposed["targets"] == "Recep Tayyip Erdoğan"
    assert proposed["date"] == "2016-12-15"
    assert proposed["status"] == "actual"
    assert "mengusulkan perundingan perdamaian" in str(proposed["quote"])


@pytest.mark.parametrize("who", ["putin", "VLADIMIR putin", "rus", "Vladimir"])
def test_actors_are_found_in_any_case_and_by_country(graph: Graph, who: str) -> None:
    assert len(ask(graph, "what-did", {"ACTOR": who}).rows) == 1


@pytest.mark.parametrize("who", ["Puti", "in", '") } #', "\\", "' || true", "ussi", "%", ".*"])
def test_parts_of_words_and_tricks_find_nothing(graph: Graph, who: str) -> None:
    assert ask(graph, "what-did", {"ACTOR": who}).rows == ()


def test_accents_need_not_be_typed(graph: Graph) -> None:
    for name in ("erdogan", "Erdoğan"):
        assert len(ask(graph, "timeline", {"ACTOR": name}).rows) == 1
    assert len(ask(graph, "in-country", {"COUNTRY": "quebec"}).rows) == 1


def test_between_works_either_way(graph: Graph) -> None:
    forth = ask(graph, "between", {"A": "RUS", "B": "Recep Tayyip Erdogan"})
    assert len(forth.rows) == 1
    assert ask(graph, "between", {"a": "Erdogan", "b": "Putin"}).rows == forth.rows
    assert ask(graph, "between", {"A": "RUS", "B": "RUS"}).rows == ()


def test_timeline_is_in_the_order_of_time(graph: Graph) -> None:
    found = rows(ask(graph, "timeline", {"ACTOR": "IDN"}))
    assert len(found) == 4
    assert [row["date"] for row in found] == sorted(str(row["date"]) for row in found)


def test_by_type_in_country_planned_disputed(graph: Graph) -> None:
    assert {r["type"] for r in rows(ask(graph, "by-type", {"TYPE": "request"}))} == {"REQUEST"}
    assert {r["places"] for r in rows(ask(graph, "in-country", {"COUNTRY": "IDN"}))} == {"Town 3"}
    assert {r["status"] for r in rows(ask(graph, "planned"))} == {"planned"}
    assert [r["type"] for r in rows(ask(graph, "disputed"))] == ["ACCUSE"]


def test_evidence_gives_the_sentences_and_their_places(graph: Graph) -> None:
    article, (proposed, _), (event, _) = seed()
    (row,) = rows(ask(graph, "evidence", {"EVENT": event.id}))
    assert row["trigger"] == article.text[int(str(row["begin"])) : int(str(row["end"]))]
    assert row["quote"] == proposed.sentence.text
    assert row["published"] == date(2016, 12, 16)


def test_who_says_names_the_speaker_or_nobody(graph: Graph) -> None:
    _, _, (told, talks) = seed()
    assert [r["says"] for r in rows(ask(graph, "who-says", {"EVENT": talks.id}))] == [
        "Vladimir Putin"
    ]
    assert [r["says"] for r in rows(ask(graph, "who-says", {"EVENT": told.id}))] == [None]


def test_accusations_are_counted(graph: Graph) -> None:
    (row,) = ask(graph, "accusations").rows
    assert row == ("Delegation 28", "Minister 4", 1, date(2020, 1, 5), date(2020, 1, 5))


# Values in any language and form


@pytest.mark.parametrize("form", ["Rusia", "rusia", "Russia", "Moskow", "RUS", "rus"])
def test_a_country_is_found_under_any_of_its_names(graph: Graph, form: str) -> None:
    found = ask(graph, "timeline", {"ACTOR": form})
    assert [row["targets"] for row in rows(found)].count("Russia") == 1


@pytest.mark.parametrize("form", ["AS", "as", "Amerika Serikat", "US", "United States"])
def test_sides_are_understood_too(graph: Graph, form: str) -> None:
    forth = ask(graph, "between", {"A": form, "B": "PBB"})
    assert len(forth.rows) == 1
    assert ask(graph, "between", {"A": "United Nations", "B": form}).rows == forth.rows


@pytest.mark.parametrize("form", ["Jokowi", "jokowi", "Joko Widodo", "Presiden Joko Widodo"])
def test_leaders_are_found_by_their_short_names(graph: Graph, form: str) -> None:
    assert len(ask(graph, "what-did", {"ACTOR": form}).rows) == (form[:8] != "Presiden")


@pytest.mark.parametrize(
    "form", ["Indonesia", "indonesia", "IDN", "idn", "ID", "Republik Indonesia"]
)
def test_a_country_is_the_same_by_name_and_code(graph: Graph, form: str) -> None:
    assert {r["places"] for r in rows(ask(graph, "in-country", {"COUNTRY": form}))} == {"Town 3"}


def test_a_country_of_places_has_indonesian_names(graph: Graph) -> None:
    found = ask(graph, "in-country", {"COUNTRY": "Kanada"})
    assert len(found.rows) == 1
    assert found.rows == ask(graph, "in-country", {"COUNTRY": "CAN"}).rows


def test_an_unknown_type_lists_the_types(graph: Graph) -> None:
    with pytest.raises(QueryError, match=r"no event type 'WAR'; give one of AGREE, .*, ASSAULT"):
        ask(graph, "by-type", {"TYPE": "WAR"})


def test_usage_names_the_parameters_as_they_are_typed() -> None:
    between, reversals = named_question("between"), named_question("reversals")
    assert between and between.usage == "between a=RUS b=TUR"
    assert reversals
    assert reversals.usage == "reversals [first=AGREE] [then=ASSAULT] [days=30]"


# What is asked wrongly


def test_all_questions_are_there_in_both_languages_and_are_sparql() -> None:
    assert {question.name for question in questions()} == NAMES
    for question in questions():
        assert question.english and question.indonesian != question.english
        for parameter in question.parameters:
            assert f"${parameter.name}" in question.sparql
        prepareQuery(question.sparql)
        assert ontology_file(f"questions/{question.name}.rq").is_file()
    assert named_question("What-Did") == named_question("what-did")


def test_a_missing_or_unknown_parameter_is_named(graph: Graph) -> None:
    with pytest.raises(QueryError, match=r"parameter b is missing; it takes a=\.\.\. and b=\.\.\."):
        ask(graph, "between", {"A": "x"})
    with pytest.raises(QueryError, match="parameter actor is missing"):
        ask(graph, "what-did", {"ACTOR": " "})
    with pytest.raises(QueryError, match="no parameter who; it takes actor="):
        ask(graph, "what-did", {"ACTOR": "x", "who": "y"})
    with pytest.raises(QueryError, match=r"no parameter day; it takes \[first=\.{3}\] and \[then="):
        ask(graph, "reversals", {"day": "3"})
    with pytest.raises(QueryError, match="no parameter x; it takes no parameter"):
        ask(graph, "ASK {}", {"x": "1"})
    with pytest.raises(QueryError, match="half a character"):
        ask(graph, "what-did", {"ACTOR": "\udc80"})


def test_an_unknown_question_lists_what_there_is(graph: Graph) -> None:
    for name in ("what-does", "", " "):
        with pytest.raises(QueryError, match="what-did"):
            ask(graph, name)


def test_a_syntax_error_says_line_and_column(graph: Graph) -> None:
    with pytest.raises(QueryError, match="line 2, column 9: the query is not valid SPARQL near"):
        ask(graph, "SELECT * {\n ?s ?p }")
    with pytest.raises(QueryError, match=r"unknown prefix near .*foo:x.*known are eg"):
        ask(graph, "SELECT * { ?s foo:x ?o }")
    with pytest.raises(QueryError, match="SERVICE is not allowed"):
        ask(graph, "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }")


class _Failing:
    def __init__(self, error: Exception) -> None:
        self.error = error

    @property
    def store(self) -> "_Failing":
        return self

    def query(self, *_: object, **__: object) -> object:
        raise self.error


@pytest.mark.parametrize("error", [OSError("port 9 is closed"), RuntimeError("port 9 is closed")])
def test_what_the_engine_says_while_it_answers_is_a_fault_of_the_query(error: Exception) -> None:
    with pytest.raises(QueryError, match=r"cannot be answered \(port 9 is closed\)"):
        ask(_Failing(error), "ASK {}")  # type: ignore[arg-type]


def test_sparql_gives_values_truth_or_triples(graph: Graph) -> None:
    answer = ask(
        graph,
        'SELECT (1 AS ?i) (1.5 AS ?d) (true AS ?b) ("a"@en AS ?s) (eg:AID AS ?n) ?none {}',
    )
    assert answer.rows == ((1, 1.5, True, "a", "https://w3id.org/eventgraph/ns#AID", None),)
    assert ask(graph, "ASK { ?e eg:disputed true }").truth is True
    triples = ask(graph, "CONSTRUCT { ?e a eg:Event } WHERE { ?e a eg:Event }").triples
    assert triples and len(triples) == 9


def test_named_graphs_can_be_asked_for(graph: Graph) -> None:
    found = ask(graph, "SELECT DISTINCT ?g { GRAPH ?g { ?m a eg:Mention } }")
    assert len(found.rows) == 2


def test_a_question_with_a_broken_header_is_named(tmp_path: Path) -> None:
    from eventgraph.graph.query import _read_question

    with pytest.raises(QueryError, match=r"x\.rq: the header"):
        _read_question("# question: x\n# en: y\nASK {}", "x.rq")
