"""Commands that read articles: `build` and `mentions`."""

from __future__ import annotations

from pathlib import Path

import click

from eventgraph.cli.app import main
from eventgraph.cli.common import (
    COLUMNS,
    CONFIDENCE,
    EXPLAIN,
    LANGUAGE,
    PATHS,
    Teller,
    counted,
    end,
    progress,
)
from eventgraph.cli.servers import Server, send, server_options

__all__ = ["build", "mentions"]


@main.command()
@PATHS
@click.option(
    "-o",
    "--output",
    "graph",
    required=True,
    type=click.Path(path_type=Path),
    metavar="GRAPH",
    help="Folder of the graph; made when it is not there.",
)
@COLUMNS
@LANGUAGE
@CONFIDENCE
@EXPLAIN
@click.option(
    "--replace",
    is_flag=True,
    help="Let an article with a new text take the place of the one with its id.",
)
@server_options
def build(
    paths: tuple[str, ...],
    graph: Path,
    columns: dict[str, str],
    language: str | None,
    min_confidence: float | None,
    explain: Path | None,
    replace: bool,
    server: Server | None,
) -> None:
    """
    Read articles into a graph: extract, resolve, merge, store, and write the outputs.

    PATH is a .txt, .html, .jsonl or .csv file (also .gz), a folder of them, or - for
    standard input. Run again with more articles it adds them and skips what it has; an
    article with the id of another text is left out, or replaces it with --replace. With
    --store a server then holds the same graph, as after push.

    \b
    Example:
      eventgraph build news/ more.jsonl.gz -o graph
      eventgraph build dump.csv -o graph --column text=body --column date=published_at
    """
    from eventgraph import pipeline

    if server is not None:
        server.check()
    shown = progress(paths, columns, "read")
    with pipeline.explaining(explain) as on_dropped, shown as (on_progress, on_step):
        report = pipeline.build(
            paths,
            graph,
            columns=columns,
            language=language,
            min_confidence=min_confidence,
            replace=replace,
            on_dropped=on_dropped,
            on_problem=Teller(),
            on_progress=on_progress,
            on_step=on_step,
        )
    click.echo(
        f"{graph}: {counted(report.articles_added, 'article')} added, "
        + (f"{report.articles_replaced} replaced, " if replace else "")
        + f"{report.articles_known} already there, "
        f"{counted(report.mentions_found, 'mention')} found; "
        f"the graph holds {counted(report.graph['articles'], 'article')} "
        f"and {counted(report.graph['events'], 'event')} ({report.seconds['total']:.1f} s)"
    )
    if server is not None:
        send(graph, server)
    end(report)


@main.command()
@PATHS
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.jsonl",
    help="Where to write; standard output when it is not given.",
)
@COLUMNS
@LANGUAGE
@CONFIDENCE
@EXPLAIN
def mentions(
    paths: tuple[str, ...],
    output: Path | None,
    columns: dict[str, str],
    language: str | None,
    min_confidence: float | None,
    explain: Path | None,
) -> None:
    """
    Read, extract and resolve only: one JSON line per event mention.

    \b
    Example:
      eventgraph mentions news.jsonl -o mentions.jsonl --explain left_out.jsonl
      cat article.txt | eventgraph mentions - | head -3
    """
    from eventgraph import pipeline

    if explain is not None and explain == output:
        raise click.BadParameter("is the file of -o as well; name another", param_hint="--explain")
    shown = progress(paths, columns, "read")
    with pipeline.explaining(explain) as on_dropped, shown as (on_progress, _):
        report, lines = pipeline.write_mentions(
            paths,
            output,
            columns=columns,
            language=language,
            min_confidence=min_confidence,
            on_dropped=on_dropped,
            on_problem=Teller(),
            on_progress=on_progress,
        )
    click.echo(f"{lines} mentions in {report.articles_read} articles", err=True)
    end(report)
