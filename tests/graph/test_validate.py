import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings

from eventgraph.graph.checks import check_article
from eventgraph.graph.ontology import ontology_file
from eventgraph.graph.shapes import WORDS, by_pyshacl, by_shifty, fastest, shape_violations
from eventgraph.graph.store import Graph
from eventgraph.graph.terms import term
from eventgraph.graph.triples import article_quads
from eventgraph.graph.validate import Report, validate
from eventgraph.graph.vocabulary import NS, PREFIXES, Outside
from eventgraph.model import (
    Argument,
    Article,
    Decision,
    Event,
    EventType,
    Mark,
    MarkKind,
    Mention,
    Merge,
    Participant,
    Place,
    Role,
    Verdict,
)

from .graph_samples import events_of, seed, small, stored_articles


def check(
    path: Path, article: Article, mentions: tuple[Mention, ...], events: list[Event]
) -> Report:
    with Graph.open(path / "g", create=True) as graph:
        graph.add(article, mentions)
        graph.put_events(events)
        return validate(graph)


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Graph]:
    """Give a finished graph that has something of every class in it."""
    stored = [small(n, 2) for n in (1, 2)]
    one, other = sorted(mentions[0].id for _, mentions in stored)
    first, second, _, fourth = events_of(*stored)
    reason = Merge(one=one, other=other, score=0.9, reason="type, actor")
    united = replace(first, mentions=(one, other), evidence=2, merges=(reason,))
    with Graph.open(tmp_path / "g", create=True) as graph:
        for article, (mention, another) in stored:
            raid = replace(mention, type=EventType.ASSAULT, mode="aerial")
            graph.add(article, (raid, another))
        graph.put_events([united, second, fourth])
        graph.decide(Decision(verdict=Verdict.MERGE, mentions=(one, other)))
        graph.finished()
        yield graph


def of_class(graph: Graph, kind: str) -> list[ox.NamedNode]:
    rdf_type = ox.NamedNode(str(Outside.TYPE))
    quads = graph.store.quads_for_pattern(None, rdf_type, ox.NamedNode(NS + kind), None)
    return sorted((quad.subject for quad in quads), key=str)


def spoil(graph: Graph, kind: str, name: str, *values: object) -> str:
    """Give a property of the first node that has it other values, or none, and name the node."""
    predicate = ox.NamedNode(name if ":" in name else NS + name)
    for subject in of_class(graph, kind):
        old = list(graph.store.quads_for_pattern(subject, predicate, None, None))
        for quad in old:
            graph.store.remove(quad)
        for value in values if old else ():
            graph.store.add(ox.Quad(subject, predicate, term(value), old[0].graph_name))
        if old:
            return subject.value
    raise AssertionError(f"no {kind} has {name}")


def untold(graph: Graph) -> str:
    """Take its mentions from the last event, and name it."""
    event = of_class(graph, "Event")[-1]
    for quad in list(graph.store.quads_for_pattern(None, ox.NamedNode(NS + "refersTo"), event)):
        graph.store.remove(quad)
    return event.value


def ours(name: str) -> ox.NamedNode:
    return ox.NamedNode(NS + name)


def of_type(datatype: str, text: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(PREFIXES["xsd"] + datatype))


