"""What persons decided about an entry, in order: accepted, corrected, rejected, added and undone events, splits and joins, and who, when and why."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from sqlalchemy import Connection, select

from legation.recording.entry_tables import verdict_events
from legation.recording.layering import base_of
from legation.recording.opening import faults_named
from legation.recording.record import Record
from legation.recording.settled import leads_to
from legation.recording.tables import audit, corrections, events
from legation.recording.verdicts import all_of

Step: TypeAlias = dict[str, Any]

_VERDICTS = ("split", "join")


def chronicle(record: Record, identifier: str) -> list[Step]:
    """Decisions about the entry that an event's id leads to, and about events that were of it, the earliest first.

    Each has at, person, action, why. Those about an event: `event_id`, `key`, `undone`, `undoes`, and of a correction `fields`: {field: {"value",
    "machine"}}, what people set and what the coder had read. Splits and joins: `events`, the two sides.
    """
    with faults_named(record.path), record.engine.connect() as connection:
        names = _names(connection, identifier)
        steps = [*_corrections(connection, names), *_verdicts(connection, names)]
    return sorted(steps, key=lambda step: step["at"] or "")


def _names(connection: Connection, identifier: str) -> set[str]:
    """The events that are of the entry, and those that were."""
    key = leads_to(connection, identifier) or identifier
    ever = select(events.c.event_id).where(events.c.current.in_([True, False]), events.c.entry_key == key)
    return {identifier, key, *connection.execute(ever).scalars()}


def _corrections(connection: Connection, names: Iterable[str]) -> Iterator[Step]:
    rows = connection.execute(select(corrections).where(corrections.c.event_id.in_(sorted(names))).order_by(corrections.c.key)).all()
    undone = {row.undoes for row in rows if row.action == "undo"}
    for row in rows:
        step = {name: getattr(row, name) for name in ("key", "at", "person", "action", "why", "event_id", "undoes")} | {"undone": row.key in undone}
        yield step | ({"fields": _fields(connection, row)} if row.action == "correct" else {})


def _fields(connection: Connection, row: Any) -> dict[str, dict[str, Any]]:
    machine = base_of(connection, row.event_id)
    return {path: {"value": value, "machine": _at(machine, path)} for path, value in sorted(json.loads(row.value).items())}


def _at(body: Any, path: str) -> Any:
    """What stands at `actors.0.state` of an event; None where nothing does."""
    for part in path.split("."):
        if isinstance(body, list) and part.isdigit() and int(part) < len(body):
            body = body[int(part)]
        elif isinstance(body, dict):
            body = body.get(part)
        else:
            return None
    return body


def _verdicts(connection: Connection, names: Iterable[str]) -> Iterator[Step]:
    """Splits and joins; when they were made stands in the log."""
    if connection.execute(select(verdict_events.c.verdict).where(verdict_events.c.event_id.in_(sorted(names))).limit(1)).first() is None:
        return
    known = set(names)
    spoken = [v for v in all_of(connection) if known & (v.sides[0] | v.sides[1])]
    subjects = sorted({name for v in spoken for side in v.sides for name in side})
    lines = connection.execute(select(audit).where(audit.c.action.in_(_VERDICTS), audit.c.subject.in_(subjects)).order_by(audit.c.key))
    logged = {(line.action, str(json.loads(line.detail)["events"])): line for line in lines}
    for verdict in spoken:
        sides = [sorted(side) for side in verdict.sides]
        line = logged.get((verdict.kind, str(sides)))
        at, person = (line.at, line.person) if line else (None, None)
        yield {"at": at, "person": verdict.decided_by or person, "action": verdict.kind, "why": verdict.why, "events": sides}
