"""
Tell how well the program reads, and why it errs: the whole of `docs/quality.md`.

    make quality
    .venv/bin/python -m benchmarks.errors EVAL > docs/quality.md

EVAL is a folder with `dev.docs.jsonl` and `dev.gold.jsonl`, which are scored, and with
`train*.docs.jsonl` and `train*.gold.jsonl`, which tell what the training knew of a word.
The same weights and labels give the same document. Its prose stands in
`benchmarks/quality.md`. Sentences are quoted only from articles that may be shown; of all
others the document holds no more than the words of a trigger.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from benchmarks.looks import Case, Training, Weighed
from benchmarks.report import report

from eventgraph.annotate import annotate, reading_of
from eventgraph.annotate.labels import TYPES, UPOS
from eventgraph.errors import EventGraphError, InputError
from eventgraph.evaluate import article_of, read_records
from eventgraph.extract import extract_events
from eventgraph.model import CODED, Article, text_hash
from eventgraph.pipeline import mention_records
from eventgraph.read import read_articles, stretches
from eventgraph.resolve import resolve
from eventgraph.scope import in_scope

if TYPE_CHECKING:
    from eventgraph.annotate.encoder import Reading

__all__ = ["delivered", "main", "read_case", "read_training"]

ROOT = Path(__file__).parent.parent
_HEARD = 0.02
"""Smaller chances of the encoder are not kept."""

Record = dict[str, Any]


def read_case(document: Record, gold: Sequence[Record]) -> Case:
    """Read a document with the program, and keep what may tell why it errs."""
    article = article_of(document)
    found = tuple(mention_records(article))
    [(_, doc)] = annotate([article], stretches)
    reading = reading_of(doc)
    told = resolve(extract_events(doc, article), article)
    kept = {record["trigger"]["start"] for record in found}
    return Case(
        document=document,
        gold=tuple(gold),
        found=found,
        words=() if reading is None else tuple(_weighed(reading)),
        uncoded=_uncoded(article),
        dropped=tuple(
            (m.trigger.start, m.trigger.end) for m in told if m.trigger.start not in kept
        ),
        unpolitical=frozenset(m.trigger.start for m in told if not in_scope([m])),
        nouns=frozenset() if reading is None else _nouns(reading),
        names=tuple((name.start_char, name.end_char) for name in doc.ents),
    )


def _weighed(reading: Reading) -> Iterator[Weighed]:
    """Give the words that the encoder may take for a trigger, begun or gone on with."""
    chances = np.exp(reading.triggers.astype(np.float64))
    kinds = chances[:, 1::2] + chances[:, 2::2]
    for word in np.flatnonzero(kinds.max(-1) >= _HEARD).tolist():
        heard = {TYPES[k]: float(kinds[word, k]) for k in np.flatnonzero(kinds[word] >= _HEARD)}
        yield Weighed(int(reading.starts[word]), int(reading.ends[word]), heard)


def _nouns(reading: Reading) -> frozenset[int]:
    tags = [UPOS.index(tag) for tag in ("NOUN", "PROPN")]
    return frozenset(reading.starts[np.isin(reading.upos, tags)].tolist())


def _uncoded(article: Article) -> tuple[tuple[int, int], ...]:
    return tuple((m.start, m.end) for m in article.marks if m.kind not in CODED)


def read_training(folder: Path) -> Training:
    """Read all articles and labels of the training; raise `InputError` when there are none."""
    documents: list[Record] = []
    labels: list[Record] = []
    for path in sorted(folder.glob("train*.docs.jsonl")):
        documents += read_records(path, ("id", "lang", "text"))
        gold = path.with_name(path.name.replace(".docs.", ".gold."))
        labels += read_records(gold, ("doc", "type", "trigger"))
    if not documents:
        raise InputError("there are no training articles", where=folder, cure="give another folder")
    return Training(documents, labels)


def delivered() -> frozenset[str]:
    """Give the hashes of the articles that the project was delivered with."""
    return frozenset(text_hash(article.text) for article in read_articles([ROOT / "seeds"]))


def read_cases(folder: Path, name: str) -> list[Case]:
    """Read the scored articles in their order."""
    documents = read_records(folder / f"{name}.docs.jsonl", ("id", "lang", "text", "sentences"))
    gold: dict[str, list[Record]] = defaultdict(list)
    needed = ("doc", "n", "type", "status", "trigger")
    for record in read_records(folder / f"{name}.gold.jsonl", needed):
        gold[record["doc"]].append(record)
    return [read_case(document, gold[document["id"]]) for document in documents]


def main() -> int:
    """Print the document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, metavar="EVAL", help="the labelled articles")
    parser.add_argument("--set", default="dev", help="which of them to score (%(default)s)")
    options = parser.parse_args()
    try:
        training = read_training(options.folder)
        cases = read_cases(options.folder, options.set)
    except EventGraphError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    sys.stdout.write(report(cases, training, delivered()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