FAULTS: dict[str, tuple[str, Callable[[Graph], str]]] = {
    "a mention without a type": (
        "eventType: a value is missing",
        lambda g: spoil(g, "Mention", "eventType"),
    ),
    "an offset beyond the text": (
        "trigger: 133 to 1000000 is outside the text",
        lambda g: spoil(g, "Mention", "end", 10**6),
    ),
    "a quote that is not in the text": (
        "quote: the text has other words at ",
        lambda g: spoil(g, "Mention", "quote", "Delegasi lain"),
    ),
    "a wrong hash": (
        "textHash: it is not that of the text",
        lambda g: spoil(g, "Article", "textHash", "0" * 64),
    ),
    "two statuses": (
        "status: there is a value too many",
        lambda g: spoil(g, "Mention", "status", ours("status-actual"), ours("status-planned")),
    ),
    "a confidence of 1.2": (
        "confidence: it is too large (found '1.2')",
        lambda g: spoil(g, "Mention", "confidence", 1.2),
    ),
    "an event without a mention": ("refersTo: no mention tells it", untold),
    "an event that ends before it begins": (
        "earliest: it comes after the end (found '2020-01-02')",
        lambda g: spoil(g, "Event", "latest", date(2019, 12, 31)),
    ),
    "a slot without text": ("text: a value is missing", lambda g: spoil(g, "Slot", "text")),
    "a bad country code": (
        "countryCode: it has the wrong form (found 'ID')",
        lambda g: spoil(g, "Slot", "countryCode", "ID"),
    ),
    "a mode of another type": (
        "mode: it is one of another type",
        lambda g: spoil(g, "Mention", "mode", ours("mode-PROTEST-riot")),
    ),
    "a merge with one mention": (
        "merges: a value is missing",
        lambda g: spoil(g, "Merge", "merges", of_class(g, "Mention")[0]),
    ),
    "a decision with an unknown verdict": (
        "verdict: it has the wrong form (found 'perhaps')",
        lambda g: spoil(g, "Decision", "verdict", "perhaps"),
    ),
    # Beyond the bar: what an engine might stumble over, and links that lead nowhere.
    "a decision on a text": (
        "decidesOn: it is no IRI (found 'a mention')",
        lambda g: spoil(g, "Decision", "decidesOn", "a mention"),
    ),
    "a day that no month has": (
        "earliest: it is of the wrong datatype (found '2020-02-31')",
        lambda g: spoil(g, "Event", "earliest", of_type("date", "2020-02-31")),
    ),
    "a latitude that is no number": (
        "latitude: it is of the wrong datatype (found 'NaN')",
        lambda g: spoil(g, "Place", "latitude", of_type("double", "NaN")),
    ),
    "an offset in words": (
        "begin: it is of the wrong datatype (found 'five')",
        lambda g: spoil(g, "Mention", "begin", of_type("integer", "five")),
    ),
    "a line break behind a country code": (
        "countryCode: it has the wrong form (found 'IDN\\n')",
        lambda g: spoil(g, "Actor", "countryCode", "IDN\n"),
    ),
    "an article without a hash": (
        "textHash: a value is missing",
        lambda g: spoil(g, "Article", "textHash"),
    ),
    "a merge with a mention of another event": (
        "merges: it tells another event",
        lambda g: spoil(g, "Merge", "merges", *of_class(g, "Mention")[:2]),
    ),
    "a similarity of 1.5": (
        "similarity: it is too large (found '1.5')",
        lambda g: spoil(g, "Merge", "similarity", 1.5),
    ),
    "an event that is not there": (
        "refersTo: there is no urn:eventgraph:event:none",
        lambda g: spoil(g, "Mention", "refersTo", ox.NamedNode("urn:eventgraph:event:none")),
    ),
    "an article that is not there": (
        "wasDerivedFrom: there is no urn:eventgraph:article:none",
        lambda g: spoil(
            g, "Event", Outside.DERIVED_FROM, ox.NamedNode("urn:eventgraph:article:none")
        ),
    ),
}


def test_a_graph_with_something_of_every_class_conforms(told: Graph) -> None:
    for kind in ("Article", "Mention", "Slot", "Event", "Actor", "Place", "Merge", "Decision"):
        assert of_class(told, kind)
    assert validate(told, by_pyshacl).violations == ()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_seeded_fault_is_found_and_its_node_named(told: Graph, fault: str) -> None:
    what, seed_it = FAULTS[fault]
    node = seed_it(told)
    found = [
        (violation.node, violation.what) for violation in validate(told, by_pyshacl).violations
    ]
    assert {n for n, said in found if said.startswith(what)} == {node}, found


@pytest.mark.parametrize("fault", FAULTS)
def test_both_engines_find_the_same(told: Graph, fault: str) -> None:
    pytest.importorskip("shifty", reason="pyshifty is not installed")
    FAULTS[fault][1](told)
    report = validate(told, by_shifty)
    assert report == validate(told, by_pyshacl)
    assert not report.conforms


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(stored_articles())
def test_both_engines_find_the_same_in_any_article(
    stored: tuple[Article, tuple[Mention, ...]],
) -> None:
    pytest.importorskip("shifty", reason="pyshifty is not installed")
    quads = article_quads(*stored)
    one, other = (sorted(shape_violations(quads, engine)) for engine in (by_pyshacl, by_shifty))
    assert one == other


