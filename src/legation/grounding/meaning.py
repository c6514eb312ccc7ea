"""What a time expression means: the rule that its form names reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from legation.grounding import calendar, dates, relatives
from legation.grounding.finding import Expression
from legation.grounding.grammar import Grammar
from legation.grounding.reckoning import Meaning, Reference, Rule

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "calendar": dates.read_calendar,
        "year": dates.read_year,
        "era_year": dates.read_era_year,
        "year_range": dates.read_year_range,
        "short_year": dates.read_short_year,
        "day_range": dates.read_day_range,
        "month_range": dates.read_month_range,
        "decade": dates.read_decade,
        "century": dates.read_century,
        "numeric": dates.read_numeric,
        "named_day": dates.read_named_day,
        "named_period": dates.read_named_period,
        "season": dates.read_season,
        "quarter": dates.read_quarter,
        "unit_of": dates.read_unit_of,
        "month_of": dates.read_month_of,
        "fiscal": dates.read_fiscal,
        "holiday": dates.read_holiday,
        "weekday": relatives.read_weekday,
        "deictic": relatives.read_deictic,
        "clock": relatives.read_clock,
        "part": relatives.read_part,
        "unit_shift": relatives.read_unit_shift,
        "unit_step": relatives.read_unit_step,
        "untold": relatives.read_untold,
        "told": relatives.read_told,
        "unit_same": relatives.read_unit_same,
        "ago": relatives.read_ago,
        "duration": relatives.read_duration,
        "every": relatives.read_every,
        "frequency": relatives.read_frequency,
        "reference": relatives.read_reference,
    }
)
"""The function that reads each rule of the language files."""


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
