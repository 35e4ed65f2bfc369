"""
The whole way on one page: read, annotate, extract, resolve, scope, corefer, store, merge, write.

Each step is a plain function of one article; only this module joins them.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eventgraph.errors import EventGraphError, ModelError, one_line
from eventgraph.model import Article, Dropped, Mention, OnDropped, Problem, text_hash

if TYPE_CHECKING:
    from eventgraph.annotate.encoder import Reading
    from eventgraph.graph import Graph

__all__ = [
    "Report",
    "build",
    "explaining",
    "extract",
    "finish",
    "found_in",
    "mention_records",
    "read_mentions",
    "view",
    "write_mentions",
]

_log = logging.getLogger(__name__)

OnProblem = Callable[[Problem], None]
OnProgress = Callable[[int], None]

_TITLE = "eventgraph"

_REPORTED_PACKAGES = ("eventgraph-kg", "spacy", "rdflib", "pyoxigraph", "pyvis", "trafilatura")


@dataclass(slots=True)
class Report:
    """What a run did: counts, seconds per step, and everything that was left out and why."""

    articles_read: int = 0
    articles_added: int = 0
    articles_replaced: int = 0
    articles_known: int = 0
    mentions_found: int = 0
    problems: list[Problem] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    graph: dict[str, Any] = field(default_factory=dict)
    """Counts of the whole graph, as `eventgraph info` prints them."""

    @property
    def failed(self) -> bool:
        """True when input was lost, so that the program ends with exit code 1."""
        return any(problem.fatal for problem in self.problems)

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        """Add the seconds of a step."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[step] = self.seconds.get(step, 0.0) + time.perf_counter() - start

    def noting(self, on_problem: OnProblem) -> OnProblem:
        """Give what keeps a problem, logs it, and hands it on to `on_problem`."""

        def noted(problem: Problem) -> None:
            self.problems.append(problem)
            _log.info("%s", problem)
            on_problem(problem)

        return noted

    def as_dict(self) -> dict[str, Any]:
        """Give the report as plain values for `report.json`."""
        from eventgraph.read import LEFT_OUT

        left_out = [p.fatal or p.what.startswith(LEFT_OUT) for p in self.problems]
        return {
            "articles": {
                "read": self.articles_read,
                "added": self.articles_added,
                "replaced": self.articles_replaced,
                "already_there": self.articles_known,
                "left_out": sum(left_out),
            },
            "mentions_found": self.mentions_found,
            "graph": self.graph,
            "problems": [
                {"where": p.where, "what": p.what, "cure": p.cure, "left_out": lost}
                for p, lost in zip(self.problems, left_out, strict=True)
            ],
            "seconds": {step: round(s, 3) for step, s in self.seconds.items()},
            "versions": {"python": sys.version.split()[0]} | _versions(),
        }


def _versions() -> dict[str, str]:
    found = {}
    for package in _REPORTED_PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def _nothing(_: object) -> None:
    """Take a problem or a count and do nothing with it."""


def mentions_of(
    article: Article,
    *,
    min_confidence: float | None = None,
    on_dropped: OnDropped | None = None,
) -> tuple[Mention, ...]:
    """
    Find and resolve the event mentions of one article; a pure function of the article.

    `on_dropped` is told of each act that was seen and left out.
    """
    from eventgraph.corefer import corefer

    return corefer(*found_in(article, min_confidence, on_dropped))


def found_in(
    article: Article,
    min_confidence: float | None = None,
    on_dropped: OnDropped | None = None,
) -> tuple[tuple[Mention, ...], Reading | None]:
    """Find the mentions of one article before coreference, and give what the encoder saw."""
    from eventgraph.annotate import annotate, reading_of
    from eventgraph.extract import extract_events
    from eventgraph.read import stretches
    from eventgraph.resolve import resolve
    from eventgraph.scope import in_scope

    [(_, doc)] = annotate([article], stretches)
    found = extract_events(doc, article, min_confidence=min_confidence, on_dropped=on_dropped)
    return in_scope(resolve(found, article), on_dropped), reading_of(doc)


