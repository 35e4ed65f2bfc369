"""
Check the exported files: same answers as PyTorch, alone as in company, and on bad input.

    python -m training.pipelines.check ENCODER CHECKPOINT ONNX DOCS.jsonl [--take 30]

Prints the share of words whose tags differ between fp32 and eight bits, and stops with an
error when a document read alone differs in one bit from the same one read among others.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from training.encoder.pieces import Pieces, load_pieces
from training.pipelines.decode import Engine, Reading, find_acts, mentions, read_texts
from training.pipelines.engines import OnnxEngine, TorchEngine, load_reader

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
    return a.words == b.words and all(np.array_equal(a.logits[h], b.logits[h]) for h in a.logits)


def check_company(texts: list[str], engine: Engine, pieces: Pieces) -> int:
    """Count the texts whose numbers depend on what is read beside them."""
    order = list(range(len(texts)))
    random.Random(1).shuffle(order)  # noqa: S311 - an order, not a secret
    among = dict(zip(order, read_texts([texts[i] for i in order], engine, pieces), strict=True))
    return sum(not _same(read_texts([t], engine, pieces)[0], among[n]) for n, t in enumerate(texts))


def differences(texts: list[str], one: Engine, other: Engine, pieces: Pieces) -> dict[str, Any]:
    """Give the share of words with another tag, and the largest difference of a logit."""
    pairs = list(zip(read_texts(texts, one, pieces), read_texts(texts, other, pieces), strict=True))
    out: dict[str, Any] = {"words": sum(len(a.words) for a, _ in pairs)}
    for head in HEADS:
        a, b = (np.concatenate([pair[n].logits[head] for pair in pairs]) for n in (0, 1))
        share = float((a.argmax(1) != b.argmax(1)).mean())
        out[head] = {"other_tag": round(share, 5), "largest": round(float(abs(a - b).max()), 4)}
    return out


def check_hostile(engine: Engine, pieces: Pieces) -> dict[str, float]:
    """Read texts that no newsroom wrote; every span must hold. Gives seconds."""
    seconds = {}
    for name, text in HOSTILE.items():
        began = time.process_time()
        (reading,) = read_texts([text], engine, pieces)
        found = mentions(name, reading, find_acts(reading, engine) if reading.words else [])
        for row in found:
            for span in [row["trigger"], *row["actors"], *row["targets"], *row["places"]]:
                assert text[span["start"] : span["end"]] == span["text"], name
        seconds[name] = round(time.process_time() - began, 2)
    return seconds


def main() -> None:
    """Run all checks and print them as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("encoder", "checkpoint", "onnx", "docs"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--take", type=int, default=30, help="documents")
    options = parser.parse_args()
    torch.set_num_threads(1)
    pieces = load_pieces(options.encoder / "pieces.json")
    lines = options.docs.read_text(encoding="utf-8").split("\n")
    texts = [json.loads(line)["text"] for line in lines if line.strip()][: options.take]
    exact = TorchEngine(load_reader(options.encoder, options.checkpoint))
    small = OnnxEngine(options.onnx)
    read_texts(texts[:1], small, pieces)
    began = time.process_time()
    words = sum(len(reading.words) for reading in read_texts(texts, small, pieces))
    speed = words / (time.process_time() - began)
    depend = check_company(texts, small, pieces)
    report = {
        "words_per_cpu_second": round(speed),
        "torch_to_fp32": differences(texts[:5], exact, OnnxEngine(options.onnx, 1, FP32), pieces),
        "torch_to_int8": differences(texts, exact, small, pieces),
        "depend_on_company": depend,
        "seconds_on_bad_input": check_hostile(small, pieces),
    }
    print(json.dumps(report, indent=1))
    if depend:
        raise SystemExit(f"{depend} documents depend on their neighbours")


FP32 = "encoder.fp32.onnx"

if __name__ == "__main__":
    main()
