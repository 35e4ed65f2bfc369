"""
From a reading to event mentions in the exchange form, as the encoder alone finds them.

The acts are found by `eventgraph.extract.acts`, without its lexicon.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from eventgraph.annotate.encoder import Encoder, Reading
from eventgraph.extract.acts import Act, Weights, find_acts

__all__ = ["acts_of", "mentions", "sentence_spans"]


def acts_of(reading: Reading, encoder: Encoder, keep: float = 0.0) -> list[Act]:
    """Find the acts of a text; `keep` is taken from the log chance of "no trigger"."""
    return find_acts(None, reading, (), Weights(known=0.0, keep=-keep), encoder)


def sentence_spans(reading: Reading) -> list[tuple[int, int]]:
    """Give the sentences of a reading as character offsets, from first word to last."""
    return [
        (int(reading.starts[a]), int(reading.ends[b - 1]))
        for a, b in pairwise(reading.sentences.tolist())
    ]


def mentions(doc: str, text: str, reading: Reading, acts: Sequence[Act]) -> list[dict[str, Any]]:
    """Write acts in the exchange form of event mentions."""

    def span(start: int, end: int) -> dict[str, Any]:
        return {"text": text[start:end], "start": start, "end": end}

    rows = []
    for number, act in enumerate(acts, 1):
        word = np.searchsorted(reading.starts, act.start)
        sentence = int(np.searchsorted(reading.sentences, word, side="right"))
        row: dict[str, Any] = {"doc": doc, "n": number, "s": sentence}
        row |= {"type": act.type, "status": act.status, "trigger": span(act.start, act.end)}
        row |= {"actors": [], "targets": [], "places": []}
        row |= {"date": None, "source": "", "same_as": None}
        for part in act.parts:
            found = span(part.start, part.end)
            if part.role == "date":
                row["date"] = row["date"] or {"text": found["text"], "value": None}
            elif part.role == "source":
                row["source"] = row["source"] or found["text"]
            else:
                row[part.role + "s"].append({**found, "name": "", "country": ""})
        rows.append({**row, "confidence": round(act.chance, 3)})
    return rows
