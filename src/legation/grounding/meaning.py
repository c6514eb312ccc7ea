"""What a time expression means, given the day of publication, the day last told of, and whether the sentence looks back or ahead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType

from legation.grounding import calendar
from legation.grounding.calendar import Extent
from legation.grounding.finding import Expression
from legation.grounding.grammar import Grammar
from legation.grounding.tense import AHEAD, PAST
from legation.moment import TimexType

SOON_DAYS = 60
"""A date without a year that is this near ahead is meant, unless the sentence tells the past."""

UNIT_CODES: Mapping[str, str] = MappingProxyType(
    {"second": "TS", "minute": "TM", "hour": "TH", "day": "D", "night": "NI", "week": "W", "weekend": "WE", "fortnight": "W", "month": "M"}
    | {"quarter": "Q", "year": "Y", "decade": "DE", "century": "CE"}
)
"""TimeML duration letter of each unit; those of the clock begin with T."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What a relative expression counts from.

    Attributes:
        publication: day of the report, or None.
        told: the day last told of in the words just before, or None.
        told_year: the year of a past that the words just before tell of, or None.
        looks: PAST, UNCLEAR or AHEAD.
    """

    publication: date | None
    told: date | None
    told_year: int | None
    looks: int

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


Rule = Callable[[Expression, Reference, Grammar], Meaning | None]


def meaning_of(expression: Expression, reference: Reference, grammar: Grammar) -> Meaning | None:
    """The meaning; None when the words turn out to tell no time."""
    try:
        found = RULES[expression.rule](expression, reference, grammar)
    except (ValueError, OverflowError):
        return None
    position = expression.part("position")
    if found and found.extent and position and found.type == "DATE":
        return replace(found, extent=calendar.narrowed(found.extent, str(grammar.value("positions", position))))
    return found


def _dated(extent: Extent | None) -> Meaning:
    return Meaning(extent, "DATE", extent.timex if extent else None)


def _part_of_day(when: date | None, code: str) -> Meaning:
    if when is None:
        return Meaning(None, "TIME", None)
    extent = replace(calendar.day(when), timex=f"{when.isoformat()}T{code}")
    return Meaning(extent, "TIME", extent.timex)


def _shift(expression: Expression, grammar: Grammar, *names: str) -> int | None:
    word = expression.part(*names)
    return None if word is None else int(grammar.value("shifts", word) or 0)


def _year_moved(reference: Reference, shift: int | None) -> int | None:
    return None if shift is None or reference.publication is None else reference.publication.year + shift


def _calendar(expression: Expression, reference: Reference, grammar: Grammar) -> Meaning | None:
    month_word = expression.part("month", "bare_month")
    month = int(grammar.value("months", month_word) or 0) if month_word else 0
    day = _day_number(expression, grammar)
    weekday = grammar.value("weekdays", expression.parts["weekday"]) if "weekday" in expression.parts else None
    if not month:
        return _dated(_day_in_reach(day or 0, weekday, reference))
    written = expression.part("year")
    year = int(written) if written else _year_moved(reference, _shift(expression, grammar, "yearshift"))
    if "sameyear" in expression.parts and reference.anchor:
        year = reference.anchor.year
    if year is None and "yearshift" in expression.parts:
        return _dated(None)
    if year is None:
        year = _year_for(month, day, weekday, reference, _shift(expression, grammar, "shift"))
    if year is None:
        return _dated(None)
    if day is None:
        return _dated(calendar.month(year, month))
    when = calendar.real_day(year, month, day)
    return _dated(calendar.day(when)) if when else None


def _day_number(expression: Expression, grammar: Grammar) -> int | None:
    if "ordinal" in expression.parts:
        return int(grammar.value("ordinals", expression.parts["ordinal"]) or 0)
    return int(expression.parts["day"]) if "day" in expression.parts else None


def _day_in_reach(day: int, weekday: object, reference: Reference) -> Extent | None:
    """The nearest day of this number and weekday within a year of publication."""
    base = reference.publication
    if base is None:
        return None
    around = (base + timedelta(days=sign * n) for n in range(366) for sign in (-1, 1))
    return next((calendar.day(d) for d in around if d.day == day and d.weekday() == weekday), None)


def _year_for(month: int, day: int | None, weekday: object, reference: Reference, shift: int | None) -> int | None:
    """The year of a month or day without one: the told past's, else the nearest to publication that tense and weekday allow."""
    if shift is None and reference.told_year is not None:
        return reference.told_year
    base = reference.publication
    if base is None:
        return None
    spans = []
    for year in (base.year - 1, base.year, base.year + 1):
        when = calendar.real_day(year, month, day or 1)
        if when and (weekday is None or day is None or when.weekday() == weekday):
            spans.append(calendar.day(when) if day else calendar.month(year, month))
    chosen = _by_shift(spans, base, shift) if shift is not None else _by_tense(spans, base, reference.looks)
    return chosen.first.year if chosen else None


