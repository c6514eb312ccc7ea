"""Proves that a record is whole: the database itself, digests, quotes, codings, full text, ledger, people's decisions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Integer, cast, func, select, text
from sqlalchemy.exc import DatabaseError

from legation.recording.coded import content_digest, text_digest
from legation.recording.fulltext import SHORT, WORD_TABLES, WordTable, number_indexed, tokens_of
from legation.recording.layering import due
from legation.recording.opening import faults_named, writing
from legation.recording.record import Record
from legation.recording.revising import quotes
from legation.recording.stored import document_from
from legation.recording.tables import codings, corrections, documents, events, ledger, statements

TOLD = 3
"""Faults of one kind that are told one by one."""

_CONTENT = {"document_words": documents, "event_words": events}


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing proved, or what speaks against it."""

    name: str
    ok: bool
    message: str


def proofs(record: Record) -> Iterator[Proof]:
    """Every check in turn; one that fails does not stop the next. Nothing is changed."""
    looks: tuple[tuple[str, Callable[[Connection], Iterator[str]]], ...] = (
        ("database", _database),
        ("foreign keys", _foreign_keys),
        ("full text", _full_text),
        ("digests", _digests),
        ("quotes", _quotes),
        ("codings", _codings),
        ("ledger", _ledger),
        ("decisions", _decisions),
    )
    for name, look in looks:
        with faults_named(record.path), writing(record.engine) as connection:
            connection = connection.execution_options(legation_begin="BEGIN IMMEDIATE" if name == "full text" else "BEGIN")
            yield _proof(name, look, connection)
            connection.rollback()


def _proof(name: str, look: Callable[[Connection], Iterator[str]], connection: Connection) -> Proof:
    try:
        faults = list(islice(look(connection), TOLD + 1))
    except DatabaseError as error:
        faults = [str(error.orig).splitlines()[0]]
    if faults:
        more = "; and more" if len(faults) > TOLD else ""
        return Proof(name, False, "; ".join(faults[:TOLD]) + more + ". Restore a backup: legation restore")
    return Proof(name, True, _counted(name, connection))


def _counted(name: str, connection: Connection) -> str:
    """What was looked at, in a few words."""
    tables = {"digests": documents, "quotes": events, "codings": codings, "full text": documents, "decisions": corrections}
    if name == "ledger":
        return _sums(connection)
    if name in tables:
        number = connection.execute(select(func.count()).select_from(tables[name])).scalar_one()
        return f"{number} {'reports' if tables[name] is documents else tables[name].name}"
    return "whole"


