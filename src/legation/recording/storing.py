"""Writes rows of a record, inside the caller's transaction: a report with its coding, an event, a line of the ledger."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, false, insert, select, update

from legation.document import Document, value_or_none
from legation.errors import Unknown
from legation.recording.coded import Coded, SourcePosition, content_digest, text_digest
from legation.recording.days import bounds
from legation.recording.dialects import upsert
from legation.recording.fulltext import add_words
from legation.recording.tables import codings, documents, events, ledger, participants, statements

_SAME_ID = select(documents.c.key).where(documents.c.id == bindparam("doc_id"))
_SAME_CONTENT = _SAME_ID.where(documents.c.digest == bindparam("doc_digest"))
_SAME_CODING = (
    select(codings.c.key)
    .join_from(codings, documents)
    .where(documents.c.id == bindparam("doc_id"), documents.c.digest == bindparam("doc_digest"), codings.c.version == bindparam("coding_version"))
)
_RETIRE_CODINGS = update(codings).where(codings.c.document.in_(_SAME_ID), codings.c.current).values(current=False)
_RETIRE_EVENTS = update(events).where(events.c.document.in_(_SAME_ID), events.c.current != false()).values(current=False)
_ADD_DOCUMENT = insert(documents).returning(documents.c.key)
_ADD_CODING = insert(codings).returning(codings.c.key)
_ADD_STATEMENT = insert(statements)
_ADD_PARTICIPANTS = insert(participants)
_WHY = ("outcome", "language", "reason", "message")
Words = TypeVar("Words", str, str | None)

_CAST = (("actor", "actors"), ("recipient", "recipients"))


def coding_of(connection: Connection, document: Document, version: str) -> int | None:
    """The key of this report's coding of this version, with this text and day."""
    return connection.execute(_SAME_CODING, _identity(document) | {"coding_version": version}).scalar()


def make_current(connection: Connection, document_id: str, coding: int) -> None:
    """Makes a kept coding of a report the one that is read."""
    connection.execute(_RETIRE_CODINGS, {"doc_id": document_id})
    connection.execute(_RETIRE_EVENTS, {"doc_id": document_id})
    connection.execute(update(codings).where(codings.c.key == coding).values(current=True))
    connection.execute(update(events).where(events.c.coding == coding, events.c.correction == 0).values(current=True))


def store(connection: Connection, coded: Coded) -> None:
    """Stores a report, if its text or day is new, and its coding, which is current from now on."""
    document = coded.document
    identity = _identity(document)
    connection.execute(_RETIRE_CODINGS, {"doc_id": identity["doc_id"]})
    connection.execute(_RETIRE_EVENTS, {"doc_id": identity["doc_id"]})
    key = connection.execute(_SAME_CONTENT, identity).scalar()
    if key is None:
        key = _store_document(connection, document)
    row = {"document": key, "version": coded.version, "outcome": coded.outcome, "current": True}
    coding = connection.execute(_ADD_CODING, row).scalar_one()
    for event in coded.coding.events:
        keys = {"coding": coding, "document": key, "entry_key": event.event_id, "correction": 0, "review": None}
        store_event(connection, event.to_dict() | {"confidence": event.confidence}, keys)
    for statement in coded.coding.statements:
        connection.execute(_ADD_STATEMENT, {"coding": coding, "body": as_json(statement.to_dict())})


def store_event(connection: Connection, body: Mapping[str, Any], keys: Mapping[str, object]) -> None:
    """Stores a current event with its participants and words; one that its coding has already stays as it is.

    Args:
        body: the event as DESIGN.md section 4 has it. keys: coding, document, entry_key, correction, review.
    """
    row = {**keys, **_columns(body), "current": True, "body": as_json({**body, "confidence": round(body["confidence"], 3)})}
    # A coder that codes one anchor twice with one type means one event: the first is kept.
    key = connection.execute(upsert(connection, events).on_conflict_do_nothing().returning(events.c.key), row).scalar()
    if key is None:
        return
    add_words(connection, "event_words", key, row["sentence"])
    cast = [_cast_row(key, side, n, who) for side, name in _CAST for n, who in enumerate(body[name])]
    if cast:
        connection.execute(_ADD_PARTICIPANTS, cast)


def enter(connection: Connection, at: SourcePosition, outcome: str, document_id: str, **why: str | None) -> None:
    """Writes a line of the ledger. A report that is met again where it stood before changes nothing."""
    row = {"origin": safe(at.origin), "position": at.index, "outcome": outcome, "document_id": safe(document_id)}
    row |= {"language": None, "reason": None, "message": None} | {k: safe(v) for k, v in why.items()}
    new = upsert(connection, ledger)
    where = ledger.c.outcome == "failed" if outcome == "duplicate" else None
    connection.execute(new.on_conflict_do_update(index_elements=list(ledger.primary_key), set_={k: new.excluded[k] for k in _WHY}, where=where), row)


def as_json(value: object) -> str:
    """The value as JSON that every database can hold."""
    return safe(json.dumps(value, ensure_ascii=False))


def safe(words: Words) -> Words:
    """The words without lone surrogates and NUL, which no file in UTF-8 and no PostgreSQL can hold."""
    return None if words is None else words.encode("utf-8", "replace").decode().replace("\x00", "\ufffd")


def _identity(document: Document) -> dict[str, str]:
    return {"doc_id": safe(document.id), "doc_digest": content_digest(document)}


def _store_document(connection: Connection, document: Document) -> int:
    date = None if isinstance(document.date, Unknown) else document.date
    row = {
        "id": safe(document.id),
        "digest": content_digest(document),
        "text_digest": text_digest(document),
        "text": safe(document.text),
        "title": safe(value_or_none(document.title)),
        "date": date.day.isoformat() if date else None,
        "date_basis": date.basis if date else None,
        "language": value_or_none(document.language),
        "url": safe(value_or_none(document.url)),
        "publisher": safe(value_or_none(document.publisher)),
        "origin": safe(document.origin),
        "blocks": as_json([[b.role, b.span.start, b.span.end] for b in document.blocks]),
        "licence": safe(value_or_none(document.licence)),
        "date_unknown": document.date.reason if isinstance(document.date, Unknown) else None,
    }
    key: int = connection.execute(_ADD_DOCUMENT, row).scalar_one()
    add_words(connection, "document_words", key, row["title"] or "", row["text"] or "")
    return key


def _columns(body: Mapping[str, Any]) -> dict[str, Any]:
    """What of an event is searched, by column."""
    concerns, place = body["concerns"] or {}, body["place"] or {}
    date = (body["date"] or {}).get("value")
    first, last = bounds(date)
    plain = ("event_id", "role", "type", "mode", "kind", "status", "background", "confidence")
    return {name: body[name] for name in plain} | {
        "concerns_type": concerns.get("type"),
        "concerns_kind": concerns.get("kind"),
        "date": date,
        "first_day": first,
        "last_day": last,
        "place": place.get("name"),
        "place_state": place.get("state"),
        "place_admin1": place.get("admin1"),
        "sentence": safe(body["sentence"]["text"]),
    }


def _cast_row(event: int, side: str, ordinal: int, who: Mapping[str, Any]) -> dict[str, object]:
    row = {"event": event, "side": side, "ordinal": ordinal, "sector": who["sector"], "actor_id": who["id"]}
    return row | {"state": who["state"], "name": safe(who["name"])}
