"""People's decisions about events, as rows over the machine's: nothing is overwritten, and what is read has them applied.

A decision is about an `event_id`, which does not depend on the coder's version; so it survives a coding anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert, select

from legation.errors import InputError
from legation.recording.audit import Decision, note
from legation.recording.engines import lock
from legation.recording.layering import apply_decisions, base_of, effective, text_of
from legation.recording.opening import faults_named, writing
from legation.recording.record import Record
from legation.recording.revising import Body, revised
from legation.recording.storing import as_json, safe
from legation.recording.tables import corrections, documents, events

_COLUMNS = ("key", "event_id", "document_id", "action", "field", "value", "undoes", "person", "why", "at")


def accept(record: Record, event_id: str, decision: Decision) -> Body | None:
    """The event is right as it is read; it stays in the record even where a later coder no longer finds it. Returns it.

    Raises (as every decision here):
        InputError: there is no such event, or the change is not allowed; reason `bad_field`.
    """
    return _decide(record, event_id, "accept", decision)


def reject(record: Record, event_id: str, decision: Decision) -> Body | None:
    """The event is wrong: it is kept, and no longer found, counted or exported. Returns None."""
    return _decide(record, event_id, "reject", decision)


def correct(record: Record, event_id: str, changes: Mapping[str, Any], decision: Decision) -> Body | None:
    """Fields of the event are otherwise (`revising.SETTABLE`, or paths such as `actors.0.state`). Returns the event as it is read now."""
    if not changes:
        raise InputError("bad_field", f"event {event_id}: nothing is to be changed. Name a field and its value.")
    return _decide(record, event_id, "correct", decision, changes=changes)


def undo(record: Record, event_id: str, decision: Decision) -> Body | None:
    """Takes back the last decision about the event that stands. Returns the event as it is read now, None where it is not."""
    return _decide(record, event_id, "undo", decision)


def add(record: Record, document_id: str, given: Mapping[str, Any], decision: Decision) -> Body:
    """An event that the coder did not find, in a stored report. Returns it.

    Args:
        given: `type`, `anchor` and `sentence` as `[start, end]` in the report's text, and fields as in `correct`; actors are due.
    """
    with faults_named(record.path), writing(record.engine) as connection, connection.begin():
        lock(connection, f"report {document_id}")
        body = event_from(document_id, text_of(connection, document_id), dict(given))
        if base_of(connection, body["event_id"]) is not None:
            raise InputError("bad_field", f"report {document_id} has this event: {body['event_id']}. Correct it instead.")
        _enter(connection, body["event_id"], document_id, "add", decision, value=body)
        apply_decisions(connection, document_id, [body["event_id"]])
        return _read(connection, body["event_id"]) or body


def history(record: Record, event_id: str) -> list[dict[str, Any]]:
    """Every decision about the event, the first one first: key, action, field, value, undoes, person, why, at."""
    with faults_named(record.path), record.engine.connect() as connection:
        rows = connection.execute(select(*(corrections.c[n] for n in _COLUMNS)).where(corrections.c.event_id == event_id).order_by(corrections.c.key))
        return [dict(row._mapping) | {"value": json.loads(row.value) if row.value else None} for row in rows]


def _decide(record: Record, event_id: str, action: str, decision: Decision, *, changes: Mapping[str, Any] | None = None) -> Body | None:
    with faults_named(record.path), writing(record.engine) as connection, connection.begin():
        document_id = _document_of(connection, event_id)
        lock(connection, f"report {document_id}")
        undoes = _last_standing(connection, event_id) if action == "undo" else None
        if changes is not None:
            read = _read(connection, event_id) or base_of(connection, event_id)
            assert read is not None  # its document is known
            revised(read, changes, text_of(connection, document_id))
        _enter(connection, event_id, document_id, action, decision, value=changes, undoes=undoes)
        apply_decisions(connection, document_id, [event_id])
        return _read(connection, event_id)


def _document_of(connection: Connection, event_id: str) -> str:
    of_events = select(documents.c.id).join_from(events, documents).where(events.c.event_id == event_id).limit(1)
    of_rows = select(corrections.c.document_id).where(corrections.c.event_id == event_id).limit(1)
    found = connection.execute(of_events).scalar() or connection.execute(of_rows).scalar()
    if found is None:
        raise InputError("bad_field", f"The record has no event {event_id!r}. Look for one: legation find")
    return str(found)


def _last_standing(connection: Connection, event_id: str) -> int:
    standing = effective(connection, event_id)
    if not standing:
        raise InputError("bad_field", f"event {event_id}: no decision stands that could be undone.")
    return int(standing[-1].key)


def _read(connection: Connection, event_id: str) -> Body | None:
    found = connection.execute(select(events.c.body).where(events.c.event_id == event_id, events.c.current)).scalar()
    return None if found is None else json.loads(found)


def _enter(
    connection: Connection,
    event_id: str,
    document_id: str,
    action: str,
    decision: Decision,
    *,
    value: Mapping[str, Any] | None = None,
    undoes: int | None = None,
) -> None:
    field = " ".join(sorted(value)) if action == "correct" and value else None
    row = {"event_id": event_id, "document_id": document_id, "action": action, "field": field, "undoes": undoes}
    row |= {"person": safe(decision.person), "why": safe(decision.why), "at": decision.at}
    connection.execute(insert(corrections), row | {"value": None if value is None else as_json(value)})
    note(connection, decision, action, event_id, {"fields": field, "undoes": undoes})


def event_from(document_id: str, text: str, given: dict[str, Any]) -> Body:
    """The whole event that `add` makes of what it is given, for a report of this id and text.

    Raises:
        InputError: something is missing or not allowed; reason `bad_field`.
    """
    try:
        type_ = str(given.pop("type"))
        (start, end), (first, last) = given.pop("anchor"), given.pop("sentence")
        within = 0 <= first <= start < end <= last <= len(text)
    except (KeyError, TypeError, ValueError) as fault:
        raise InputError("bad_field", "An event needs `type`, and `anchor` and `sentence` as [start, end]. Give them.") from fault
    if not within:
        raise InputError("bad_field", f"anchor {start}..{end} and sentence {first}..{last} do not lie in the report's {len(text)} code points.")
    hashed = hashlib.sha256(f"{document_id}\x00{start}\x00{end}\x00{type_}".encode()).hexdigest()[:16]
    body: Body = {
        "event_id": hashed, "document_id": document_id, "sentence": {"start": first, "end": last, "text": text[first:last]}, "role": "body",
        "type": type_, "mode": None, "kind": None, "contexts": [], "quad": 0, "score": 0.0, "cameo": "",
        "anchor": {"text": text[start:end], "start": start, "end": end}, "repeats": [], "actors": [], "recipients": [], "concerns": None,
        "vessels": [], "figures": [], "tour_id": None, "status": "occurred", "background": False, "attribution": None, "date": None,
        "place": None, "unknown": {}, "confidence": 1.0, "basis": {"coder": "people", "rule": "added"}, "version": "people",
    }  # fmt: skip
    return revised(body, {"type": type_} | given, text)
