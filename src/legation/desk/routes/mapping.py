"""The map: where the entries took place, each place drawn as precisely as it is known, through the months."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from legation.desk.answering import Desk, Place, page
from legation.desk.pages import act_of
from legation.knowledge import ontology
from legation.recording.finding import Query
from legation.recording.kept import Kept
from legation.recording.placed import Spot, latest_at, latest_part, whereabouts

Row = dict[str, Any]

PLACES = (Place("Relations", "Map", "/map"),)

FILTERS = ("actor", "recipient", "type", "kind", "status", "since", "until", "text")

ROWS = 150
"""Places in the table under the map; the JSON has more."""

LATEST = 40
"""Entries of a place that are listed beside the map; the feed has all."""

TELLINGS = 20_000
"""Of a record with more tellings than these, the latest are shown until a day to begin with is given."""

KNOWN_AS = {
    "point": "a point",
    "city": "a town",
    "district": "a district",
    "admin1": "a province",
    "country": "only the state",
    "region": "a region",
    "sea": "a sea",
}
"""How precisely a place is known, in words."""

_TIME: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class MapPage:
    """The places with their counts, the filters as given, the month that a large record is begun with, notes, and addresses."""

    found: Row
    rows: tuple[Row, ...]
    filters: dict[str, str]
    begun: str
    notes: tuple[str, ...]
    twin: str
    entries: str
    feed: str
    whole: str
    own: str

    @property
    def types(self) -> tuple[str, ...]:
        """Types to choose from."""
        return tuple(ontology.load().types)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds to choose from."""
        return tuple(ontology.load().kinds)


def router(desk: Desk) -> APIRouter:
    """/map, /map.json, and /map/entries.json for what took place at one of its places."""
    routes = APIRouter()
    kept = Kept(desk.record)

    def _found(query: Query) -> Row:
        return kept.answer(query, lambda: whereabouts(desk.record, query))

    @routes.get("/map")
    def _map(request: Request) -> Response:
        asked = _asked(desk, request)
        filters = asked.filters | {"since": asked.query.since or ""}
        found = _found(asked.query)
        rows = tuple(_row(point, filters) for point in found["points"][:ROWS])
        twin, entries = (address(path, filters, "since") for path in ("/map.json", "/map/entries.json"))
        whole, own = address("/map", asked.filters | {"since": ""}, "since"), address("/map", asked.filters)
        return page(request, "map.html", MapPage(found, rows, filters, asked.begun, asked.notes, twin, entries, address("/", filters), whole, own))

    @routes.get("/map.json")
    def _map_json(request: Request) -> Response:
        query = _asked(desk, request).query
        return JSONResponse(_found(query) | {"since": query.since, "until": query.until})

    @routes.get("/map/entries.json")
    def _entries_json(request: Request, name: str, state: str = "", admin1: str = "") -> Response:
        spot = Spot(name, state or None, admin1 or None)
        return JSONResponse({"entries": [_line(row) for row in latest_at(desk.record, _asked(desk, request).query, spot, LATEST)]})

    return routes


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters that say something, the question they make, the month that a large record is begun with, notes on what is left out."""

    filters: dict[str, str]
    query: Query
    begun: str
    notes: tuple[str, ...]


def _asked(desk: Desk, request: Request) -> Asked:
    """What the filters ask of the record. Other stories' leads are never on the map."""
    return asked_of(request, FILTERS, lambda: latest_part(desk.record, TELLINGS))


def asked_of(request: Request, names: Iterable[str], latest: Callable[[], str | None]) -> Asked:
    """What those filters ask. `since` given as nothing means from the beginning; where it is not given, `latest` says where to begin."""
    given = {name: value for name in names if (value := request.query_params.get(name, "").strip())}
    wrong = [given.pop(name) for name in ("since", "until") if name in given and not _TIME.fullmatch(given[name])]
    notes = tuple(f"\u201c{value}\u201d is no day. Write it as 2024-05-03, 2024-05 or 2024." for value in wrong)
    if "type" in given:
        given["type"] = given["type"].upper()
    begun = "" if "since" in request.query_params else latest() or ""
    held = ({"since": begun} if begun else {}) | given
    return Asked(given, Query(words=held.pop("text", None), **held), begun, notes)  # type: ignore[arg-type]


def address(path: str, filters: dict[str, str], *kept: str, **more: str) -> str:
    """The path with what the filters hold; those of `kept` even where they say nothing."""
    given = {name: value for name, value in (filters | more).items() if value or name in kept}
    return f"{path}?{urlencode(given)}" if given else path


def _row(point: Row, filters: dict[str, str]) -> Row:
    """A place as a line of the table, with the link to its entries in the feed."""
    neither, said, done, against, struck = point["quads"]
    counts = {"cooperation": said + done, "conflict": against + struck, "neither": neither}
    return point | counts | {"known_as": KNOWN_AS.get(point["precision"], "a place"), "link": address("/", filters, place=point["name"])}


def _line(row: Row) -> Row:
    """An entry as the list beside the map shows it."""
    act = act_of(row)
    kept = {name: row[name] for name in ("event_id", "document_id", "type", "mode", "kind", "quad", "status", "report")}
    told = {"when": act.when, "people": act.people, "others": act.others, "label": act.label, "sentence": row["sentence"]["text"]}
    return kept | told | {"link": act.link}
