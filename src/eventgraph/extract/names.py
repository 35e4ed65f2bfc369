"""Tell which triggers of the lexicon are words of a name."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

__all__ = ["Names"]


class Names:
    """
    What one article shows about capitalised words.

    A word that the article also writes in lower case is no name, and in a line where most
    words are capitalised a capital says nothing.
    """

    def __init__(self, doc: Doc, language: str) -> None:
        self.language = language
        lower: Counter[str] = Counter()
        self.titled: set[int] = set()
        for sentence in doc.sents:
            words = [t for t in sentence if t.text[:1].isalpha()]
            capital = sum(t.text[:1].isupper() for t in words)
            ended = sentence.text.rstrip()[-1:] in ".!?"
            titled = len(words) > 2 and capital > 0.6 * len(words) and not ended
            if titled:
                self.titled.add(sentence.start)
            for token in words:
                if not token.text[:1].isupper():
                    lower[token.lower_] += 1
        self.lower = lower

    def holds(self, sentence: Span, start: int, end: int) -> bool:
        """Tell whether the words of a trigger are part of a name: `Partai Solidaritas Rakyat`."""
        doc = sentence.doc
        if sentence.start in self.titled or not all(doc[k].is_title for k in range(start, end)):
            return False
        first = next((t.i for t in sentence if t.is_alpha), sentence.start)
        if start == first or self.lower[doc[start].lower_]:
            return False
        before = start - 1 >= sentence.start and start - 1 != first and doc[start - 1].is_title
        behind = end < sentence.end and doc[end].is_title
        return before or behind
