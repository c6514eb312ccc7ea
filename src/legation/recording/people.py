"""Accounts of a team's desk: one-time links make them, admins change them; every change is in the audit log, in the same transaction."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, or_, select, update

from legation.errors import InputError
from legation.recording.audit import Decision, note
from legation.recording.engines import lock
from legation.recording.opening import faults_named, writing
from legation.recording.people_tables import invitations, people, sessions, tokens
from legation.recording.record import Record
from legation.recording.tables import audit

ROLES = ("reader", "analyst", "admin")
"""Who may do what, each more than the one before."""

NAME_CHARS = 60


@dataclass(frozen=True, slots=True)
class Person:
    """An account: its key, name and role."""

    key: int
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """A one-time link that is not spent: to an account of `role`, or to a new password of `name`. `by` is "" where the terminal gave it."""

    key: int
    role: str
    by: str
    until: int
    name: str | None


def has_account(record: Record) -> bool:
    """Whether an admin can sign in to this record's desk."""
    with faults_named(record.path), record.engine.connect() as connection:
        return _admins(connection) > 0


def everyone(record: Record) -> list[Person]:
    """Who may sign in, by name."""
    chosen = select(people).where(people.c.gone.is_(None)).order_by(people.c.login)
    with faults_named(record.path), record.engine.connect() as connection:
        return [_person(row) for row in connection.execute(chosen)]


def known(record: Record, name: str) -> tuple[Person, str] | None:
    """The person who signs in by this name, and the hash of their password; None where nobody does."""
    chosen = select(people).where(people.c.login == login_of(name), people.c.gone.is_(None))
    with faults_named(record.path), record.engine.connect() as connection:
        row = connection.execute(chosen).first()
    return None if row is None else (_person(row), row.password)


def invite(record: Record, digest: str, by: str, role: str, now: int, until: int) -> None:
    """Stores a one-time link to an account of `role`; one without a `by`, the terminal's, takes the place of those before."""
    _check_role(role)
    with changing(record) as connection:
        if not by:
            connection.execute(update(invitations).where(invitations.c.by == "", invitations.c.spent.is_(None)).values(spent=now))
        row = {"digest": digest, "role": role, "person": None, "by": by, "made": now, "until": until}
        connection.execute(insert(invitations), row)
        log(connection, by or "the terminal", now, "invite", "a person", role=role, until=until)


def invite_to_reset(record: Record, digest: str, by: str, person: int, now: int, until: int) -> None:
    """Stores a one-time link to a new password of a person."""
    with changing(record) as connection:
        whom = _of_key(connection, person)
        row = {"digest": digest, "role": whom.role, "person": person, "by": by, "made": now, "until": until}
        connection.execute(insert(invitations), row)
        log(connection, by, now, "invite to a new password", whom.name, until=until)


def invitation(record: Record, digest: str, now: int) -> Invitation | None:
    """The link with this digest, where it is neither spent nor too old."""
    with faults_named(record.path), record.engine.connect() as connection:
        return next(iter(_open_invitations(connection, now, digest)), None)


def open_invitations(record: Record, now: int) -> list[Invitation]:
    """The links that are neither spent nor too old, the oldest first."""
    with faults_named(record.path), record.engine.connect() as connection:
        return _open_invitations(connection, now)


def withdraw(record: Record, key: int, by: str, now: int) -> None:
    """Makes a link useless."""
    with changing(record) as connection:
        _spend(connection, key, now)
        log(connection, by, now, "withdraw a link", "a person", link=key)


def accept(record: Record, digest: str, name: str, password: str, now: int) -> Person:
    """Spends a link: makes the account `name`, or, where the link is to a new password, sets it and ends that person's sessions.

    Args:
        password: its hash.

    Raises:
        InputError: the link is spent or too old, the name is taken or cannot be one; reason `bad_field`.
    """
    with changing(record) as connection:
        found = next(iter(_open_invitations(connection, now, digest)), None)
        if found is None or (not found.by and _admins(connection)):
            raise InputError("bad_field", "This link was used, withdrawn or is too old. Ask an admin for a new one.")
        _spend(connection, found.key, now)
        if found.name is not None:
            return _new_password(connection, found.name, password, now)
        row = {"name": clean_name(name), "login": login_of(name), "role": found.role, "password": password, "made": now}
        if connection.execute(select(people.c.key).where(people.c.login == row["login"])).first():
            raise InputError("bad_field", "This name is taken. Choose another.")
        key = connection.execute(insert(people).returning(people.c.key), row).scalar_one()
        log(connection, str(row["name"]), now, "join", str(row["name"]), role=found.role, invited_by=found.by or "the terminal")
        return Person(key, str(row["name"]), found.role)


def set_password(record: Record, person: Person, password: str, now: int, keep: int | None) -> None:
    """Sets the hash of a person's password and ends their sessions but the one of key `keep`."""
    with changing(record) as connection:
        connection.execute(update(people).where(people.c.key == person.key).values(password=password))
        _end_sessions(connection, person.key, now, keep)
        log(connection, person.name, now, "change the password", person.name)


def rehash(record: Record, person: Person, password: str) -> None:
    """Stores the same password under a hash of today's cost."""
    with changing(record) as connection:
        connection.execute(update(people).where(people.c.key == person.key).values(password=password))


