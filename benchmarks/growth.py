"""
Measure how storing articles grows with the graph, and beside extracting them.

    make bench
    .venv/bin/python -m benchmarks.growth --base 20000 --articles 1000

Articles are generated, with about ten mentions each. `--articles` are added to an empty
graph and to one of `--base` articles, in turn, and the ratio of both is the bar. Seconds are
CPU seconds of the thread that adds, so that a busy machine disturbs them little. Behind it
the database writes out its log and sorts what it has: that is waited for and told as well,
with the CPU seconds of all threads. It sorts after every second time, so all are means of
an even number of times.
"""

from __future__ import annotations

import argparse
import itertools
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.heads import ROOT, Bar

if TYPE_CHECKING:
    from eventgraph.graph import Graph
    from eventgraph.model import Article, Mention, Span

__all__ = ["Cost", "Stored", "added", "fill", "generated", "growth", "main", "mean", "megabytes"]

Stored = tuple["Article", tuple["Mention", ...]]
MENTIONS = 10
"""Mentions of a generated article, on average."""
MOST_GROWTH = 1.3
TIMES = 4
READ = 20
"""How often the delivered article is read for the share of storing."""
AT_REST = 0.01
"""CPU seconds that a process spends in half a second when it does nothing."""
_ACTORS = 2_000
_FILLER = (
    "Pertemuan itu membahas kerja sama kedua negara di bidang pertahanan dan perdagangan, dan "
    "juru bicara kementerian menolak menjawab pertanyaan wartawan tentang isi pembicaraan. "
)


def generated(number: int) -> Stored:
    """Give an article with 8 to 12 mentions: the same for the same number."""
    from eventgraph.model import Article, EventType, Mention, Span, Status

    day = date(2015, 1, 1) + timedelta(days=number % 3000)
    text, told = f"Berita {number} dari Jakarta. ", []
    for place in range(MENTIONS - 2 + number % 5):
        start = len(text)
        one, other = (number * 31 + place * 7) % _ACTORS, (number * 17 + place * 3 + 1) % _ACTORS
        text += f"Delegasi {one} menemui menteri {other} di Kota {place} pada Senin."
        told.append((start, len(text), one, other, place))
        text += " " + _FILLER
    name = f"https://berita.example/{number}"
    mentions = tuple(
        Mention(
            article=name,
            sentence=Span(start=start, end=end, text=text[start:end]),
            trigger=_span(text, "menemui", start),
            type=tuple(EventType)[(number + place) % len(EventType)],
            status=tuple(Status)[place % len(Status)],
            confidence=0.5 + place / 40,
            rule="trigger",
            **_arguments(text, start, one, other, place, day),
        )
        for start, end, one, other, place in told
    )
    article = Article(
        id=name,
        text=text,
        language="id",
        title=f"Berita {number}",
        published=day,
        published_rule="metadata",
        source=f"Koran {number % 50}",
        url=name,
    )
    return article, mentions


def _span(text: str, words: str, start: int) -> Span:
    from eventgraph.model import Span

    at = text.index(words, start)
    return Span(start=at, end=at + len(words), text=words)


def _arguments(
    text: str, start: int, one: int, other: int, place: int, day: date
) -> dict[str, Any]:
    from eventgraph.model import Argument, DateValue, Role

    def argument(role: Role, words: str, name: str, **known: Any) -> Argument:
        found = _span(text, words, start)
        known |= {"start": found.start, "end": found.end, "name": name, "country": "IDN"}
        return Argument(role=role, text=words, rule="names", **known)

    when = _span(text, "Senin", start)
    town = {"latitude": -6.25 + place / 8, "longitude": 106.5, "precision": "city"}
    return {
        "actors": (
            argument(Role.ACTOR, f"Delegasi {one}", f"Delegation {one}", kind="government"),
        ),
        "targets": (argument(Role.TARGET, f"menteri {other}", f"Minister {other}", kind="person"),),
        "places": (argument(Role.PLACE, f"Kota {place}", f"Town {place}", **town),)
        if place % 2
        else (),
        "date": DateValue(
            text="Senin",
            start=when.start,
            end=when.end,
            value=day.isoformat(),
            earliest=day,
            latest=day,
            precision="day",
            rule="weekday",
        ),
    }


