"""What a record holds of ships: each with its port calls and its other acts, put together from all reports."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, select

from legation.knowledge.gazetteer import read_gazetteer
from legation.recording.days import bounds
from legation.recording.dialects import holds
from legation.recording.opening import faults_named
from legation.recording.record import Record
from legation.recording.tables import events

WITH_SHIPS: Final = '"vessels": [{'
"""How the body of an event with a ship reads; the database looks for it, so that no other event is fetched."""

GENERAL: Final = frozenset({"ship", "vessel", "boat", "warship", None})
ONE_CALL_DAYS: Final = 30
"""Tellings of one port that lie further apart are two calls."""

_STATE: Final = re.compile(r"[A-Z]{3}$")
Row = dict[str, Any]


@dataclass(slots=True)
class _Ship:
    """A ship while its reports are put together."""

    names: Counter[str] = field(default_factory=Counter)
    told: dict[str, Counter[str]] = field(default_factory=dict)
    calls: list[Row] = field(default_factory=list)
    acts: list[Row] = field(default_factory=list)

    def learn(self, vessel: Row) -> None:
        self.names.update([vessel["name"]] if vessel["name"] else [])
        for part in ("hull_number", "vessel_type", "flag", "service"):
            value = vessel.get(part)
            if value:
                self.told.setdefault(part, Counter())[value] += 1

    def part(self, name: str) -> str | None:
        """What most reports tell; of types one that says more than "ship"."""
        counted = self.told.get(name, Counter())
        best = sorted(counted, key=lambda value: (value in GENERAL, -counted[value], value))
        return best[0] if best else None


def vessels(record: Record, who: str | None = None, *, teasers: bool = False, limit: int | None = None) -> list[Row]:
    """The ships of the record by name, those without a name last.

    Args:
        who: part of a ship's name, its hull number, or the flag: a state's code or name; None for all.

    Each is {"name", "hull_number", "vessel_type", "flag", "service", "calls", "acts"}. A call is {"port", "locode", "state", "latitude", "longitude",
    "arrival", "leaving", "date", "status", "event_ids"}; `date` is when the ship is told to have been there, EDTF as all days. An act is {"event_id",
    "type", "mode", "kind", "date", "place", "status"}.
    """
    flag = _flag(who)
    ships: dict[tuple[str, ...], _Ship] = {}
    for event in _events(record, flag, who, teasers=teasers):
        for vessel in event["vessels"]:
            if _wanted(vessel, flag, who):
                ship = ships.setdefault(_key(vessel, event), _Ship())
                ship.learn(vessel)
                _note(ship, event)
    rows = [_row(ship) for ship in _united(ships)]
    rows.sort(
        key=lambda r: (r["name"] is None, (r["name"] or "").casefold(), r["flag"] or "", r["hull_number"] or "", r["vessel_type"] or "", _first(r))
    )
    return rows[:limit]


def _events(record: Record, flag: str | None, who: str | None, *, teasers: bool) -> Iterator[Row]:
    """Events with a ship, oldest first; a name or flag is looked for by the database."""
    found: list[ColumnElement[bool]] = [events.c.current, holds(record.engine.dialect.name, events.c.body, WITH_SHIPS)]
    if not teasers:
        found.append(events.c.role != "teaser")
    if flag:
        found.append(events.c.body.contains(f'"flag": "{flag}"', autoescape=True))
    elif who:
        found.append(events.c.body.icontains(who, autoescape=True))
    query = select(events.c.body).where(*found).order_by(events.c.first_day.is_(None), events.c.first_day, events.c.event_id)
    with faults_named(record.path), record.engine.connect() as connection:
        for body in connection.execute(query.execution_options(yield_per=500)).scalars():
            yield json.loads(body)


def _flag(who: str | None) -> str | None:
    """The state that is asked for, by code or name; None where a ship is."""
    if who is None:
        return None
    if _STATE.match(who):
        return who
    state = next((e for e in read_gazetteer().look_up(who) if e.kind == "country"), None)
    return state.state if state is not None else None


def _wanted(vessel: Row, flag: str | None, who: str | None) -> bool:
    if flag:
        return bool(vessel["flag"] == flag)
    return who is None or any(who.casefold() in (vessel[part] or "").casefold() for part in ("name", "hull_number"))


def _key(vessel: Row, event: Row) -> tuple[str, ...]:
    """What tells the ship from others: name and flag, else number and flag, else each event's own ship."""
    flag = vessel["flag"] or ""
    if vessel["name"]:
        return "name", vessel["name"].casefold(), flag
    if vessel["hull_number"]:
        return "number", vessel["hull_number"], flag
    return "event", event["event_id"], flag, vessel["vessel_type"] or ""


