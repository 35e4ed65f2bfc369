"""
From a reading to acts: triggers with their types, and the roles and status of each.

Nothing here knows whether PyTorch or ONNX Runtime computes the roles; an `Engine` does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from eventgraph.annotate.decode import Floats, best_tags, log_softmax
from eventgraph.annotate.encoder import Engine, Reading
from eventgraph.annotate.labels import ROLES, STATUSES, TYPES, bio_spans

__all__ = ["FoundAct", "find_acts", "mentions", "sentence_spans"]

_ACTS = 64
"""Acts of an article whose roles are computed together; so many that memory stays small."""
_REACH = 80
"""Words on each side of a trigger where its arguments are sought, in a sentence without end."""


@dataclass(frozen=True, slots=True)
class FoundAct:
    """An act in word numbers of its reading."""

    first: int
    end: int
    kind: int
    status: int
    confidence: float
    arguments: tuple[tuple[int, int, int], ...]
    """(first, end, role) each."""


@dataclass(frozen=True, slots=True)
class _Trigger:
    """A trigger with the words `near` to `far` that may have roles, and their states."""

    first: int
    end: int
    kind: int
    confidence: float
    near: int
    far: int
    states: Floats


def find_acts(reading: Reading, engine: Engine, keep: float = 0.0) -> list[FoundAct]:
    """Find the acts of a text; `keep` is taken from the log chance of "no trigger"."""
    found = [
        trigger
        for begin, end in pairwise(reading.sentences.tolist())
        for trigger in _triggers(reading, begin, end, keep)
    ]
    found.sort(key=lambda t: t.far - t.near)
    acts: list[FoundAct] = []
    for start in range(0, len(found), _ACTS):
        acts += _with_roles(engine, found[start : start + _ACTS])
    return sorted(acts, key=lambda act: (act.first, act.kind))


def _triggers(reading: Reading, begin: int, end: int, keep: float) -> Iterator[_Trigger]:
    """Give the triggers of a sentence; one whose states were not kept can have none."""
    states = reading.states_of(begin, end)
    if states is None:
        return
    logits = reading.triggers[begin:end].astype(np.float64)
    logits[:, 0] -= keep
    chances = np.exp(log_softmax(logits))
    for first, last, kind in bio_spans(best_tags(logits)):
        near, far = max(0, first - _REACH), min(end - begin, last + _REACH)
        yield _Trigger(
            begin + first,
            begin + last,
            kind,
            float(chances[first, 1 + 2 * kind]),
            begin + near,
            begin + far,
            states[near:far],
        )


def _with_roles(engine: Engine, group: Sequence[_Trigger]) -> list[FoundAct]:
    longest = max(t.far - t.near for t in group)
    states = np.zeros((len(group), longest, group[0].states.shape[1]), np.float32)
    mask = np.zeros((len(group), longest), np.bool_)
    for row, t in enumerate(group):
        states[row, : t.far - t.near] = t.states
        mask[row, : t.far - t.near] = True
    trigger = np.array([t.first - t.near for t in group], np.int64)
    kinds = np.array([t.kind for t in group], np.int64)
    roles, status = engine.roles(states, mask, trigger, kinds)
    acts = []
    for row, t in enumerate(group):
        spans = bio_spans(best_tags(roles[row, : t.far - t.near]))
        arguments = tuple((t.near + a, t.near + b, role) for a, b, role in spans)
        chosen = int(status[row].argmax())
        acts.append(FoundAct(t.first, t.end, t.kind, chosen, t.confidence, arguments))
    return acts


def sentence_spans(reading: Reading) -> list[tuple[int, int]]:
    """Give the sentences of a reading as character offsets, from first word to last."""
    return [
        (int(reading.starts[a]), int(reading.ends[b - 1]))
        for a, b in pairwise(reading.sentences.tolist())
    ]


def mentions(
    doc: str, text: str, reading: Reading, acts: Sequence[FoundAct]
) -> list[dict[str, Any]]:
    """Write acts in the exchange form of event mentions."""

    def span(first: int, end: int) -> dict[str, Any]:
        a, b = int(reading.starts[first]), int(reading.ends[end - 1])
        return {"text": text[a:b], "start": a, "end": b}

    rows = []
    for number, act in enumerate(acts, 1):
        sentence = int(np.searchsorted(reading.sentences, act.first, side="right"))
        row: dict[str, Any] = {"doc": doc, "n": number, "s": sentence}
        row |= {"type": TYPES[act.kind], "status": STATUSES[act.status]}
        row |= {"trigger": span(act.first, act.end), "actors": [], "targets": [], "places": []}
        row |= {"date": None, "source": "", "same_as": None}
        for first, end, role in act.arguments:
            found, name = span(first, end), ROLES[role]
            if name == "date":
                row["date"] = row["date"] or {"text": found["text"], "value": None}
            elif name == "source":
                row["source"] = row["source"] or found["text"]
            else:
                row[name + "s"].append({**found, "name": "", "country": ""})
        rows.append({**row, "confidence": round(act.confidence, 3)})
    return rows
