"""Tensors of labelled windows."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from training.pipelines.windows import LabelledWindow, labels

__all__ = ["ActLabel", "Batch", "collate"]

ActLabel = tuple[int, int, int, int, int, tuple[int, ...]]
"""(begin, end) of the sentence, trigger, type, status, role tags; flat word numbers."""


@dataclass(slots=True)
class Batch:
    """Tensors of some windows; words are laid end to end, `row` and `place` find them."""

    ids: Tensor
    mask: Tensor
    row: Tensor
    place: Tensor
    labels: dict[str, Tensor]
    acts: list[ActLabel]


def collate(windows: list[LabelledWindow], pad: int) -> Batch:
    """Lay windows into one batch."""
    ids = torch.full((len(windows), max(w.size for w in windows)), pad)
    for number, one in enumerate(windows):
        ids[number, : one.size] = torch.tensor(one.window.ids)
    row = [number for number, one in enumerate(windows) for _ in one.window.words]
    place = [first for one in windows for first in one.window.first]
    wanted: dict[str, list[int]] = {}
    acts: list[ActLabel] = []
    base = 0
    for one in windows:
        for name, values in labels(one).items():
            wanted.setdefault(name, []).extend(values)
        acts += _acts(one, base)
        base += len(one.window.words)
    tensors = {name: torch.tensor(values) for name, values in wanted.items()}
    return Batch(ids, ids != pad, torch.tensor(row), torch.tensor(place), tensors, acts)


def _acts(one: LabelledWindow, base: int) -> list[ActLabel]:
    """Give the acts of a window whose first word has the number `base`."""
    acts: list[ActLabel] = []
    begin = base + one.window.new
    for sentence in one.sentences:
        end = begin + len(sentence.words)
        acts += [
            (begin, end, begin + act.trigger, act.kind, act.status, act.roles)
            for act in sentence.acts
        ]
        begin = end
    return acts
