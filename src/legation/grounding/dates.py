"""Reads what names a stretch of the calendar: dates, years, decades, seasons, quarters, holidays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from legation.grounding import calendar
from legation.grounding.calendar import Extent
from legation.grounding.finding import Expression
from legation.grounding.grammar import Grammar
from legation.grounding.reckoning import (
    SOON_DAYS,
    Meaning,
    Reference,
    at_clock,
    by_shift,
    by_tense,
    dated,
    part_of_day,
    shift_of,
    year_for,
    year_moved,
)
from legation.grounding.tense import AHEAD, PAST

HALF_YEAR_DAYS = 180
"""A quarter that ended so long ago is not the one meant when the next of its name is about to begin."""


def read_calendar(expression: Expression, reference: Reference, grammar: Grammar) -> Meaning | None:
    """A day or month: the year as written, as moved ("of last year"), or chosen by tense."""
    month_word = expression.part("month", "month2", "bare_month")
    month = int(grammar.value("months", month_word) or 0) if month_word else 0
    day = _day_number(expression, grammar)
    weekday = grammar.value("weekdays", expression.parts["weekday"]) if "weekday" in expression.parts else None
    if not month:
        return dated(_day_in_reach(day or 0, weekday, reference))
    written = expression.part("year", "year2", "later_year")
    year = int(written) if written else year_moved(reference, shift_of(expression, grammar, "yearshift"))
    if "sameyear" in expression.parts and reference.anchor:
        year = reference.anchor.year
    if year is None and "yearshift" in expression.parts:
        return dated(None)
    if year is None:
        year = year_for(month, day, weekday, reference, shift_of(expression, grammar, "shift"))
    if year is None:
        return dated(None)
    if day is None:
        return dated(calendar.month(year, month))
    when = calendar.real_day(year, month, day)
    if when and (part := expression.part("part", "part2")):
        return part_of_day(when, str(grammar.value("parts", part)))
    return dated(calendar.day(when)) if when else None


def _day_number(expression: Expression, grammar: Grammar) -> int | None:
    if "ordinal" in expression.parts:
        return int(grammar.value("ordinals", expression.parts["ordinal"]) or 0)
    number = expression.part("day", "day2")
    return int(number) if number else None


def _day_in_reach(day: int, weekday: object, reference: Reference) -> Extent | None:
    """The nearest day of this number and weekday within a year of publication."""
    base = reference.publication
    if base is None:
        return None
    around = (base + timedelta(days=sign * n) for n in range(366) for sign in (-1, 1))
    return next((calendar.day(d) for d in around if d.day == day and d.weekday() == weekday), None)


def read_year(expression: Expression, _reference: Reference, _grammar: Grammar) -> Meaning:
    """A year."""
    return dated(calendar.year(int(expression.parts["year"])))


def read_era_year(expression: Expression, _reference: Reference, _grammar: Grammar) -> Meaning:
    """A year of the common era before 1000."""
    return dated(calendar.year(int(expression.part("era_year", "era_year2") or 0)))


def read_year_range(expression: Expression, _reference: Reference, _grammar: Grammar) -> Meaning | None:
    """The "2014" of "2014-16"; None where the second is not the later."""
    first = int(expression.parts["year"])
    last = first // 100 * 100 + int(expression.parts["year2"])
    if last <= first:
        return None
    return dated(replace(calendar.between(calendar.year(first), calendar.year(last)), timex=f"{first}"))


def read_short_year(expression: Expression, reference: Reference, _grammar: Grammar) -> Meaning | None:
    """The "16" of "2014-16", which has just been told of; the interval is that of both."""
    told = reference.extent
    if told is None or told.precision != "interval" or told.last.year % 100 != int(expression.parts["year2"]):
        return None
    return dated(replace(told, timex=f"{told.last.year}"))


def read_day_range(expression: Expression, reference: Reference, grammar: Grammar) -> Meaning | None:
    """ "3 to 5 May"."""
    month = int(grammar.value("months", expression.parts["month"]) or 0)
    first, last = int(expression.parts["day"]), int(expression.parts["day2"])
    written = expression.part("year")
    year = int(written) if written else year_for(month, first, None, reference, None)
    if year is None:
        return dated(None)
    days = calendar.real_day(year, month, first), calendar.real_day(year, month, last)
    if days[0] is None or days[1] is None or days[0] >= days[1]:
        return None
    return dated(calendar.between(calendar.day(days[0]), calendar.day(days[1])))


def read_month_range(expression: Expression, _reference: Reference, grammar: Grammar) -> Meaning | None:
    """ "January to March 2014"; a first month later in the year than the second is of the year before."""
    year = int(expression.parts["year"])
    first, last = (int(grammar.value("months", expression.parts[p]) or 0) for p in ("month", "month2"))
    start = calendar.month(year if first <= last else year - 1, first)
    return dated(calendar.between(start, calendar.month(year, last)))


def read_decade(expression: Expression, _reference: Reference, grammar: Grammar) -> Meaning:
    """ "1990s", "the '90s", "the nineties"; without a century the twentieth."""
    word = expression.part("decade_word")
    number = int(grammar.value("decade_words", word) or 0) if word else int(expression.part("decade", "decade2") or 0)
    return dated(calendar.decade(number if number >= 1000 else 1900 + number))


def read_century(expression: Expression, _reference: Reference, grammar: Grammar) -> Meaning | None:
    """ "the 19th century"; its value is not told before our era."""
    word = expression.part("ordinal")
    ordinal = int(grammar.value("ordinals", word) or 0) if word else int(expression.parts["nth"])
    if "era" in expression.parts or not 1 <= ordinal <= 22:
        return dated(None) if "era" in expression.parts else None
    return dated(calendar.century(ordinal))


def read_numeric(expression: Expression, reference: Reference, _grammar: Grammar) -> Meaning | None:
    """ "2024-01-03", with a time or without, and "25/12/2023"."""
    year = int(expression.parts["iso_year"])
    if "first" in expression.parts:
        return _slashed(year, int(expression.parts["first"]), int(expression.parts["second"]), expression.parts["bar"], reference)
    when = calendar.real_day(year, int(expression.parts["iso_month"]), int(expression.parts["iso_day"]))
    if when is None:
        return None
    if "hour" in expression.parts:
        return at_clock(when, int(expression.parts["hour"]), int(expression.parts["minute"]), expression.part("offset") or "")
    return dated(calendar.day(when))


def _slashed(year: int, first: int, second: int, bar: str, reference: Reference) -> Meaning | None:
    """Day and month in either order: by what the calendar allows, else by what lies near publication; None of both is told."""
    day_first, month_first = calendar.real_day(year, second, first), calendar.real_day(year, first, second)
    if bar == "." or month_first is None or day_first == month_first:
        return dated(calendar.day(day_first)) if day_first else None
    if day_first is None:
        return dated(calendar.day(month_first))
    base = reference.publication
    near = [d for d in (day_first, month_first) if base and abs((d - base).days) <= SOON_DAYS]
    return dated(calendar.day(near[0]) if len(near) == 1 else None)


def read_named_day(expression: Expression, _reference: Reference, grammar: Grammar) -> Meaning:
    """A day known by its name, such as "9/11"."""
    return dated(calendar.day(date.fromisoformat(str(grammar.value("named_days", expression.parts["named_day"])))))


def read_named_period(expression: Expression, _reference: Reference, grammar: Grammar) -> Meaning:
    """A war or other time known by its name."""
    first, last = (date.fromisoformat(d) for d in str(grammar.value("named_periods", expression.parts["period"])).split("/"))
    return dated(calendar.between(calendar.day(first), calendar.day(last)))


def read_season(expression: Expression, reference: Reference, grammar: Grammar) -> Meaning:
    """A season: of its written year, as moved, or chosen by tense."""
    code = str(grammar.value("seasons", expression.parts["season"]))
    written = expression.part("year")
    year = int(written) if written else year_moved(reference, shift_of(expression, grammar, "yearshift"))
    if year is not None:
        return dated(calendar.season(year, code))
    base, shift = reference.publication, shift_of(expression, grammar, "shift")
    if base is None:
        return dated(None)
    around = [calendar.season(base.year + n, code) for n in (-2, -1, 0, 1)]
    return dated(by_shift(around, base, shift) if shift is not None else by_tense(around, base, reference.looks))


def read_quarter(expression: Expression, reference: Reference, grammar: Grammar) -> Meaning | None:
    """A quarter or half of a year; a half without a year is no time (it may be of a match)."""
    word = expression.part("ordinal")
    halves = (expression.part("span") or "quarter").lower() == "half"
    number = int(expression.parts["nth"]) if word is None else int(grammar.value("ordinals", word) or 0)
    number = number if number > 0 else 2 if halves else 4
    if number > (2 if halves else 4):
        return None
    make = calendar.half if halves else calendar.quarter
    written = expression.part("year")
    year = int(written) if written else year_moved(reference, shift_of(expression, grammar, "yearshift"))
    if "theyear" in expression.parts:
        year = year_moved(reference, 0)
    if year is not None:
        return dated(make(year, number))
    if halves or "nth" in expression.parts:
        return None
    base = reference.publication
    around = [make(base.year + n, number) for n in (-1, 0, 1)] if base else []
    return dated(_quarter_near(around, base, reference.looks) if base else None)


def _quarter_near(around: list[Extent], base: date, looks: int) -> Extent | None:
    """The latest begun, the next where the tense says so; also one that is about to begin when the last is half a year gone."""
    past = by_tense(around, base, AHEAD if looks == AHEAD else PAST)
    coming = next((q for q in around if q.first > base), None)
    if looks != PAST and past and coming and (coming.first - base).days <= SOON_DAYS and (base - past.last).days >= HALF_YEAR_DAYS:
        return coming
    return past


def read_fiscal(expression: Expression, reference: Reference, grammar: Grammar) -> Meaning:
    """A fiscal year or a quarter of one, by the number that it bears; its months differ from state to state, so the days are that year's."""
    word, written = expression.part("ordinal", "ordinal2"), expression.part("year", "year3")
    year = int(written) if written else year_moved(reference, 0)
    if year is None:
        return dated(None)
    if later := expression.part("year2"):
        year = int(later) if len(later) == len(str(year)) else year // 100 * 100 + int(later)
    number = int(expression.parts["nth"]) if "nth" in expression.parts else int(grammar.value("ordinals", word or "") or 0)
    number = 4 if number < 0 else number
    return Meaning(calendar.year(year), "DATE", f"FY{year}-Q{number}" if number else f"FY{year}")


