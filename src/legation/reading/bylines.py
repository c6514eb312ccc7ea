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
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º|ª)?\.?\s(?:de\s|of\s)?{_WORD}\.?,?\s(?:de\s|del\s)?(?P<y>(?:19|20)\d\d)(?!\d)", re.IGNORECASE
    ),
    re.compile(rf"\b{_WORD}\.?\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y>(?:19|20)\d\d)(?!\d)", re.IGNORECASE),
)
_SLASHED = re.compile(r"(?<![\d/])(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y>(?:19|20)\d\d)(?![\d/])")
_CHANGED = re.compile(r"\b(?:updated|modified|aktualisiert|mis à jour|actualizado|aggiornato|atualizado|обновлено|güncelleme)\b", re.IGNORECASE)
_RIGHTS = re.compile(r"©|\(c\)|copyright|rights reserved", re.IGNORECASE)
_LAST_MONTH = 12


@cache
def _months() -> dict[str, int]:
    table = data_file("reading", "months.tsv")
    return {row["name"]: int(row["month"]) for _, row in rows(table, ("name", "month", "languages"))}


def byline_day(lines: Iterable[str]) -> date | None:
    """The first day in the short lines; one that is said to be an update only where there is no other.

    Args:
        lines: what stands between headline and article, in order.
    """
    updated: date | None = None
    for line in lines:
        if len(line) > MAX_LINE_CHARS or _RIGHTS.search(line):
            continue
        said = 0
        for start, day in sorted(_days_in(line)):
            if not _CHANGED.search(line[said:start]):
                return day
            updated = updated or day
            said = start
    return updated


def _days_in(line: str) -> Iterator[tuple[int, date]]:
    """Every day that a line writes out, with its place."""
    for pattern in _NUMERIC:
        for found in pattern.finditer(line):
            yield from _checked(found.start(), int(found["y"]), int(found["m"]), int(found["d"]))
    for pattern in _WORDED:
        for found in pattern.finditer(line):
            month = _months().get(found["m"].lower())
            if month:
                yield from _checked(found.start(), int(found["y"]), month, int(found["d"]))
    for found in _SLASHED.finditer(line):
        one, other = int(found["a"]), int(found["b"])
        if one > _LAST_MONTH or one == other:
            yield from _checked(found.start(), int(found["y"]), other, one)
        elif other > _LAST_MONTH:
            yield from _checked(found.start(), int(found["y"]), one, other)


def _checked(start: int, year: int, month: int, day: int) -> Iterator[tuple[int, date]]:
    found = calendar_day(year, month, day)
    if not isinstance(found, Unknown):
        yield start, found
