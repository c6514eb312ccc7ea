"""The map: where the entries took place, each place drawn as precisely as it is known, through the months."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from legation.desk.answering import Desk, Place, page
from legation.desk.narrowing import QUADS, asked, choices, types_of
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
    def types(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Types to choose from, by quad, each with its label."""
        return [(words, choices(types_of(quad))) for quad, words in QUADS.items()]

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """Kinds to choose from, each with its label."""
        return choices(ontology.load().kinds)


def router(desk: Desk) -> APIRouter:
    """/map, /map.json, and /map/entries.json for what took place at one of its places."""
    routes = APIRouter()
    kept = Kept(desk.record)

    def _found(query: Query) -> Row:
        return kept.answer(query, lambda: whereabouts(desk.record, query))

    @routes.get("/map")
    def _map(request: Request) -> Response:
        question = _asked(desk, request)
        filters = question.filters | {"since": question.query.since or ""}
        found = _found(question.query)
        rows = tuple(_row(point, filters) for point in found["points"][:ROWS])
        twin, entries = (address(path, filters, "since") for path in ("/map.json", "/map/entries.json"))
        whole, own = address("/map", question.filters | {"since": ""}, "since"), address("/map", question.filters)
        return page(
            request, "map.html", MapPage(found, rows, filters, question.begun, question.notes, twin, entries, address("/", filters), whole, own)
        )

    @routes.get("/map.json")
    def _map_json(request: Request) -> Response:
        query = _asked(desk, request).query
        return JSONResponse(_found(query) | {"since": query.since, "until": query.until})

    @routes.get("/map/entries.json")
    def _entries_json(request: Request, name: str, state: str = "", admin1: str = "") -> Response:
        name, state, admin1 = (value.replace("\0", "") for value in (name, state, admin1))
        spot = Spot(name, state or None, admin1 or None)
        return JSONResponse({"entries": [_line(row) for row in latest_at(desk.record, _asked(desk, request).query, spot, LATEST)]})

    return routes


@dataclass(frozen=True, slots=True)
class Question:
    """The filters that are understood, the question they make, the month that a large record is begun with, notes on what is left out."""

    filters: dict[str, str]
    query: Query
    begun: str
    notes: tuple[str, ...]


def _asked(desk: Desk, request: Request) -> Question:
    """What the filters ask of the record. Other stories' leads are never on the map."""
    return question_of(request, FILTERS, lambda: latest_part(desk.record, TELLINGS))


def question_of(request: Request, names: Iterable[str], latest: Callable[[], str | None]) -> Question:
    """What those filters ask. `since` given as nothing means from the beginning; where it is not given, `latest` says where to begin."""
    found = asked({name: value for name in names if (value := request.query_params.get(name))})
    begun = "" if "since" in request.query_params else latest() or ""
    held = ({"since": begun} if begun else {}) | found.understood
    return Question(found.understood, replace(found, understood=held).query(), begun, found.notes)


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
