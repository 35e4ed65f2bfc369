"""
A process that writes is killed at random moments; what it committed is there, and no more.

The writer makes one change after another, in an order that both sides draw from the same
seed, and notes each before and after. What the store holds after the kill must be exactly
what the changes give that were done, with or without the one that was going on.
"""

from __future__ import annotations

import dataclasses
import functools
import multiprocessing
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from eventgraph.graph.export import export
from eventgraph.graph.store import Graph, open_graph
from eventgraph.graph.validate import validate
from eventgraph.merge import merge
from eventgraph.model import Article, Decision, Event, Mention, Verdict

from .graph_samples import small

KILLS = 50
ARTICLES = 6
LONGEST = 0.15
"""Seconds that a writer has; it changes the graph some hundred times a second."""
SUFFIXES = (".nq", ".jsonl")

Stored = tuple[Article, tuple[Mention, ...]]


@functools.cache
def version(number: int, which: int) -> Stored:
    """One of three texts under the same id; they differ in length and in mentions."""
    article, mentions = small(number, 3 + 4 * which)
    title = f"Versi {which}"
    return dataclasses.replace(article, title=title, text=article.text + title * 999), mentions


WHOLE = [version(number, number % 3) for number in range(ARTICLES)]
"""What a build stores in the end."""


def decision(number: int) -> Decision:
    return Decision(verdict=Verdict.MERGE, mentions=(str(number), "a"))


@functools.cache
def events(which: int) -> list[Event]:
    stored = [version(number, which % 3) for number in range(which)]
    mentions = [m for _, told in (stored if which < ARTICLES else WHOLE) for m in told]
    return merge(mentions, {a.id: a for a, _ in WHOLE})


@dataclasses.dataclass(frozen=True)
class State:
    """What a graph holds: which version of each article, which events, which decisions."""

    articles: dict[int, int]
    events: int
    decisions: frozenset[int]


EMPTY = State({}, 0, frozenset())
BUILT = State({n: n % 3 for n in range(ARTICLES)}, ARTICLES, frozenset(range(ARTICLES)))


Change = tuple[str, tuple[int, ...]]


def changes(seed: int) -> Iterator[Change]:
    """Draw what the writer does, without end: the same for the same seed."""
    rng = random.Random(seed)  # noqa: S311 - a plan, no secret
    while True:
        what = rng.choice(["add", "add", "add", "remove", "events", "decide"])
        if what == "remove":
            yield what, tuple(rng.sample(range(ARTICLES), 2))
        else:
            yield what, (rng.randrange(ARTICLES), rng.randrange(3))


def change(graph: Graph, what: str, numbers: tuple[int, ...]) -> None:
    """Do a change to a graph."""
    if what == "add":
        graph.add(*version(*numbers))
    elif what == "remove":
        graph.remove([version(number, 0)[0].id for number in numbers])
    elif what == "events":
        graph.put_events(events(numbers[0]))
    else:
        graph.decide(decision(numbers[0]))


def changed(state: State, what: str, numbers: tuple[int, ...]) -> State:
    """Give what a graph holds after a change, by the rules and not by the store."""
    if what == "add":
        return dataclasses.replace(state, articles=state.articles | dict([numbers]))
    if what == "remove":
        left = {number: which for number, which in state.articles.items() if number not in numbers}
        return dataclasses.replace(state, articles=left)
    if what == "events":
        return dataclasses.replace(state, events=numbers[0])
    return dataclasses.replace(state, decisions=state.decisions | {numbers[0]})


def holds(graph: Graph, state: State) -> bool:
    """Tell whether a graph holds exactly a state."""
    stored = sorted(map(version, state.articles, state.articles.values()), key=lambda s: s[0].id)
    return (
        list(graph.load()) == stored
        and graph.events() == events(state.events)
        and graph.decisions() == sorted(map(decision, state.decisions), key=lambda d: d.mentions)
    )


def write(folder: Path, log: Path, seed: int) -> None:
    """Change a graph for ever; every line of the log but the first is a change committed."""
    with log.open("w", encoding="ascii", buffering=1) as notes:
        graph = Graph.open(folder, create=True)
        notes.write("open\n")
        for what, numbers in changes(seed):
            change(graph, what, numbers)
            notes.write("done\n")


def killed(folder: Path, log: Path, seed: int, seconds: float) -> int:
    """Let a process write for some time, kill it, and count the changes it committed."""
    log.unlink(missing_ok=True)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    writer = context.Process(target=write, args=(folder, log, seed))
    writer.start()
    while not (log.exists() and log.read_bytes()):
        assert writer.is_alive(), "the writer ended by itself"
        time.sleep(0.001)
    time.sleep(seconds)
    writer.kill()
    writer.join()
    return log.read_bytes().count(b"done\n")


def built(graph: Graph, folder: Path) -> list[bytes]:
    """Do what a build does after whatever was before, and give the bytes of some exports."""
    graph.remove(set(graph.articles()) - {article.id for article, _ in WHOLE})
    for article, mentions in WHOLE:
        graph.add(article, mentions)
    for number in range(ARTICLES):
        graph.decide(decision(number))
    graph.put_events(events(ARTICLES))
    graph.finished()
    for suffix in SUFFIXES:
        export(graph, folder / f"out{suffix}")
    return [(folder / f"out{suffix}").read_bytes() for suffix in SUFFIXES]


@pytest.mark.slow
def test_a_kill_at_any_moment_loses_nothing_committed_and_shows_nothing_half_done(
    tmp_path: Path,
) -> None:
    rng = random.Random(7)  # noqa: S311 - moments, no secrets
    with Graph.open(tmp_path / "calm", create=True) as graph:
        calm = built(graph, tmp_path)
        assert validate(graph).conforms
    folder, state, total = tmp_path / "g", EMPTY, 0
    for moment in range(KILLS):
        done = killed(folder, tmp_path / "log", moment, rng.uniform(0, LONGEST))
        plan = changes(moment)
        committed = [next(plan) for _ in range(done)]
        state = functools.reduce(lambda held, made: changed(held, *made), committed, state)
        with open_graph(folder) as graph:
            assert holds(graph, state) or holds(graph, changed(state, *next(plan))), moment
            assert graph.building or all(what == "events" for what, _ in committed), moment
            # It holds what it must, to the letter; that this is well formed is slow to ask.
            if moment % 5 == 0:
                wrong = {
                    violation.what.partition(":")[0] for violation in validate(graph).violations
                }
                # The events may still tell of articles that are gone.
                assert wrong <= {"refersTo", "evidence"}, moment
        with Graph.open(folder) as graph:
            assert built(graph, tmp_path) == calm, moment
        state, total = BUILT, total + done
    assert total > KILLS, "the writer hardly wrote"
