"""
Unite acts whose tellings agree on the whole: average-link grouping over scored pairs.

Acts of one article stay apart (coreference has spoken there) unless they are the same in
all that is known, or a person said so. Pairs that were never scored count for nothing.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping

__all__ = ["Clusters"]


class Clusters:
    """Groups of numbered acts; each begins as a group of its own."""

    def __init__(self, articles: list[str], apart: Iterable[tuple[int, int]] = ()) -> None:
        self.members = {number: [number] for number in range(len(articles))}
        self._root = list(range(len(articles)))
        self._articles: dict[int, set[str]] = {n: {a} for n, a in enumerate(articles)}
        self._apart: dict[int, set[int]] = defaultdict(set)
        for one, other in apart:
            self._apart[one].add(other)
            self._apart[other].add(one)

    def find(self, number: int) -> int:
        """Give the group of an act, named by its first member."""
        while self._root[number] != number:
            self._root[number] = self._root[self._root[number]]
            number = self._root[number]
        return number

    def forbidden(self, one: int, other: int) -> bool:
        """Tell whether a person keeps two groups apart."""
        return any(self._apart[n] & set(self.members[other]) for n in self.members[one])

    def join(self, one: int, other: int) -> bool:
        """Unite the groups of two acts; tell whether they are one now."""
        one, other = sorted((self.find(one), self.find(other)))
        if one == other:
            return True
        if self.forbidden(one, other):
            return False
        self.members[one] += self.members.pop(other)
        self._articles[one] |= self._articles.pop(other)
        self._root[other] = one
        return True

    def link(self, scores: Mapping[tuple[int, int], float], least: float) -> None:
        """
        Unite groups, the surest first, while the mean score of their pairs is `least` or more.

        `scores` holds pairs of acts of different articles. Groups that share an article
        stay apart. Equal means go by the numbers of the groups, so the result depends on
        nothing else.
        """
        sums: dict[int, dict[int, tuple[float, int]]] = defaultdict(dict)
        for (a, b), score in sorted(scores.items()):
            one, other = self.find(a), self.find(b)
            if one != other:
                total, count = sums[one].get(other, (0.0, 0))
                sums[one][other] = sums[other][one] = total + score, count + 1
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
            if self._articles[one] & self._articles[other] or not self.join(one, other):
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
