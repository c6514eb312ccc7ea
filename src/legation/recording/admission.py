"""How people of a team come in: sessions of browsers, tokens of programs, and passwords that were tried and not taken."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, Select, delete, func, insert, select, update

from legation.errors import InputError, SetupError
from legation.recording.engines import lock
from legation.recording.opening import faults_named, writing
from legation.recording.people import Person, changing, log
from legation.recording.people_tables import attempts, people, sessions, tokens
from legation.recording.record import Record
from legation.recording.storing import safe

IDLE = 7 * 86_400
WHOLE = 30 * 86_400
"""Seconds after which a session ends: without a request, and in all."""

NOTED = 300
"""Seconds within which a later request of a session or a token is not written down: reading must not write each time."""

WINDOW = 15 * 60
"""Seconds for which a password that was not taken counts."""

AGENT_CHARS = 160

Scope = Literal["read", "write"]


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that is signed in."""

    key: int
    made: int
    seen: int
    agent: str
    address: str


@dataclass(frozen=True, slots=True)
class Token:
    """What a program of a person comes in with."""

    key: int
    person: str
    name: str
    scope: str
    made: int
    until: int
    seen: int | None


@dataclass(frozen=True, slots=True)
class Browser:
    """Where somebody signs in: the address, what the browser calls itself, and the digest of the session that it had."""

    address: str
    agent: str = ""
    had: str | None = None


def begin_session(record: Record, person: Person, digest: str, browser: Browser, now: int) -> None:
    """Signs a browser in under a new session; the one that it had ends."""
    with changing(record) as connection:
        if browser.had:
            connection.execute(update(sessions).where(sessions.c.digest == browser.had, sessions.c.ended.is_(None)).values(ended=now))
        row = {"digest": digest, "person": person.key, "made": now, "seen": now, "address": safe(browser.address)}
        connection.execute(insert(sessions), row | {"agent": safe(browser.agent[:AGENT_CHARS])})
        log(connection, person.name, now, "sign in", person.name, address=browser.address)


def session_of(record: Record, digest: str, now: int) -> tuple[int, Person] | None:
    """Whose session this is, and its key; None where it ended or is too old, or the person is gone."""
    chosen = _running(now).add_columns(people.c.name, people.c.role).where(sessions.c.digest == digest)
    with faults_named(record.path), record.engine.connect() as connection:
        row = connection.execute(chosen).first()
    if row is None:
        return None
    if now - row.seen >= NOTED:
        _note_seen(record, sessions, row.key, now)
    return row.key, Person(row.person, row.name, row.role)


def sessions_of(record: Record, person: int, now: int) -> list[Session]:
    """A person's browsers that are signed in, the latest first."""
    chosen = _running(now).where(sessions.c.person == person).order_by(sessions.c.key.desc())
    with faults_named(record.path), record.engine.connect() as connection:
        return [Session(row.key, row.made, row.seen, row.agent, row.address) for row in connection.execute(chosen)]


def end_session(record: Record, person: Person, key: int, now: int) -> None:
    """Signs one browser of a person out; another's is left as it is."""
    _end_sessions(record, person, now, "sign out", sessions.c.key == key)


def end_other_sessions(record: Record, person: Person, keep: int | None, now: int) -> None:
    """Signs a person out everywhere; where the key of a session is given, everywhere else."""
    _end_sessions(record, person, now, "sign out everywhere", sessions.c.key != (keep or 0))


def give_token(record: Record, person: Person, digest: str, name: str, scope: Scope, times: tuple[int, int]) -> None:
    """Stores a token of a person. `times`: now, and when it ends."""
    now, until = times
    with changing(record) as connection:
        row = {"digest": digest, "person": person.key, "name": safe(name), "scope": scope, "made": now, "until": until}
        connection.execute(insert(tokens), row)
        log(connection, person.name, now, "make a token", person.name, token=name, scope=scope, until=until)


def token_of(record: Record, digest: str, now: int) -> tuple[str, Person] | None:
    """Whose token this is, and its scope; None where it ended or the person is gone."""
    chosen = _held(now).where(tokens.c.digest == digest)
    with faults_named(record.path), record.engine.connect() as connection:
        row = connection.execute(chosen).first()
    if row is None:
        return None
    if row.seen is None or now - row.seen >= NOTED:
        _note_seen(record, tokens, row.key, now)
    return row.scope, Person(row.person, row.holder, row.role)


