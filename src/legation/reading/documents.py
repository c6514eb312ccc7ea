"""A PDF or Word document that was taken apart -> a Document."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from legation.document import Block, Document, PublicationDate, content_id
from legation.errors import Unknown
from legation.reading.decoding import clean
from legation.reading.pages import SEPARATOR
from legation.reading.texts import read_text

PROPERTIES = "properties"
"""Basis of a publication day that only a document's properties tell: the day on which it was made."""
_MAX_TITLE_CHARS = 600


def printed_document(parts: dict[str, Any], origin: str, url: str | None, default_date: date | None) -> Document:
    """The Document of a PDF or DOCX: a line for each paragraph, blank lines between; roles as in a pasted text.

    Its day is that of a line before the article, else the user's, else that of the document's properties.

    Args:
        parts: what `printed.take_apart_pdf` or `typed.take_apart_docx` gave.
    """
    day = date.fromisoformat(parts["day"]) if parts["day"] else None
    text = SEPARATOR.join(parts["paragraphs"])
    document = read_text(text, origin=origin, default_date=default_date)
    if day is not None and isinstance(document.date, Unknown):
        document = replace(document, date=PublicationDate(day, PROPERTIES))
    if parts["headline"] is not None:
        document = _headed(document, sum(len(p) + len(SEPARATOR) for p in parts["paragraphs"][: parts["headline"]]))
    if isinstance(document.title, Unknown) and parts["title"]:
        document = replace(document, title=clean(parts["title"][:_MAX_TITLE_CHARS]))
    return replace(document, url=clean(url), id=content_id(document.text, url)) if url else document


def _headed(document: Document, start: int) -> Document:
    """The document with the paragraph at `start`, which the writer styled as title, as its only headline."""
    blocks = tuple(
        Block("headline" if block.span.start == start else "body" if block.role == "headline" else block.role, block.span)
        for block in document.blocks
    )
    title = next((block.span.of(document.text) for block in blocks if block.role == "headline"), document.title)
    return replace(document, blocks=blocks, title=title)
