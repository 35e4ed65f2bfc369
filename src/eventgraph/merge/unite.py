"""Unite mentions into events: the whole way of merging on one page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from eventgraph.merge.acts import Act, acts_of, digest
from eventgraph.merge.clusters import Clusters
from eventgraph.merge.copies import copy_groups
from eventgraph.merge.events import event_of
from eventgraph.merge.neighbours import neighbours
from eventgraph.merge.similar import Model, agreement, model
from eventgraph.model import Article, Decision, Event, Mention, Merge, Verdict

__all__ = ["merge"]

Scores = dict[tuple[int, int], float]
_Link = tuple[float, int, str]
"""Of an act to another: the score, negative; the number of the other; the reason, if certain."""
_DECIDED = "a person decided so"
_EQUAL = "type, actors, targets, places and date are all equal"


def merge(
    mentions: Iterable[Mention],
    articles: Mapping[str, Article],
    decisions: Sequence[Decision] = (),
) -> list[Event]:
    """
    Unite mentions of the same act into events, sorted by id.

    `articles` gives text, publication date, language and publisher of every article that a
    mention is of. Inside an article mentions are of one act when they say so (`same_as`,
    `repeat_of`). Acts of different articles are one when all that is known of them is
    equal, or when they agree well enough on the whole (`similar`). `decisions` of people
    come before both. The order of the input does not matter, every mention is in exactly
    one event, and the id of an event is made from what its first telling says.
    """
    apart = _apart(decisions)
    acts = acts_of(mentions, articles, apart)
    number_of = {m.id: number for number, act in enumerate(acts) for m in act.mentions}
    clusters = Clusters([act.article.id for act in acts], _forbidden(apart, number_of))
    certain = _decided(decisions, number_of) | _equal(acts)
    for one, other in sorted(certain):
        clusters.join(one, other)
    told_in = {act.article.id for act in acts}
    scores = _scores(acts, [a for a in articles.values() if a.id in told_in], model())
    clusters.link(scores, model().least)
    groups = sorted(sorted(members) for members in clusters.members.values())
    shared = {acts[n].article.id for group in groups if len(group) > 1 for n in group}
    copies = copy_groups(articles[a] for a in sorted(shared))
    links = _links(certain, scores)
    events, taken = [], set[str]()
    for group in groups:  # acts are in order, so the number of the first tells that of the group
        told = [acts[n] for n in group]
        merges = _merges(group, acts, links)
        events.append(event_of(_identity(told[0], taken), told, merges, articles, copies))
    return sorted(events, key=lambda event: event.id)


def _identity(act: Act, taken: set[str]) -> str:
    """Name an event by its first act; by its first mention where too little is known."""
    first = act.mentions[0].id
    told = act.identity or digest(act.type.value, act.mood, first)
    if told in taken:  # a person, or coreference, keeps two equal acts apart
        told = digest(told, first)
    taken.add(told)
    return f"event-{told}"


# -- what people said


def _apart(decisions: Iterable[Decision]) -> dict[str, frozenset[str]]:
    """Give for every mention of a split those that it is not of one act with."""
    found: dict[str, set[str]] = defaultdict(set)
    for decision in decisions:
        if decision.verdict is Verdict.SPLIT:
            for mention in decision.mentions:
                found[mention] |= set(decision.apart)
            for mention in decision.apart:
                found[mention] |= set(decision.mentions)
    return {mention: frozenset(others) for mention, others in found.items()}


def _forbidden(
    apart: Mapping[str, frozenset[str]], number_of: Mapping[str, int]
) -> list[tuple[int, int]]:
    return [
        (number_of[mention], number_of[other])
        for mention, others in sorted(apart.items())
        for other in sorted(others)
        if mention in number_of and other in number_of
    ]


def _decided(
    decisions: Iterable[Decision], number_of: Mapping[str, int]
) -> dict[tuple[int, int], str]:
    found = {}
    for decision in decisions:
        if decision.verdict is Verdict.MERGE:
            known = sorted({number_of[m] for m in decision.mentions if m in number_of})
            found.update(dict.fromkeys(pairwise(known), _DECIDED))
    return found


# -- what the tellings say


def _equal(acts: Sequence[Act]) -> dict[tuple[int, int], str]:
    """Give the acts that are equal in all that is known, each with the first of its kind."""
    first: dict[str, int] = {}
    found = {}
    for number, act in enumerate(acts):
        identity = act.identity
        if identity is not None:
            one = first.setdefault(identity, number)
            if one != number:
                found[one, number] = _EQUAL
    return found


def _scores(acts: Sequence[Act], articles: Sequence[Article], weights: Model) -> Scores:
    """Score the acts of neighbouring articles that have the same type and mood."""
    blocks: dict[str, list[str]] = defaultdict(list)
    by_kind: dict[str, dict[tuple[str, str], list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, act in enumerate(acts):
        by_kind[act.article.id][act.type.value, act.mood].append(number)
        blocks[act.article.id] += act.blocks
    found: Scores = {}
    for (one, other), alike in neighbours(articles, blocks).items():
        for kind, numbers in by_kind[one].items():
            for a in numbers:
                for b in by_kind[other].get(kind, ()):
                    low, high = min(a, b), max(a, b)
                    found[low, high] = weights.score(acts[low], acts[high], alike)
    return found


def _links(certain: Mapping[tuple[int, int], str], scores: Scores) -> dict[int, list[_Link]]:
    """Give for every act those it was compared with, the surest first."""
    found: dict[int, list[_Link]] = defaultdict(list)
    links = {pair: (score, "") for pair, score in scores.items()}
    links |= {pair: (1.0, reason) for pair, reason in certain.items()}
    for (one, other), (score, reason) in links.items():
        found[one].append((-score, other, reason))
        found[other].append((-score, one, reason))
    for row in found.values():
        row.sort()
    return found


def _merges(
    numbers: Sequence[int], acts: Sequence[Act], links: Mapping[int, list[_Link]]
) -> list[Merge]:
    """Say for every act of a group but the first with which it agrees best, and in what."""
    inside, found = set(numbers), set[Merge]()
    for number in numbers[1:]:
        best = next((link for link in links.get(number, ()) if link[1] in inside), None)
        if best is not None:
            negative, other, reason = best
            first, second = acts[min(number, other)], acts[max(number, other)]
            one, two = sorted((first.mentions[0].id, second.mentions[0].id))
            reason = reason or agreement(first, second)
            found.add(Merge(one=one, other=two, score=round(-negative, 4), reason=reason))
    return sorted(found, key=lambda m: (m.one, m.other))
