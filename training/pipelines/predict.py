"""
Read a docs.jsonl and write its event mentions.

    python -m training.pipelines.predict ENCODER MODEL DOCS.jsonl OUT.jsonl [--keep 0.0]

MODEL is a checkpoint (`.pt`) or a folder of ONNX files. Of a document only `id` and `text`
are read: sentences are found, not taken from the file.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from training.encoder.pieces import load_pieces
from training.pipelines.decode import find_acts, mentions, read_texts
from training.pipelines.engines import load_engine

__all__ = ["main"]


def main() -> None:
    """Write one line a mention and print the speed."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("encoder", "model", "docs", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--keep", type=float, default=0.0, help="taken from the logit of none")
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
    seconds = time.process_time() - began
    words = sum(len(text.split()) for text in texts)
    print(f"{len(rows)} documents, {count} mentions, {words / seconds:.0f} words per CPU second")


if __name__ == "__main__":
    main()