def test_pyshacl_is_used_where_shifty_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "shifty", None)
    fastest.cache_clear()
    try:
        assert fastest() is by_pyshacl
    finally:
        fastest.cache_clear()


def test_shifty_is_used_where_it_is_installed() -> None:
    pytest.importorskip("shifty", reason="pyshifty is not installed")
    fastest.cache_clear()
    assert fastest() is by_shifty


def test_every_constraint_of_the_shapes_has_words_for_what_is_wrong() -> None:
    shacl = "http://www.w3.org/ns/shacl#"
    no_constraints = {"Path", "InversePath", "Property", "TargetClass", "TargetSubjectsOf"}
    said_by_the_shape = {"Equals", "Message"}
    text = ontology_file("shapes.ttl").read_bytes()
    names = {
        quad.predicate.value.removeprefix(shacl)
        for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)
        if quad.predicate.value.startswith(shacl)
    }
    used = {name[0].upper() + name[1:] for name in names}
    assert used - no_constraints - said_by_the_shape == set(WORDS)


def test_what_the_steps_make_conforms(tmp_path: Path) -> None:
    article, mentions, events = seed()
    stored = [(article, mentions), *(small(n) for n in range(3))]
    repeat = Mark(start=0, end=5, kind=MarkKind.REPEAT, of=0)
    with Graph.open(tmp_path / "g", create=True) as graph:
        for a, ms in stored:
            graph.add(replace(a, marks=(repeat,)), ms)
        graph.put_events([*events, *events_of(*stored[1:])])
        report = validate(graph)
    assert report.violations == ()
    assert report.conforms
    assert (report.articles, report.events) == (4, 11)


def test_an_empty_graph_conforms(tmp_path: Path) -> None:
    with Graph.open(tmp_path / "g", create=True) as graph:
        assert validate(graph).conforms


@pytest.mark.parametrize(
    ("what", "change"),
    [
        ("quote: the text has other", lambda m: replace(m, sentence=replace(m.sentence, text="x"))),
        ("quote", lambda m: replace(m, sentence=replace(m.sentence, end=10**6))),
        ("outside its sentence", lambda m: replace(m, trigger=replace(m.trigger, start=0, end=7))),
        ("trigger", lambda m: replace(m, trigger=replace(m.trigger, text="bertemu"))),
        ("confidence", lambda m: replace(m, confidence=1.5)),
        ("mode: ", lambda m: replace(m, mode="by pigeon")),
        ("mode: ", lambda m: replace(m, mode="aerial")),
        ("kind", lambda m: replace(m, actors=(replace(m.actors[0], kind="robot"),))),
        ("sector", lambda m: replace(m, actors=(replace(m.actors[0], sector="XYZ"),))),
        ("countryCode", lambda m: replace(m, actors=(replace(m.actors[0], country="Id"),))),
        ("wikidata", lambda m: replace(m, actors=(replace(m.actors[0], wikidata="7747"),))),
        ("offsets", lambda m: replace(m, actors=(replace(m.actors[0], end=None),))),
        ("without offsets", lambda m: replace(m, actors=(Argument(role=Role.ACTOR, text="x"),))),
        ("latitude", lambda m: replace(m, places=(replace(m.actors[0], latitude=91.0),))),
        ("earliest", lambda m: replace(m, date=replace(m.date, latest=date(1999, 1, 1)))),
        ("sameActAs", lambda m: replace(m, same_as="nobody#char=1,2")),
    ],
)  # fmt: skip
def test_a_wrong_mention_is_found(
    tmp_path: Path, what: str, change: Callable[[Mention], Mention]
) -> None:
    article, mentions = small(1, 2)
    wrong = (change(mentions[0]), mentions[1])
    report = check(tmp_path, article, wrong, events_of((article, wrong)))
    for violations in (report.violations, check_article(article, wrong)):
        found = "\n".join(map(str, violations))
        assert what in found
        assert "#char=" in found


