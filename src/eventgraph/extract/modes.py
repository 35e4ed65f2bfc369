"""
Tell how an act is done: its PLOVER mode, by the words that carry it and those around them.

The words are in `data/<language>/modes.toml`. Where they tell nothing, the mode stays
unknown: it is never guessed from the type.
"""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from eventgraph.annotate.pipelines import language_at
from eventgraph.extract.triggers import PIECE, variants
from eventgraph.lexicon import ModeWords, mode_words, word_lists
from eventgraph.model import EventType, Mention, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["with_modes"]

_REACH = 8
"""Words between a trigger and what tells its mode; beyond, most belong to another act."""

_HYPHENS = "-‐‑"
"""Left out, so that `air strike` and `air-strike` are one."""


@dataclass(frozen=True, slots=True)
class _Form:
    words: tuple[str, ...]
    kind: str
    """`trigger`, `near`, `after` or `otherwise`."""
    mode: str | None


@dataclass(frozen=True, slots=True)
class _Hit:
    """A form in a sentence: words `start` to `end` (exclusive)."""

    start: int
    end: int
    form: _Form


_Place = tuple[int, int]
"""The words of a trigger in its sentence: first, and end (exclusive)."""


@functools.cache
def _forms(language: str) -> dict[EventType, dict[str, list[_Form]]]:
    """Give the forms of a language by type and first word, in the order of the table."""
    table: dict[EventType, dict[str, list[_Form]]] = {}
    for entry in mode_words(language):
        by_first = table.setdefault(entry.type, {})
        for form in _forms_of(entry):
            by_first.setdefault(form.words[0], []).append(form)
    return table


def _forms_of(entry: ModeWords) -> Iterable[_Form]:
    for kind in ("trigger", "near", "after", "otherwise"):
        for text in getattr(entry, kind):
            yield _Form(tuple(_words(text)), kind, entry.mode)


def _words(text: str) -> list[str]:
    return [piece for piece in PIECE.findall(text.lower()) if piece not in _HYPHENS]


class _Sentence:
    """The words of a sentence, and where its clauses end."""

    def __init__(self, sentence: Span, language: str) -> None:
        clitics = word_lists(language)["clitics"]
        walls = frozenset(word_lists(language, "clauses")["walls"])
        pieces = [p for p in PIECE.finditer(sentence.text) if p[0] not in _HYPHENS]
        self.language = language
        self.starts = [sentence.start + p.start() for p in pieces]
        self.words = [p[0].lower() for p in pieces]
        self.variants = [variants(word, clitics) for word in self.words]
        self.walls = [i for i, word in enumerate(self.words) if word in walls]

    def place(self, trigger: Span) -> _Place:
        """Give the words that a trigger covers."""
        low = bisect_left(self.starts, trigger.start)
        return low, bisect_left(self.starts, trigger.end)

    def hits(self, kind: EventType) -> list[_Hit]:
        """Find the forms that tell modes of a type, in order."""
        table = _forms(self.language).get(kind, {})
        return [
            _Hit(i, i + len(form.words), form)
            for i, firsts in enumerate(self.variants)
            for first in firsts
            for form in table.get(first, ())
            if self._holds(form.words, i)
        ]

    def _holds(self, words: tuple[str, ...], i: int) -> bool:
        """Tell whether a form stands at word `i`; only its last word may bear a clitic."""
        end = i + len(words)
        if end > len(self.words) or words[-1] not in self.variants[end - 1]:
            return False
        return self.words[i : end - 1] == list(words[:-1])

    def walled(self, low: int, high: int) -> bool:
        """Tell whether a clause ends between two words."""
        return any(low <= wall < high for wall in self.walls)


def with_modes(mentions: Sequence[Mention], doc: Doc) -> tuple[Mention, ...]:
    """
    Give each mention the mode that its trigger or its clause tells, if they tell one.

    The longest words on the trigger decide, then the nearest in the clause; those count for
    the nearest act of their type. The mentions of a sentence come one behind the other.
    """
    out: list[Mention] = []
    for start, group in groupby(mentions, key=lambda m: m.sentence.start):
        told = list(group)
        sentence = _Sentence(told[0].sentence, language_at(doc, start))
        places = [sentence.place(mention.trigger) for mention in told]
        hits = {kind: sentence.hits(kind) for kind in {mention.type for mention in told}}
        for mention, place in zip(told, places, strict=True):
            rivals = [p for m, p in zip(told, places, strict=True) if m.type is mention.type]
            mode = _mode(place, hits[mention.type], rivals, sentence)
            out.append(replace(mention, mode=mode))
    return tuple(out)


def _mode(
    place: _Place, hits: Sequence[_Hit], rivals: Sequence[_Place], sentence: _Sentence
) -> str | None:
    """Give the mode of the act at a place; `rivals` are the places of all acts of its type."""
    on_it = [hit for hit in hits if hit.start < place[1] and hit.end > place[0]]
    firm = [hit for hit in on_it if hit.form.kind != "otherwise"]
    if firm:
        return max(firm, key=_length).form.mode
    around = [
        (gap, -_length(hit), number)
        for number, hit in enumerate(hits)
        if (gap := _gap(place, hit, sentence)) is not None
        and gap <= min(_distance(rival, hit) for rival in rivals)
    ]
    if around:
        return hits[min(around)[2]].form.mode
    return max(on_it, key=_length).form.mode if on_it else None


def _length(hit: _Hit) -> int:
    return hit.end - hit.start


def _distance(place: _Place, hit: _Hit) -> int:
    """Give the number of words between a trigger and a form; 0 also where they overlap."""
    return max(0, hit.start - place[1], place[0] - hit.end)


def _gap(place: _Place, hit: _Hit, sentence: _Sentence) -> int | None:
    """Give the distance of a form that counts for a trigger beside it, else `None`."""
    behind = hit.start >= place[1]
    if hit.form.kind not in ("near", "after") or (hit.form.kind == "after" and not behind):
        return None
    low, high = (place[1], hit.start) if behind else (hit.end, place[0])
    distance = _distance(place, hit)
    return None if distance > _REACH or sentence.walled(low, high) else distance
