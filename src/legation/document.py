"""One report, with its canonical text and what each block of it is."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from legation.errors import Unknown
from legation.span import Span

Role: TypeAlias = Literal["headline", "lead", "body", "caption", "teaser", "furniture"]
"""What a block of a page is. Article text is headline, lead and body."""

ARTICLE_ROLES: tuple[Role, ...] = ("lead", "body")
"""Roles that make `Document.body`."""

CODED_ROLES: tuple[Role, ...] = ("headline", "lead", "body", "caption", "teaser")
"""Roles that are parsed and coded; teasers give leads only."""

NOT_STATED = Unknown("not_stated")
"""What a page or row simply does not say."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text with one role."""

    role: Role
    span: Span


@dataclass(frozen=True, slots=True)
class PublicationDate:
    """The report's own calendar day at its own offset, and where it was found.

    `basis` is one of json-ld, meta, url, time-element, byline, title, given, field, feed, properties; crawl (the day on
    which an archive's page was fetched), where the page states none.
    """

    day: date
    basis: str


@dataclass(frozen=True, slots=True)
class Document:
    """One report. Every span indexes `text`, in code points.

    Attributes:
        id: the given id, else derived from the content by `content_id`.
        text: the canonical text (DESIGN.md section 1): for pages every block in order, blank lines between; for rows as given.
        blocks: in order, not overlapping, covering all words of the text.
        title: metadata, or Unknown; never prepended to the text.
        date: publication day with provenance, or Unknown.
        origin: file name or address that it was read from.
        language: ISO 639-1 code, or Unknown.
        licence: terms that the report came under, in the source's words, or Unknown.
    """

    id: str
    text: str
    blocks: tuple[Block, ...]
    title: str | Unknown
    date: PublicationDate | Unknown
    origin: str
    language: str | Unknown
    url: str | Unknown = NOT_STATED
    publisher: str | Unknown = NOT_STATED
    licence: str | Unknown = NOT_STATED

    @property
    def body(self) -> str:
        """Lead and body blocks, blank lines between."""
        return "\n\n".join(b.span.of(self.text) for b in self.blocks if b.role in ARTICLE_ROLES)

    def role_at(self, offset: int) -> Role:
        """The role of the block that holds `offset`; furniture outside all blocks."""
        for block in self.blocks:
            if block.span.start <= offset < block.span.end:
                return block.role
        return "furniture"

    def to_dict(self) -> dict[str, object]:
        """The document as `legation text` prints it (DESIGN.md section 4)."""
        known = not isinstance(self.date, Unknown)
        return {
            "id": self.id,
            "origin": self.origin,
            "title": value_or_none(self.title),
            "date": self.date.day.isoformat() if not isinstance(self.date, Unknown) else None,
            "date_basis": self.date.basis if not isinstance(self.date, Unknown) else None,
            "language": value_or_none(self.language),
            "url": value_or_none(self.url),
            "publisher": value_or_none(self.publisher),
            "text": self.text,
            "blocks": [{"role": b.role, "start": b.span.start, "end": b.span.end} for b in self.blocks],
            "body": self.body,
            "unknown": {} if known else {"date": self.date.reason if isinstance(self.date, Unknown) else None},
        }


def value_or_none(value: str | Unknown) -> str | None:
    """None for Unknown: the JSON face of a missing value."""
    return None if isinstance(value, Unknown) else value


def content_id(text: str, url: str = "") -> str:
    """The identifier of a report that was given none: 16 hexadecimal digits of SHA-256 over address and text."""
    return hashlib.sha256(f"{url}\x00{text}".encode()).hexdigest()[:16]