def read_month_of(expression: Expression, reference: Reference, grammar: Grammar) -> Meaning | None:
    """ "the first three months of 2023", "the last month of this year"."""
    written = expression.part("year")
    year = int(written) if written else year_moved(reference, shift_of(expression, grammar, "yearshift"))
    nth, count = int(grammar.value("ordinals", expression.parts["ordinal"]) or 1), int(grammar.number(expression.part("count") or "1") or 1)
    first = nth if nth > 0 else 13 - count
    if year is None or not 1 <= first <= first + count - 1 <= 12:
        return dated(None) if year is None else None
    if count == 1:
        return dated(calendar.month(year, first))
    return dated(calendar.between(calendar.month(year, first), calendar.month(year, first + count - 1)))


def read_unit_of(expression: Expression, reference: Reference, grammar: Grammar) -> Meaning | None:
    """A week, weekend, day or weekday counted within a month or year."""
    year, month = _month_meant(expression, reference, grammar)
    if year is None or not month:
        return dated(None)
    nth = int(grammar.value("ordinals", expression.parts["ordinal"]) or 1)
    unit = grammar.value("units", expression.parts["unit"])
    if unit == "day":
        return dated(calendar.day(calendar.month(year, month).last if nth < 0 else calendar.month(year, month).first + timedelta(days=nth - 1)))
    if unit is None:
        weekday = int(grammar.value("weekdays", expression.parts["unit"]) or 0)
        return dated(calendar.day(calendar.nth_weekday(year, month, weekday, nth)))
    whole = calendar.nth_weekday(year, month, 3 if unit == "week" else 5, nth)
    return dated(calendar.containing(str(unit), whole))


