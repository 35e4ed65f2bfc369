"""Keep track of which things are one: disjoint sets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

__all__ = ["DisjointSets"]

T = TypeVar("T", int, str)


class DisjointSets(Generic[T]):
    """Sets of numbers or names, each known by its smallest member; each begins alone."""

    def __init__(self, items: Iterable[T]) -> None:
        self._root: dict[T, T] = {item: item for item in items}

    def find(self, item: T) -> T:
        """Give the smallest member of the set of an item."""
        while self._root[item] != item:
            self._root[item] = self._root[self._root[item]]
            item = self._root[item]
        return item

    def join(self, one: T, other: T) -> None:
        """Unite the sets of two items."""
        first, second = self.find(one), self.find(other)
        if second < first:
            first, second = second, first
        self._root[second] = first
