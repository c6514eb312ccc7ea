"""Intervals of the calendar: a day, week, month, quarter, season, year, decade or century, with its EDTF and TimeML values."""

from __future__ import annotations

import calendar as months
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Final

from legation.moment import MomentPrecision

EDTF_SEASONS: Final = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
"""TimeML season code to the EDTF level 1 season number."""

SEASON_STARTS: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of each season in the northern hemisphere, where English-language news mostly means it."""


@dataclass(frozen=True, slots=True)
class Extent:
    """A stretch of the calendar.

    Attributes:
        value: EDTF. timex: TimeML TIMEX3 value, which differs for weeks, seasons, quarters, decades and parts of the day.
        first, last: both inclusive.
    """

    value: str
    timex: str
    precision: MomentPrecision
    first: date
    last: date


def day(when: date) -> Extent:
    """One day."""
    return Extent(when.isoformat(), when.isoformat(), "day", when, when)


def week(when: date) -> Extent:
    """The ISO week, Monday to Sunday, that holds the day."""
    first = when - timedelta(days=when.weekday())
    last = first + timedelta(days=6)
    iso = first.isocalendar()
    return Extent(f"{first.isoformat()}/{last.isoformat()}", f"{iso.year}-W{iso.week:02d}", "week", first, last)


def weekend(when: date) -> Extent:
    """Saturday and Sunday of the ISO week that holds the day."""
    whole = week(when)
    first = whole.first + timedelta(days=5)
    return Extent(f"{first.isoformat()}/{whole.last.isoformat()}", f"{whole.timex}-WE", "interval", first, whole.last)


def month(year: int, number: int) -> Extent:
    """A month of a year."""
    value = f"{year:04d}-{number:02d}"
    return Extent(value, value, "month", date(year, number, 1), date(year, number, months.monthrange(year, number)[1]))


def quarter(year: int, number: int) -> Extent:
    """A quarter of a year, 1 to 4; in EDTF 33 to 36."""
    first, last = month(year, 3 * number - 2).first, month(year, 3 * number).last
    return Extent(f"{year:04d}-{32 + number}", f"{year:04d}-Q{number}", "quarter", first, last)


def half(year: int, number: int) -> Extent:
    """A half of a year, 1 or 2; in EDTF 40 and 41."""
    first, last = month(year, 6 * number - 5).first, month(year, 6 * number).last
    return Extent(f"{year:04d}-{39 + number}", f"{year:04d}-H{number}", "interval", first, last)


def season(year: int, code: str) -> Extent:
    """A season by its TimeML code; winter begins in the December of its year."""
    first = date(year, SEASON_STARTS[code], 1)
    end_year, end_month = (year + 1, 2) if code == "WI" and year < MAXYEAR else (year, min(first.month + 2, 12))
    return Extent(f"{year:04d}-{EDTF_SEASONS[code]}", f"{year:04d}-{code}", "season", first, month(end_year, end_month).last)


def year(number: int) -> Extent:
    """A year."""
    return Extent(f"{number:04d}", f"{number:04d}", "year", date(number, 1, 1), date(number, 12, 31))


def decade(number: int) -> Extent:
    """The ten years that hold the year."""
    start = max(number // 10 * 10, MINYEAR)
    stem = f"{start:04d}"[:3]
    return Extent(f"{stem}X", stem, "decade", date(start, 1, 1), date(start + 9 if start > 1 else 9, 12, 31))


def century(ordinal: int) -> Extent:
    """The nth century as news counts it: the 20th is 1900 to 1999."""
    start = max(100 * (ordinal - 1), MINYEAR)
    stem = f"{ordinal - 1:02d}"
    return Extent(f"{stem}XX", stem, "century", date(start, 1, 1), date(100 * ordinal - 1, 12, 31))


def between(a: Extent, b: Extent) -> Extent:
    """From the first day of `a` to the last of `b`; the timex of an interval is its two ends."""
    return Extent(f"{_start(a)}/{_end(b)}", f"{a.timex}/{b.timex}", "interval", a.first, b.last)


def _start(extent: Extent) -> str:
    return extent.first.isoformat() if "/" in extent.value or "X" in extent.value else extent.value


def _end(extent: Extent) -> str:
    return extent.last.isoformat() if "/" in extent.value or "X" in extent.value else extent.value


def containing(unit: str, when: date) -> Extent:
    """The unit of the calendar that holds the day; a night is its day."""
    if unit == "week":
        return week(when)
    if unit == "weekend":
        return weekend(when)
    if unit == "month":
        return month(when.year, when.month)
    if unit == "quarter":
        return quarter(when.year, (when.month + 2) // 3)
    if unit == "year":
        return year(when.year)
    if unit == "decade":
        return decade(when.year)
    if unit == "century":
        return century(when.year // 100 + 1)
    return day(when)


def moved(when: date, unit: str, count: float) -> date | None:
    """The day `count` units later (earlier when negative); None beyond the calendar. Hours move the day by whole days."""
    months_each = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
    if unit in months_each:
        return _months_later(when, count * months_each[unit])
    days_each = {"day": 1.0, "night": 1.0, "week": 7.0, "weekend": 7.0, "fortnight": 14.0, "hour": 1 / 24, "minute": 1 / 1440, "second": 1 / 86400}
    try:
        return when + timedelta(days=int(count * days_each[unit]))
    except OverflowError:
        return None


def _months_later(when: date, count: float) -> date | None:
    total = when.year * 12 + when.month - 1 + int(count)
    target, number = total // 12, total % 12 + 1
    if not MINYEAR <= target <= MAXYEAR:
        return None
    return date(target, number, min(when.day, months.monthrange(target, number)[1]))


def narrowed(extent: Extent, position: str) -> Extent:
    """The early, middle or late third: the value stays the whole unit's, the days narrow."""
    third = (extent.last - extent.first).days // 3
    if third == 0:
        return extent
    first, last = extent.first, extent.last
    if position == "early":
        last = first + timedelta(days=third)
    elif position == "late":
        first = last - timedelta(days=third)
    else:
        first, last = first + timedelta(days=third), last - timedelta(days=third)
    return replace(extent, first=first, last=last)


