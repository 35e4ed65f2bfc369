"""What is asked for during talks is asked of those who are talked with, and on that day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from eventgraph.annotate.pipelines import language_at
from eventgraph.lexicon import word_lists
from eventgraph.model import EventType, Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["asked_in_talks"]


def asked_in_talks(mentions: Sequence[Mention], doc: Doc) -> list[Mention]:
    """
    Give each REQUEST the addressee and date of the talks during which it was made, if it has none.

    The talks stand in the same sentence behind a word such as `selama` or `during`
    (`mengusulkan perundingan selama pembicaraan dengan X`).
    """
    out: list[Mention] = []
    for start, group in groupby(mentions, key=lambda m: m.sentence.start):
        told = list(group)
        during = frozenset(word_lists(language_at(doc, start))["during"])
        out += [_addressed(mention, told, doc, during) for mention in told]
    return out


def _addressed(
    mention: Mention, told: Sequence[Mention], doc: Doc, during: frozenset[str]
) -> Mention:
    if mention.type is not EventType.REQUEST or (mention.targets and mention.date):
        return mention
    for talks in told:
        behind = talks.trigger.start > mention.trigger.end
        if talks.type is EventType.CONSULT and talks.targets and behind:
            between = doc.char_span(
                mention.trigger.end, talks.trigger.start, alignment_mode="contract"
            )
            if between is not None and any(token.lower_ in during for token in between):
                return replace(
                    mention,
                    targets=mention.targets or talks.targets,
                    date=mention.date or talks.date,
                )
    return mention
