"""
Lay what was found in an article beside its labels, with what may tell why they differ.

That is what the encoder alone says about the words, and how the training articles label the
same words. The rules of `causes` look at nothing else.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from eventgraph.evaluate import align

__all__ = ["NEAR", "Case", "Look", "Record", "Training", "Weighed", "form_of", "overlap", "span_of"]

Record = dict[str, Any]
Stretch = tuple[int, int]
"""Start and end in characters."""

NEAR = 4
"""Words between two triggers that may tell one act."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A word as the encoder alone sees it: its chances of a trigger, by type."""

    start: int
    end: int
    chances: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """
    An article with its labels, with what was found in it, and with what may tell why.

    `document`, `gold` and `found` are records as `eventgraph.evaluate` reads them; the document
    has `lang` and `sentences` too.
    """

    document: Record
    gold: tuple[Record, ...]
    found: tuple[Record, ...]
    words: tuple[Weighed, ...] = ()
    uncoded: tuple[Stretch, ...] = ()
    """Stretches that are not coded for events."""
    dropped: tuple[Stretch, ...] = ()
    """Triggers that were found and left out, because no act of the article is political."""
    unpolitical: frozenset[int] = frozenset()
    """Where found triggers begin that have no political actor or target."""
    nouns: frozenset[int] = frozenset()
    """Where words begin that the encoder reads as nouns."""
    names: tuple[Stretch, ...] = ()
    """Names of people, organisations and places."""


class Training:
    """What the training articles say about words: which are triggers, how often, of what type."""

    def __init__(self, documents: Iterable[Record], labels: Iterable[Record]) -> None:
        language_of: dict[str, str] = {}
        self._texts: dict[str, list[tuple[str, list[Stretch]]]] = defaultdict(list)
        spans: dict[str, list[Stretch]] = defaultdict(list)
        for document in documents:
            language_of[document["id"]] = document["lang"]
            self._texts[document["lang"]].append((document["text"], spans[document["id"]]))
        self._types: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for label in labels:
            if label["doc"] in language_of:
                trigger = label["trigger"]
                spans[label["doc"]].append((trigger["start"], trigger["end"]))
                key = (language_of[label["doc"]], form_of(trigger["text"]))
                self._types[key][label["type"]] += 1
        self._known: dict[tuple[str, str], tuple[int, int]] = {}

    def labels_of(self, language: str) -> Counter[str]:
        """Count the labels of a language by type."""
        return sum((c for (code, _), c in self._types.items() if code == language), Counter())

    def types_of(self, language: str, words: str) -> Counter[str]:
        """Count the types of the triggers with these words, whatever their case."""
        return self._types.get((language, form_of(words)), Counter())

    def occurrences(self, language: str, words: str) -> tuple[int, int]:
        """Count where these words are (part of) a trigger, and where they stand at all."""
        key = (language, form_of(words))
        if key not in self._known:
            self._known[key] = self._counted(*key)
        return self._known[key]

    def _counted(self, language: str, form: str) -> tuple[int, int]:
        blanks = r"\s+".join(re.escape(word) for word in form.split())
        pattern = re.compile(rf"(?<!\w){blanks}(?!\w)", re.IGNORECASE)
        labelled = occurring = 0
        for text, spans in self._texts.get(language, ()) if form else ():
            for match in pattern.finditer(text):
                occurring += 1
                labelled += any(overlap(match.span(), span) for span in spans)
        return labelled, occurring


def form_of(words: str) -> str:
    """Give words as they are compared: in lower case, with single blanks."""
    return " ".join(words.lower().split())


def overlap(one: Stretch, other: Stretch) -> bool:
    """Tell whether two stretches share a character."""
    return one[0] < other[1] and other[0] < one[1]


def span_of(record: Record) -> Stretch:
    """Give the stretch of the trigger of a record."""
    return record["trigger"]["start"], record["trigger"]["end"]


@dataclass(frozen=True, slots=True)
class Look:
    """A case with its labels and finds laid side by side, which is what the rules look at."""

    case: Case
    training: Training
    found_of: Mapping[int, int]
    """Number of a label to the number of its find, of whatever type."""
    gold_of: Mapping[int, int]
    """Number of a find to the number of its label."""

    @classmethod
    def at(cls, case: Case, training: Training) -> Look:
        """Pair labels and finds as the scores do."""
        pairs = align(case.gold, case.found)
        return cls(case, training, dict(pairs), {j: i for i, j in pairs})

    @property
    def language(self) -> str:
        """The language of the article."""
        return str(self.case.document["lang"])

    def right(self) -> list[tuple[int, int]]:
        """Give the pairs of label and find whose type is right too, as numbers."""
        case, pairs = self.case, sorted(self.found_of.items())
        return [(i, j) for i, j in pairs if case.gold[i]["type"] == case.found[j]["type"]]

    def missed(self) -> list[tuple[int, Record]]:
        """Give the labels without a find of their type, with their numbers."""
        right = {i for i, _ in self.right()}
        return [(i, label) for i, label in enumerate(self.case.gold) if i not in right]

    def false(self) -> list[tuple[int, Record]]:
        """Give the finds without a label of their type, with their numbers."""
        right = {j for _, j in self.right()}
        return [(j, find) for j, find in enumerate(self.case.found) if j not in right]

    def best(self, record: Record) -> tuple[str, float]:
        """Give the likeliest type at the words of a record, by the encoder alone."""
        here = (w for w in self.case.words if overlap((w.start, w.end), span_of(record)))
        chances = [(chance, kind) for word in here for kind, chance in word.chances.items()]
        chance, kind = max(chances, default=(0.0, ""))
        return kind, chance

    def chance(self, record: Record) -> float:
        """Give the chance of the type of a record at its words, by the encoder alone."""
        here = (w for w in self.case.words if overlap((w.start, w.end), span_of(record)))
        return max((word.chances.get(record["type"], 0.0) for word in here), default=0.0)

    def occurrences(self, record: Record) -> tuple[int, int]:
        """Count the words of a record in the training articles: as a trigger, and at all."""
        return self.training.occurrences(self.language, record["trigger"]["text"])

    def together(self, one: Record, other: Record) -> bool:
        """Tell whether two triggers stand in one sentence."""
        sentences = self.case.document["sentences"]
        places = [bisect_right(sentences, [m["trigger"]["start"], 1 << 60]) for m in (one, other)]
        return places[0] == places[1]

    def beside(self, one: Record, other: Record) -> bool:
        """Tell whether two triggers stand in one sentence with few words between."""
        low, high = sorted((span_of(one), span_of(other)))
        between = self.case.document["text"][low[1] : high[0]]
        return self.together(one, other) and len(re.findall(r"\w+", between)) <= NEAR
