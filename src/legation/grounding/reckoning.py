"""What times are reckoned from, and the choice among the years and stretches that words may mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from legation.grounding import calendar
from legation.grounding.calendar import Extent
from legation.grounding.finding import Expression
from legation.grounding.grammar import Grammar
from legation.grounding.tense import AHEAD, PAST, PRESENT
from legation.moment import TimexType

SOON_DAYS = 60
"""A date without a year that is this near ahead is meant, unless the sentence tells the past."""

FAR_DAYS = 300
"""A date without a year that is this far ahead and lately past is the past one: nobody says "on 28 February" of a day eleven months off."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What a relative expression counts from.

    Attributes:
        publication: day of the report, or None.
        told: the day last told of in the words just before, or None.
        told_year: the year of a past that the words just before tell of, or None.
        looks: PAST, UNCLEAR, AHEAD or PRESENT.
        extent: the whole stretch last told of.
    """

    publication: date | None
    told: date | None
    told_year: int | None
    looks: int
    extent: Extent | None = None

    @property
    def anchor(self) -> date | None:
        """What "the previous day" counts from: the day last told of, else that of publication."""
        return self.told or self.publication


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an expression means: its stretch of the calendar, where it has one, and its TimeML type and value."""

    extent: Extent | None
    type: TimexType
    timex: str | None


LEAP_MONTH, LEAP_DAY = 2, 29
"""The day that only leap years have."""

Rule = Callable[[Expression, Reference, Grammar], Meaning | None]
"""Reads one sort of expression; None when the words turn out to tell no time."""


def dated(extent: Extent | None) -> Meaning:
    """A date over this extent; the value is not told where it is None."""
    return Meaning(extent, "DATE", extent.timex if extent else None)


def part_of_day(when: date | None, code: str) -> Meaning:
    """A part of a day by its TimeML code; the day alone is its EDTF value."""
    if when is None:
        return Meaning(None, "TIME", None)
    extent = replace(calendar.day(when), timex=f"{when.isoformat()}T{code}")
    return Meaning(extent, "TIME", extent.timex)


def shift_of(expression: Expression, grammar: Grammar, *names: str) -> int | None:
    """How many units a word such as "last" moves; None where no such word is there."""
    word = expression.part(*names)
    return None if word is None else int(grammar.value("shifts", word) or 0)


def year_moved(reference: Reference, shift: int | None) -> int | None:
    """The year of publication moved; None where either is not told."""
    return None if shift is None or reference.publication is None else reference.publication.year + shift


def year_for(month: int, day: int | None, weekday: object, reference: Reference, shift: int | None) -> int | None:
    """The year of a month or day without one: the told past's, else the nearest to publication that tense and weekday allow."""
    if shift is None and reference.told_year is not None:
        return reference.told_year
    base = reference.publication
    if base is None:
        return None
    spans = []
    leap = month == LEAP_MONTH and day == LEAP_DAY
    for year in range(base.year - (4 if leap else 1), base.year + (5 if leap else 2)):
        when = calendar.real_day(year, month, day or 1)
        if when and (weekday is None or day is None or when.weekday() == weekday):
            spans.append(calendar.day(when) if day else calendar.month(year, month))
    chosen = by_shift(spans, base, shift) if shift is not None else by_tense(spans, base, reference.looks)
    return chosen.first.year if chosen else None


def by_shift(spans: list[Extent], base: date, shift: int) -> Extent | None:
    """The one of these stretches that "last", "this" or "next" means; None where it is not among them."""
    if shift == 0:
        return next((s for s in spans if s.first.year == base.year), None)
    ahead = [s for s in spans if s.first > base]
    past = [s for s in spans if s.last < base]
    return ahead[0] if shift > 0 and ahead else past[-1] if shift < 0 and past else None


def by_tense(spans: list[Extent], base: date, looks: int) -> Extent | None:
    """The latest begun, or the next not over; without a clear tense the latest begun unless the next is near."""
    begun = [s for s in spans if s.first <= base]
    coming = [s for s in spans if s.last >= base]
    if not begun or not coming:
        return spans[0] if spans else None
    ahead, back = (coming[0].first - base).days, (base - begun[-1].last).days
    if looks == AHEAD:
        return begun[-1] if ahead >= FAR_DAYS and 0 <= back <= SOON_DAYS else coming[0]
    near = (ahead <= SOON_DAYS and ahead < back) or (looks == PRESENT and 3 * ahead < back)
    return coming[0] if looks != PAST and near else begun[-1]


def at_clock(when: date | None, hour: int, minute: int, zone: str) -> Meaning:
    """A time by the clock; without a day only its TimeML value is told."""
    if when is None:
        return Meaning(None, "TIME", f"T{hour:02d}:{minute:02d}{zone}")
    timex = f"{when.isoformat()}T{hour:02d}:{minute:02d}{zone}"
    value = f"{when.isoformat()}T{hour:02d}:{minute:02d}:00{zone}"
    return Meaning(Extent(value, timex, "time", when, when), "TIME", timex)
