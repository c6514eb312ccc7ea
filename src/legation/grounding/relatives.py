"""Reads what counts from the report or from what it just told: weekdays, "yesterday", "three weeks ago", the clock; and durations and sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType

from legation.grounding import calendar
from legation.grounding.finding import Expression
from legation.grounding.grammar import Grammar
from legation.grounding.reckoning import Meaning, Reference, at_clock, by_shift, by_tense, dated, part_of_day, shift_of
from legation.grounding.tense import AHEAD, PAST

UNIT_CODES: Mapping[str, str] = MappingProxyType(
    {"second": "TS", "minute": "TM", "hour": "TH", "day": "D", "night": "NI", "week": "W", "weekend": "WE", "fortnight": "W", "month": "M"}
    | {"quarter": "Q", "year": "Y", "decade": "DE", "century": "CE"}
)
"""TimeML duration letter of each unit; those of the clock begin with T."""

REFERENCES: Mapping[str, str] = MappingProxyType(
    {"reference": "references", "reference_present": "reference_present"} | {"reference_noun": "reference_nouns"}
)
"""The word table of each part of a form that points to no day."""


def read_weekday(expression: Expression, reference: Reference, grammar: Grammar) -> Meaning:
    """A weekday: as moved, in the week named, else the latest or the next by tense; today counts."""
    number = int(grammar.value("weekdays", expression.part("weekday", "weekday2") or "") or 0)
    if "step" in expression.parts and reference.anchor:
        base = replace(reference, publication=reference.anchor)
        when = _weekday_near(number, base, int(grammar.value("steps", expression.parts["step"]) or 1), None)
    else:
        shift, weekshift = shift_of(expression, grammar, "shift"), shift_of(expression, grammar, "weekshift", "weekshift2")
        when = _weekday_near(number, reference, shift, weekshift)
    part = expression.part("part", "part2")
    if part:
        return part_of_day(when, str(grammar.value("parts", part)))
    return dated(calendar.day(when) if when else None)


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


def read_deictic(expression: Expression, reference: Reference, grammar: Grammar) -> Meaning:
    """ "yesterday", "tonight", "this morning"."""
    offset, _, night = str(grammar.value("deictics", expression.part("deictic") or "") or "0").partition(" ")
    when = calendar.moved(reference.publication, "day", int(offset)) if reference.publication else None
    part = str(grammar.value("parts", expression.parts["part"])) if "part" in expression.parts else night
    if part:
        return part_of_day(when, part)
    return dated(calendar.day(when) if when else None)


def read_clock(expression: Expression, reference: Reference, grammar: Grammar) -> Meaning | None:
    """A time by the clock, on the day named with it, else the day last told of or that of publication."""
    when = read_deictic(expression, reference, grammar).extent if "deictic" in expression.parts else None
    if "weekday" in expression.parts:
        when = read_weekday(expression, reference, grammar).extent
    on = when.first if when else reference.anchor
    if "clock_word" in expression.parts:
        return at_clock(on, 0 if expression.parts["clock_word"].lower() == "midnight" else 12, 0, "")
    hour, minute = int(expression.parts["hour"]), int(expression.part("minute", "minute2") or 0)
    half = (expression.part("half_day", "half_day2") or "").lower()[:1]
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    zone = expression.part("zone")
    return at_clock(on, hour, minute, str(grammar.value("zones", zone)) if zone else "")


def read_part(expression: Expression, reference: Reference, grammar: Grammar) -> Meaning:
    """A part of the day last told of."""
    return part_of_day(reference.anchor, str(grammar.value("parts", expression.parts["part"])))


def read_unit_shift(expression: Expression, reference: Reference, grammar: Grammar) -> Meaning | None:
    """ "last month", "this week", "the weekend"; "the past year" is a length of time."""
    unit, shift = str(grammar.value("units", expression.parts["unit"])), shift_of(expression, grammar, "shift")
    if expression.part("shift", "unit") is None or (unit == "day" and shift):
        return None
    if grammar.value("lengths", expression.part("shift") or "") is not None:
        return Meaning(None, "DURATION", _duration_code(unit, 1.0))
    told = expression.text.lower().startswith(grammar.context["counted_from_told"]) and reference.looks != AHEAD
    base = reference.anchor if told else reference.publication
    if base is None:
        return dated(None)
    if unit == "weekend" and shift is None:
        return dated(by_tense([calendar.weekend(base + timedelta(days=7 * n)) for n in (-1, 0, 1)], base, reference.looks))
    when = calendar.moved(base, unit, shift or 0)
    return dated(calendar.containing(unit, when) if when else None)


def read_unit_step(expression: Expression, reference: Reference, grammar: Grammar) -> Meaning:
    """ "the previous day", "the following summer": from the day last told of."""
    word = expression.part("unit", "unit2") or ""
    part, season = grammar.value("parts", word), grammar.value("seasons", word)
    if season is not None:
        base = reference.anchor
        around = [calendar.season(base.year + n, str(season)) for n in (-1, 0, 1, 2)] if base else []
        return dated(by_shift(around, base, int(grammar.value("steps", expression.parts["step"]) or 1)) if base else None)
    unit = "day" if part else str(grammar.value("units", word))
    step = grammar.value("steps", expression.part("step") or "")
    if step is None:
        step = 1 if grammar.value("ways", expression.parts["way"]) == "on" else -1
    base = reference.told if float(step) > 0 else reference.anchor
    when = calendar.moved(base, unit, float(step)) if base else None
    if part:
        return part_of_day(when, str(part))
    return dated(calendar.containing(unit, when) if when else None)


def read_untold(_expression: Expression, _reference: Reference, _grammar: Grammar) -> Meaning:
    """The day before something whose day is not told here."""
    return dated(None)


def read_told(_expression: Expression, reference: Reference, _grammar: Grammar) -> Meaning | None:
    """ "since then", "by that time": the stretch last told of; no time where none was."""
    return dated(reference.extent) if reference.extent else None


def read_unit_same(expression: Expression, reference: Reference, grammar: Grammar) -> Meaning:
    """ "that year", "the same day"."""
    word = expression.parts["unit"]
    part = grammar.value("parts", word)
    if part:
        return part_of_day(reference.anchor, str(part))
    return dated(calendar.containing(str(grammar.value("units", word)), reference.anchor) if reference.anchor else None)


def read_ago(expression: Expression, reference: Reference, grammar: Grammar) -> Meaning | None:
    """ "three weeks ago" from publication, "two days later" from the day last told of; as fine as its unit."""
    count, unit = _count(expression, grammar), str(grammar.value("units", expression.parts["unit"]))
    way = "hence" if "way_time" in expression.parts else str(grammar.value("ways", expression.part("way") or "ago"))
    if count is None:
        return Meaning(None, "DATE", "FUTURE_REF" if way == "hence" else "PAST_REF")
    if expression.part("deictic", "exact", "weekday"):
        return _to_the_day(expression, reference, grammar, unit, count)
    base = reference.publication if way in ("ago", "hence") else reference.told if way == "on" else reference.anchor
    when = calendar.moved(base, unit, count if way in ("on", "hence") else -count) if base else None
    return dated(calendar.containing(unit, when) if when else None)


def _count(expression: Expression, grammar: Grammar) -> float | None:
    words = expression.part("number") or ""
    if grammar.value("articles", words) is not None:
        number: float | None = 1.0
    else:
        number = grammar.number(words)
    return number + 0.5 if number is not None and "half" in expression.parts else number


def _to_the_day(expression: Expression, reference: Reference, grammar: Grammar, unit: str, count: float) -> Meaning:
    """ "two years ago today", "a week ago Friday", "a week from Monday"; "a year ago this month" is as fine as the unit named."""
    base, ahead = reference.publication, "from_day" in expression.parts
    if base is None:
        return dated(None)
    start: date | None = base
    if "weekday" in expression.parts:
        number = int(grammar.value("weekdays", expression.parts["weekday"]) or 0)
        start = _weekday_near(number, replace(reference, looks=AHEAD if ahead else PAST), None, None)
    elif "deictic" in expression.parts:
        start = calendar.moved(base, "day", int(str(grammar.value("deictics", expression.parts["deictic"])).split()[0]))
    when = calendar.moved(start, unit, count if ahead else -count) if start else None
    finest = str(grammar.value("units", expression.part("unit2") or "day"))
    return dated(calendar.containing(finest, when) if when else None)


def _duration_code(unit: str, count: float | None) -> str:
    letters = UNIT_CODES[unit]
    number = "X" if count is None else f"{count * (2 if unit == 'fortnight' else 1):g}"
    return f"PT{number}{letters[1:]}" if letters.startswith("T") else f"P{number}{letters}"


def read_duration(expression: Expression, reference: Reference, grammar: Grammar) -> Meaning | None:
    """A length of time; None for an age ("14-year-old") and for a rank ("second day")."""
    words = expression.text.lower()
    if words.endswith(grammar.context["ages"]):
        return None
    unit = str(grammar.value("units", expression.parts["unit"]))
    count = _count(expression, grammar) if "number" in expression.parts else None
    if count is not None and count > 1 and grammar.value("plurals", expression.parts["unit"]) is None and not _hyphened(expression):
        return None
    del reference
    if "number2" in expression.parts and count is not None:
        return _two_units(unit, count, expression, grammar)
    return Meaning(None, "DURATION", _duration_code(unit, count))


def _two_units(unit: str, count: float, expression: Expression, grammar: Grammar) -> Meaning | None:
    """ "two years and three months": the second unit is the finer."""
    second = str(grammar.value("units", expression.parts["unit2"]))
    codes = _duration_code(unit, count), _duration_code(second, grammar.number(expression.parts["number2"]))
    if list(UNIT_CODES).index(second) >= list(UNIT_CODES).index(unit):
        return None
    both_clock = codes[0].startswith("PT")
    return Meaning(None, "DURATION", codes[0] + codes[1].removeprefix("PT" if both_clock else "P"))


def _hyphened(expression: Expression) -> bool:
    return any(dash in expression.text for dash in "-‐‑–—")


def read_every(expression: Expression, _reference: Reference, grammar: Grammar) -> Meaning | None:
    """A set: "every Friday", "Sundays"."""
    word = expression.parts["of"]
    every = int(grammar.value("every", expression.part("every") or "") or 1)
    if expression.form == "any such weekday":
        return Meaning(None, "DATE", f"XXXX-WXX-{int(grammar.value('weekdays', word) or 0) + 1}")
    for table, template in (("weekdays", "XXXX-WXX-{}"), ("weekdays_plural", "XXXX-WXX-{}"), ("months", "XXXX-{:02d}")):
        if (number := grammar.value(table, word)) is not None:
            return Meaning(None, "SET", template.format(int(number) + (0 if table == "months" else 1)))
    if (season := grammar.value("seasons", word)) is not None:
        return Meaning(None, "SET", f"XXXX-{season}")
    if (part := grammar.value("parts", word)) is not None and word.lower() != "night":
        return Meaning(None, "SET", f"XXXX-XX-XXT{part}")
    return Meaning(None, "SET", _duration_code(str(grammar.value("units", word)), float(every)))


def read_frequency(expression: Expression, _reference: Reference, grammar: Grammar) -> Meaning:
    """A set by one word: "weekly"."""
    return Meaning(None, "SET", str(grammar.value("frequencies", expression.parts["frequency"])))


def read_reference(expression: Expression, _reference: Reference, grammar: Grammar) -> Meaning:
    """ "now", "recently", "the future"."""
    table = next(t for t in ("reference", "reference_present", "reference_noun") if t in expression.parts)
    return Meaning(None, "DATE", str(grammar.value(REFERENCES[table], expression.parts[table])))
