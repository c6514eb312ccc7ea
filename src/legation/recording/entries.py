"""Keeps entries as reports come and go: compares their events with those of their blocks, and settles anew what that touches."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, delete, false, insert, or_, select, true, update

from legation.recording import verdicts
from legation.recording.blocking import blocks as blocks_of
from legation.recording.candidates import enter_blocks, leave_blocks
from legation.recording.engines import lock
from legation.recording.entry_tables import links, reports, tellings
from legation.recording.linking import link, outline
from legation.recording.settling import Node, Settling
from legation.recording.tables import codings, documents, events
from legation.recording.traits import Report, Telling, later, report_of, restored, tellings_of

ARTICLE = ("headline", "lead", "body")
AT_ONCE = 500
"""Rows that one question asks for."""

_TOLD = select(tellings.c.event_id, tellings.c.traits, reports).join_from(tellings, reports, tellings.c.document_id == reports.c.document_id)
_ADD_TELLING = insert(tellings)
_ADD_LINKS = insert(links)
_SET_ENTRY = update(tellings).where(tellings.c.event_id == bindparam("event")).values(entry=bindparam("settled"))
_SET_KEY = update(events).where(events.c.event_id == bindparam("event"), events.c.current != false()).values(entry_key=bindparam("settled"))
"""`current != false`: an equality would have SQLite walk all current events by the index that begins with it."""
_SET_FORMER_KEY = update(events).where(events.c.event_id == bindparam("event"), events.c.current != true()).values(entry_key=bindparam("settled"))


def changed(connection: Connection, document_id: str) -> None:
    """Brings entries up to date with a report's current events, in the transaction of the caller."""
    lock(connection, "entries")
    old = _tellings_of(connection, tellings.c.document_id == document_id)
    new = _current(connection, document_id)
    gone = [e for e in old if e not in new or new[e] != old[e]]
    fresh = [new[e] for e in new if e not in old or new[e] != old[e]]
    touched = _forget(connection, gone, [e for e in old if e not in new])
    touched |= _compare(connection, fresh)
    settle(connection, touched | set(new))


def rebuild(connection: Connection) -> None:
    """Makes entries of a record that has none yet."""
    for document_id in connection.execute(select(documents.c.id).distinct().order_by(documents.c.id)).scalars().all():
        changed(connection, document_id)


def settle(connection: Connection, touched: Iterable[str]) -> None:
    """Settles the entries of these events anew, and those that a change of their links may have changed."""
    rows = []
    for members in Settling(StoredGraph(connection), verdicts.decided(connection)).entries(touched):
        rows += [{"event": e, "settled": min(members)} for e in sorted(members)]
    before = dict(_in_chunks(connection, select(tellings.c.event_id, tellings.c.entry), tellings.c.event_id, [r["event"] for r in rows]))
    moved = [row for row in rows if before[row["event"]] != row["settled"]]
    if moved:
        connection.execute(_SET_ENTRY, moved)
    if rows:
        connection.execute(_SET_KEY, rows)


class StoredGraph:
    """Events and links as the database has them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def nodes(self, event_ids: Iterable[str]) -> Mapping[str, Node]:
        """The nodes of these events; those that are not in the record are left out."""
        found = {}
        for name, traits in _in_chunks(self._connection, select(tellings.c.event_id, tellings.c.traits), tellings.c.event_id, event_ids):
            fields = json.loads(traits)
            place = tuple(fields["place"]) if fields["place"] else None
            sentence = fields["document_id"], fields["sentence"]
            found[name] = Node(name, fields["cell"], fields["precision"], (fields["first"], fields["last"], place), sentence)
        return found

    def links(self, event_ids: Iterable[str]) -> Mapping[str, Mapping[str, float]]:
        """For each of these events its linked events, with the likelihood of each link."""
        found: dict[str, dict[str, float]] = {}
        for event_id, other, score in _in_chunks(self._connection, select(links), links.c.event_id, event_ids):
            found.setdefault(event_id, {})[other] = score
        return found


def node_of(telling: Telling) -> Node:
    """A telling as settling sees it."""
    return Node(telling.event_id, telling.cell, telling.precision, outline(telling), (telling.document_id, telling.sentence))


def told(connection: Connection, event_ids: Iterable[str]) -> dict[str, Telling]:
    """The tellings of these events; those that are not current are left out."""
    return {row.event_id: _restored(row) for row in _in_chunks(connection, _TOLD, tellings.c.event_id, event_ids)}


def _restored(row: Any) -> Telling:
    return restored(row.traits, Report(row.document_id, row.day, row.publisher, row.signature, json.loads(row.vector)))


def _tellings_of(connection: Connection, condition: Any) -> dict[str, Telling]:
    return {row.event_id: _restored(row) for row in connection.execute(_TOLD.where(condition))}


def _current(connection: Connection, document_id: str) -> dict[str, Telling]:
    """The tellings of a report's current coding; the report itself is stored."""
    row = connection.execute(
        select(documents.c.key, documents.c.date, documents.c.publisher, documents.c.text, documents.c.blocks)
        .join_from(documents, codings)
        .where(documents.c.id == document_id, codings.c.current)
    ).first()
    if row is None:
        return {}
    article = "\n\n".join(row.text[start:end] for role, start, end in json.loads(row.blocks) if role in ARTICLE)
    report = report_of(document_id, row.date, row.publisher, article)
    stored = {
        "day": report.day,
        "publisher": report.publisher,
        "signature": report.signature,
        "vector": json.dumps(report.vector, ensure_ascii=False),
    }
    connection.execute(delete(reports).where(reports.c.document_id == document_id))
    connection.execute(insert(reports), {"document_id": document_id} | stored)
    bodies = connection.execute(select(events.c.body).where(events.c.document == row.key, events.c.current).order_by(events.c.event_id))
    return tellings_of([json.loads(body) for body in bodies.scalars()], report)


