"""Commands about how well the program reads: `evaluate` and `models`."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import click

from eventgraph.cli.app import main
from eventgraph.cli.common import working

__all__ = ["evaluate", "models"]


@main.command()
@click.argument("docs", type=click.Path(path_type=Path), metavar="[DOCS", required=False)
@click.argument("gold", type=click.Path(path_type=Path), metavar="GOLD", required=False)
@click.argument(
    "predictions", type=click.Path(path_type=Path), metavar="[PREDICTIONS]]", required=False
)
@click.option("--lang", "language", type=click.Choice(["id", "en"]), help="Only this language.")
@click.option("--by-type", is_flag=True, help="Also per event type.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def evaluate(
    docs: Path | None,
    gold: Path | None,
    predictions: Path | None,
    language: str | None,
    by_type: bool,
    as_json: bool,
) -> None:
    """
    Score against labelled articles: what the program finds, or a file of PREDICTIONS.

    Without DOCS and GOLD the 20 labelled articles that ship with the program are read.

    \b
    Example:
      eventgraph evaluate
      eventgraph evaluate docs.jsonl gold.jsonl --lang id
      eventgraph evaluate docs.jsonl gold.jsonl mentions.jsonl --by-type
    """
    import json

    from eventgraph.evaluate import evaluate as score
    from eventgraph.evaluate import sample

    name = str(docs)
    if docs is None:
        docs, gold = sample()
        name = "the articles that ship with eventgraph, see its data/sample/README.md"
    if gold is None:
        raise click.UsageError("DOCS has no GOLD beside it; give both, or neither")
    with working("reading"):
        scores = score(docs, gold, predictions, language=language)
    if as_json:
        click.echo(json.dumps({"set": name} | scores.as_dict(), indent=1))
        return
    click.echo(f"set: {name}")
    for line in scores.lines(by_type=by_type):
        click.echo(line)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--check", is_flag=True, help="Also check every file against its digest.")
def models(as_json: bool, check: bool) -> None:
    """
    List the weights that ship with the program: version, size, languages, scores, data.

    \b
    Example:
      eventgraph models
      eventgraph models --check
    """
    import json

    from eventgraph.models import manifest, weights

    card = manifest()
    for file in card.files if check else ():
        weights(file.name)
    if as_json:
        row = dataclasses.asdict(card)
        click.echo(json.dumps(row, ensure_ascii=False, indent=1, default=str))
        return
    click.echo(f"{card.name} {card.version}, trained {card.trained} with seed {card.seed}")
    click.echo(f"languages:  {', '.join(card.languages)}")
    click.echo(f"size:       {card.size / 1e6:.1f} MB in {len(card.files)} files")
    click.echo(f"licence:    {card.licence}")
    click.echo(f"made from:  {card.origin}")
    if check:
        click.echo("digests:    all files are as shipped")
    click.echo("scores:")
    for score in card.scores:
        mean = "" if score.mean is None else f" (mean of all seeds {score.mean:.3f})"
        told = f"{score.head}, {score.data}"
        click.echo(f"  {told:44} {score.measure:18} {score.value:.3f}{mean}")
    click.echo("learned from:")
    for data in card.data:
        click.echo(f"  {data.name:44} {data.licence}; {data.use}")
