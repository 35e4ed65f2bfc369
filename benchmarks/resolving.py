"""
Measure who, where and when, and which acts of different articles are one.

    .venv/bin/python -m benchmarks.resolving [EVAL]

EVAL is the folder of labels; without it that beside the data sets is taken. Five tables:

- lists of single countries, places and dates, as `eventgraph evaluate --list` scores them;
- labelled mentions of `dev` given as input: the countries that the program tells for them;
- mentions that the program finds itself in `dev`: the dates of those that are labelled too,
  so that a date counts only where the act was found;
- labelled stories of `train`: which acts of different articles are one, with the labelled
  mentions given, and with those that the program finds. The shipped weights have seen both;
  `make train-merging` prints the score on stories that they did not see;
- seconds and memory of the tables.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.heads import Bar, find_shared
from training.merging.labels import Key, labelled, stories
from training.merging.score import mean_f, score_stories

from eventgraph.evaluate import align, article_of, evaluate_list, read_records
from eventgraph.gazetteer import find_place
from eventgraph.merge import merge
from eventgraph.model import Argument, Article, Mention
from eventgraph.pipeline import mention_records, mentions_of
from eventgraph.resolve import resolve_date

__all__ = ["Counts", "countries", "dates", "main", "tables"]

LANGUAGES = ("id", "en")
ROLES = ("actors", "targets", "places")
ASKED = 20_000
_COLD = """
import json, sys, time
from eventgraph import gazetteer
def resident():
    with open("/proc/self/statm") as told:
        return int(told.read().split()[1]) * 4096 / 1e6
