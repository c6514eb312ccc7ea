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
MIN_BREAKS = 2
"""Line breaks in a row that part two paragraphs."""
_SPACES = re.compile(r"[\s\u200b\ufeff\u00ad]+")
_SOFT = re.compile("[\u00ad\u200b\ufeff\u2060]")


class Mark(NamedTuple):
    """An element whose words tell something of its content; `number` tells it from others of the page."""

    number: int
    hints: frozenset[Hint]


@dataclass(slots=True)
class PageBlock:
    """One stretch of text between two block boundaries.

    Attributes:
        text: white space collapsed.
        tag: the nearest block element. tags: all elements around it, outermost first.
        marks: the elements around it whose class and id words tell something, outermost first.
        link_chars: characters of the text inside links.
        order: position in the page, counted from 0. place: the element that holds the text.
    """

    text: str
    tag: str
    tags: tuple[str, ...]
    marks: tuple[Mark, ...]
    link_chars: int
    order: int
    place: Any = None

    @property
    def link_share(self) -> float:
        """Share of the characters that stand in links, 0-1."""
        return min(1.0, self.link_chars / max(1, len(self.text)))


class _Frame(NamedTuple):
    """What is inherited from the elements around."""

    tag: str
    tags: tuple[str, ...]
    marks: tuple[Mark, ...]
    in_link: bool
    element: Any


@dataclass(slots=True)
class _Pending:
    """Text gathered since the last boundary."""

    pieces: list[str] = field(default_factory=list)
    link_chars: int = 0
    breaks: int = 0


class _Segmenter:
    def __init__(self, depth_cap: int, origin: str) -> None:
        self.blocks: list[PageBlock] = []
        self._pending = _Pending()
        self._marked = 0
        self._depth_cap = depth_cap
        self._origin = origin

    def walk(self, root: Any) -> None:
        """Visits the tree without recursion: a page may nest as deeply as it likes."""
        top = _Frame("body", (), (), False, root)
        stack: list[tuple[Any, _Frame, _Frame | None]] = [(root, top, None)]
        while stack:
            element, frame, left = stack.pop()
            if left is not None:
                self._leave(element, frame, left)
                continue
            if len(frame.tags) > self._depth_cap:
                raise InputError("too_deep", f"{self._origin}: more than {self._depth_cap} elements inside each other.", origin=self._origin)
            inner = self._enter(element, frame)
            if inner is None:
                self._add_text(element.tail, frame)
                continue
            stack.append((element, frame, inner))
            stack.extend((child, inner, None) for child in element.iterchildren(reversed=True))
        self._flush(top)

    def _enter(self, element: Any, frame: _Frame) -> _Frame | None:
        """The frame of an element's children; None when nothing in it is text."""
        tag = element.tag
        if not isinstance(tag, str) or tag in SKIPPED_TAGS or _is_hidden(element):
            return None
        if tag == "br":
            self._add_break(frame)
            return None
        in_block = tag in BLOCK_TAGS
        marks = self._marks(element, frame) if in_block else frame.marks
        inner = _Frame(tag if in_block else frame.tag, (*frame.tags, tag), marks, frame.in_link or tag == "a", element if in_block else frame.element)
        if in_block:
            self._flush(frame)
        self._add_text(element.text, inner)
        return inner

    def _leave(self, element: Any, frame: _Frame, inner: _Frame) -> None:
        if element.tag in BLOCK_TAGS:
            self._flush(inner)
        self._add_text(element.tail, frame)

    def _marks(self, element: Any, frame: _Frame) -> tuple[Mark, ...]:
        hints = hints_of(element)
        if not hints:
            return frame.marks
        self._marked += 1
        return (*frame.marks, Mark(self._marked, hints))

    def _add_text(self, text: str | None, frame: _Frame) -> None:
        if not text:
            return
        pending = self._pending
        pending.pieces.append(text)
        shown = len(text.strip())
        if shown:
            pending.breaks = 0
            pending.link_chars += shown if frame.in_link else 0

    def _add_break(self, frame: _Frame) -> None:
        self._pending.breaks += 1
        self._pending.pieces.append(" ")
        if self._pending.breaks >= MIN_BREAKS:
            self._flush(frame)

    def _flush(self, frame: _Frame) -> None:
        pending, self._pending = self._pending, _Pending()
        text = _SPACES.sub(" ", _SOFT.sub("", "".join(pending.pieces))).strip()
        if text:
            self.blocks.append(PageBlock(text, frame.tag, frame.tags, frame.marks, pending.link_chars, len(self.blocks), frame.element))


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


def kind_of_place(block: PageBlock) -> tuple[Any, ...]:
    """What tells the place of a block among its like: its tag, and the tag and class of the element around it."""
    parent = around(block)
    if parent is None:
        return (block.tag,)
    article = next(block.place.iterancestors("article", "body"), None)
    return (block.tag, parent.tag, parent.get("class"), article)


def stands_in(block: PageBlock, element: Any) -> bool:
    """Whether a block stands in an element."""
    return block.place is element or any(ancestor is element for ancestor in block.place.iterancestors())


def around(block: PageBlock) -> Any:
    """The element around the one that holds the block's text; None without one."""
    return block.place.getparent() if block.place is not None else None


def in_heading(block: PageBlock) -> bool:
    """Whether a block is a heading of the first two ranks."""
    return any(tag in ("h1", "h2") for tag in block.tags[-3:])
