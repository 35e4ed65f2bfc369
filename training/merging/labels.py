"""
Read labels as the program's own mentions: what is labelled, with names and dates resolved.

`cross.dev.jsonl` of EVAL says which mentions of `train` in different articles are one act.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from eventgraph.evaluate import article_of, read_records
from eventgraph.model import (
    Argument,
    Article,
    DateValue,
    EventType,
    Mention,
    Role,
    Span,
    Status,
)
from eventgraph.resolve import resolve

__all__ = ["Key", "Story", "labelled", "stories"]

_ROLES = (("actors", Role.ACTOR), ("targets", Role.TARGET), ("places", Role.PLACE))
Record = dict[str, Any]
Key = tuple[str, int]
"""An article and the number of a labelled mention in it."""


@dataclass(slots=True)
class Story:
    """A labelled story: its articles, and the acts told by two of them or more."""

    name: str
    articles: frozenset[str]
    act_of: dict[Key, int]


def stories(folder: Path) -> list[Story]:
    """Read the labelled stories."""
    found = []
    for row in read_records(folder / "cross.dev.jsonl", ("story", "docs", "clusters")):
        acts = {tuple(m): n for n, cluster in enumerate(row["clusters"]) for m in cluster}
        found.append(Story(row["story"], frozenset(row["docs"]), acts))
    return found


def labelled(
    folder: Path, name: str, wanted: Callable[[Record], bool]
) -> tuple[dict[str, Article], list[Mention], dict[Key, str]]:
    """
    Give the wanted articles of `NAME.docs.jsonl`, their labelled mentions, and ids by label.

    The program resolves the names and dates; what a label says of them is not used.
    """
    rows: dict[str, list[Record]] = defaultdict(list)
    for row in read_records(folder / f"{name}.gold.jsonl", ("doc", "n", "type", "trigger")):
        rows[row["doc"]].append(row)
    articles, mentions, ids = {}, [], {}
    for record in read_records(folder / f"{name}.docs.jsonl", ("id", "text")):
        if not wanted(record):
            continue
        article = article_of(record)
        told = [_mention(article, record["sentences"], row) for row in rows[article.id]]
        number = {row["n"]: m.id for row, m in zip(rows[article.id], told, strict=True)}
        told = [
            replace(m, same_as=number.get(row["same_as"]))
            for row, m in zip(rows[article.id], told, strict=True)
        ]
        articles[article.id] = article
        mentions += resolve(told, article)
        ids.update({(article.id, n): mention for n, mention in number.items()})
    return articles, mentions, ids


def _mention(article: Article, sentences: Iterable[list[int]], row: Record) -> Mention:
    at, text = row["trigger"]["start"], article.text
    start, end = next((a, b) for a, b in sentences if a <= at < b)
    told = row.get("date") or {}
    begin = text.find(told["text"], start, end) if told.get("text") else -1
    when = None
    if begin >= 0:
        when = DateValue(text=told["text"], start=begin, end=begin + len(told["text"]))
    arguments = {
        name: tuple(
            Argument(
                role=role, text=a["text"] or "", start=a["start"], end=a["end"],
                name=a["name"] if a["start"] is None else None,
            )
            for a in row[name]
        )
        for name, role in _ROLES
    }  # fmt: skip
    return Mention(
        article=article.id,
        sentence=Span(start=start, end=end, text=text[start:end]),
        trigger=Span(**row["trigger"]),
        type=EventType(row["type"]),
        status=Status(row["status"]),
        date=when,
        **arguments,
    )
