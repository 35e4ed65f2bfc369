"""Resolve the date of an act against the day of publication."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from eventgraph.model import DateValue, Status
from eventgraph.temporal import Expression, Resolved, find_expressions, value

__all__ = ["resolve_date", "resolve_value"]

_YEAR = re.compile(r"\s*((?:19|20)\d\d)s?\s*\Z")


def _expression(text: str, language: str) -> Expression | None:
    """Give the expression that a text holds: the longest, of equal ones the first."""
    bare = _YEAR.match(text)
    if bare and not text.rstrip().endswith("s"):  # a year alone is a date only when told so
        year = (("year", int(bare[1])),)
        return Expression(start=0, end=len(text), text=text, kind="year", parts=year)
    found = find_expressions(text, language) or find_expressions(text, language, whole=True)
    return max(found, key=lambda e: (e.end - e.start, -e.start), default=None)


def resolve_date(
    text: str,
    published: date | None,
    language: str,
    status: Status | None = None,
    reference: date | None = None,
) -> Resolved:
    """
    Resolve a text that names a time, such as `Kamis kemarin` or `since 2011`.

    `reference` is the day the discourse is at, for "two days earlier". A text that names
    no time, or one that cannot be told, has no value.
    """
    expression = _expression(text, language)
    if expression is None:
        return Resolved(rule="no date")
    return value(expression, published, status=status, reference=reference)


def resolve_value(
    when: DateValue,
    published: date | None,
    language: str,
    status: Status | None = None,
    reference: date | None = None,
) -> DateValue:
    """Give a date as written its value; `text`, `start` and `end` stay."""
    found = resolve_date(when.text, published, language, status, reference)
    return replace(
        when,
        value=found.value,
        earliest=found.earliest,
        latest=found.latest,
        precision=found.precision,
        rule=found.rule,
    )
