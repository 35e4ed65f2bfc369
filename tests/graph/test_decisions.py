from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventgraph.errors import UsageError
from eventgraph.graph.decisions import amend, merging, splitting
from eventgraph.graph.store import Graph, open_graph
from eventgraph.graph.validate import validate
from eventgraph.model import Decision, Event, EventType, Status, Verdict

from .graph_samples import events_of, small


def merge(*mentions: str) -> Decision:
    return Decision(verdict=Verdict.MERGE, mentions=mentions)


def split(*mentions: str, of: tuple[str, ...]) -> Decision:
    return Decision(verdict=Verdict.SPLIT, mentions=mentions, apart=of)


def event(name: str, *mentions: str) -> Event:
    return Event(
        id=f"event-{name}", type=EventType.AID, status=Status.ACTUAL, mentions=tuple(mentions)
    )


EVENTS = [event("a1", "p", "q", "r"), event("a2", "s"), event("b1", "t", "u")]


# Which decisions hold


def test_the_same_decision_twice_is_one_in_whatever_order_it_names_mentions() -> None:
    once = amend([], merge("b", "a"))
    assert once == amend(once, merge("a", "b", "a")) == [merge("a", "b")]


def test_decisions_that_say_no_opposite_stay_beside_each_other() -> None:
    held: list[Decision] = []
    for decision in (merge("a", "b"), merge("b", "c"), split("d", of=("a", "e")), merge("d", "f")):
        held = amend(held, decision)
    assert len(held) == 4


def test_a_later_merge_takes_back_a_split_of_the_same_mentions_only() -> None:
    held = amend([split("a", "b", of=("c", "d"))], merge("a", "c"))
    assert held == [merge("a", "c"), split("b", of=("c", "d"))]
    assert amend([split("a", of=("c", "d"))], merge("c", "a")) == [merge("a", "c")]


def test_a_later_split_parts_a_merge_of_the_same_mentions_only() -> None:
    held = amend([merge("a", "b", "c", "d")], split("a", of=("b", "c")))
    assert held == [merge("b", "c", "d"), split("a", of=("b", "c"))]
    held = amend([merge("a", "b", "c", "d")], split("a", "b", of=("c", "x")))
    assert held == [merge("a", "b"), merge("c", "d"), split("a", "b", of=("c", "x"))]
    assert amend([merge("a", "b")], split("b", of=("a",))) == [split("b", of=("a",))]


few = st.sampled_from("abcdef")


@st.composite
def decided(draw: st.DrawFn) -> Decision:
    first, *others = draw(st.lists(few, min_size=2, unique=True))
    if draw(st.booleans()):
        return merge(first, *others)
    cut = draw(st.integers(0, len(others) - 1))
    return split(first, *others[:cut], of=tuple(others[cut:]))


def pairs(decision: Decision) -> set[frozenset[str]]:
    """The pairs of mentions that a decision speaks of."""
    right = decision.mentions if decision.verdict is Verdict.MERGE else decision.apart
    return {frozenset((a, b)) for a in decision.mentions for b in right if a != b}


@given(st.lists(decided(), max_size=6))
def test_no_two_decisions_say_the_opposite_and_the_last_one_holds(said: list[Decision]) -> None:
    held: list[Decision] = []
    for decision in said:
        held = amend(held, decision)
        assert pairs(decision) in [pairs(d) for d in held if d.verdict is decision.verdict]
        assert amend(held, decision) == held
    told = {verdict: set[frozenset[str]]() for verdict in Verdict}
    for decision in held:
        told[decision.verdict] |= pairs(decision)
    assert not told[Verdict.MERGE] & told[Verdict.SPLIT]


@pytest.mark.parametrize(
    "nothing",
    [
        merge("a"),
        merge("a", "a"),
        Decision(verdict=Verdict.MERGE, mentions=("a", "b"), apart=("c",)),
        split("a", of=()),
        split(of=("a",)),
        split("a", "b", of=("b", "c")),
    ],
)
def test_what_decides_nothing_is_refused(nothing: Decision) -> None:
    with pytest.raises(UsageError, match="decides nothing; name"):
        amend([], nothing)


