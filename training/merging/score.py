"""Score which mentions of different articles are one act against the labelled stories."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import combinations

from training.merging.labels import Key, Story

from eventgraph.evaluate import Score

__all__ = ["mean_f", "score_stories"]


def score_stories(
    told: Iterable[Story], ids: Mapping[Key, str], event_of: Mapping[str, str]
) -> dict[str, Score]:
    """
    Count by story the pairs of labelled mentions in two articles that are one act.

    `ids` gives the mention of each label, `event_of` the event of each mention. A story without
    a pair, labelled or predicted, is left out.
    """
    scores = {}
    for story in told:
        keys = [key for key in ids if key[0] in story.articles and ids[key] in event_of]
        hit = predicted = gold = 0
        for one, other in combinations(keys, 2):
            if one[0] != other[0]:
                same = one in story.act_of and story.act_of[one] == story.act_of.get(other)
                united = event_of[ids[one]] == event_of[ids[other]]
                hit, predicted, gold = hit + (same and united), predicted + united, gold + same
        if predicted or gold:
            scores[story.name] = Score(hit, predicted, gold)
    return scores


def mean_f(scores: Collection[Score]) -> float:
    """Give the mean F over stories, each of which counts the same."""
    return sum(score.f for score in scores) / len(scores)
