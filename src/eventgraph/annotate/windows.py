"""
Windows: what the encoder reads at once, a few sentences in the middle of their article.

A window holds new sentences, whose words are tagged, and before them their context: the
headline and the sentence before. A line break is shown as the end piece. What a window
holds depends on its article alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from eventgraph.annotate.pieces import Pieces

__all__ = [
    "CONTEXT",
    "LENGTH",
    "Chunk",
    "Window",
    "Word",
    "context_of",
    "cost",
    "cut_windows",
    "split_words",
    "window",
]

LENGTH = 224
"""
Pieces of a window, unless one long sentence alone takes more.

The network could take 512, but on dev longer windows are worse (F of triggers -.01).
"""
CONTEXT = 48
"""At most so many pieces of them are context."""
_WORD_PIECES = 12
"""Pieces of a word that are read, the first ones."""
_CHUNK = 120
"""Words of a sentence that are read at once; a longer one goes on in the next window."""
_CHUNK_PIECES = 240
"""Pieces of it; the longest window holds so many, its context and two marks."""

_WORD = re.compile(r"\d+(?:[.,:/]\d+)*|\w+|[^\w\s]")
"""What the heads call a word: a number with its separators, a run of letters, or one mark."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: `text[start:end]`, with what stands before it."""

    text: str
    start: int
    end: int
    spaced: bool
    """A space, or nothing at all, stands before it."""
    fresh: bool
    """A line of the text begins with it."""


Chunk = Sequence[Word]
"""The words of a sentence, or of a part of one that is too long."""


@dataclass(frozen=True, slots=True)
class Window:
    """Words with their pieces, and which of them are new."""

    words: tuple[Word, ...]
    ids: tuple[int, ...]
    first: tuple[int, ...]
    """The place of every word's first piece in `ids`."""
    new: int
    """The number of the first new word."""


def split_words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """
    Cut a stretch of a text into words.

    The first word of the stretch is fresh when only blanks stand before it in its line.
    """
    words = []
    blank = start
    while blank and text[blank - 1].isspace() and text[blank - 1] != "\n":
        blank -= 1
    last = -1 if not blank or text[blank - 1] == "\n" else blank
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        a, b = match.span()
        gap = text[max(last, 0) : a] if last >= 0 else "\n"
        words.append(Word(match.group(), a, b, a == 0 or text[a - 1].isspace(), "\n" in gap))
        last = b
    return words


def window(context: Chunk, new: Iterable[Chunk], pieces: Pieces) -> Window:
    """Lay context and new sentences into one window."""
    words = [*context, *(word for chunk in new for word in chunk)]
    ids, first = [pieces.special["bos"]], []
    for place, word in enumerate(words):
        if word.fresh and place:
            ids.append(pieces.special["eos"])
        first.append(len(ids))
        ids.extend(_cut(word, pieces))
    ids.append(pieces.special["eos"])
    return Window(tuple(words), tuple(ids), tuple(first), len(context))


def cost(words: Chunk, pieces: Pieces) -> int:
    """Count the pieces that words take in a window."""
    return sum(len(_cut(word, pieces)) + word.fresh for word in words)


def context_of(headline: Chunk | None, last: Chunk | None, pieces: Pieces) -> list[Word]:
    """Give the headline and the end of the sentence before, as far as there is room."""
    chosen = list(headline or ())
    if cost(chosen, pieces) > CONTEXT // 2:
        chosen = []
    rest = [] if chosen and last is headline else list(last or ())
    while rest and cost(chosen, pieces) + cost(rest, pieces) > CONTEXT:
        del rest[:4]
    return chosen + rest


def cut_windows(sentences: Iterable[Sequence[Word]], pieces: Pieces) -> Iterator[Window]:
    """
    Cut the sentences of an article into windows that together hold every word once as new.

    The first sentence is taken for the headline. A sentence that no window can hold is read
    in parts, each with the end of the part before as its context.
    """
    headline: Chunk | None = None
    last: Chunk | None = None
    group: list[Chunk] = []
    context: list[Word] = []
    used = 0
    for chunk in _chunks(sentences, pieces):
        size = cost(chunk, pieces)
        if group and used + size > LENGTH - 2 - cost(context, pieces):
            yield window(context, group, pieces)
            headline = group[0] if headline is None else headline
            last = group[-1]
            context = context_of(headline, last, pieces)
            group, used = [], 0
        group.append(chunk)
        used += size
    if group:
        yield window(context, group, pieces)


def _chunks(sentences: Iterable[Sequence[Word]], pieces: Pieces) -> Iterator[Chunk]:
    """Give sentences, long ones in parts that a window can hold."""
    for words in sentences:
        start, used = 0, 0
        for place, word in enumerate(words):
            size = len(_cut(word, pieces)) + word.fresh
            if place - start == _CHUNK or used + size > _CHUNK_PIECES:
                yield words[start:place]
                start, used = place, 0
            used += size
        if start < len(words):
            yield words[start:]


def _cut(word: Word, pieces: Pieces) -> tuple[int, ...]:
    return pieces.word(word.text, word.spaced)[:_WORD_PIECES]
