"""Where the record's entries took place: by place, with its precision, by month and by what they tell of; and the latest at a place."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, case, func, select
from sqlalchemy.sql.selectable import Subquery

from legation.knowledge import foreign_codes, ontology
from legation.recording.finding import Query, entry_of
from legation.recording.opening import faults_named
from legation.recording.record import Record
from legation.recording.relating import COUNTED
from legation.recording.searching import search
from legation.recording.tables import documents, events

Fields: TypeAlias = dict[str, Any]

MOST_PLACES = 400
"""Places at most, those with the most entries; how many are left out is said."""

NEITHER = 0
"""The quad of what is denied or only possible, or of a type without one: it is no relation."""

QUADS = ("neither", "verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
"""What the numbers of a place count, in their order; a quad's number is its position."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as the record names it: what tells it from another of its name."""

    name: str
    state: str | None = None
    admin1: str | None = None


def whereabouts(record: Record, query: Query, most: int = MOST_PLACES) -> Fields:
    """Entries by place, each once, where the most certain of its matching tellings with a place puts it, whatever the query's limit.

    {"entries", "placed", "unplaced", "undated", "quads": names of the five counts, "first", "last": months or None,
    "left_out": {"places", "entries"}, "points": [{"name", "state", "state_name", "admin1", "latitude", "longitude", "precision", "locode",
    "entries", "quads": five counts, "months": {month: five counts}}]}, the place with the most entries first; degrees are WGS 84.
    What is told of no single month stands in `quads` and in no month; `undated` counts these.
    """
    with faults_named(record.path), record.engine.connect() as connection:
        conditions = search(connection, query).conditions()
        total = _entries(connection, conditions)
        sums = _sums(connection, conditions)
        placed = sum(_size(found) for found in sums.values())
        order = sorted(sums, key=lambda spot: (-_size(sums[spot]), spot.name, spot.state or "", spot.admin1 or ""))
        points = _points(connection, order[:most], sums)
    months = sorted({month for _, cells in sums.values() for month in cells if month})
    return {
        "entries": total,
        "placed": placed,
        "unplaced": total - placed,
        "undated": sum(sum(cells.get(None, ())) for _, cells in sums.values()),
        "quads": list(QUADS),
        "first": months[0] if months else None,
        "last": months[-1] if months else None,
        "left_out": {"places": len(order) - len(points), "entries": placed - sum(point["entries"] for point in points)},
        "points": points,
    }


def latest_at(record: Record, query: Query, spot: Spot, limit: int = 20) -> list[Fields]:
    """The entries that `whereabouts` counts at a place, the latest first: the telling that puts each there, with its `report`."""
    with faults_named(record.path), record.engine.connect() as connection:
        conditions = search(connection, query).conditions()
        here = select(entry_of()).where(*conditions, *_is_at(events.c, spot))
        best = _ranked((events.c.current, *conditions, entry_of().in_(here)))
        columns = (events.c.event_id, events.c.body, documents.c.title, documents.c.date, documents.c.publisher, documents.c.origin)
        found = select(*columns).join_from(best, events, events.c.key == best.c.key).join(documents, events.c.document == documents.c.key)
        found = found.where(best.c.rank == 1, *_is_at(best.c, spot)).order_by(events.c.first_day.desc().nulls_last(), events.c.event_id)
        rows = connection.execute(found.limit(limit)).all()
    return [
        json.loads(row.body) | {"report": {"title": row.title, "date": row.date, "publisher": row.publisher, "origin": row.origin}} for row in rows
    ]


_Cells: TypeAlias = dict[str | None, list[int]]
_Sum: TypeAlias = tuple[int, _Cells]
"""The key of one of its events, and counts by month."""


def _entries(connection: Connection, conditions: Sequence[ColumnElement[bool]]) -> int:
    return int(connection.execute(select(func.count(entry_of().distinct())).where(*conditions)).scalar_one())