def _united(ships: dict[tuple[str, ...], _Ship]) -> Iterable[_Ship]:
    """A ship that some reports give no flag is the one of that name with a flag, where there is only one."""
    for key in sorted(k for k in ships if k[0] == "name" and not k[2]):
        flagged = [k for k in ships if k[:2] == key[:2] and k[2]]
        if len(flagged) == 1:
            _pour(ships.pop(key), ships[flagged[0]])
    return ships.values()


def _pour(one: _Ship, into: _Ship) -> None:
    into.names.update(one.names)
    for part, counted in one.told.items():
        into.told.setdefault(part, Counter()).update(counted)
    for call in one.calls:
        _add_call(into, call)
    into.acts += one.acts


def _note(ship: _Ship, event: Row) -> None:
    """The event as a call of the ship or as another act of it."""
    day = event["date"]["value"] if event["date"] else None
    place = event["place"] or {}
    if event["kind"] != "port_call":
        act = {name: event[name] for name in ("event_id", "type", "mode", "kind")}
        ship.acts.append(act | {"date": day, "place": place.get("name"), "status": event["status"]})
        return
    ends = event.get("call") or {}
    call = {"port": place.get("name"), "locode": place.get("locode"), "state": place.get("state") or _host(event)}
    call |= {"latitude": place.get("latitude"), "longitude": place.get("longitude")}
    call |= {end: ends[end]["value"] if ends.get(end) else None for end in ("arrival", "leaving")}
    _add_call(ship, call | {"date": day, "status": event["status"], "event_ids": [event["event_id"]]})


def _host(event: Row) -> str | None:
    return next((r["state"] for r in event["recipients"] if r["state"]), None)


def _add_call(ship: _Ship, call: Row) -> None:
    """Adds a call, or what it tells to one that is the same."""
    for known in ship.calls:
        if _is_one_call(known, call):
            for part in ("port", "locode", "latitude", "longitude", "arrival", "leaving"):
                known[part] = known[part] if known[part] is not None else call[part]
            known["status"] = "occurred" if "occurred" in (known["status"], call["status"]) else known["status"]
            known["event_ids"] = [*known["event_ids"], *(i for i in call["event_ids"] if i not in known["event_ids"])]
            return
    ship.calls.append(call)


def _is_one_call(one: Row, other: Row) -> bool:
    """Whether two tellings are of one call: the same port or one without a port in the same state, and days that agree."""
    if one["state"] != other["state"] or (one["locode"] or one["port"]) != (other["locode"] or other["port"]):
        return False
    for end in ("arrival", "leaving"):
        if one[end] and other[end] and not (one[end].startswith(other[end]) or other[end].startswith(one[end])):
            return False
    first, last = _days(one), _days(other)
    if first is None or last is None:
        return True
    return abs((first - last).days) <= ONE_CALL_DAYS


def _days(call: Row) -> date | None:
    """A day of the call, for how far two lie apart."""
    start, _ = bounds(call["arrival"] or call["date"] or call["leaving"])
    return date.fromisoformat(start) if start else None


def _row(ship: _Ship) -> Row:
    name = sorted(ship.names, key=lambda n: (-ship.names[n], n))
    row: Row = {"name": name[0] if name else None} | {part: ship.part(part) for part in ("hull_number", "vessel_type", "flag", "service")}
    return row | {"calls": sorted(ship.calls, key=_when), "acts": ship.acts}


def _when(call: Row) -> tuple[bool, str, str]:
    day = call["arrival"] or call["date"] or call["leaving"]
    return day is None, day or "", call["event_ids"][0]


def _first(row: Row) -> str:
    ids = [i for c in row["calls"] for i in c["event_ids"]] + [a["event_id"] for a in row["acts"]]
    return min(ids, default="")
