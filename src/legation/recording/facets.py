"""How many entries a narrower question would find, value by value; and what was stored since a reader last looked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, and_, case, exists, func, select

from legation.recording.finding import Query, entry_of
from legation.recording.opening import faults_named
from legation.recording.record import Record
from legation.recording.searching import Search, latest_first, search
from legation.recording.tables import documents, events, participants

MOST = 5_000
"""Tellings of the days asked for that are looked at, the latest, unless something asked is rare. All of a large record would take too long."""

FACETS = ("type", "kind", "status", "state", "publisher")

_STATE = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Facets:
    """Counts of entries under a question.

    Attributes:
        values: for each of FACETS the values with the number of entries that have one telling so, the most first; `state` is that of who acts.
        entries: how many entries were counted. latest: among how many tellings, the latest of the days asked for; None where all were counted.
    """

    values: dict[str, tuple[tuple[str, int], ...]]
    entries: int
    latest: int | None


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Entries of which something was stored lately: `new` ones, and those that were known and are told again, coded anew or corrected."""

    new: int
    changed: int


def facets(record: Record, query: Query, most: int = MOST) -> Facets:
    """Counts of what the query holds for; its limit and offset do not matter.

    Where all was counted (`latest` is None), each count is what `finding.count` gives for the query narrowed to that value.
    """
    found: dict[str, defaultdict[str, set[str]]] = {name: defaultdict(set) for name in FACETS}
    entries = set[str]()
    with faults_named(record.path), record.engine.connect() as connection:
        how = search(connection, query)
        windows, whole = ([], True) if how.rare else _windows(connection, how, most)
        for row in _tellings(connection, how, windows):
            entries.add(row.entry)
            for name, value in zip(FACETS, row[1:], strict=True):
                found[name][value].add(row.entry)
    found["state"] = defaultdict(set, {state: held for state, held in found["state"].items() if state and _STATE.fullmatch(state)})
    values = {name: tuple(sorted(((value, len(held)) for value, held in of.items() if value), key=_most_first)) for name, of in found.items()}
    return Facets(values, len(entries), None if whole else most)


def newest(record: Record) -> int:
    """The key of what was stored last, 0 where nothing is; a look that costs nothing."""
    with faults_named(record.path), record.engine.connect() as connection:
        return int(connection.execute(select(func.coalesce(func.max(events.c.key), 0))).scalar_one())


def arrivals(record: Record, query: Query) -> Arrivals:
    """What the query holds for that was stored after its `after`."""
    with faults_named(record.path), record.engine.connect() as connection:
        lately = select(entry_of().label("entry")).where(*search(connection, query).conditions()).distinct().subquery()
        earlier = events.alias("earlier")
        held = (earlier.c.current.in_((True, False)), entry_of(earlier) == lately.c.entry, earlier.c.key <= (query.after or 0))
        number, changed = connection.execute(select(func.count(), func.count(case((exists().where(*held), 1)))).select_from(lately)).one()
    return Arrivals(number - changed, changed)


def _tellings(connection: Connection, how: Search, windows: list[Select[Any]]) -> Iterator[Any]:
    """The entry of each telling, then what it counts for, as FACETS; a telling by several states comes once for each."""
    acting = and_(participants.c.event == events.c.key, participants.c.side == "actor")
    told = select(entry_of().label("entry"), events.c.type, events.c.kind, events.c.status, participants.c.state, documents.c.publisher).select_from(
        events.join(documents, documents.c.key == events.c.document).outerjoin(participants, acting)
    )
    if how.rare:
        yield from connection.execute(told.where(*how.conditions()))
        return
    held = how.all_tests if how.gathered is None else (events.c.key.in_(how.gathered), *how.tests)
    for latest in windows:
        yield from connection.execute(told.where(events.c.key.in_(latest), *held))


def _windows(connection: Connection, how: Search, most: int) -> tuple[list[Select[Any]], bool]:
    """The keys of the latest tellings of the days asked for, `most` at most; and whether these are all."""
    found, left = list[Select[Any]](), most
    for days in how.windows():
        latest = select(events.c.key).where(*days).order_by(*latest_first())
        number = int(connection.execute(select(func.count()).select_from(latest.limit(left + 1).subquery())).scalar_one())
        found.append(latest.limit(left))
        left -= number
        if left < 0:
            return found, False
    return found, True


def _most_first(pair: tuple[str, int]) -> tuple[int, str]:
    return -pair[1], pair[0]