def extract(
    text: str,
    *,
    published: date | str | None = None,
    language: str | None = None,
    min_confidence: float | None = None,
    on_dropped: OnDropped | None = None,
) -> tuple[Mention, ...]:
    """
    Find the event mentions of a text.

    `published` (a date, or one in any usual written form) is what weekdays and `yesterday`
    are told from; without it they stay unresolved. `language` is `id` or `en`, told from
    the text when it is not given and long enough. Offsets of the mentions point into `text`.
    `on_dropped` is told of each act that was seen and left out (`Dropped`), and why. Raises
    `InputError` when the language is neither.

    >>> text = "Rusia menyerang Ukraina pada Kamis."
    >>> mentions = extract(text, published="2022-02-25", language="id")
    >>> [(m.type.value, m.date.value) for m in mentions]
    [('ASSAULT', '2022-02-24')]
    """
    from eventgraph.read import make_article

    article = make_article(text, language=language, published=published)
    return mentions_of(article, min_confidence=min_confidence, on_dropped=on_dropped)


def read_mentions(
    paths: Iterable[str | Path],
    *,
    columns: Mapping[str, str] | None = None,
    language: str | None = None,
    min_confidence: float | None = None,
    known: Mapping[str, str] | None = None,
    replace: bool = False,
    report: Report | None = None,
    on_dropped: OnDropped | None = None,
    on_problem: OnProblem = _nothing,
    on_progress: OnProgress = _nothing,
) -> Iterator[tuple[Article, tuple[Mention, ...]]]:
    """
    Read articles and give each with its mentions, in the order of the input.

    `known` (article id to text hash) names articles to pass over; one with another text is a
    problem unless `replace` says that the new text takes its place. Bad input is told to
    `on_problem` and never loses the articles beside it, an act that was seen and left out to
    `on_dropped`. `on_progress` gets the number of articles read so far.
    """
    from eventgraph.read import read_articles

    report = report if report is not None else Report()
    noted = report.noting(on_problem)
    articles = iter(read_articles(paths, columns=columns, language=language, on_problem=noted))
    while True:
        with report.timed("read"):
            article = next(articles, None)
        if article is None:
            return
        report.articles_read += 1
        stored = None if known is None else known.get(article.id)
        if stored == text_hash(article.text):
            report.articles_known += 1
        elif stored is not None and not replace:
            noted(
                Problem(
                    where=one_line(article.origin or article.id),
                    what=f"the graph has another text under the id {one_line(article.id, 60)!r}",
                    cure="give this one an id of its own, or replace the other with --replace",
                )
            )
        else:
            with report.timed("extract"):
                mentions = _guarded(article, noted, min_confidence, on_dropped)
            if mentions is not None:
                report.mentions_found += len(mentions)
                yield article, mentions
        on_progress(report.articles_read)


def _guarded(
    article: Article,
    on_problem: OnProblem,
    min_confidence: float | None,
    on_dropped: OnDropped | None,
) -> tuple[Mention, ...] | None:
    """Keep an article that the program itself stumbles over from stopping the others."""
    dropped: list[Dropped] = []
    noted = None if on_dropped is None else dropped.append
    try:
        mentions = mentions_of(article, min_confidence=min_confidence, on_dropped=noted)
    except (MemoryError, ModelError):
        raise  # no other article will fare better
    except EventGraphError as error:
        what, cure = error.what, error.cure
    except Exception as error:  # the next 9,000 articles shall not pay for this one
        _log.debug("article %s", one_line(article.id), exc_info=True)
        what = f"the program failed on this article ({type(error).__name__}: {error})"
        cure = "please report it with the article"
    else:
        if on_dropped:
            for act in dropped:
                on_dropped(act)
        return mentions
    where = f"{article.origin or article.id}"
    on_problem(Problem(where=one_line(where), what=one_line(what), cure=cure))
    return None


def mention_records(article: Article) -> list[dict[str, Any]]:
    """Find the mentions of one article, merged among themselves, as JSON-ready records."""
    return _records(article, mentions_of(article))


def _records(article: Article, mentions: Sequence[Mention]) -> list[dict[str, Any]]:
    from eventgraph import graph
    from eventgraph.merge import merge

    events = merge(mentions, {article.id: article})
    event_of = {mention: event.id for event in events for mention in event.mentions}
    return list(graph.mention_records(mentions, event_of))


def write_mentions(
    paths: Iterable[str | Path], target: Path | None, **options: Any
) -> tuple[Report, int]:
    """
    Write one mention a line to `target`, or to standard output when it is `None`.

    Options are those of `read_mentions`. Gives the report and the number of lines.
    """
    from eventgraph.graph import atomic_text

    report = Report()
    lines = 0
    with atomic_text(target) as out:
        for article, mentions in read_mentions(paths, report=report, **options):
            for record in _records(article, mentions):
                out.write(json.dumps(record, ensure_ascii=False) + "\n")
                lines += 1
    return report, lines


