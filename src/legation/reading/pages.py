"""A page that was taken apart -> a Document."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from legation.document import NOT_STATED, Block, Document, Role, content_id
from legation.errors import Unknown
from legation.reading.decoding import clean
from legation.reading.rows import dated
from legation.span import Span

SEPARATOR = "\n\n"


def page_document(page: dict[str, Any], origin: str, url: str | None, default_date: date | None) -> Document:
    """The Document of a page: `text` holds every block in order, blank lines between.

    Args:
        page: what `page.take_apart` gave.
        url: the address that the page came from; the page's own canonical address stands in when there is none.
    """
    text, blocks = joined([(cast("Role", role), clean(words)) for role, words in page["blocks"]])
    address = url or page["url"]
    day: date | Unknown = date.fromisoformat(page["day"]) if page["day"] else Unknown(page["no_day"])
    return Document(
        id=content_id(text, address or ""),
        text=text,
        blocks=blocks,
        title=clean(page["title"]) if page["title"] else NOT_STATED,
        date=dated(day, page["basis"], default_date),
        origin=origin,
        language=page["language"] or Unknown(page["no_language"]),
        url=clean(address) if address else NOT_STATED,
        publisher=clean(page["publisher"]) if page["publisher"] else NOT_STATED,
    )


def joined(parts: list[tuple[Role, str]]) -> tuple[str, tuple[Block, ...]]:
    """The canonical text of the parts and their blocks."""
    blocks: list[Block] = []
    start = 0
    for role, words in parts:
        blocks.append(Block(role, Span(start, start + len(words))))
        start += len(words) + len(SEPARATOR)
    return SEPARATOR.join(words for _, words in parts), tuple(blocks)
