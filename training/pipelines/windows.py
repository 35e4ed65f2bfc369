"""
Windows to learn from: labelled sentences laid out as they are laid out in reading.

Only where a window begins differs from `eventgraph.annotate.windows`: the dice decide, so
that the network does not learn where cuts fall.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from training.pipelines.corpora import IGNORE, Sentence, Story

from eventgraph.annotate.pieces import Pieces
from eventgraph.annotate.windows import LENGTH, Window, Word, context_of, cost, window

__all__ = ["LabelledWindow", "batches", "labels", "train_windows"]

_LEAST = 40
"""Pieces that a story's first window has room for at least."""
_LONGEST = 480
"""Pieces that the network is given at most; a sentence beyond is not learned from."""


_POOL = 64
"""Windows that are sorted by length together."""


@dataclass(frozen=True, slots=True)
class LabelledWindow:
    """A window with the sentences whose words are its new ones."""

    window: Window
    sentences: tuple[Sentence, ...]

    @property
    def size(self) -> int:
        """Pieces."""
        return len(self.window.ids)


def train_windows(story: Story, pieces: Pieces, dice: random.Random) -> list[LabelledWindow]:
    """Cut a story into windows; where they begin is left to the dice."""
    windows: list[LabelledWindow] = []
    start, first = 0, True
    while start < len(story.sentences):
        before = _context(story.sentences[:start], pieces) if story.ordered else []
        room = LENGTH - 2 - cost(before, pieces)
        if first or not story.ordered:
            room = dice.randint(_LEAST, room)
        new = story.sentences[start : _end(story.sentences, start, room, pieces)]
        laid = window(before, [sentence.words for sentence in new], pieces)
        windows.append(LabelledWindow(laid, new))
        start, first = start + len(new), False
    return [w for w in windows if w.size <= _LONGEST]


def _context(before: Sequence[Sentence], pieces: Pieces) -> list[Word]:
    headline = before[0].words if before else None
    return context_of(headline, before[-1].words if len(before) > 1 else None, pieces)


def _end(sentences: Sequence[Sentence], start: int, room: int, pieces: Pieces) -> int:
    """Give the end of the sentences that fit; one at least."""
    used = 0
    for end in range(start, len(sentences)):
        used += cost(sentences[end].words, pieces)
        if end > start and used > room:
            return end
    return len(sentences)


def batches(
    windows: Sequence[LabelledWindow], size: int, dice: random.Random
) -> list[list[LabelledWindow]]:
    """Group windows of like length so that a batch has about `size` pieces with padding."""
    order = list(windows)
    dice.shuffle(order)
    groups = [
        group
        for start in range(0, len(order), _POOL)
        for group in _groups(order[start : start + _POOL], size)
    ]
    dice.shuffle(groups)
    return groups


def _groups(windows: Sequence[LabelledWindow], size: int) -> Iterator[list[LabelledWindow]]:
    group: list[LabelledWindow] = []
    for one in sorted(windows, key=lambda w: w.size):
        if group and one.size * (len(group) + 1) > size:
            yield group
            group = []
        group.append(one)
    yield group


def labels(one: LabelledWindow) -> dict[str, list[int]]:
    """Give each head's labels of the window's words; context words have none."""
    none = [IGNORE] * one.window.new
    out = {name: list(none) for name in ("triggers", "ner", "upos", "bounds")}
    for sentence in one.sentences:
        size = len(sentence.words)
        for name in ("triggers", "ner", "upos"):
            out[name] += getattr(sentence, name) or [IGNORE] * size
        out["bounds"] += [1] + [0] * (size - 1)
    return out