@contextmanager
def explaining(target: Path | None) -> Iterator[OnDropped | None]:
    """Give what writes each act that is left out as a line of `target`; without one, `None`."""
    from eventgraph.graph import atomic_text, dropped_record

    if target is None:
        yield None
        return
    with atomic_text(target) as out:
        yield lambda act: print(json.dumps(dropped_record(act), ensure_ascii=False), file=out)


def build(
    paths: Iterable[str | Path],
    graph: Path | str,
    *,
    columns: Mapping[str, str] | None = None,
    language: str | None = None,
    min_confidence: float | None = None,
    replace: bool = False,
    on_dropped: OnDropped | None = None,
    on_problem: OnProblem = _nothing,
    on_progress: OnProgress = _nothing,
    on_step: Callable[[str], None] = _nothing,
) -> Report:
    """
    Read articles into a graph and write its standard outputs.

    Run again with more articles it adds them and passes over those it has; each article
    is stored in one transaction, so a run that is stopped goes on where it ended. With
    `replace` an article whose text is new takes the place of the one with its id; when it
    cannot be read, the old one stays. What is found in an article is checked before it is
    stored; an article with something wrong in it is a problem and left out. Raises
    `GraphError` when `graph` cannot be used.
    """
    from eventgraph.graph import Graph

    report = Report()
    with report.timed("total"), Graph.open(Path(graph), create=True) as store:
        known = store.articles()
        found = read_mentions(
            paths,
            columns=columns,
            language=language,
            min_confidence=min_confidence,
            known=known,
            replace=replace,
            report=report,
            on_dropped=on_dropped,
            on_problem=on_problem,
            on_progress=on_progress,
        )
        for article, mentions in found:
            with report.timed("check"):
                wrong = _unsound(article, mentions)
            if wrong is not None:
                report.mentions_found -= len(mentions)
                report.noting(on_problem)(wrong)
                continue
            with report.timed("store"):
                store.add(article, mentions)
            if article.id in known:
                report.articles_replaced += 1
            else:
                report.articles_added += 1
        finish(store, report, on_step)
    atomic_json(Path(graph) / "report.json", report.as_dict())
    return report


def _unsound(article: Article, mentions: Sequence[Mention]) -> Problem | None:
    """Tell why the statements of an article may not be stored; `None` when they may."""
    from eventgraph.graph import check_article

    found = check_article(article, mentions)
    if not found:
        return None
    first, more = found[0], f", and {len(found) - 1} more" if len(found) > 1 else ""
    return Problem(
        where=one_line(article.origin or article.id),
        what=one_line(f"what the program found is wrong: {first.what}{more} (at {first.node})"),
        cure="please report it with the article",
    )


def finish(store: Graph, report: Report, on_step: Callable[[str], None] = _nothing) -> None:
    """Merge all that is stored, as people decided, and write the standard outputs."""
    from eventgraph.graph import write_outputs
    from eventgraph.merge import merge

    on_step("merge")
    with report.timed("merge"):
        mentions: list[Mention] = []
        articles: dict[str, Article] = {}
        for article, told in store.load():
            articles[article.id] = article
            mentions += told
        events = merge(mentions, articles, store.decisions())
        store.put_events(events)
    on_step("write")
    with report.timed("write"):
        write_outputs(store, store.path)
    on_step("view")
    with report.timed("view"):
        view(store, store.path / "graph.html")
    report.graph = store.counts()
    store.finished()


def view(store: Graph, target: Path) -> Path:
    """Write the offline page of a graph and give its path."""
    from eventgraph.view import View, render

    stored = list(store.load())
    render(
        View(
            articles=tuple(article for article, _ in stored),
            mentions=tuple(m for _, mentions in stored for m in mentions),
            events=tuple(store.events()),
            # Not the name of the folder: the same graph gives the same page everywhere.
            title=_TITLE,
        ),
        target,
    )
    return target


def atomic_json(target: Path, content: Mapping[str, Any]) -> None:
    """Write JSON so that the old file stays until the new one is whole."""
    from eventgraph.graph import atomic_text

    with atomic_text(target) as out:
        json.dump(content, out, ensure_ascii=False, indent=1)
        out.write("\n")
