"""Mentions built by hand from a text and the words in it."""

from dataclasses import replace
from datetime import date

from eventgraph.model import Argument, Article, DateValue, EventType, Mention, Role, Span, Speaker

PUBLISHED = date(2016, 12, 16)


def article(text, language="id", published=PUBLISHED):
    return Article(id="a", text=text, language=language, published=published)


def argument(text, start, role=Role.ACTOR):
    return Argument(role=role, text=text, start=start, end=start + len(text))


def speaker(text, words):
    start = text.index(words)
    return Speaker(text=words, start=start, end=start + len(words))


def last(told, text, words):
    """Let the actor of a mention be the last occurrence of its words."""
    start = text.rindex(words)
    actor = replace(told.actors[0], start=start, end=start + len(words))
    return replace(told, actors=(actor,))


def mention(text, actors=(), targets=(), places=(), date=None):
    def all_of(words, role):
        return tuple(argument(word, text.index(word), role) for word in words)

    when = None
    if date:
        start = text.index(date)
        when = DateValue(text=date, start=start, end=start + len(date))
    whole = Span(start=0, end=len(text), text=text)
    return Mention(
        article="a",
        sentence=whole,
        trigger=whole,
        type=EventType.CONSULT,
        actors=all_of(actors, Role.ACTOR),
        targets=all_of(targets, Role.TARGET),
        places=all_of(places, Role.PLACE),
        date=when,
    )
