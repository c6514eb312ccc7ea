"""Cells of the roster's tables: days and identifiers."""

from __future__ import annotations

import calendar
import re
from datetime import date

from legation.errors import KnowledgeError
from legation.knowledge.roster_names import folded

_NOT_WORD = re.compile(r"[^a-z0-9]+")


def slug(name: str) -> str:
    """A name as part of an identifier: "sergei-shoigu"."""
    return _NOT_WORD.sub("-", " ".join(folded(w) for w in name.split()).lower()).strip("-")


def day_of(text: str, where: str, *, last: bool = False) -> date | None:
    """The first (or last) day of an ISO year, month or day; None of an empty cell.

    Raises:
        KnowledgeError: no such day.
    """
    if not text:
        return None
    parts = [int(p) for p in text.split("-") if p.isdigit()]
    try:
        year, month, day = (*parts, *[0, 0])[:3]
        month = month or (12 if last else 1)
        return date(year, month, day or (calendar.monthrange(year, month)[1] if last else 1))
    except ValueError as fault:
        raise KnowledgeError(f"{where}: {text!r} is no day: {fault}. Write YYYY, YYYY-MM or YYYY-MM-DD.") from fault
