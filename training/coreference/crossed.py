"""
Pairs of mentions that two articles tell, as if one article told both: never one act.

News articles seldom tell of two acts of one type by quite other parties. A judge that never saw
such pairs takes what is close together for one act whoever takes part.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Protocol

from eventgraph.annotate.encoder import Reading
from eventgraph.corefer.features import Pair, Told, Vector, tell
from eventgraph.model import Mention, Span

__all__ = ["crossed"]

_STARTS = (1, 200, 3000)
"""Characters from the start within which the first sentence stands, each as often."""
_APART = (12, 3000)
"""Characters between the triggers, from and to; small ones more often."""
_BETWEEN = (0, 0, 0, 1, 2, 3, 5, 8)
"""Mentions between the two, and besides them; each as often."""


class Source(Protocol):
    """What is read of an article."""

    language: str
    mentions: tuple[Mention, ...]
    reading: Reading | None


def crossed(articles: Iterable[Source], count: int, middle: Vector) -> Iterator[Pair]:
    """
    Give `count` pairs of one type and language from two articles; the same in every run.

    Half of them are told by one word, which else speaks for one act. Both articles have states of
    the encoder or neither has. Gives none where no two articles tell an act by one word.
    """
    dice = random.Random(1)  # noqa: S311 - which pairs, no secret
    tables = _by_kind(articles, middle)
    while all(tables) and count:
        kinds = dice.choice(tables)
        one, other = dice.sample(dice.choices(kinds, [len(found) for found in kinds])[0], 2)
        if one.mention.article != other.mention.article:
            yield _beside(one, other, dice)
            count -= 1


def _by_kind(articles: Iterable[Source], middle: Vector) -> tuple[list[list[Told]], ...]:
    """Give what can be paired: mentions of one type, and mentions of one word family."""
    of_type, of_family = defaultdict(list), defaultdict(list)
    for article in articles:
        for mention in article.mentions:
            if mention.repeat_of is None:
                told = tell(mention, article.reading, middle)
                kind = article.language, mention.type, article.reading is None
                of_type[kind].append(told)
                of_family[kind, told.family].append(told)
    return tuple(
        [found for found in table.values() if len({t.mention.article for t in found}) > 1]
        for table in (of_type, of_family)
    )


def _beside(one: Told, other: Told, dice: random.Random) -> Pair:
    """Lay two mentions into an article that is not there."""
    before = one.mention.trigger.start - one.mention.sentence.start
    start = before + dice.randrange(dice.choice(_STARTS))
    apart = round(math.exp(dice.uniform(*map(math.log, _APART))))
    between, besides = dice.choice(_BETWEEN), dice.choice(_BETWEEN)
    return Pair(_moved(one, start), _moved(other, start + apart), between, between + besides + 2)


def _moved(told: Told, start: int) -> Told:
    """Give a mention with its trigger at another place; its states stay."""
    by = start - told.mention.trigger.start

    def at(span: Span) -> Span:
        return replace(span, start=span.start + by, end=span.end + by)

    mention = told.mention
    moved = replace(mention, sentence=at(mention.sentence), trigger=at(mention.trigger))
    return replace(told, mention=moved)
