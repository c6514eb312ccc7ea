"""Deliveries of followed searches as they stand in the record: put in once, claimed by one sender at a time, settled by the answer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select, update

from legation.recording.dialects import upsert
from legation.recording.engines import lock
from legation.recording.follow_tables import deliveries, follows
from legation.recording.following import Follow
from legation.recording.opening import faults_named, writing
from legation.recording.record import Record
from legation.recording.storing import as_json, safe

BACK_OFF = tuple(timedelta(seconds=s) for s in (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400))
"""How long after each failed try the next is made; after the last, none."""

LEASE = timedelta(seconds=120)
"""How long a sender has a delivery for itself; one that was killed meanwhile loses it, and its message goes out again under the same id."""

DIGEST_HOUR = 6
"""The hour (UTC) at which a day's digest goes out."""

TEST = "test "
"""What the entry of a test begins with."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One entry by one way: `state` is waiting, sent or failed; `answer` what the last try brought, None before the first."""

    key: int
    way: str
    entry: str
    message: str
    body: dict[str, Any]
    at: str
    state: str
    tries: int
    next_at: str
    answer: str | None
    answered_at: str | None

    @property
    def test(self) -> bool:
        """Whether a person asked for it to try the way."""
        return self.entry.startswith(TEST)


@dataclass(frozen=True, slots=True)
class Job:
    """What one try sends: deliveries of one search by one way, under the id `batch`; `bodies` as they stand in the record, the first first."""

    follow: int
    way: str
    batch: str
    tries: int
    bodies: tuple[str, ...]
    test: bool


def stamp(moment: datetime) -> str:
    """A moment as the record writes it: UTC, to the second."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def put_in(record: Record, one: Follow, found: Sequence[tuple[str, dict[str, Any]]], seen: int, now: datetime) -> int:
    """Puts entries (id, body) in for each way of the search, all or none, and notes up to which key was looked; what is there already stays."""
    rows = [_row(one, way, entry, as_json(body), now) for entry, body in found for way in one.ways]
    with faults_named(record.path), writing(record.engine) as connection, connection.begin():
        lock(connection, "deliveries")
        still = connection.execute(select(follows.c.key).where(follows.c.key == one.key)).first()
        new = _insert(connection, rows) if still else 0
        connection.execute(update(follows).where(follows.c.key == one.key, follows.c.seen < seen).values(seen=seen))
        return new


def put_test(record: Record, one: Follow, way: str, body: dict[str, Any], now: datetime) -> str:
    """Puts a test in; returns its id."""
    row = _row(one, way, f"{TEST}{now.isoformat()}", as_json(body), now) | {"next_at": stamp(now)}
    row["batch"] = row["message"]
    with faults_named(record.path), writing(record.engine) as connection, connection.begin():
        _insert(connection, [row])
    return str(row["message"])


def claim(record: Record, now: datetime, batch: str | None = None) -> Job | None:
    """The next job that is due, or that of this `batch`, for the caller alone until LEASE has passed; None where nothing is due."""
    with faults_named(record.path), record.engine.connect() as connection:
        if connection.execute(_due(now, batch)).first() is None:  # a look that holds nobody off
            return None
    with faults_named(record.path), writing(record.engine) as connection, connection.begin():
        lock(connection, "deliveries")
        first = connection.execute(_due(now, batch)).first()
        if first is None:
            return None
        if first.batch is None:
            _bind(connection, first, now)
        rows = connection.execute(select(deliveries).where(deliveries.c.batch == (first.batch or first.message)).order_by(deliveries.c.key)).all()
        tries = first.tries + 1
        lease = {"tries": tries, "next_at": stamp(now + LEASE)}
        connection.execute(update(deliveries).where(deliveries.c.batch == (first.batch or first.message)).values(lease))
        bodies = tuple(row.body for row in rows)
        return Job(first.follow, first.way, first.batch or first.message, tries, bodies, first.entry.startswith(TEST))


def settle(record: Record, job: Job, answer: str, now: datetime, *, sent: bool, final: bool = False) -> None:
    """Notes what a try brought. What was not sent is tried again later, unless `final` or no try is left."""
    last = final or job.test or job.tries > len(BACK_OFF)
    state = "sent" if sent else "failed" if last else "waiting"
    later = now if sent or last else now + BACK_OFF[job.tries - 1]
    row = {"state": state, "answer": safe(answer)[:300], "answered_at": stamp(now), "next_at": stamp(later)}
    with faults_named(record.path), writing(record.engine) as connection, connection.begin():
        connection.execute(update(deliveries).where(deliveries.c.batch == job.batch, deliveries.c.state == "waiting").values(row))


def deliveries_of(record: Record, key: int, most: int = 50) -> list[Delivery]:
    """The last deliveries of a search, the last first."""
    with faults_named(record.path), record.engine.connect() as connection:
        rows = connection.execute(select(deliveries).where(deliveries.c.follow == key).order_by(deliveries.c.key.desc()).limit(most))
        return [_delivery(row) for row in rows]


def _row(one: Follow, way: str, entry: str, body: str, now: datetime) -> dict[str, Any]:
    message = "msg_" + hashlib.sha256(f"{one.uid} {way} {entry}".encode()).hexdigest()[:32]
    due = _digest_time(now) if way == "mail" and one.digest == "daily" else now
    row = {"follow": one.key, "way": way, "entry": entry, "message": message, "batch": None if way == "mail" else message, "body": body}
    return row | {"at": stamp(now), "state": "waiting", "tries": 0, "next_at": stamp(due)}


def _digest_time(now: datetime) -> datetime:
    today = now.astimezone(UTC).replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
    return today if now < today else today + timedelta(days=1)


def _insert(connection: Connection, rows: list[dict[str, Any]]) -> int:
    return sum(connection.execute(upsert(connection, deliveries).on_conflict_do_nothing(), row).rowcount for row in rows)


def _due(now: datetime, batch: str | None) -> Any:
    chosen: tuple[ColumnElement[bool], ...] = (deliveries.c.state == "waiting", deliveries.c.next_at <= stamp(now))
    chosen += (follows.c.state == "on",) if batch is None else (deliveries.c.batch == batch,)
    return (
        select(deliveries)
        .join(follows, follows.c.key == deliveries.c.follow)
        .where(*chosen)
        .order_by(deliveries.c.next_at, deliveries.c.key)
        .limit(1)
    )


def _bind(connection: Connection, first: Row[Any], now: datetime) -> None:
    """Makes one batch of all that waits beside the first for the same search's digest; it stays one however often it is tried."""
    beside = (deliveries.c.follow == first.follow, deliveries.c.way == first.way, deliveries.c.batch.is_(None), deliveries.c.next_at <= stamp(now))
    connection.execute(update(deliveries).where(*beside).values(batch=first.message))


def _delivery(row: Row[Any]) -> Delivery:
    fields = {name: getattr(row, name) for name in Delivery.__slots__ if name != "body"}
    return Delivery(body=json.loads(row.body), **fields)
