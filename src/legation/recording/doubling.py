"""Blind double coding: reports that several persons code, each without seeing what the others marked, and what is decided where they differ.

What somebody marked is given to others only once both are done with the report: see `visible`.
"""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, and_, delete, func, insert, select, update

from legation.document import Document
from legation.errors import InputError
from legation.recording.audit import Decision, note
from legation.recording.auditing import LARGEST_SEED, given_of
from legation.recording.engines import lock
from legation.recording.opening import faults_named, writing
from legation.recording.record import Record
from legation.recording.searching import Query, search
from legation.recording.stored import document_from
from legation.recording.storing import as_json, safe
from legation.recording.tables import codings, documents, events
from legation.recording.talk_tables import double_decisions, double_done, double_marks, double_reports, doubles

CHOICES = ("both", "neither", "own")
"""What may be decided where coders differ, besides the name of one of them."""

MOST_REPORTS, MOST_CODERS, LONGEST_NAME = 500, 10, 80


@dataclass(frozen=True, slots=True)
class DoubleReport:
    """A report of a double coding: its place (from 1), and who is done with it. sentences: start and end of each, once somebody is."""

    position: int
    document_id: str
    title: str | None
    date: str | None
    done: tuple[str, ...]
    sentences: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Double:
    """A double coding.

    Attributes:
        start: whether coders begin with the events that the record has; else with none.
        seed, drawn_from: how the reports were drawn, and from how many; None where they were chosen. filters: fields of `Query`.
    """

    key: int
    name: str
    person: str
    at: str
    coders: tuple[str, ...]
    start: bool
    seed: int | None
    drawn_from: int | None
    filters: dict[str, Any]
    reports: tuple[DoubleReport, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """An event that a coder marked in a report."""

    key: int
    position: int
    coder: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Settled:
    """What was decided about an act on which coders differ: the choice in a word, and the events that stand."""

    position: int
    item: str
    choice: str
    bodies: tuple[dict[str, Any], ...]
    person: str
    at: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Which reports: those of the ids `chosen`, or, where there are none, `size` drawn by `seed` from those that the query holds for."""

    chosen: tuple[str, ...] = ()
    query: Query = field(default_factory=Query)
    size: int = 20
    seed: int = 0


def create(record: Record, name: str, coders: Sequence[str], drawing: Drawing, decision: Decision, *, start: bool = False) -> int:
    """Begins a double coding and returns its key.

    Raises (as every change here):
        InputError: what is given makes no double coding; reason `bad_field`; the message begins with the field.
    """
    people = tuple(dict.fromkeys(filter(None, (safe(" ".join(coder.split()))[:LONGEST_NAME] for coder in coders))))
    _check(name, people, drawing)
    with faults_named(record.path), writing(record.engine) as connection, connection.begin():
        keys, drawn_from = _chosen(connection, drawing.chosen) if drawing.chosen else _drawn(connection, drawing)
        row: dict[str, Any] = {"name": safe(name.strip()), "person": safe(decision.person), "at": decision.at, "coders": as_json(people)}
        row |= {"start": start, "seed": None if drawing.chosen else drawing.seed, "drawn_from": drawn_from}
        row |= {"filters": as_json({} if drawing.chosen else given_of(drawing.query))}
        made: int = connection.execute(insert(doubles).returning(doubles.c.key), row).scalar_one()
        connection.execute(insert(double_reports), [{"project": made, "position": n, "document": key} for n, key in enumerate(keys, start=1)])
        if start:
            _begin_with_events(connection, made, keys, people, decision)
        note(connection, decision, "double coding", str(made), {"coders": list(people), "reports": len(keys)})
        return made


def all_doubles(record: Record) -> list[Double]:
    """Every double coding, the latest first."""
    with faults_named(record.path), record.engine.connect() as connection:
        return _doubles(connection)


def double_of(record: Record, key: int) -> Double | None:
    """A double coding; None where there is none of this key."""
    with faults_named(record.path), record.engine.connect() as connection:
        return next(iter(_doubles(connection, key)), None)


def document_at(record: Record, key: int, position: int) -> Document | None:
    """The report at a place, with the text that it had when it was drawn; None where there is none."""
    chosen = select(documents).join(double_reports, double_reports.c.document == documents.c.key)
    with faults_named(record.path), record.engine.connect() as connection:
        row = connection.execute(chosen.where(double_reports.c.project == key, double_reports.c.position == position)).first()
    return None if row is None else document_from(row)


def own_marks(record: Record, key: int, position: int, coder: str) -> list[Mark]:
    """What a coder marked in a report, in the order of its text; nobody else's."""
    with faults_named(record.path), record.engine.connect() as connection:
        return _marks(connection, *_at(double_marks, key, position), double_marks.c.coder == coder)


def visible(double: Double, viewer: str) -> tuple[DoubleReport, ...]:
    """The reports whose marks a person may see: two coders at least are done, and so is the person where it is one of them."""
    return tuple(one for one in double.reports if len(one.done) > 1 and (viewer not in double.coders or viewer in one.done))


def shown_marks(record: Record, double: Double, viewer: str) -> dict[int, list[Mark]]:
    """By the place of each visible report, what those marked who are done with it."""
    found: dict[int, list[Mark]] = {one.position: [] for one in visible(double, viewer)}
    finished = {one.position: one.done for one in double.reports}
    with faults_named(record.path), record.engine.connect() as connection:
        for mark in _marks(connection, double_marks.c.project == double.key):
            if mark.position in found and mark.coder in finished[mark.position]:
                found[mark.position].append(mark)
    return found


def mark(record: Record, key: int, position: int, body: Mapping[str, Any], decision: Decision, replaces: int | None = None) -> int:
    """Keeps an event that the person of the decision marked, in the place of another mark of theirs where one is named; returns its key."""
    with faults_named(record.path), writing(record.engine) as connection, connection.begin():
        lock(connection, f"double coding {key}")
        _must_be_open(connection, key, position, decision.person)
        if replaces is not None:
            _remove(connection, key, position, replaces, decision.person)
        own = _marks(connection, *_at(double_marks, key, position), double_marks.c.coder == decision.person)
        if any(other.body["event_id"] == body["event_id"] for other in own):
            raise InputError("bad_field", "act: you have marked this act already, with this type.")
        row = {"project": key, "position": position, "coder": decision.person, "body": as_json(dict(body)), "at": decision.at}
        return int(connection.execute(insert(double_marks).returning(double_marks.c.key), row).scalar_one())


def unmark(record: Record, key: int, position: int, number: int, decision: Decision) -> None:
    """Takes a mark of the person's own away."""
    with faults_named(record.path), writing(record.engine) as connection, connection.begin():
        _must_be_open(connection, key, position, decision.person)
        _remove(connection, key, position, number, decision.person)


def finish(record: Record, key: int, position: int, sentences: Sequence[tuple[int, int]], decision: Decision) -> None:
    """The person is done with a report: nothing that they marked there changes any more. sentences: start and end of each, code points."""
    with faults_named(record.path), writing(record.engine) as connection, connection.begin():
        lock(connection, f"double coding {key}")
        _must_be_open(connection, key, position, decision.person)
        row = {"project": key, "position": position, "coder": decision.person, "at": decision.at}
        connection.execute(insert(double_done), row)
        first = and_(*_at(double_reports, key, position), double_reports.c.sentences.is_(None))
        connection.execute(update(double_reports).where(first).values(sentences=as_json(list(map(list, sentences)))))
        note(connection, decision, "double coding done", str(key), {"position": position})


def settle(record: Record, key: int, position: int, item: str, choice: str, bodies: Sequence[Mapping[str, Any]], decision: Decision) -> None:
    """Keeps what was decided about an act; deciding again replaces it, and the log keeps both."""
    with faults_named(record.path), writing(record.engine) as connection, connection.begin():
        lock(connection, f"double coding {key}")
        connection.execute(delete(double_decisions).where(*_at(double_decisions, key, position), double_decisions.c.item == item))
        row = {"project": key, "position": position, "item": item, "choice": safe(choice), "bodies": as_json([dict(body) for body in bodies])}
        connection.execute(insert(double_decisions), row | {"person": safe(decision.person), "at": decision.at})
        note(connection, decision, "double coding settled", str(key), {"position": position, "item": item, "choice": choice})


def settled(record: Record, key: int) -> dict[tuple[int, str], Settled]:
    """What was decided, by the report's place and the act."""
    with faults_named(record.path), record.engine.connect() as connection:
        rows = connection.execute(select(double_decisions).where(double_decisions.c.project == key)).all()
    found = (Settled(row.position, row.item, row.choice, tuple(json.loads(row.bodies)), row.person, row.at) for row in rows)
    return {(one.position, one.item): one for one in found}


def _check(name: str, people: Sequence[str], drawing: Drawing) -> None:
    if not name.strip() or len(name) > LONGEST_NAME:
        raise InputError("bad_field", f"name: say what this double coding is called, in at most {LONGEST_NAME} signs.")
    if not 2 <= len(people) <= MOST_CODERS:
        raise InputError("bad_field", f"coders: {len(people)} cannot be compared. Name 2 to {MOST_CODERS}.")
    if taken := set(CHOICES) & set(people):
        raise InputError("bad_field", f"coders: \u201c{min(taken)}\u201d is a word of the decisions. Name the coder otherwise.")
    if len(drawing.chosen) > MOST_REPORTS or not (drawing.chosen or 1 <= drawing.size <= MOST_REPORTS):
        raise InputError("bad_field", f"size: take 1 to {MOST_REPORTS} reports.")
    if not 0 <= drawing.seed <= LARGEST_SEED:
        raise InputError("bad_field", f"seed: give a whole number from 0 to {LARGEST_SEED}.")


def _chosen(connection: Connection, ids: Sequence[str]) -> tuple[list[int], None]:
    found = select(documents.c.id, documents.c.key).join_from(documents, codings).where(documents.c.id.in_(ids), codings.c.current)
    keys = {row.id: row.key for row in connection.execute(found)}
    if strange := next((name for name in ids if name not in keys), None):
        raise InputError("bad_field", f"reports: the record has no report {strange!r}. Look for one: legation find")
    return list(dict.fromkeys(keys[name] for name in ids)), None


def _drawn(connection: Connection, drawing: Drawing) -> tuple[list[int], int]:
    """Reports at random: of all where nothing narrows them, else of those with an event that the query holds for."""
    current = (
        select(documents.c.id, documents.c.key).join_from(documents, codings).where(codings.c.current, codings.c.outcome.in_(["coded", "empty"]))
    )
    if given_of(drawing.query):
        current = current.where(documents.c.key.in_(select(events.c.document).where(*search(connection, drawing.query).conditions())))
    keys = {row.id: row.key for row in connection.execute(current)}
    if not keys:
        raise InputError("bad_field", "filters: no report answers to them. Take one away.")
    names = random.Random(drawing.seed).sample(sorted(keys), min(drawing.size, len(keys)))
    return [keys[name] for name in names], len(keys)


def _begin_with_events(connection: Connection, made: int, keys: Sequence[int], people: Sequence[str], decision: Decision) -> None:
    rows = []
    for position, key in enumerate(keys, start=1):
        told = select(events.c.body).where(events.c.document == key, events.c.current, events.c.role != "teaser").order_by(events.c.event_id)
        for body in connection.execute(told).scalars():
            rows += [{"project": made, "position": position, "coder": coder, "body": body, "at": decision.at} for coder in people]
    if rows:
        connection.execute(insert(double_marks), rows)


def _doubles(connection: Connection, key: int | None = None) -> list[Double]:
    rows = connection.execute(select(doubles).where(*([] if key is None else [doubles.c.key == key])).order_by(doubles.c.key.desc())).all()
    found: dict[int, list[DoubleReport]] = {row.key: [] for row in rows}
    done: dict[tuple[int, int], list[str]] = {}
    for row in connection.execute(select(double_done).where(double_done.c.project.in_(list(found))).order_by(double_done.c.at, double_done.c.coder)):
        done.setdefault((row.project, row.position), []).append(row.coder)
    columns = (double_reports, documents.c.id, documents.c.title, documents.c.date)
    held = select(*columns).join_from(double_reports, documents, double_reports.c.document == documents.c.key)
    for row in connection.execute(held.where(double_reports.c.project.in_(list(found))).order_by(double_reports.c.position)):
        stand = tuple((first, last) for first, last in json.loads(row.sentences or "[]"))
        finished = tuple(done.get((row.project, row.position), ()))
        found[row.project].append(DoubleReport(row.position, row.id, row.title, row.date, finished, stand))
    return [_double(row, tuple(found[row.key])) for row in rows]


def _double(row: Any, reports: tuple[DoubleReport, ...]) -> Double:
    coders, filters = tuple(json.loads(row.coders)), json.loads(row.filters)
    return Double(row.key, row.name, row.person, row.at, coders, bool(row.start), row.seed, row.drawn_from, filters, reports)


def _at(table: Any, key: int, position: int) -> tuple[Any, Any]:
    return table.c.project == key, table.c.position == position


def _marks(connection: Connection, *where: Any) -> list[Mark]:
    rows = connection.execute(select(double_marks).where(*where).order_by(double_marks.c.key))
    found = [Mark(row.key, row.position, row.coder, json.loads(row.body)) for row in rows]
    return sorted(found, key=lambda one: (one.position, one.body["anchor"]["start"], one.key))


def _must_be_open(connection: Connection, key: int, position: int, person: str) -> None:
    """The person codes this report and is not done with it."""
    coders = connection.execute(select(doubles.c.coders).join_from(doubles, double_reports).where(*_at(double_reports, key, position))).scalar()
    if coders is None:
        raise InputError("bad_field", f"Double coding {key} has no report {position}.")
    if person not in json.loads(coders):
        raise InputError("bad_field", f"{person} is no coder of double coding {key}.")
    done = select(func.count()).select_from(double_done).where(*_at(double_done, key, position), double_done.c.coder == person)
    if connection.execute(done).scalar_one():
        raise InputError("bad_field", f"You are done with report {position}; nothing of it changes any more.")


def _remove(connection: Connection, key: int, position: int, number: int, person: str) -> None:
    where = (*_at(double_marks, key, position), double_marks.c.key == number, double_marks.c.coder == person)
    if connection.execute(delete(double_marks).where(*where)).rowcount != 1:
        raise InputError("bad_field", "You have no such mark in this report.")
