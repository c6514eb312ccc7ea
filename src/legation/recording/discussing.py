"""What persons say about entries and reports, whom they name, and who is to look after what; each change is noted in the record's log."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, literal, or_, select, union, update

from legation.errors import InputError
from legation.recording.audit import Decision, note
from legation.recording.engines import lock
from legation.recording.entry_tables import tellings
from legation.recording.opening import faults_named, writing
from legation.recording.record import Record
from legation.recording.settled import leads_to
from legation.recording.storing import safe
from legation.recording.tables import codings, corrections, documents, events
from legation.recording.talk_tables import assignments, comments, mentions

About: TypeAlias = Literal["entry", "report"]

STATES = ("open", "done")

LONGEST, LONGEST_NAME = 10_000, 80
"""Signs of a comment and of a name."""

LATEST = 50
"""Threads, mentions and assignments that are listed."""

_HANDLE = re.compile(r"(?<![\w@.])@")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment; one that was taken back has no words. mentions: the persons that it names."""

    key: int
    about: str
    subject: str
    person: str
    at: str
    words: str
    edited_at: str | None
    deleted_at: str | None
    mentions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who is to look after an entry or report: state, open or done; `words` say what is to be done; changed_by and changed_at: its last change."""

    key: int
    about: str
    subject: str
    person: str
    state: str
    words: str | None
    assigned_by: str
    at: str
    changed_by: str | None
    changed_at: str | None


@dataclass(frozen=True, slots=True)
class Latest:
    """A thread by its last comment, and how many it has; title: the report's, or the entry's sentence (None where it is no longer read)."""

    last: Comment
    number: int
    title: str | None


@dataclass(frozen=True, slots=True)
class Thread:
    """What is said about an entry or a report, the first comment first, and who is to look after it, the latest first."""

    comments: tuple[Comment, ...]
    assignments: tuple[Assignment, ...]


def say(record: Record, about: str, subject: str, words: str, decision: Decision) -> int:
    """Adds a comment and returns its key; persons that the record knows and that it names with an @ are mentioned.

    Raises (as every change here):
        InputError: there is no such entry or report, nothing is said, or too much; reason `bad_field`.
    """
    said = _checked(words)
    with faults_named(record.path), writing(record.engine) as connection, connection.begin():
        _must_be_there(connection, about, subject)
        row = {"about": about, "subject": subject, "person": safe(decision.person), "at": decision.at, "words": said}
        key: int = connection.execute(insert(comments).returning(comments.c.key), row).scalar_one()
        _mention(connection, key, said, decision.person)
        note(connection, decision, "comment", subject, {"about": about, "comment": key})
        return key


def change(record: Record, key: int, words: str, decision: Decision) -> Comment:
    """Says a comment of one's own otherwise; the log keeps what it said before. Returns the comment."""
    said = _checked(words)
    with faults_named(record.path), writing(record.engine) as connection, connection.begin():
        before = _own(connection, key, decision)
        if before.words != said:
            connection.execute(update(comments).where(comments.c.key == key).values(words=said, edited_at=decision.at))
            connection.execute(delete(mentions).where(mentions.c.comment == key))
            _mention(connection, key, said, decision.person)
            note(connection, decision, "comment changed", before.subject, {"about": before.about, "comment": key, "before": before.words})
        return _comments(connection, comments.c.key == key)[0]


def take_back(record: Record, key: int, decision: Decision) -> Comment:
    """Takes a comment of one's own back: that it was there stays to be seen, and the log keeps what it said. Returns the comment."""
    with faults_named(record.path), writing(record.engine) as connection, connection.begin():
        before = _own(connection, key, decision)
        connection.execute(update(comments).where(comments.c.key == key).values(words="", deleted_at=decision.at))
        connection.execute(delete(mentions).where(mentions.c.comment == key))
        note(connection, decision, "comment taken back", before.subject, {"about": before.about, "comment": key, "before": before.words})
        return _comments(connection, comments.c.key == key)[0]


