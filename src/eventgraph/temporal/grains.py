"""Count in days, weeks, months and years."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

__all__ = ["Grain", "day_of", "month_of", "part_of", "shifted", "week_of", "year_of"]


@dataclass(frozen=True, slots=True)
class Grain:
    """The days from `first` to `last`; `unit` says how they are written."""

    first: date
    last: date
    unit: str

    @property
    def text(self) -> str:
        """Give the value as written: `2016-12-15`, `2016-12`, `2016`, or first and last."""
        if self.unit == "day":
            return self.first.isoformat()
        if self.unit == "month":
            return self.first.isoformat()[:7]
        if self.unit == "year":
            return self.first.isoformat()[:4]
        if self.unit == "years":
            return f"{self.first.isoformat()[:4]}/{self.last.isoformat()[:4]}"
        return f"{self.first.isoformat()}/{self.last.isoformat()}"


def day_of(day: date) -> Grain:
    """Give one day."""
    return Grain(day, day, "day")


def month_of(year: int, month: int) -> Grain:
    """Give a month; 13 is January of the next year, 0 December of the last."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    last = calendar.monthrange(year, month)[1]
    return Grain(date(year, month, 1), date(year, month, last), "month")


def year_of(year: int) -> Grain:
    """Give a year."""
    return Grain(date(year, 1, 1), date(year, 12, 31), "year")


def week_of(day: date) -> Grain:
    """Give the week, Monday to Sunday, that holds a day."""
    monday = day - timedelta(days=day.weekday())
    return Grain(monday, monday + timedelta(days=6), "week")


def shifted(unit: str, by: int, day: date) -> Grain:
    """Give the unit that lies some units from the one that holds a day."""
    if unit == "day":
        return day_of(day + timedelta(days=by))
    if unit == "month":
        return month_of(day.year, day.month + by)
    if unit == "year":
        return year_of(day.year + by)
    week = week_of(day + timedelta(weeks=by))
    return replace(week, first=week.last - timedelta(days=1)) if unit == "weekend" else week


def part_of(grain: Grain, part: str, today: date | None) -> tuple[date, date]:
    """Give the days of the start, middle or end of a month or year."""
    first, last = grain.first, grain.last
    if part == "EARLIER" and today and first <= today <= last:
        return first, today
    if part == "LATER" and today and first <= today <= last:
        return today, last
    if grain.unit == "month":
        thirds = {"START": (1, 10), "MID": (11, 20), "END": (20, last.day)}
        low, high = thirds.get(part, (1, last.day))
        return first.replace(day=low), first.replace(day=high)
    if grain.unit == "year":
        spans = {"START": (1, 4), "MID": (5, 8), "END": (9, 12)}
        begin, end = spans.get(part, (1, 12))
        return month_of(first.year, begin).first, month_of(first.year, end).last
    return first, last
