"""Persons part an entry or join two: a verdict is stored with who and why, noted in the log, and what it touches is settled anew."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from legation.errors import InputError
from legation.recording.audit import Decision, note
from legation.recording.engines import lock
from legation.recording.entries import settle
from legation.recording.entry_tables import tellings
from legation.recording.opening import faults_named, writing
from legation.recording.record import Record
from legation.recording.settled import leads_to
from legation.recording.verdicts import Kind, Verdict, decide


def split(record: Record, entry: str, event_ids: Iterable[str], decision: Decision) -> list[str]:
    """Parts events from the rest of their entry; says which entries there are now, by id. `entry` is the id of any of its events.

    Raises:
        InputError: there is no such entry, an event is not of it, or none of it would be left; reason `bad_field`.
    """
    with faults_named(record.path), writing(record.engine) as connection, connection.begin():
        lock(connection, "entries")
        name, members = _members(connection, entry)
        away = frozenset(event_ids)
        if strangers := sorted(away - members):
            raise InputError("bad_field", f"event {strangers[0]} is not of entry {name}. Its events: legation show {name}")
        if not away or away == members:
            raise InputError("bad_field", f"entry {name}: some of its {len(members)} events must go and some stay. Name those that go.")
        _decide(connection, "split", name, (away, members - away), decision)
        return _entries(connection, members)


def join(record: Record, one: str, other: str, decision: Decision) -> list[str]:
    """Makes two entries one; says which entry there is now, by id. Each is named by the id of any of its events.

    Raises:
        InputError: there is no such entry, or they are one; reason `bad_field`.
    """
    with faults_named(record.path), writing(record.engine) as connection, connection.begin():
        lock(connection, "entries")
        (name, first), (other_name, second) = _members(connection, one), _members(connection, other)
        if name == other_name:
            raise InputError("bad_field", f"{one} and {other} are of one entry, {name}, already.")
        _decide(connection, "join", name, (first, second), decision)
        return _entries(connection, first | second)


def _decide(connection: Connection, kind: Kind, entry: str, sides: tuple[frozenset[str], frozenset[str]], decision: Decision) -> None:
    decide(connection, Verdict(kind, sides, decision.why, decision.person))
    note(connection, decision, kind, entry, {"events": [sorted(side) for side in sides]})
    settle(connection, sides[0] | sides[1])


def _members(connection: Connection, identifier: str) -> tuple[str, frozenset[str]]:
    entry = leads_to(connection, identifier)
    if entry is None:
        raise InputError("bad_field", f"The record has no entry {identifier!r}. Look for one: legation find")
    return entry, frozenset(connection.execute(select(tellings.c.event_id).where(tellings.c.entry == entry)).scalars())


def _entries(connection: Connection, members: Iterable[str]) -> list[str]:
    found = select(tellings.c.entry).where(tellings.c.event_id.in_(sorted(members))).distinct().order_by(tellings.c.entry)
    return list(connection.execute(found).scalars())
