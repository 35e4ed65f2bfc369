"""
Tell by rule why a labelled act was missed, and why something else was taken for an act.

Each miss and each false find has one cause: the first of `MISSES` or `FALSE_FINDS` whose
rule holds.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.looks import NEAR, Case, Look, Record, form_of, overlap, span_of

from eventgraph.lexicon import LANGUAGES, word_lists

__all__ = ["FALSE_FINDS", "MISSES", "Cause", "Error", "false_finds", "misses"]

SEEN = 0.1
"""From this chance of the encoder on, a missed word counts as seen."""
SURE = 0.5
"""Below this chance of the encoder alone, it was the lexicon that made the find."""
OFTEN = 0.5
"""Below this share of occurrences that training labels, a word is seldom a trigger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Error:
    """A missed label, or a find that is none, with its cause."""

    case: Case
    record: Record
    cause: str
    detail: str
    """What the rule saw, such as the other type; often nothing."""
    chance: float
    """For a miss the best chance of the encoder at its words; for a find its confidence."""
    labelled: int
    """Occurrences of the same words in the training articles that are a trigger."""
    occurring: int
    """All occurrences there."""


Rule = Callable[[Look, int, Record], str | None]
"""From a look, the number of a record and the record to what was seen; `None` is no."""


@dataclass(frozen=True, slots=True)
class Cause:
    """A cause: its name, what it means, and the rule that tells it."""

    name: str
    meaning: str
    rule: Rule


# Misses


def _other_type(look: Look, number: int, _: Record) -> str | None:
    found = look.found_of.get(number)
    return None if found is None else f"found as {look.case.found[found]['type']}"


def _swallowed(look: Look, _: int, record: Record) -> str | None:
    over = [f for f in look.case.found if overlap(span_of(f), span_of(record))]
    return f"by {over[0]['type']}" if over else None


def _not_coded(look: Look, _: int, record: Record) -> str | None:
    start = record["trigger"]["start"]
    return "" if any(low <= start < high for low, high in look.case.uncoded) else None


def _out_of_scope(look: Look, _: int, record: Record) -> str | None:
    return "" if any(overlap(span, span_of(record)) for span in look.case.dropped) else None


def _found_beside(look: Look, _: int, record: Record) -> str | None:
    finds = (f for _, f in look.false() if f["type"] == record["type"])
    return "" if any(look.beside(f, record) for f in finds) else None


def _unlikely(look: Look, _: int, record: Record) -> str | None:
    kind, chance = look.best(record)
    return f"best as {kind}" if chance >= SEEN else None


def _never_labelled(look: Look, _: int, record: Record) -> str | None:
    return None if look.training.types_of(look.language, record["trigger"]["text"]) else ""


def _labelled_otherwise(look: Look, _: int, record: Record) -> str | None:
    types = look.training.types_of(look.language, record["trigger"]["text"])
    if record["type"] in types:
        return None
    ordered = sorted(types, key=lambda kind: (-types[kind], kind))
    return "as " + ", ".join(f"{kind} {types[kind]}" for kind in ordered[:2])


def _seldom(look: Look, _: int, record: Record) -> str | None:
    labelled, occurring = look.occurrences(record)
    return "" if occurring and labelled < OFTEN * occurring else None


def _always(_: Look, __: int, ___: Record) -> str | None:
    return ""


MISSES = (
    Cause("other type", "the words were found, as an act of another type", _other_type),
    Cause(
        "swallowed by a neighbour trigger",
        "a found trigger covers the words and belongs to another label",
        _swallowed,
    ),
    Cause("not coded", "the words stand in a mark that is left out (letter, by-line)", _not_coded),
    Cause("out of scope", "found, but no act of the article has a political actor", _out_of_scope),
    Cause(
        "told by a word beside it",
        f"an act of this type was found at most {NEAR} words away and is no label",
        _found_beside,
    ),
    Cause(
        "seen but unlikely",
        f"the encoder's best trigger chance there is from {SEEN} to the decision",
        _unlikely,
    ),
    Cause(
        "never seen in training labels",
        "no labelled trigger of the training articles has these words",
        _never_labelled,
    ),
    Cause(
        "seen there with other types",
        "those that have them are all of other types",
        _labelled_otherwise,
    ),
    Cause(
        "seldom a trigger in training",
        "the words are a trigger in less than half of their occurrences there",
        _seldom,
    ),
    Cause("overlooked", "mostly a trigger of this type in training, but not seen here", _always),
)
"""Why a label was missed; the first that holds."""


# False finds


def _typed_otherwise(look: Look, number: int, _: Record) -> str | None:
    gold = look.gold_of.get(number)
    return None if gold is None else f"labelled {look.case.gold[gold]['type']}"


def _twice(look: Look, _: int, record: Record) -> str | None:
    return "" if any(overlap(span_of(g), span_of(record)) for g in look.case.gold) else None


