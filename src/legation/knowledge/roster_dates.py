"""Cells of the roster's tables: days, lists and identifiers."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache

from legation.errors import KnowledgeError
from legation.knowledge.roster_names import folded

_NOT_WORD = re.compile(r"[^a-z0-9]+")


def slug(name: str) -> str:
    """A name as part of an identifier: "sergei-shoigu"."""
    plain = name.replace(" ", "-", 1)
    if plain.isascii() and plain.replace("-", "", 1).isalpha() and plain[-1] != "-" != plain[0]:
        return plain.lower()
    return _NOT_WORD.sub("-", " ".join(folded(w) for w in name.split()).lower()).strip("-")


@lru_cache(maxsize=16384)
def first_day(text: str) -> date | None:
    """The first day of an ISO year, month or day; None of an empty cell.

    Raises:
        ValueError: no such day; the message says which, and what to write.
    """
    return _day(text, 1, lambda *_: 1)


@lru_cache(maxsize=16384)
def last_day(text: str) -> date | None:
    """The last day of an ISO year, month or day; None of an empty cell.

    Raises:
        ValueError: as `first_day`.
    """
    return _day(text, 12, lambda year, month: calendar.monthrange(year, month)[1])


def _day(text: str, month_in: int, day_in: Callable[[int, int], int]) -> date | None:
    if not text:
        return None
    parts = [int(p) for p in text.split("-") if p.isdigit()]
    try:
        year, month, day = (*parts, *[0, 0])[:3]
        month = month or month_in
        return date(year, month, day or day_in(year, month))
    except ValueError as fault:
        raise ValueError(f"{text!r} is no day: {fault}. Write YYYY, YYYY-MM or YYYY-MM-DD.") from fault


def day_of(text: str, where: str, *, last: bool = False) -> date | None:
    """The first (or last) day of an ISO year, month or day; None of an empty cell.

    Raises:
        KnowledgeError: no such day.
    """
    try:
        return last_day(text) if last else first_day(text)
    except ValueError as fault:
        raise KnowledgeError(f"{where}: {fault}") from fault


def days_of(start: str, end: str, where: str) -> tuple[date | None, date | None]:
    """First and last day of a row.

    Raises:
        KnowledgeError: no such day, or the last before the first.
    """
    first, last = day_of(start, where), day_of(end, where, last=True)
    if first and last and last < first:
        raise KnowledgeError(f"{where}: valid_to {last} precedes valid_from {first}. Swap them or leave valid_to empty.")
    return first, last


def listed(cell: str) -> list[str]:
    """The parts of a cell that `|` separates."""
    if not cell:
        return []
    return [part.strip() for part in cell.split("|") if part.strip()]
