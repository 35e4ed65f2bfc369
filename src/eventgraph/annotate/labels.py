"""
The label sets of the encoder's heads, in the order of their numbers.

The order is part of the weights: it is changed only together with them. A tagging head
writes BIO: number 0 is O, `1 + 2 * kind` begins a span, `2 + 2 * kind` goes on with it.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = [
    "NAME_KINDS",
    "NER_TAGS",
    "ROLES",
    "ROLE_TAGS",
    "STATUSES",
    "TRIGGER_TAGS",
    "TYPES",
    "UPOS",
    "bio_spans",
    "bio_tags",
]

TYPES = (
    *("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST"),
    *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
)
STATUSES = ("actual", "planned", "hypothetical", "negated")
ROLES = ("actor", "target", "place", "date", "source")
NAME_KINDS = ("PER", "ORG", "LOC")
UPOS = (
    *("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON"),
    *("PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"),
)


def bio_tags(kinds: Sequence[str]) -> tuple[str, ...]:
    """Give the names of the tags of some kinds: O, and B and I of each."""
    return ("O", *(f"{mark}-{kind}" for kind in kinds for mark in "BI"))


TRIGGER_TAGS = bio_tags(TYPES)
ROLE_TAGS = bio_tags(ROLES)
NER_TAGS = bio_tags(NAME_KINDS)


def bio_spans(tags: Sequence[int]) -> list[tuple[int, int, int]]:
    """Give (first, end, kind) of every span; an I without its B begins a span."""
    spans: list[tuple[int, int, int]] = []
    for place, tag in enumerate(tags):
        if tag == 0:
            continue
        kind, inside = (tag - 1) // 2, tag % 2 == 0
        if inside and spans and spans[-1][1] == place and spans[-1][2] == kind:
            spans[-1] = (spans[-1][0], place + 1, kind)
        else:
            spans.append((place, place + 1, kind))
    return spans
