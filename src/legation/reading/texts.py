"""Plain text, as people paste it -> a Document whose text stays as it is."""

from __future__ import annotations

from datetime import date

from legation.document import ARTICLE_ROLES, NOT_STATED, Block, Document, PublicationDate, content_id
from legation.errors import InputError, Unknown
from legation.reading.bylines import byline_day
from legation.reading.datelines import dated_parts, opening_day
from legation.reading.decoding import clean, decode
from legation.reading.language import detect_language
from legation.reading.lines import label_lines
from legation.reading.rows import dated


def read_text(text: str | bytes, *, id: str | None = None, origin: str = "text", default_date: date | None = None) -> Document:  # noqa: A002
    """The Document of a pasted text or page: every line that holds words is a block with a role.

    The text stays as given, but for NUL and lone surrogates, which become U+FFFD. The title is the headline's line. The date is
    that of a line before the article, else the given one, else Unknown("not_stated"): a year in a picture's credit is none.

    Raises:
        InputError: `empty` when there is no word in it.
    """
    text = clean(decode(text) if isinstance(text, bytes) else text)
    if not text.strip():
        raise InputError("empty", f"{origin}: the source holds no text.", origin=origin)
    blocks = label_lines(text)
    title = next((block.span.of(text) for block in blocks if block.role == "headline"), None)
    return Document(
        id=id or content_id(text),
        text=text,
        blocks=blocks,
        title=title or NOT_STATED,
        date=_published(text, blocks, default_date),
        origin=origin,
        language=_language(text, blocks),
    )


def _published(text: str, blocks: tuple[Block, ...], default_date: date | None) -> PublicationDate | Unknown:
    """The day of a line about the report between its headline and its second paragraph, else of its dateline, else the user's."""
    article = [index for index, block in enumerate(blocks) if block.role in ARTICLE_ROLES]
    stop = article[1] if len(article) > 1 else min(article, default=0)
    head = [block.span.of(text) for block in blocks[:stop] if block.role in ("furniture", "headline")]
    shown = byline_day(part for line in head for part in dated_parts(line))
    opening = (opening_day(blocks[index].span.of(text)) for index in article[:2])
    return dated(shown or next((day for day in opening if day), NOT_STATED), "byline", default_date)


def _language(text: str, blocks: tuple[Block, ...]) -> str | Unknown:
    """The language of the article, or of all of it where the article is too short to tell."""
    body = "\n".join(block.span.of(text) for block in blocks if block.role in ARTICLE_ROLES)
    return detect_language(body or text)
