"""Lays people's decisions over the machine's rows: which row of an event is read, inside the caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, false, func, select, update

from legation.errors import InputError
from legation.recording import entries
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
    entries.changed(connection, document_id)


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
        elif body is not None and (changed := _revised_or_none(body, json.loads(row.value), text)) is not None:
            body, review, fields = changed, "corrected" if review != "added" else review, fields | set(json.loads(row.value))
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


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be read of an event.

    Attributes:
        coding, document: keys of its report's current coding and text. machine: key of the machine's row in that coding, if it has one.
        body: what is to be read where people decided, None where nothing of theirs is.
        review: their last word, None where none stands.
    """

    coding: int
    document: int
    machine: int | None
    body: Body | None
    review: str | None


def due(connection: Connection, document_id: str, event_id: str) -> Due | None:
    """What is to be read of an event after people's decisions; None where its report is not there."""
    coded = select(codings.c.key, codings.c.document, documents.c.text).join_from(codings, documents)
    coding = connection.execute(coded.where(documents.c.id == document_id, codings.c.current)).one_or_none()
    if coding is None:
        return None
    made = select(events.c.key, events.c.body).where(events.c.event_id == event_id, events.c.coding == coding.key)
    machine = connection.execute(made.where(events.c.correction == 0)).one_or_none()
    base = json.loads(machine.body) if machine else base_of(connection, event_id)
    body, review = decided(base, effective(connection, event_id), coding.text)
    return Due(coding.key, coding.document, machine.key if machine else None, body, review)


def _apply(connection: Connection, document_id: str, event_id: str) -> None:
    found = due(connection, document_id, event_id)
    if found is None:
        return
    connection.execute(update(events).where(events.c.event_id == event_id, events.c.current != false()).values(current=False))
    if found.review is None and found.machine is not None:  # nothing stands, or nothing that fits
        connection.execute(update(events).where(events.c.key == found.machine).values(current=True))
    if found.body is not None:
        _lay(connection, event_id, found, found.body)


def _lay(connection: Connection, event_id: str, found: Due, body: Body) -> None:
    """Makes the row of people the one that is read; an earlier one that says the same serves again. Its entry is settled with the report's."""
    last = connection.execute(select(func.max(corrections.c.key)).where(corrections.c.event_id == event_id)).scalar_one()
    laid = select(events.c.key).where(events.c.coding == found.coding, events.c.event_id == event_id, events.c.correction == last)
    known = connection.execute(laid).scalar()
    if known is not None:
        connection.execute(update(events).where(events.c.key == known).values(current=True))
        return
    keys = {"coding": found.coding, "document": found.document, "entry_key": event_id, "correction": last, "review": found.review}
    store_event(connection, body, keys)
