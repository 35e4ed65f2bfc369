"""
Weigh words by how surprising they are, and compare texts by the words they share.

The table of word pieces knows how frequent every piece is in general, so a weight never
depends on the other articles of a graph.
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from eventgraph.annotate.pieces import Pieces, load_pieces
from eventgraph.model import Article
from eventgraph.models import weights

__all__ = ["Vector", "cosine", "names_of", "vector", "words_of"]

_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 3  # letters of a word that is looked at
# Log-probabilities: words up to the first number are everyday ones and weigh nothing, the
# weight then rises by one for each further eight, up to the cap.
_EVERYDAY, _RISE, _CAP = 9.0, 8.0, 1.6
_LONGEST = 64  # characters of a word; endless ones must fill neither vectors nor the cache


class Vector:
    """Weights of words, with their length."""

    __slots__ = ("length", "weights")

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = dict(weights)
        self.length = math.sqrt(sum(w * w for w in self.weights.values()))


@functools.cache
def _pieces() -> Pieces:
    return load_pieces(weights("pieces.json"))


@functools.lru_cache(1 << 16)
def _surprise(word: str) -> float:
    pieces = _pieces()
    likely = sum(pieces.scores[number] for number in pieces.word(word, True))
    return max(0.0, min(_CAP, (-likely - _EVERYDAY) / _RISE))


def words_of(text: str) -> Iterator[str]:
    """Give the words of a text that have three letters or more."""
    for word in _WORD.finditer(text):
        if word.end() - word.start() >= _SHORTEST:
            yield word[0][:_LONGEST]


def vector(counts: Mapping[str, float]) -> Vector:
    """Weigh counted words; those that say nothing are left out."""
    found = {w: n * s for w, n in sorted(counts.items()) if (s := _surprise(w)) > 0}
    return Vector(found)


def names_of(article: Article) -> Vector:
    """
    Give the words of an article that begin with a capital or digit, rare and frequent ones.

    An everyday word is none because it begins a sentence.
    """
    words = words_of(article.text)
    counts = Counter(w for w in words if w[0].isupper() or w[0].isdigit())
    return vector({w: 1 + math.log(n) for w, n in counts.items() if _surprise(w.lower()) > 0})


def cosine(one: Vector, other: Vector) -> float:
    """Give how alike two vectors are, 0 to 1."""
    if len(one.weights) > len(other.weights):
        one, other = other, one
    if not one.length or not other.length:
        return 0.0
    shared = sum(w * other.weights[k] for k, w in one.weights.items() if k in other.weights)
    return shared / (one.length * other.length)
