"""Random audits: entries drawn by a seed, each judged right or wrong by groups of fields, and the precision that follows, with its interval."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, insert, literal, select, update

from legation.errors import InputError
from legation.recording.audit import Decision, note
from legation.recording.audit_tables import audit_draws, audits
from legation.recording.engines import lock
from legation.recording.finding import entry_of
from legation.recording.opening import faults_named, writing
from legation.recording.record import Record
from legation.recording.searching import Query, search
from legation.recording.storing import as_json, safe
from legation.recording.tables import events

GROUPS = {"act": "the act and its type", "actors": "who acts, upon whom", "status": "whether it happened", "date": "when"}
"""Groups of fields that are judged, and what each asks."""

JUDGEMENTS = ("right", "wrong")

MOST_DRAWN = 1_000

LARGEST_SEED = 2**53 - 1
"""The largest whole number that JSON keeps exactly everywhere."""

_Z = 1.959963984540054
"""Half-width of a 95 % interval, in standard deviations."""


@dataclass(frozen=True, slots=True)
class Precision:
    """How many of those judged are right, their share, and its 95 % interval; None where none is judged."""

    judged: int
    right: int
    share: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Draw:
    """An entry drawn: its place in the audit (from 1), its most certain event as it was read then, and what was judged; None where not yet."""

    position: int
    event_id: str
    body: dict[str, Any]
    judged: dict[str, str | None]
    note: str | None
    person: str | None
    at: str | None

    @property
    def done(self) -> bool:
        """Whether any group of it is judged."""
        return self.at is not None


@dataclass(frozen=True, slots=True)
class Audit:
    """An audit with its draws.

    Attributes:
        asked: how many entries were asked for; fewer are drawn where there are no more. drawn_from: how many the filters held for.
        filters: the fields of `Query` that narrowed it.
    """

    key: int
    person: str
    at: str
    seed: int
    asked: int
    drawn_from: int
    filters: dict[str, Any]
    draws: tuple[Draw, ...]

    @property
    def precision(self) -> dict[str, Precision]:
        """The precision by group, and `all`: of entries with every group right."""
        found = {group: wilson([draw.judged[group] for draw in self.draws]) for group in GROUPS}
        return found | {"all": wilson([_whole(draw.judged) for draw in self.draws])}


def draw(record: Record, query: Query, size: int, seed: int, decision: Decision) -> int:
    """Draws entries at random and keeps which; returns the audit's key. One record, query and seed give the same entries.

    Raises:
        InputError: the size or seed is out of bounds, or the query holds for no entry; reason `bad_field`.
    """
    if not 1 <= size <= MOST_DRAWN:
        raise InputError("bad_field", f"size: {size} entries cannot be drawn. Draw 1 to {MOST_DRAWN}.")
    if not 0 <= seed <= LARGEST_SEED:
        raise InputError("bad_field", f"seed: {seed} is out of bounds. Give a whole number from 0 to {LARGEST_SEED}.")
    with faults_named(record.path), writing(record.engine) as connection, connection.begin():
        where = search(connection, query).conditions()
        entries = sorted(set(connection.execute(select(entry_of()).where(*where)).scalars()))
        if not entries:
            raise InputError("bad_field", "filters: no entry answers to them. Take one away.")
        chosen = random.Random(seed).sample(entries, min(size, len(entries)))
        bodies = _most_certain(connection, where, chosen)
        row = {"person": safe(decision.person), "at": decision.at, "seed": seed, "asked": size, "drawn_from": len(entries)}
        key: int = connection.execute(insert(audits).returning(audits.c.key), row | {"filters": as_json(given_of(query))}).scalar_one()
        drawn = [{"audit": key, "position": n} | bodies[entry] for n, entry in enumerate(chosen, start=1)]
        connection.execute(insert(audit_draws), drawn)
        note(connection, decision, "audit", str(key), {"seed": seed, "size": len(drawn)})
        return key


def judge(record: Record, audit: int, position: int, judged: Mapping[str, str], decision: Decision, remark: str = "") -> None:
    """Keeps what a person judged of an entry drawn: for each group `right` or `wrong`; judging again replaces it.

    Raises:
        InputError: there is no such draw, a group is missing, or a judgement is another word; reason `bad_field`.
    """
    for group in GROUPS:
        if judged.get(group) not in JUDGEMENTS:
            raise InputError("bad_field", f"{group}: judge it right or wrong.")
    with faults_named(record.path), writing(record.engine) as connection, connection.begin():
        lock(connection, f"audit {audit}")
        where = audit_draws.c.audit == audit, audit_draws.c.position == position
        row = {group: judged[group] for group in GROUPS} | {"note": safe(remark.strip()) or None, "person": safe(decision.person), "at": decision.at}
        if connection.execute(update(audit_draws).where(*where).values(row)).rowcount != 1:
            raise InputError("bad_field", f"audit {audit} has no entry {position}.")


def audit_of(record: Record, key: int) -> Audit | None:
    """An audit with all its draws; None where there is none of this key."""
    return next(iter(_audits(record, audits.c.key == key)), None)


def all_audits(record: Record) -> list[Audit]:
    """Every audit, the latest first; the bodies of what they drew are left out (empty)."""
    return _audits(record, bodies=False)


def wilson(judged: Sequence[str | None]) -> Precision:
    """The share that is right of what is judged, with Wilson's 95 % score interval (E. B. Wilson, JASA 22, 1927)."""
    number, right = sum(word is not None for word in judged), sum(word == "right" for word in judged)
    if number == 0:
        return Precision(0, 0, None, None, None)
    share, z2 = right / number, _Z * _Z
    middle = (share + z2 / (2 * number)) / (1 + z2 / number)
    half = _Z / (1 + z2 / number) * math.sqrt(share * (1 - share) / number + z2 / (4 * number * number))
    low = 0.0 if right == 0 else max(0.0, middle - half)
    high = 1.0 if right == number else min(1.0, middle + half)
    return Precision(number, right, share, low, high)