def _by_shift(spans: list[Extent], base: date, shift: int) -> Extent | None:
    if shift == 0:
        return next((s for s in spans if s.first.year == base.year), None)
    ahead = [s for s in spans if s.first > base]
    past = [s for s in spans if s.last < base]
    return ahead[0] if shift > 0 and ahead else past[-1] if shift < 0 and past else None


def _by_tense(spans: list[Extent], base: date, looks: int) -> Extent | None:
    """The latest begun, or the next not over; without a clear tense the latest begun unless the next is near."""
    begun = [s for s in spans if s.first <= base]
    coming = [s for s in spans if s.last >= base]
    if not begun or not coming:
        return spans[0] if spans else None
    if looks == AHEAD:
        return coming[0]
    near = (coming[0].first - base).days <= SOON_DAYS
    return coming[0] if looks != PAST and near and (base - begun[-1].last).days > (coming[0].first - base).days else begun[-1]


def _year(expression: Expression, _reference: Reference, _grammar: Grammar) -> Meaning:
    return _dated(calendar.year(int(expression.parts["year"])))


def _era_year(expression: Expression, _reference: Reference, _grammar: Grammar) -> Meaning:
    return _dated(calendar.year(int(expression.part("era_year", "era_year2") or 0)))


def _year_range(expression: Expression, _reference: Reference, _grammar: Grammar) -> Meaning | None:
    first, second = int(expression.parts["year"]), expression.parts["year2"]
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    return _dated(calendar.between(calendar.year(first), calendar.year(last))) if last > first else None


def _day_range(expression: Expression, reference: Reference, grammar: Grammar) -> Meaning | None:
    month = int(grammar.value("months", expression.parts["month"]) or 0)
    first, last = int(expression.parts["day"]), int(expression.parts["day2"])
    written = expression.part("year")
    year = int(written) if written else _year_for(month, first, None, reference, None)
    if year is None:
        return _dated(None)
    days = calendar.real_day(year, month, first), calendar.real_day(year, month, last)
    if days[0] is None or days[1] is None or days[0] >= days[1]:
        return None
    return _dated(calendar.between(calendar.day(days[0]), calendar.day(days[1])))


def _month_range(expression: Expression, _reference: Reference, grammar: Grammar) -> Meaning | None:
    year = int(expression.parts["year"])
    first, last = (int(grammar.value("months", expression.parts[p]) or 0) for p in ("month", "month2"))
    start = calendar.month(year if first <= last else year - 1, first)
    return _dated(calendar.between(start, calendar.month(year, last)))


def _decade(expression: Expression, _reference: Reference, grammar: Grammar) -> Meaning:
    word = expression.part("decade_word")
    number = int(grammar.value("decade_words", word) or 0) if word else int(expression.part("decade", "decade2") or 0)
    return _dated(calendar.decade(number if number >= 1000 else 1900 + number))


def _century(expression: Expression, _reference: Reference, grammar: Grammar) -> Meaning | None:
    word = expression.part("ordinal")
    ordinal = int(grammar.value("ordinals", word) or 0) if word else int(expression.parts["nth"])
    if "era" in expression.parts or not 1 <= ordinal <= 22:
        return _dated(None) if "era" in expression.parts else None
    return _dated(calendar.century(ordinal))


def _numeric(expression: Expression, reference: Reference, _grammar: Grammar) -> Meaning | None:
    year = int(expression.parts["iso_year"])
    if "first" in expression.parts:
        return _slashed(year, int(expression.parts["first"]), int(expression.parts["second"]), expression.parts["bar"], reference)
    when = calendar.real_day(year, int(expression.parts["iso_month"]), int(expression.parts["iso_day"]))
    if when is None:
        return None
    if "hour" in expression.parts:
        return _at(when, int(expression.parts["hour"]), int(expression.parts["minute"]), "")
    return _dated(calendar.day(when))


