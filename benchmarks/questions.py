"""
Time the named questions on a generated graph of a million statements.

    python -m benchmarks.questions [--quads 1000000] [--peer] [--keep FOLDER]

The graph is made up: articles of twelve publishers in two languages, acts of all types
between real countries and leaders over twenty years, some told twice, denied or planned. It
is loaded in bulk, opened for reading by a fresh process, and every question is asked with
the parameters of its own example, or with busier ones; times are those of the processor.
`--peer` asks rdflib's memory store the same, each question for at most `--patience` seconds.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from eventgraph import gazetteer
from eventgraph.gazetteer.tables import read_leaders
from eventgraph.graph import Graph, Question, questions
from eventgraph.graph.triples import article_quads, event_quads
from eventgraph.lexicon import data_file
from eventgraph.merge.acts import acts_of
from eventgraph.merge.events import event_of
from eventgraph.model import (
    Argument,
    Article,
    DateValue,
    Event,
    EventType,
    Mention,
    Role,
    Span,
    Speaker,
    Status,
)

SEED = 7
PUBLISHERS = [f"Harian {letter}" for letter in "ABCDEFGHIJKL"]
ACTS = 10  # of an article
FIRST = date(2004, 1, 1)
STATUSES = [Status.ACTUAL] * 8 + [Status.PLANNED, Status.NEGATED, Status.HYPOTHETICAL]
# Busier than the examples, so that no question is quick because it finds nothing.
_ASKED = {
    "A": "RUS", "B": "USA", "EVENT": "event-0000000000000007",
    "SINCE": "2016-01", "UNTIL": "2016-12",
}  # fmt: skip
_BARS = (0.1, 3.0, 600.0)  # median and slowest question in seconds, memory in MB


def _actors(dice: random.Random) -> list[tuple[str, str | None, str]]:
    """Give names, countries and kinds of a few hundred actors, some far more frequent."""
    states = [(c.name, c.iso3, "state") for c in gazetteer.countries().values()]
    leaders = read_leaders(data_file("world", "leaders.tsv"))
    people = sorted({(row.name, row.country, "person") for row in leaders if row.country})
    dice.shuffle(people)
    known = [p for p in people if p[0] in ("Vladimir Putin", "Joko Widodo")]
    return [*states, *known, *people[:600]]


def generated(articles: int) -> Iterator[tuple[Article, list[Mention]]]:
    """Make up articles with their mentions."""
    dice = random.Random(SEED)  # noqa: S311 - a benchmark, no secret
    actors = _actors(dice)
    often = [a for a in actors if a[1] in ("RUS", "UKR", "USA", "ISR", "PSE", "SYR", "TUR", "IDN")]
    places = [c for c in gazetteer.countries().values() if c.point]
    for number in range(articles):
        day = FIRST + timedelta(days=dice.randrange(7300))
        lines, told = [], []
        start = 0
        for _ in range(ACTS):
            one, other, third = (
                dice.choice(often if dice.random() < 0.4 else actors) for _ in "abc"
            )
            place = dice.choice(places)
            line = f"{one[0]} and {other[0]} in {place.name}, {third[0]} said, act {number}."
            told.append(_mention(number, line, start, day, (one, other, third), place, dice))
            lines.append(line)
            start += len(line) + 1
        text = "\n".join(lines)
        yield (
            Article(
                id=f"a{number}",
                text=text,
                language=dice.choice(["en", "id"]),
                title=lines[0],
                published=day,
                published_rule="metadata",
                source=dice.choice(PUBLISHERS),
                url=f"https://example.org/{number}",
            ),
            told,
        )


def _mention(number, line, start, day, who, place, dice):
    one, other, third = who

    def argument(role: Role, name: str, country: str | None, kind: str | None) -> Argument:
        at = start + line.index(name)
        return Argument(
            role=role, text=name, start=at, end=at + len(name), name=name, country=country,
            kind=kind, sector="GOV" if kind == "state" else None, rule="table",
        )  # fmt: skip

    act = day - timedelta(days=dice.randrange(5))
    trigger = start + line.index("and")
    where = argument(Role.PLACE, place.name, place.iso3, None)
    return Mention(
        article=f"a{number}",
        sentence=Span(start=start, end=start + len(line), text=line),
        trigger=Span(start=trigger, end=trigger + 3, text="and"),
        type=dice.choice(list(EventType)),
        status=dice.choice(STATUSES),
        actors=(argument(Role.ACTOR, *one),),
        targets=(argument(Role.TARGET, *other),),
        places=(where,) if dice.random() < 0.6 else (),
        date=DateValue(
            text="in", start=start, end=start + 2, value=act.isoformat(), earliest=act, latest=act,
            precision="day", rule="made up",
        ),
        source=Speaker(text="said", start=start, end=start + 4, name=third[0], country=third[1])
        if dice.random() < 0.3
        else None,
        confidence=round(0.4 + dice.random() * 0.6, 3),
    )  # fmt: skip


def events_of(articles: dict[str, Article], mentions: list[Mention]) -> Iterator[Event]:
    """Unite some acts by chance: the questions count, not the merging."""
    dice = random.Random(SEED)  # noqa: S311 - a benchmark, no secret
    acts = acts_of(mentions, articles, {})
    by_type: dict[EventType, list[list]] = {}
    for act in acts:
        groups = by_type.setdefault(act.type, [])
        if groups and dice.random() < 0.3:
            dice.choice(groups[-50:]).append(act)
        else:
            groups.append([act])
    number = 0
    for groups in by_type.values():
        for group in groups:
            number += 1
            yield event_of(f"event-{number:016x}", group, (), articles, {})


def make(folder: Path, quads: int) -> int:
    """Write the graph and give the number of its statements."""
    articles, mentions, total = {}, [], 0
    with Graph.open(folder, create=True) as graph:
        for article, told in generated(quads):
            batch = article_quads(article, told)
            graph.store.bulk_extend(batch)
            articles[article.id] = article
            mentions += told
            total += len(batch)
            if total > quads * 0.68:  # the events make the rest
                break
        batch = event_quads(events_of(articles, mentions))
        graph.store.bulk_extend(batch)
        graph.store.optimize()
        graph.finished()
    return total + len(batch)


def _parameters(question: Question) -> dict[str, str]:
    found = {p.name: _ASKED.get(p.name.upper(), p.example) for p in question.parameters}
    return {name: value for name, value in found.items() if value}


def asked(folder: Path, repeat: int) -> dict[str, object]:
    """Open the graph in this process and time every question."""
    from eventgraph.graph import ask, open_graph

    rows = {}
    start = time.perf_counter()
    graph = open_graph(folder)
    opened = time.perf_counter() - start
    for question in questions():
        parameters = _parameters(question)
        times = []
        for _ in range(repeat):
            start = time.process_time()  # of all threads; others on the machine do not count
            answer = ask(graph, question.name, parameters)
            times.append(time.process_time() - start)
        rows[question.name] = (statistics.median(times), len(answer.rows))
    return {"opened": opened, "questions": rows, "memory": _peak()}


def _peak() -> float:
    """Give the largest memory of this process in MB, not that of the one it was forked from."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text(encoding="utf-8").splitlines()
        return next(int(x.split()[1]) / 1024 for x in lines if x.startswith("VmHWM"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def peer(folder: Path, patience: float) -> dict[str, float | None]:
    """Ask rdflib's memory store; `None` for a question that took too long."""
    import multiprocessing

    from rdflib import Dataset

    from eventgraph.graph import export, open_graph
    from eventgraph.graph.query import query_text

    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "graph.nq"
        export(open_graph(folder), path)
        start = time.perf_counter()
        data = Dataset(default_union=True)
        data.parse(path, format="nquads")
        print(f"rdflib read the graph in {time.perf_counter() - start:.0f} s", flush=True)
    found: dict[str, float | None] = {}
    fork = multiprocessing.get_context("fork")  # the child shares the graph
    for question in questions():
        text = query_text(question.name, _parameters(question))
        child = fork.Process(target=lambda text=text: len(list(data.query(text))))
        start = time.perf_counter()
        child.start()
        child.join(patience)
        found[question.name] = time.perf_counter() - start if child.exitcode == 0 else None
        child.kill()
    return found


def main() -> None:
    """Make the graph, ask it, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quads", type=int, default=1_000_000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--peer", action="store_true", help="also ask rdflib's memory store")
    parser.add_argument(
        "--patience", type=float, default=30.0, help="seconds for each, with --peer"
    )
    parser.add_argument("--keep", type=Path, help="keep the graph in this folder, or take it")
    parser.add_argument("--ask", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.ask:
        print(json.dumps(asked(options.ask, options.repeat)))
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary) / "graph"
        if not (folder / "format.json").exists():
            start = time.perf_counter()
            total = make(folder, options.quads)
            print(f"{total:,} statements, made and loaded in {time.perf_counter() - start:.0f} s")
        command = [sys.executable, "-m", "benchmarks.questions", "--ask", str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        found = json.loads(done.stdout)
        other = peer(folder, options.patience) if options.peer else {}
    for name, (seconds, rows) in sorted(found["questions"].items()):
        beside = ""
        if options.peer:
            took = other[name]
            beside = (
                f"   rdflib {took:8.2f} s" if took else f"   rdflib over {options.patience:.0f} s"
            )
        print(f"{name:24} {seconds * 1000:8.1f} ms {rows:7} rows{beside}")
    times = [seconds for seconds, _ in found["questions"].values()]
    print(f"opened in {found['opened'] * 1000:.0f} ms")
    for label, value, bar, unit in (
        ("median question", statistics.median(times), _BARS[0], "s"),
        ("slowest question", max(times), _BARS[1], "s"),
        ("memory", found["memory"], _BARS[2], "MB"),
    ):
        verdict = "reached" if value < bar else "MISSED"
        print(f"{label:24} {value:8.3f} {unit}, bar {bar} {unit}: {verdict}")


if __name__ == "__main__":
    main()
