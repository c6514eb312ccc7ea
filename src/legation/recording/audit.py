"""The audit log: who changed what in a record, when and why; rows are added and never changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from legation.errors import InputError
from legation.recording.opening import faults_named
from legation.recording.record import Record
from legation.recording.storing import as_json, safe
from legation.recording.tables import audit


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decides, why, and when (ISO 8601, as the caller's clock has it).

    Raises:
        InputError: nobody, or no reason, is named; reason `bad_field`.
    """

    person: str
    why: str
    at: str

    def __post_init__(self) -> None:
        for name in ("person", "why", "at"):
            if not getattr(self, name).strip():
                raise InputError("bad_field", f"{name}: a change names who, why and when. Give it.")


def note(connection: Connection, decision: Decision, action: str, subject: str, detail: Mapping[str, object]) -> None:
    """Writes a line of the log inside the caller's transaction; `subject` is the id of an event, a report or the record."""
    row = {"at": decision.at, "person": safe(decision.person), "action": action, "subject": safe(subject)}
    connection.execute(insert(audit), row | {"detail": as_json({"why": decision.why} | dict(detail))})


def log(record: Record, subject: str | None = None) -> Iterator[dict[str, object]]:
    """The lines of the log, the first change first: at, person, action, subject, detail; those of one subject where one is given."""
    chosen = select(audit).order_by(audit.c.key)
    if subject is not None:
        chosen = chosen.where(audit.c.subject == subject)
    with faults_named(record.path), record.engine.connect() as connection:
        for row in connection.execute(chosen.execution_options(yield_per=500)):
            yield {name: getattr(row, name) for name in ("at", "person", "action", "subject")} | {"detail": json.loads(row.detail)}
