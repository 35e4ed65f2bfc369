"""
Tell which acts were seen in an article and left out, and why.

Nothing here decides anything: it looks back at an article that was read, at the words that the
lexicon knows as triggers and those that the encoder thinks likely, and says of each that tells
no mention at which step it was left out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from eventgraph.annotate.encoder import Reading
from eventgraph.annotate.labels import TYPES
from eventgraph.annotate.pipelines import language_at
from eventgraph.extract.acts import Act, chances_of, placed
from eventgraph.extract.triggers import Found, find_triggers
from eventgraph.model import Dropped, DropReason, EventType, MarkKind, Mention, Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens

__all__ = ["dropped_acts", "evidence"]

_LIKELY = 0.1
"""From this chance of a trigger on, what the encoder thinks of a word is worth telling."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """Words that may tell an act, as character offsets."""

    start: int
    end: int
    type: str
    chance: float
    named: bool = False
    """True when they are part of a name."""


def evidence(sentence: Tokens) -> Span:
    """Give a sentence without the blanks around it."""
    text = sentence.text.strip()
    start = sentence.start_char + len(sentence.text) - len(sentence.text.lstrip())
    return Span(start=start, end=start + len(text), text=text)


def dropped_acts(
    reading: Reading,
    sentences: Iterable[tuple[Tokens, MarkKind | None]],
    hits: Mapping[int, Sequence[Found]],
    acts: Sequence[Act],
    mentions: Sequence[Mention],
    min_confidence: float,
    article: str,
) -> Iterator[Dropped]:
    """
    Give what was seen in an article and left out, in the order of the text, one act a word.

    `sentences` are all of the article, each with the mark that keeps it from being coded;
    `hits` are the triggers of the lexicon that counted, by the first token of their sentence,
    `acts` what was found with them, in order, and `mentions` what was made of the acts.
    """
    told = _Types((m.trigger.start, m.trigger.end, m.type.value) for m in mentions)
    read = _Types((act.start, act.end, act.type) for act in acts)
    starts = [act.start for act in acts]
    for words, mark in sentences:
        here = acts[bisect_left(starts, words.start_char) : bisect_left(starts, words.end_char)]
        found = list(_taken_back(here, told, min_confidence))
        for seen in _unread(words) if mark else _likely(reading, words, hits[words.start]):
            types = read.at(seen.start, seen.end) | told.at(seen.start, seen.end)
            if seen.type not in types:
                alone = DropReason.PART_OF_A_NAME if seen.named else DropReason.UNLIKELY
                found.append((seen, DropReason.SAME_WORDS if types else alone))
        sentence = evidence(words)
        for seen, reason in _likeliest(found):
            yield Dropped(
                article=article,
                sentence=sentence,
                trigger=_trigger(words, seen),
                type=EventType(seen.type),
                confidence=round(seen.chance, 3),
                reason=DropReason.BOILERPLATE if mark else reason,
                mark=mark,
            )


def _likeliest(found: Iterable[tuple[_Seen, DropReason]]) -> list[tuple[_Seen, DropReason]]:
    """Give the likeliest type of each word; what else it might tell is noise."""
    by_chance = sorted(found, key=lambda one: (one[0].chance, one[0].type))
    best = {seen.start: (seen, reason) for seen, reason in by_chance}
    return [best[start] for start in sorted(best)]


def _trigger(words: Tokens, seen: _Seen) -> Span:
    base = words.start_char
    text = words.text[seen.start - base : seen.end - base]
    return Span(start=seen.start, end=seen.end, text=text)


class _Types:
    """Which types of acts are told at each character of a text."""

    def __init__(self, acts: Iterable[tuple[int, int, str]]) -> None:
        self._types: defaultdict[int, set[str]] = defaultdict(set)
        for start, end, kind in acts:
            for at in range(start, end):
                self._types[at].add(kind)

    def at(self, start: int, end: int) -> set[str]:
        """Give the types that a stretch tells."""
        return {kind for at in range(start, end) for kind in self._types.get(at, ())}


def _taken_back(
    acts: Iterable[Act], told: _Types, min_confidence: float
) -> Iterator[tuple[_Seen, DropReason]]:
    """Give the acts that were found and became no mention."""
    for act in acts:
        if act.type not in told.at(act.start, act.end):
            weak = act.chance < min_confidence
            reason = DropReason.BELOW_THRESHOLD if weak else DropReason.SAME_WORDS
            yield _Seen(act.start, act.end, act.type, act.chance), reason


def _known(words: Tokens) -> list[Found]:
    return find_triggers(words, language_at(words.doc, words.start_char))


def _unread(words: Tokens) -> Iterator[_Seen]:
    """Give the triggers of a sentence that the encoder does not look at; the lexicon is alone."""
    for hit in _known(words):
        span = words.doc[hit.start : hit.end]
        kind = hit.entry.type.value
        yield _Seen(span.start_char, span.end_char, kind, hit.entry.weight)


def _likely(reading: Reading, words: Tokens, counted: Sequence[Found]) -> Iterator[_Seen]:
    """Give the words that lexicon or encoder take for a trigger, whatever came of them."""
    begin = int(np.searchsorted(reading.ends, words.start_char, side="right"))
    stop = int(np.searchsorted(reading.starts, words.end_char, side="left"))
    chances = chances_of(reading, begin, stop, placed(words.doc, reading, counted))
    kinds: set[tuple[int, int]] = set()
    """Words and the types that the lexicon takes them for."""

    def seen(first: int, end: int, kind: int, named: bool) -> _Seen:
        start, last = int(reading.starts[first]), int(reading.ends[end - 1])
        return _Seen(start, last, TYPES[kind], float(chances[first - begin, 1 + 2 * kind]), named)

    for first, end, hit in placed(words.doc, reading, _known(words)):
        kind = TYPES.index(hit.entry.type.value)
        kinds |= {(word, kind) for word in range(first, end)}
        yield seen(first, end, kind, hit not in counted)
    likely = np.exp(reading.triggers[begin:stop].astype(np.float64)) >= _LIKELY
    for place, kind in np.argwhere(likely[:, 1::2]).tolist():
        if (begin + place, kind) not in kinds:
            yield seen(begin + place, begin + place + 1, kind, named=False)
