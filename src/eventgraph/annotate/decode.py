"""From logits to tags: the best sequence that is a sequence of spans."""

from __future__ import annotations

import functools

import numpy as np
from numpy.typing import NDArray

__all__ = ["Floats", "best_tags", "log_softmax"]

Floats = NDArray[np.floating]
_NEVER = -1e9


def log_softmax(logits: Floats) -> NDArray[np.float64]:
    """Give the logarithms of the chances, over the last axis."""
    wide = logits.astype(np.float64)
    top = wide.max(-1, keepdims=True)
    shifted = wide - top
    chances: NDArray[np.float64] = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return chances


@functools.cache
def _forbidden(tags: int) -> NDArray[np.float64]:
    """Give what a step costs: nothing, or everything where an I does not follow its own B or I."""
    ban = np.zeros((tags, tags))
    for inside in range(2, tags, 2):
        ban[:, inside] = _NEVER
        ban[[inside - 1, inside], inside] = 0.0
    return ban


def _is_sequence(tags: NDArray[np.intp]) -> bool:
    """Tell whether every I follows its own B or I."""
    inside = (tags > 0) & (tags % 2 == 0)
    before = np.concatenate([[0], tags[:-1]])
    return bool(np.all(~inside | (before == tags) | (before == tags - 1)))


def best_tags(logits: Floats) -> list[int]:
    """
    Give the best BIO sequence of a sentence, (words, tags) to one tag a word.

    An I follows only its own B or I (Viterbi). `logits` may be log chances as well.
    """
    if not len(logits):
        return []
    greedy = logits.argmax(-1)
    if _is_sequence(greedy):
        return [int(tag) for tag in greedy]
    scores = log_softmax(logits)
    count, tags = scores.shape
    ban = _forbidden(tags)
    total = scores[0].copy()
    total[2::2] += _NEVER
    back = np.zeros((count, tags), np.intp)
    for place in range(1, count):
        paths = total[:, None] + ban
        back[place] = paths.argmax(0)
        total = paths.max(0) + scores[place]
    path = [int(total.argmax())]
    for place in range(count - 1, 0, -1):
        path.append(int(back[place, path[-1]]))
    return path[::-1]
