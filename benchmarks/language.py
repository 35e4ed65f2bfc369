"""
Measure how often the language of articles, of their first words and of their parts is told right.

    .venv/bin/python -m benchmarks.language --news news_raw.jsonl.gz

Each row of the news has `text`, `title` and the language that it is known to be in (`lang`).
The path may also be given as EVENTGRAPH_NEWS; without either the folder of data sets is
looked for (EVENTGRAPH_SHARED, or `shared` beside the project). A bar that is missed is
marked and changes nothing else, for this is a bench; with `--strict` it ends with 1. Says
so loudly when there is no news to measure with.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["Figure", "find_news", "measure_language"]

ROOT = Path(__file__).parent.parent
NEWS = Path("data", "news", "news_raw.jsonl.gz")
SEED = 7
EACH = 500
"""Articles of each language."""
FIRST = 60
"""Characters of the short texts."""
NOISY = "True-Sight"
"""Rows of this origin are claims and rumours in mixed language, not articles."""

PEERS = {
    "id": ("py3langid 1.000, lingua 1.000 (nlp.md)", "py3langid .996, langdetect .944 (nlp.md)"),
    "en": ("py3langid 1.000, lingua 1.000 (nlp.md)", "py3langid 1.000, langdetect .974 (nlp.md)"),
}
"""What known programs reach with whole articles and with their first characters."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measure: what, how many of how many, the share to reach, and what was wrong."""

    name: str
    right: int
    of: int
    bar: float
    peer: str = ""
    """What known programs reach on the same news."""
    wrong: tuple[str, ...] = ()
    """Ids of the articles that were told wrong, each with the answer."""

    @property
    def reached(self) -> bool:
        """True when the share of right ones reaches the bar."""
        return self.right >= self.bar * self.of


def find_news(given: Path | None = None) -> Path | None:
    """Find the news: as given, as EVENTGRAPH_NEWS, or among the data sets; `None` without any."""
    shared = Path(os.environ.get("EVENTGRAPH_SHARED") or ROOT.parent / "shared")
    wanted = given or Path(os.environ.get("EVENTGRAPH_NEWS") or shared / NEWS)
    return wanted if wanted.is_file() else None


def draw(news: Path, seed: int = SEED, each: int = EACH) -> list[Row]:
    """Draw `each` Indonesian and English articles; the same seed gives the same ones."""
    data = news.read_bytes()
    text = (gzip.decompress(data) if news.suffix == ".gz" else data).decode("utf-8")
    rows = [json.loads(line) for line in text.split("\n") if line]
    chance = random.Random(seed)  # noqa: S311 - a sample that can be drawn again
    sound = [row for row in rows if NOISY not in str(row.get("repo"))]
    return [
        row
        for code in ("id", "en")
        for row in chance.sample([row for row in sound if row["lang"] == code], each)
    ]


def _figure(
    name: str, rows: Sequence[Row], bar: float, tell: Callable[[Row], object], peer: str = ""
) -> Figure:
    wrong = tuple(f"{row['id']} {told}" for row in rows if (told := tell(row)) != row["lang"])
    right = len(rows) - len(wrong)
    return Figure(name=name, right=right, of=len(rows), bar=bar, peer=peer, wrong=wrong)


def measure_language(news: Path, seed: int = SEED) -> list[Figure]:
    """Measure whole articles, their first characters, and that none is taken for a mixed one."""
    from eventgraph.model import Article
    from eventgraph.read.language import stretches, tell_language

    def whole(row: Row) -> str | None:
        return tell_language(row["text"], row["title"])

    def first(row: Row) -> str | None:
        return tell_language(row["text"][:FIRST])

    def parts(row: Row) -> str:
        found = stretches(Article(id=row["id"], text=row["text"], language=row["lang"]))
        return "+".join(sorted({str(part.language) for part in found}))

    figures = []
    drawn = draw(news, seed)
    for code in ("id", "en"):
        rows = [row for row in drawn if row["lang"] == code]
        figures += [
            _figure(f"language of {len(rows)} {code} articles", rows, 1.0, whole, PEERS[code][0]),
            _figure(f"    of their first {FIRST} characters", rows, 0.99, first, PEERS[code][1]),
            _figure("    read in one language throughout", rows, 0.99, parts),
        ]
    return figures


def main() -> int:
    """Print the figures, the bars beside them, and what was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--news", type=Path, help="JSON Lines of articles with `lang` (.gz too)")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--strict", action="store_true", help="end with 1 when a bar is missed")
    options = parser.parse_args()
    news = find_news(options.news)
    if news is None:
        print("SKIPPED LOUDLY: there is no news to measure languages with", file=sys.stderr)
        return 0
    figures = measure_language(news, options.seed)
    for figure in figures:
        share, verdict = figure.right / figure.of, "" if figure.reached else "  MISSED"
        reach = f">= {figure.bar:.3f}"
        print(f"{figure.name:50} {reach:>9}  {share:>8.3f}{verdict:8}  {figure.peer}".rstrip())
        for wrong in figure.wrong:
            print(f"    {wrong}")
    return int(options.strict and not all(figure.reached for figure in figures))


if __name__ == "__main__":
    sys.exit(main())
