"""
Cut words into word pieces: the unigram tokenizer of XLM-R, from its own table.

A piece begins with `▁` where the text had a space before it. Words are cut one by one, so
that every word knows its first piece; punctuation that hangs on a word keeps hanging on it.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

__all__ = ["Pieces", "load_pieces", "save_pieces"]

_SPACE = "\u2581"
_LONGEST_WORD = 96
"""Characters of a word that are looked at; more is no word, and the cost stays linear."""
_CACHED_WORDS = 65_536
"""Words whose pieces are remembered; hostile text cannot make the memory grow without end."""


class Pieces:
    """
    The piece table and its best-path search, with a cache of words.

    `penalty` is the score of an unknown character; the trimmed table keeps that of the
    whole one, so that paths compare alike.
    """

    def __init__(
        self,
        pieces: Sequence[str],
        scores: Iterable[float],
        special: Mapping[str, int],
        normal: Mapping[str, str],
        penalty: float | None = None,
    ) -> None:
        self.pieces = list(pieces)
        self.scores = [float(score) for score in scores]
        self.special = dict(special)
        self.normal = dict(normal)
        self.penalty = min(self.scores) - 10.0 if penalty is None else penalty
        outside = set(self.special.values())
        self._number = {p: i for i, p in enumerate(self.pieces) if p and i not in outside}
        self._longest = max(map(len, self._number))
        self._table = str.maketrans(self.normal)
        self._cached = functools.lru_cache(_CACHED_WORDS)(self._pieces)

    def word(self, word: str, spaced: bool) -> tuple[int, ...]:
        """Give the piece numbers of one word, `spaced` when a space stood before it."""
        return self._cached(word[:_LONGEST_WORD], spaced)

    def _pieces(self, word: str, spaced: bool) -> tuple[int, ...]:
        text = word.translate(self._table).replace(" ", "")
        text = _SPACE + text if spaced else text
        return tuple(self._best_path(text)) or (self.special["unk"],)

    def _best_path(self, text: str) -> list[int]:
        size, unknown = len(text), self.special["unk"]
        score = [0.0] + [float("-inf")] * size
        back: list[tuple[int, int]] = [(0, unknown)] * (size + 1)
        for start in range(size):
            for end in range(start + 1, min(size, start + self._longest) + 1):
                number = self._number.get(text[start:end])
                if number is not None and score[start] + self.scores[number] > score[end]:
                    score[end] = score[start] + self.scores[number]
                    back[end] = (start, number)
            if score[start] + self.penalty > score[start + 1]:
                score[start + 1] = score[start] + self.penalty
                back[start + 1] = (start, unknown)
        path, at = [], size
        while at:
            at, number = back[at]
            path.append(number)
        return path[::-1]


def save_pieces(path: Path, pieces: Pieces) -> None:
    """Write the table as JSON."""
    table = {
        "pieces": pieces.pieces,
        "scores": [round(score, 6) for score in pieces.scores],
        "special": pieces.special,
        "normal": pieces.normal,
        "penalty": pieces.penalty,
    }
    path.write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")


def load_pieces(path: Path) -> Pieces:
    """Read a table that `save_pieces` wrote."""
    return Pieces(**json.loads(path.read_text(encoding="utf-8")))
