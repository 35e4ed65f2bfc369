"""
Say which days an expression of time names, seen from the day of publication.

A bare weekday is the nearest such day on or before publication; a date without a year is
the nearest one, the past before the future; a week runs from Monday to Sunday. What
cannot be told stays `None`: never the first of January for a year.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from eventgraph.model import Status
from eventgraph.temporal.find import Expression
from eventgraph.temporal.grains import (
    Grain,
    day_of,
    decade_of,
    later,
    month_of,
    months_of,
    part_of,
    shifted,
    year_of,
)
from eventgraph.temporal.grammar import feasts

__all__ = ["Resolved", "value"]

_DIGITS = re.compile(r"\d+")
# A told day without a year lies rather behind than ahead: a day ahead counts as six.
_AHEAD_COUNTS = 6
_AHEAD = (Status.PLANNED, Status.HYPOTHETICAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """What an expression names; the fields are those of `model.DateValue`."""

    value: str | None = None
    earliest: date | None = None
    latest: date | None = None
    precision: str | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class _Scene:
    """What arithmetic needs beside the expression."""

    expression: Expression
    published: date | None
    reference: date | None
    status: Status | None

    def get(self, slot: str) -> int | str | None:
        return next((v for name, v in self.expression.parts if name == slot), None)

    def whole(self, *slots: str) -> int | None:
        """Give the first of some slots that is filled with a number."""
        for slot in slots:
            found = self.get(slot)
            if isinstance(found, int):
                return found
        return None

    def all(self, slot: str) -> list[int]:
        """Give every number that fills a slot, in order."""
        return [v for name, v in self.expression.parts if name == slot and isinstance(v, int)]

    @property
    def unit(self) -> str:
        """Give the unit that is counted."""
        return str(self.get("unit") or self.get("units") or self.get("one_unit"))

    @property
    def direction(self) -> int | None:
        return self.whole("past", "present", "future")


def _nearest(candidates: list[Grain], scene: _Scene) -> Grain | None:
    """Choose among the same day or month of several years."""
    published, direction = scene.published, scene.direction
    if published is None:
        return None
    if direction == -1:
        candidates = [c for c in candidates if c.last < published] or candidates
    elif direction == 1:
        candidates = [c for c in candidates if c.first > published] or candidates
    elif direction == 0:
        candidates = [c for c in candidates if c.first.year == published.year] or candidates

    ahead = 1 if scene.status in _AHEAD else _AHEAD_COUNTS

    def distance(grain: Grain) -> int:
        if grain.first > published:
            return (grain.first - published).days * ahead
        return max(0, (published - grain.last).days)

    return min(candidates, key=distance, default=None)


def _years_about(scene: _Scene) -> range:
    about = scene.published or scene.reference
    return range(about.year - 2, about.year + 3) if about else range(0)


def _told_year(scene: _Scene) -> int | None:
    """Give the year an expression tells: `2016`, or `last year` beside a day or month."""
    year, direction = scene.whole("year"), scene.direction
    if year is None and scene.get("unit") == "year" and scene.published and direction is not None:
        return scene.published.year + direction
    return year


def _weekday(scene: _Scene) -> int | None:
    return scene.whole("weekday", "short_weekday")


def _dated(scene: _Scene, day: int, month: int, year: int | None) -> Grain | None:
    """Give a day; without a year the nearest one that is the weekday told, if one is told."""
    if year is not None:
        return day_of(date(year, month, day))
    options = [
        day_of(date(one, month, day))
        for one in _years_about(scene)
        if day <= calendar.monthrange(one, month)[1]
    ]
    weekday = _weekday(scene)
    fitting = [o for o in options if o.first.weekday() == weekday]
    return _nearest(fitting or options, scene)


def _numeric(scene: _Scene) -> Grain | None:
    text = str(scene.get("iso") or scene.get("numeric3") or scene.get("numeric2"))
    numbers = [int(n) for n in _DIGITS.findall(text)]
    if scene.get("iso"):
        return day_of(date(*numbers))
    first, second = numbers[:2]
    year = numbers[2] if len(numbers) == 3 else None
    if year is not None and year < 100:
        year += 2000 if year < 70 else 1900
    orders = [(first, second), (second, first)]
    if scene.expression.order == "mdy":
        orders.reverse()
    found = []
    for day, month in orders:
        if 1 <= month <= 12:
            try:
                found.append(_dated(scene, day, month, year))
            except ValueError:
                continue
    grains = [grain for grain in found if grain]
    weekday = _weekday(scene)
    told = [g for g in grains if g.first.weekday() == weekday]
    return next(iter(told or grains), None)


def _date(scene: _Scene) -> Grain | None:
    month, year = scene.whole("month", "short_month"), _told_year(scene)
    if month is None:
        return None
    spread = scene.get("range")
    if spread is not None:
        low, high = (int(n) for n in _DIGITS.findall(str(spread)))
        first, last = (_dated(scene, day, month, year) for day in (low, high))
        return Grain(first.first, last.last, "range") if first and last and low < high else None
    day = scene.whole("dom")
    return None if day is None else _dated(scene, day, month, year)


def _holiday(scene: _Scene) -> Grain | None:
    month, day = (int(n) for n in str(scene.get("holiday")).split("-"))
    return _dated(scene, day, month, _told_year(scene))


def _of_month(scene: _Scene) -> Grain | None:
    month, year = scene.whole("month", "short_month"), _told_year(scene)
    if month is None:
        return None
    if year is not None:
        return month_of(year, month)
    return _nearest([month_of(one, month) for one in _years_about(scene)], scene)


def _of_year(scene: _Scene) -> Grain | None:
    year = scene.whole("year")
    return None if year is None else year_of(year)


def _years(scene: _Scene) -> Grain | None:
    span = scene.get("span")
    if span is not None:  # 2011-2016, 2011-16
        begin, end = _DIGITS.findall(str(span))
        years = [int(begin), int(begin[: 4 - len(end)] + end)]
    else:
        years = scene.all("year")
    if len(years) != 2 or years[0] > years[1]:
        return None
    first, last = years
    return Grain(date(first, 1, 1), date(last, 12, 31), "years")


def _of_weekday(scene: _Scene) -> Grain | None:
    weekday, today = _weekday(scene), scene.published
    if weekday is None or today is None:
        return None
    weekday = (weekday - 1) % 7 if scene.get("eve") else weekday
    back, direction = (today.weekday() - weekday) % 7, scene.direction
    if direction == -1 and back == 0:
        back = 7
    ahead = direction == 1 or (
        direction is None and (scene.get("side") == "LATER" or scene.status == Status.PLANNED)
    )
    if ahead:
        back = -((weekday - today.weekday()) % 7 or (7 if direction == 1 else 0))
    if direction == 0:
        back = today.weekday() - weekday
    offset = scene.whole("offset")
    if offset is not None:  # `Rabu besok`: the Wednesday nearest to tomorrow
        back = (today.weekday() + offset - weekday + 3) % 7 - 3 - offset
    return day_of(today - timedelta(days=back))


def _weekday_of_week(scene: _Scene) -> Grain | None:
    weekday, direction = _weekday(scene), scene.direction
    if weekday is None or direction is None or scene.published is None:
        return None
    if scene.get("unit") != "week":
        return _of_weekday(scene)
    week = shifted("week", direction, scene.published)
    return day_of(week.first + timedelta(days=weekday))


def _offset(scene: _Scene) -> Grain | None:
    days, today = scene.whole("offset"), scene.published
    return None if days is None or today is None else day_of(today + timedelta(days=days))


def _counted(scene: _Scene, day: date | None, direction: int) -> Grain | None:
    unit = scene.unit
    number = scene.whole("number")
    if scene.get("number") is None:  # `sehari`, `the previous week`, `the night before`
        number = 1
    if not number or day is None:  # "several weeks ago" cannot be told
        return None
    return shifted(unit, direction * number, day)


def _reference(scene: _Scene) -> Grain | None:
    days, day = scene.whole("reference"), scene.reference
    if days is not None:
        return None if day is None else day_of(day + timedelta(days=days))
    return _counted(
        scene, day, scene.whole("before", "after", "prior", "justbefore", "justafter") or 0
    )


def _ago(scene: _Scene) -> Grain | None:
    return _counted(scene, scene.published, -1)


def _number(scene: _Scene) -> tuple[int, str] | None:
    """Give how many of which unit are told; "several weeks" cannot be counted."""
    alone = scene.get("one_unit") or scene.get("pastword")
    number = 1 if alone else scene.whole("number")
    return (number, scene.unit) if number else None


def _ahead(scene: _Scene) -> Grain | None:
    counted, today = _number(scene), scene.published
    if counted is None or today is None:
        return None
    return Grain(today, later(counted[1], counted[0], today), "range")


def _in(scene: _Scene) -> Grain | None:
    return _counted(scene, scene.published, 1)


def _last(scene: _Scene) -> Grain | None:
    counted, today = _number(scene), scene.published
    if counted is None or today is None:
        return None
    number, unit = counted
    if unit in ("month", "year", "decade"):
        begin, end = (shifted(unit, by, today) for by in (-number, 0))
        return Grain(begin.first, end.last, "months" if unit == "month" else "years")
    return Grain(later(unit, -number, today), today, "range")


def _unit(scene: _Scene) -> Grain | None:
    today, unit = scene.published, scene.get("unit") or scene.get("weekendword")
    if today is None or unit is None:
        return None
    direction = scene.direction
    if direction is None and scene.get("part"):  # "the end of the year"
        direction = 0
    if direction is None:  # "over the weekend": the last one that has begun
        direction = 0 if today.weekday() >= 5 else -1
    return shifted(str(unit), direction, today)


def _quarter(scene: _Scene) -> Grain | None:
    """Give a quarter or half of a year; without a year that of publication."""
    which, year = scene.whole("ordinal", "number"), _told_year(scene)
    if year is None and scene.published:
        year = scene.published.year
    months = 6 if scene.get("halfword") else 3
    if which is None or year is None or not 1 <= which <= 12 // months:
        return None
    return months_of(year, months * (which - 1) + 1, months * which)


def _days(scene: _Scene) -> Grain | None:
    """Give the days of `9 dan 15 Januari` or `March 1 to 5`."""
    month, year = scene.whole("month", "short_month"), _told_year(scene)
    if month is None:
        return None
    first, last = (_dated(scene, day, month, year) for day in scene.all("dom"))
    in_order = first and last and first.first < last.first
    return Grain(first.first, last.last, "range") if first and last and in_order else None


def _day_of_month(scene: _Scene) -> Grain | None:
    day, today = scene.whole("dom"), scene.published
    if day is None or today is None:
        return None
    months = [month_of(today.year, today.month + by) for by in (-1, 0, 1)]
    return _nearest([day_of(m.first.replace(day=day)) for m in months if day <= m.last.day], scene)


def _week_of(scene: _Scene) -> Grain | None:
    day = _date(scene)
    return shifted(str(scene.get("weekword")), 0, day.first) if day else None


def _decade(scene: _Scene) -> Grain | None:
    told, written = scene.whole("decadeword"), scene.get("decade")
    if written is not None:  # 1990-an, 1990s
        told = int(str(written)[:4])
    return None if told is None else decade_of(told)


def _feast(scene: _Scene) -> Grain | None:
    """Give a movable feast of a year that is told; without one, or with two, it stays open."""
    year = _told_year(scene)
    days = [day for day in feasts().get(str(scene.get("feast")), ()) if day.year == year]
    return day_of(days[0]) if len(days) == 1 else None


_KINDS: dict[str, Callable[[_Scene], Grain | None]] = {
    "ago": _ago,
    "ahead": _ahead,
    "date": _date,
    "day_of_month": _day_of_month,
    "days": _days,
    "decade": _decade,
    "feast": _feast,
    "holiday": _holiday,
    "in": _in,
    "iso": _numeric,
    "last": _last,
    "month": _of_month,
    "month_alone": _of_month,
    "numeric": _numeric,
    "offset": _offset,
    "quarter": _quarter,
    "reference": _reference,
    "unit": _unit,
    "week_of": _week_of,
    "weekday": _of_weekday,
    "weekday_of_week": _weekday_of_week,
    "year": _of_year,
    "years": _years,
}


def _grain(expression: Expression, scene: _Scene) -> Grain | None:
    try:
        return _KINDS[expression.kind](replace(scene, expression=expression))
    except (ValueError, OverflowError):  # 31 February, the year 0
        return None


def value(
    expression: Expression,
    published: date | None,
    *,
    status: Status | None = None,
    reference: date | None = None,
) -> Resolved:
    """
    Resolve an expression against the day of publication.

    `reference` is the day the text is at, for "two days earlier". A field is `None` when it
    cannot be told; with an open end `latest` (since) or `earliest` (until) is.
    """
    scene = _Scene(expression, published, reference, status)
    if expression.last is not None:
        return _between(expression, expression.last, scene)
    grain = _grain(expression, scene)
    if grain is None:
        return Resolved(rule=f"{expression.kind}: not known")
    precision = grain.unit if grain.unit in ("day", "week", "month", "year") else "range"
    rule = f"{expression.kind} from {published}" if published else expression.kind
    first, last = part_of(grain, str(scene.get("part") or scene.get("side")), published)
    text = grain.text
    if expression.open == "since":
        begin = text.partition("/")[0]
        if grain.unit in ("decade", "quarter"):
            begin = first.isoformat()[: 4 if grain.unit == "decade" else 7]
        return Resolved(value=f"{begin}/..", earliest=first, precision="range", rule=rule)
    if expression.open == "until":
        end = text.rpartition("/")[2]
        if grain.unit in ("decade", "quarter"):
            end = last.isoformat()[: 4 if grain.unit == "decade" else 7]
        return Resolved(value=f"../{end}", latest=last, precision="range", rule=rule)
    return Resolved(value=text, earliest=first, latest=last, precision=precision, rule=rule)


def _between(opening: Expression, closing: Expression, scene: _Scene) -> Resolved:
    """Resolve a range; a begin without a year takes that of the end."""
    end = _grain(closing, scene)
    begin = _grain(opening, scene)
    told = {name for name, _ in opening.parts}
    if end is not None and opening.kind in ("date", "month", "numeric") and "year" not in told:
        dated = replace(opening, parts=(*opening.parts, ("year", end.last.year)))
        begin = _grain(dated, scene) or begin
    if begin and end and closing.kind == "weekday" and end.last < begin.first:
        ahead = (end.first - begin.first).days % 7  # "between Monday and Friday", on a Wednesday
        end = day_of(begin.first + timedelta(days=ahead))
    if begin is None or end is None or end.last < begin.first:
        return Resolved(rule="range: not known")
    return Resolved(
        value=f"{begin.text.partition('/')[0]}/{end.text.rpartition('/')[2]}",
        earliest=begin.first,
        latest=end.last,
        precision="range",
        rule=f"range from {scene.published}" if scene.published else "range",
    )
