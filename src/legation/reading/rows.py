"""One row of JSONL, CSV or Parquet -> a Document whose text stays as given."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from legation.document import NOT_STATED, Block, Document, PublicationDate, content_id
from legation.errors import InputError, Unknown
from legation.reading.days import day_of
from legation.reading.decoding import clean
from legation.reading.language import detect_language, given_language
from legation.reading.spacing import paragraphs_in
from legation.span import Span

DATE_FIELDS = ("date", "published", "publication_date", "pub_date", "datePublished", "datepublished")
"""Names under which a row may state its day: the contract's own, then what others call it (a CSV's header is read in lower case)."""
_TEXT_FIELDS = ("title", "url", "publisher", "language", "licence", "license")


def row_document(row: object, origin: str, default_date: date | None) -> Document:
    """The Document of a row of the contract (DESIGN.md section 4).

    Raises:
        InputError: `bad_json` when the row is no object, `bad_field` when a field has the wrong type.
    """
    if not isinstance(row, Mapping):
        raise InputError("bad_json", f'{origin}: {type(row).__name__} where an object is due. Write {{"text": ...}}.', origin=origin)
    text = row.get("text")
    if not isinstance(text, str):
        raise _wrong(origin, "text", text, "a string")
    text = clean(text)
    fields = {name: _optional(row, name, origin) for name in _TEXT_FIELDS}
    blocks = paragraphs(text)
    body = "\n\n".join(block.span.of(text) for block in blocks)
    url = fields["url"]
    return Document(
        id=_identifier(row, origin) or content_id(text, url or ""),
        text=text,
        blocks=blocks,
        title=fields["title"] or NOT_STATED,
        date=_published(row, origin, default_date),
        origin=origin,
        language=_language(fields["language"], body),
        url=url or NOT_STATED,
        publisher=fields["publisher"] or NOT_STATED,
        licence=fields["licence"] or fields["license"] or NOT_STATED,
    )


def paragraphs(text: str) -> tuple[Block, ...]:
    """The paragraphs of a text that is trusted to be an article: the first is the lead when others follow, all else is body."""
    spans = [Span(start, end) for start, end in paragraphs_in(text)]
    if len(spans) == 1:
        return (Block("body", spans[0]),)
    return tuple(Block("body" if index else "lead", span) for index, span in enumerate(spans))


def _wrong(origin: str, name: str, value: object, due: str) -> InputError:
    return InputError("bad_field", f"{origin}: `{name}` is {type(value).__name__} where {due} is due.", origin=origin)


def _optional(row: Mapping[object, object], name: str, origin: str) -> str | None:
    """A field that may be absent, null or empty."""
    value = row.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise _wrong(origin, name, value, "a string")
    return clean(value) or None


def _identifier(row: Mapping[object, object], origin: str) -> str | None:
    """The given id; a whole number is written out."""
    value = row.get("id")
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() <= 256:
        return str(value)
    return _optional(row, "id", origin)


def _published(row: Mapping[object, object], origin: str, default_date: date | None) -> PublicationDate | Unknown:
    """The day of the first of the date's names that holds anything."""
    named = (name for name in DATE_FIELDS[1:] if isinstance(row.get(name), str | date) and row[name])
    name = "date" if row.get("date") not in (None, "") else next(named, "date")
    value = row.get(name)
    if isinstance(value, datetime):
        value = value.date()
    day: date | Unknown = value if isinstance(value, date) else day_of(_optional(row, name, origin) or "")
    return dated(day, "field", default_date)


def dated(day: date | Unknown, basis: str, default_date: date | None) -> PublicationDate | Unknown:
    """The day with its basis; the user's own date where there is none."""
    if not isinstance(day, Unknown):
        return PublicationDate(day, basis)
    return PublicationDate(default_date, "given") if default_date else day


def _language(stated: str | None, body: str) -> str | Unknown:
    given = given_language(stated) if stated else NOT_STATED
    return detect_language(body) if isinstance(given, Unknown) else given
