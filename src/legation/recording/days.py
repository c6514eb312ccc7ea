"""First and last day of an EDTF value, so that events can be searched by time."""

from __future__ import annotations

import calendar
import re

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T.*)?$")
_MONTH = re.compile(r"(\d{4})-(\d{2})$")
_YEARS = re.compile(r"(\d{2,4})(X{0,2})$")

_PARTS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12), 33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12)}
"""EDTF seasons of the north (21-24) and quarters (33-36): first and last month; winter is its December, so that it stays in its year."""


def bounds(value: str | None) -> tuple[str | None, str | None]:
    """First and last ISO day, both inclusive; None where an end is open or the value is not understood."""
    if not value:
        return None, None
    first, slash, last = value.partition("/")
    if slash:
        return _one(first)[0], _one(last)[1]
    return _one(value)


def _one(value: str) -> tuple[str | None, str | None]:
    value = value.rstrip("?~%")
    if _DAY.match(value):
        return value[:10], value[:10]
    if month := _MONTH.match(value):
        return _months(int(month[1]), int(month[2]))
    years = _YEARS.match(value)
    if years and len(value) == 4:
        return f"{years[1]:0<4}-01-01", f"{years[1]:9<4}-12-31"
    return None, None


def _months(year: int, part: int) -> tuple[str | None, str | None]:
    first, last = _PARTS.get(part, (part, part))
    if not (1 <= first <= 12 and year >= 1):
        return None, None
    return f"{year:04}-{first:02}-01", f"{year:04}-{last:02}-{calendar.monthrange(year, last)[1]:02}"
