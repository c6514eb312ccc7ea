"""A stated date -> the calendar day that it names, at its own offset."""

from __future__ import annotations

import re
from datetime import date

from legation.errors import Unknown

MAX_CHARS = 64
"""No date is longer; a longer one is refused before any parser sees it."""
FIRST_YEAR = 1500
LAST_YEAR = 2200
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:?\d{2}(?::?\d{2}(?:[.,]\d{1,9})?)?\s?(?:Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?", re.IGNORECASE)
_BASIC = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d{4,6}(?:Z|[+-]\d{4})?)?")


def day_of(stated: str) -> date | Unknown:
    """The day of an ISO 8601 date or date and time, as written: an offset never moves it to another day.

    Unknown:
        `not_stated` for an empty string, `impossible_value` for what is no ISO date, no day of the calendar or out of 1500-2200.
    """
    if len(stated) > MAX_CHARS:
        return Unknown("impossible_value")
    stated = stated.strip()
    if not stated:
        return Unknown("not_stated")
    found = _ISO.fullmatch(stated) or _BASIC.fullmatch(stated)
    if not found:
        return Unknown("impossible_value")
    return calendar_day(*(int(part) for part in found.groups()))


def calendar_day(year: int, month: int, day: int) -> date | Unknown:
    """The day, or Unknown("impossible_value") when the calendar has none such."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Unknown("impossible_value")
    try:
        return date(year, month, day)
    except ValueError:
        return Unknown("impossible_value")
