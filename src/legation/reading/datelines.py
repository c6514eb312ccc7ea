"""Lines of a pasted text that only say who published it, where and when; and the dateline before a report's first words."""

from __future__ import annotations

import re
from datetime import date

from legation.reading.bylines import MAX_LINE_CHARS, date_words, days_in, states_rights

MAX_BESIDE_WORDS = 12
"""A line that says more than this besides its day is no byline."""
MAX_STRANGE_WORDS = 3
"""A line that says "published" may hold this many words that are neither names nor known ("Posted on 3 May 2019 by admin")."""
MAX_DATELINE_CHARS = 100
_HARD = re.compile(r"[|·•\t\n\r]|\s{2,}")
_EDGE = re.compile(r"(?:^|[-,;:.()\[\]/–—&]|\d\s?[ap]\.?m\.?|\d:\d\d|\b[A-ZÀ-Þ][\w’'.-]*)\s*$")
_OPENING_EDGE = re.compile(r"(?:[-,.(/–—]|\b[A-Z]{3,})\s*$")
_WORD = re.compile(r"(?<!\d)[^\W\d_]+(?:[’'][^\W\d_]+)?")
_TAIL = re.compile(r"\)?\s*[,.]?\s*(?:\([^()]{2,60}\)\s*[-–—:]{0,2}|/[^/]{2,30}/\.?\s*[-–—:]{0,2}|[-–—:]{1,2})\s*\S")


def dated_parts(line: str) -> list[str]:
    """The parts of a line, between its bars, that only say who published a report, where and when; none of a claim of rights."""
    if len(line) > MAX_LINE_CHARS or states_rights(line):
        return []
    return [part for part in _HARD.split(line) if _is_dated(part.strip())]


def is_dated_line(line: str) -> bool:
    """Whether a line only says who published a report, where and when: "Coast Herald, Friday, 3 May 2019", "By Anna Meyer | 3 May 2019"."""
    return bool(dated_parts(line))


def dated_words(line: str) -> int:
    """How many words such a line holds besides its days; 0 for other lines."""
    return sum(len(_beside(part)) for part in dated_parts(line))


def opening_day(paragraph: str) -> date | None:
    """The day of a paragraph's dateline, if it states day, month and year: "ORDU, Freedonia, 3 May 2019 (Coast) - The ..."."""
    head = paragraph[:MAX_DATELINE_CHARS]
    for start, end, day in days_in(head)[:1]:
        words = _WORD.findall(head[:start])
        if _TAIL.match(paragraph, end) and (not words or (_names_a_place(words) and _OPENING_EDGE.search(_without_weekday(head[:start])))):
            return day
    return None


def _names_a_place(words: list[str]) -> bool:
    return words[0][0].isupper() and words[0].lower() not in date_words("beside") and all(_is_small(word) for word in words)


def _is_dated(part: str) -> bool:
    """Whether a day stands at the edge of a part whose other words are names and the like."""
    days = days_in(part)
    if not days:
        return False
    words = _beside(part)
    strange = sum(not _is_small(word) for word in words)
    if len(words) > MAX_BESIDE_WORDS or strange > (MAX_STRANGE_WORDS if _says_published(part) else 0):
        return False
    if date_words("other") & {word.lower() for word in words}:
        return False
    return _stands_apart(part[: days[0][0]])


def _stands_apart(before: str) -> bool:
    """Whether the words before a day leave it standing for itself, or say that the report was published or changed on it."""
    return _says_published(before) or _EDGE.search(_without_weekday(before)) is not None


def _says_published(words: str) -> bool:
    lowered = words.lower()
    return any(re.search(rf"\b{re.escape(word)}\b", lowered) for word in date_words("published") | date_words("updated"))


def _without_weekday(before: str) -> str:
    """The words before a day without the name of its weekday."""
    words = list(_WORD.finditer(before))
    if words and words[-1].group().lower() in date_words("weekday"):
        return before[: words[-1].start()]
    return before


def _beside(part: str) -> list[str]:
    """The words of a part without its days."""
    at = 0
    pieces: list[str] = []
    for start, end, _ in days_in(part):
        pieces.append(part[at:start])
        at = max(at, end)
    return _WORD.findall(" ".join((*pieces, part[at:])))


def _is_small(word: str) -> bool:
    """Whether a word is a name, or one of the small ones that such lines hold."""
    lowered = word.lower()
    return not word[0].islower() or any(lowered in date_words(sort) for sort in ("beside", "published", "updated", "weekday"))