before, start = resident(), time.process_time()
gazetteer.find_place("Kandahar", "en")
gazetteer.find_organisation("KPK", "id")
gazetteer.find_leader("Putin")
print(json.dumps([time.process_time() - start, resident() - before]))
"""
Record = Mapping[str, Any]


class Counts:
    """Right, predicted and labelled items."""

    def __init__(self) -> None:
        self.right = self.predicted = self.labelled = 0

    def add(self, labels: Iterable[object], told: Iterable[object]) -> None:
        """Compare what is labelled with what was told; each label is right once."""
        wanted, found = Counter(labels), Counter(told)
        self.right += (wanted & found).total()
        self.predicted += found.total()
        self.labelled += wanted.total()

    @property
    def f(self) -> float:
        """Give the harmonic mean of precision and recall."""
        total = self.predicted + self.labelled
        return 2 * self.right / total if total else 0.0


def lists(folder: Path) -> Iterator[Bar]:
    """Score the lists of single names and dates."""
    bars = (
        ("countries", None, 0.95, 0.99),
        ("places", None, 0.92, 0.95),
        ("dates", "id", 0.9, None),
        ("dates", "en", 0.9, None),
    )
    for kind, language, reach, sure in bars:
        found = evaluate_list(kind, folder / f"{kind}.dev.jsonl", language)
        name = f"{kind} {language or ''}".strip()
        yield Bar(
            name=f"{name}: right of {found.items}", value=found.right / found.items, reach=reach
        )
        precision = found.right / max(found.answered + found.negatives_answered, 1)
        yield Bar(
            name="    of those answered",
            value=precision,
            reach=sure,
        )
        yield Bar(
            name=f"    negatives answered, of {found.negatives}", value=found.negatives_answered
        )


def _coded(arguments: Iterable[Any], role: str) -> Iterator[tuple[str, str]]:
    """Give role and country of the arguments that have one."""
    for argument in arguments:
        code = argument.country if isinstance(argument, Argument) else argument["country"]
        if code:
            yield role, code


def countries(gold: Iterable[Record], told: Mapping[Key, Mention]) -> Counts:
    """Compare the countries of labelled arguments with those of the same mentions resolved."""
    counts = Counts()
    for row in gold:
        mention = told[row["doc"], row["n"]]
        for role in ROLES:
            counts.add(_coded(row[role], role), _coded(getattr(mention, role), role))
    return counts


def given(folder: Path) -> Iterator[Bar]:
    """Score the countries of arguments, the labelled mentions given."""
    gold = read_records(folder / "dev.gold.jsonl", ("doc", "n", "type", "trigger"))
    for language in LANGUAGES:
        articles, mentions, ids = labelled(folder, "dev", lambda d, is_=language: d["lang"] == is_)
        by_id = {mention.id: mention for mention in mentions}
        told = {key: by_id[name] for key, name in ids.items()}
        counts = countries((row for row in gold if row["doc"] in articles), told)
        yield Bar(
            name=f"country of arguments {language}, labels given: F", value=counts.f, reach=0.85
        )


def dates(gold: Sequence[Record], found: Sequence[Record]) -> Counts:
    """Compare the dates of the labelled mentions that were found, in one article."""
    counts = Counts()
    for one, other in align(gold, found):
        if gold[one]["type"] == found[other]["type"]:
            values = [
                (side[n].get("date") or {}).get("value")
                for side, n in ((gold, one), (found, other))
            ]
            counts.add(*([value] if value else [] for value in values))
    return counts


def found_dates(folder: Path) -> Iterator[Bar]:
    """Score the dates of the mentions that the program finds."""
    gold = read_records(folder / "dev.gold.jsonl", ("doc", "n", "type", "trigger"))
    totals = {language: Counts() for language in LANGUAGES}
    for record in read_records(folder / "dev.docs.jsonl", ("id", "text")):
        labels = [row for row in gold if row["doc"] == record["id"]]
        one, total = dates(labels, mention_records(article_of(record))), totals[record["lang"]]
        total.right += one.right
        total.predicted += one.predicted
        total.labelled += one.labelled
    for language, total in totals.items():
        yield Bar(name=f"date of found mentions {language}: F", value=total.f, reach=0.8)


def across(folder: Path) -> Iterator[Bar]:
    """Score which acts of different articles are one, with labelled and with own mentions."""
    told = stories(folder)
    wanted = frozenset().union(*(story.articles for story in told))
    articles, mentions, ids = labelled(folder, "train", lambda d: d["id"] in wanted)
    yield Bar(
        name="acts across articles, labels given: mean F",
        value=_mean(told, ids, mentions, articles),
        reach=0.65,
    )
    own = [m for article in articles.values() for m in mentions_of(article)]
    standing = _standing(mentions, own)
    number = {key: standing[name] for key, name in ids.items() if name in standing}
    yield Bar(
        name="acts across articles, own mentions: mean F",
        value=_mean(told, number, own, articles),
        reach=0.45,
    )


def _mean(
    told: Sequence[Any],
    ids: Mapping[Key, str],
    mentions: Sequence[Mention],
    articles: Mapping[str, Article],
) -> float:
    events = merge(mentions, articles)
    event_of = {mention: event.id for event in events for mention in event.mentions}
    return mean_f(score_stories(told, ids, event_of).values())


def _standing(labels: Iterable[Mention], own: Iterable[Mention]) -> dict[str, str]:
    """Give for each labelled mention the found one whose trigger overlaps it most."""
    by_article: dict[str, list[Mention]] = {}
    for mention in own:
        by_article.setdefault(mention.article, []).append(mention)
    found = {}
    for label in labels:

        def shared(other: Mention, label: Mention = label) -> int:
            begin = max(label.trigger.start, other.trigger.start)
            return min(label.trigger.end, other.trigger.end) - begin

        best = max(by_article.get(label.article, ()), key=shared, default=None)
        if best is not None and shared(best) > 0:
            found[label.id] = best.id
    return found


def tables() -> Iterator[Bar]:
    """Time the tables and weigh them."""
    if Path("/proc/self/statm").exists():
        told = subprocess.run(
            [sys.executable, "-c", _COLD], check=True, capture_output=True, text=True
        )
        seconds, megabytes = json.loads(told.stdout)
        yield Bar(name="all tables, CPU seconds to load", value=seconds, reach=1.0, most=True)
        yield Bar(name="    in megabytes", value=megabytes, reach=150, form=".0f", most=True)
    yield Bar(
        name="a place looked up, microseconds",
        value=_each(lambda: find_place("Kandahar", "en")),
        reach=50,
        form=".0f",
        most=True,
    )
    day = date(2016, 12, 16)
    spent = _each(lambda: resolve_date("pertengahan Maret tahun lalu", day, "id"))
    yield Bar(name="a date resolved, milliseconds", value=spent / 1000, reach=0.3, most=True)


def _each(work: Callable[[], object]) -> float:
    """Give the CPU microseconds that some work takes, its tables loaded."""
    work()
    start = time.process_time()
    for _ in range(ASKED):
        work()
    return (time.process_time() - start) / ASKED * 1e6


def main() -> None:
    """Print the tables, row by row as they are measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("eval", type=Path, nargs="?", help="the folder of labels")
    folder = parser.parse_args().eval
    data = find_shared()
    if folder is None and data is not None:
        folder = data.parent / "eval"
    print(f"{'measure':50} {'to reach':>9}  {'measured':>8}")
    for row in tables():
        print(row, flush=True)
    if folder is None or not folder.is_dir():
        print("SKIPPED: lists, countries, dates and stories: there is no folder of labels")
        return
    for group in (lists(folder / "resolve"), given(folder), found_dates(folder), across(folder)):
        for row in group:
            print(row, flush=True)


if __name__ == "__main__":
    main()
