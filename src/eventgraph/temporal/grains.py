"""Count in days, weeks, months and years."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

__all__ = [
    "Grain",
    "day_of",
    "decade_of",
    "later",
    "month_of",
    "months_of",
    "part_of",
    "shifted",
    "week_of",
    "year_of",
]


@dataclass(frozen=True, slots=True)
class Grain:
    """The days from `first` to `last`; `unit` says how they are written."""

    first: date
    last: date
    unit: str

    @property
    def text(self) -> str:
        """Give the value in EDTF: `2016-12-15`, `2016-12`, `2016`, `201X`, or first and last."""
        if self.unit == "day":
            return self.first.isoformat()
        if self.unit == "month":
            return self.first.isoformat()[:7]
        if self.unit == "year":
            return self.first.isoformat()[:4]
        if self.unit == "decade":
            return f"{self.first.isoformat()[:3]}X"
        if self.unit == "quarter":  # EDTF writes the first quarter as month 33
            return f"{self.first.year}-{33 + self.first.month // 3}"
        if self.unit in ("months", "years"):
            size = 7 if self.unit == "months" else 4
            return f"{self.first.isoformat()[:size]}/{self.last.isoformat()[:size]}"
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


def decade_of(year: int) -> Grain:
    """Give the ten years that begin with a round one."""
    return Grain(date(year, 1, 1), date(year + 9, 12, 31), "decade")


def months_of(year: int, first: int, last: int) -> Grain:
    """Give the months from the first to the last; three of them are a quarter."""
    unit = "quarter" if last - first == 2 and first % 3 == 1 else "months"
    return Grain(month_of(year, first).first, month_of(year, last).last, unit)


def later(unit: str, by: int, day: date) -> date:
    """Give the day that lies some units from another; the 31st becomes the last of a month."""
    if unit in ("month", "year", "decade"):
        months = by * {"month": 1, "year": 12, "decade": 120}[unit]
        month = month_of(day.year, day.month + months)
        return month.first.replace(day=min(day.day, month.last.day))
    return day + timedelta(days=by * {"week": 7, "fortnight": 14, "weekend": 7}.get(unit, 1))


def shifted(unit: str, by: int, day: date) -> Grain:
    """Give the unit that lies some units from the one that holds a day."""
    if unit in ("day", "night"):
        return day_of(day + timedelta(days=by))
    if unit == "month":
        return month_of(day.year, day.month + by)
    if unit == "year":
        return year_of(day.year + by)
    if unit == "decade":
        return year_of(day.year + 10 * by)
    week = week_of(day + timedelta(weeks=by * (2 if unit == "fortnight" else 1)))
    return replace(week, first=week.last - timedelta(days=1)) if unit == "weekend" else week


def part_of(grain: Grain, part: str, today: date | None) -> tuple[date, date]:
    """Give the days of the start, middle or end of a month, year or decade."""
    first, last = grain.first, grain.last
    if part == "EARLIER" and today and first <= today <= last:
        return first, today
    if part == "LATER" and today and first <= today <= last:
        return today, last
    if grain.unit == "month":
        thirds = {"START": (1, 10), "MID": (11, 20), "END": (20, last.day)}
        low, high = thirds.get(part, (1, last.day))
        return first.replace(day=low), first.replace(day=high)
    if grain.unit == "decade":
        years = {"START": (0, 3), "MID": (4, 6), "END": (7, 9)}
        begin, end = years.get(part, (0, 9))
        return date(first.year + begin, 1, 1), date(first.year + end, 12, 31)
    if grain.unit == "year":
        spans = {"START": (1, 4), "MID": (5, 8), "END": (9, 12)}
        begin, end = spans.get(part, (1, 12))
        return month_of(first.year, begin).first, month_of(first.year, end).last
    return first, last
