"""What two states have to do with each other in the record: by month, by type and status, what is planned, and the latest of each sort."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeAlias

from sqlalchemy import Connection, and_, exists, or_, select

from legation.errors import SetupError
from legation.knowledge import foreign_codes, ontology
from legation.recording.finding import Query, entry_of, find
from legation.recording.imported import imported_between
from legation.recording.opening import faults_named
from legation.recording.record import Record
from legation.recording.tables import events, participants

Fields: TypeAlias = dict[str, Any]

COOPERATION, CONFLICT = (1, 2), (3, 4)
"""Quads."""
SORTS: dict[str, dict[str, Any]] = {
    "planned": {"status": "planned"},
    "agreements": {"kind": "agreement"},
    "visits": {"kind": "official_visit"},
    "port_calls": {"kind": "port_call"},
    "latest": {},
}
"""What is listed of a pair, each the latest first."""
STATUSES = ("occurred", "planned", "hypothetical", "denied")
COUNTED = ("occurred", "planned")
"""What the timeline counts: what is denied or only possible is no relation."""


@dataclass(slots=True)
class _Sums:
    """Counts of entries, each once."""

    seen: set[str] = field(default_factory=set)
    types: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    months: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    directions: Counter[str] = field(default_factory=Counter)
    undated: int = 0

    def add(self, row: Any, names: tuple[str, str]) -> None:
        """Counts an entry by one of its tellings."""
        if row.entry in self.seen:
            return
        self.seen.add(row.entry)
        self.types[row.type][row.status] += 1
        forth, back = bool(row.forth), bool(row.back)
        self.directions[f"{names[0]} to {names[1]}" if forth and not back else f"{names[1]} to {names[0]}" if back and not forth else "together"] += 1
        if row.status not in COUNTED:
            return
        month = row.first_day[:7] if row.first_day and row.last_day and row.first_day[:7] == row.last_day[:7] else None
        if month is None:
            self.undated += 1
        else:
            self.months[month][0 if ontology.load().types[row.type].quad in COOPERATION else 1] += 1


def state_of(words: str) -> str:
    """The code of a state or organisation, by its code or name.

    Raises:
        SetupError: none is called so.
    """
    codes = foreign_codes.load()
    named = {name.casefold(): code for code, name in codes.organisations.items()} | {code.casefold(): code for code in codes.organisations}
    found = codes.state_named(words) or named.get(words.strip().casefold())
    if found is None:
        raise SetupError(f"No state or organisation is called {words!r}. Give a code, such as CUB, or a name, such as Cuba.")
    return found


def relations(record: Record, pair: tuple[str, str], *, since: str | None = None, until: str | None = None, limit: int = 10) -> Fields:
    """All of a pair of states: entries in which one acts on the other, or both act together. Where both are only acted upon, it is none of theirs.

    {"pair", "names", "since", "until", "entries", "months": [{"month", "cooperation", "conflict"}], "undated", "types": {type: {status: n}},
    "statuses", "directions", "planned", "agreements", "visits", "port_calls", "latest": entries as `find` gives them,
    "imported": {source: {"rows", "without_equal", "months"}}}.
    Months count what occurred or is planned, each entry once; every month from the first to the last is there. Imported rows are counted apart.
    """
    sums = _Sums()
    with faults_named(record.path), record.engine.connect() as connection:
        for row in _rows(connection, pair, since, until):
            sums.add(row, pair)
    listed = {
        sort: list(islice(_listed(record, pair, Query(pair=pair, since=since, until=until, limit=limit * 3, **given)), limit))
        for sort, given in SORTS.items()
    }
    return {
        "pair": list(pair),
        "names": [_name(code) for code in pair],
        "since": since,
        "until": until,
        "entries": len(sums.seen),
        "months": [{"month": m, "cooperation": sums.months[m][0], "conflict": sums.months[m][1]} for m in months_between(sums.months)],
        "undated": sums.undated,
        "types": {name: {s: sums.types[name][s] for s in STATUSES if sums.types[name][s]} for name in ontology.load().types if sums.types.get(name)},
        "statuses": {s: n for s in STATUSES if (n := sum(counts[s] for counts in sums.types.values()))},
        "directions": dict(sorted(sums.directions.items())),
        **listed,
        "imported": imported_between(record, pair, since=since, until=until),
    }


def months_between(months: Iterable[str]) -> Iterator[str]:
    """Every month from the first to the last."""
    known = sorted(months)
    if not known:
        return
    first, last = known[0], known[-1]
    for year in range(int(first[:4]), int(last[:4]) + 1):
        yield from (m for month in range(1, 13) if first <= (m := f"{year:04}-{month:02}") <= last)


def _name(code: str) -> str:
    codes = foreign_codes.load()
    return codes.countries[code].name if code in codes.countries else codes.organisations[code]


def _listed(record: Record, pair: tuple[str, str], query: Query) -> Iterator[Fields]:
    """Entries of the pair; those in which both are only acted upon are left out."""
    yield from (row for row in find(record, query) if any(p["state"] in pair for p in row["actors"]))  # type: ignore[attr-defined]


def _rows(connection: Connection, pair: tuple[str, str], since: str | None, until: str | None) -> Iterator[Any]:
    one, other = pair
    first, second = participants.alias(), participants.alias()
    acting, meeting = first.c.side == "actor", first.c.event == second.c.event
    met = select(first.c.event).join(second, meeting).where(first.c.state == one, second.c.state + "" == other, or_(acting, second.c.side == "actor"))
    columns = (entry_of().label("entry"), events.c.type, events.c.status, events.c.first_day, events.c.last_day)
    forth = exists().where(_cast(first, one, "actor"), _cast(second, other, "recipient")).label("forth")
    back = exists().where(_cast(first, other, "actor"), _cast(second, one, "recipient")).label("back")
    found = select(*columns, forth, back).where(events.c.key.in_(met), events.c.current.is_not(False), events.c.role != "teaser")
    if since:
        found = found.where(or_(events.c.last_day >= since, and_(events.c.last_day.is_(None), events.c.first_day.is_not(None))))
    if until:
        found = found.where(or_(events.c.first_day <= until + "~", and_(events.c.first_day.is_(None), events.c.last_day.is_not(None))))
    yield from connection.execute(found.order_by(events.c.confidence.desc(), events.c.event_id).execution_options(yield_per=1000))


def _cast(alias: Any, state: str, side: str) -> Any:
    return and_(alias.c.event == events.c.key, alias.c.state + "" == state, alias.c.side + "" == side)
