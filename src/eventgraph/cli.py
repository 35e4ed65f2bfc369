"""
The command line: arguments in, one call out, exit code.

Exit codes: 0 done, 1 the data has a problem, 2 the call was wrong. Heavy modules are
imported inside the commands, so that `--help` answers at once.
"""

from __future__ import annotations

import errno
import io
import logging
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from eventgraph.errors import EventGraphError, UsageError, one_line

if TYPE_CHECKING:
    from eventgraph.graph import Graph
    from eventgraph.model import Problem
    from eventgraph.pipeline import Report

__all__ = ["main"]


class _Group(click.Group):
    """Turn every error of the family into one line and its exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except EventGraphError as error:
            _fail(str(error), error.exit_code)
        except KeyboardInterrupt:
            _fail("stopped; what was stored stays, run the command again to go on", 1)
        except MemoryError:
            _fail("out of memory; give fewer articles at a time, the graph adds them up", 1)
        except BrokenPipeError:
            # The reader of the output went away (`| head`): nothing to tell.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        except OSError as error:
            _fail(_os_error(error), 1)


def _os_error(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    cure = "; free some space and run the command again" if error.errno == errno.ENOSPC else ""
    return f"{where}{error.strerror or error}{cure}"


def _fail(message: str, code: int) -> NoReturn:
    click.echo(f"eventgraph: {one_line(message, 600)}", err=True)
    sys.exit(code)


@click.group(
    cls=_Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("-v", "--verbose", count=True, help="Log what is done (-vv: in detail).")
@click.version_option(package_name="eventgraph-kg", prog_name="eventgraph")
def main(verbose: int) -> None:
    """
    Read news in Indonesian and English and build a knowledge graph of geopolitical events.

    \b
    Example:
      eventgraph build articles/ -o graph
      eventgraph query graph what-did actor=Putin
      eventgraph view graph --open
    """
    for stream in (sys.stdout, sys.stderr):
        # What articles hold does not fit every terminal's encoding: show what can be shown.
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() != "utf-8":
            stream.reconfigure(encoding="utf-8", errors="replace")
    if verbose:
        level = logging.DEBUG if verbose > 1 else logging.INFO
        logging.basicConfig(level=level, format="%(levelname)s %(name)s: %(message)s")


def _columns(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """Turn `--column text=body` into a mapping."""
    columns = {}
    for value in values:
        name, sign, column = value.partition("=")
        if not sign or not name.strip() or not column.strip():
            raise click.BadParameter(f"{value!r} is not NAME=COLUMN, such as text=body")
        columns[name.strip()] = column.strip()
    return columns


_MOST_NOTES = 20

_PATHS = click.argument("paths", nargs=-1, required=True, metavar="PATH...")
_GRAPH = click.argument("graph", type=click.Path(path_type=Path), metavar="GRAPH")
_COLUMNS = click.option(
    "--column",
    "columns",
    multiple=True,
    callback=_columns,
    metavar="NAME=COLUMN",
    help="Where id, text, title, date, source, url or language stands in a .jsonl or .csv.",
)
_LANGUAGE = click.option(
    "--language",
    type=click.Choice(["id", "en"]),
    help="Take every article as this language instead of telling it from the text.",
)
_CONFIDENCE = click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    help="Leave out mentions found by a word that is right less often than this.",
)


@contextmanager
def _progress(
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
def _working(what: str) -> Iterator[None]:
    """Show on a terminal that something longer is going on."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(what):
        yield


class _Teller:
    """Print problems as they come; of mere notes only the first, all are in report.json."""

    def __init__(self) -> None:
        self._notes = 0

    def __call__(self, problem: Problem) -> None:
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
def _reading(graph: Path) -> Iterator[Graph]:
    """Open a graph for reading; say when its last build did not come to its end."""
    from eventgraph.graph import Graph

    with Graph.open(graph, read_only=True) as store:
        if store.unfinished:
            click.echo(
                f"note: {graph}: the last build was stopped, so events may be missing; "
                "run it again to go on",
                err=True,
            )
        yield store


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _end(report: Report) -> None:
    if report.failed:
        sys.exit(1)