def _ranked(conditions: Sequence[ColumnElement[bool]]) -> Subquery:
    """Matching tellings with a place; `rank` 1 is the most certain of its entry."""
    rank = func.row_number().over(partition_by=entry_of(), order_by=(events.c.confidence.desc(), events.c.event_id))
    columns = (events.c.key, events.c.place, events.c.place_state, events.c.place_admin1, _month().label("month"), quad_of().label("quad"))
    return select(*columns, rank.label("rank")).where(*conditions, (events.c.place + "").is_not(None)).subquery()


def _sums(connection: Connection, conditions: Sequence[ColumnElement[bool]]) -> dict[Spot, _Sum]:
    best = _ranked(conditions)
    parts = (best.c.place, best.c.place_state, best.c.place_admin1, best.c.month, best.c.quad)
    counted = select(*parts, func.count(), func.max(best.c.key)).where(best.c.rank == 1).group_by(*parts)
    sums: dict[Spot, _Sum] = {}
    for place, state, admin1, month, quad, number, key in connection.execute(counted):
        spot = Spot(place, state, admin1)
        known, cells = sums.get(spot, (0, {}))
        cells.setdefault(month, [0] * len(QUADS))[quad] += number
        sums[spot] = (max(known, key), cells)
    return sums


def _month() -> ColumnElement[str | None]:
    """The month that an event's days lie in; none where they lie in several or are not known."""
    first, last = func.substr(events.c.first_day, 1, 7), func.substr(events.c.last_day, 1, 7)
    return case((first == last, first))


def quad_of() -> ColumnElement[int]:
    """The quad of an event's type; `NEITHER` for what is denied or only possible."""
    types = ontology.load().types
    named = {quad: [name for name, kind in types.items() if kind.quad == quad] for quad in range(1, len(QUADS))}
    return case((events.c.status.not_in(COUNTED), NEITHER), *((events.c.type.in_(names), quad) for quad, names in named.items()), else_=NEITHER)


def _is_at(columns: Any, spot: Spot) -> list[ColumnElement[bool]]:
    return [columns.place == spot.name, columns.place_state.is_not_distinct_from(spot.state), columns.place_admin1.is_not_distinct_from(spot.admin1)]


def _size(found: _Sum) -> int:
    return sum(sum(counts) for counts in found[1].values())


def _points(connection: Connection, spots: Sequence[Spot], sums: dict[Spot, _Sum]) -> list[Fields]:
    """Each place with its coordinates, which the body of its event has."""
    keys = [sums[spot][0] for spot in spots]
    bodies = connection.execute(select(events.c.key, events.c.body).where(events.c.key.in_(keys))).all()
    places = {row.key: json.loads(row.body)["place"] for row in bodies}
    return [_point(spot, places[sums[spot][0]], sums[spot][1]) for spot in spots]


def _point(spot: Spot, place: Fields, cells: _Cells) -> Fields:
    counts = [sum(column) for column in zip(*cells.values(), strict=True)]
    where = {name: place.get(name) for name in ("latitude", "longitude", "precision", "locode")}
    dated = {month: cells[month] for month in sorted(m for m in cells if m)}
    names = {"name": spot.name, "state": spot.state, "state_name": state_name(spot.state), "admin1": spot.admin1}
    return names | where | {"entries": sum(counts), "quads": counts, "months": dated}


def state_name(code: str | None) -> str | None:
    """The name of a state or organisation; its code where it has none."""
    codes = foreign_codes.load()
    if code in codes.countries:
        return codes.countries[code].name
    return codes.organisations.get(code, code) if code else None


def latest_part(record: Record, most: int) -> str | None:
    """The month since when the record holds about `most` tellings, for a first look at a large one; None where it holds no more than that."""
    with faults_named(record.path), record.engine.connect() as connection:
        latest = (
            select(events.c.first_day)
            .where(events.c.current, events.c.first_day.is_not(None))
            .order_by(events.c.first_day.desc())
            .offset(most)
            .limit(1)
        )
        day: str | None = connection.execute(latest).scalar()
    return day[:7] if day else None
