"""What is asked of a record: entries by who, what, where, when and words; and all that is known of one id."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, and_, distinct, func, or_, select

from legation.recording.fulltext import match_expression, matching
from legation.recording.opening import faults_named
from legation.recording.record import Record
from legation.recording.settled import details, leads_to, summary
from legation.recording.tables import codings, documents, events, participants, statements
from legation.recording.tellings import Outlets

_STATE = re.compile(r"[A-Z]{3}$")


@dataclass(frozen=True, slots=True)
class Query:
    """What to find; every part given must hold.

    Attributes:
        actor, recipient: a state's code, or a name: of a state, or part of a person's or organisation's.
        pair: two such, on either side. place: a state's code, or part of a place's name.
        since, until: ISO days (or months, years); acts whose time meets them. Acts without a known date are not among them.
        words: words that the sentence holds, in any order and form. in_report: the whole report instead.
        role: headline, lead, body, caption. teasers: other stories' leads too.
        limit: entries at most; None for all.
    """

    actor: str | None = None
    recipient: str | None = None
    pair: tuple[str, str] | None = None
    type: str | None = None
    kind: str | None = None
    status: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    words: str | None = None
    in_report: bool = False
    role: str | None = None
    minimum_confidence: float = 0.0
    teasers: bool = False
    limit: int | None = None
    offset: int = 0


def find(record: Record, query: Query) -> Iterator[dict[str, object]]:
    """Entries that the query holds for, the latest act first: the most certain of their matching events, with what the entry adds.

    Each has, beside the event's fields, `entry_id`, `reports` (how many reports tell of it) and `report` (title, date, publisher, url, origin),
    and what `settled.summary` adds.
    """
    rank = func.row_number().over(partition_by=events.c.entry_key, order_by=(events.c.confidence.desc(), events.c.event_id))
    ranked = select(events.c.key, events.c.first_day, events.c.event_id, rank.label("rank")).where(events.c.current, *_conditions(query)).subquery()
    first = select(ranked.c.key).where(ranked.c.rank == 1).order_by(*_latest_first(ranked)).limit(query.limit).offset(query.offset).subquery()
    chosen = select(*_COLUMNS).join_from(first, events, events.c.key == first.c.key).join(documents, events.c.document == documents.c.key)
    chosen = chosen.order_by(*_latest_first(events))
    with faults_named(record.path), record.engine.connect() as connection:
        for row in connection.execute(chosen.execution_options(yield_per=500)):
            yield _found(connection, row) | summary(connection, row.entry_key, record.outlets)


def count(record: Record, query: Query) -> int:
    """How many entries the query holds for."""
    number = select(func.count(distinct(events.c.entry_key))).where(events.c.current, *_conditions(query))
    with faults_named(record.path), record.engine.connect() as connection:
        return connection.execute(number).scalar_one()


def show(record: Record, identifier: str) -> dict[str, object] | None:
    """All of an entry (by its id or that of any of its events) or of a report: its events, their words, the text. None where there is no such id.

    An entry is {"entry_id", "events", "documents"} with what `settled.details` adds; a report {"document", "events", "statements", "codings"}.
    """
    with faults_named(record.path), record.engine.connect() as connection:
        return _entry(connection, identifier, record.outlets) or _report(connection, identifier)


_COLUMNS = (
    events.c.key,
    events.c.body,
    events.c.entry_key,
    documents.c.title,
    documents.c.date,
    documents.c.publisher,
    documents.c.url,
    documents.c.origin,
)


def _latest_first(table: FromClause) -> tuple[ColumnElement[Any], ...]:
    return table.c.first_day.is_(None), table.c.first_day.desc(), table.c.event_id


def _found(connection: Connection, row: Any) -> dict[str, object]:
    members = select(func.min(events.c.event_id), func.count(distinct(documents.c.id))).join_from(events, documents)
    entry_id, reports = connection.execute(members.where(events.c.entry_key == row.entry_key, events.c.current)).one()
    report = {"title": row.title, "date": row.date, "publisher": row.publisher, "url": row.url, "origin": row.origin}
    event: dict[str, object] = json.loads(row.body)
    return {"entry_id": entry_id, "reports": reports} | event | {"report": report}


def _conditions(query: Query) -> list[ColumnElement[bool]]:
    plain = {"type": query.type, "kind": query.kind, "status": query.status, "role": query.role}
    found: list[ColumnElement[bool]] = [events.c[name] == value for name, value in plain.items() if value]
    if not query.teasers:
        found.append(events.c.role != "teaser")
    if query.actor:
        found.append(_takes_part(query.actor, "actor"))
    if query.recipient:
        found.append(_takes_part(query.recipient, "recipient"))
    if query.pair:
        found += [_takes_part(who, None) for who in query.pair]
    if query.place:
        found.append(events.c.place_state == query.place if _STATE.match(query.place) else _holds(events.c.place, query.place))
    if query.minimum_confidence > 0:
        found.append(events.c.confidence >= query.minimum_confidence)
    return found + _time_conditions(query) + _word_conditions(query)


def _time_conditions(query: Query) -> list[ColumnElement[bool]]:
    found = []
    if query.since:
        found.append(and_(events.c.date.is_not(None), func.coalesce(events.c.last_day, "9999") >= query.since))
    if query.until:
        found.append(and_(events.c.date.is_not(None), func.coalesce(events.c.first_day, "0000") <= query.until + "~"))
    return found


def _word_conditions(query: Query) -> list[ColumnElement[bool]]:
    if not match_expression(query.words or ""):
        return []
    if query.in_report:
        return [matching(events.c.document, "document_words", query.words or "")]
    return [matching(events.c.key, "event_words", query.words or "")]


def _takes_part(who: str, side: str | None) -> ColumnElement[bool]:
    """Whether somebody of that state or name stands on that side; a state's name means all who act for it."""
    found = select(participants.c.event)  # gathered once: correlated to each event it would take minutes in a record of 50,000
    if side:
        found = found.where(participants.c.side == side)
    if _STATE.match(who):
        return events.c.key.in_(found.where(participants.c.state == who))
    named = participants.alias()
    states = select(named.c.state).where(func.lower(named.c.name) == who.lower(), named.c.actor_id.like("state:%")).distinct()
    return events.c.key.in_(found.where(or_(_holds(participants.c.name, who), participants.c.state.in_(states))))


