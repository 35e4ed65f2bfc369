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
@click.option(
    "--list",
    "kind",
    type=click.Choice(["countries", "places", "dates"]),
    help="DOCS is a list of single names or dates; see below.",
)
@click.option("--errors", is_flag=True, help="With --list: also print each wrong answer.")
@click.option("--lang", "language", type=click.Choice(["id", "en"]), help="Only this language.")
@click.option("--by-type", is_flag=True, help="Also per event type.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def evaluate(
    docs: Path | None,
    gold: Path | None,
    predictions: Path | None,
    kind: str | None,
    errors: bool,
    language: str | None,
    by_type: bool,
    as_json: bool,
) -> None:
    """
    Score against labelled articles: what the program finds, or a file of PREDICTIONS.

    Without DOCS and GOLD the 20 labelled articles that ship with the program are read.

    With --list the file is JSON Lines, one item a line with text, lang (id, en) and what is
    right: iso2 for countries; iso2 (a list), lat, lon, tol_km for places; anchor, ref, start,
    end, open, alt for dates. A null means that nothing may be answered.

    \b
    Example:
      eventgraph evaluate
      eventgraph evaluate docs.jsonl gold.jsonl --lang id
      eventgraph evaluate docs.jsonl gold.jsonl mentions.jsonl --by-type
      eventgraph evaluate --list dates dates.jsonl --errors
    """
    import json

    from eventgraph.evaluate import evaluate as score
    from eventgraph.evaluate import sample

    if kind is not None:
        if docs is None or gold is not None:
            raise click.UsageError("--list takes one file")
        _print_list(kind, docs, language, errors=errors, as_json=as_json)
        return
    if errors:
        raise click.UsageError("--errors needs --list")
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


def _print_list(
    kind: str, path: Path, language: str | None, *, errors: bool, as_json: bool
) -> None:
    import json

    from eventgraph.evaluate import evaluate_list

    found = evaluate_list(kind, path, language)
    wrong = [dict(zip(("text", "right", "given"), row, strict=True)) for row in found.errors]
    if as_json:
        counts: dict[str, object] = {"list": kind, **found.as_dict()}
        click.echo(json.dumps(counts | ({"errors": wrong} if errors else {}), indent=1))
        return
    for key, count in found.as_dict().items():
        click.echo(f"{key.replace('_', ' '):20} {count}")
    for row in wrong if errors else ():
        given = row["given"] or "no answer"
        click.echo(f"{row['text']!r}: right is {row['right'] or 'no answer'}, given {given}")


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
