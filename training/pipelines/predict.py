"""
Read a docs.jsonl and write its event mentions.

    python -m training.pipelines.predict ENCODER MODEL DOCS.jsonl OUT.gold.jsonl [--keep 0.0]

MODEL is a checkpoint (`.pt`) or a folder of ONNX files. Of a document only `id` and `text`
are read: sentences are found, not taken from the file. With `--sentences OUT.docs.jsonl`
the documents are written again with the sentences found, so that `train --silver OUT` can
learn from a teacher's answers.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from training.encoder.pieces import load_pieces
from training.pipelines.decode import Reading, find_acts, mentions, read_texts
from training.pipelines.engines import load_engine

__all__ = ["main"]


def _write_documents(
    path: Path, rows: Sequence[dict[str, Any]], readings: Sequence[Reading]
) -> None:
    with path.open("w", encoding="utf-8") as out:
        for row, reading in zip(rows, readings, strict=True):
            words = reading.words
            spans = [[words[a].start, words[b - 1].end] for a, b in reading.sentences()]
            out.write(json.dumps({**row, "sentences": spans}, ensure_ascii=False) + "\n")


def main() -> None:
    """Write one line a mention and print the speed."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("encoder", "model", "docs", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--keep", type=float, default=0.0, help="taken from the logit of none")
    parser.add_argument("--sentences", type=Path, help="write the documents, with sentences")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--no-context", action="store_true")
    options = parser.parse_args()
    engine = load_engine(options.encoder, options.model, options.threads)
    pieces = load_pieces(options.encoder / "pieces.json")
    lines = options.docs.read_text(encoding="utf-8").split("\n")
    rows = [json.loads(line) for line in lines if line.strip()]
    began = time.process_time()
    texts = [row["text"] for row in rows]
    readings = read_texts(texts, engine, pieces, not options.no_context)
    count = 0
    with options.out.open("w", encoding="utf-8") as out:
        for row, reading in zip(rows, readings, strict=True):
            for mention in mentions(row["id"], reading, find_acts(reading, engine, options.keep)):
                out.write(json.dumps(mention, ensure_ascii=False) + "\n")
                count += 1
    if options.sentences:
        _write_documents(options.sentences, rows, readings)
    seconds = time.process_time() - began
    words = sum(len(text.split()) for text in texts)
    print(f"{len(rows)} documents, {count} mentions, {words / seconds:.0f} words per CPU second")


if __name__ == "__main__":
    main()