def _database(connection: Connection) -> Iterator[str]:
    if connection.dialect.name == "sqlite":
        yield from (row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok")
        return
    broken = "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE NOT (i.indisvalid AND i.indisready)"
    yield from (f"index {name} is broken (REINDEX)" for name in connection.execute(text(broken)).scalars())


def _foreign_keys(connection: Connection) -> Iterator[str]:
    if connection.dialect.name == "sqlite":
        yield from (
            f"row {row[1]} of {row[0]} refers to a row of {row[2]} that is not there"
            for row in connection.exec_driver_sql("PRAGMA foreign_key_check")
        )
        return
    loose = "SELECT conname FROM pg_constraint WHERE contype = 'f' AND NOT convalidated"
    yield from (f"constraint {name} does not hold" for name in connection.execute(text(loose)).scalars())


def _full_text(connection: Connection) -> Iterator[str]:
    for table in WORD_TABLES:
        indexed, stored = (number_indexed(connection, table), connection.execute(select(func.count()).select_from(_CONTENT[table])).scalar_one())
        if indexed != stored:
            yield f"{table} holds {indexed} of {stored} rows"
        elif connection.dialect.name == "sqlite":
            connection.execute(text(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)"))
        else:
            yield from _stale_words(connection, table)


def _stale_words(connection: Connection, table: WordTable) -> Iterator[str]:
    columns = (documents.c.title, documents.c.text) if table == "document_words" else (events.c.sentence,)
    same = text(f"SELECT words = to_tsvector('legation', :words) FROM {table} WHERE key = :key")
    for row in _streamed(connection, select(_CONTENT[table].c.key, *columns)):
        words = tokens_of(" ".join(part or "" for part in row[1:]))
        if len(words) <= SHORT and not connection.execute(same, {"words": words, "key": row.key}).scalar():
            yield f"{table} {row.key} has other words than its row"


def _digests(connection: Connection) -> Iterator[str]:
    for row in _streamed(connection, select(documents)):
        document = document_from(row)
        if (text_digest(document), content_digest(document)) != (row.text_digest, row.digest):
            yield f"report {row.id} is not what its digest says"


def _quotes(connection: Connection) -> Iterator[str]:
    told = select(events.c.event_id, events.c.correction, events.c.type, events.c.status, events.c.body, documents.c.text)
    for row in _streamed(connection, told.join_from(events, documents).order_by(events.c.document)):
        body = json.loads(row.body)
        yield from _false_quotes(f"event {row.event_id}", body, row.text)
        if (row.event_id, row.type, row.status) != (body["event_id"], body["type"], body["status"]):
            yield f"event {row.event_id}: its columns are not what its body says"
        if row.correction == 0 and row.event_id != _identifier(body):
            yield f"event {row.event_id}: its identifier is not that of its words"
    said = select(statements.c.key, statements.c.body, documents.c.text).join_from(statements, codings).join(documents)
    for row in _streamed(connection, said):
        yield from _false_quotes(f"statement {row.key}", json.loads(row.body), row.text)


def _false_quotes(owner: str, body: dict[str, Any], words: str) -> Iterator[str]:
    for quote in quotes(body):
        if words[quote["start"] : quote["end"]] != quote["text"]:
            yield f"{owner} quotes {quote['text'][:40]!r} at {quote['start']}..{quote['end']}, where the report has other words"


def _identifier(body: dict[str, Any]) -> str:
    key = f"{body['document_id']}\x00{body['anchor']['start']}\x00{body['anchor']['end']}\x00{body['type']}"
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def _codings(connection: Connection) -> Iterator[str]:
    current = func.sum(cast(codings.c.current, Integer))
    several = select(documents.c.id, current.label("number")).join_from(documents, codings).group_by(documents.c.id).having(current != 1)
    for row in connection.execute(several):
        yield f"report {row.id} has {row.number} current codings"
    stale = select(events.c.event_id).join_from(events, codings).where(events.c.current, codings.c.current.is_(False))
    yield from (f"event {name} is read, though its coding is not" for name in connection.execute(stale).scalars())
    double = select(events.c.event_id).where(events.c.current).group_by(events.c.event_id).having(func.count() > 1)
    yield from (f"event {name} is read twice" for name in connection.execute(double).scalars())


def _ledger(connection: Connection) -> Iterator[str]:
    kept = select(documents.c.id).where(documents.c.id == ledger.c.document_id).exists()
    lost = select(ledger.c.origin, ledger.c.position, ledger.c.document_id).where(ledger.c.outcome != "failed", ~kept)
    for row in connection.execute(lost):
        yield f"{row.origin}:{row.position} was stored as {row.document_id}, which is not there"
    entered = select(ledger.c.document_id).where(ledger.c.document_id == documents.c.id, ledger.c.outcome != "failed").exists()
    for name in connection.execute(select(documents.c.id).where(~entered).distinct()).scalars():
        yield f"report {name} came from no input"


def _sums(connection: Connection) -> str:
    rows = connection.execute(select(ledger.c.outcome, func.count()).group_by(ledger.c.outcome))
    counts: dict[str, int] = {row[0]: row[1] for row in rows}
    told = " + ".join(f"{counts.get(name, 0)} {name}" for name in ("coded", "empty", "duplicate", "skipped", "failed"))
    return f"{sum(counts.values())} inputs = {told}"


def _decisions(connection: Connection) -> Iterator[str]:
    about = select(corrections.c.event_id, corrections.c.document_id).distinct().order_by(corrections.c.event_id)
    for event_id, document_id in connection.execute(about).all():
        found = due(connection, document_id, event_id)
        if found is None:
            yield f"event {event_id}: its report is not there"
            continue
        read = select(events.c.body).where(events.c.event_id == event_id, events.c.current, events.c.correction != 0)
        body = connection.execute(read).scalar()
        if found.body != (json.loads(body) if body else None):
            yield f"event {event_id} is not read as people decided"


def _streamed(connection: Connection, query: Any) -> Iterator[Any]:
    return iter(connection.execute(query.execution_options(yield_per=500)))
