"""
Keep to geopolitical events: acts between or by political actors.

Words of attack, talks and deals are those of football, companies and crime as well, and a
sentence often does not show whose act it tells. The article does: where none of its acts
has a political actor or target, it is about something else, and none is kept.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from eventgraph.lexicon import data_file, read_word_lists
from eventgraph.model import Dropped, DropReason, Mention, OnDropped

__all__ = ["in_scope"]


@functools.cache
def _lists() -> dict[str, frozenset[str]]:
    lists = read_word_lists(data_file("world", "scope.toml"))
    return {key: frozenset(words) for key, words in lists.items()}


def in_scope(
    mentions: Sequence[Mention], on_dropped: OnDropped | None = None
) -> tuple[Mention, ...]:
    """
    Give the resolved mentions of one article, or none when no act of it is political.

    Which kinds, sectors and types are political is said in `data/world/scope.toml`.
    `on_dropped` is told of each mention that is not given.
    """
    if any(_political(mention) for mention in mentions):
        return tuple(mentions)
    if on_dropped:
        for mention in mentions:
            on_dropped(_dropped(mention))
    return ()


def _dropped(mention: Mention) -> Dropped:
    return Dropped(
        article=mention.article,
        sentence=mention.sentence,
        trigger=mention.trigger,
        type=mention.type,
        confidence=mention.confidence,
        reason=DropReason.NOT_POLITICAL,
    )


def _political(mention: Mention) -> bool:
    lists = _lists()
    return mention.type.value in lists["types"] or any(
        a.kind in lists["kinds"] or a.sector in lists["sectors"]
        for a in (*mention.actors, *mention.targets)
    )
