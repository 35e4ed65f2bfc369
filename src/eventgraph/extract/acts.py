"""
Find acts with the encoder's heads and the lexicon together.

The encoder says how likely each word begins or goes on with a trigger of each type; a word
that the lexicon knows as a trigger adds to that. The best sequence of a sentence gives its
triggers, and the role head reads the sentence once more for each of them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from eventgraph.annotate.decode import Floats, best_tags, log_softmax
from eventgraph.annotate.encoder import Encoder, Reading, shipped_encoder
from eventgraph.annotate.labels import ROLES, STATUSES, TYPES, bio_spans

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from eventgraph.extract.triggers import Found

__all__ = ["Act", "Part", "Weights", "chances_of", "find_acts", "placed"]

_TOGETHER = 64
"""Acts whose roles are computed at once."""
_REACH = 80
"""Words on each side of a trigger where its arguments are sought, in a sentence without end."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What the lexicon adds to the log chances of the encoder (chosen on dev), and their trust."""

    known: float = 4.0
    """To a trigger that the lexicon knows, times how often it is one."""
    keep: float = 1.25
    """To no trigger, everywhere."""
    slope: float = 0.455
    """
    The log odds of a trigger and its type, times `slope` plus `shift`, are those of being right.

    Fitted on labelled articles that the encoder did not learn from: the held-out tenth and dev.
    """
    shift: float = -0.64

    def calibrated(self, chances: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give how often finds of such chances are right."""
        sure = np.clip(chances, 1e-6, 1 - 1e-6)
        odds = self.slope * np.log(sure / (1 - sure)) + self.shift
        right: NDArray[np.float64] = 1 / (1 + np.exp(-odds))
        return right


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of words that fills a role, as character offsets, with its chance."""

    role: str
    start: int
    end: int
    chance: float


@dataclass(frozen=True, slots=True)
class Act:
    """An act: its trigger as character offsets, its type, status and parts."""

    start: int
    end: int
    type: str
    chance: float
    status: str
    statuses: tuple[float, ...]
    """Chances, in the order of `labels.STATUSES`."""
    parts: tuple[Part, ...]
    hit: Found | None = None
    """The entry of the lexicon that agrees, if one does."""


@dataclass(frozen=True, slots=True)
class _Trigger:
    begin: int
    """First word of its sentence (or of the part of it that is looked at)."""
    stop: int
    first: int
    end: int
    kind: int
    chance: float
    hit: Found | None


def find_acts(
    doc: Doc | None,
    reading: Reading,
    hits: Sequence[Found],
    weights: Weights | None = None,
    encoder: Encoder | None = None,
) -> list[Act]:
    """
    Find the acts of an article, in the order of their triggers.

    `hits` are the triggers of the lexicon in `doc`, in order; they count only in sentences whose
    hidden states were kept. Without hits no `Doc` is needed: the encoder then stands alone.
    """
    found = [] if doc is None else placed(doc, reading, hits)
    firsts = [first for first, _, _ in found]
    triggers: list[_Trigger] = []
    for begin, stop in pairwise(reading.sentences.tolist()):
        if reading.row[begin] >= 0:
            here = found[bisect_left(firsts, begin) : bisect_left(firsts, stop)]
            triggers += _triggers(reading, begin, stop, here, weights or Weights())
    acts: list[Act] = []
    encoder = shipped_encoder() if encoder is None else encoder
    order = sorted(range(len(triggers)), key=lambda n: triggers[n].stop - triggers[n].begin)
    for start in range(0, len(order), _TOGETHER):
        group = [triggers[n] for n in order[start : start + _TOGETHER]]
        acts += _with_roles(reading, encoder, group)
    return sorted(acts, key=lambda act: (act.start, act.type))


def placed(doc: Doc, reading: Reading, hits: Sequence[Found]) -> list[tuple[int, int, Found]]:
    """Give the words (first, end) that each trigger of the lexicon covers."""
    out = []
    for hit in hits:
        span = doc[hit.start : hit.end]
        first = int(np.searchsorted(reading.ends, span.start_char, side="right"))
        end = int(np.searchsorted(reading.starts, span.end_char, side="left"))
        if first < end:
            out.append((first, end, hit))
    return out


def _triggers(
    reading: Reading,
    begin: int,
    stop: int,
    hits: Sequence[tuple[int, int, Found]],
    weights: Weights,
) -> list[_Trigger]:
    """Decode the triggers of one sentence."""
    scores = _scores(reading, begin, stop, hits, weights)
    chances = weights.calibrated(np.exp(log_softmax(scores)))
    found = []
    for first, end, kind in bio_spans(best_tags(scores)):
        agreeing = _agreeing(hits, begin + first, begin + end, TYPES[kind])
        near, far = max(begin, begin + first - _REACH), min(stop, begin + end + _REACH)
        chance = float(chances[first, 1 + 2 * kind])
        found.append(_Trigger(near, far, begin + first, begin + end, kind, chance, agreeing))
    return found


def _scores(
    reading: Reading,
    begin: int,
    stop: int,
    hits: Sequence[tuple[int, int, Found]],
    weights: Weights,
) -> NDArray[np.float64]:
    """Give what speaks for each tag of each word: the encoder and the lexicon together."""
    scores = reading.triggers[begin:stop].astype(np.float64)
    for first, end, hit in hits:
        kind = TYPES.index(hit.entry.type.value)
        bonus = weights.known * hit.entry.weight
        scores[first - begin, 1 + 2 * kind] += bonus
        scores[first - begin + 1 : end - begin, 2 + 2 * kind] += bonus
    scores[:, 0] += weights.keep
    return scores


def chances_of(
    reading: Reading, begin: int, stop: int, hits: Sequence[tuple[int, int, Found]]
) -> NDArray[np.float64]:
    """Give the calibrated chances (words, tags) of the tags from which triggers are decoded."""
    weights = Weights()
    return weights.calibrated(np.exp(log_softmax(_scores(reading, begin, stop, hits, weights))))


def _agreeing(
    hits: Sequence[tuple[int, int, Found]], first: int, end: int, kind: str
) -> Found | None:
    """Give the entry of the lexicon that finds the same act in the same place."""
    return next(
        (hit for a, b, hit in hits if a < end and b > first and hit.entry.type.value == kind), None
    )


def _with_roles(reading: Reading, encoder: Encoder, group: Sequence[_Trigger]) -> list[Act]:
    longest = max(t.stop - t.begin for t in group)
    states = np.zeros((len(group), longest, reading.states.shape[1]), np.float32)
    mask = np.zeros((len(group), longest), np.bool_)
    for row, trigger in enumerate(group):
        size = trigger.stop - trigger.begin
        states[row, :size] = reading.states_of(trigger.begin, trigger.stop)
        mask[row, :size] = True
    places = np.array([t.first - t.begin for t in group], np.int64)
    kinds = np.array([t.kind for t in group], np.int64)
    roles, status = encoder.engine.roles(states, mask, places, kinds)
    statuses = np.exp(log_softmax(status))
    return [
        _act(reading, trigger, roles[row, : trigger.stop - trigger.begin], statuses[row])
        for row, trigger in enumerate(group)
    ]


def _act(reading: Reading, trigger: _Trigger, roles: Floats, status: NDArray[np.float64]) -> Act:
    chances = np.exp(log_softmax(roles))
    parts = []
    for first, end, role in bio_spans(best_tags(roles)):
        parts.append(
            Part(
                role=ROLES[role],
                start=int(reading.starts[trigger.begin + first]),
                end=int(reading.ends[trigger.begin + end - 1]),
                chance=float(chances[first, 1 + 2 * role]),
            )
        )
    return Act(
        start=int(reading.starts[trigger.first]),
        end=int(reading.ends[trigger.end - 1]),
        type=TYPES[trigger.kind],
        chance=trigger.chance,
        status=STATUSES[int(status.argmax())],
        statuses=tuple(float(value) for value in status),
        parts=tuple(parts),
        hit=trigger.hit,
    )
