"""What a record holds in all: reports, acts, entries, what people decided, which coders made it, how large it is."""

from __future__ import annotations

from typing import Any, TypeAlias

from sqlalchemy import Connection, case, distinct, func, select, text

from legation.recording.entry_tables import verdicts
from legation.recording.imported import imported
from legation.recording.opening import SCHEMA, faults_named
from legation.recording.record import Record
from legation.recording.tables import codings, corrections, documents, events, statements

Fields: TypeAlias = dict[str, Any]

_SIZE = {
    "sqlite": "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
    "postgresql": "SELECT pg_database_size(current_database())",
}


def totals(record: Record) -> Fields:
    """The record's sums.

    `reports`; `texts` (with earlier texts of the same reports); `events`, `leads` (of other stories' teasers, never counted) and `entries`;
    `statements`; `decisions` of people by action; `versions` of the coder with the reports each has coded and those it codes now; `imported` rows by
    source; `oldest` and `newest` day of publication; `bytes`; `schema`.
    """
    with faults_named(record.path), record.engine.connect() as connection:
        return {**_reports(connection), **_acts(connection), **_made(connection)}


def _reports(connection: Connection) -> Fields:
    asked = select(func.count(), func.min(documents.c.date), func.max(documents.c.date)).join_from(documents, codings).where(codings.c.current)
    reports, oldest, newest = connection.execute(asked).one()
    texts = _number(connection, select(func.count()).select_from(documents))
    return {"reports": reports, "texts": texts, "oldest": oldest, "newest": newest}


def _acts(connection: Connection) -> Fields:
    counted = events.c.current.is_not(False), events.c.role != "teaser"
    lead = events.c.current.is_not(False), events.c.role == "teaser"
    number, entries = connection.execute(select(func.count(), func.count(distinct(events.c.entry_key))).where(*counted)).one()
    leads = _number(connection, select(func.count()).select_from(events).where(*lead))
    said = select(func.count()).select_from(statements).join(codings, statements.c.coding == codings.c.key).where(codings.c.current)
    return {"events": number, "entries": entries, "leads": leads, "statements": _number(connection, said)}


def _made(connection: Connection) -> Fields:
    decided: dict[str, int] = dict(connection.execute(select(corrections.c.action, func.count()).group_by(corrections.c.action)).all())
    parted: dict[str, int] = dict(connection.execute(select(verdicts.c.verdict, func.count()).group_by(verdicts.c.verdict)).all())
    now = func.sum(case((codings.c.current, 1), else_=0))
    coders = connection.execute(select(codings.c.version, func.count(), now).group_by(codings.c.version).order_by(codings.c.version))
    theirs = connection.execute(select(imported.c.source, func.count()).group_by(imported.c.source).order_by(imported.c.source))
    return {
        "decisions": dict(sorted((decided | parted).items())),
        "versions": [{"version": version, "reports": number, "current": int(used)} for version, number, used in coders],
        "imported": dict(theirs.all()),
        "bytes": int(connection.execute(text(_SIZE[connection.dialect.name])).scalar_one()),
        "schema": SCHEMA,
    }


def _number(connection: Connection, asked: Any) -> int:
    return int(connection.execute(asked).scalar_one())
