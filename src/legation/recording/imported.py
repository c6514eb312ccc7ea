"""Rows of other data sets, kept with their own codes beside ours in a table of their own: shown apart, never counted with what reports told."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from sqlalchemy import Column, Float, Index, Integer, Table, Text, func, select

from legation.knowledge import foreign_codes
from legation.recording.opening import faults_named, writing
from legation.recording.record import Record
from legation.recording.searching import Query
from legation.recording.tables import METADATA

imported = Table(
    "imported",
    METADATA,
    Column("source", Text, primary_key=True),
    Column("row_id", Text, primary_key=True),
    Column("first_day", Text),
    Column("last_day", Text),
    Column("type", Text),
    Column("mode", Text),
    Column("status", Text),
    Column("quad", Integer),
    Column("score", Float),
    Column("their_type", Text, nullable=False),
    Column("actors", Text, nullable=False),
    Column("recipients", Text, nullable=False),
    Column("place_state", Text),
    Column("body", Text, nullable=False),
    Index("imported_by_day", "first_day"),
)
"""Rows of other data sets. `type`, `mode`, `quad`, `score`: ours, NULL where theirs has no equal; `their_type`: theirs;
`actors`, `recipients`: states, `;` around and between them; `body`: the row as it was, as JSON."""

ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """A row of another data set.

    Attributes:
        row_id: its identifier there. their_type: its code there. unequal: why it has no equal here; "" where it has one.
        type, mode, quad, score: ours; None where it has no equal. first_day, last_day: ISO days; None where unknown.
        actors, recipients: our codes of the states; what is no state of ours is left out. body: the row as it was.
    """

    row_id: str
    their_type: str
    unequal: str
    type: str | None
    mode: str | None
    status: str | None
    quad: int | None
    score: float | None
    first_day: str | None
    last_day: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place_state: str | None
    body: dict[str, Any]


def add_imported(record: Record, source: str, rows: Iterable[ImportedRow]) -> int:
    """Stores rows; one whose source and id are known takes the place of the earlier. Returns how many."""
    number, waiting = 0, iter(rows)
    with faults_named(record.path):
        while chunk := {row.row_id: row for row in islice(waiting, ROWS_AT_ONCE)}:
            with writing(record.engine) as connection, connection.begin():
                connection.execute(imported.delete().where(imported.c.source == source, imported.c.row_id.in_(chunk)))
                connection.execute(imported.insert(), [_stored(source, row) for row in chunk.values()])
            number += len(chunk)
    return number


def find_imported(record: Record, query: Query) -> Iterator[dict[str, Any]]:
    """Imported rows that the query holds for, the latest first. Of words, roles, kinds and confidence nothing is known: such a query finds none."""
    if any((query.words, query.role, query.kind, query.minimum_confidence > 0)):
        return
    found = select(imported).order_by(imported.c.first_day.desc().nulls_last(), imported.c.source, imported.c.row_id)
    found = found.where(*_conditions(query)).limit(query.limit).offset(query.offset)
    with faults_named(record.path), record.engine.connect() as connection:
        for row in connection.execute(found.execution_options(yield_per=ROWS_AT_ONCE)):
            yield _printed(row)


def imported_between(record: Record, pair: tuple[str, str], *, since: str | None, until: str | None) -> dict[str, Any]:
    """How many imported rows a pair of states has, by source: all, those without an equal of ours, and cooperation and conflict by month."""
    one, other = pair
    within = select(imported.c.source, func.substr(imported.c.first_day, 1, 7).label("month"), imported.c.quad)
    held = within.where(*_conditions(Query(pair=(one, other), since=since, until=until))).subquery()
    found = select(held.c.source, held.c.month, held.c.quad, func.count()).group_by(held.c.source, held.c.month, held.c.quad)
    sums: dict[str, Any] = {}
    with faults_named(record.path), record.engine.connect() as connection:
        for source, month, quad, number in sorted(connection.execute(found), key=lambda row: (row[0], row[1] or "", row[2] or 0)):
            kept = sums.setdefault(source, {"rows": 0, "without_equal": 0, "months": {}})
            kept["rows"] += number
            if quad is None:
                kept["without_equal"] += number
            elif month:
                counts = kept["months"].setdefault(month, {"cooperation": 0, "conflict": 0})
                counts["cooperation" if quad < 3 else "conflict"] += number
    return sums


def tally_of(rows: Iterable[ImportedRow], counts: Counter[str]) -> Iterator[ImportedRow]:
    """The rows as they pass, counted: `equal`, or why they have no equal with the code that has none."""
    for row in rows:
        counts[f"{row.unequal}: {row.their_type or 'empty'}" if row.unequal else "equal"] += 1
        yield row


def with_codes(query: Query) -> Query:
    """The query with codes in the place of states' names: imported rows have codes only."""
    codes = foreign_codes.load()

    def code(words: str | None) -> str | None:
        return words and (words if words in codes.organisations else codes.state_named(words) or words)

    pair = (code(query.pair[0]) or "", code(query.pair[1]) or "") if query.pair else None
    return replace(query, actor=code(query.actor), recipient=code(query.recipient), place=code(query.place), pair=pair)


def _conditions(query: Query) -> list[Any]:
    found: list[Any] = [imported.c[name] == value for name, value in (("type", query.type), ("status", query.status)) if value]
    if query.place:
        found.append(imported.c.place_state == query.place)
    if query.actor:
        found.append(imported.c.actors.contains(f";{query.actor};", autoescape=True))
    if query.recipient:
        found.append(imported.c.recipients.contains(f";{query.recipient};", autoescape=True))
    found += [(imported.c.actors + imported.c.recipients).contains(f";{who};", autoescape=True) for who in query.pair or ()]
    if query.since:
        found.append(imported.c.last_day >= query.since)
    if query.until:
        found.append(imported.c.first_day <= query.until + "~")
    return found


def _packed(states: Sequence[str]) -> str:
    return "".join(f";{state}" for state in states) + ";" if states else ""


def _stored(source: str, row: ImportedRow) -> dict[str, Any]:
    plain = ("row_id", "their_type", "type", "mode", "status", "quad", "score", "first_day", "last_day", "place_state")
    packed = {"actors": _packed(row.actors), "recipients": _packed(row.recipients), "body": json.dumps(row.body, ensure_ascii=False)}
    return {"source": source} | {name: getattr(row, name) for name in plain} | packed


def _printed(row: Any) -> dict[str, Any]:
    plain = ("source", "row_id", "first_day", "last_day", "type", "mode", "status", "quad", "score", "their_type", "place_state")
    sides = {side: [state for state in getattr(row, side).split(";") if state] for side in ("actors", "recipients")}
    return {"imported": True} | {name: getattr(row, name) for name in plain} | sides | {"theirs": json.loads(row.body)}
