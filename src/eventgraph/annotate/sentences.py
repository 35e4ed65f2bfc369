"""
Sentence boundaries by rule.

A sentence ends at a line break, at the edge of a stretch set apart by cleaning, and at a
full stop, question or exclamation mark (with the quotes and brackets that close behind
it) when what follows can begin one. Abbreviations do not end a sentence. Quotes need not
balance, so one that never closes swallows nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

__all__ = ["EDGES", "SentencesByRule", "register"]

EDGES = "eventgraph_edges"
"""Key in `Doc.user_data`: sorted character offsets at which a sentence must begin."""

_ENDERS = frozenset({".", "!", "?", "…", "...", "?!", "!!", ".”", '."', ".'"})
_CLOSERS = frozenset({'"', "”", "’", "'", ")", "]", "»", "''"})
_OPENERS = frozenset({'"', "“", "‘", "'", "(", "[", "«", "``", "-", "–", "—", "•", "*"})


class SentencesByRule:
    """The spaCy component; marks the first token of every sentence, in one pass."""

    def __init__(
        self,
        abbreviations: Sequence[str],
        before_number: Sequence[str],
        may_end: Sequence[str],
        openers: Sequence[str],
    ) -> None:
        self._abbreviations = frozenset(abbreviations)
        self._before_number = frozenset(before_number)
        self._may_end = frozenset(may_end)
        self._openers = frozenset(openers)

    def __call__(self, doc: Doc) -> Doc:
        """Mark the sentences of `doc` and give it back."""
        edges = iter([*doc.user_data.get(EDGES, ()), len(doc.text) + 1])
        edge = next(edges)
        starts: list[bool] = []
        for i, token in enumerate(doc):
            start = i == 0
            if not start:
                start = "\n" in doc[i - 1].text_with_ws or "\r" in doc[i - 1].text_with_ws
                start = start or self._ends_before(doc, i)
            while token.idx >= edge:
                start, edge = True, next(edges)
            starts.append(start)
        if starts:
            import numpy

            # Setting `token.is_sent_start` one by one looks at the whole Doc each time.
            values = numpy.where(starts, 1, -1).astype("int32").astype("uint64")
            doc.from_array(["SENT_START"], values)  # type: ignore[arg-type] # one column is 1-D
        return doc

    def _ends_before(self, doc: Doc, i: int) -> bool:
        """Tell whether the sentence ends just before token `i`."""
        token = doc[i]
        if token.text in _CLOSERS and not doc[i - 1].whitespace_:
            return False
        j = i - 1
        while j > 0 and doc[j].text in _CLOSERS and not doc[j - 1].whitespace_ and i - j <= 3:
            j -= 1
        end = doc[j]
        if end.text not in _ENDERS and not (end.text[-1:] in ".!?" and len(end.text) > 1):
            return False
        if not doc[i - 1].whitespace_ and not (j < i - 1 and token.text[:1].isupper()):
            # "katanya.Ia": scraped pages lose the blank between sentences.
            return end.text in _ENDERS and token.text[:1].isupper() and _is_word(doc, j - 1)
        return self._can_begin(doc, i) and not self._is_abbreviation(doc, j, token)

    @staticmethod
    def _can_begin(doc: Doc, i: int) -> bool:
        token = doc[i]
        if token.text in _OPENERS and i + 1 < len(doc):
            token = doc[i + 1]
        first = token.text[:1]
        return first.isupper() or first.isdigit() or not first.isascii() or first in _OPENERS

    def _is_abbreviation(self, doc: Doc, j: int, following: Token) -> bool:
        """Tell whether the stop at token `j` belongs to an abbreviation or an initial."""
        text = doc[j].text
        word = text[:-1] if len(text) > 1 else (doc[j - 1].text if j else "")
        if len(text) == 1 and (text != "." or not j or doc[j - 1].whitespace_):
            return False
        low = word.lower()
        if low in self._may_end:
            return following.lower_ not in self._openers
        if low in self._before_number:
            return following.text[:1].isdigit()
        return low in self._abbreviations or (len(word) == 1 and word.isupper())


def _is_word(doc: Doc, i: int) -> bool:
    return i >= 0 and doc[i].text[-1:].islower() and len(doc[i].text) > 2


def register() -> None:
    """Tell spaCy the factory; harmless when called again."""
    from spacy.language import Language

    if Language.has_factory("sentences_by_rule"):
        return

    @Language.factory("sentences_by_rule")
    def make(
        nlp: Language,  # noqa: ARG001 - the signature of a factory
        name: str,  # noqa: ARG001
        abbreviations: list[str],
        before_number: list[str],
        may_end: list[str],
        openers: list[str],
    ) -> SentencesByRule:
        return SentencesByRule(abbreviations, before_number, may_end, openers)
