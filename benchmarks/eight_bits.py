"""
Measure what eight bits cost: the same articles through the extractor with both encoders.

    python -m benchmarks.eight_bits ONNX DOCS.jsonl GOLD.jsonl

ONNX is a folder that `training.pipelines.export` wrote: `encoder.fp32.onnx` beside
`encoder.int8.onnx`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from eventgraph.annotate import encoder as room
from eventgraph.annotate.pieces import load_pieces
from eventgraph.evaluate import evaluate
from eventgraph.extract import acts

__all__ = ["main", "scores_with"]

MEASURES = ("Trig-C", "Arg-C")


def scores_with(folder: Path, name: str, docs: Path, gold: Path) -> dict[str, float]:
    """Give F of triggers and arguments over both languages, read with one of the encoders."""
    engine = room.OnnxEngine(folder / name, folder / "roles.onnx")
    read = room.Encoder(engine, load_pieces(folder / "pieces.json"))
    for module in (room, acts):
        module.shipped_encoder = lambda: read  # type: ignore[attr-defined]
    scores = evaluate(docs, gold)
    return {measure: scores.measures[measure].f for measure in MEASURES}


def main() -> None:
    """Print the scores and what eight bits lose."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("onnx", "docs", "gold"):
        parser.add_argument(name, type=Path)
    options = parser.parse_args()
    given = (options.docs, options.gold)
    whole = scores_with(options.onnx, "encoder.fp32.onnx", *given)
    small = scores_with(options.onnx, "encoder.int8.onnx", *given)
    for measure in MEASURES:
        lost = whole[measure] - small[measure]
        sys.stdout.write(f"{measure}: fp32 {whole[measure]:.3f}, eight bits {small[measure]:.3f}, ")
        sys.stdout.write(f"lost {lost:+.3f} (at most .005)\n")


if __name__ == "__main__":
    main()
