"""
Change a graph by hand: say which events are one act and which are not, and take articles out.

Every change is stored first and then followed: all is merged anew and the standard outputs
are written. Stopped in between, the next build or change does the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from eventgraph.errors import UsageError, one_line
from eventgraph.graph import Graph, merging, splitting
from eventgraph.model import Decision, Event
from eventgraph.pipeline import Report, finish

__all__ = ["merge_events", "remove_articles", "split_event"]


def merge_events(graph: Path | str, one: str, other: str) -> list[Event]:
    """
    Decide that two events are one act, in this and every later build.

    Events are given by id or by its first characters. Gives the events that the mentions of
    both are of now: one. Raises `UsageError` when there is no such event or more than one,
    and `GraphError` when the graph cannot be changed.
    """
    return _decided(graph, lambda store: merging(store.events(), store.decisions(), one, other))


def split_event(graph: Path | str, event: str, mentions: Collection[str]) -> list[Event]:
    """
    Decide that some mentions of an event tell another act than its others.

    Gives the events that all of them are of now, two or more. Raises `UsageError` when there
    is no such event, a mention is of another one, or none would stay, and `GraphError` when
    the graph cannot be changed.
    """
    return _decided(graph, lambda store: splitting(store.events(), event, mentions))


def _decided(graph: Path | str, decide: Callable[[Graph], Decision]) -> list[Event]:
    with Graph.open(graph) as store:
        decision = decide(store)
        store.decide(decision)
        finish(store, Report())
        named = {*decision.mentions, *decision.apart}
        return [event for event in store.events() if named & set(event.mentions)]


def remove_articles(graph: Path | str, ids: Sequence[str]) -> Report:
    """
    Take articles with their mentions out of a graph: it is then as if they were never added.

    Decisions about their mentions stay, and count again when the articles come back. Gives
    the report of what is left. Raises `UsageError` when one is not there, then all stay,
    and `GraphError` when the graph cannot be changed.
    """
    report = Report()
    with Graph.open(graph) as store:
        known = store.articles()
        for name in ids:
            if name not in known:
                raise UsageError(
                    f"there is no article {one_line(name, 100)!r}, so none was removed",
                    where=graph,
                    cure="mentions.jsonl names the ids of articles (doc)",
                )
        store.remove(ids)
        finish(store, report)
    return report