def _whole(judged: Mapping[str, str | None]) -> str | None:
    """Right where every group is, wrong where one is; None where none is judged."""
    words = set(judged.values())
    return None if words == {None} else "wrong" if "wrong" in words else "right"


def _most_certain(connection: Connection, where: Sequence[ColumnElement[bool]], chosen: list[str]) -> dict[str, dict[str, str]]:
    found = select(entry_of().label("entry"), events.c.event_id, events.c.body).where(*where, entry_of().in_(chosen))
    rows = connection.execute(found.order_by(events.c.confidence, events.c.event_id.desc()))
    return {row.entry: {"event_id": row.event_id, "body": row.body} for row in rows}


def given_of(query: Query) -> dict[str, Any]:
    """What a query asks for beyond the least."""
    least = asdict(replace(Query(), limit=None))
    return {name: value for name, value in asdict(query).items() if value != least[name] and name not in ("limit", "offset")}


def _audits(record: Record, *where: ColumnElement[bool], bodies: bool = True) -> list[Audit]:
    columns = [column if bodies or column.name != "body" else literal("{}").label("body") for column in audit_draws.c]
    with faults_named(record.path), record.engine.connect() as connection:
        rows = connection.execute(select(audits).where(*where).order_by(audits.c.key.desc())).all()
        keys = [row.key for row in rows]
        drawn: dict[int, list[Draw]] = {key: [] for key in keys}
        for row in connection.execute(select(*columns).where(audit_draws.c.audit.in_(keys)).order_by(audit_draws.c.audit, audit_draws.c.position)):
            drawn[row.audit].append(_draw(row))
    return [Audit(row.key, row.person, row.at, row.seed, row.asked, row.drawn_from, json.loads(row.filters), tuple(drawn[row.key])) for row in rows]


def _draw(row: Row[Any]) -> Draw:
    judged = {group: getattr(row, group) for group in GROUPS}
    return Draw(row.position, row.event_id, json.loads(row.body), judged, row.note, row.person, row.at)


def number_of_audits(record: Record) -> int:
    """How many audits there are."""
    with faults_named(record.path), record.engine.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(audits)).scalar_one())
