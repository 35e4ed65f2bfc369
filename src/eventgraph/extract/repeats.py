"""
Let a paragraph that is told again tell what it told the first time.

The encoder reads each telling in its own surroundings and may see more in one of them; what
the first leaves open is taken from the second, and then both are the same.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from eventgraph.model import Argument, Article, DateValue, Mark, MarkKind, Mention, Span, Speaker

__all__ = ["told_alike"]

_Stretch = TypeVar("_Stretch", Argument, DateValue, Span, Speaker)


def told_alike(mentions: Sequence[Mention], article: Article) -> tuple[Mention, ...]:
    """
    Give the mentions of an article in order, those of a repeated paragraph as copies.

    A copy points into its own paragraph and names the mention it repeats (`repeat_of`).
    """
    found = {m.trigger.start: m for m in mentions}
    repeats = [m for m in article.marks if m.kind is MarkKind.REPEAT and m.of is not None]
    starts = sorted(found)
    for mark in repeats:
        _fold(found, _within(starts, mark.start, mark.end), mark)
    starts = sorted(found)
    for mark in repeats:
        first, length = mark.of or 0, mark.end - mark.start
        shift = mark.start - first
        for start in _within(starts, first, first + length):
            copy = _moved(found[start], shift, first, length)
            found[start + shift] = replace(copy, repeat_of=found[start].id)
    return tuple(found[start] for start in sorted(found))


def _fold(found: dict[int, Mention], here: Sequence[int], mark: Mark) -> None:
    """Bring what a telling of a paragraph tells to its first one, whose types stand."""
    shift = (mark.of or 0) - mark.start
    for start in here:
        told = _moved(found.pop(start), shift, mark.start, mark.end - mark.start)
        before = found.setdefault(start + shift, told)
        if before.type is told.type:
            found[start + shift] = _filled(before, told)


def _within(starts: Sequence[int], low: int, high: int) -> Sequence[int]:
    return starts[bisect_left(starts, low) : bisect_left(starts, high)]


def _filled(mention: Mention, other: Mention) -> Mention:
    """Take from the other telling what this one leaves open."""
    return replace(
        mention,
        actors=mention.actors or other.actors,
        targets=mention.targets or other.targets,
        places=mention.places or other.places,
        date=mention.date or other.date,
        source=mention.source or other.source,
    )


def _moved(mention: Mention, shift: int, first: int, length: int) -> Mention:
    """
    Give a mention of the paragraph at `first` as it stands in the other one.

    What lies outside of the paragraph (the place of a dateline) stays where it is.
    """

    def move(stretch: _Stretch) -> _Stretch:
        if stretch.start is None or stretch.end is None:
            return stretch
        if not first <= stretch.start <= stretch.end <= first + length:
            return stretch
        return replace(stretch, start=stretch.start + shift, end=stretch.end + shift)

    return replace(
        mention,
        sentence=move(mention.sentence),
        trigger=move(mention.trigger),
        actors=tuple(map(move, mention.actors)),
        targets=tuple(map(move, mention.targets)),
        places=tuple(map(move, mention.places)),
        date=None if mention.date is None else move(mention.date),
        source=None if mention.source is None else move(mention.source),
    )
