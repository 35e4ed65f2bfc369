"""
Measure speed and memory of the whole way, step by step.

    make bench
    .venv/bin/python -m benchmarks.run --news news.jsonl.gz --articles 1000

Without `--news` the articles are the delivered one, given again and again under other
dates, which is enough to compare two versions of the program on one machine. Times are
those of this machine; the ratio to the tokenizer alone, measured in the same run, is what
can be compared between machines.
"""

from __future__ import annotations

import argparse
import itertools
import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-m", "eventgraph"]


def write_articles(target: Path, news: Path | None, count: int) -> int:
    """Write `count` articles as JSON Lines and give their words."""
    from eventgraph import read_articles

    given = [news] if news else sorted((ROOT / "seeds").glob("*.txt"))
    articles = read_articles(given)
    words = 0
    first = date(2016, 1, 1)
    rows = itertools.islice(articles if news else itertools.cycle(list(articles)), count)
    with target.open("w", encoding="utf-8") as out:
        for number, article in enumerate(rows):
            day = article.published if news else first + timedelta(days=number)
            words += len(article.text.split())
            row = {"id": f"a{number}", "text": article.text, "date": str(day) if day else None}
            out.write(json.dumps(row) + "\n")
    return words


def help_seconds() -> float:
    """Give the median seconds of `eventgraph --help` over five warm runs."""
    times = []
    for _ in range(6):
        start = time.perf_counter()
        subprocess.run([*COMMAND, "--help"], check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return sorted(times[1:])[2]


def tokenizer_seconds(source: Path) -> float:
    """Give the seconds that spaCy's tokenizers alone need for the texts: the peer."""
    import spacy

    texts = [json.loads(line)["text"] for line in source.open(encoding="utf-8")]
    tokenizer = spacy.blank("id").tokenizer
    start = time.process_time()
    for text in texts:
        tokenizer(text)
    return time.process_time() - start


def main() -> None:
    """Print a table of what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--news", type=Path, help="JSON Lines of articles (.gz too)")
    parser.add_argument("--articles", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source, graph = Path(folder, "news.jsonl"), Path(folder, "graph")
        words = write_articles(source, options.news, options.articles)
        peer = tokenizer_seconds(source)
        start = time.perf_counter()
        subprocess.run([*COMMAND, "build", source, "-o", graph], check=False, capture_output=True)
        wall = time.perf_counter() - start
        report = json.loads((graph / "report.json").read_text(encoding="utf-8"))
        start = time.perf_counter()
        subprocess.run([*COMMAND, "validate", graph], check=True, capture_output=True)
        validated = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"articles {report['articles']['added']}, words {words}")
    print(f"--help                {help_seconds():8.2f} s")
    for step, seconds in report["seconds"].items():
        print(f"{step:20}  {seconds:8.2f} s   {words / max(seconds, 1e-9):10.0f} words/s")
    print(f"validate              {validated:8.2f} s")
    print(f"whole command         {wall:8.2f} s")
    extract = report["seconds"].get("extract", 0.0)
    print(f"extract / tokenizer   {extract / max(peer, 1e-9):8.1f} x")
    print(f"peak memory           {peak:8.0f} MB")


if __name__ == "__main__":
    main()
