"""A page's tree -> its blocks of text, in order, with what the tree tells of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from legation.errors import InputError
from legation.reading.hints import Hint, hints_of

BLOCK_TAGS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hgroup hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
SKIPPED_TAGS = frozenset(
    "script style noscript template svg math iframe object embed canvas audio video select option button input textarea head title meta link".split()
)
INLINE_HINTED_TAGS = frozenset(("span", "a", "em", "i", "small", "time", "b", "strong", "label", "cite"))
MIN_BREAKS = 2
"""Line breaks in a row that part two paragraphs."""
_SPACES = re.compile(r"[\s\u200b\ufeff\u00ad]+")
_SOFT = re.compile("[\u00ad\u200b\ufeff\u2060]")


@dataclass(slots=True)
class PageBlock:
    """One stretch of text between two block boundaries.

    Attributes:
        text: white space collapsed.
        tag: the nearest block element. tags: all elements around it, outermost first.
        hints: what class and id words of the elements around it tell.
        link_chars: characters of the text inside links. bold_chars: inside bold.
        order: position in the page, counted from 0.
    """

    text: str
    tag: str
    tags: tuple[str, ...]
    hints: frozenset[Hint]
    link_chars: int
    bold_chars: int
    order: int
    parent: Any = None
    links: int = 0

    @property
    def link_share(self) -> float:
        """Share of the characters that stand in links, 0-1."""
        return min(1.0, self.link_chars / max(1, len(self.text)))


class _Frame(NamedTuple):
    """What is inherited from the elements around."""

    tag: str
    tags: tuple[str, ...]
    hints: frozenset[Hint]
    in_link: bool
    in_bold: bool
    element: Any


@dataclass(slots=True)
class _Pending:
    """Text gathered since the last boundary."""

    pieces: list[str] = field(default_factory=list)
    link_chars: int = 0
    bold_chars: int = 0
    links: int = 0
    breaks: int = 0
    hints: frozenset[Hint] = frozenset()
    hint_chars: int = 0


class _Segmenter:
    def __init__(self, depth_cap: int, origin: str) -> None:
        self.blocks: list[PageBlock] = []
        self._pending = _Pending()
        self._depth_cap = depth_cap
        self._origin = origin

    def add_text(self, text: str | None, frame: _Frame) -> None:
        if not text:
            return
        pending = self._pending
        pending.pieces.append(text)
        shown = len(text.strip())
        if not shown:
            return
        pending.breaks = 0
        pending.link_chars += shown if frame.in_link else 0
        pending.bold_chars += shown if frame.in_bold else 0

    def add_break(self, frame: _Frame) -> None:
        self._pending.breaks += 1
        self._pending.pieces.append(" ")
        if self._pending.breaks >= MIN_BREAKS:
            self.flush(frame)

    def flush(self, frame: _Frame) -> None:
        pending, self._pending = self._pending, _Pending()
        text = _SPACES.sub(" ", _SOFT.sub("", "".join(pending.pieces))).strip()
        if text:
            block = PageBlock(
                text, frame.tag, frame.tags, frame.hints, pending.link_chars, pending.bold_chars, len(self.blocks), frame.element, pending.links
            )
            self.blocks.append(block)

    def walk(self, root: Any) -> None:
        """Visits the tree without recursion: a page may nest as deeply as it likes."""
        frame = _Frame("body", (), frozenset(), False, False, root)
        stack: list[tuple[Any, _Frame, bool]] = [(root, frame, False)]
        while stack:
            element, frame, leaving = stack.pop()
            if leaving:
                self._leave(element, frame)
                continue
            if len(frame.tags) > self._depth_cap:
                raise InputError("too_deep", f"{self._origin}: more than {self._depth_cap} elements inside each other.", origin=self._origin)
            inner = self._enter(element, frame)
            stack.append((element, frame, True))
            if inner is not None:
                stack.extend((child, inner, False) for child in element.iterchildren(reversed=True))

    def _enter(self, element: Any, frame: _Frame) -> _Frame | None:
        """The frame of an element's children; None when nothing in it is text."""
        tag = element.tag
        if not isinstance(tag, str) or tag in SKIPPED_TAGS or _is_hidden(element):
            return None
        if tag == "br":
            self.add_break(frame)
            return None
        own = hints_of(element) if tag in BLOCK_TAGS or tag in INLINE_HINTED_TAGS else frozenset()
        if tag in BLOCK_TAGS:
            self.flush(frame)
            inner = _Frame(tag, (*frame.tags, tag), frame.hints | own, frame.in_link, frame.in_bold, element)
        else:
            self._pending.links += tag == "a"
            bold = frame.in_bold or tag in ("b", "strong")
            inner = frame._replace(tags=(*frame.tags, tag), hints=frame.hints, in_link=frame.in_link or tag == "a", in_bold=bold)
        self.add_text(element.text, inner)
        return inner

    def _leave(self, element: Any, frame: _Frame) -> None:
        tag = element.tag
        if isinstance(tag, str) and tag in BLOCK_TAGS and tag not in SKIPPED_TAGS and not _is_hidden(element):
            self.flush(_Frame(tag, (*frame.tags, tag), frame.hints | hints_of(element), frame.in_link, frame.in_bold, element))
        self.add_text(element.tail, frame)


def _is_hidden(element: Any) -> bool:
    style = element.get("style")
    if style and re.search(r"display\s*:\s*none|visibility\s*:\s*hidden", style[:500], re.IGNORECASE):
        return True
    return element.get("hidden") is not None and element.tag not in ("html", "body")


def segment(root: Any, depth_cap: int, origin: str) -> list[PageBlock]:
    """The blocks of a page in order.

    Raises:
        InputError: `too_deep`.
    """
    body = root.find("body") if root.tag == "html" else None
    segmenter = _Segmenter(depth_cap, origin)
    segmenter.walk(root if body is None else body)
    return segmenter.blocks


def words_of(text: str) -> Iterator[str]:
    """The words of a text in lower case, for comparing."""
    return (found.group() for found in re.finditer(r"\w+", text.lower()))
