"""What was said about an entry or a report, as its page shows it: paragraphs with links and names, nothing else of what was written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from legation.desk.answering import Desk
from legation.desk.pages import Row, report_link, web_address
from legation.recording import discussing
from legation.recording.discussing import Assignment, Comment

_LINK = re.compile(r"https?://[^\s<>\"'\u201c\u201d]+", re.IGNORECASE)
_CLOSES = ".,;:!?)]}\u2019"


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch of a comment: its words, the address that they are (None for none), and whether they name somebody."""

    words: str
    link: str | None = None
    name: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment on a page: its paragraphs, and whether it is the reader's own."""

    comment: Comment
    paragraphs: tuple[tuple[Said, ...], ...]
    own: bool


@dataclass(frozen=True, slots=True)
class Talk:
    """The discussion of an entry or a report, for whoever reads the page.

    Attributes:
        faults: what is wrong with what was sent, in words; words: that, to be mended. back: the page that it stands on.
    """

    about: str
    subject: str
    remarks: tuple[Remark, ...]
    assignments: tuple[Assignment, ...]
    person: str
    known: tuple[str, ...]
    back: str
    fault: str = ""
    words: str = ""

    @property
    def open(self) -> int:
        """How many persons are to look after it still."""
        return sum(one.state == "open" for one in self.assignments)


def talk_of(desk: Desk, about: str, subject: str, fault: str = "", words: str = "") -> Talk:
    """The discussion of an entry or a report, as the person at the desk sees it."""
    found, known, person = discussing.thread(desk.record, about, subject), discussing.persons(desk.record), desk.person
    remarks = tuple(remark_of(one, person) for one in found.comments)
    return Talk(about, subject, remarks, found.assignments, person, tuple(known), page_of(about, subject), fault, words)


def talk_row(desk: Desk, about: str, subject: str) -> Row:
    """The same as JSON."""
    found = discussing.thread(desk.record, about, subject)
    return {"comments": [asdict(one) for one in found.comments], "assignments": [asdict(one) for one in found.assignments]}


def remark_of(comment: Comment, person: str) -> Remark:
    """A comment, cut into paragraphs and these where an address or a name stands."""
    return Remark(comment, tuple(paragraphs(comment.words, comment.mentions)), comment.person == person)


def page_of(about: str, subject: str) -> str:
    """The page of an entry or a report."""
    return report_link(subject) if about == "report" else f"/entries/{subject}"


def paragraphs(words: str, names: tuple[str, ...]) -> Iterator[tuple[Said, ...]]:
    """The paragraphs of a comment; addresses of the web and names of persons mentioned are told apart, all else is words."""
    for paragraph in re.split(r"\n\s*\n", words.strip()):
        if paragraph:
            yield tuple(_pieces(paragraph, names))


def _pieces(words: str, names: tuple[str, ...]) -> Iterator[Said]:
    at = 0
    for start, end, piece in sorted([*_links(words), *_names(words, names)], key=lambda found: found[:2]):
        if start < at:
            continue
        if start > at:
            yield Said(words[at:start])
        yield piece
        at = end
    if words[at:]:
        yield Said(words[at:])


def _links(words: str) -> Iterator[tuple[int, int, Said]]:
    for found in _LINK.finditer(words):
        address = found.group().rstrip(_CLOSES)
        if web_address(address):
            yield found.start(), found.start() + len(address), Said(address, link=address)


def _names(words: str, names: tuple[str, ...]) -> Iterator[tuple[int, int, Said]]:
    for start, end, _ in discussing.named(words, names):
        yield start, end, Said(words[start:end], name=True)


def line_of(one: Any, titles: dict[tuple[str, str], str]) -> tuple[str, str]:
    """What a comment or an assignment is about: the page's address and what it is called."""
    called = titles.get((one.about, one.subject)) or ("an entry that is no longer read" if one.about == "entry" else one.subject)
    return page_of(one.about, one.subject), called
