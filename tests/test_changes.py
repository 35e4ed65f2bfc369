"""Graphs changed by hand: merged, split, with articles taken out, replaced and put back."""

import dataclasses
import json
import shutil
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from eventgraph import build, merge_events, open_graph, pipeline, remove_articles, split_event
from eventgraph.cli import main
from eventgraph.errors import GraphError, UsageError
from eventgraph.graph import Graph, export, validate
from eventgraph.merge import merge
from eventgraph.model import Article, Decision, Event, Mention, Verdict
from tests.graph.graph_samples import small, stored_articles

Stored = tuple[Article, tuple[Mention, ...]]
OUTPUTS = ("events.ttl", "events.jsonl", "mentions.jsonl", "events.csv", "graph.html")
SUFFIXES = (".ttl", ".trig", ".nq", ".jsonl", ".csv")


def told_again(number: int) -> Stored:
    """An article whose first two mentions tell one act, and the third another."""
    article, (one, two, three) = small(number)
    return article, (one, dataclasses.replace(two, type=one.type, same_as=one.id), three)


def added(graph: Path, *stored: Stored) -> None:
    with Graph.open(graph, create=True) as store:
        for article, mentions in stored:
            store.add(article, mentions)
        pipeline.finish(store, pipeline.Report())


def outputs(graph: Path) -> dict[str, bytes]:
    return {name: (graph / name).read_bytes() for name in OUTPUTS}


def event_of(graph: Path, mention: str) -> Event:
    with open_graph(graph) as store:
        return next(event for event in store.events() if mention in event.mentions)


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    added(tmp_path / "g", told_again(1), told_again(2))
    return tmp_path / "g"


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(main, [str(a) for a in arguments])
    return result.exit_code, result.output


# Merge and split


def test_a_merge_unites_two_events_and_later_builds_follow(graph: Path) -> None:
    (_, (first, second, other)), (_, (strange, *_)) = told_again(1), told_again(2)
    before = outputs(graph)
    one, two = event_of(graph, other.id), event_of(graph, strange.id)
    [event] = merge_events(graph, one.id, two.id[:14])
    assert set(event.mentions) == {*one.mentions, *two.mentions}
    assert [m.reason for m in event.merges] == ["a person decided so"]
    assert event_of(graph, first.id).mentions == tuple(sorted((first.id, second.id)))
    united = outputs(graph)
    assert united != before
    added(graph, small(3))
    assert set(event_of(graph, other.id).mentions) == {*one.mentions, *two.mentions}
    remove_articles(graph, [small(3)[0].id])
    assert outputs(graph) == united
    with open_graph(graph) as store:
        assert validate(store).conforms
        assert not store.unfinished


def test_a_split_parts_an_event_and_a_merge_of_both_takes_it_back(graph: Path) -> None:
    _, (first, second, _) = told_again(1)
    before, whole = outputs(graph), event_of(graph, first.id)
    events = split_event(graph, whole.id, [first.id])
    assert {event.mentions for event in events} == {(first.id,), (second.id,)}
    [event] = merge_events(graph, *(event.id for event in events))
    assert event.mentions == whole.mentions
    with open_graph(graph) as store:
        [decision] = store.decisions()
    assert decision.verdict is Verdict.MERGE
    after = outputs(graph)
    for name in ("events.jsonl", "mentions.jsonl", "events.csv"):
        assert after[name] == before[name]


def test_a_split_takes_a_merge_back(graph: Path) -> None:
    (_, (*_, other)), (_, (*_, strange)) = told_again(1), told_again(2)
    before = outputs(graph)
    [event] = merge_events(graph, *(event_of(graph, m.id).id for m in (other, strange)))
    assert len(split_event(graph, event.id, [strange.id])) == 2
    after = outputs(graph)
    for name in ("events.jsonl", "mentions.jsonl", "events.csv"):
        assert after[name] == before[name]