def _slashed(year: int, first: int, second: int, bar: str, reference: Reference) -> Meaning | None:
    """Day and month in either order: by what the calendar allows, else by what lies near publication; None of both is told."""
    day_first, month_first = calendar.real_day(year, second, first), calendar.real_day(year, first, second)
    if bar == "." or month_first is None or day_first == month_first:
        return _dated(calendar.day(day_first)) if day_first else None
    if day_first is None:
        return _dated(calendar.day(month_first))
    base = reference.publication
    near = [d for d in (day_first, month_first) if base and abs((d - base).days) <= SOON_DAYS]
    return _dated(calendar.day(near[0]) if len(near) == 1 else None)


def _named_day(expression: Expression, _reference: Reference, grammar: Grammar) -> Meaning:
    return _dated(calendar.day(date.fromisoformat(str(grammar.value("named_days", expression.parts["named_day"])))))


def _weekday(expression: Expression, reference: Reference, grammar: Grammar) -> Meaning:
    number = int(grammar.value("weekdays", expression.part("weekday", "weekday2") or "") or 0)
    when = _weekday_near(number, reference, _shift(expression, grammar, "shift"), _shift(expression, grammar, "weekshift", "weekshift2"))
    part = expression.part("part", "part2")
    if part:
        return _part_of_day(when, str(grammar.value("parts", part)))
    return _dated(calendar.day(when) if when else None)


def _weekday_near(number: int, reference: Reference, shift: int | None, weekshift: int | None) -> date | None:
    base = reference.publication
    if base is None:
        return None
    if weekshift is not None:
        return calendar.week(base + timedelta(days=7 * weekshift)).first + timedelta(days=number)
    back, on = (base.weekday() - number) % 7, (number - base.weekday()) % 7
    if shift is None:
        return base + timedelta(days=on) if reference.looks == AHEAD else base - timedelta(days=back)
    if shift == 0:
        return base - timedelta(days=back) if reference.looks == PAST else base + timedelta(days=on)
    return base + timedelta(days=on or 7) if shift > 0 else base - timedelta(days=back or 7)


def _deictic(expression: Expression, reference: Reference, grammar: Grammar) -> Meaning:
    offset, _, night = str(grammar.value("deictics", expression.part("deictic") or "") or "0").partition(" ")
    when = calendar.moved(reference.publication, "day", int(offset)) if reference.publication else None
    part = str(grammar.value("parts", expression.parts["part"])) if "part" in expression.parts else night
    if part:
        return _part_of_day(when, part)
    return _dated(calendar.day(when) if when else None)


def _at(when: date | None, hour: int, minute: int, zone: str) -> Meaning:
    """A time by the clock; without a day only its TimeML value is told."""
    if when is None:
        return Meaning(None, "TIME", f"T{hour:02d}:{minute:02d}{zone}")
    timex = f"{when.isoformat()}T{hour:02d}:{minute:02d}{zone}"
    value = f"{when.isoformat()}T{hour:02d}:{minute:02d}:00{zone}"
    return Meaning(Extent(value, timex, "time", when, when), "TIME", timex)


def _clock(expression: Expression, reference: Reference, grammar: Grammar) -> Meaning | None:
    when = _deictic(expression, reference, grammar).extent if "deictic" in expression.parts else None
    if "weekday" in expression.parts:
        when = _weekday(expression, reference, grammar).extent
    on = when.first if when else reference.anchor
    if "clock_word" in expression.parts:
        return _at(on, 0 if expression.parts["clock_word"].lower() == "midnight" else 12, 0, "")
    hour, minute = int(expression.parts["hour"]), int(expression.part("minute", "minute2") or 0)
    half = (expression.part("half_day", "half_day2") or "").lower()[:1]
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    zone = expression.part("zone")
    return _at(on, hour, minute, str(grammar.value("zones", zone)) if zone else "")


def _part(expression: Expression, reference: Reference, grammar: Grammar) -> Meaning:
    return _part_of_day(reference.anchor, str(grammar.value("parts", expression.parts["part"])))


def _unit_shift(expression: Expression, reference: Reference, grammar: Grammar) -> Meaning | None:
    unit, shift = str(grammar.value("units", expression.parts["unit"])), _shift(expression, grammar, "shift")
    if expression.part("shift", "unit") is None or (unit == "day" and shift):
        return None
    if (expression.part("shift") or "").lower() == "past":
        return Meaning(None, "DURATION", _duration_code(unit, 1.0))
    base = reference.publication
    if base is None:
        return _dated(None)
    if unit == "weekend" and shift is None:
        return _dated(_by_tense([calendar.weekend(base + timedelta(days=7 * n)) for n in (-1, 0, 1)], base, reference.looks))
    when = calendar.moved(base, unit, shift or 0)
    return _dated(calendar.containing(unit, when) if when else None)


