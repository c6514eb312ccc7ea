"""What became of every input that was ever read: by file or address, by reason, and what mends a failure."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, literal_column, select

from legation.errors import FAILURE_REASONS, KnowledgeError
from legation.knowledge.tables import data_file, rows
from legation.recording.opening import faults_named
from legation.recording.record import Record
from legation.recording.tables import ledger

Fields: TypeAlias = dict[str, Any]

OUTCOMES = ("coded", "empty", "duplicate", "skipped", "failed")
"""read = the sum of these, always."""


def file_of(origin: ColumnElement[str]) -> ColumnElement[str]:
    """The file or address of an origin, without the line that a report stood on (`reports.jsonl:12`)."""
    without = func.rtrim(origin, "0123456789")
    return case((and_(without.like("%:"), without != origin), func.rtrim(without, ":")), else_=origin)


def tally(record: Record) -> Fields:
    """All inputs: `read`, each outcome, `languages` of what was skipped and `reasons` of what failed, both with their number."""
    with faults_named(record.path), record.engine.connect() as connection:
        outcomes = _numbers(connection, select(ledger.c.outcome, func.count()).group_by(ledger.c.outcome))
        skipped = select(ledger.c.language, func.count()).where(ledger.c.outcome == "skipped").group_by(ledger.c.language)
        failed = select(ledger.c.reason, func.count()).where(ledger.c.outcome == "failed").group_by(ledger.c.reason)
        languages, reasons = _numbers(connection, skipped), _numbers(connection, failed)
    counts = {name: int(outcomes.get(name, 0)) for name in OUTCOMES}
    return {"read": sum(counts.values()), **counts, "languages": languages, "reasons": reasons}


def _numbers(connection: Connection, asked: Select[Any]) -> dict[str, int]:
    """Numbers by name, the largest first."""
    found = [(name or "not known", int(number)) for name, number in connection.execute(asked)]
    return dict(sorted(found, key=lambda pair: (-pair[1], pair[0])))


def origins(record: Record, most: int | None = None) -> list[Fields]:
    """Files and addresses that were read, that with most inputs first: `origin`, `read` and each outcome; at most so many where `most` is given."""
    became = [func.sum(case((ledger.c.outcome == name, 1), else_=0)).label(name) for name in OUTCOMES]
    number = func.count().label("read")
    asked = (
        select(file_of(ledger.c.origin).label("origin"), number, *became).group_by(literal_column("1")).order_by(number.desc(), literal_column("1"))
    )
    with faults_named(record.path), record.engine.connect() as connection:
        found = connection.execute(asked if most is None else asked.limit(most)).all()
    return [{name: value if name == "origin" else int(value) for name, value in row._mapping.items()} for row in found]


def failures(record: Record, most: int | None = None) -> list[Fields]:
    """Inputs that are not in the record, by reason: `origin`, `position`, `id`, `reason`, `message`, what the reason `means`, its `remedy`,
    and `again`, the file or address to read once more."""
    columns = (ledger.c.origin, ledger.c.position, ledger.c.document_id.label("id"), ledger.c.reason, ledger.c.message)
    asked = select(*columns).where(ledger.c.outcome == "failed").order_by(ledger.c.reason, ledger.c.origin, ledger.c.position, ledger.c.document_id)
    with faults_named(record.path), record.engine.connect() as connection:
        found = connection.execute(asked if most is None else asked.limit(most)).all()
    return [
        dict(row._mapping)
        | {"again": _LINE.sub("", row.origin), "means": FAILURE_REASONS.get(row.reason, ""), "remedy": remedies().get(row.reason, "")}
        for row in found
    ]


_LINE = re.compile(r":\d+$")


@cache
def remedies() -> dict[str, str]:
    """What to do about each reason of a failure (data/recording/remedies.tsv).

    Raises:
        KnowledgeError: a reason has no row, or a row no reason.
    """
    path = data_file("recording", "remedies.tsv")
    found = {row["reason"]: row["remedy"] for _, row in rows(path, ("reason", "remedy"))}
    wrong = sorted(found.keys() ^ FAILURE_REASONS.keys())
    if wrong:
        raise KnowledgeError(f"{path.name}: {', '.join(wrong)}: each of legation.errors.FAILURE_REASONS has one row here, and nothing else.")
    return found
