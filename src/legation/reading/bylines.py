"""The day that a page shows its reader, in the lines around its headline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from legation.errors import Unknown
from legation.knowledge.tables import data_file, rows
from legation.reading.days import calendar_day

MAX_LINE_CHARS = 160
"""Longer lines are prose, whose dates are those of events."""
_NUMERIC = (
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)\s?[-./年]\s?(?P<m>\d{1,2})\s?[-./月]\s?(?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>(?:19|20)\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)\s?년\s?(?P<m>\d{1,2})\s?월\s?(?P<d>\d{1,2})\s?일"),
)
_WORD = r"(?P<m>[^\W\d_]{3,12})"
_WORDED = (
    re.compile(
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º|ª)?\.?[\s-](?:de\s|of\s)?{_WORD}\.?,?[\s-](?:de\s|del\s)?(?P<y>(?:19|20)\d\d)(?!\d)",
        re.IGNORECASE,
    ),
    re.compile(rf"\b{_WORD}\.?\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y>(?:19|20)\d\d)(?!\d)", re.IGNORECASE),
)
_SLASHED = re.compile(r"(?<![\d/-])(?P<a>\d{1,2})(?P<mark>[/-])(?P<b>\d{1,2})(?P=mark)(?P<y>(?:19|20)\d\d)(?![\d/-])")
_RIGHTS = re.compile(r"©|\(c\)|copyright|rights reserved", re.IGNORECASE)
_LAST_MONTH = 12


@cache
def _months() -> dict[str, int]:
    table = data_file("reading", "months.tsv")
    return {row["name"]: int(row["month"]) for _, row in rows(table, ("name", "month", "languages"))}


def states_rights(line: str) -> bool:
    """Whether a line is a claim of rights, whose year is no report's."""
    return _RIGHTS.search(line) is not None


@cache
def date_words(sort: str) -> frozenset[str]:
    """The words of one sort that stand around a publication day, lower case. Source: data/reading/datewords.tsv."""
    table = data_file("reading", "datewords.tsv")
    return frozenset(row["word"] for _, row in rows(table, ("word", "sort", "example")) if row["sort"] == sort)


@cache
def _changed() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, date_words('updated'))))})\b", re.IGNORECASE)


def byline_day(lines: Iterable[str]) -> date | None:
    """The first day in the short lines; one that is said to be an update only where there is no other.

    Args:
        lines: what stands between headline and article, in order.
    """
    updated: date | None = None
    for line in lines:
        if len(line) > MAX_LINE_CHARS or states_rights(line):
            continue
        said = 0
        for start, end, day in days_in(line):
            if not _changed().search(line[said:start]):
                return day
            updated = updated or day
            said = end
    return updated


def days_in(line: str) -> list[tuple[int, int, date]]:
    """Start, end and day of every day, month and year that a line writes out, in order; 3/5/2019 is none, for its month is in doubt."""
    return sorted((start, end, day) for start, end, day in _stated(line) if not isinstance(day, Unknown))


def _stated(line: str) -> Iterator[tuple[int, int, date | Unknown]]:
    for pattern in _NUMERIC:
        for found in pattern.finditer(line):
            yield *found.span(), calendar_day(int(found["y"]), int(found["m"]), int(found["d"]))
    for pattern in _WORDED:
        for found in pattern.finditer(line):
            month = _months().get(found["m"].lower())
            if month:
                yield *found.span(), calendar_day(int(found["y"]), month, int(found["d"]))
    for found in _SLASHED.finditer(line):
        one, other = int(found["a"]), int(found["b"])
        if one > _LAST_MONTH or other > _LAST_MONTH or one == other:
            yield *found.span(), calendar_day(int(found["y"]), min(one, other), max(one, other))
