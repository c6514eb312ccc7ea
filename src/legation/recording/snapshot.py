"""A snapshot of the record as Parquet files, which DuckDB, pandas, polars and R read without the record."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select

from legation.errors import SetupError
from legation.recording.columns import TIDY, TIDY_ENTRIES
from legation.recording.export import rows_of
from legation.recording.layouts.acts import ROWS_AT_ONCE
from legation.recording.layouts.shape import Column, Kind, Row
from legation.recording.opening import faults_named
from legation.recording.record import Record
from legation.recording.searching import Query
from legation.recording.tables import codings, documents, events, participants, statements
from legation.recording.writing import Shape, dictionary, whole_file, write_checksums, write_rows

SUMS, COLUMNS_FILE = "SHA256SUMS", "columns.csv"


def write_snapshot(record: Record, folder: str, note: Callable[[str], None] = lambda _name: None) -> dict[str, int]:
    """Writes events, entries, participants, documents and statements into a folder, with a data dictionary and checksums; rows by file.

    What is current is taken, leads of other stories are not. `note` is told the name of each file that is begun.
    """
    target = Path(folder)
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SetupError(f"{folder}: {error.strerror or error}. Name a folder that can be written.") from error
    written: dict[str, int] = {}
    for name, (columns, rows, heavy) in _tables(record).items():
        note(name)
        path = target / f"{name}.parquet"
        with whole_file(str(path)) as file:
            written[name] = write_rows(rows(), Shape(columns, heavy=heavy), "parquet", file)
    with whole_file(str(target / COLUMNS_FILE)) as file:
        file.write(_dictionaries(record).encode())
    write_checksums([*(target / f"{name}.parquet" for name in written), target / COLUMNS_FILE], target / SUMS)
    return written


def _tables(record: Record) -> dict[str, tuple[tuple[Column, ...], Callable[[], Iterator[Row]], str]]:
    everything = Query()
    return {
        "events": (TIDY.columns, lambda: rows_of(record, TIDY, everything), ""),
        "entries": (TIDY_ENTRIES.columns, lambda: rows_of(record, TIDY_ENTRIES, everything, entries=True), ""),
        "participants": (PARTICIPANT_COLUMNS, lambda: _taken(record, PARTICIPANT_COLUMNS, _cast()), ""),
        "documents": (DOCUMENT_COLUMNS, lambda: _taken(record, DOCUMENT_COLUMNS, _reports()), "text"),
        "statements": (STATEMENT_COLUMNS, lambda: _taken(record, STATEMENT_COLUMNS, _said()), ""),
    }


def _dictionaries(record: Record) -> str:
    head, *_ = dictionary(()).splitlines()
    lines = [f"table,{head}"]
    for name, (columns, _, _) in _tables(record).items():
        lines += [f"{name},{line}" for line in dictionary(columns).splitlines()[1:]]
    return "\n".join(lines) + "\n"


def _column(name: str, kind: Kind, meaning: str, attribute: str = "") -> Column:
    return Column(name, kind, meaning, lambda row: getattr(row, attribute or name))


def _said_column(name: str, kind: Kind, meaning: str, *path: str) -> Column:
    def take(row: Any) -> Any:
        value: Any = json.loads(row.body)
        for key in path:
            value = value[key]
        return value

    return Column(name, kind, meaning, take)


PARTICIPANT_COLUMNS = (
    _column("event_id", "text", "the event"),
    _column("side", "text", "actor or recipient"),
    _column("ordinal", "integer", "place among those of its side, from 0"),
    _column("state", "text", "ISO 3166 alpha-3, IGO code or NSA"),
    _column("sector", "text", "primary PLOVER sector"),
    _column("name", "text", "name; empty where unknown"),
    _column("actor_id", "text", "roster id"),
)
DOCUMENT_COLUMNS = (
    _column("document_id", "text", "the report", "id"),
    *(_column(name, "text", meaning) for name, meaning in (
        ("title", "title"), ("date", "day of publication, ISO 8601"), ("date_basis", "where that day was found"), ("language", "ISO 639-1"),
        ("url", "address"), ("publisher", "publisher"), ("origin", "file or address it was read from"),
    )),
    _column("outcome", "text", "coded, empty or skipped"),
    _column("version", "text", "version of the coder"),
    _column("text_sha256", "text", "digest of the text: equal for exact copies", "text_digest"),
    _column("text", "text", "the canonical text; every span counts its code points"),
)  # fmt: skip
STATEMENT_COLUMNS = (
    _said_column("document_id", "text", "the report", "document_id"),
    _said_column("speaker_name", "text", "who says it; empty where unknown", "speaker", "name"),
    _said_column("speaker_state", "text", "their state", "speaker", "state"),
    _said_column("speaker_sector", "text", "their sector", "speaker", "sector"),
    _said_column("speaker_office", "text", "their office", "speaker", "office"),
    _said_column("speaker_text", "text", "the report's words for them", "speaker", "text"),
    _said_column("content", "text", "what is said", "content", "text"),
    _said_column("content_start", "integer", "its place in the report's text, code points", "content", "start"),
    _said_column("content_end", "integer", "end of it, not counted", "content", "end"),
    _said_column("states", "list", "states that it names", "states"),
    _said_column("sentence", "text", "the sentence", "sentence", "text"),
)


def _taken(record: Record, columns: tuple[Column, ...], query: Any) -> Iterator[Row]:
    with faults_named(record.path), record.engine.connect() as connection:
        for row in connection.execute(query.execution_options(yield_per=ROWS_AT_ONCE if columns is not DOCUMENT_COLUMNS else 200)):
            yield {column.name: column.take(row) for column in columns}


def _cast() -> Any:
    cast = select(events.c.event_id, participants).join_from(events, participants, participants.c.event == events.c.key)
    return cast.where(events.c.current, events.c.role != "teaser").order_by(events.c.key, participants.c.side, participants.c.ordinal)


def _reports() -> Any:
    return select(documents, codings.c.outcome, codings.c.version).join_from(documents, codings).where(codings.c.current).order_by(documents.c.id)


def _said() -> Any:
    said = select(statements.c.body).join_from(statements, codings).where(codings.c.current)
    return said.order_by(statements.c.key)
