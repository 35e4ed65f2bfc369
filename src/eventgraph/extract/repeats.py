"""
Let a paragraph that is told again tell what it told the first time.

The encoder reads each telling in its own surroundings and may see more in one of them; what
the first leaves open is taken from the second, and then both are the same.
"""

from __future__ import annotations

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
    found = list(mentions)
    for mark in article.marks:
        if mark.kind is MarkKind.REPEAT and mark.of is not None:
            found = _alike(found, mark, mark.of)
    return tuple(sorted(found, key=lambda m: (m.trigger.start, m.type)))


def _alike(mentions: list[Mention], mark: Mark, first: int) -> list[Mention]:
    shift, length = mark.start - first, mark.end - mark.start
    again = {
        (m.trigger.start, m.type): m for m in mentions if mark.start <= m.trigger.start < mark.end
    }
    out = []
    for mention in mentions:
        start = mention.trigger.start
        if mark.start <= start < mark.end:
            continue
        if first <= start < first + length:
            told = again.get((start + shift, mention.type))
            mention = mention if told is None else _filled(mention, _moved(told, -shift))
            out.append(replace(_moved(mention, shift), repeat_of=mention.id))
        out.append(mention)
    return out


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


def _moved(mention: Mention, shift: int) -> Mention:
    """Give a mention as it stands in the other paragraph."""

    def move(stretch: _Stretch) -> _Stretch:
        if stretch.start is None or stretch.end is None:
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