def real_day(year_number: int, month_number: int, day_number: int) -> date | None:
    """The day, or None when the calendar has no such day."""
    if MINYEAR <= year_number <= MAXYEAR and 1 <= month_number <= 12 and 1 <= day_number <= months.monthrange(year_number, month_number)[1]:
        return date(year_number, month_number, day_number)
    return None


def easter(year_number: int) -> date:
    """Easter Sunday of the Gregorian calendar (anonymous Gregorian computus; Meeus, Astronomical Algorithms, 1991)."""
    a, b, c = year_number % 19, year_number // 100, year_number % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 19 * m) // 433
    p = h + m - 7 * n
    return date(year_number, (p + 90) // 25, (p + 33 * ((p + 90) // 25) + 19) % 32)


def orthodox_easter(year_number: int) -> date:
    """Easter Sunday of the Julian calendar by the Gregorian date, 1900 to 2099 (Meeus, Astronomical Algorithms, 1991)."""
    d = (19 * (year_number % 19) + 15) % 30
    e = (2 * (year_number % 4) + 4 * (year_number % 7) - d + 34) % 7
    return date(year_number, (d + e + 114) // 31, (d + e + 114) % 31 + 1) + timedelta(days=13)


def nth_weekday(year_number: int, month_number: int, weekday: int, nth: int) -> date:
    """The nth weekday (Monday is 0) of a month, counted from its end when `nth` is negative."""
    whole = month(year_number, month_number)
    if nth < 0:
        return whole.last - timedelta(days=(whole.last.weekday() - weekday) % 7 + 7 * (-nth - 1))
    return whole.first + timedelta(days=(weekday - whole.first.weekday()) % 7 + 7 * (nth - 1))
