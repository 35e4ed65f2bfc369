import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from eventgraph.graph.store import Graph
from eventgraph.graph.validate import Report, validate
from eventgraph.graph.vocabulary import NS, article_graph
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

from .graph_samples import events_of, seed, small


def check(
    path: Path, article: Article, mentions: tuple[Mention, ...], events: list[Event]
) -> Report:
    with Graph.open(path / "g", create=True) as graph:
        graph.add(article, mentions)
        graph.put_events(events)
        return validate(graph)


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
    found = "\n".join(map(str, report.violations))
    assert not report.conforms
    assert what in found
    assert "#char=" in found


def test_a_mode_goes_with_its_own_type_only(tmp_path: Path) -> None:
    article, mentions = small(1, 1)
    told = (replace(mentions[0], type=EventType.ASSAULT, mode="aerial"),)
    with Graph.open(tmp_path / "g", create=True) as graph:
        graph.add(article, told)
        graph.put_events(events_of((article, told)))
        assert validate(graph).conforms
        for quad in [q for q in graph.store if q.predicate.value == NS + "eventType"]:
            graph.store.remove(quad)
            other = ox.NamedNode(NS + "AID")
            graph.store.add(ox.Quad(quad.subject, quad.predicate, other, quad.graph_name))
        found = [violation.node for violation in validate(graph).violations]
    assert any("#char=" in name for name in found)
    assert any(":event:" in name for name in found)


@pytest.mark.parametrize(
    ("what", "change"),
    [
        ("sector", lambda e: replace(e, actors=(Participant(name="A", sector="QQ"),))),
        ("no urn:eventgraph:article:x", lambda e: replace(e, mentions=("x#char=1,2",))),
        ("node", lambda e: replace(e, mentions=())),
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


def test_two_events_of_one_mention_are_found(tmp_path: Path) -> None:
    article, mentions = small(1, 1)
    (event,) = events_of((article, mentions))
    report = check(tmp_path, article, mentions, [event, replace(event, id="event-2")])
    assert "tells two events" in str(report.violations)


def test_a_wrong_mark_and_a_wrong_hash_are_found(tmp_path: Path) -> None:
    article, _ = small(1)
    marks = (
        Mark(start=0, end=10**6, kind=MarkKind.CAPTION),
        Mark(start=0, end=6, kind=MarkKind.REPEAT, of=7),
    )
    with Graph.open(tmp_path / "g", create=True) as graph:
        graph.add(replace(article, marks=marks), ())
        quad = next(
            iter(graph.store.quads_for_pattern(None, ox.NamedNode(NS + "textHash"), None, None))
        )
        graph.store.remove(quad)
        other = ox.Literal("0" * 64)
        graph.store.add(
            ox.Quad(quad.subject, quad.predicate, other, ox.NamedNode(article_graph(article.id)))
        )
        found = [violation.what for violation in validate(graph).violations]
    assert found == [
        "textHash: it is not that of the text",
        "begin, end: the mark is outside the text",
        "firstTelling: the words there are others",
    ]


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


@pytest.mark.parametrize(("score", "wrong"), [(0.5, 0), (1.5, 1)])
def test_the_reasons_of_events_are_checked_with_them(
    tmp_path: Path, score: float, wrong: int
) -> None:
    article, mentions = small(1, 2)
    one, other = (m.id for m in mentions)
    events = events_of((article, mentions))
    reason = Merge(one=one, other=other, score=score, reason="type, actor")
    report = check(tmp_path, article, mentions, [replace(events[0], merges=(reason,)), events[1]])
    assert ["similarity" in v.what for v in report.violations] == [True] * wrong


@pytest.mark.parametrize(
    ("what", "term"),
    [("verdict", ox.Literal("perhaps")), ("decidesOn", ox.Literal("a mention"))],
)
def test_a_wrong_decision_is_found(tmp_path: Path, what: str, term: ox.Literal) -> None:
    article, mentions = small(1, 2)
    ids = tuple(m.id for m in mentions)
    with Graph.open(tmp_path / "g", create=True) as graph:
        graph.add(article, mentions)
        graph.put_events(events_of((article, mentions)))
        graph.decide(Decision(verdict=Verdict.MERGE, mentions=ids))
        assert validate(graph).conforms
        decided = list(graph.store.quads_for_pattern(None, ox.NamedNode(NS + what), None, None))
        for quad in decided:
            graph.store.remove(quad)
        first = decided[0]
        graph.store.add(ox.Quad(first.subject, first.predicate, term, first.graph_name))
        [violation] = validate(graph).violations
    assert violation.what.startswith(what)