def assign(record: Record, about: str, subject: str, person: str, decision: Decision, words: str = "") -> int:
    """Gives an entry or a report to a person to look after; returns the assignment's key. `words`: what is to be done."""
    name = safe(" ".join(person.split()))
    if not name or len(name) > LONGEST_NAME:
        raise InputError("bad_field", f"person: name who is to look after it, in at most {LONGEST_NAME} signs.")
    with faults_named(record.path), writing(record.engine) as connection, connection.begin():
        _must_be_there(connection, about, subject)
        lock(connection, f"assignments {subject}")
        if _assignments(connection, _about(assignments.c, about, [subject]), assignments.c.person == name, assignments.c.state == "open"):
            raise InputError("bad_field", f"person: {name} looks after it already.")
        row = {"about": about, "subject": subject, "person": name, "state": "open", "words": safe(words.strip()[:500]) or None}
        row |= {"assigned_by": safe(decision.person), "at": decision.at}
        key: int = connection.execute(insert(assignments).returning(assignments.c.key), row).scalar_one()
        note(connection, decision, "assign", subject, {"about": about, "assignment": key, "to": name})
        return key


def set_state(record: Record, key: int, state: str, decision: Decision) -> Assignment:
    """Says that an assignment is `done`, or `open` again; returns it."""
    if state not in STATES:
        raise InputError("bad_field", f"state: \u201c{state}\u201d is none. One of {', '.join(STATES)}.")
    with faults_named(record.path), writing(record.engine) as connection, connection.begin():
        row = {"state": state, "changed_by": safe(decision.person), "changed_at": decision.at}
        if connection.execute(update(assignments).where(assignments.c.key == key).values(row)).rowcount != 1:
            raise InputError("bad_field", f"The record has no assignment {key}.")
        found = _assignments(connection, assignments.c.key == key)[0]
        note(connection, decision, f"assignment {state}", found.subject, {"about": found.about, "assignment": key})
        return found


def thread(record: Record, about: str, subject: str) -> Thread:
    """The comments and assignments about a report, or about an entry by whichever of its events they were made, of earlier codings too."""
    with faults_named(record.path), record.engine.connect() as connection:
        subjects = _subjects(connection, subject) if about == "entry" else [subject]
        said = _comments(connection, _about(comments.c, about, subjects))
        return Thread(tuple(said), tuple(_assignments(connection, _about(assignments.c, about, subjects))))


def comment_of(record: Record, key: int) -> Comment | None:
    """A comment; None where there is none of this key."""
    with faults_named(record.path), record.engine.connect() as connection:
        return next(iter(_comments(connection, comments.c.key == key)), None)


def persons(record: Record) -> list[str]:
    """Persons that the record knows: who decided, commented, assigned or is assigned something; by name."""
    with faults_named(record.path), record.engine.connect() as connection:
        return _persons(connection)


def naming(record: Record, person: str) -> list[Comment]:
    """The latest comments that mention a person."""
    with faults_named(record.path), record.engine.connect() as connection:
        keys = select(mentions.c.comment).where(mentions.c.person == person).order_by(mentions.c.comment.desc()).limit(LATEST)
        return list(reversed(_comments(connection, comments.c.key.in_(connection.execute(keys).scalars().all()))))


def assigned_to(record: Record, person: str) -> list[Assignment]:
    """What a person is to look after: what is open before what is done, the latest first."""
    with faults_named(record.path), record.engine.connect() as connection:
        return _assignments(connection, assignments.c.person == person, most=LATEST)


def latest(record: Record) -> list[Latest]:
    """The threads in which something was said last, the latest first, each by its last comment that stands."""
    with faults_named(record.path), record.engine.connect() as connection:
        ends = select(func.max(comments.c.key).label("last"), func.count().label("number")).where(comments.c.deleted_at.is_(None))
        ends = ends.group_by(comments.c.about, comments.c.subject).order_by(func.max(comments.c.key).desc()).limit(LATEST)
        numbers = {row.last: row.number for row in connection.execute(ends)}
        found = _comments(connection, comments.c.key.in_(list(numbers)))
        titles = _titles(connection, [(one.about, one.subject) for one in found])
        return [Latest(one, numbers[one.key], titles.get((one.about, one.subject))) for one in reversed(found)]


