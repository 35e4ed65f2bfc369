"""
Find who is cited for what a sentence tells.

Three ways of telling are known: `kata X` / `said X` behind the words, `X mengatakan` /
`X said` before them, and `menurut X` / `according to X` for the whole sentence. `dikutip
dari Y` / `quoted by Y` names the outlet the words came through.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eventgraph.extract.phrases import Phrase
from eventgraph.lexicon import word_lists

if TYPE_CHECKING:
    from spacy.tokens import Span

__all__ = ["Saying", "find_sayings"]

_GAP = 3
"""Words allowed between a reporting verb and its speaker."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A speaker and the tokens `start` to `end` (exclusive) that are their words."""

    speaker: Phrase
    verb: int
    """First token of the reporting word."""
    start: int
    end: int
    via: Phrase | None = None


def find_sayings(sentence: Span, phrases: Sequence[Phrase], language: str) -> list[Saying]:
    """Find the sayings of one sentence, in order."""
    lists = word_lists(language)
    reporting = set(lists["reporting"])
    words = [token.lower_ for token in sentence]
    via = _behind_any(sentence, words, phrases, lists["quoted_from"], reach=1)
    found = []
    according = _behind_any(sentence, words, phrases, lists["according"], reach=_GAP)
    if according:
        verb = according.left
        found.append(Saying(according, verb, sentence.start, sentence.end, via))
    for i, word in enumerate(words):
        if word in reporting:
            saying = _one(sentence, sentence.start + i, phrases, via)
            if saying:
                found.append(saying)
    return found


def _one(sentence: Span, verb: int, phrases: Sequence[Phrase], via: Phrase | None) -> Saying | None:
    behind = next((p for p in phrases if p.left > verb), None)
    before = next((p for p in reversed(phrases) if p.right <= verb), None)
    quote_before = any(
        sentence.doc[k].text in {'"', "”", "“", ","}
        for k in range(max(sentence.start, verb - 2), verb)
    )
    if behind and behind.left - verb <= 2 and behind.preposition is None and quote_before:
        return Saying(behind, verb, sentence.start, verb, via)
    if before and verb - before.right <= _GAP and before.preposition is None:
        # `..., X said.` closes the words before it; `X said that ...` opens those behind it.
        closing = sentence.end - verb <= 3 and before.left - sentence.start > 3
        scope = (sentence.start, before.left) if closing else (verb + 1, sentence.end)
        return Saying(before, verb, *scope, via)
    if behind and behind.left - verb == 1 and behind.preposition is None:
        return Saying(behind, verb, sentence.start, verb, via)
    return None


def _behind_any(
    sentence: Span, words: list[str], phrases: Sequence[Phrase], forms: Sequence[str], reach: int
) -> Phrase | None:
    """Find the first phrase that stands behind one of the forms."""
    for form in forms:
        parts = form.split()
        for i in range(len(words) - len(parts) + 1):
            if words[i : i + len(parts)] == parts:
                end = sentence.start + i + len(parts)
                for p in phrases:
                    if 0 <= p.start - end <= reach + 2 and p.kind != "pronoun":
                        return p
    return None
