"""
Windows: what the network reads at once, a few sentences in the middle of their story.

A window holds new sentences, which are labelled or predicted, and before them their
context: the headline and the sentence before. A line break is shown as the end piece.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from training.encoder.pieces import Pieces
from training.pipelines.corpora import Sentence, Story, Word, split_words
from training.pipelines.labels import IGNORE

__all__ = ["Batch", "Window", "batches", "collate", "predict_windows", "train_windows"]

LENGTH = 224
"""Pieces of a window; the network could take 512, but longer windows are no better and slower."""
CONTEXT = 64
"""At most so many pieces of them are context."""
_WORD_PIECES = 12


@dataclass(slots=True)
class Window:
    """Words with their pieces, and which of them are new."""

    words: list[Word]
    ids: list[int]
    first: list[int]
    """The place of every word's first piece in `ids`."""
    new: int
    """The number of the first new word."""
    sentences: list[Sentence]
    """The new sentences, in training."""


@dataclass(slots=True)
class Batch:
    """Tensors of some windows; words are laid end to end, `row` and `place` find them."""

    ids: Tensor
    mask: Tensor
    row: Tensor
    place: Tensor
    labels: dict[str, Tensor]
    acts: list[tuple[int, int, int, int, int, tuple[int, ...]]]
    """(begin, end) of the sentence, trigger, type, status, role tags; flat word numbers."""
    windows: list[Window]


def _cut(word: Word, pieces: Pieces) -> tuple[int, ...]:
    return pieces.word(word.text, word.spaced)[:_WORD_PIECES]


def _cost(words: Sequence[Word], pieces: Pieces) -> int:
    return sum(len(_cut(w, pieces)) + w.fresh for w in words)


def _window(context: list[Word], new: list[Sentence], pieces: Pieces) -> Window:
    words = context + [word for sentence in new for word in sentence.words]
    ids, first = [pieces.special["bos"]], []
    for place, word in enumerate(words):
        if word.fresh and place:
            ids.append(pieces.special["eos"])
        first.append(len(ids))
        ids.extend(_cut(word, pieces))
    ids.append(pieces.special["eos"])
    return Window(words, ids, first, len(context), new)


def _context(before: Sequence[Sentence], pieces: Pieces) -> list[Word]:
    """Give the headline and the last sentence before, as far as there is room."""
    if not before:
        return []
    headline = list(before[0].words)
    chosen = headline if _cost(headline, pieces) <= CONTEXT // 2 else []
    if len(before) > 1:
        last = list(before[-1].words)
        while last and _cost(chosen + last, pieces) > CONTEXT:
            del last[:4]
        chosen = chosen + last
    return chosen


def train_windows(
    story: Story, pieces: Pieces, dice: random.Random, context: bool = True
) -> list[Window]:
    """Cut a story into windows; where they begin is left to the dice."""
    sentences = list(story.sentences)
    windows: list[Window] = []
    start, first = 0, True
    while start < len(sentences):
        before = _context(sentences[:start], pieces) if story.ordered and context else []
        room = LENGTH - 2 - _cost(before, pieces)
        if first or not story.ordered:
            room = dice.randint(40, room)
        end, used = start, 0
        while end < len(sentences):
            used += _cost(sentences[end].words, pieces)
            if end > start and used > room:
                break
            end += 1
        windows.append(_window(before, sentences[start:end], pieces))
        start, first = end, False
    return [w for w in windows if len(w.ids) <= 480]


_STOP = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])|\n+")


def predict_windows(text: str, pieces: Pieces, context: bool = True) -> list[Window]:
    """
    Cut any text into windows that together predict every word once.

    Cuts fall after what looks like the end of a sentence; a stretch without one is cut
    by length.
    """
    chunks = []
    at = 0
    for end in [m.end() for m in _STOP.finditer(text)] + [len(text)]:
        words = split_words(text, at, end)
        chunks += [Sentence(tuple(words[n : n + 120])) for n in range(0, len(words), 120)]
        at = end
    windows, start = [], 0
    while start < len(chunks):
        before = _context(chunks[:start], pieces) if context else []
        room = LENGTH - 2 - _cost(before, pieces)
        end, used = start, 0
        while end < len(chunks):
            used += _cost(chunks[end].words, pieces)
            if end > start and used > room:
                break
            end += 1
        windows.append(_window(before, chunks[start:end], pieces))
        start = end
    return windows


def batches(windows: Sequence[Window], size: int, dice: random.Random | None) -> list[list[Window]]:
    """Group windows of like length so that a batch has about `size` pieces with padding."""
    order = list(windows)
    if dice is not None:
        dice.shuffle(order)
    pool = 64 if dice is not None else len(order) or 1
    groups: list[list[Window]] = []
    for start in range(0, len(order), pool):
        group: list[Window] = []
        for window in sorted(order[start : start + pool], key=lambda w: len(w.ids)):
            if group and len(window.ids) * (len(group) + 1) > size:
                groups.append(group)
                group = []
            group.append(window)
        groups.append(group)
    if dice is not None:
        dice.shuffle(groups)
    return groups


def _labels(window: Window) -> dict[str, list[int]]:
    """Give the labels of the window's words; context words have none."""
    none = [IGNORE] * window.new
    out = {name: list(none) for name in ("triggers", "ner", "upos", "bounds")}
    for sentence in window.sentences:
        size = len(sentence.words)
        for name in ("triggers", "ner", "upos"):
            out[name] += getattr(sentence, name) or [IGNORE] * size
        out["bounds"] += [1] + [0] * (size - 1)
    return out


def collate(windows: list[Window], pad: int, labelled: bool = True) -> Batch:
    """Lay windows into one batch."""
    longest = max(len(w.ids) for w in windows)
    ids = np.full((len(windows), longest), pad, np.int64)
    for number, window in enumerate(windows):
        ids[number, : len(window.ids)] = window.ids
    row = [n for n, w in enumerate(windows) for _ in w.words]
    place = [p for w in windows for p in w.first]
    labels: dict[str, list[int]] = {}
    acts = []
    base = 0
    for window in windows if labelled else []:
        for name, values in _labels(window).items():
            labels.setdefault(name, []).extend(values)
        begin = base + window.new
        for sentence in window.sentences:
            end = begin + len(sentence.words)
            acts += [
                (begin, end, begin + act.trigger, act.kind, act.status, act.roles)
                for act in sentence.acts
            ]
            begin = end
        base += len(window.words)
    tensor = torch.from_numpy(ids)
    return Batch(
        tensor,
        tensor != pad,
        torch.tensor(row),
        torch.tensor(place),
        {name: torch.tensor(values) for name, values in labels.items()},
        acts,
        windows,
    )
