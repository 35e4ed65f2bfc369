"""Tell whether an act happened, is planned, is only thought of, or is denied, by cue words."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from eventgraph.extract.triggers import Found
from eventgraph.lexicon import Cue, cues, word_lists
from eventgraph.model import EventType, Status

if TYPE_CHECKING:
    from spacy.tokens import Span

__all__ = ["status_of"]

_INNER = {
    EventType.REQUEST: Status.HYPOTHETICAL,
    EventType.REJECT: Status.HYPOTHETICAL,
    EventType.THREATEN: Status.HYPOTHETICAL,
    EventType.AGREE: Status.PLANNED,
}
"""Outer acts and the status of the act inside them (`menyerukan gencatan senjata`)."""

_INNER_REACH = 4
"""Words within which an inner act stands behind its outer one."""


@functools.cache
def _table(language: str) -> dict[str, list[tuple[tuple[str, ...], Cue]]]:
    table: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
    for cue in cues(language):
        words = tuple(cue.form.split())
        table.setdefault(words[0], []).append((words, cue))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


def _cues(sentence: Span, language: str) -> list[tuple[int, int, Cue]]:
    words = [token.lower_ for token in sentence]
    table, found = _table(language), []
    for i, word in enumerate(words):
        for form, cue in table.get(word, ()):
            if tuple(words[i : i + len(form)]) == form:
                found.append((sentence.start + i, sentence.start + i + len(form), cue))
                break
    return found


def status_of(sentence: Span, found: Sequence[Found], language: str) -> list[Status]:
    """
    Give the status of each trigger of a sentence, in their order.

    The nearest cue that reaches the trigger decides; without one, the act that stands
    around it does; without that, it is told as actual.
    """
    table = _cues(sentence, language)
    during = frozenset(word_lists(language)["during"])
    walls = [token.i for token in sentence if token.lower_ in during]
    return [_one(hit, number, found, table, walls) for number, hit in enumerate(found)]


def _one(
    hit: Found,
    number: int,
    found: Sequence[Found],
    table: Sequence[tuple[int, int, Cue]],
    walls: Sequence[int],
) -> Status:
    best: tuple[int, Status] | None = None
    whole: Status | None = None
    for start, end, cue in table:
        if start < hit.end and end > hit.start:
            continue
        if cue.side == "sentence":
            whole = whole or cue.status
            continue
        if cue.side == "before" and hit.form != "noun":
            # "menyarankan perundingan bisa digelar": the talks may be, the advice was given.
            continue
        if any(end <= wall < hit.start for wall in walls):
            # "proposed it during talks": the talks took place.
            continue
        distance = hit.start - end if cue.side == "after" else start - hit.end
        if 0 <= distance < cue.reach and (best is None or distance < best[0]):
            best = (distance, cue.status)
    if number:
        outer = found[number - 1]
        gap = hit.start - outer.end
        inner = _INNER.get(outer.entry.type)
        nearest = best is None or gap < best[0]
        walled = any(outer.end <= wall < hit.start for wall in walls)
        if inner and outer.form != "noun" and gap < _INNER_REACH and nearest and not walled:
            return inner
    return best[1] if best else whole or Status.ACTUAL
