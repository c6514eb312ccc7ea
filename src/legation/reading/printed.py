"""PDF -> the paragraphs of its text and what its properties say. Runs in the worker process."""

from __future__ import annotations

import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from legation.errors import InputError, Unknown
from legation.reading.days import calendar_day
from legation.reading.limits import MEGABYTE
from legation.reading.wording import ends_sentence

MAX_TEXT_CHARS = 8 * MEGABYTE
_EDGE_LINES = 2
"""Running heads and page numbers stand within so many lines of a page's edge."""
_MIN_REPEATS = 3
_FULL_SHARE, _SHORT_SHARE = 0.85, 0.75
"""A line shorter than the first share of the usual width may end a paragraph; one shorter than the second is a title."""
_NUMBERS = re.compile(r"\d+")
_SPACES = re.compile(r"\s+")
_HEADING = re.compile(r"[A-Z]|\d{1,2}(?:\.\d{1,2}){0,3}\.?\s[A-Z]")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00ad": "-"})
_BULLET = re.compile(r"[•▪●◦‣–—-]\s|\(?\d{1,3}[.)]\s")
_DATE = re.compile(r"\s*(?:D:)?(\d{4})(\d{2})(\d{2})")


def take_apart_pdf(data: bytes, origin: str, pages_cap: int) -> dict[str, Any]:
    """The text of a PDF as plain values that travel between processes: `paragraphs`, `headline` (its number or None), `title`, `day`.

    Running heads and page numbers are left out.

    Raises:
        InputError: `unsupported` where a password is needed, `too_large`, `empty` where it holds pictures only, `not_text`.
    """
    import pypdf
    from pypdf.errors import PyPdfError

    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not _opens(reader):
            raise InputError("unsupported", f"{origin}: the PDF needs a password. Save it without one.", origin=origin)
        if len(reader.pages) > pages_cap:
            raise InputError("too_large", f"{origin}: the PDF has more than {pages_cap} pages. Split it.", origin=origin)
        pages = _pages(reader, origin)
        told = reader.metadata
    except PyPdfError as fault:
        raise InputError("not_text", f"{origin}: no sound PDF ({str(fault)[:200]}). Save or fetch it again.", origin=origin) from fault
    if not any(c.isalpha() for page in pages for line in page for c in line):
        why = "the PDF holds pictures of pages and no text. Recognise its text first, for example with ocrmypdf"
        raise InputError("empty", f"{origin}: {why}.", origin=origin)
    title = str(told.get("/Title") or "").strip() if told else ""
    return {
        "paragraphs": list(paragraphs_of(pages)),
        "headline": None,
        "title": title,
        "day": _day(str(told.get("/CreationDate") or "") if told else ""),
    }


def _opens(reader: Any) -> bool:
    """Whether it is only locked against changes: it opens without a password."""
    from pypdf.errors import DependencyError, PyPdfError

    try:
        return bool(reader.decrypt(""))
    except (DependencyError, PyPdfError, NotImplementedError):
        return False


def _pages(reader: Any, origin: str) -> list[list[str]]:
    pages: list[list[str]] = []
    held = 0
    for page in reader.pages:
        text = page.extract_text().translate(_LIGATURES)
        held += len(text)
        if held > MAX_TEXT_CHARS:
            raise InputError("too_large", f"{origin}: the PDF holds more than {MAX_TEXT_CHARS} characters. Split it.", origin=origin)
        pages.append([_SPACES.sub(" ", line).strip() for line in text.splitlines()])
    return pages


def _day(stated: str) -> str | None:
    """ISO day of "D:20240103101500+02'00'", as written."""
    found = _DATE.match(stated[:40])
    day = calendar_day(*(int(part) for part in found.groups())) if found else Unknown("not_stated")
    return None if isinstance(day, Unknown) else day.isoformat()


def paragraphs_of(pages: Sequence[Sequence[str]]) -> Iterator[str]:
    """The paragraphs of lines that were broken by width, across pages; blank lines always part them."""
    lines = [line for page in _without_running_heads(pages) for line in page]
    lengths = sorted(len(line) for line in lines if line)
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    held: list[str] = []
    for line in lines:
        if held and (not line or _parts(held[-1], line, width)):
            yield _joined(held)
            held = []
        if line:
            held.append(line)
    if held:
        yield _joined(held)


def _without_running_heads(pages: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """The pages without lines that stand at the edge of several, but for their number."""
    shown = [[line for line in page if line] for page in pages]
    edges = Counter(key for page in shown for key in {_NUMBERS.sub("#", line) for line in (*page[:_EDGE_LINES], *page[-_EDGE_LINES:])})
    running = {key for key, count in edges.items() if count >= _MIN_REPEATS and count >= len(pages) / 2} | {"#"}
    for page in pages:
        numbers = [index for index, line in enumerate(page) if line]
        at_edge = {*numbers[:_EDGE_LINES], *numbers[-_EDGE_LINES:]}
        kept = [line for index, line in enumerate(page) if not (index in at_edge and _NUMBERS.sub("#", line) in running)]
        yield list(itertools.dropwhile(lambda line: not line, kept))


def _parts(line: str, following: str, width: int) -> bool:
    """Whether a paragraph ends between two lines."""
    if _BULLET.match(following):
        return True
    if len(line) < _SHORT_SHARE * width and _HEADING.match(following):
        return True
    return ends_sentence(line) and len(line) < _FULL_SHARE * width


def _joined(lines: list[str]) -> str:
    """One line of several; a word that was parted at the end of a line is whole again."""
    text = lines[0]
    for line in lines[1:]:
        parted = text.endswith("-") and text[-2:-1].isalpha() and line[:1].islower()
        text = text[:-1] + line if parted else f"{text} {line}"
    return text