def titles(record: Record, subjects: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """What entries and reports are called, by what they are and their id: a report's title, an entry's sentence; those without are left out."""
    with faults_named(record.path), record.engine.connect() as connection:
        return _titles(connection, list(subjects))


def named(words: str, known: Sequence[str]) -> list[tuple[int, int, str]]:
    """Where words name one of the persons known with an @: start, end and whom; the longest name that fits is meant, case aside."""
    found = []
    longest_first = sorted(known, key=lambda name: (-len(name), name))
    for at in _HANDLE.finditer(words):
        rest = words[at.end() : at.end() + LONGEST_NAME + 1].casefold()
        name = next((name for name in longest_first if rest.startswith(name.casefold()) and not rest[len(name.casefold()) :][:1].isalnum()), None)
        if name:
            found.append((at.start(), at.end() + len(name), name))
    return found


def _checked(words: str) -> str:
    said = safe(words.replace("\r\n", "\n").strip())
    if not said:
        raise InputError("bad_field", "words: nothing is said. Write something.")
    if len(said) > LONGEST:
        raise InputError("bad_field", f"words: {len(said)} signs are too many. Say it in {LONGEST}.")
    return said


def _must_be_there(connection: Connection, about: str, subject: str) -> None:
    where = {"entry": select(literal(1)).where(events.c.event_id == subject), "report": select(literal(1)).where(documents.c.id == subject)}
    if about not in where or connection.execute(where[about].limit(1)).scalar() is None:
        raise InputError("bad_field", f"The record has no {about} {subject!r}. Look for one: legation find")


def _own(connection: Connection, key: int, decision: Decision) -> Comment:
    """A comment that stands and is the person's own."""
    lock(connection, f"comment {key}")
    found = next(iter(_comments(connection, comments.c.key == key)), None)
    if found is None or found.deleted_at:
        raise InputError("bad_field", f"The record has no comment {key} that stands.")
    if found.person != decision.person:
        raise InputError("bad_field", f"Comment {key} is {found.person}\u2019s. Only whoever wrote it may change it.")
    return found


def _mention(connection: Connection, key: int, words: str, writer: str) -> None:
    names = {name for _, _, name in named(words, sorted({*_persons(connection), writer}))}
    if names:
        connection.execute(insert(mentions), [{"comment": key, "person": name} for name in sorted(names)])


def _persons(connection: Connection) -> list[str]:
    columns = (corrections.c.person, comments.c.person, assignments.c.person, assignments.c.assigned_by)
    return sorted(connection.execute(union(*(select(column).distinct() for column in columns))).scalars())


def _subjects(connection: Connection, identifier: str) -> list[str]:
    """Every event of an entry, now or in an earlier coding."""
    key = leads_to(connection, identifier) or identifier
    told = select(tellings.c.event_id).where(tellings.c.entry == key)
    former = select(events.c.event_id).where(events.c.current.in_([True, False]), events.c.entry_key == key)
    return sorted({identifier, key, *connection.execute(union(told, former)).scalars()})


def _about(columns: Any, about: str, subjects: Sequence[str]) -> ColumnElement[bool]:
    at_once = [subjects[n : n + 500] for n in range(0, len(subjects), 500)]
    return and_(columns.about == about, or_(*(columns.subject.in_(part) for part in at_once)))


def _comments(connection: Connection, *where: ColumnElement[bool]) -> list[Comment]:
    rows = connection.execute(select(comments).where(*where).order_by(comments.c.key)).all()
    names: dict[int, list[str]] = {}
    told = select(mentions).join_from(mentions, comments).where(*where).order_by(mentions.c.comment, mentions.c.person)
    for row in connection.execute(told) if rows else ():
        names.setdefault(row.comment, []).append(row.person)
    return [Comment(**row._mapping, mentions=tuple(names.get(row.key, ()))) for row in rows]


def _assignments(connection: Connection, *where: ColumnElement[bool], most: int | None = None) -> list[Assignment]:
    chosen = select(assignments).where(*where).order_by(assignments.c.state.desc(), assignments.c.key.desc()).limit(most)
    return [Assignment(*row) for row in connection.execute(chosen)]


def _titles(connection: Connection, subjects: Sequence[tuple[str, str]]) -> dict[tuple[str, str], str]:
    entries = sorted({name for about, name in subjects if about == "entry"})
    reports = sorted({name for about, name in subjects if about == "report"})
    told = select(events.c.event_id, events.c.sentence).where(events.c.event_id.in_(entries)).order_by(events.c.current, events.c.key)
    found = {("entry", row.event_id): row.sentence for row in connection.execute(told)}
    held = select(documents.c.id, documents.c.title).join_from(documents, codings).where(documents.c.id.in_(reports), codings.c.current)
    return found | {("report", row.id): row.title for row in connection.execute(held) if row.title}
