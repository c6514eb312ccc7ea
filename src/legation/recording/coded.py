"""What enters the record: one report with its coding, and its place in the source."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal, TypeAlias

from legation.document import Document
from legation.errors import Unknown
from legation.stages import Coding

Outcome: TypeAlias = Literal["coded", "empty", "duplicate", "skipped", "failed"]
"""What became of an input: events or statements found; none found; already in the record; another language; refused for a reason."""


@dataclass(frozen=True, slots=True)
class SourcePosition:
    """Where an input stood: its origin and its number, from 0, among inputs of that origin that follow each other.

    Files of one name in two folders may share an origin; with the report's id a position is still one input.
    """

    origin: str
    index: int


@dataclass(frozen=True, slots=True)
class Coded:
    """A report with its coding.

    Attributes:
        outcome: coded, empty or skipped; the record itself finds duplicates.
        lemmas: lemma of each event's anchor, in the order of `coding.events`; events join into entries by it.
        version: version of the stages that coded it.
    """

    document: Document
    coding: Coding
    outcome: Outcome
    lemmas: tuple[str, ...]
    version: str


def text_digest(document: Document) -> str:
    """SHA-256 of the canonical text: equal for exact copies."""
    return hashlib.sha256(document.text.encode("utf-8", "replace")).hexdigest()


def content_digest(document: Document) -> str:
    """SHA-256 of the canonical text and the publication day: all of a report that decides its coding."""
    day = "" if isinstance(document.date, Unknown) else document.date.day.isoformat()
    return hashlib.sha256(f"{day}\x00{document.text}".encode("utf-8", "replace")).hexdigest()
