"""What in a record shows a type best: its most certain entries, and how its entries part into modes, kinds and statuses."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from sqlalchemy import Connection, Select, func, literal_column, select

from legation.knowledge import ontology
from legation.recording.finding import entry_of
from legation.recording.opening import faults_named
from legation.recording.record import Record
from legation.recording.tables import documents, events

Fields: TypeAlias = dict[str, Any]

MOST_CERTAIN = 400
"""Events looked at, the most certain first, before a type that none of them has is asked for alone."""

PARTS = ("mode", "kind", "status")

_COUNTED = (events.c.current.is_not(False), events.c.role != "teaser")
_KEYS = (events.c.key, events.c.type, entry_of().label("entry"), events.c.document)


def entries_by_type(record: Record) -> dict[str, int]:
    """How many entries each type of the codebook has in the record."""
    type_ = (events.c.type + "").label("type")  # along the table: an index leads here and there in it
    asked = select(type_, func.count(entry_of().distinct())).where(*_COUNTED).group_by(literal_column("1"))
    with faults_named(record.path), record.engine.connect() as connection:
        found: dict[str, int] = dict(connection.execute(asked).all())
    return {name: found.get(name, 0) for name in ontology.load().types}


def parts_of(record: Record, type_: str) -> tuple[int, dict[str, dict[str, int]]]:
    """How many entries a type has, and these by `mode`, `kind` and `status`, the most frequent first; one that is told both ways counts for both."""
    asked = select(entry_of().label("entry"), *(events.c[part] for part in PARTS)).where(events.c.type == type_, *_COUNTED)
    every: set[str] = set()
    held: dict[str, defaultdict[str, set[str]]] = {part: defaultdict(set) for part in PARTS}
    with faults_named(record.path), record.engine.connect() as connection:
        for entry, *values in connection.execute(asked):
            every.add(entry)
            for part, value in zip(PARTS, values, strict=True):
                held[part][value or ""].add(entry)
    counted = {part: Counter({value: len(entries) for value, entries in found.items() if value}) for part, found in held.items()}
    return len(every), {part: dict(counter.most_common()) for part, counter in counted.items()}


def most_certain(record: Record, type_: str, most: int) -> list[Fields]:
    """The most certain events of a type, each of another entry and, as far as there are enough, of another report.

    Each is the event with `report`: title, date, publisher, url, origin.
    """
    with faults_named(record.path), record.engine.connect() as connection:
        chosen = _apart(connection.execute(_best(most * 10).where(events.c.type == type_)), most)
        return list(_told(connection, chosen))


def most_certain_of_each(record: Record, each: int) -> dict[str, list[Fields]]:
    """As `most_certain`, for every type of the codebook; empty where the record has none."""
    with faults_named(record.path), record.engine.connect() as connection:
        by_type: dict[str, list[Any]] = {name: [] for name in ontology.load().types}
        for row in connection.execute(_best(MOST_CERTAIN)):
            by_type.setdefault(row.type, []).append(row)
        keys = {}
        for name, found in by_type.items():
            enough = len({row.entry for row in found}) >= each
            keys[name] = _apart(found if enough else connection.execute(_best(each * 10).where(events.c.type == name)), each)
        told = {row["key"]: row for row in _told(connection, [key for chosen in keys.values() for key in chosen], keyed=True)}
    return {name: [{n: v for n, v in told[key].items() if n != "key"} for key in chosen] for name, chosen in keys.items()}


def _best(most: int) -> Select[Any]:
    return select(*_KEYS).where(*_COUNTED).order_by(events.c.confidence.desc(), events.c.event_id).limit(most)


def _apart(rows: Iterable[Any], most: int) -> list[int]:
    """Keys of at most so many, of different entries; those of a report that has one already come last."""
    entries, reports, first, later = set[str](), set[int](), list[int](), list[int]()
    for row in rows:
        if row.entry not in entries:
            (later if row.document in reports else first).append(row.key)
        entries.add(row.entry)
        reports.add(row.document)
    return [*first, *later][:most]


def _told(connection: Connection, keys: list[int], *, keyed: bool = False) -> Iterator[Fields]:
    report = (documents.c.title, documents.c.date, documents.c.publisher, documents.c.url, documents.c.origin)
    asked = (
        select(events.c.key, events.c.body, *report).join_from(events, documents, events.c.document == documents.c.key).where(events.c.key.in_(keys))
    )
    rows = {row.key: row for row in connection.execute(asked)}
    for key in keys:
        row = rows[key]
        told = json.loads(row.body) | {"report": {column.name: row._mapping[column.name] for column in report}}
        yield told | ({"key": key} if keyed else {})
