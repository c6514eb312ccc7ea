"""Where the lines and paragraphs of a text are."""

from __future__ import annotations

import re
from collections.abc import Iterator

_BLANK_LINES = re.compile(r"\n[ \t\r\f\v]*\n\s*")
_LINE_ENDS = re.compile(r"[\n\r\u2028\u2029]+")


def paragraphs_in(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each stretch between blank lines, white space trimmed."""
    return _between(text, _BLANK_LINES)


def lines_in(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each line that holds more than white space, trimmed."""
    return _between(text, _LINE_ENDS)


def _between(text: str, gap: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for found in gap.finditer(text):
        yield from _trimmed(text, start, found.start())
        start = found.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = text[start:end]
    bare = words.strip()
    if bare:
        first = start + len(words) - len(words.lstrip())
        yield first, first + len(bare)
