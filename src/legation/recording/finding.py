"""What is asked of a record: entries by who, what, where, when and words; and all that is known of one id."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, ScalarSelect, distinct, func, select

from legation.recording.opening import faults_named
from legation.recording.record import Record
from legation.recording.searching import Query, Search, latest_first, search
from legation.recording.settled import details, leads_to, summaries
from legation.recording.tables import codings, documents, events, statements
from legation.recording.tellings import Outlets

__all__ = ["Query", "count", "entry_id_of", "entry_of", "find", "show", "told"]


ENTRIES_AT_ONCE = 200
WALKED_AT_ONCE = 100


def entry_of(table: FromClause = events) -> ColumnElement[str]:
    """What events of one entry share, and no others: the one place that says what an entry is made of."""
    return table.c.entry_key


def entry_id_of(table: FromClause = events) -> ScalarSelect[str]:
    """The identifier of an event's entry: the smallest of its current events'."""
    member = events.alias("member")
    return select(func.min(member.c.event_id)).where(entry_of(member) == entry_of(table), member.c.current).correlate(table).scalar_subquery()


def find(record: Record, query: Query) -> Iterator[dict[str, object]]:
    """Entries that the query holds for, the latest act first: the most certain of their matching events, with what the entry adds.

    Each has, beside the event's fields, `entry_id`, `reports` (how many reports tell of it) and `report` (title, date, publisher, url, origin),
    and what `settled.summaries` adds.
    """
    with faults_named(record.path), record.engine.connect() as connection:
        how = search(connection, query)
        last = None if query.limit is None else query.offset + query.limit
        chosen = list(islice(_entries(connection, how), query.offset, last))
        for first in range(0, len(chosen), ENTRIES_AT_ONCE):
            yield from _told(connection, how, chosen[first : first + ENTRIES_AT_ONCE], record.outlets)


def told(record: Record, keys: Sequence[int]) -> Iterator[dict[str, object]]:
    """The entries of these events, as `find` gives them, each by its own of the events, in their order."""
    with faults_named(record.path), record.engine.connect() as connection:
        known = {row.key: row.entry for row in connection.execute(select(events.c.key, entry_of().label("entry")).where(events.c.key.in_(keys)))}
        these = Search((events.c.key.in_(keys),), (), None, False, None, None)
        yield from _told(connection, these, list(dict.fromkeys(known[key] for key in keys if key in known)), record.outlets)


def count(record: Record, query: Query, most: int | None = None) -> int:
    """How many entries the query holds for; `most` + 1 where it is more than `most`."""
    with faults_named(record.path), record.engine.connect() as connection:
        found = select(entry_of()).where(*search(connection, query).conditions()).distinct()
        found = found if most is None else found.limit(most + 1)
        return int(connection.execute(select(func.count()).select_from(found.subquery())).scalar_one())


def _entries(connection: Connection, how: Search) -> Iterator[str]:
    """Entries with a matching event, each once, in the order of the latest of these."""
    seen = set[str]()
    for stretch in how.stretches():
        found = select(entry_of()).where(*stretch).order_by(*latest_first())
        for entry in connection.execute(found.execution_options(yield_per=WALKED_AT_ONCE)).scalars():
            if entry not in seen:
                seen.add(entry)
                yield entry


def _told(connection: Connection, how: Search, entries: list[str], outlets: Outlets) -> Iterator[dict[str, object]]:
    """The entries, each by the most certain of its matching events."""
    members = select(entry_of().label("entry"), events.c.key, events.c.event_id, events.c.confidence)
    members = members.where(*how.of_entries(entry_of(), entries)).order_by(events.c.confidence, events.c.event_id.desc())
    best = {row.entry: row.key for row in connection.execute(members)}
    shape = select(entry_of().label("entry"), func.min(events.c.event_id).label("id"), func.count(distinct(events.c.document)).label("reports"))
    shape = shape.where(events.c.current, entry_of().in_(entries)).group_by(entry_of())
    sizes = {row.entry: row for row in connection.execute(shape)}
    chosen = select(*_COLUMNS).join_from(events, documents, events.c.document == documents.c.key).where(events.c.key.in_(best.values()))
    rows = {row.key: row for row in connection.execute(chosen)}
    added = summaries(connection, entries, outlets)
    for entry in entries:
        row, size = rows[best[entry]], sizes[entry]
        report = {"title": row.title, "date": row.date, "publisher": row.publisher, "url": row.url, "origin": row.origin}
        yield {"entry_id": size.id, "reports": size.reports} | json.loads(row.body) | {"report": report} | added[entry]


def show(record: Record, identifier: str) -> dict[str, object] | None:
    """All of an entry (by its id or that of any of its events) or of a report: its events, their words, the text. None where there is no such id.

    An entry is {"entry_id", "events", "documents"} with what `settled.details` adds; a report {"document", "events", "statements", "codings"};
    `events` of a coding is how many the coder found.
    """
    with faults_named(record.path), record.engine.connect() as connection:
        return _entry(connection, identifier, record.outlets) or _report(connection, identifier)


_COLUMNS = (
    events.c.key,
    events.c.body,
    documents.c.title,
    documents.c.date,
    documents.c.publisher,
    documents.c.url,
    documents.c.origin,
)


def _entry(connection: Connection, identifier: str, outlets: Outlets) -> dict[str, object] | None:
    key = leads_to(connection, identifier)
    members = select(events.c.event_id, events.c.body, documents).join_from(events, documents).where(entry_of() == key, events.c.current)
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
    number = select(func.count(events.c.key)).where(events.c.coding == codings.c.key, events.c.correction == 0).scalar_subquery()
    made = select(codings.c.version, codings.c.outcome, codings.c.current, number.label("events"))
    made = made.join_from(codings, documents).where(documents.c.id == identifier)
    told = connection.execute(select(events.c.body).where(events.c.coding == row.coding, events.c.current).order_by(events.c.key))
    said = connection.execute(select(statements.c.body).where(statements.c.coding == row.coding).order_by(statements.c.key))
    return {
        "document": _document(row) | {"digest": row.text_digest},
        "events": [json.loads(body) for body in told.scalars()],
        "statements": [json.loads(body) for body in said.scalars()],
        "codings": [dict(coding._mapping) for coding in connection.execute(made.order_by(codings.c.key))],
    }


def _document(row: Any) -> dict[str, object]:
    blocks = [{"role": role, "start": start, "end": end} for role, start, end in json.loads(row.blocks)]
    fields = ("id", "title", "date", "date_basis", "language", "url", "publisher", "licence", "origin", "text")
    return {name: getattr(row, name) for name in fields} | {"blocks": blocks}