def tokens_of(record: Record, now: int, person: int | None = None) -> list[Token]:
    """Tokens that work, of one person or of all, the oldest first."""
    chosen = _held(now).order_by(tokens.c.key)
    if person is not None:
        chosen = chosen.where(tokens.c.person == person)
    with faults_named(record.path), record.engine.connect() as connection:
        rows = connection.execute(chosen).all()
    return [Token(row.key, row.holder, row.name, row.scope, row.made, row.until, row.seen) for row in rows]


def revoke_token(record: Record, key: int, by: Person, now: int, *, of_anyone: bool = False) -> None:
    """Ends a token of the person, with `of_anyone` whoever's it is.

    Raises:
        InputError: there is no such token; reason `bad_field`.
    """
    chosen = _held(now).where(tokens.c.key == key)
    with changing(record) as connection:
        row = connection.execute(chosen if of_anyone else chosen.where(tokens.c.person == by.key)).first()
        if row is None:
            raise InputError("bad_field", "There is no such token of yours.")
        connection.execute(update(tokens).where(tokens.c.key == key).values(ended=now))
        log(connection, by.name, now, "revoke a token", row.holder, token=row.name)


def count_attempt(record: Record, subjects: tuple[str, ...], now: int, refuse_at: int) -> tuple[int, int]:
    """Counts a password that is about to be tried, before it is, so that many at once are as many as one after the other.

    Returns:
        How many were tried in vain before, for the subject that has most; and how many seconds to wait, where these are `refuse_at`
        or more: then this one is not counted.
    """
    with faults_named(record.path), writing(record.engine) as connection, connection.begin():
        lock(connection, "attempts")
        connection.execute(delete(attempts).where(attempts.c.at <= now - WINDOW))
        counted = [_counted(connection, subject) for subject in subjects]
        before = max((number for number, _ in counted), default=0)
        if before >= refuse_at:
            return before, max(1, max(first for number, first in counted if number >= refuse_at) + WINDOW - now)
        connection.execute(insert(attempts), [{"subject": subject, "at": now} for subject in subjects])
        return before, 0


def forgive(record: Record, subject: str, address: str, now: int) -> None:
    """The password was right: nothing counts any more against the account, and this once not against the address."""
    with faults_named(record.path), writing(record.engine) as connection, connection.begin():
        lock(connection, "attempts")
        connection.execute(delete(attempts).where(attempts.c.subject == subject))
        own = select(func.max(attempts.c.key)).where(attempts.c.subject == address, attempts.c.at == now).scalar_subquery()
        connection.execute(delete(attempts).where(attempts.c.key == own))


def log_refusal(record: Record, name: str | None, address: str, now: int) -> None:
    """Notes a password that was not taken; a name that nobody has is not kept, for it may be a password."""
    with changing(record) as connection:
        log(connection, name or "nobody known", now, "sign in refused", name or "nobody known", address=safe(address))


def _running(now: int) -> Select[Any]:
    chosen = select(sessions).join_from(sessions, people, sessions.c.person == people.c.key)
    return chosen.where(sessions.c.ended.is_(None), people.c.gone.is_(None), sessions.c.made > now - WHOLE, sessions.c.seen > now - IDLE)


def _held(now: int) -> Select[Any]:
    chosen = select(tokens, people.c.name.label("holder"), people.c.role).join_from(tokens, people, tokens.c.person == people.c.key)
    return chosen.where(tokens.c.ended.is_(None), people.c.gone.is_(None), tokens.c.until > now)


def _note_seen(record: Record, table: Any, key: int, now: int) -> None:
    with suppress(SetupError), changing(record) as connection:  # whoever reads must not wait for whoever writes
        connection.execute(update(table).where(table.c.key == key).values(seen=now))


def _end_sessions(record: Record, person: Person, now: int, action: str, which: Any) -> None:
    with changing(record) as connection:
        ending = update(sessions).where(sessions.c.person == person.key, sessions.c.ended.is_(None), which)
        if connection.execute(ending.values(ended=now)).rowcount:
            log(connection, person.name, now, action, person.name)


def _counted(connection: Connection, subject: str) -> tuple[int, int]:
    """How many there are, and when the first of them was."""
    row = connection.execute(select(func.count(), func.min(attempts.c.at)).where(attempts.c.subject == subject)).one()
    return int(row[0]), int(row[1] or 0)