def _compare(connection: Connection, fresh: Iterable[Telling]) -> set[str]:
    """Stores tellings and their links; says which events that touches."""
    touched: set[str] = set()
    for telling in fresh:
        row: dict[str, object] = {"event_id": telling.event_id, "document_id": telling.document_id, "entry": telling.event_id}
        row |= {"first_day": telling.first, "last_day": telling.last}
        connection.execute(_ADD_TELLING, row | {"precision": telling.precision, "traits": telling.stored()})
        touched |= {telling.event_id} | enter_blocks(connection, telling.event_id, blocks_of(telling), _linker(connection))
    return touched


def _forget(connection: Connection, changing: list[str], ending: list[str]) -> set[str]:
    """Takes tellings out, with their links; who asks for an event that has ended is led to what is left of its entry."""
    touched: set[str] = set()
    for event_id in changing:
        linked = connection.execute(select(links.c.other).where(links.c.event_id == event_id)).scalars().all()
        touched |= set(linked)
        connection.execute(delete(links).where((links.c.event_id == event_id) | (links.c.other == event_id)))
        entry = connection.execute(select(tellings.c.entry).where(tellings.c.event_id == event_id)).scalar_one()
        connection.execute(delete(tellings).where(tellings.c.event_id == event_id))
        left = connection.execute(select(tellings.c.event_id).where(tellings.c.entry == entry).order_by(tellings.c.event_id)).scalars().all()
        touched |= set(left)
        if event_id in ending:
            connection.execute(_SET_FORMER_KEY, {"event": event_id, "settled": left[0] if left else event_id})
        touched |= leave_blocks(connection, event_id, _linker(connection))
    return touched - set(changing)


def _linker(connection: Connection) -> Any:
    """Links one event with others where they are likely one act; says which others."""

    def compare(event_id: str, others: Iterable[str]) -> set[str]:
        one = told(connection, [event_id])[event_id]
        rows = _in_chunks(connection, _TOLD.where(*_meeting(one)), tellings.c.event_id, others)
        found = {row.event_id: _restored(row) for row in rows if row.event_id != event_id}
        made = [made for other in found.values() if (made := link(one, other))]
        pairs = [{"event_id": m.a, "other": m.b, "score": m.score} for m in made]
        pairs += [{"event_id": m.b, "other": m.a, "score": m.score} for m in made]
        if pairs:
            connection.execute(_ADD_LINKS, pairs)
        return {m.a for m in made} | {m.b for m in made}

    return compare


def _meeting(one: Telling) -> list[ColumnElement[bool]]:
    """That an event's days are not known or lie within a day of another's: days that contradict are not even loaded."""
    if not (one.first and one.last):
        return []
    first, last = tellings.c.first_day, tellings.c.last_day
    return [or_(first.is_(None), first <= later(one.last, 1)), or_(last.is_(None), last >= later(one.first, -1))]


def _in_chunks(connection: Connection, query: Any, column: Any, wanted: Iterable[str]) -> list[Any]:
    """Rows of a query whose column is one of those wanted, asked for some at a time."""
    names = iter(sorted(set(wanted)))
    found: list[Any] = []
    while chunk := list(islice(names, AT_ONCE)):
        found += connection.execute(query.where(column.in_(chunk))).all()
    return found
