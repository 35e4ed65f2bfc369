"""
Unite acts whose tellings agree on the whole: average-link grouping over scored pairs.

Acts of one article stay apart (coreference has spoken there) unless they are the same in
all that is known, or a person said so. Pairs that were never scored count for nothing.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

from eventgraph.merge.sets import DisjointSets

__all__ = ["Clusters"]

_Sums = dict[int, dict[int, tuple[float, int]]]
"""For each two groups, either way round: the sum of the scores between them, and their number."""


class Clusters:
    """Groups of numbered acts; each begins as a group of its own."""

    def __init__(self, articles: list[str], apart: Iterable[tuple[int, int]] = ()) -> None:
        self.members = {number: [number] for number in range(len(articles))}
        self._sets = DisjointSets(self.members)
        self._articles: dict[int, set[str]] = {n: {a} for n, a in enumerate(articles)}
        self._apart: dict[int, set[int]] = {}
        """For groups that a person keeps apart from some others, which these are."""
        for one, other in apart:
            self._apart.setdefault(one, set()).add(other)
            self._apart.setdefault(other, set()).add(one)

    def find(self, number: int) -> int:
        """Give the group of an act, named by its first member."""
        return self._sets.find(number)

    def join(self, one: int, other: int) -> bool:
        """Unite the groups of two acts; tell whether they are one now."""
        one, other = sorted((self.find(one), self.find(other)))
        if one == other:
            return True
        if other in self._apart.get(one, ()):
            return False
        self.members[one] += self.members.pop(other)
        self._articles[one] |= self._articles.pop(other)
        self._sets.join(one, other)
        for third in self._apart.pop(other, ()):
            self._apart[third].remove(other)
            self._apart[third].add(one)
            self._apart.setdefault(one, set()).add(third)
        return True

    def link(self, scores: Mapping[tuple[int, int], float], least: float) -> None:
        """
        Unite groups, the surest first, while the mean score of their pairs is `least` or more.

        `scores` holds pairs of acts of different articles. Groups that share an article
        stay apart, and those of which one pair scores 0. Equal means go by the numbers of the
        groups, so the result depends on nothing else.
        """
        sums = self._sums(scores)
        heap = [
            (-total / count, one, other)
            for one, row in sums.items()
            for other, (total, count) in row.items()
            if one < other and total / count >= least
        ]
        heapq.heapify(heap)
        while heap:
            negative, one, other = heapq.heappop(heap)
            if one not in self.members or other not in self.members:
                continue
            total, count = sums[one].get(other, (0.0, 0))
            if not count or -negative != total / count:
                continue  # written before one of them grew
            if not self._articles[one].isdisjoint(self._articles[other]):
                continue
            if not self.join(one, other):
                continue
            for third, (more, number) in sums.pop(other).items():
                sums[third].pop(other, None)
                if third == one:
                    continue
                total, count = sums[one].get(third, (0.0, 0))
                sums[one][third] = sums[third][one] = total + more, count + number
                mean = (total + more) / (count + number)
                if mean >= least:
                    heapq.heappush(heap, (-mean, min(one, third), max(one, third)))

    def _sums(self, scores: Mapping[tuple[int, int], float]) -> _Sums:
        sums: _Sums = defaultdict(dict)
        for (a, b), score in sorted(scores.items()):
            one, other = self.find(a), self.find(b)
            if one != other:
                total, count = sums[one].get(other, (0.0, 0))
                total += score or -math.inf  # no other pair makes up for it
                sums[one][other] = sums[other][one] = total, count + 1
        return sums