def _unit_step(expression: Expression, reference: Reference, grammar: Grammar) -> Meaning:
    word = expression.part("unit", "unit2") or ""
    part, season = grammar.value("parts", word), grammar.value("seasons", word)
    if season is not None:
        base = reference.anchor
        around = [calendar.season(base.year + n, str(season)) for n in (-1, 0, 1, 2)] if base else []
        return _dated(_by_shift(around, base, int(grammar.value("steps", expression.parts["step"]) or 1)) if base else None)
    unit = "day" if part else str(grammar.value("units", word))
    step = grammar.value("steps", expression.part("step") or "")
    if step is None:
        step = 1 if grammar.value("ways", expression.parts["way"]) == "on" else -1
    when = calendar.moved(reference.anchor, unit, float(step)) if reference.anchor else None
    if part:
        return _part_of_day(when, str(part))
    return _dated(calendar.containing(unit, when) if when else None)


def _untold(_expression: Expression, _reference: Reference, _grammar: Grammar) -> Meaning:
    """The day before something whose day is not told here."""
    return _dated(None)


def _unit_same(expression: Expression, reference: Reference, grammar: Grammar) -> Meaning:
    word = expression.parts["unit"]
    part = grammar.value("parts", word)
    if part:
        return _part_of_day(reference.anchor, str(part))
    return _dated(calendar.containing(str(grammar.value("units", word)), reference.anchor) if reference.anchor else None)


def _ago(expression: Expression, reference: Reference, grammar: Grammar) -> Meaning | None:
    count, unit = _count(expression, grammar), str(grammar.value("units", expression.parts["unit"]))
    way = "hence" if "way_time" in expression.parts else str(grammar.value("ways", expression.part("way") or "ago"))
    if count is None:
        return Meaning(None, "DATE", "FUTURE_REF" if way == "hence" else "PAST_REF")
    base = reference.publication if way in ("ago", "hence") else reference.anchor
    when = calendar.moved(base, unit, count if way in ("on", "hence") else -count) if base else None
    return _dated(calendar.containing(unit, when) if when else None)


def _count(expression: Expression, grammar: Grammar) -> float | None:
    words = expression.part("number") or ""
    if grammar.value("articles", words) is not None:
        number: float | None = 1.0
    else:
        number = grammar.number(words)
    return number + 0.5 if number is not None and "half" in expression.parts else number


def _duration_code(unit: str, count: float | None) -> str:
    letters = UNIT_CODES[unit]
    number = "X" if count is None else f"{count * (2 if unit == 'fortnight' else 1):g}"
    return f"PT{number}{letters[1:]}" if letters.startswith("T") else f"P{number}{letters}"


def _duration(expression: Expression, reference: Reference, grammar: Grammar) -> Meaning | None:
    """A length of time; None for an age ("14-year-old") and for a rank ("second day")."""
    words = expression.text.lower()
    if words.endswith("old"):
        return None
    unit = str(grammar.value("units", expression.parts["unit"]))
    count = _count(expression, grammar) if "number" in expression.parts else None
    if count is not None and count > 1 and not expression.parts["unit"].lower().endswith("s") and not _hyphened(expression):
        return None
    del reference
    return Meaning(None, "DURATION", _duration_code(unit, count))


def _hyphened(expression: Expression) -> bool:
    return any(dash in expression.text for dash in "-‐‑–—")


def _every(expression: Expression, _reference: Reference, grammar: Grammar) -> Meaning | None:
    word = expression.parts["of"]
    every = int(grammar.value("every", expression.part("every") or "") or 1)
    for table, template in (("weekdays", "XXXX-WXX-{}"), ("weekdays_plural", "XXXX-WXX-{}"), ("months", "XXXX-{:02d}")):
        if (number := grammar.value(table, word)) is not None:
            return Meaning(None, "SET", template.format(int(number) + (0 if table == "months" else 1)))
    if (season := grammar.value("seasons", word)) is not None:
        return Meaning(None, "SET", f"XXXX-{season}")
    if (part := grammar.value("parts", word)) is not None and word.lower() != "night":
        return Meaning(None, "SET", f"XXXX-XX-XXT{part}")
    return Meaning(None, "SET", _duration_code(str(grammar.value("units", word)), float(every)))


def _frequency(expression: Expression, _reference: Reference, grammar: Grammar) -> Meaning:
    return Meaning(None, "SET", str(grammar.value("frequencies", expression.parts["frequency"])))


