"""Moves every row of a record into another, whichever database each is, inside the callers' transactions."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Connection, Table, insert, select, text

from legation.recording import audit_tables, entry_tables, follow_tables, imported, people_tables, talk_tables  # noqa: F401 - their tables are a record's too
from legation.recording.fulltext import WORD_TABLES, WordTable, add_words
from legation.recording.tables import METADATA, documents, events

AT_ONCE = 500


def copy_rows(source: Connection, target: Connection) -> int:
    """Copies all rows, keys included, into an empty record of the same schema, and indexes their words. Returns how many reports."""
    for table in METADATA.sorted_tables:
        _copy_table(source, target, table)
    _index_words(target)
    if target.dialect.name == "postgresql":
        _go_on_counting(target)
    return int(target.execute(select(text("count(*)")).select_from(documents)).scalar_one())


def empty(connection: Connection) -> None:
    """Takes every row out of a record on a server."""
    names = [*WORD_TABLES, *(table.name for table in METADATA.sorted_tables)]
    connection.execute(text(f"TRUNCATE {', '.join(names)}"))


def _copy_table(source: Connection, target: Connection, table: Table) -> None:
    rows = source.execution_options(yield_per=AT_ONCE).execute(select(table).order_by(*table.primary_key))
    for part in rows.mappings().partitions():
        target.execute(insert(table), [dict(row) for row in part])


def _index_words(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        for table in WORD_TABLES:
            connection.execute(text(f"INSERT INTO {table} ({table}) VALUES ('rebuild')"))
        return
    indexed: tuple[tuple[WordTable, tuple[Column[Any], ...]], ...] = (
        ("document_words", (documents.c.title, documents.c.text)),
        ("event_words", (events.c.sentence,)),
    )
    for word_table, columns in indexed:
        key, last = columns[0].table.c.key, -1
        while rows := connection.execute(select(key, *columns).where(key > last).order_by(key).limit(AT_ONCE)).all():
            for row in rows:
                add_words(connection, word_table, row[0], *(words or "" for words in row[1:]))
            last = rows[-1][0]


def _go_on_counting(connection: Connection) -> None:
    """New keys follow those that were copied."""
    for table in METADATA.sorted_tables:
        counter = "key" in table.c and connection.execute(text("SELECT pg_get_serial_sequence(:table, 'key')"), {"table": table.name}).scalar()
        if counter:
            largest = f"(SELECT max(key) FROM {table.name})"
            connection.execute(text(f"SELECT setval(:counter, coalesce({largest}, 1), {largest} IS NOT NULL)"), {"counter": counter})