@functools.cache
def _carriers(language: str) -> dict[str, frozenset[str]]:
    lists = word_lists(language) if language in LANGUAGES else {}
    named = (("light verb", "light_verbs"), ("casualty word", "casualty"))
    return {name: frozenset(lists.get(key, ())) for name, key in named}


def _double(look: Look, _: int, record: Record) -> str | None:
    right = (look.case.found[j] for _, j in look.right())
    alike = [m for m in right if m["type"] == record["type"] and look.together(m, record)]
    form = form_of(record["trigger"]["text"])
    for name, words in _carriers(look.language).items():
        if alike and form in words:
            return name
    if not any(look.beside(m, record) for m in alike):
        return None
    return "noun" if record["trigger"]["start"] in look.case.nouns else "verb"


def _labelled_beside(look: Look, _: int, record: Record) -> str | None:
    labels = (g for _, g in look.missed() if g["type"] == record["type"])
    return "" if any(look.beside(g, record) for g in labels) else None


def _pushed(look: Look, _: int, record: Record) -> str | None:
    chance = look.chance(record)
    return f"encoder alone {chance:.2f}" if look.case.words and chance < SURE else None


def _off_topic(look: Look, _: int, __: Record) -> str | None:
    return None if look.case.gold else ""


def _name(look: Look, _: int, record: Record) -> str | None:
    return "" if any(overlap(name, span_of(record)) for name in look.case.names) else None


def _background(look: Look, _: int, record: Record) -> str | None:
    told = record.get("actors") or record.get("targets")
    return "" if record["trigger"]["start"] in look.case.nouns and not told else None


def _unpolitical(look: Look, _: int, record: Record) -> str | None:
    return "" if record["trigger"]["start"] in look.case.unpolitical else None


def _speech(look: Look, _: int, record: Record) -> str | None:
    lists = word_lists(look.language) if look.language in LANGUAGES else {}
    return "" if form_of(record["trigger"]["text"]) in lists.get("openers", ()) else None


def _unlabelled(look: Look, _: int, record: Record) -> str | None:
    return None if look.occurrences(record)[1] else ""


FALSE_FINDS = (
    Cause(
        "right act, other type", "the words are a labelled act of another type", _typed_otherwise
    ),
    Cause(
        "one label found twice", "the words are part of a trigger with a find of its own", _twice
    ),
    Cause(
        "double of a found act in the same sentence",
        "a right find of this type stands in the sentence: at most "
        f"{NEAR} words away, or this is its light verb or casualty word",
        _double,
    ),
    Cause(
        "the label stands on a word beside it",
        f"a missed label of this type stands at most {NEAR} words away",
        _labelled_beside,
    ),
    Cause("lexicon pushed it", f"the chance of the encoder alone is below {SURE}", _pushed),
    Cause(
        "article without any act",
        "nothing is labelled in the whole article (crime, sport)",
        _off_topic,
    ),
    Cause("part of a name", "the encoder itself reads the words as a name", _name),
    Cause("act of another kind: speech", "a verb that only tells who says so", _speech),
    Cause(
        "act of another kind: background",
        "a noun with neither actor nor target: it names an act and tells none",
        _background,
    ),
    Cause("act of another kind: no politics", "no political actor or target", _unpolitical),
    Cause(
        "seldom a trigger in training",
        "the words are a trigger in less than half of their occurrences there",
        _seldom,
    ),
    Cause("never seen in training", "the training articles do not have these words", _unlabelled),
    Cause("a trigger in training, no label here", "mostly a trigger in training", _always),
)
"""Why something else was found; the first that holds."""


def _judged(
    look: Look, records: Sequence[tuple[int, Record]], causes: Sequence[Cause]
) -> list[tuple[Record, str, str]]:
    told = []
    for number, record in records:
        seen = ((cause.name, cause.rule(look, number, record)) for cause in causes)
        name, detail = next((name, detail) for name, detail in seen if detail is not None)
        told.append((record, name, detail))
    return told


def misses(look: Look) -> list[Error]:
    """Give the labels that were missed, in the order of the labels, with their causes."""
    return [
        _error(look, record, cause, detail, look.best(record)[1])
        for record, cause, detail in _judged(look, look.missed(), MISSES)
    ]


def false_finds(look: Look) -> list[Error]:
    """Give the finds that are no label, in the order of the finds, with their causes."""
    return [
        _error(look, record, cause, detail, float(record.get("confidence") or 0.0))
        for record, cause, detail in _judged(look, look.false(), FALSE_FINDS)
    ]


def _error(look: Look, record: Record, cause: str, detail: str, chance: float) -> Error:
    labelled, occurring = look.occurrences(record)
    return Error(
        case=look.case,
        record=record,
        cause=cause,
        detail=detail,
        chance=chance,
        labelled=labelled,
        occurring=occurring,
    )