def _holds(column: ColumnElement[Any], words: str) -> ColumnElement[bool]:
    return column.icontains(words, autoescape=True)


def _entry(connection: Connection, identifier: str, outlets: Outlets) -> dict[str, object] | None:
    key = leads_to(connection, identifier)
    members = select(events.c.event_id, events.c.body, documents).join_from(events, documents).where(events.c.entry_key == key, events.c.current)
    if key is None:  # an event that no coding has any more, the last of its entry
        members = select(events.c.event_id, events.c.body, documents).join_from(events, documents).where(events.c.event_id == identifier)
    rows = connection.execute(members.order_by(events.c.event_id, events.c.key)).all()
    if not rows:
        return None
    texts = {row.id: _document(row) for row in rows}
    entry = {"entry_id": rows[0].event_id, "events": [json.loads(row.body) for row in rows], "documents": [texts[name] for name in sorted(texts)]}
    return entry | (details(connection, key, outlets) if key else {})


def _report(connection: Connection, identifier: str) -> dict[str, object] | None:
    newest = select(documents, codings.c.key.label("coding")).join_from(documents, codings).where(documents.c.id == identifier)
    row = connection.execute(newest.order_by(codings.c.current.desc(), codings.c.key.desc()).limit(1)).first()
    if row is None:
        return None
    made = select(codings.c.version, codings.c.outcome, codings.c.current).join_from(codings, documents).where(documents.c.id == identifier)
    told = connection.execute(select(events.c.body).where(events.c.coding == row.coding, events.c.current).order_by(events.c.key))
    said = connection.execute(select(statements.c.body).where(statements.c.coding == row.coding).order_by(statements.c.key))
    return {
        "document": _document(row),
        "events": [json.loads(body) for body in told.scalars()],
        "statements": [json.loads(body) for body in said.scalars()],
        "codings": [dict(coding._mapping) for coding in connection.execute(made.order_by(codings.c.key))],
    }


def _document(row: Any) -> dict[str, object]:
    blocks = [{"role": role, "start": start, "end": end} for role, start, end in json.loads(row.blocks)]
    fields = ("id", "title", "date", "date_basis", "language", "url", "publisher", "licence", "origin", "text")
    return {name: getattr(row, name) for name in fields} | {"blocks": blocks}
