"""Put the document about quality together: prose from `quality.md`, tables from what was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from string import Template
from typing import Any

from benchmarks.causes import FALSE_FINDS, MISSES, Error, false_finds, misses
from benchmarks.looks import Case, Look, Training
from benchmarks.tables import (
    bins,
    calibration,
    calibration_error,
    confusion,
    escaped,
    figure,
    marked,
    score_rows,
    statuses,
    summary,
    table,
    types,
    words_of,
)

from eventgraph.evaluate import score
from eventgraph.model import text_hash
from eventgraph.models import manifest

__all__ = ["BARS", "TEMPLATE", "Quotes", "report", "telling_false_finds", "telling_misses"]

Record = dict[str, Any]

TEMPLATE = Path(__file__).with_name("quality.md")
NAMES = {"id": "Indonesian", "en": "English"}
BARS = {
    "id": {"Trig-C": 0.68, "Arg-C": 0.52, "actors": 0.53, "targets": 0.48, "places": 0.54}
    | {"Status": 0.92, "Coref": 0.75},
    "en": {"Trig-C": 0.73, "Arg-C": 0.57, "actors": 0.58, "targets": 0.54, "places": 0.60}
    | {"Status": 0.93, "Coref": 0.78},
}
"""What the project wants to reach: F, for Status accuracy."""
TELLING = 20
"""Rows of a table of errors."""
WEAK, ENOUGH = 0.5, 10
"""A type is told as weak when its F is below, and it has labels enough to say so."""
FREE = ("en.wikinews.org", "translated from en.wikinews.org")
"""Sources whose sentences may be shown (CC BY 2.5), with attribution."""


def report(cases: Sequence[Case], training: Training, delivered: Collection[str]) -> str:
    """
    Give the whole document.

    `delivered` has the hashes of the texts that came with the project: only they and those
    of `FREE` sources are quoted.
    """
    quotes = Quotes(delivered)
    groups = [(code, [c for c in cases if c.document["lang"] == code]) for code in NAMES]
    languages = [_Language(code, found, training) for code, found in groups if found]
    weights = manifest()
    return Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        documents=sum(language.scores.documents for language in languages),
        each=", ".join(f"{language.scores.documents} {language.name}" for language in languages),
        labels=sum(language.scores.gold for language in languages),
        weights=f"{weights.name} {weights.version} of {weights.trained}",
        summary=summary({x.code: x.scores for x in languages}, BARS, NAMES),
        typed=_each(languages, _Language.typed),
        weak=_each(languages, _Language.weak),
        gap=_each(languages, _Language.gap),
        causes=_causes(languages),
        sections="\n\n".join(language.section(quotes) for language in languages),
        sources=quotes.sources(),
    )


class Quotes:
    """Which texts may be shown, and which articles have been quoted so far."""

    def __init__(self, delivered: Collection[str]) -> None:
        self._delivered = delivered
        self._quoted: dict[str, Record] = {}

    def free(self, document: Record) -> bool:
        """Tell whether sentences of an article may be shown."""
        return document.get("source") in FREE or text_hash(document["text"]) in self._delivered

    def words(self, error: Error) -> str:
        """Give the sentence of an error, where it may be shown, else the words of its trigger."""
        document, trigger = error.case.document, error.record["trigger"]
        if not self.free(document):
            return words_of(trigger["text"])
        self._quoted[document["id"]] = document
        span = trigger["start"], trigger["end"]
        inside = ((a, b) for a, b in document["sentences"] if a <= span[0] < b)
        return marked(document["text"], next(inside, span), span)

    def sources(self) -> str:
        """Name the articles that were quoted, as their licence asks."""
        ordered = sorted(self._quoted.values(), key=lambda d: (str(d.get("date")), d["id"]))
        return "\n".join(f"- {_source(document)}" for document in ordered) or "None."


def _source(document: Record) -> str:
    title = document["text"].strip().partition("\n")[0]
    licence = "CC BY 2.5" if document.get("source") in FREE else "delivered with the project"
    told = (document.get("source"), document.get("date"), licence)
    return f"{escaped(title)} ({', '.join(escaped(part) for part in told if part)})"


class _Language:
    """The articles of one language, scored and looked at."""

    def __init__(self, code: str, cases: Sequence[Case], training: Training) -> None:
        self.code, self.name = code, NAMES[code]
        self.pairs = [(case.gold, case.found) for case in cases]
        self.trained = training.labels_of(code)
        looks = [Look.at(case, training) for case in cases]
        self.misses = [error for look in looks for error in misses(look)]
        self.false = [error for look in looks for error in false_finds(look)]
        gold = [label for case in cases for label in case.gold]
        found = [find for case in cases for find in case.found]
        self.scores = score([case.document for case in cases], gold, found)

    def typed(self) -> str:
        """Tell how many found triggers have another type than labelled."""
        found, right = (self.scores.measures[name].hit for name in ("Trig-I", "Trig-C"))
        return f"{found - right} of {found} found triggers"

    def weak(self) -> str:
        """Name the types that are found worst, those with few labels left out."""
        told = self.scores.by_type.items()
        low = sorted((s.f, kind) for kind, s in told if s.f < WEAK and s.gold >= ENOUGH)
        return ", ".join(f"{escaped(kind)} {figure(f)}" for f, kind in low) or "none"

    def gap(self) -> str:
        """Give the expected calibration error."""
        return figure(calibration_error(bins(self.pairs)))

    def section(self, quotes: Quotes) -> str:
        """Give all that the document tells of this language alone."""
        scores, name = self.scores, self.name
        told = [
            f"## {name}",
            f"{scores.documents} articles, {scores.gold} labelled and {scores.predicted} found "
            f"mentions, {scores.wrong_offsets} wrong offsets.",
            score_rows(scores, BARS[self.code]),
            f"### Types ({name})",
            types(scores, self.trained),
            "Types of labels by the types found on overlapping triggers:",
            confusion(self.pairs),
            f"### Status ({name})",
            "Of mentions whose trigger and type are right:",
            statuses(self.pairs),
            f"### Confidence ({name})",
            f"Finds by their confidence; the expected calibration error is {self.gap()}.",
            calibration(bins(self.pairs)),
            f"### Telling misses ({name})",
            _errors(
                telling_misses(self.misses, quotes.free), self.misses, _group, "encoder", quotes
            ),
            f"### Telling false finds ({name})",
            _errors(telling_false_finds(self.false), self.false, _alike, "confidence", quotes),
        ]
        return "\n\n".join(told)


def _each(languages: Sequence[_Language], tell: Callable[[_Language], str]) -> str:
    return "; ".join(f"{language.name} {tell(language)}" for language in languages)


def _causes(languages: Sequence[_Language]) -> str:
    """Count all causes, in the order in which they are asked for."""
    parts = []
    for title, causes, name in (("miss", MISSES, "misses"), ("false find", FALSE_FINDS, "false")):
        counts = [Counter(error.cause for error in getattr(x, name)) for x in languages]
        rows: list[list[object]] = [
            [cause.name, cause.meaning, *(count[cause.name] for count in counts)]
            for cause in causes
        ]
        rows.append(["all", "", *(count.total() for count in counts)])
        head = [f"cause of a {title}", "rule", *(x.name for x in languages)]
        parts.append(table(head, rows, left=2))
    return "\n\n".join(parts)


# Telling errors


def _group(error: Error) -> tuple[str, ...]:
    return error.cause, error.record["type"]


def _alike(error: Error) -> tuple[str, ...]:
    return (*_group(error), " ".join(error.record["trigger"]["text"].lower().split()))


def telling_misses(errors: Sequence[Error], free: Callable[[Record], bool]) -> list[Error]:
    """
    Give one miss of each of the most frequent pairs of cause and type, then a second of each.

    Of one pair those that may be quoted come first, then those the encoder saw best.
    """
    sizes, rank = Counter(map(_group, errors)), [cause.name for cause in MISSES]
    order = sorted(sizes, key=lambda pair: (-sizes[pair], rank.index(pair[0]), pair[1]))
    turns: Counter[tuple[str, ...]] = Counter()
    placed: list[tuple[int, int, Error]] = []
    for error in sorted(errors, key=lambda e: (not free(e.case.document), -e.chance)):
        pair = _group(error)
        placed.append((turns[pair], order.index(pair), error))
        turns[pair] += 1
    return [error for *_, error in sorted(placed, key=lambda place: place[:2])][:TELLING]


def telling_false_finds(errors: Sequence[Error]) -> list[Error]:
    """Give the most confident false finds; of those with the same words and cause the first."""
    first: dict[tuple[str, ...], Error] = {}
    for error in sorted(errors, key=lambda e: -e.chance):
        first.setdefault(_alike(error), error)
    return list(first.values())[:TELLING]


def _errors(
    shown: Sequence[Error],
    errors: Sequence[Error],
    key: Callable[[Error], tuple[str, ...]],
    chance: str,
    quotes: Quotes,
) -> str:
    """Give a table of errors, each with the number of those that share its `key`."""
    sizes = Counter(map(key, errors))
    rows = [
        [
            quotes.words(error),
            escaped(error.record["type"]),
            error.cause,
            escaped(error.detail),
            figure(error.chance),
            f"{error.labelled} of {error.occurring}",
            sizes[key(error)],
        ]
        for error in shown
    ]
    return table(["words", "type", "cause", "seen", chance, "in training", "such"], rows, left=4)
