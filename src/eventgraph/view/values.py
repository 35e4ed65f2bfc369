"""What a page is made from."""

from __future__ import annotations

from dataclasses import dataclass

from eventgraph.model import Article, Event, Mention

__all__ = ["View"]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """
    Everything a page shows, as plain values; the order of the tuples does not matter.

    `Event.mentions` holds ids of `mentions`, and `Mention.article` the id of one of
    `articles`. What is not there is left out of the page: an article may be missing (its
    sentences are still shown), a mention may be missing (the event has one telling less).
    """

    events: tuple[Event, ...] = ()
    mentions: tuple[Mention, ...] = ()
    articles: tuple[Article, ...] = ()
    title: str = ""