# Decisions about events


def test_two_events_are_merged_by_the_first_mention_of_each() -> None:
    assert merging(EVENTS, [], "event-a1", "event-b") == merge("p", "t")


def test_a_merge_also_names_what_was_kept_apart_so_that_it_is_followed() -> None:
    earlier = [split("u", of=("q", "x")), split("r", of=("t",)), split("s", of=("y",))]
    decision = merging(EVENTS, earlier, "event-b1", "event-a1")
    assert decision == merge("p", "q", "r", "t", "u")
    assert amend(earlier, decision) == [decision, split("s", of=("y",))]


def test_a_split_names_what_goes_and_all_that_stays() -> None:
    assert splitting(EVENTS, "event-a1", ["r", "p"]) == split("p", "r", of=("q",))


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("event-c", "no event 'event-c'; events.csv"),
        ("", "no event ''"),
        ("event-a", r"2 events begin with 'event-a' \(event-a1, event-a2\); give more"),
        ("event-", r"3 events begin with 'event-' \(event-a1, event-a2, event-b1\)"),
    ],
)
def test_an_event_that_is_unknown_or_not_the_only_one_is_named(name: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        merging(EVENTS, [], name, "event-b1")
    with pytest.raises(UsageError, match=says):
        splitting(EVENTS, name, ["p"])


def test_an_id_that_another_one_begins_with_is_still_itself() -> None:
    two = [event("a", "p"), event("ab", "q")]
    assert merging(two, [], "event-a", "event-ab") == merge("p", "q")


def test_an_event_is_not_merged_with_itself() -> None:
    with pytest.raises(UsageError, match="event-a1: both are the same event; give two"):
        merging(EVENTS, [], "event-a1", "event-a1")


@pytest.mark.parametrize(
    ("name", "mentions", "says"),
    [
        ("event-a1", ["x"], "event-a1: there is no mention 'x'; mentions.jsonl"),
        ("event-a1", ["p", "t"], "event-a1: 't' is a mention of event-b1; name mentions of one"),
        ("event-a2", ["s"], "event-a2: this is the only mention of the event; name some"),
        ("event-b1", ["t", "u"], "event-b1: these are all mentions of the event; name some"),
    ],
)
def test_what_cannot_be_taken_out_is_named(name: str, mentions: list[str], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        splitting(EVENTS, name, mentions)


# In the graph


def test_decisions_are_kept_through_changes_of_articles_and_events(tmp_path: Path) -> None:
    stored = small(1)
    one, two, three = sorted(m.id for m in stored[1])
    with Graph.open(tmp_path / "g", create=True) as graph:
        assert graph.decisions() == []
        graph.add(*stored)
        graph.put_events(events_of(stored))
        graph.finished()
        graph.decide(merge(two, one))
        assert graph.building, "the events do not follow yet"
        graph.decide(merge(one, two))
        graph.decide(split(three, of=(one, two)))
        assert validate(graph).conforms
        graph.remove([stored[0].id])
        graph.put_events([])
    with open_graph(tmp_path / "g") as graph:
        assert graph.decisions() == [merge(one, two), split(three, of=(one, two))]
        assert validate(graph).conforms


def test_a_later_decision_replaces_what_it_contradicts(tmp_path: Path) -> None:
    with Graph.open(tmp_path / "g", create=True) as graph:
        graph.decide(merge("a", "b"))
        graph.decide(split("b", of=("a", "c")))
        assert graph.decisions() == [split("b", of=("a", "c"))]
        graph.decide(merge("c", "b", "a"))
        assert graph.decisions() == [merge("a", "b", "c")]


def test_a_decision_that_says_nothing_changes_nothing(tmp_path: Path) -> None:
    with Graph.open(tmp_path / "g", create=True) as graph:
        with pytest.raises(UsageError, match="decides nothing"):
            graph.decide(merge("a"))
        assert not graph.building