def change_role(record: Record, key: int, role: str, by: str, now: int) -> None:
    """Gives a person another role.

    Raises:
        InputError: there is no such person or role, or no admin would be left; reason `bad_field`.
    """
    _check_role(role)
    with changing(record) as connection:
        whom = _of_key(connection, key)
        connection.execute(update(people).where(people.c.key == key).values(role=role))
        _keep_an_admin(connection)
        log(connection, by, now, "change the role", whom.name, before=whom.role, role=role)


def remove(record: Record, key: int, by: str, now: int) -> None:
    """Closes an account: its sessions, tokens and links end; what the person decided stays under their name.

    Raises:
        InputError: there is no such person, or no admin would be left; reason `bad_field`.
    """
    with changing(record) as connection:
        whom = _of_key(connection, key)
        connection.execute(update(people).where(people.c.key == key).values(gone=now))
        _keep_an_admin(connection)
        _end_sessions(connection, key, now, None)
        connection.execute(update(tokens).where(tokens.c.person == key, tokens.c.ended.is_(None)).values(ended=now))
        theirs = or_(invitations.c.person == key, invitations.c.by == whom.name)
        connection.execute(update(invitations).where(theirs, invitations.c.spent.is_(None)).values(spent=now))
        log(connection, by, now, "remove", whom.name)


def clean_name(name: str) -> str:
    """A name as it is shown.

    Raises:
        InputError: it is empty, too long or has signs that are not seen; reason `bad_field`.
    """
    shown = " ".join(unicodedata.normalize("NFC", name).split())
    if not shown or len(shown) > NAME_CHARS or any(unicodedata.category(sign)[0] == "C" for sign in shown):
        raise InputError("bad_field", f"A name has 1 to {NAME_CHARS} letters, signs or spaces.")
    return shown


def login_of(name: str) -> str:
    """A name as it is compared: whoever writes it in capitals or in other spaces is meant by it too."""
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).split())


@contextmanager
def changing(record: Record) -> Iterator[Connection]:
    """A transaction that changes who may come in; one at a time."""
    with faults_named(record.path), writing(record.engine) as connection, connection.begin():
        lock(connection, "people")
        yield connection


def log(connection: Connection, by: str, now: int, action: str, whom: str, **detail: object) -> None:
    """A line of the audit log about a person."""
    at = datetime.fromtimestamp(now, UTC).isoformat(timespec="seconds")
    note(connection, Decision(by, "at the desk", at), action, f"person {whom}", detail)


def history(record: Record, most: int) -> list[dict[str, Any]]:
    """The latest lines of the audit log that are about people, the newest first: at, person, action, whom."""
    chosen = select(audit).where(audit.c.subject.startswith("person ")).order_by(audit.c.key.desc()).limit(most)
    with faults_named(record.path), record.engine.connect() as connection:
        return [
            {"at": row.at, "person": row.person, "action": row.action, "whom": row.subject.removeprefix("person ")}
            for row in connection.execute(chosen)
        ]


def _person(row: Any) -> Person:
    return Person(row.key, row.name, row.role)


def _of_key(connection: Connection, key: int) -> Person:
    row = connection.execute(select(people).where(people.c.key == key, people.c.gone.is_(None))).first()
    if row is None:
        raise InputError("bad_field", "There is no such person.")
    return _person(row)


def _admins(connection: Connection) -> int:
    chosen = select(func.count()).select_from(people).where(people.c.role == "admin", people.c.gone.is_(None))
    return int(connection.execute(chosen).scalar_one())


def _keep_an_admin(connection: Connection) -> None:
    if not _admins(connection):
        raise InputError("bad_field", "A desk needs an admin. Make somebody else one first.")


def _check_role(role: str) -> None:
    if role not in ROLES:
        raise InputError("bad_field", f"role: {role!r} is none. Choose {', '.join(ROLES)}.")


def _open_invitations(connection: Connection, now: int, digest: str | None = None) -> list[Invitation]:
    chosen = select(invitations, people.c.name).join_from(invitations, people, invitations.c.person == people.c.key, isouter=True)
    chosen = chosen.where(invitations.c.spent.is_(None), invitations.c.until > now).order_by(invitations.c.key)
    if digest is not None:
        chosen = chosen.where(invitations.c.digest == digest)
    return [Invitation(row.key, row.role, row.by, row.until, row.name) for row in connection.execute(chosen)]


def _spend(connection: Connection, key: int, now: int) -> None:
    connection.execute(update(invitations).where(invitations.c.key == key, invitations.c.spent.is_(None)).values(spent=now))


def _new_password(connection: Connection, name: str, password: str, now: int) -> Person:
    row = connection.execute(select(people).where(people.c.name == name, people.c.gone.is_(None))).one()
    connection.execute(update(people).where(people.c.key == row.key).values(password=password))
    _end_sessions(connection, row.key, now, None)
    log(connection, name, now, "set a new password by a link", name)
    return _person(row)


def _end_sessions(connection: Connection, person: int, now: int, keep: int | None) -> None:
    ending = update(sessions).where(sessions.c.person == person, sessions.c.ended.is_(None))
    connection.execute((ending if keep is None else ending.where(sessions.c.key != keep)).values(ended=now))
