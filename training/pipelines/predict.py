"""
Read a docs.jsonl and write its event mentions.

    python -m training.pipelines.predict ENCODER MODEL DOCS.jsonl OUT.gold.jsonl [--keep 0.0]

MODEL is a checkpoint (`.pt`) or a folder of ONNX files. A document has `id`, `lang` and
`text`. The sentences that it gives are read as they are; where it gives none, or with
`--find`, they are found by rule, which needs spaCy. With `--sentences OUT.docs.jsonl` the
documents are written again with the sentences that were read, so that `train --silver OUT`
can learn from a teacher's answers.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from training.pipelines.decode import acts_of, mentions, sentence_spans
from training.pipelines.loading import load_encoder

__all__ = ["given_or_found", "main"]


def given_or_found(row: Mapping[str, Any], find: bool = False) -> list[tuple[int, int]]:
    """Give the sentences of a document as offsets; find them by rule where it gives none."""
    if row.get("sentences") and not find:
        return [(start, end) for start, end in row["sentences"]]
    try:
        from eventgraph.annotate import pipeline

        nlp = pipeline(row["lang"])
    except ImportError as error:
        raise SystemExit(f"{row['id']}: finding sentences needs spaCy; pip install spacy") from (
            error
        )
    doc = nlp.get_pipe("sentences_by_rule")(nlp.make_doc(row["text"]))
    return [(sentence.start_char, sentence.end_char) for sentence in doc.sents]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("encoder", "model", "docs", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--keep", type=float, default=0.0, help="taken from the chance of none")
    parser.add_argument("--find", action="store_true", help="find sentences by rule")
    parser.add_argument("--sentences", type=Path, help="write the documents, with sentences")
    parser.add_argument("--threads", type=int, default=1, help="of a checkpoint")
    return parser.parse_args()


def _lines(rows: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def main() -> None:
    """Write one line a mention and print the speed."""
    options = _arguments()
    encoder = load_encoder(options.encoder, options.model, options.threads)
    lines = options.docs.read_text(encoding="utf-8").split("\n")
    rows = [json.loads(line) for line in lines if line.strip()]
    began = time.process_time()
    found: list[dict[str, Any]] = []
    read: list[dict[str, Any]] = []
    for row in rows:
        reading = encoder.read(row["text"], given_or_found(row, options.find))
        acts = acts_of(reading, encoder, options.keep)
        found += mentions(row["id"], row["text"], reading, acts)
        read.append({**row, "sentences": sentence_spans(reading)})
    seconds = time.process_time() - began
    options.out.write_text(_lines(found), encoding="utf-8")
    if options.sentences:
        options.sentences.write_text(_lines(read), encoding="utf-8")
    words = sum(len(row["text"].split()) for row in rows)
    speed = words / max(seconds, 1e-9)
    print(f"{len(rows)} documents, {len(found)} mentions, {speed:.0f} words per CPU second")


if __name__ == "__main__":
    main()
