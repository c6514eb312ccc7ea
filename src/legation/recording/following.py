"""Searches that are followed: kept under a name, what is new of them, and every delivery, so that none is doubled and none forgotten."""

from __future__ import annotations

import json
import secrets
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, exists, func, insert, select, update

from legation.errors import InputError
from legation.recording.audit import Decision, note
from legation.recording.finding import entry_of, told
from legation.recording.follow_tables import deliveries, follows
from legation.recording.opening import faults_named, writing
from legation.recording.record import Record
from legation.recording.searching import Query, search
from legation.recording.storing import as_json, safe
from legation.recording.tables import events

OVERLAP = 1_000
"""Keys that are looked at again: on a server, what got the smaller key may be there later."""

AT_ONCE = 200
"""Entries that one look takes at most; the next look goes on."""

DIGESTS = ("once", "daily")


@dataclass(frozen=True, slots=True)
class Follow:
    """A search under a name.

    Attributes:
        uid: tells it from every other, in any record. filters: those of the feed's address. since: events up to this key are no news.
        seen: the key up to which events were looked at. token: the secret word of its Atom feed. secret: what its webhook is signed with.
        hook, mail: where events and digests go, None for nowhere. digest: `once`, as soon as something is new, or `daily`.
    """

    key: int
    uid: str
    name: str
    person: str
    at: str
    filters: dict[str, str]
    state: str
    since: int
    seen: int
    token: str
    secret: str
    hook: str | None
    mail: str | None
    digest: str

    @property
    def paused(self) -> bool:
        """Whether nothing of it is told for now."""
        return self.state == "paused"

    @property
    def ways(self) -> tuple[str, ...]:
        """How it is delivered, beside the Atom feed: hook, mail."""
        return tuple(way for way in ("hook", "mail") if getattr(self, way))


@dataclass(frozen=True, slots=True)
class Ways:
    """Where a search is to be delivered, beside its Atom feed."""

    hook: str | None = None
    mail: str | None = None
    digest: str = "daily"


def follow(record: Record, name: str, filters: Mapping[str, str], ways: Ways, decision: Decision) -> int:
    """Keeps a search; returns its key. What is in the record by now is no news.

    Raises:
        InputError: it has no name; reason `bad_field`.
    """
    called = safe(" ".join(name.split()))[:120]
    if not called:
        raise InputError("bad_field", "name: the search has none. Give it one.")
    with faults_named(record.path), writing(record.engine) as connection, connection.begin():
        last = _last(connection)
        row: dict[str, Any] = {
            "uid": secrets.token_hex(12),
            "name": called,
            "person": safe(decision.person),
            "at": decision.at,
            "filters": as_json(dict(filters)),
        }
        row |= {"state": "on", "since": last, "seen": last, "token": new_token(), "secret": new_secret()}
        row |= {"hook": ways.hook, "mail": ways.mail, "digest": ways.digest}
        key: int = connection.execute(insert(follows).returning(follows.c.key), row).scalar_one()
        note(connection, decision, "follow", f"search {key}", {"name": called, "filters": dict(filters)})
        return key


def new_token() -> str:
    """A secret word for an address, 256 bits."""
    return secrets.token_urlsafe(32)


def new_secret() -> str:
    """A secret as Standard Webhooks writes it: `whsec_` and 256 bits in base64."""
    return "whsec_" + b64encode(secrets.token_bytes(32)).decode()


def all_follows(record: Record) -> list[Follow]:
    """Every search that is followed, by name."""
    with faults_named(record.path), record.engine.connect() as connection:
        return [_follow(row) for row in connection.execute(select(follows).order_by(follows.c.name, follows.c.key))]


def follow_of(record: Record, key: int) -> Follow | None:
    """A search by its key; None where there is none."""
    with faults_named(record.path), record.engine.connect() as connection:
        row = connection.execute(select(follows).where(follows.c.key == key)).first()
        return None if row is None else _follow(row)


