"""What coders and whoever settles their differences decided, laid over the record as a person's decisions: accept, correct, add, reject."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from legation.recording import corrections
from legation.recording.audit import Decision
from legation.recording.layering import base_of
from legation.recording.opening import faults_named
from legation.recording.record import Record
from legation.recording.tables import documents, events

Body = dict[str, Any]


def _people(side: str) -> Callable[[Mapping[str, Any]], object]:
    return lambda body: [(who["start"], who["end"], who["state"], who["sector"]) for who in body[side]]


CODED: dict[str, Callable[[Mapping[str, Any]], object]] = {
    "type": lambda body: body["type"],
    "mode": lambda body: body["mode"],
    "kind": lambda body: body["kind"],
    "contexts": lambda body: sorted(body["contexts"]),
    "status": lambda body: body["status"],
    "background": lambda body: body["background"],
    "date": lambda body: (body["date"] or {}).get("value"),
    "place": lambda body: body["place"] and (body["place"]["name"], body["place"]["state"]),
    "actors": _people("actors"),
    "recipients": _people("recipients"),
}
"""Fields that a coder sets, and what of each counts as a difference."""


def lay(record: Record, document_id: str, stand: Sequence[Body], told: Sequence[Body], decision: Decision) -> None:
    """Makes the record say of an act what was decided: the events that `stand` are in it, and any other of the same words is not.

    Args:
        told: every event that a coder marked of this act; what the record has of their words is decided about.

    Raises:
        InputError: the report's text is another now, or an event no longer fits; reason `bad_field`.
    """
    kept = {body["event_id"] for body in stand}
    for body in stand:
        _put(record, document_id, body, decision)
    for event_id in _read_there(record, document_id, [*stand, *told]):
        if event_id not in kept:
            corrections.reject(record, event_id, decision)


def _put(record: Record, document_id: str, body: Body, decision: Decision) -> None:
    found = _known(record, body["event_id"])
    if found is None:
        given = {name: body[name] for name in CODED} | {name: [body[name]["start"], body[name]["end"]] for name in ("anchor", "sentence")}
        corrections.add(record, document_id, given, decision)
        return
    changes = {name: body[name] for name, told in CODED.items() if told(body) != told(found)}
    if changes:
        corrections.correct(record, body["event_id"], changes, decision)
    else:
        corrections.accept(record, body["event_id"], decision)


def _known(record: Record, event_id: str) -> Body | None:
    """The event as it is read, or, where it is not, as the coder last made it."""
    with faults_named(record.path), record.engine.connect() as connection:
        read = connection.execute(select(events.c.body).where(events.c.event_id == event_id, events.c.current)).scalar()
        return json.loads(read) if read else base_of(connection, event_id)


def _read_there(record: Record, document_id: str, acts: Sequence[Body]) -> list[str]:
    """The events that are read whose words overlap those of one of the acts."""
    chosen = select(events.c.body).join_from(events, documents).where(documents.c.id == document_id, events.c.current)
    with faults_named(record.path), record.engine.connect() as connection:
        bodies = [json.loads(body) for body in connection.execute(chosen.order_by(events.c.event_id)).scalars()]
    anchors = [(act["anchor"]["start"], act["anchor"]["end"]) for act in acts]
    return [body["event_id"] for body in bodies if any(body["anchor"]["start"] < last and first < body["anchor"]["end"] for first, last in anchors)]
