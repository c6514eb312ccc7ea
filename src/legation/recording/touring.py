"""The tours of a record: who travelled where, stop by stop, put together from all reports."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, select

from legation.recording.days import bounds
from legation.recording.dialects import lacks
from legation.recording.opening import faults_named
from legation.recording.record import Record
from legation.recording.tables import events

NO_TOUR: Final = '"tour_id": null'
"""How the body of an event outside every tour reads; the database leaves such events out."""

ONE_TOUR_DAYS: Final = 14
"""Reports whose stops lie further apart tell of two tours."""

Row = dict[str, Any]


@dataclass(slots=True)
class _Tour:
    """A tour while its reports are put together."""

    ids: list[str]
    traveller: Row
    stops: list[Row] = field(default_factory=list)

    def days(self) -> list[date]:
        """The first days of its stops, in order."""
        starts = (bounds(s["date"])[0] for s in self.stops)
        return sorted(date.fromisoformat(s) for s in starts if s)


def tours(record: Record, who: str | None = None, *, teasers: bool = False, limit: int | None = None) -> list[Row]:
    """The tours of the record, the latest first, each with its stops in order.

    Args:
        who: part of the traveller's name, or the code of a state that he travels for or to; None for all.

    Each is {"tour_id", "traveller": {"name", "state", "id"}, "first_day", "last_day", "stops", "tour_ids"}. A stop is {"state", "place", "locode",
    "date", "status", "event_ids"}; stops of one host are one. Tours that several reports tell are one where the traveller is the same, they share
    a host and their stops lie at most 14 days apart; `tour_id` is the smallest of its `tour_ids`.
    """
    found: dict[str, _Tour] = {}
    for event in _events(record, teasers=teasers):
        tour = found.setdefault(event["tour_id"], _Tour([event["tour_id"]], _traveller(event)))
        for stop in _stops(event):
            _add(tour.stops, stop)
    rows = [_row(t) for t in _joined([found[key] for key in sorted(found)]) if _wanted(t, who)]
    rows.sort(key=lambda r: (r["first_day"] or "", r["tour_id"]), reverse=True)
    return rows[:limit]


def _events(record: Record, *, teasers: bool) -> Iterator[Row]:
    """Events of tours, in the order of their reports."""
    found: list[ColumnElement[bool]] = [events.c.current, events.c.type.in_(("CONSULT", "AGREE", "COOPERATE", "MOBILIZE"))]
    found.append(lacks(record.engine.dialect.name, events.c.body, NO_TOUR))
    if not teasers:
        found.append(events.c.role != "teaser")
    query = select(events.c.body).where(*found).order_by(events.c.document, events.c.key)
    with faults_named(record.path), record.engine.connect() as connection:
        for body in connection.execute(query.execution_options(yield_per=500)).scalars():
            event: Row = json.loads(body)
            if event["tour_id"]:
                yield event


def _traveller(event: Row) -> Row:
    first = event["actors"][0]
    return {"name": first["name"], "state": first["state"], "id": first["id"]}


def _stops(event: Row) -> Iterator[Row]:
    """One stop for each host, in the order of the words; the event's place is the stop of the host that it lies in."""
    place = event["place"] or {}
    hosts = list(dict.fromkeys(r["state"] for r in event["recipients"] if r["state"])) or [place.get("state")]
    for host in hosts:
        here = place if place.get("state") == host else {}
        yield {
            "state": host,
            "place": here.get("name") if here.get("precision") != "country" else None,
            "locode": here.get("locode"),
            "date": event["date"]["value"] if event["date"] and event["date"]["basis"] != "publication" else None,
            "status": event["status"],
            "event_ids": [event["event_id"]],
        }


def _add(stops: list[Row], stop: Row) -> None:
    """Adds a stop, or what it tells to the stop in the same state on a day that agrees."""
    for known in stops:
        if (
            known["state"] == stop["state"]
            and _agree(known["date"], stop["date"])
            and (None in (known["place"], stop["place"]) or known["place"] == stop["place"])
        ):
            known["date"] = max(filter(None, (known["date"], stop["date"])), key=len, default=None)
            known["place"], known["locode"] = known["place"] or stop["place"], known["locode"] or stop["locode"]
            known["status"] = "occurred" if "occurred" in (known["status"], stop["status"]) else known["status"]
            known["event_ids"] += [i for i in stop["event_ids"] if i not in known["event_ids"]]
            return
    stops.append(stop)


def _agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one.startswith(other) or other.startswith(one)


def _joined(found: list[_Tour]) -> list[_Tour]:
    """Tours that are one, as one."""
    kept: list[_Tour] = []
    for tour in found:
        same = next((k for k in kept if _is_one(k, tour)), None)
        if same is None:
            kept.append(tour)
            continue
        same.ids += tour.ids
        for stop in tour.stops:
            _add(same.stops, stop)
    return kept


def _is_one(one: _Tour, other: _Tour) -> bool:
    who = [t.traveller["id"] or t.traveller["name"] for t in (one, other)]
    if not who[0] or who[0] != who[1] or not {s["state"] for s in one.stops} & {s["state"] for s in other.stops}:
        return False
    here, there = one.days(), other.days()
    if not here or not there:
        return False
    return (max(here[0], there[0]) - min(here[-1], there[-1])).days <= ONE_TOUR_DAYS


def _wanted(tour: _Tour, who: str | None) -> bool:
    if who is None:
        return True
    states = {tour.traveller["state"], *(s["state"] for s in tour.stops)}
    return who in states or who.casefold() in (tour.traveller["name"] or "").casefold()


def _row(tour: _Tour) -> Row:
    """The tour with its stops in order of days; a stop without a day stands where the report tells it."""
    order = sorted(range(len(tour.stops)), key=lambda i: (_day_at(tour.stops, i), i))
    days = tour.days()
    first, last = (days[0].isoformat(), days[-1].isoformat()) if days else (None, None)
    ids = sorted(tour.ids)
    return {
        "tour_id": ids[0],
        "traveller": tour.traveller,
        "first_day": first,
        "last_day": last,
        "stops": [tour.stops[i] for i in order],
        "tour_ids": ids,
    }


def _day_at(stops: list[Row], at: int) -> str:
    """The stop's first day, else that of the last stop told before it."""
    return next((d for i in range(at, -1, -1) if (d := bounds(stops[i]["date"])[0])), "")
