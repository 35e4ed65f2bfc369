"""
Find the articles that may tell of the same acts, without comparing all with all.

Articles are neighbours when they share rare names, or acts of one type and country pair, and
lie near each other in time; or acts of one type and country on one day. Each looks only at a
bounded number of others, so that the time grows with their number.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from eventgraph.merge.words import Vector, cosine, names_of
from eventgraph.model import Article

__all__ = ["neighbours"]

# How much an article looks at. Among 576 articles this finds 283 of 288 labelled pairs; twice as
# many neighbours find 286 and cost half as many scores again, half as many find 277.
_NAMES = 16  # its weightiest names
_NEAREST = 40  # articles with one of these names or keys, on each side in time
_LIKELY = 60  # articles with most of them, whose names are compared in full
_MOST = 20  # neighbours that it chooses; it may be chosen by others too
_DAYS = 250  # between days of publication
_UNDATED = date.max


def neighbours(
    articles: Iterable[Article],
    country_keys: Mapping[str, Iterable[str]],
    day_keys: Mapping[str, Iterable[str]],
) -> dict[tuple[str, str], float]:
    """
    Give each pair of neighbours (ids, the smaller first) and how alike their names are, 0 to 1.

    `country_keys` and `day_keys` give those of the acts of each article (`Act.country_keys`,
    `Act.day_keys`); articles that share one of `day_keys` need not lie near in time.
    """
    ordered = sorted(articles, key=lambda a: (a.published or _UNDATED, a.id))
    vectors = {article.id: names_of(article) for article in ordered}
    postings: dict[str, list[int]] = defaultdict(list)
    told = [
        [*_weightiest(vectors[a.id]), *sorted(set(country_keys.get(a.id, ())))] for a in ordered
    ]
    days = [sorted(set(day_keys.get(a.id, ()))) for a in ordered]
    for number in range(len(ordered)):
        for name in (*told[number], *days[number]):
            postings[name].append(number)
    found: dict[tuple[str, str], float] = {}
    for number, article in enumerate(ordered):
        same_day = _votes(number, days[number], postings)
        votes = _votes(number, told[number], postings) + same_day
        close = [o for o in votes if o in same_day or _in_time(article, ordered[o])]
        likely = sorted(close, key=lambda o: (-votes[o], abs(o - number), o))[:_LIKELY]
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
