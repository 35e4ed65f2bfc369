"""
Find the articles that may tell of the same acts, without comparing all with all.

Articles are neighbours when they share rare names, or acts of one type and country pair, and
lie near each other in time. Each looks only at a bounded number of others, so that the time
grows with their number.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from eventgraph.merge.words import Vector, cosine, names_of
from eventgraph.model import Article

__all__ = ["neighbours"]

_NAMES = 16  # of an article's names, the weightiest are looked up
_NEAREST = 40  # articles with the name, on each side in time
_MOST = 20  # neighbours of an article
_DAYS = 250  # between their days of publication
_UNDATED = date.max


def neighbours(
    articles: Iterable[Article],
    blocks: Mapping[str, Iterable[str]],
    on_days: Mapping[str, Iterable[str]],
) -> dict[tuple[str, str], float]:
    """
    Give each pair of neighbours (ids, the smaller first) and how alike their names are, 0 to 1.

    `blocks` and `on_days` give for each article by what its acts are blocked (`Act.blocks`,
    `Act.on_days`).
    """
    ordered = sorted(articles, key=lambda a: (a.published or _UNDATED, a.id))
    vectors = {article.id: names_of(article) for article in ordered}
    postings: dict[str, list[int]] = defaultdict(list)
    told = [[*_weightiest(vectors[a.id]), *sorted(set(blocks.get(a.id, ())))] for a in ordered]
    days = [sorted(set(on_days.get(a.id, ()))) for a in ordered]
    for number in range(len(ordered)):
        for name in (*told[number], *days[number]):
            postings[name].append(number)
    found: dict[tuple[str, str], float] = {}
    for number, article in enumerate(ordered):
        same_day = _votes(number, days[number], postings)
        votes = _votes(number, told[number], postings) + same_day
        close = [o for o in votes if o in same_day or _in_time(article, ordered[o])]
        likely = sorted(close, key=lambda o: (-votes[o], abs(o - number), o))[: 3 * _MOST]
        alike = {o: cosine(vectors[article.id], vectors[ordered[o].id]) for o in likely}
        best = sorted(likely, key=lambda o: (-alike[o], abs(o - number), o))[:_MOST]
        for other in best:
            one, two = sorted((article.id, ordered[other].id))
            found[one, two] = alike[other]
    return found


def _weightiest(names: Vector) -> list[str]:
    ordered = sorted(names.weights.items(), key=lambda pair: (-pair[1], pair[0]))
    return [name for name, _ in ordered[:_NAMES]]


def _votes(number: int, names: Iterable[str], postings: Mapping[str, list[int]]) -> Counter[int]:
    """Count for each near article how many of some names it has."""
    votes: Counter[int] = Counter()
    for name in names:
        rows = postings[name]
        at = bisect_left(rows, number)
        votes.update(rows[max(0, at - _NEAREST) : at])
        votes.update(rows[at + 1 : at + 1 + _NEAREST])
    return votes


def _in_time(one: Article, other: Article) -> bool:
    """Tell whether two articles lie near in time; one without a date may."""
    if one.published is None or other.published is None:
        return True
    return abs((one.published - other.published).days) <= _DAYS
