"""What people have yet to decide on: the queue of events, the least certain first; and what was decided about one, and by whom of late."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from sqlalchemy import ColumnElement, Connection, distinct, func, or_, select, tuple_

from legation.recording.finding import entry_id_of
from legation.recording.layering import effective
from legation.recording.opening import faults_named
from legation.recording.record import Record
from legation.recording.searching import Query, search
from legation.recording.settled import body_of
from legation.recording.tables import corrections, documents, events

Way: TypeAlias = Literal["on", "back"]

MOST_LEFT, MOST_SOUGHT = 1_000_000, 1_000
"""So many events of the queue are counted, of the whole and where it is narrowed."""

LATE = 200
"""A person's latest decisions that are looked through for the last that stands."""

_REPORT = ("id", "title", "date", "publisher", "url", "origin", "text")


@dataclass(frozen=True, slots=True)
class Standing:
    """An event and how it stands.

    Attributes:
        body: as it is read, or as it was before people rejected it. read: whether it is read at all.
        state: people's last word that stands (accepted, corrected, added, rejected), None where there is none; `by`, `why`, `at`: whose it is.
        entry_id: the entry that it is of. report: id, title, date, publisher, url, origin, text and blocks.
        decisions: every decision that stands, the first one first: action, field, person, why, at.
    """

    body: dict[str, Any]
    read: bool
    state: str | None
    by: str | None
    why: str | None
    at: str | None
    entry_id: str
    report: dict[str, Any]
    decisions: tuple[dict[str, Any], ...]


def left(record: Record, query: Query) -> tuple[int, bool]:
    """How many current events that no person decided on the query holds for, and whether there are more than were counted."""
    most = MOST_LEFT if query == Query() else MOST_SOUGHT
    with faults_named(record.path), record.engine.connect() as connection:
        found = select(events.c.key).where(*search(connection, query).undecided(connection)).limit(most + 1).subquery()
        number = int(connection.execute(select(func.count()).select_from(found)).scalar_one())
    return min(number, most), number > most


def beside(record: Record, query: Query, event_id: str | None = None, way: Way = "on") -> str | None:
    """The event of the queue that comes next after (or before, with `way` back) this one; without one, the first. None where there is none.

    The queue is in the order of confidence, the lowest first, then of identifiers; `event_id` need not be in it any more.
    """
    with faults_named(record.path), record.engine.connect() as connection:
        where = list(search(connection, query).undecided(connection))
        order: list[ColumnElement[Any]] = [events.c.confidence, events.c.event_id]
        if event_id is not None:
            certain = _confidence(connection, event_id)
            if certain is None:
                return None
            at, here = tuple_(*order), tuple_(certain, event_id)
            where.append(at > here if way == "on" else at < here)
        if way == "back":
            order = [column.desc() for column in order]
        found: str | None = connection.execute(select(events.c.event_id).where(*where).order_by(*order).limit(1)).scalar()
        return found


def standing(record: Record, event_id: str) -> Standing | None:
    """An event, how it stands, and its report; None where the record never had it."""
    with faults_named(record.path), record.engine.connect() as connection:
        body = body_of(connection, event_id)
        report = None if body is None else _report(connection, event_id)
        if body is None or report is None:
            return None
        found = select(entry_id_of()).where(events.c.event_id == event_id, events.c.current)
        entry_id = connection.execute(found).scalar()
        decided = [{name: getattr(row, name) for name in ("action", "field", "person", "why", "at")} for row in effective(connection, event_id)]
    last = decided[-1] if decided else {}
    state = None if not decided else "rejected" if entry_id is None else (body.get("review") or {}).get("state")
    by, why, at = (last.get(name) for name in ("person", "why", "at"))
    return Standing(body, entry_id is not None, state, by, why, at, entry_id or event_id, report, tuple(decided))


def decided_together(record: Record, event_id: str) -> list[str]:
    """The events of what was this event's entry about which its last decision was made with one stroke; itself first."""
    with faults_named(record.path), record.engine.connect() as connection:
        stands = {event_id: effective(connection, event_id)}
        last = stands[event_id][-1] if stands[event_id] else None
        if last is None:
            return [event_id]
        once = [events.c.event_id, events.c.entry_key]
        edge = {event_id}
        while edge:
            near = select(*once).where(events.c.current.is_(False), or_(events.c.event_id.in_(edge), events.c.entry_key.in_(edge))).distinct()
            edge = {name for row in connection.execute(near) for name in row} - stands.keys()
            stands |= {name: effective(connection, name) for name in sorted(edge)}
    stroke = (last.person, last.at, last.action)
    return [name for name, rows in stands.items() if rows and (rows[-1].person, rows[-1].at, rows[-1].action) == stroke]


def decided_since(record: Record, since: str) -> int:
    """How many events people decided on at or after a time (ISO 8601, as decisions bear it), what was undone left out."""
    undone = corrections.alias("undone")
    with faults_named(record.path), record.engine.connect() as connection:
        stands = ~select(undone.c.key).where(undone.c.undoes == corrections.c.key, undone.c.event_id == corrections.c.event_id).exists()
        found = select(func.count(distinct(corrections.c.event_id))).where(corrections.c.at >= since, corrections.c.action != "undo", stands)
        return int(connection.execute(found).scalar_one())


def last_decision(record: Record, person: str) -> dict[str, Any] | None:
    """The last decision of a person that stands and that undoing would take back: event_id, action, at; None where there is none of late."""
    with faults_named(record.path), record.engine.connect() as connection:
        made = select(corrections).where(corrections.c.person == person).order_by(corrections.c.key.desc()).limit(LATE)
        rows = connection.execute(made).all()
        undone = {row.undoes for row in rows if row.action == "undo"}
        for row in rows:
            if row.action == "undo" or row.key in undone:
                continue
            stands = effective(connection, row.event_id)
            if stands and stands[-1].key == row.key:
                return {name: getattr(row, name) for name in ("event_id", "action", "at")}
    return None


def _confidence(connection: Connection, event_id: str) -> float | None:
    """The confidence by which an event stands in the queue: that of the machine's row."""
    made = select(events.c.confidence).where(events.c.event_id == event_id).order_by(events.c.correction != 0, events.c.key.desc()).limit(1)
    found: float | None = connection.execute(made).scalar()
    return found


def _report(connection: Connection, event_id: str) -> dict[str, Any] | None:
    chosen = select(documents).join_from(events, documents).where(events.c.event_id == event_id)
    row = connection.execute(chosen.order_by(events.c.current.desc(), events.c.key.desc()).limit(1)).first()
    if row is None:
        return None
    blocks = [{"role": role, "start": start, "end": end} for role, start, end in json.loads(row.blocks)]
    return {name: getattr(row, name) for name in _REPORT} | {"blocks": blocks}
