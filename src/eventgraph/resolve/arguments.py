"""Resolve all that a mention names: actors, targets, places, date and speaker."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from eventgraph.model import Argument, Article, DateValue, Mention, Role, Speaker
from eventgraph.resolve.actors import resolve_actor
from eventgraph.resolve.context import Context
from eventgraph.resolve.dates import resolve_value
from eventgraph.resolve.places import resolve_place
from eventgraph.resolve.pronouns import Known, is_pronoun, resolve_pronoun
from eventgraph.temporal import find_expressions, value

__all__ = ["resolve"]


def resolve(mentions: Sequence[Mention], article: Article) -> tuple[Mention, ...]:
    """
    Give the mentions of one article what their words mean, in the same order.

    Names, countries, kinds, sectors, ids, coordinates and date values are filled where
    they are known and `rule` says how; offsets and words never change.
    """
    if not mentions:
        return ()
    context = Context(article)
    known = _known(mentions, context)
    days = _days(article, context)
    resolved = [_mention(mention, context, known, days) for mention in mentions]
    first = {mention.id: mention for mention in resolved}
    return tuple(_repeated(mention, first.get(mention.repeat_of or "")) for mention in resolved)


def _repeated(mention: Mention, first: Mention | None) -> Mention:
    """Let a repeated paragraph mean what its first telling does, pronouns too."""
    if first is None:
        return mention

    def same(here: tuple[Argument, ...], there: tuple[Argument, ...]) -> tuple[Argument, ...]:
        if [a.text for a in here] != [a.text for a in there]:
            return here
        return tuple(replace(b, start=a.start, end=a.end) for a, b in zip(here, there, strict=True))

    return replace(
        mention,
        actors=same(mention.actors, first.actors),
        targets=same(mention.targets, first.targets),
        places=same(mention.places, first.places),
    )


def _mention(
    mention: Mention,
    context: Context,
    known: Known,
    days: Sequence[tuple[int, date]],
) -> Mention:
    def actors(arguments: tuple[Argument, ...]) -> tuple[Argument, ...]:
        found = [_actor(argument, context, known, mention.source) for argument in arguments]
        return _once(found, context)

    return replace(
        mention,
        actors=actors(mention.actors),
        targets=actors(mention.targets),
        places=tuple(resolve_place(argument, context) for argument in mention.places),
        date=_date(mention, context, days),
        source=_speaker(mention.source, context, known),
    )


def _once(arguments: Sequence[Argument], context: Context) -> tuple[Argument, ...]:
    """Leave out a pronoun beside the name that it stands for (`Putin mengatakan ia ...`)."""
    named = {(a.name, a.country) for a in arguments if a.name and not is_pronoun(a.text, context)}
    return tuple(
        a for a in arguments if not is_pronoun(a.text, context) or (a.name, a.country) not in named
    )


def _actor(argument: Argument, context: Context, known: Known, source: Speaker | None) -> Argument:
    pronoun = is_pronoun(argument.text, context)
    if pronoun is None:
        return resolve_actor(argument, context)
    spoken = source is not None and not is_pronoun(source.text, context)
    if spoken and source is not None and pronoun in ("speaker", "side"):
        found = resolve_actor(_as_argument(source), context)
        if pronoun == "side" and found.country:
            return replace(argument, country=found.country, rule="pronoun-of-speaker")
        if pronoun == "side":
            return resolve_pronoun(argument, pronoun, known, context.home)
        return replace(
            found,
            role=argument.role,
            text=argument.text,
            start=argument.start,
            end=argument.end,
            rule="pronoun-of-speaker",
        )
    return resolve_pronoun(argument, pronoun, known, context.home)


def _known(mentions: Sequence[Mention], context: Context) -> Known:
    """Give what a pronoun can mean, in the order of the text: named arguments and people."""
    found: dict[int, Argument] = {}
    subjects = {a.start for m in mentions for a in m.actors}
    subjects |= {m.source.start for m in mentions if m.source}
    for name in context.names:
        argument = Argument(role=Role.ACTOR, text=name.text, start=name.start, end=name.end)
        resolved = resolve_actor(argument, context)
        if resolved.kind == "person":
            found[name.start] = resolved
    for mention in mentions:
        for argument in (*mention.actors, *mention.targets):
            if argument.start is not None and not is_pronoun(argument.text, context):
                found[argument.start] = resolve_actor(argument, context)
    told = (found[start] for start in sorted(found) if start in subjects)
    return Known(tuple(a for a in told if a.kind == "person" and a.name is not None))


def _as_argument(source: Speaker) -> Argument:
    return Argument(role=Role.ACTOR, text=source.text, start=source.start, end=source.end)


def _speaker(source: Speaker | None, context: Context, known: Known) -> Speaker | None:
    if source is None or not source.text:
        return source
    found = _actor(_as_argument(source), context, known, None)
    return replace(source, name=found.name, country=found.country)


def _days(article: Article, context: Context) -> list[tuple[int, date]]:
    """Give the single days that the article names outright, in order, for `two days earlier`."""
    days = []
    for expression in find_expressions(article.text, context.language):
        if expression.kind != "reference":
            found = value(expression, article.published)
            if found.precision == "day" and found.earliest:
                days.append((expression.start, found.earliest))
    return days


def _date(mention: Mention, context: Context, days: Sequence[tuple[int, date]]) -> DateValue | None:
    when = mention.date
    if when is None:
        return None
    before = bisect_left(days, when.start, key=_start)
    reference = days[before - 1][1] if before else None
    return resolve_value(
        when, context.article.published, context.language, mention.status, reference
    )


def _start(day: tuple[int, date]) -> int:
    return day[0]
