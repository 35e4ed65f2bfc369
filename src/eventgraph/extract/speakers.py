"""Find the outlet that a sentence was taken from: `dikutip dari Y`, `quoted by Y`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from eventgraph.lexicon import word_lists

if TYPE_CHECKING:
    from spacy.tokens import Span

__all__ = ["outlet_quoted"]

_GAP = 3
"""Words allowed between the form and the name of the outlet."""


def outlet_quoted(sentence: Span, language: str, names: Sequence[Span]) -> tuple[int, int] | None:
    """
    Give the character offsets of the outlet a sentence is quoted from, or `None`.

    It is the first name behind one of the forms of `quoted_from` in `words.toml`; `names`
    are those of the whole `Doc`, in order.
    """
    words = [token.lower_ for token in sentence]
    for form in word_lists(language)["quoted_from"]:
        parts = form.split()
        for i in range(len(words) - len(parts) + 1):
            if words[i : i + len(parts)] == parts:
                end = sentence.start + i + len(parts)
                at = bisect_left(names, end, key=_start)
                if at < len(names) and names[at].start <= min(end + _GAP, sentence.end - 1):
                    return names[at].start_char, names[at].end_char
    return None


def _start(name: Span) -> int:
    return name.start