@pytest.mark.parametrize(
    ("what", "change"),
    [
        ("sector", lambda e: replace(e, actors=(Participant(name="A", sector="QQ"),))),
        ("no urn:eventgraph:article:x", lambda e: replace(e, mentions=("x#char=1,2",))),
        ("no mention tells it", lambda e: replace(e, mentions=())),
        ("wasDerivedFrom", lambda e: replace(e, articles=())),
        ("evidenceCount", lambda e: replace(e, evidence=0)),
        ("longitude", lambda e: replace(e, places=(Place(name="P", longitude=999.0),))),
        ("label", lambda e: replace(e, actors=(Participant(name=""),))),
    ],
)
def test_a_wrong_event_is_found(
    tmp_path: Path, what: str, change: Callable[[Event], Event]
) -> None:
    article, mentions = small(1, 2)
    first, second = events_of((article, mentions))
    report = check(tmp_path, article, mentions, [change(first), second])
    assert not report.conforms
    assert what in "\n".join(map(str, report.violations))


def test_mentions_without_an_event_are_wrong_only_when_the_build_is_finished(
    tmp_path: Path,
) -> None:
    article, mentions = small(1, 2)
    with Graph.open(tmp_path / "g", create=True) as graph:
        graph.add(article, mentions)
        graph.put_events(events_of((article, mentions[:1])))
        assert validate(graph).conforms
        graph.finished()
        (violation,) = validate(graph).violations
    assert violation.what == "refersTo: the mention belongs to no event"
    assert mentions[1].trigger.start and f"#char={mentions[1].trigger.start}," in violation.node


def test_an_event_of_an_article_that_is_gone_is_wrong_only_when_the_build_is_finished(
    told: Graph,
) -> None:
    def found() -> set[str]:
        return {v.what.partition(":")[0] for v in validate(told).violations}

    told.remove([next(iter(told.articles()))])
    assert "wasDerivedFrom" not in found()
    told.finished()
    assert "wasDerivedFrom" in found()


def test_two_events_of_one_mention_are_found(tmp_path: Path) -> None:
    article, mentions = small(1, 1)
    (event,) = events_of((article, mentions))
    report = check(tmp_path, article, mentions, [event, replace(event, id="event-2")])
    assert "tells two events" in str(report.violations)


def test_wrong_marks_are_found_in_the_graph_and_before(tmp_path: Path) -> None:
    article, _ = small(1)
    marks = (
        Mark(start=0, end=10**6, kind=MarkKind.CAPTION),
        Mark(start=0, end=6, kind=MarkKind.REPEAT, of=7),
    )
    wrong = replace(article, marks=marks)
    expected = [
        "begin, end: the mark is outside the text",
        "firstTelling: the words there are others",
    ]
    assert [violation.what for violation in check(tmp_path, wrong, (), []).violations] == expected
    assert [violation.what for violation in check_article(wrong, ())] == expected


def test_an_article_as_the_steps_make_it_may_be_stored() -> None:
    for article, mentions in (seed()[:2], small(1), small(2, 0)):
        assert check_article(article, mentions) == ()


def test_mentions_that_cannot_be_stored_together_are_found_before() -> None:
    article, (mention, *_) = small(1)
    (twice,) = check_article(article, (mention, mention))
    (foreign,) = check_article(article, (replace(mention, article="another"),))
    assert "same trigger" in twice.what
    assert "another article" in foreign.what


@pytest.mark.slow
def test_many_articles_are_checked_in_batches(tmp_path: Path) -> None:
    stored = [small(n, 10) for n in range(40)]
    with Graph.open(tmp_path / "g", create=True) as graph:
        for article, mentions in stored:
            graph.add(article, mentions)
        graph.put_events(events_of(*stored))
        start = time.perf_counter()
        report = validate(graph)
        assert report.violations == ()
        assert time.perf_counter() - start < 60


def test_a_place_is_checked_together_with_the_country_it_lies_within(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["eventgraph.graph.validate"], "_BATCH", 1)
    article, mentions = small(1, 1)
    (event,) = events_of((article, mentions))
    town = Place(name="Fianga", country="TCD", latitude=9.9, longitude=15.1, precision="city")
    assert check(tmp_path, article, mentions, [replace(event, places=(town,))]).conforms
