"""Commands that ask a graph: `query`, `export`, `view`, `validate`, `info`, `ontology`."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from eventgraph.cli.app import main
from eventgraph.cli.common import GRAPH, GRAPH_OR_STORE, reading, working
from eventgraph.cli.servers import Server, opened, server_options
from eventgraph.errors import UsageError, one_line

__all__ = ["export", "info", "ontology", "query", "validate", "view"]


@main.command()
@click.argument("words", nargs=-1, metavar="[GRAPH] QUERY [NAME=VALUE]...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "turtle"]),
    default="table",
    show_default=True,
)
@click.option("--list", "listed", is_flag=True, help="List the named questions.")
@server_options
def query(words: tuple[str, ...], form: str, listed: bool, server: Server | None) -> None:
    """
    Ask a graph: SPARQL text, @file.rq, or a named question with its parameters.

    With --store the graph on a server is asked, and GRAPH is left out.

    \b
    Example:
      eventgraph query --list
      eventgraph query graph what-did actor=Putin
      eventgraph query graph 'SELECT ?e WHERE { ?e a eg:Event } LIMIT 5' --format csv
      eventgraph query graph @mine.rq --format json
      eventgraph query --store http://localhost:7878 what-did actor=Putin
    """
    from eventgraph.graph import ask, format_answer, questions

    if listed:
        for question in questions():
            click.echo(f"{question.usage}\n    {question.description('en')}")
        return
    graph = None if server or not words else Path(words[0])
    query, *parameters = words[graph is not None :] or [""]
    if not query:
        raise click.UsageError("give GRAPH (or --store URL) and QUERY, or --list")
    name, *rest = query.split() if query.split() else [query]
    if rest and name in {question.name for question in questions()}:
        # The whole question may be given as one word: 'what-did actor=Putin'.
        query, parameters = name, [*rest, *parameters]
    with opened(graph, server) as store:
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


def _parameters(values: Iterable[str]) -> dict[str, str]:
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
@GRAPH_OR_STORE
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The suffix says the format; see below.",
)
@click.option("--mentions", is_flag=True, help="A row a mention, not an event: .csv .jsonl")
@server_options
def export(graph: Path | None, output: Path, mentions: bool, server: Server | None) -> None:
    """
    Write a graph to one file; its suffix says the format.

    \b
    .ttl .nt             every statement
    .trig .nq .jsonld    every statement, with the named graph of its article
    .graphml .gexf       events, actors and places as a network
    .geojson             a point for each place of an event
    .csv .jsonl          an event a row; with --mentions a mention a row
    .tsv                 event data: a row for each actor and target of an event

    \b
    Example:
      eventgraph export graph -o events.graphml
      eventgraph export graph -o events.geojson
      eventgraph export graph -o mentions.csv --mentions
      eventgraph export --store http://localhost:7878 -o events.tsv
    """
    from eventgraph.graph import export as write

    with opened(graph, server) as store, working("writing"):
        write(store, output, mentions=mentions)
    click.echo(f"{output} written")


@main.command()
@GRAPH
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

    with reading(graph) as store, working("drawing"):
        page = pipeline.view(store, output or graph / "graph.html")
    click.echo(f"{page} written")
    if show:
        click.launch(page.resolve().as_uri())


@main.command()
@GRAPH
def validate(graph: Path) -> None:
    """
    Check a graph against its SHACL shapes and every span against its text.

    Exit code 1 when something is wrong.

    \b
    Example:
      eventgraph validate graph
    """
    from eventgraph.graph import validate as check

    with reading(graph) as store, working("checking"):
        report = check(store)
    for violation in report.violations:
        click.echo(one_line(violation, 400))
    click.echo(f"{len(report.violations)} violations")
    if not report.conforms:
        sys.exit(1)


@main.command()
@GRAPH_OR_STORE
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@server_options
def info(graph: Path | None, as_json: bool, server: Server | None) -> None:
    """
    Count what a graph holds: articles, mentions, events, by type, by language, dates.

    \b
    Example:
      eventgraph info graph
      eventgraph info --store http://localhost:7878
    """
    import json

    with opened(graph, server) as store:
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
@click.option(
    "--lang", "language", type=click.Choice(["en", "id"]), default="en", show_default=True
)
@click.option(
    "--file",
    "name",
    type=click.Choice(["events.ttl", "shapes.ttl", "context.jsonld"]),
    help="Print this file as it is.",
)
def ontology(language: str, name: str | None) -> None:
    """
    Print the ontology as a document, or one of its files.

    \b
    Example:
      eventgraph ontology --lang id
      eventgraph ontology --file shapes.ttl
    """
    from eventgraph.graph import ontology_file, ontology_page

    page = ontology_file(name).read_text(encoding="utf-8") if name else ontology_page(language)
    click.echo(page, nl=False)
