"""
Count independent sources: articles that copy each other, or one agency, count once.

Two articles are copies when half of the shingles (rows of five words) of the shorter one stand
in the other too. They are hashed with MinHash; equal bands of hashes make candidates, which are
then compared in full.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np

from eventgraph.merge.sets import DisjointSets
from eventgraph.model import Article

__all__ = ["copy_groups"]

_WORD = re.compile(r"\w+")
_SHINGLE = 5  # words
# Bands, and hashes in each: two articles that share half of all their shingles are candidates 19
# times in 20, those that share a third 6 times in 10.
_BANDS, _WIDTH = 24, 3
_SAME = 0.5  # of the shingles of the shorter article
_FEWEST = 8  # different shingles, of twelve words; a shorter text is no copy of anything
_AT_ONCE = 4096  # shingles that are hashed in one step, to bound the memory


def copy_groups(articles: Iterable[Article]) -> dict[str, str]:
    """Give for each article the smallest id among its copies, itself included."""
    shingles = {article.id: _shingles(article.text) for article in articles}
    groups = DisjointSets(shingles)
    for one, other in _candidates(shingles):
        few, many = sorted((shingles[one], shingles[other]), key=len)
        if groups.find(one) != groups.find(other) and len(few & many) >= _SAME * len(few):
            groups.join(one, other)
    return {name: groups.find(name) for name in shingles}


def _shingles(text: str) -> frozenset[int]:
    words = [word.lower() for word in _WORD.findall(text)]
    return frozenset(
        int.from_bytes(
            hashlib.blake2b(
                " ".join(words[i : i + _SHINGLE]).encode("utf-8", "surrogatepass"), digest_size=8
            ).digest(),
            "big",
        )
        for i in range(len(words) - _SHINGLE + 1)
    )


def _candidates(shingles: Mapping[str, frozenset[int]]) -> Iterable[tuple[str, str]]:
    """Give pairs that share a band; each article is paired with the first of its band."""
    bands: dict[tuple[int, ...], str] = {}
    found: dict[str, list[str]] = defaultdict(list)
    for name in sorted(shingles):
        if len(shingles[name]) < _FEWEST:
            continue
        hashes = _minhash(shingles[name])
        for band in range(_BANDS):
            key = (band, *hashes[band * _WIDTH : (band + 1) * _WIDTH])
            first = bands.setdefault(key, name)
            if first != name and first not in found[name]:
                found[name].append(first)
    return [(one, other) for other, firsts in found.items() for one in firsts]


def _minhash(shingles: frozenset[int]) -> list[int]:
    """Give the smallest value of every hash function; sums and products wrap at 64 bits."""
    values = np.fromiter(sorted(shingles), np.uint64, len(shingles))
    smallest = np.full(_BANDS * _WIDTH, np.iinfo(np.uint64).max, np.uint64)
    for begin in range(0, len(values), _AT_ONCE):
        part = values[begin : begin + _AT_ONCE, None] * _MULTIPLIERS + _OFFSETS
        smallest = np.minimum(smallest, part.min(axis=0))
    return [int(value) for value in smallest]


def _functions() -> tuple[np.ndarray, np.ndarray]:
    """Give the multipliers (odd) and offsets of the hash functions, the same in every run."""
    digits = hashlib.shake_256(b"eventgraph copies").digest(16 * _BANDS * _WIDTH)
    numbers = np.frombuffer(digits, "<u8").astype(np.uint64)
    return numbers[::2] | np.uint64(1), numbers[1::2]


_MULTIPLIERS, _OFFSETS = _functions()
