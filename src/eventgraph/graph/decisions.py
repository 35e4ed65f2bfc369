"""
What people decide about events: which mentions are one act, and which are not.

A decision names mentions, never events, for every build makes the events anew. It speaks of
pairs of mentions: a merge says of any two of its mentions that they are one act, a split of
any of its mentions and any that stay that they are not. Where a later decision says the
opposite of an earlier one about a pair, the later one counts (see `amend`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from eventgraph.errors import UsageError
from eventgraph.model import Decision, Event, Verdict

__all__ = ["amend", "merging", "splitting"]

_SHOWN = 3


def amend(decisions: Iterable[Decision], later: Decision) -> list[Decision]:
    """
    Give the decisions that hold after one more; those that say nothing more go.

    Of an earlier split that kept apart two mentions of a later merge, the mentions of the
    merge are no longer taken out. An earlier merge of mentions that a later split parts
    becomes one merge of those on either side. Whatever else was decided stays. Raises
    `UsageError` for a decision about fewer than two mentions, or that parts one from itself.
    """
    later = _in_order(later)
    kept = {part for earlier in decisions for part in _left_of(earlier, later)}
    return sorted(kept | {later}, key=lambda d: (d.verdict, d.mentions, d.apart))


def _in_order(decision: Decision) -> Decision:
    mentions, apart = set(decision.mentions), set(decision.apart)
    if decision.verdict is Verdict.MERGE:
        wrong = len(mentions) < 2 or bool(apart)
    else:
        wrong = not (mentions and apart) or bool(mentions & apart)
    if wrong:
        raise UsageError(
            f"this {decision.verdict} decides nothing",
            cure="name two mentions or more to merge, or those to take out and those that stay",
        )
    return replace(decision, mentions=tuple(sorted(mentions)), apart=tuple(sorted(apart)))


def _left_of(earlier: Decision, later: Decision) -> Iterable[Decision]:
    named = set(later.mentions)
    if earlier.verdict is Verdict.SPLIT and later.verdict is Verdict.MERGE:
        if not (named & set(earlier.mentions) and named & set(earlier.apart)):
            return [earlier]
        out = tuple(m for m in earlier.mentions if m not in named)
        return [replace(earlier, mentions=out)] if out else []
    if earlier.verdict is Verdict.MERGE and later.verdict is Verdict.SPLIT:
        if not (named & set(earlier.mentions) and set(later.apart) & set(earlier.mentions)):
            return [earlier]
        sides = (
            tuple(m for m in earlier.mentions if m in named),
            tuple(m for m in earlier.mentions if m not in named),
        )
        return [replace(earlier, mentions=side) for side in sides if len(side) > 1]
    return [earlier]


def merging(
    events: Sequence[Event], decisions: Iterable[Decision], one: str, other: str
) -> Decision:
    """
    Make the decision that two events are one act.

    It names the first mention of each, and those that an earlier split keeps apart from one
    of the other event. Events are given by id, or by its first characters. Raises
    `UsageError` when there is no such event, more than one, or both are the same.
    """
    first, second = _event(events, one), _event(events, other)
    if first is second:
        raise UsageError(
            "both are the same event", where=first.id, cure="give two events of one act"
        )
    named = {first.mentions[0], second.mentions[0]}
    sides = set(first.mentions), set(second.mentions)
    for decision in decisions:
        out, stay = set(decision.mentions), set(decision.apart)
        for left, right in (sides, sides[::-1]):
            if left & out and right & stay:
                named |= (left & out) | (right & stay)
    return _in_order(Decision(verdict=Verdict.MERGE, mentions=tuple(named)))


def splitting(events: Sequence[Event], event: str, mentions: Collection[str]) -> Decision:
    """
    Make the decision that some mentions of an event tell another act than all others of it.

    The event is given by id, or by its first characters. Raises `UsageError` when there is
    no such event or more than one, a mention is of another event, or none would stay.
    """
    found = _event(events, event)
    for mention in mentions:
        if mention not in found.mentions:
            raise _stranger(events, found, mention)
    stay = tuple(m for m in found.mentions if m not in mentions)
    if not stay:
        only = "this is the only mention" if len(found.mentions) == 1 else "these are all mentions"
        raise UsageError(
            f"{only} of the event", where=found.id, cure="name some of several; one must stay"
        )
    return _in_order(Decision(verdict=Verdict.SPLIT, mentions=tuple(mentions), apart=stay))


def _event(events: Iterable[Event], name: str) -> Event:
    found = [event for event in events if name and event.id.startswith(name)]
    exact = [event for event in found if event.id == name]
    if len(found) == 1 or exact:
        return (exact or found)[0]
    if not found:
        raise UsageError(
            f"there is no event {name!r}", cure="events.csv and the answers of query name the ids"
        )
    shown = ", ".join(event.id for event in found[:_SHOWN]) + ", …" * (len(found) > _SHOWN)
    raise UsageError(
        f"{len(found)} events begin with {name!r} ({shown})", cure="give more of the id"
    )


def _stranger(events: Iterable[Event], event: Event, mention: str) -> UsageError:
    home = next((e.id for e in events if mention in e.mentions), None)
    if home is None:
        return UsageError(
            f"there is no mention {mention!r}",
            where=event.id,
            cure="mentions.jsonl names the ids of mentions (id) and of their events (event)",
        )
    return UsageError(
        f"{mention!r} is a mention of {home}", where=event.id, cure="name mentions of one event"
    )
