"""
Unite mentions of one article that tell of the very same act.

A network of two layers judges every pair of mentions of one type (`features`); groups grow from the
surest pair on, as long as the mean judgement between two groups is high enough. How the network
was trained is told in `training/coreference/README.md`.
"""

from __future__ import annotations

import functools
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from eventgraph.annotate.encoder import Reading
from eventgraph.corefer.features import NAMES, Pair, Told, Vector, pair_features, tell
from eventgraph.errors import ModelError
from eventgraph.model import EventType, Mention
from eventgraph.models import weights

__all__ = ["Judge", "corefer", "groups", "in_blocks", "pairs", "shipped_judge"]

_TOGETHER = 64
"""Mentions of one type that are compared with each other; time stays linear in the text."""

_JOINED = 0.4
"""The mean chance between two groups from which on they are one act; chosen on dev."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Judge:
    """
    The weights of some networks whose mean judgement counts; the first axis is the network.

    A network sees a pair as numbers, as the product and as the distance of both triggers'
    states in a small space.
    """

    names: NDArray[np.str_]
    """(numbers,): `features.NAMES` as it was in training."""
    middle: Floats
    """(hidden,): the mean state of triggers."""
    mean: Floats
    """(numbers,): what is taken from the numbers, which are then divided by `scale`."""
    scale: Floats
    space: Floats
    """(networks, hidden, size)"""
    first: Floats
    """(networks, numbers + 2 size, inner)"""
    first_bias: Floats
    """(networks, inner)"""
    second: Floats
    """(networks, inner)"""
    second_bias: Floats
    """(networks,)"""

    @classmethod
    def load(cls, path: Path) -> Judge:
        """Read weights; raise `ModelError` when they are not for these features."""
        try:
            with np.load(path, allow_pickle=False) as arrays:
                judge = cls(**{field.name: arrays[field.name] for field in fields(cls)})
        except (OSError, EOFError, KeyError, TypeError, ValueError, zipfile.BadZipFile) as error:
            raise ModelError(
                f"the weights for coreference cannot be read: {error}",
                where=path,
                cure="install eventgraph-kg again",
            ) from error
        if tuple(judge.names) != NAMES:
            raise ModelError(
                "the weights for coreference are for other features",
                where=path,
                cure="train them anew, see training/coreference/README.md",
            )
        return judge

    def save(self, path: Path) -> None:
        """Write the weights; the same weights give the same bytes."""
        with path.open("wb") as out:
            np.savez(out, **{field.name: getattr(self, field.name) for field in fields(self)})

    def chances(self, some: Sequence[Pair]) -> Floats:
        """Give the chance (pairs,) that both mentions of a pair tell of the same act."""
        if not some:
            return np.zeros(0, np.float32)
        numbers = np.array([pair_features(pair) for pair in some], np.float32)
        numbers = (numbers - self.mean) / self.scale
        one, other = (
            np.stack([self._state(told) for told in side])
            for side in ([pair.first for pair in some], [pair.second for pair in some])
        )
        total = np.zeros(len(some), np.float32)
        for network in range(len(self.second)):
            left, right = one @ self.space[network], other @ self.space[network]
            seen = np.concatenate([numbers, left * right, abs(left - right)], axis=1)
            inner = np.maximum(seen @ self.first[network] + self.first_bias[network], 0)
            logits = inner @ self.second[network] + self.second_bias[network]
            total += 1 / (1 + np.exp(-logits))
        mean: Floats = total / np.float32(len(self.second))
        return mean

    def _state(self, told: Told) -> Vector:
        return np.zeros_like(self.middle) if told.state is None else told.state


@functools.cache
def shipped_judge() -> Judge:
    """Load the weights that ship with the package, once a process."""
    return Judge.load(weights("coreference.npz"))


def corefer(
    mentions: Sequence[Mention], reading: Reading | None = None, judge: Judge | None = None
) -> tuple[Mention, ...]:
    """
    Say of every mention of one article which earlier one tells the very same act (`same_as`).

    `mentions` are resolved and in the order of their triggers; `reading` is what the encoder saw
    of the article, without which less is known of them. Copies in repeated paragraphs are left
    as they are.
    """
    judge = shipped_judge() if judge is None else judge
    same: dict[str, str] = {}
    for block in in_blocks(mentions):
        chances = judge.chances(list(pairs(block, reading, judge.middle)))
        for group in groups(len(block), chances):
            same |= {block[n].id: block[group[0]].id for n in group[1:]}
    return tuple(replace(m, same_as=same[m.id]) if m.id in same else m for m in mentions)


def in_blocks(mentions: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Give the mentions that are compared with each other, in their order."""
    by_type: dict[EventType, list[Mention]] = {}
    for mention in mentions:
        if mention.repeat_of is None:
            by_type.setdefault(mention.type, []).append(mention)
    for told in by_type.values():
        for start in range(0, len(told), _TOGETHER):
            yield told[start : start + _TOGETHER]


def pairs(block: Sequence[Mention], reading: Reading | None, middle: Vector) -> Iterator[Pair]:
    """Give all pairs of mentions of one type, in the order of `itertools.combinations`."""
    if len(block) < 2:
        return
    told = [tell(mention, reading, middle) for mention in block]
    for (i, first), (j, second) in combinations(enumerate(told), 2):
        yield Pair(first, second, between=j - i - 1, of_type=len(block))


def groups(count: int, chances: Floats, joined: float = _JOINED) -> list[list[int]]:
    """
    Unite `count` things by the chances of their pairs, in the order of `itertools.combinations`.

    The two groups with the highest mean chance between them become one, until none reaches
    `joined`. Gives the groups, each in order.
    """
    if count < 2:
        return [[n] for n in range(count)]
    total = np.zeros((count, count))
    total[np.triu_indices(count, 1)] = chances
    total += total.T
    size = np.ones(count)
    members = [[n] for n in range(count)]
    while True:
        mean = total / np.outer(size, size)
        np.fill_diagonal(mean, -1)
        one, other = divmod(int(mean.argmax()), count)
        if mean[one, other] < joined:
            return sorted(sorted(group) for group in members if group)
        total[one] += total[other]
        total[:, one] += total[:, other]
        total[other] = total[:, other] = -1  # no longer a group
        size[one] += size[other]
        size[other] = 1
        members[one] += members[other]
        members[other] = []
