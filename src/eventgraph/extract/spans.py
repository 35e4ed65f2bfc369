"""
Mend the edges of the stretches that the encoder takes for arguments.

A stretch that cuts a name is widened to the whole name, one that cuts a word to the whole
word (`U.S.`), and what cannot begin or end an argument (a preposition, a determiner, a
mark) is taken off.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from eventgraph.lexicon import word_lists

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Edges"]

_OUTSIDE = (
    *("between", "agent", "place", "target", "motion", "benefit", "origin", "other"),
    *("coordinators", "determiners"),
)
"""Word lists none of whose words begins or ends an argument; the first are prepositions."""

_JOINTS = (",", "(", ")", ";", "/")
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})


class Edges:
    """The words and names of an article, asked for the right edges of a stretch."""

    def __init__(self, doc: Doc, language: str) -> None:
        self.doc = doc
        lists = word_lists(language)
        self._outside = frozenset(
            word
            for key in _OUTSIDE
            for word in lists.get(key, lists.get(f"{key}_prepositions", ()))
        )
        self._joints = frozenset((*lists["coordinators"], *_JOINTS))
        self._possessive = frozenset(
            (*lists["possessive_marks"], *lists["plural_possessive_marks"])
        )
        self._offsets = [token.idx for token in doc]
        self._names = [(name.start, name.end) for name in doc.ents]
        self._name_starts = [start for start, _ in self._names]

    def mended(self, start: int, end: int) -> tuple[int, int]:
        """Give the right character offsets of an argument; the same when nothing is wrong."""
        first = max(bisect_right(self._offsets, start) - 1, 0)
        last = max(bisect_right(self._offsets, end - 1), first + 1)
        before = (first, last)
        first, last = self._whole_names(first, last)
        while last - first > 1 and (
            self._mark(first) or (self._loose(first) and self._noun_behind(first + 1, last))
        ):
            first += 1
        while last - first > 1 and (
            self._loose(last - 1) or self.doc[last - 1].lower_ in self._possessive
        ):
            last -= 1
        if (first, last) == before and "-" in self.doc[first:last].text:
            return start, end
        span = self.doc[first:last]
        return span.start_char, span.end_char

    def _whole_names(self, first: int, last: int) -> tuple[int, int]:
        """Widen tokens to the names that they cut, never over a comma, a bracket or an `and`."""
        for token in (first, last - 1):
            at = bisect_right(self._name_starts, token) - 1
            if at < 0 or token >= self._names[at][1]:
                continue
            start, end = self._names[at]
            left = max((k + 1 for k in range(start, first) if self._joint(k)), default=start)
            right = min((k for k in range(last, end) if self._joint(k)), default=end)
            first, last = min(first, left), max(last, right)
        return first, last

    def _joint(self, token: int) -> bool:
        return self.doc[token].lower_ in self._joints

    def _loose(self, token: int) -> bool:
        """Tell what begins and ends no argument; `The` of `The Hague` is part of a name."""
        word = self.doc[token]
        named = word.ent_iob_ in ("B", "I") and word.text[:1].isupper()
        return self._mark(token) or (word.lower_ in self._outside and not named)

    def _mark(self, token: int) -> bool:
        return not any(c.isalnum() for c in self.doc[token].text)

    def _noun_behind(self, first: int, last: int) -> bool:
        """Tell whether a noun is left: `pihak berwenang` would lose what carries it."""
        return any(self.doc[k].pos_ in _NOUNS for k in range(first, last))
