"""Find the day an article was published: in its metadata in whatever form, else in its text."""

from __future__ import annotations

import functools
import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from eventgraph.read.tables import alternatives, reading

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

__all__ = ["parse_date", "published_in_text"]

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_NEAR_BEGINNING = 3000
"""Characters of a text in which its date is looked for; later ones are of the events told."""
_NEAR = timedelta(days=3)
"""How far a day that a text tells may be from that of its publication to be a witness of it."""
_LONGEST = 200
_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:[T ]?\d{4,6}Z?)?")
_NUMBERS = re.compile(r"(?<![\d/.-])(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")
_SECONDS = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")


def parse_date(
    value: object, language: str | None = None, article: str | None = None
) -> date | None:
    """
    Read a publication date in any form, or give `None` when it is no date with a day.

    Takes dates, ISO text, `16/12/2016`, `October 16, 2021, 7:07 AM`,
    `Senin, 21 Januari 2019 / 19:49 WIB`, seconds since 1970. `language` decides what comes
    first in `03/04/2024` (the day but in English) unless the text of its `article` tells a
    full date near one of both readings only; the impossible order is never taken. The day is
    the one written, whatever the time zone; the clock is never asked.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = " ".join(str(value).replace("+", " ").split())[:_LONGEST]
    return _iso(text) or _numbers(text, language, article) or _words(text) or _other(text, language)


def _day(year: str, month: str | int, day: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if _FIRST_YEAR <= found.year <= _LAST_YEAR else None


def _iso(text: str) -> date | None:
    if match := _ISO.search(text) or _COMPACT.fullmatch(text):
        return _day(*match.group(1, 2, 3))
    if _SECONDS.fullmatch(text):
        seconds = float(text) / (1 if float(text) < 1e11 else 1000)
        day = datetime.fromtimestamp(seconds, UTC).date()
        return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None
    return None


def _numbers(text: str, language: str | None, article: str | None) -> date | None:
    match = _NUMBERS.search(text)
    if not match:
        return None
    one, two, year = match.groups()
    dmy, mdy = _day(year, two, one), _day(year, one, two)
    if article and dmy and mdy and dmy != mdy and (told := _told(article, dmy, mdy, language)):
        return told
    first = mdy if _order(language) == "MDY" else dmy
    return first or dmy or mdy


def _told(article: str, dmy: date, mdy: date, language: str | None) -> date | None:
    """Choose between two days the one that a full date near the beginning of an article is near."""
    head = article[:_NEAR_BEGINNING]
    full = {
        parse_date(m["date"], language) for f in reading().full for m in f.pattern.finditer(head)
    }
    near = {day for day in (dmy, mdy) for told in full if told and abs(told - day) <= _NEAR}
    return near.pop() if len(near) == 1 else None


def _order(language: str | None) -> str:
    return reading().order.get(language or "", "DMY")


@functools.cache
def _word_forms() -> tuple[re.Pattern[str], re.Pattern[str]]:
    month = f"(?P<m>{alternatives(reading().months)})"
    day, year = r"(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th)?", r"(?P<y>(?:19|20)\d\d)(?!\d)"
    return (
        re.compile(rf"{day}[ -]{{1,2}}(?:of )?{month}\b\.?,?[ -]{{0,2}}{year}", re.IGNORECASE),
        re.compile(rf"\b{month}\b\.?[ -]{day},? ?{year}", re.IGNORECASE),
    )


def _words(text: str) -> date | None:
    for form in _word_forms():
        if match := form.search(text):
            return _day(match["y"], reading().months[match["m"].lower()], match["d"])
    return None


@functools.cache
def _parser(order: str) -> DateDataParser:
    from dateparser.date import DateDataParser

    return DateDataParser(
        languages=sorted(reading().order),
        settings={
            "DATE_ORDER": order,
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],
            # Never the clock: two runs on two days give the same graph.
            "RELATIVE_BASE": datetime(2000, 1, 1),  # noqa: DTZ001
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )


def _other(text: str, language: str | None) -> date | None:
    """Ask dateparser for the rarer forms (`16 Des '16`, `Freitag` is none)."""
    if not any(map(str.isdigit, text)) or not any(c.isalpha() or c in "/.-" for c in text):
        return None
    try:
        found = _parser(_order(language)).get_date_data(text).date_obj
    except (ValueError, OverflowError, RecursionError):
        return None
    if found is None or not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        return None
    return date(found.year, found.month, found.day)


def published_in_text(text: str, language: str | None = None) -> date | None:
    """
    Find the day of publication that a text itself tells near its beginning, or `None`.

    The forms are those of `data/reading.toml`, in its order.
    """
    head = text[:_NEAR_BEGINNING]
    for form in reading().published:
        found = [parse_date(m["date"], language) for m in form.pattern.finditer(head)]
        days = [day for day in found if day]
        if days:
            return max(days) if form.latest else days[0]
    return None
