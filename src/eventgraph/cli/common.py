"""What several commands share: their arguments, and what they show while they work."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from eventgraph.errors import one_line

if TYPE_CHECKING:
    from eventgraph.graph import Graph, RemoteGraph
    from eventgraph.model import Problem
    from eventgraph.pipeline import Report

__all__ = [
    "COLUMNS",
    "CONFIDENCE",
    "EXPLAIN",
    "GRAPH",
    "GRAPH_OR_STORE",
    "LANGUAGE",
    "PATHS",
    "Teller",
    "counted",
    "end",
    "progress",
    "reading",
    "working",
]


def columns_given(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """Turn `--column text=body` into a mapping."""
    columns = {}
    for value in values:
        name, sign, column = value.partition("=")
        if not sign or not name.strip() or not column.strip():
            raise click.BadParameter(f"{value!r} is not NAME=COLUMN, such as text=body")
        columns[name.strip()] = column.strip()
    return columns


_MOST_NOTES = 20

PATHS = click.argument("paths", nargs=-1, required=True, metavar="PATH...")
GRAPH = click.argument("graph", type=click.Path(path_type=Path), metavar="GRAPH")
GRAPH_OR_STORE = click.argument(
    "graph", type=click.Path(path_type=Path), metavar="[GRAPH]", required=False
)
COLUMNS = click.option(
    "--column",
    "columns",
    multiple=True,
    callback=columns_given,
    metavar="NAME=COLUMN",
    help="Where id, text, title, date, source, url or language stands in a .jsonl or .csv.",
)
LANGUAGE = click.option(
    "--language",
    type=click.Choice(["id", "en"]),
    help="Take every article as this language instead of telling it from the text.",
)
CONFIDENCE = click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    help="Leave out mentions that are less likely right than this, 0.33 if not given.",
)
EXPLAIN = click.option(
    "--explain",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.jsonl",
    help="Also write each act that was seen and left out, and why.",
)


@contextmanager
def progress(
    paths: tuple[str, ...], columns: dict[str, str], what: str
) -> Iterator[tuple[Any, Any]]:
    """Show a bar on a terminal, nothing elsewhere; gives what to call per article and step."""
    if not sys.stderr.isatty():
        yield (lambda done: None), (lambda step: None)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from eventgraph.read import count_articles

    shown = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("articles"),
        TimeElapsedColumn(),
    )
    with Progress(*shown, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=count_articles(paths, columns=columns))
        yield (
            lambda done: bar.update(task, completed=done),
            lambda step: bar.update(task, description=step),
        )


@contextmanager
def working(what: str) -> Iterator[Callable[[str], None]]:
    """Show on a terminal that something longer is going on; gives what to call to say more."""
    if not sys.stderr.isatty():
        yield lambda more: None
        return
    from rich.console import Console

    with Console(stderr=True).status(what) as status:
        yield status.update


class Teller:
    """Print problems as they come; of mere notes only the first, all are in report.json."""

    def __init__(self) -> None:
        self._notes = 0

    def __call__(self, problem: Problem) -> None:
        """Print a problem, or only count it."""
        self._notes += not problem.fatal
        if problem.fatal:
            click.echo(f"left out: {one_line(problem, 400)}", err=True)
        elif self._notes <= _MOST_NOTES:
            click.echo(f"note: {one_line(problem, 400)}", err=True)
        elif self._notes == _MOST_NOTES + 1:
            click.echo(
                "note: further notes are not shown; report.json of a graph has all", err=True
            )


@contextmanager
def reading(graph: Path | RemoteGraph) -> Iterator[Graph]:
    """Open a graph for reading; say when its last build or push did not come to its end."""
    from eventgraph.graph import Graph

    if isinstance(graph, Path):
        opened, where, run = Graph.open(graph, read_only=True), f"{graph}", "build"
    else:
        opened, where, run = graph, graph.remote.url, "push"
    with opened as store:
        if store.unfinished:
            click.echo(
                f"note: {where}: the last {run} was stopped, so events may be missing; "
                "run it again to go on",
                err=True,
            )
        yield store


def counted(number: int, noun: str) -> str:
    """Give a number with its noun in the singular or plural."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def end(report: Report) -> None:
    """Leave with exit code 1 when input was lost."""
    if report.failed:
        sys.exit(1)