def _month_meant(expression: Expression, reference: Reference, grammar: Grammar) -> tuple[int | None, int]:
    """Year and month that a week or day is counted in: named, or the publication's moved ("of next month"); 0 for the month of a bare year."""
    month, shift = int(grammar.value("months", expression.part("month") or "") or 0), shift_of(expression, grammar, "yearshift")
    if month:
        written = expression.part("year")
        return int(written) if written else year_for(month, None, None, reference, None), month
    if expression.part("unit2") != "month" or shift is None or reference.publication is None:
        return None, 0
    moved = calendar.moved(reference.publication, "month", shift)
    return (moved.year, moved.month) if moved else (None, 0)


def read_holiday(expression: Expression, reference: Reference, grammar: Grammar) -> Meaning:
    """A holiday: of its written year, else chosen by tense."""
    recipe = str(grammar.value("holidays", expression.parts["holiday"]))
    written, base = expression.part("year"), reference.publication
    if written:
        return dated(_feast(recipe, int(written)))
    if base is None:
        return dated(None)
    around = [_feast(recipe, base.year + n) for n in (-1, 0, 1)]
    shift = shift_of(expression, grammar, "shift")
    return dated(by_shift(around, base, shift) if shift is not None else by_tense(around, base, reference.looks))


def _feast(recipe: str, year: int) -> Extent:
    words = recipe.split()
    if words[0] in ("easter", "orthodox"):
        sunday = calendar.easter(year) if words[0] == "easter" else calendar.orthodox_easter(year)
        return calendar.day(sunday + timedelta(days=int(words[1])))
    if words[0] == "nth":
        return calendar.day(calendar.nth_weekday(year, int(words[3]), int(words[2]), int(words[1])))
    month, day = recipe.split("-")
    return calendar.day(date(year, int(month), int(day)))