@main.command()
@_PATHS
@click.option(
    "-o",
    "--output",
    "graph",
    required=True,
    type=click.Path(path_type=Path),
    metavar="GRAPH",
    help="Folder of the graph; made when it is not there.",
)
@_COLUMNS
@_LANGUAGE
@_CONFIDENCE
def build(
    paths: tuple[str, ...],
    graph: Path,
    columns: dict[str, str],
    language: str | None,
    min_confidence: float | None,
) -> None:
    """
    Read articles into a graph: extract, resolve, merge, store, and write the outputs.

    PATH is a .txt, .html, .jsonl or .csv file (also .gz), a folder of them, or - for
    standard input. Run again with more articles it adds them and skips what it has.

    \b
    Example:
      eventgraph build news/ more.jsonl.gz -o graph
      eventgraph build dump.csv -o graph --column text=body --column date=published_at
    """
    from eventgraph import pipeline

    with _progress(paths, columns, "read") as (on_progress, on_step):
        report = pipeline.build(
            paths,
            graph,
            columns=columns,
            language=language,
            min_confidence=min_confidence,
            on_problem=_Teller(),
            on_progress=on_progress,
            on_step=on_step,
        )
    click.echo(
        f"{graph}: {_count(report.articles_added, 'article')} added, "
        f"{report.articles_known} already there, "
        f"{_count(report.mentions_found, 'mention')} found; "
        f"the graph holds {_count(report.graph['articles'], 'article')} "
        f"and {_count(report.graph['events'], 'event')} ({report.seconds['total']:.1f} s)"
    )
    _end(report)


@main.command()
@_PATHS
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.jsonl",
    help="Where to write; standard output when it is not given.",
)
@_COLUMNS
@_LANGUAGE
@_CONFIDENCE
def mentions(
    paths: tuple[str, ...],
    output: Path | None,
    columns: dict[str, str],
    language: str | None,
    min_confidence: float | None,
) -> None:
    """
    Read, extract and resolve only: one JSON line per event mention.

    \b
    Example:
      eventgraph mentions news.jsonl -o mentions.jsonl
      cat article.txt | eventgraph mentions - | head -3
    """
    from eventgraph import pipeline

    with _progress(paths, columns, "read") as (on_progress, _):
        report, lines = pipeline.write_mentions(
            paths,
            output,
            columns=columns,
            language=language,
            min_confidence=min_confidence,
            on_problem=_Teller(),
            on_progress=on_progress,
        )
    click.echo(f"{lines} mentions in {report.articles_read} articles", err=True)
    _end(report)


@main.command()
@click.argument("graph", type=click.Path(path_type=Path), metavar="GRAPH", required=False)
@click.argument("query", metavar="QUERY", required=False)
@click.argument("parameters", nargs=-1, metavar="[NAME=VALUE]...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "turtle"]),
    default="table",
    show_default=True,
)
@click.option("--list", "listed", is_flag=True, help="List the named questions.")
def query(
    graph: Path | None, query: str | None, parameters: tuple[str, ...], form: str, listed: bool
) -> None:
    """
    Ask a graph: SPARQL text, @file.rq, or a named question with its parameters.

    \b
    Example:
      eventgraph query --list
      eventgraph query graph what-did actor=Putin
      eventgraph query graph 'SELECT ?e WHERE { ?e a eg:Event } LIMIT 5' --format csv
      eventgraph query graph @mine.rq --format json
    """
    from eventgraph.graph import ask, format_answer, questions

    if listed:
        for question in questions():
            click.echo(f"{question.usage}\n    {question.description('en')}")
        return
    if graph is None or query is None:
        raise click.UsageError("give GRAPH and QUERY, or --list")
    name, *rest = query.split() if query.split() else [query]
    if rest and name in {question.name for question in questions()}:
        # The whole question may be given as one word: 'what-did actor=Putin'.
        query, parameters = name, (*rest, *parameters)
    with _reading(graph) as store:
        answer = ask(store, _query_text(query), _parameters(parameters))
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        click.echo(format_answer(answer, form, width=width), nl=False)