def test_a_decision_on_a_removed_article_waits_until_it_comes_back(graph: Path) -> None:
    stored = told_again(1)
    _, (first, second, _) = stored
    split_event(graph, event_of(graph, first.id).id, [second.id])
    parted = outputs(graph)
    remove_articles(graph, [stored[0].id])
    with open_graph(graph) as store:
        assert validate(store).conforms
        assert len(store.decisions()) == 1
        assert first.id not in {m for event in store.events() for m in event.mentions}
    added(graph, stored)
    assert outputs(graph) == parted


def test_the_commands_tell_what_came_of_it(graph: Path) -> None:
    _, (first, second, other) = told_again(1)
    whole = event_of(graph, first.id)
    code, told = run("split", graph, whole.id[:12], second.id)
    assert code == 0, told
    assert sorted(line.rpartition(", ")[2] for line in told.splitlines()) == ["1 mention"] * 2
    parts = [line.partition(":")[0] for line in told.splitlines()]
    code, told = run("merge", graph, *parts)
    assert (code, told) == (0, f"{whole.id}: {whole.label}, 2 mentions\n")
    assert event_of(graph, other.id).mentions == (other.id,)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["merge", "{g}", "{e}", "event-x"], "there is no event 'event-x'; "),
        (["merge", "{g}", "{e}", "event-"], "events begin with 'event-' ("),
        (["merge", "{g}", "{e}", "{e}"], "both are the same event; give two"),
        (["split", "{g}", "{e}", "no such"], "there is no mention 'no such'; mentions.jsonl"),
        (["split", "{g}", "{e}", "a\nb\x1b"], "there is no mention"),
        (["split", "{g}", "{e}", "{other}"], '183,190" is a mention of event-'),
        (["split", "{g}", "{e}", "{m}", "{n}"], "these are all mentions of the event; name"),
        (["remove", "{g}", "{a}", "nothing"], "there is no article 'nothing', so none was"),
    ],
)
def test_a_change_that_cannot_be_is_one_line_and_changes_nothing(
    graph: Path, arguments: list[str], words: str
) -> None:
    article, (first, second, other) = told_again(1)
    names = {"m": first.id, "n": second.id, "other": other.id, "a": article.id}
    names |= {"g": str(graph), "e": event_of(graph, first.id).id}
    before = outputs(graph)
    code, told = run(*(a.format(**names) for a in arguments))
    assert code == 2
    assert told.count("\n") == 1 and told.startswith("eventgraph: ")
    assert words in told
    assert outputs(graph) == before
    with open_graph(graph) as store:
        assert not store.decisions() and not store.building


def test_the_only_mention_of_an_event_stays(graph: Path) -> None:
    _, (*_, other) = told_again(1)
    with pytest.raises(UsageError, match="this is the only mention of the event; name some"):
        split_event(graph, event_of(graph, other.id).id, [other.id])


def test_a_graph_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    for call in (
        lambda path: merge_events(path, "event-a", "event-b"),
        lambda path: split_event(path, "event-a", ["m"]),
        lambda path: remove_articles(path, ["a"]),
    ):
        with pytest.raises(GraphError, match="there is no graph"):
            call(tmp_path / "g")
    assert not (tmp_path / "g").exists()


@pytest.mark.parametrize(
    "command",
    [["merge", "event-a", "event-b"], ["split", "event-a", "m"], ["remove", "a"]],
)
def test_a_graph_that_is_held_is_told_and_stays_as_it_is(graph: Path, command: list[str]) -> None:
    before = outputs(graph)
    name, *arguments = command
    with Graph.open(graph):
        code, told = run(name, graph, *arguments)
    assert code == 1
    assert told.count("\n") == 1
    assert told.startswith(f"eventgraph: {graph}: another process holds the graph; wait until")
    assert outputs(graph) == before


# Remove and replace


def test_a_removed_article_was_never_there(graph: Path) -> None:
    before = outputs(graph)
    added(graph, told_again(3), small(4))
    assert outputs(graph) != before
    names = [told_again(3)[0].id, small(4)[0].id]
    assert run("remove", graph, *names, names[0])[1] == (
        f"{graph}: 2 articles removed; the graph holds 2 articles and 4 events\n"
    )
    assert outputs(graph) == before


