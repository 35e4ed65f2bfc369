"""Unite mentions into events: the whole way of merging on one page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from eventgraph.merge.acts import Act, acts_of, digest
from eventgraph.merge.clusters import Clusters
from eventgraph.merge.copies import copy_groups
from eventgraph.merge.events import event_of
from eventgraph.merge.neighbours import neighbours
from eventgraph.merge.sets import DisjointSets
from eventgraph.merge.similar import Model, agreement, model
from eventgraph.model import Article, Decision, Event, Mention, Merge, Verdict

__all__ = ["merge", "pairs"]

Pair = tuple[int, int]
"""Numbers of two acts, the smaller first."""
# Of one type and mood in an article that are compared with other articles. No labelled article has
# more than nine; a list of thousands must not cost millions of scores.
_MOST_ACTS = 64
_DECIDED = "a person decided so"
_EQUAL = "type, actors, targets, places and date are all equal"


def merge(
    mentions: Iterable[Mention],
    articles: Mapping[str, Article],
    decisions: Sequence[Decision] = (),
    weights: Model | None = None,
) -> list[Event]:
    """
    Unite mentions of the same act into events, sorted by id.

    `articles` gives text, publication date, language and publisher of every article that a
    mention is of. Inside an article mentions are of one act when they say so (`same_as`,
    `repeat_of`). Acts are one when all that is known of them is equal, and acts of different
    articles also when they agree well enough on the whole (`similar`), by the shipped `weights`
    if no others are given. `decisions` of people come before all. The order of the input does
    not matter, every mention is in exactly one event, and the id of an event is made from what
    its first telling says.
    """
    apart = _apart(decisions)
    acts = acts_of(mentions, articles, apart)
    number_of = {m.id: number for number, act in enumerate(acts) for m in act.mentions}
    clusters = Clusters([act.article.id for act in acts], _forbidden(apart, number_of))
    certain = dict.fromkeys(_join(clusters, _decided(decisions, number_of)), _DECIDED)
    for pair in _join(clusters, _equal(acts)):
        certain.setdefault(pair, _EQUAL)
    told_in = {act.article.id for act in acts}
    weights = weights or model()
    scores = _scores(acts, [a for a in articles.values() if a.id in told_in], weights)
    clusters.link(scores, weights.least)
    groups = sorted(sorted(members) for members in clusters.members.values())
    shared = {acts[n].article.id for group in groups if len(group) > 1 for n in group}
    copies = copy_groups(articles[a] for a in sorted(shared))
    reasons = _reasons(clusters, acts, certain, scores)
    events, taken = [], set[str]()
    for group in groups:  # acts are in order, so the first told of a group has the first number
        told = [acts[n] for n in group]
        merges = sorted(reasons[group[0]], key=lambda m: (m.one, m.other))
        events.append(event_of(_identity(told[0], taken), told, merges, articles, copies))
    return sorted(events, key=lambda event: event.id)


def _join(clusters: Clusters, groups: Iterable[Sequence[int]]) -> Iterator[Pair]:
    """Unite the acts of each group, but for those that a split keeps apart; give who with whom."""
    for numbers in groups:
        heads: list[int] = []
        for number in numbers:
            head = next((h for h in heads if clusters.join(h, number)), None)
            if head is None:
                heads.append(number)
            else:
                yield head, number


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


def _forbidden(apart: Mapping[str, frozenset[str]], number_of: Mapping[str, int]) -> list[Pair]:
    return [
        (number_of[mention], number_of[other])
        for mention, others in sorted(apart.items())
        for other in sorted(others)
        if mention in number_of and other in number_of and mention != other
    ]


def _decided(decisions: Iterable[Decision], number_of: Mapping[str, int]) -> list[tuple[int, ...]]:
    """Give the acts of each merge, in an order that is always the same."""
    found = {
        tuple(sorted({number_of[m] for m in decision.mentions if m in number_of}))
        for decision in decisions
        if decision.verdict is Verdict.MERGE
    }
    return sorted(found)


# -- what the tellings say


def _equal(acts: Sequence[Act]) -> Iterable[list[int]]:
    """Give the acts that are equal in all that is known."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, act in enumerate(acts):
        if (identity := act.identity) is not None:
            found[identity].append(number)
    return found.values()


def pairs(acts: Sequence[Act], articles: Iterable[Article]) -> Iterator[tuple[Pair, float]]:
    """
    Give the acts of neighbouring articles that have the same type and mood.

    `acts` are in their order. With each pair comes how alike the names of its articles are.
    """
    country_keys: dict[str, list[str]] = defaultdict(list)
    day_keys: dict[str, list[str]] = defaultdict(list)
    by_kind: dict[str, dict[tuple[str, str], list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, act in enumerate(acts):
        by_kind[act.article.id][act.type.value, act.mood].append(number)
        country_keys[act.article.id] += act.country_keys
        day_keys[act.article.id] += act.day_keys
    for (one, other), alike in neighbours(articles, country_keys, day_keys).items():
        for kind, numbers in by_kind[one].items():
            others = by_kind[other].get(kind, ())
            for a, b in product(numbers[:_MOST_ACTS], others[:_MOST_ACTS]):
                yield (min(a, b), max(a, b)), alike


def _scores(acts: Sequence[Act], articles: Iterable[Article], weights: Model) -> dict[Pair, float]:
    return {
        (one, other): weights.score(acts[one], acts[other], alike)
        for (one, other), alike in pairs(acts, articles)
    }


def _reasons(
    clusters: Clusters,
    acts: Sequence[Act],
    certain: Mapping[Pair, str],
    scores: Mapping[Pair, float],
) -> dict[int, list[Merge]]:
    """
    Say for every group, by its first act, why it is one.

    Of all pairs in it the surest are told that hold it together: one fewer than its acts.
    """
    links = {pair: (score, "") for pair, score in scores.items()}
    links |= {pair: (1.0, reason) for pair, reason in certain.items()}
    inside = [pair for pair in links if clusters.find(pair[0]) == clusters.find(pair[1])]
    told = DisjointSets(range(len(acts)))
    found: dict[int, list[Merge]] = defaultdict(list)
    for one, other in sorted(inside, key=lambda pair: (-links[pair][0], pair)):
        if told.find(one) == told.find(other):
            continue
        told.join(one, other)
        score, reason = links[one, other]
        first, second = sorted((acts[one].mentions[0].id, acts[other].mentions[0].id))
        reason = reason or agreement(acts[one], acts[other])
        why = Merge(one=first, other=second, score=round(score, 4), reason=reason)
        found[clusters.find(one)].append(why)
    return found