def _season(expression: Expression, reference: Reference, grammar: Grammar) -> Meaning:
    code = str(grammar.value("seasons", expression.parts["season"]))
    written = expression.part("year")
    year = int(written) if written else _year_moved(reference, _shift(expression, grammar, "yearshift"))
    if year is not None:
        return _dated(calendar.season(year, code))
    base, shift = reference.publication, _shift(expression, grammar, "shift")
    if base is None:
        return _dated(None)
    around = [calendar.season(base.year + n, code) for n in (-2, -1, 0, 1)]
    return _dated(_by_shift(around, base, shift) if shift is not None else _by_tense(around, base, reference.looks))


def _quarter(expression: Expression, reference: Reference, grammar: Grammar) -> Meaning | None:
    word = expression.part("ordinal")
    halves = (expression.part("span") or "quarter").lower() == "half"
    number = int(expression.parts["nth"]) if word is None else int(grammar.value("ordinals", word) or 0)
    number = number if number > 0 else 2 if halves else 4
    if number > (2 if halves else 4):
        return None
    make = calendar.half if halves else calendar.quarter
    written = expression.part("year")
    year = int(written) if written else _year_moved(reference, _shift(expression, grammar, "yearshift"))
    if "theyear" in expression.parts:
        year = _year_moved(reference, 0)
    if year is not None:
        return _dated(make(year, number))
    if halves or "nth" in expression.parts:
        return None
    base = reference.publication
    around = [make(base.year + n, number) for n in (-1, 0, 1)] if base else []
    return _dated(_by_tense(around, base, PAST if reference.looks != AHEAD else AHEAD) if base else None)


def _unit_of(expression: Expression, reference: Reference, grammar: Grammar) -> Meaning | None:
    """A week, weekend, day or weekday counted within a month or year."""
    month = int(grammar.value("months", expression.part("month") or "") or 0)
    if not month:
        return _dated(None)
    written = expression.part("year")
    year = int(written) if written else _year_for(month, None, None, reference, None)
    if year is None:
        return _dated(None)
    nth = int(grammar.value("ordinals", expression.parts["ordinal"]) or 1)
    unit = grammar.value("units", expression.parts["unit"])
    if unit == "day":
        return _dated(calendar.day(calendar.month(year, month).last if nth < 0 else calendar.month(year, month).first + timedelta(days=nth - 1)))
    if unit is None:
        weekday = int(grammar.value("weekdays", expression.parts["unit"]) or 0)
        return _dated(calendar.day(calendar.nth_weekday(year, month, weekday, nth)))
    whole = calendar.nth_weekday(year, month, 3 if unit == "week" else 5, nth)
    return _dated(calendar.containing(str(unit), whole))


def _holiday(expression: Expression, reference: Reference, grammar: Grammar) -> Meaning:
    recipe = str(grammar.value("holidays", expression.parts["holiday"]))
    written, base = expression.part("year"), reference.publication
    if written:
        return _dated(_feast(recipe, int(written)))
    if base is None:
        return _dated(None)
    around = [_feast(recipe, base.year + n) for n in (-1, 0, 1)]
    shift = _shift(expression, grammar, "shift")
    return _dated(_by_shift(around, base, shift) if shift is not None else _by_tense(around, base, reference.looks))


def _feast(recipe: str, year: int) -> Extent:
    words = recipe.split()
    if words[0] == "easter":
        return calendar.day(calendar.easter(year) + timedelta(days=int(words[1])))
    if words[0] == "nth":
        return calendar.day(calendar.nth_weekday(year, int(words[3]), int(words[2]), int(words[1])))
    month, day = recipe.split("-")
    return calendar.day(date(year, int(month), int(day)))


def _reference(expression: Expression, _reference: Reference, grammar: Grammar) -> Meaning:
    return Meaning(None, "DATE", str(grammar.value("references", expression.parts["reference"])))


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "calendar": _calendar,
        "year": _year,
        "era_year": _era_year,
        "year_range": _year_range,
        "day_range": _day_range,
        "month_range": _month_range,
        "decade": _decade,
        "century": _century,
        "numeric": _numeric,
        "named_day": _named_day,
        "weekday": _weekday,
        "deictic": _deictic,
        "clock": _clock,
        "part": _part,
        "unit_shift": _unit_shift,
        "unit_step": _unit_step,
        "unit_same": _unit_same,
        "untold": _untold,
        "ago": _ago,
        "duration": _duration,
        "every": _every,
        "frequency": _frequency,
        "season": _season,
        "quarter": _quarter,
        "unit_of": _unit_of,
        "holiday": _holiday,
        "reference": _reference,
    }
)
"""The function that reads each rule of the language files."""