def megabytes(folder: Path) -> float:
    """Give the size of all files in a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


class Cost(NamedTuple):
    """CPU seconds: of the thread that adds, and of all until the database is at rest."""

    adding: float
    all: float


def added(graph: Graph, stored: Iterable[Stored]) -> Cost:
    """Add articles, flush, wait until the database is at rest, and give the seconds of it."""
    articles = list(stored)
    everything, alone = time.process_time(), time.thread_time()
    for article, mentions in articles:
        graph.add(article, mentions)
    alone = time.thread_time() - alone
    graph.store.flush()
    rest()
    return Cost(alone, time.process_time() - everything)


def rest() -> None:
    """Wait until no thread of this process works."""
    last, now = 0.0, time.process_time()
    while now - last > AT_REST:
        time.sleep(0.5)
        last, now = now, time.process_time()


def mean(costs: Sequence[Cost], articles: int) -> Cost:
    """Give the milliseconds that an article costs."""
    return Cost(*(sum(part) / len(costs) / articles * 1000 for part in zip(*costs, strict=True)))


def growth(folder: Path, base: int, number: int) -> Iterator[Bar]:
    """Add `number` articles to an empty graph and to one of `base` articles."""
    from eventgraph.graph import Graph

    with Graph.open(folder / "grown", create=True) as graph:
        fill(graph, base)
        empty, grown = [], []
        for start in range(base, base + TIMES * number, number):
            with Graph.open(folder / f"empty-{start}", create=True) as other:
                empty.append(added(other, map(generated, range(start, start + number))))
                statements = len(other.store) / number
            grown.append(added(graph, map(generated, range(start, start + number))))
    before, after = mean(empty, number), mean(grown, number)
    title = f"CPU ms to add an article of {statements:.0f} statements"
    yield Bar(name=title, value=before.adding, form=".1f")
    yield Bar(name=f"    {base} articles before", value=after.adding, form=".1f")
    ratio = after.adding / before.adding
    yield Bar(name="    ratio", value=ratio, reach=MOST_GROWTH, form=".2f", most=True)
    yield Bar(name="CPU ms with all that the database does", value=before.all, form=".1f")
    yield Bar(name=f"    {base} articles before", value=after.all, form=".1f")
    yield Bar(name="    ratio", value=after.all / before.all, form=".2f")
    size = megabytes(folder / "grown") / (base + TIMES * number) * 1000
    yield Bar(name="kilobytes on disk an article", value=size, form=".0f")


def fill(graph: Graph, number: int) -> None:
    """Load articles in bulk, which leaves them as sorted as the database keeps them itself."""
    from eventgraph.graph.triples import article_quads

    stored = map(generated, range(number))
    graph.store.bulk_extend(quad for one in stored for quad in article_quads(*one))
    rest()


def beside_extracting(folder: Path) -> Iterator[Bar]:
    """Compare storing the delivered article with finding its mentions."""
    from dataclasses import replace

    from eventgraph import pipeline
    from eventgraph.graph import Graph
    from eventgraph.read import read_articles

    [article] = read_articles(sorted((ROOT / "seeds").glob("*.txt"))[:1])
    mentions = pipeline.mentions_of(article)
    began = time.process_time()
    for _ in range(READ):
        pipeline.mentions_of(article)
    extracting = (time.process_time() - began) / READ
    with Graph.open(folder / "seed", create=True) as graph:
        copies = []
        for number in range(READ):
            name = f"copy-{number}"
            moved = (replace(m, article=name, same_as=None, repeat_of=None) for m in mentions)
            copies.append((replace(article, id=name), tuple(moved)))
        storing = added(graph, copies).all / READ
    name = f"CPU ms to store the delivered article, {len(mentions)} mentions"
    yield Bar(name=name, value=storing * 1000, form=".1f")
    yield Bar(name="    to find its mentions", value=extracting * 1000, form=".1f")
    yield Bar(
        name="ratio: storing to finding", value=storing / extracting, reach=1, form=".2f", most=True
    )


def main() -> None:
    """Print the table, row by row as it is measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=int, default=20_000)
    parser.add_argument("--articles", type=int, default=1_000)
    options = parser.parse_args()
    print(f"{'measure':50} {'to reach':>9}  {'measured':>8}          peer")
    with tempfile.TemporaryDirectory() as folder:
        rows = itertools.chain(
            growth(Path(folder), options.base, options.articles), beside_extracting(Path(folder))
        )
        for row in rows:
            print(row, flush=True)


if __name__ == "__main__":
    main()