def test_all_articles_can_be_removed(graph: Path, tmp_path: Path) -> None:
    report = remove_articles(graph, [told_again(n)[0].id for n in (1, 2)])
    assert (report.graph["articles"], report.graph["triples"]) == (0, 0)
    added(tmp_path / "empty")
    assert outputs(graph) == outputs(tmp_path / "empty")


TEXTS = (
    "Presiden Rusia Vladimir Putin bertemu dengan Recep Tayyip Erdogan di Moskow, Kamis.",
    "Pasukan Rusia menyerang Aleppo pada Kamis dan PBB mengecam serangan itu di New York.",
)


def test_a_new_text_replaces_the_old_one_only_when_told_and_back_again(tmp_path: Path) -> None:
    graph, files = tmp_path / "g", [tmp_path / "1.jsonl", tmp_path / "2.jsonl"]
    for file, text in zip(files, TEXTS, strict=True):
        rows = [("same", TEXTS[0] + TEXTS[1]), ("r", text)]
        lines = [{"id": i, "text": t, "date": "2016-12-16", "language": "id"} for i, t in rows]
        file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    build([files[0]], graph)
    before = outputs(graph)
    code, told = run("build", files[1], "-o", graph)
    assert code == 1
    assert "has another text under the id 'r'; give this one an id of its own, or" in told
    assert outputs(graph) == before
    code, told = run("build", files[1], "-o", graph, "--replace")
    assert code == 0, told
    assert "0 articles added, 1 replaced, 1 already there" in told
    build([files[1]], tmp_path / "at_once")
    assert outputs(graph) == outputs(tmp_path / "at_once") != before
    report = build([files[0]], graph, replace=True)
    assert report.as_dict()["articles"]["replaced"] == report.articles_replaced == 1
    assert outputs(graph) == before


def test_an_article_that_cannot_be_read_replaces_nothing(tmp_path: Path) -> None:
    graph, file = tmp_path / "g", tmp_path / "1.jsonl"
    file.write_text(json.dumps({"id": "r", "text": TEXTS[0], "language": "id"}), encoding="utf-8")
    build([file], graph)
    before = outputs(graph)
    file.write_text(json.dumps({"id": "r", "text": "   "}), encoding="utf-8")
    assert build([file], graph, replace=True).failed
    assert outputs(graph) == before


def exports(store: Graph, folder: Path, decisions: Iterable[Decision] = ()) -> dict[str, bytes]:
    """Merge what is stored and give the bytes of every export."""
    stored = list(store.load())
    mentions = [m for _, told in stored for m in told]
    store.put_events(merge(mentions, {a.id: a for a, _ in stored}, store.decisions()))
    for suffix in SUFFIXES:
        export(store, folder / f"out{suffix}")
    return {suffix: (folder / f"out{suffix}").read_bytes() for suffix in SUFFIXES}


@settings(max_examples=25)
@given(st.lists(stored_articles(), min_size=2, max_size=5, unique_by=lambda s: s[0].id), st.data())
def test_removing_and_replacing_there_and_back_gives_every_export_as_before(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[Stored], data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("g")
    store = Graph(folder, ox.Store())
    first, *more = [*drawn, *(told_again(n) for n in range(3))]
    new = data.draw(st.integers(0, len(more) - 1))
    base, new_ones = [first, *more[:new]], more[new:]
    for stored in base:
        store.add(*stored)
    before = exports(store, folder)
    for stored in new_ones:
        store.add(*stored)
    during = exports(store, folder)
    store.remove([article.id for article, _ in new_ones])
    assert exports(store, folder) == before != during
    article, mentions = new_ones[0]
    mentions = tuple(
        dataclasses.replace(m, article=first[0].id, same_as=None, repeat_of=None) for m in mentions
    )
    other = dataclasses.replace(article, id=first[0].id)
    store.add(other, mentions)
    assert exports(store, folder) != before or (other, mentions) == first
    store.add(*first)
    assert exports(store, folder) == before
    shutil.rmtree(folder)
