"""Lists put together from many reports: ships with their port calls, tours with their stops, agreements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from legation.desk.answering import Desk, Place, page, table
from legation.desk.pages import Act, act_of
from legation.recording.finding import Query, find
from legation.recording.touring import tours
from legation.recording.voyages import vessels

Row = dict[str, Any]

PLACES = (Place("Relations", "Agreements", "/agreements"), Place("Relations", "Tours", "/tours"), Place("Relations", "Ships", "/vessels"))

MOST = 200
"""Ships, tours or agreements on a page; the JSON and CSV have all."""


@dataclass(frozen=True, slots=True)
class ListPage:
    """Rows, what was asked for (`who`), whether more are left, and the page's other forms."""

    title: str
    who: str
    rows: tuple[Any, ...]
    more: bool
    twin: str
    sheet: str


def router(desk: Desk) -> APIRouter:
    """/vessels, /tours, /agreements: each a page, .json and .csv; `who` narrows them."""
    routes = APIRouter()

    @routes.get("/vessels")
    def _vessels(request: Request, who: str = "") -> Response:
        return page(request, "vessels.html", _list("Ships", "/vessels", who, vessels(desk.record, who.strip() or None, limit=MOST + 1)))

    @routes.get("/vessels.json")
    def _vessels_json(who: str = "") -> Response:
        return JSONResponse({"vessels": vessels(desk.record, who.strip() or None)})

    @routes.get("/vessels.csv")
    def _vessels_csv(who: str = "") -> Response:
        return table(_calls(vessels(desk.record, who.strip() or None)), "port-calls")

    @routes.get("/tours")
    def _tours(request: Request, who: str = "") -> Response:
        return page(request, "tours.html", _list("Tours", "/tours", who, tours(desk.record, who.strip() or None, limit=MOST + 1)))

    @routes.get("/tours.json")
    def _tours_json(who: str = "") -> Response:
        return JSONResponse({"tours": tours(desk.record, who.strip() or None)})

    @routes.get("/tours.csv")
    def _tours_csv(who: str = "") -> Response:
        return table(_stops(tours(desk.record, who.strip() or None)), "tours")

    @routes.get("/agreements")
    def _agreements(request: Request, who: str = "") -> Response:
        rows = [act_of(row) for row in islice(_agreed(desk, who), MOST + 1)]
        return page(request, "agreements.html", _list("Agreements", "/agreements", who, rows))

    @routes.get("/agreements.json")
    def _agreements_json(who: str = "") -> Response:
        return JSONResponse({"entries": list(_agreed(desk, who))})

    @routes.get("/agreements.csv")
    def _agreements_csv(who: str = "") -> Response:
        return table((_line(act_of(row)) for row in _agreed(desk, who)), "agreements")

    return routes


def _list(title: str, path: str, who: str, rows: list[Any]) -> ListPage:
    asked = f"?{urlencode({'who': who})}" if who else ""
    return ListPage(title, who, tuple(rows[:MOST]), len(rows) > MOST, f"{path}.json{asked}", f"{path}.csv{asked}")


def _agreed(desk: Desk, who: str) -> Iterator[Row]:
    """Entries of the kind agreement, signed or planned, the latest first; `who` takes part in them."""
    for row in find(desk.record, Query(kind="agreement", statuses=("occurred", "planned"))):
        if not who.strip() or _takes_part(row, who.strip().casefold()):
            yield row


def _takes_part(row: Row, who: str) -> bool:
    people = [*row["actors"], *row["recipients"]]
    return any(who == (p["state"] or "").casefold() or who in (p["name"] or p["text"]).casefold() for p in people)


def _line(act: Act) -> Row:
    row = act.row
    return {
        "entry_id": row["entry_id"],
        "date": (row["date"] or {}).get("value"),
        "actors": act.people,
        "recipients": act.others,
        "kind": row["kind"],
        "status": row["status"],
        "reports": row["reports"],
        "sentence": row["sentence"]["text"],
    }


def _calls(rows: list[Row]) -> Iterator[Row]:
    for ship in rows:
        for call in ship["calls"]:
            parts = {name: ship[name] for name in ("name", "hull_number", "vessel_type", "flag", "service")}
            yield parts | {name: value for name, value in call.items() if name != "event_ids"} | {"event_ids": call["event_ids"]}


def _stops(rows: list[Row]) -> Iterator[Row]:
    for tour in rows:
        who = tour["traveller"]
        for number, stop in enumerate(tour["stops"], start=1):
            yield {"tour_id": tour["tour_id"], "traveller": who["name"], "traveller_state": who["state"], "stop": number} | stop
