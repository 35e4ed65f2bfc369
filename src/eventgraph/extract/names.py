"""Tell which capitalised words of an article are names."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from eventgraph.gazetteer import find_country
from eventgraph.lexicon import word_lists

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

__all__ = ["Names"]

_OPENERS = frozenset({'"', "“", "‘", "'", ":", "(", "—", "–"})
"""Behind these a word is capitalised whatever it is."""


class Names:
    """
    What one article shows about capitalised words.

    A word that the article also writes in lower case is no name, and in a line where
    most words are capitalised only words that other lines show as names count.
    """

    def __init__(self, doc: Doc, language: str) -> None:
        lists = word_lists(language)
        self.language = language
        self.connectors = frozenset(lists["name_connectors"])
        self.never = frozenset(
            w
            for key, words in lists.items()
            if key not in {"name_connectors", "place_nouns", "casualty"}
            for w in words
        )
        self.months = frozenset(lists["not_names"])
        self.pronouns = frozenset(lists["pronouns"])
        lower: Counter[str] = Counter()
        upper: Counter[str] = Counter()
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
                elif not titled and token.i != sentence.start:
                    upper[token.lower_] += 1
        self.lower, self.upper = lower, upper

    def is_name(self, doc: Doc, i: int, sentence_start: int, first: int) -> bool:
        """Tell whether token `i` is part of a name; `first` is the first real word."""
        token = doc[i]
        word = token.lower_
        if not token.text[:1].isupper() or not token.text[:1].isalpha():
            return False
        after_name = i > first and doc[i - 1].text[:1].isupper()
        if word in self.months and not after_name:
            return False
        acronym = token.text.isupper() and len(token.text) > 1
        if sentence_start in self.titled:
            return bool(
                self.upper[word] or (acronym and not self.lower[word]) or self._state(doc, i)
            )
        if i == first or doc[i - 1].text in _OPENERS:
            # A capital says nothing here: the word has to show elsewhere that it is a name.
            if word in self.never and not (acronym and self.upper[word]):
                return False
            return bool(self.upper[word] or acronym or self._shown(doc, i))
        return word not in self.pronouns or acronym

    def _state(self, doc: Doc, i: int) -> bool:
        """Tell whether a word is a country, or part of one of two words."""
        parts = [doc[i : i + 1], doc[i : i + 2], doc[max(0, i - 1) : i + 1]]
        return any(find_country(part.text, self.language) is not None for part in parts)

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

    def _shown(self, doc: Doc, i: int) -> bool:
        """Tell whether a word that begins a sentence shows itself as a name."""
        if self.lower[doc[i].lower_]:
            return False
        following = doc[i + 1] if i + 1 < len(doc) else None
        joined = following is not None and following.text[:1].isupper()
        return joined or find_country(doc[i].text, self.language) is not None
