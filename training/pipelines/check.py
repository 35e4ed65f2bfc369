"""
Check the exported files: same answers as PyTorch, alone as in company, and on bad input.

    python -m training.pipelines.check ENCODER CHECKPOINT ONNX EVAL [--take 30]

Prints the share of words whose tags differ between PyTorch, fp32 and eight bits on training
articles, and stops with an error when an article read by a fresh encoder differs in one bit
from the same one read after others.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from training.pipelines.corpora import Story, read_events
from training.pipelines.decode import acts_of, mentions
from training.pipelines.engines import TorchEngine, load_reader
from training.pipelines.loading import load_encoder

from eventgraph.annotate.decode import Floats
from eventgraph.annotate.encoder import Encoder, Engine, OnnxEngine, Reading
from eventgraph.annotate.pieces import Pieces
from eventgraph.annotate.windows import cut_windows

__all__ = ["main"]

HEADS = ("triggers", "ner", "upos", "bounds")
HOSTILE = {
    "nothing": "",
    "spaces": "  \n\t ",
    "no space": "a" * 200_000,
    "long sentence": "pasukan menyerang kota itu dan " * 800,
    "zero width": "Pre\u200bsiden \u202eber\u0301temu\u200d Menteri \x00\x07 di Kairo. 🙂🙃",
    "other scripts": "总统周五在北京会见了外长。 اجتمع الرئيس مع الوزير",
    "shouting": "PRESIDEN MENOLAK GENCATAN SENJATA! " * 20,
    "open quote": 'Ia berkata, "Kami menolak usul itu. ' * 50,
}


def _same(a: Reading, b: Reading) -> bool:
    one, other = a.as_dict(), b.as_dict()
    return all(np.array_equal(one[name], other[name]) for name in one)


def check_company(stories: Sequence[Story], encoder: Encoder) -> int:
    """Count the articles whose numbers depend on what is read before them."""
    order = list(stories)
    random.Random(1).shuffle(order)  # noqa: S311 - an order, not a secret
    among = {story.id: encoder.read(story.text, story.spans) for story in order}
    tables = (encoder.pieces.pieces, encoder.pieces.scores, encoder.pieces.special)
    count = 0
    for story in stories:
        pieces = Pieces(*tables, encoder.pieces.normal, encoder.pieces.penalty)
        alone = Encoder(encoder.engine, pieces).read(story.text, story.spans)
        count += not _same(alone, among[story.id])
    return count


def _logits(stories: Sequence[Story], engine: Engine, pieces: Pieces) -> dict[str, Floats]:
    """Give the logits of all words of the stories, laid end to end."""
    parts: dict[str, list[Floats]] = {head: [] for head in HEADS}
    for story in stories:
        for window in cut_windows([s.words for s in story.sentences], pieces):
            ids = np.array([window.ids], np.int64)
            values = engine.read(ids, np.array(window.first[window.new :], np.int64))
            for head in HEADS:
                parts[head].append(values[head])
    return {head: np.concatenate(values) for head, values in parts.items()}


def differences(
    stories: Sequence[Story], one: Engine, other: Engine, pieces: Pieces
) -> dict[str, Any]:
    """Give the share of words with another tag, and the largest difference of a logit."""
    left, right = (_logits(stories, engine, pieces) for engine in (one, other))
    out: dict[str, Any] = {"words": len(left[HEADS[0]])}
    for head in HEADS:
        share = float((left[head].argmax(1) != right[head].argmax(1)).mean())
        largest = float(abs(left[head] - right[head]).max())
        out[head] = {"other_tag": round(share, 5), "largest": round(largest, 4)}
    return out


def check_hostile(encoder: Encoder) -> dict[str, float]:
    """Read texts that no newsroom wrote; every span must hold. Gives seconds."""
    seconds = {}
    for name, text in HOSTILE.items():
        began = time.process_time()
        reading = encoder.read(text, [(0, len(text))])
        for row in mentions(name, text, reading, acts_of(reading, encoder)):
            for span in [row["trigger"], *row["actors"], *row["targets"], *row["places"]]:
                assert text[span["start"] : span["end"]] == span["text"], name
        seconds[name] = round(time.process_time() - began, 2)
    return seconds


def main() -> None:
    """Run all checks and print them as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("encoder", "checkpoint", "onnx", "events"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--take", type=int, default=30, help="articles")
    options = parser.parse_args()
    torch.set_num_threads(1)
    small = load_encoder(options.encoder, options.onnx)
    stories = read_events(options.events, "train")[: options.take]
    exact = TorchEngine(load_reader(options.encoder, options.checkpoint))
    fp32 = OnnxEngine(options.onnx / "encoder.fp32.onnx", options.onnx / "roles.onnx")
    small.read(stories[0].text, stories[0].spans)
    began = time.process_time()
    words = sum(len(small.read(story.text, story.spans).starts) for story in stories)
    speed = words / (time.process_time() - began)
    depend = check_company(stories, small)
    report = {
        "words_per_cpu_second": round(speed),
        "torch_to_fp32": differences(stories[:5], exact, fp32, small.pieces),
        "torch_to_int8": differences(stories, exact, small.engine, small.pieces),
        "depend_on_company": depend,
        "seconds_on_bad_input": check_hostile(small),
    }
    print(json.dumps(report, indent=1))
    if depend:
        raise SystemExit(f"{depend} articles depend on what is read before them")


if __name__ == "__main__":
    main()
