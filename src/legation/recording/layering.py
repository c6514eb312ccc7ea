"""Lays people's decisions over the machine's rows: which row of an event is read, inside the caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select, update

from legation.errors import InputError
from legation.recording.entries import changed
from legation.recording.revising import Body, quotes, revised
from legation.recording.storing import store_event
from legation.recording.tables import codings, corrections, documents, events


def apply_decisions(connection: Connection, document_id: str, event_ids: Iterable[str] | None = None) -> None:
    """Makes the row that is read of each event (all with decisions, unless told) of a report what people decided, and settles its entries."""
    if event_ids is None:
        chosen = select(corrections.c.event_id).where(corrections.c.document_id == document_id).distinct().order_by(corrections.c.event_id)
        event_ids = connection.execute(chosen).scalars().all()
    for event_id in event_ids:
        _apply(connection, document_id, event_id)
    changed(connection, document_id)


def effective(connection: Connection, event_id: str) -> Sequence[Row[Any]]:
    """The decisions about an event that stand: neither undone nor an undoing, the first one first."""
    rows = connection.execute(select(corrections).where(corrections.c.event_id == event_id).order_by(corrections.c.key)).all()
    undone = {row.undoes for row in rows if row.action == "undo"}
    return [row for row in rows if row.action != "undo" and row.key not in undone]


def base_of(connection: Connection, event_id: str) -> Body | None:
    """What the machine last made of the event; None where it never found it."""
    made = select(events.c.body).where(events.c.event_id == event_id, events.c.correction == 0).order_by(events.c.key.desc()).limit(1)
    found = connection.execute(made).scalar()
    return None if found is None else json.loads(found)


def text_of(connection: Connection, document_id: str) -> str:
    """The text of a report that its current coding is of.

    Raises:
        InputError: there is no such report; reason `bad_field`.
    """
    found = connection.execute(
        select(documents.c.text).join_from(documents, codings).where(documents.c.id == document_id, codings.c.current)
    ).scalar()
    if found is None:
        raise InputError("bad_field", f"The record has no report {document_id!r}. Look for one: legation find")
    return str(found)


def decided(base: Body | None, decisions: Sequence[Row[Any]], text: str) -> tuple[Body | None, str | None]:
    """The event as people's decisions leave it, with their last word (accepted, corrected, added); no event where they reject it.

    A decision that no longer fits (the report's text is another) leaves the event as it was before it.
    """
    body, review, fields = base, None, set[str]()
    for row in decisions:
        if row.action == "reject":
            review = "rejected"
        elif row.action == "accept":
            review = "accepted" if review in (None, "rejected") and not fields else review
        elif row.action == "add":
            body, review = json.loads(row.value), "added"
        elif body is not None and (made := _revised_or_none(body, json.loads(row.value), text)) is not None:
            body, review, fields = made, "corrected" if review != "added" else review, fields | set(json.loads(row.value))
    if body is None or review in (None, "rejected") or not _slices(body, text):
        return None, review
    return body | {"review": {"state": review, "by": decisions[-1].person, "fields": sorted(fields)}}, review


def _revised_or_none(body: Body, changes: dict[str, Any], text: str) -> Body | None:
    try:
        return revised(body, changes, text)
    except InputError:
        return None


def _slices(body: Body, text: str) -> bool:
    return all(text[q["start"] : q["end"]] == q["text"] for q in quotes(body))


def _apply(connection: Connection, document_id: str, event_id: str) -> None:
    coding = connection.execute(
        select(codings.c.key, codings.c.document, documents.c.text)
        .join_from(codings, documents)
        .where(documents.c.id == document_id, codings.c.current)
    ).one_or_none()
    if coding is None:
        return
    connection.execute(update(events).where(events.c.event_id == event_id, events.c.current).values(current=False))
    machine = connection.execute(
        select(events.c.key, events.c.body)
        .where(events.c.event_id == event_id, events.c.coding == coding.key, events.c.correction == 0)
    ).one_or_none()  # fmt: skip
    decisions = effective(connection, event_id)
    base = json.loads(machine.body) if machine else base_of(connection, event_id)
    body, review = decided(base, decisions, coding.text)
    if review is None and machine:  # nothing stands, or nothing that fits
        connection.execute(update(events).where(events.c.key == machine.key).values(current=True))
    if body is None:
        return
    layer = connection.execute(select(corrections.c.key).where(corrections.c.event_id == event_id).order_by(corrections.c.key.desc()).limit(1))
    keys = {"coding": coding.key, "document": coding.document, "entry_key": event_id, "correction": layer.scalar_one(), "review": review}
    stored = select(events.c.key).where(*(events.c[name] == keys[name] for name in ("coding", "correction")), events.c.event_id == event_id)
    known = connection.execute(stored).scalar()
    if known is None:
        store_event(connection, body, keys)
    else:
        connection.execute(update(events).where(events.c.key == known).values(current=True))