def by_token(record: Record, token: str) -> Follow | None:
    """The search whose Atom feed has this secret word. Every word is compared, each in equal time, so that none can be guessed by its letters."""
    held = None
    for one in all_follows(record):
        if secrets.compare_digest(one.token.encode(), token.encode()):
            held = one
    return held


def pause(record: Record, key: int, decision: Decision) -> None:
    """Nothing more is told of the search."""
    _change(record, key, {"state": "paused"}, "pause", decision)


def resume(record: Record, key: int, decision: Decision) -> None:
    """The search is told again, from now on; what came meanwhile is no news."""
    with faults_named(record.path), record.engine.connect() as connection:
        last = _last(connection)
    _change(record, key, {"state": "on", "since": last, "seen": last}, "resume", decision)


def renew_token(record: Record, key: int, decision: Decision) -> None:
    """The Atom feed moves to a new address; the former leads nowhere."""
    _change(record, key, {"token": new_token()}, "new address", decision)


def renew_secret(record: Record, key: int, decision: Decision) -> None:
    """Webhooks are signed with a new secret from now on."""
    _change(record, key, {"secret": new_secret()}, "new secret", decision)


def remove(record: Record, key: int, decision: Decision) -> None:
    """Forgets the search and its deliveries."""
    with faults_named(record.path), writing(record.engine) as connection, connection.begin():
        connection.execute(delete(deliveries).where(deliveries.c.follow == key))
        connection.execute(delete(follows).where(follows.c.key == key))
        note(connection, decision, "unfollow", f"search {key}", {})


def fresh(record: Record, one: Follow, query: Query) -> tuple[list[dict[str, Any]], int]:
    """New entries that the query holds for and that were never delivered of this search, and the key up to which all are looked at.

    An entry is new when all its events, also former ones, were stored after the search was saved or resumed. AT_ONCE entries at most.
    """
    with faults_named(record.path), record.engine.connect() as connection:
        last = _last(connection)
        how = search(connection, replace(query, after=max(one.since, one.seen - OVERLAP), limit=None, offset=0))
        found = select(func.max(events.c.key).label("newest")).where(*how.conditions(), *_never_told(one)).group_by(entry_of())
        keys = list(connection.execute(found.order_by("newest").limit(AT_ONCE)).scalars())
    return list(told(record, keys)), keys[-1] if len(keys) == AT_ONCE else last


def _never_told(one: Follow) -> tuple[ColumnElement[bool], ...]:
    earlier, member = events.alias("earlier"), events.alias("member")
    known = exists().where(earlier.c.current.in_((True, False)), entry_of(earlier) == entry_of(), earlier.c.key <= one.since)
    of_entry = (member.c.current.in_((True, False)), entry_of(member) == entry_of())
    delivered = exists().where(*of_entry, deliveries.c.entry == member.c.event_id, deliveries.c.follow == one.key)
    return ~known, ~delivered


def latest(record: Record, query: Query, most: int) -> list[dict[str, Any]]:
    """The entries of which something was stored last, the last first."""
    keys: dict[str, int] = {}
    with faults_named(record.path), record.engine.connect() as connection:
        found = select(entry_of().label("entry"), events.c.key).where(*search(connection, query).conditions()).order_by(events.c.key.desc())
        for row in connection.execute(found.execution_options(yield_per=most)):
            keys.setdefault(row.entry, row.key)
            if len(keys) == most:
                break
    return list(told(record, list(keys.values())))


def _change(record: Record, key: int, values: dict[str, Any], action: str, decision: Decision) -> None:
    with faults_named(record.path), writing(record.engine) as connection, connection.begin():
        connection.execute(update(follows).where(follows.c.key == key).values(values))
        note(connection, decision, action, f"search {key}", {})


def _last(connection: Connection) -> int:
    return int(connection.execute(select(func.coalesce(func.max(events.c.key), 0))).scalar_one())


def _follow(row: Row[Any]) -> Follow:
    return Follow(**{**row._mapping, "filters": json.loads(row.filters)})
