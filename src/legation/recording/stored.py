"""Reports as they lie in the record, as nouns again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import select

from legation.document import NOT_STATED, Block, Document, PublicationDate
from legation.errors import Unknown
from legation.recording.opening import faults_named
from legation.recording.record import Record
from legation.recording.tables import codings, documents
from legation.span import Span

AT_ONCE = 100
"""Reports fetched together; between two such lots the database is let go."""


def stored_documents(record: Record, *, without: str | None = None) -> Iterator[Document]:
    """Every report with its current text, in the order in which they came.

    Args:
        without: leaves out what has a current coding of this version.
    """
    last = 0
    while True:
        chosen = select(documents).join_from(documents, codings).where(codings.c.current, documents.c.key > last)
        if without is not None:
            chosen = chosen.where(codings.c.version != without)
        with faults_named(record.path), record.engine.connect() as connection:
            rows = connection.execute(chosen.order_by(documents.c.key).limit(AT_ONCE)).all()
        if not rows:
            return
        yield from map(document_from, rows)
        last = rows[-1].key


def stored_document(record: Record, document_id: str) -> Document | None:
    """The report of this id with its current text; None where there is none."""
    chosen = select(documents).join_from(documents, codings).where(documents.c.id == document_id, codings.c.current)
    with faults_named(record.path), record.engine.connect() as connection:
        row = connection.execute(chosen).first()
    return None if row is None else document_from(row)


def document_from(row: Any) -> Document:
    """A row of `documents` as the report that it was made of."""
    blocks = tuple(Block(role, Span(start, end)) for role, start, end in json.loads(row.blocks))
    unknown = Unknown(row.date_unknown) if row.date_unknown else NOT_STATED
    day = PublicationDate(date.fromisoformat(row.date), row.date_basis) if row.date else unknown
    title, language, url, publisher, licence = (
        NOT_STATED if v is None else v for v in (row.title, row.language, row.url, row.publisher, row.licence)
    )
    return Document(row.id, row.text, blocks, title, day, row.origin, language, url, publisher, licence)