def _query_text(query: str) -> str:
    if not query.startswith("@"):
        return query
    path = Path(query[1:])
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"the query cannot be read ({type(error).__name__})",
            where=path,
            cure="give @FILE with a UTF-8 file of SPARQL",
        ) from error


def _parameters(values: tuple[str, ...]) -> dict[str, str]:
    pairs = {}
    for value in values:
        name, sign, content = value.partition("=")
        if not sign:
            raise UsageError(
                f"{value!r} is no parameter", cure="write NAME=VALUE, such as actor=Putin"
            )
        pairs[name.strip()] = content
    return pairs


@main.command()
@_GRAPH
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The suffix says the format: .ttl .trig .nt .nq .jsonld .graphml .gexf .csv .jsonl",
)
def export(graph: Path, output: Path) -> None:
    """
    Write a graph to one file; its suffix says the format.

    \b
    Example:
      eventgraph export graph -o events.graphml
      eventgraph export graph -o events.trig
    """
    from eventgraph.graph import export as write

    with _reading(graph) as store, _working("writing"):
        write(store, output)
    click.echo(f"{output} written")


@main.command()
@_GRAPH
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.html",
    help="Where to write the page; GRAPH/graph.html when it is not given.",
)
@click.option("--open", "show", is_flag=True, help="Open the page in the browser.")
def view(graph: Path, output: Path | None, show: bool) -> None:
    """
    Write the page of a graph: one HTML file that works with no network.

    \b
    Example:
      eventgraph view graph --open
    """
    from eventgraph import pipeline

    with _reading(graph) as store, _working("drawing"):
        page = pipeline.view(store, output or graph / "graph.html")
    click.echo(f"{page} written")
    if show:
        click.launch(page.resolve().as_uri())


@main.command()
@_GRAPH
def validate(graph: Path) -> None:
    """
    Check a graph against its SHACL shapes and every span against its text.

    Exit code 1 when something is wrong.

    \b
    Example:
      eventgraph validate graph
    """
    from eventgraph.graph import validate as check

    with _reading(graph) as store, _working("checking"):
        report = check(store)
    for violation in report.violations:
        click.echo(one_line(violation, 400))
    click.echo(f"{len(report.violations)} violations")
    if not report.conforms:
        sys.exit(1)


@main.command()
@_GRAPH
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def info(graph: Path, as_json: bool) -> None:
    """
    Count what a graph holds: articles, mentions, events, by type, by language, dates.

    \b
    Example:
      eventgraph info graph
    """
    import json

    with _reading(graph) as store:
        counts = store.counts()
    if as_json:
        click.echo(json.dumps(counts, ensure_ascii=False, indent=1))
        return
    for name, value in counts.items():
        if isinstance(value, dict):
            click.echo(f"{name}:")
            for key, count in value.items():
                click.echo(f"  {one_line(key):14} {count}")
        else:
            click.echo(f"{name + ':':16} {value}")


@main.command()
@click.argument("docs", type=click.Path(path_type=Path), metavar="DOCS")
@click.argument("gold", type=click.Path(path_type=Path), metavar="GOLD")
@click.argument(
    "predictions", type=click.Path(path_type=Path), metavar="[PREDICTIONS]", required=False
)
@click.option("--lang", "language", type=click.Choice(["id", "en"]), help="Only this language.")
@click.option("--by-type", is_flag=True, help="Also per event type.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def evaluate(
    docs: Path,
    gold: Path,
    predictions: Path | None,
    language: str | None,
    by_type: bool,
    as_json: bool,
) -> None:
    """
    Score against labelled articles: what the program finds, or a file of PREDICTIONS.

    \b
    Example:
      eventgraph evaluate docs.jsonl gold.jsonl --lang id
      eventgraph evaluate docs.jsonl gold.jsonl mentions.jsonl --by-type
    """
    import json

    from eventgraph.evaluate import evaluate as score

    with _working("reading"):
        scores = score(docs, gold, predictions, language=language)
    if as_json:
        click.echo(json.dumps(scores.as_dict(), indent=1))
        return
    for line in scores.lines(by_type=by_type):
        click.echo(line)
