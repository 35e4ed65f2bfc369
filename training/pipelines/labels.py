"""The label sets of all heads, in the order of their numbers."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = [
    "IGNORE",
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

IGNORE = -100
"""The label of a word that a data set says nothing about."""

TYPES = [
    *("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST"),
    *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
]
STATUSES = ["actual", "planned", "hypothetical", "negated"]
ROLES = ["actor", "target", "place", "date", "source"]
UPOS = [
    *("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON"),
    *("PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"),
]


def bio_tags(kinds: Sequence[str]) -> list[str]:
    """Give O and then B and I of every kind: tag `1 + 2 * kind` begins, the next goes on."""
    return ["O"] + [f"{mark}-{kind}" for kind in kinds for mark in "BI"]


TRIGGER_TAGS = bio_tags(TYPES)
ROLE_TAGS = bio_tags(ROLES)
NER_TAGS = bio_tags(["PER", "ORG", "LOC"])


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
