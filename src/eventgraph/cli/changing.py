"""Commands that change a graph by hand: `merge`, `split` and `remove`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from eventgraph.cli.app import main
from eventgraph.cli.common import GRAPH, counted, working
from eventgraph.errors import one_line

if TYPE_CHECKING:
    from eventgraph.model import Event

__all__ = ["merge", "remove", "split"]


@main.command()
@GRAPH
@click.argument("one", metavar="EVENT")
@click.argument("other", metavar="EVENT")
def merge(graph: Path, one: str, other: str) -> None:
    """
    Say that two events are one act; every later build follows.

    EVENT is the id of an event or the beginning of one. A later split of the same mentions
    takes it back.

    \b
    Example:
      eventgraph merge graph event-1fe672c event-7fe3e18
    """
    from eventgraph.changes import merge_events

    with working("merging"):
        events = merge_events(graph, one, other)
    _tell(events)


@main.command()
@GRAPH
@click.argument("event", metavar="EVENT")
@click.argument("mentions", nargs=-1, required=True, metavar="MENTION...")
def split(graph: Path, event: str, mentions: tuple[str, ...]) -> None:
    """
    Say that mentions of an event tell another act than its others; every later build follows.

    EVENT is the id of an event or the beginning of one, MENTION an id as mentions.jsonl has
    it. A later merge of the same events takes it back.

    \b
    Example:
      eventgraph split graph event-1fe672c 'news-17#char=120,128'
    """
    from eventgraph.changes import split_event

    with working("merging"):
        events = split_event(graph, event, mentions)
    _tell(events)


def _tell(events: Iterable[Event]) -> None:
    for event in events:
        number = counted(len(event.mentions), "mention")
        click.echo(f"{event.id}: {one_line(event.label)}, {number}")


@main.command()
@GRAPH
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
def remove(graph: Path, articles: tuple[str, ...]) -> None:
    """
    Take articles out of a graph, with their mentions, by their ids.

    The graph is then as if they were never added; what was decided about their mentions
    stays, and counts again when they come back.

    \b
    Example:
      eventgraph remove graph news-17 news-18
    """
    from eventgraph.changes import remove_articles

    with working("removing"):
        report = remove_articles(graph, articles)
    click.echo(
        f"{graph}: {counted(len(set(articles)), 'article')} removed; "
        f"the graph holds {counted(report.graph['articles'], 'article')} "
        f"and {counted(report.graph['events'], 'event')}"
    )
