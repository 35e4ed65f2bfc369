"""
From logits to answers: windows of a text in, words, sentences, names and acts out.

Nothing here knows whether PyTorch or ONNX Runtime computed the numbers; an `Engine` does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from training.encoder.pieces import Pieces
from training.pipelines.corpora import Word
from training.pipelines.labels import ROLES, STATUSES, TYPES, bio_spans
from training.pipelines.windows import Window, batches, predict_windows

__all__ = ["Engine", "FoundAct", "Reading", "best_tags", "find_acts", "mentions", "read_texts"]

Floats = NDArray[np.float32]
_ACTS = 64
_REACH = 80
"""Words on each side of a trigger where its arguments are sought, in a sentence without end."""


class Engine(Protocol):
    """Whatever computes the network."""

    size: int
    """Pieces of a batch; 0 for one window at a time."""

    def read(self, ids: NDArray[np.int64], mask: NDArray[np.bool_]) -> dict[str, Floats]:
        """Give (batch, length, …) arrays: `states`, `triggers`, `ner`, `upos`, `bounds`."""
        ...

    def roles(
        self,
        states: Floats,
        mask: NDArray[np.bool_],
        trigger: NDArray[np.int64],
        kind: NDArray[np.int64],
    ) -> tuple[Floats, Floats]:
        """Give role and status logits of some acts, see `heads.RoleHead`."""
        ...


@dataclass(slots=True)
class Reading:
    """A text's words with the logits of every head, (words, labels) each."""

    text: str
    words: list[Word]
    logits: dict[str, Floats]

    def sentences(self) -> list[tuple[int, int]]:
        """Give (begin, end) word numbers; a line break always ends a sentence."""
        if not self.words:
            return []
        bounds = self.logits["bounds"]
        starts = [
            n
            for n, word in enumerate(self.words)
            if n == 0 or word.fresh or bounds[n, 1] > bounds[n, 0]
        ]
        return list(zip(starts, [*starts[1:], len(self.words)], strict=True))


@dataclass(frozen=True, slots=True)
class FoundAct:
    """An act in word numbers of its reading."""

    first: int
    end: int
    kind: int
    status: int
    confidence: float
    arguments: tuple[tuple[int, int, int], ...]
    """(first, end, role)."""


def read_texts(
    texts: Sequence[str], engine: Engine, pieces: Pieces, context: bool = True
) -> list[Reading]:
    """Run the encoder and the per-word heads over texts, in batches as the engine wants them."""
    owned = [(n, w) for n, t in enumerate(texts) for w in predict_windows(t, pieces, context)]
    place = {id(window): number for number, (_, window) in enumerate(owned)}
    results: list[dict[str, Floats]] = [{} for _ in owned]
    for group in batches([w for _, w in owned], engine.size, None):
        if group:
            for window, values in zip(group, _run(group, engine, pieces), strict=True):
                results[place[id(window)]] = values
    readings = [Reading(text, [], {}) for text in texts]
    parts: list[list[dict[str, Floats]]] = [[] for _ in texts]
    for (owner, window), values in zip(owned, results, strict=True):
        readings[owner].words += window.words[window.new :]
        parts[owner].append(values)
    for reading, found in zip(readings, parts, strict=True):
        if found:
            reading.logits = {k: np.concatenate([f[k] for f in found]) for k in found[0]}
    return readings


def _run(group: list[Window], engine: Engine, pieces: Pieces) -> list[dict[str, Floats]]:
    longest = max(len(w.ids) for w in group)
    ids = np.full((len(group), longest), pieces.special["pad"], np.int64)
    for row, window in enumerate(group):
        ids[row, : len(window.ids)] = window.ids
    values = engine.read(ids, ids != pieces.special["pad"])
    return [
        {name: array[row, np.array(w.first[w.new :], int)] for name, array in values.items()}
        for row, w in enumerate(group)
    ]


def _log_softmax(logits: Floats) -> Floats:
    top = logits.max(-1, keepdims=True)
    return logits - top - np.log(np.exp(logits - top).sum(-1, keepdims=True))


def best_tags(logits: Floats) -> list[int]:
    """Give the best BIO sequence in which an I follows only its own B or I (Viterbi)."""
    scores = _log_softmax(logits.astype(np.float64))
    count, tags = scores.shape
    allowed = np.ones((tags, tags), bool)
    for inside in range(2, tags, 2):
        allowed[:, inside] = False
        allowed[[inside - 1, inside], inside] = True
    ban = np.where(allowed, 0.0, -1e9)
    total = scores[0].copy()
    total[2::2] -= 1e9
    back = np.zeros((count, tags), int)
    for place in range(1, count):
        paths = total[:, None] + ban
        back[place] = paths.argmax(0)
        total = paths.max(0) + scores[place]
    path = [int(total.argmax())]
    for place in range(count - 1, 0, -1):
        path.append(int(back[place, path[-1]]))
    return path[::-1]


def find_acts(
    reading: Reading,
    engine: Engine,
    keep: float = 0.0,
    sentences: Sequence[tuple[int, int]] | None = None,
) -> list[FoundAct]:
    """Find the acts of a text; `keep` is taken from the logit of "no trigger"."""
    found = []
    for begin, end in reading.sentences() if sentences is None else sentences:
        logits = reading.logits["triggers"][begin:end].copy()
        logits[:, 0] -= keep
        chances = np.exp(_log_softmax(logits))
        for first, last, kind in bio_spans(best_tags(logits)):
            chance = float(chances[first, 1 + 2 * kind])
            near, far = max(begin, begin + first - _REACH), min(end, begin + last + _REACH)
            found.append((near, far, begin + first, begin + last, kind, chance))
    found.sort(key=lambda f: f[1] - f[0])
    acts = []
    for start in range(0, len(found), _ACTS):
        acts += _with_roles(reading, engine, found[start : start + _ACTS])
    return sorted(acts, key=lambda act: (act.first, act.kind))


def _with_roles(
    reading: Reading, engine: Engine, group: list[tuple[int, int, int, int, int, float]]
) -> list[FoundAct]:
    longest = max(end - begin for begin, end, *_ in group)
    states = np.zeros((len(group), longest, reading.logits["states"].shape[1]), np.float32)
    mask = np.zeros((len(group), longest), bool)
    for row, (begin, end, *_) in enumerate(group):
        states[row, : end - begin] = reading.logits["states"][begin:end]
        mask[row, : end - begin] = True
    trigger = np.array([first - begin for begin, _, first, *_ in group])
    kinds = np.array([kind for *_, kind, _ in group])
    roles, status = engine.roles(states, mask, trigger, kinds)
    acts = []
    for row, (begin, end, first, last, kind, chance) in enumerate(group):
        spans = bio_spans(best_tags(roles[row, : end - begin]))
        arguments = tuple((begin + a, begin + b, role) for a, b, role in spans)
        acts.append(FoundAct(first, last, kind, int(status[row].argmax()), chance, arguments))
    return acts


def mentions(doc: str, reading: Reading, acts: Sequence[FoundAct]) -> list[dict[str, Any]]:
    """Write acts in the exchange form of event mentions."""

    def span(first: int, end: int) -> dict[str, Any]:
        a, b = reading.words[first].start, reading.words[end - 1].end
        return {"text": reading.text[a:b], "start": a, "end": b}

    sentence = {w: n for n, (a, b) in enumerate(reading.sentences(), 1) for w in range(a, b)}
    rows = []
    for number, act in enumerate(acts, 1):
        row: dict[str, Any] = {"doc": doc, "n": number, "s": sentence[act.first]}
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
