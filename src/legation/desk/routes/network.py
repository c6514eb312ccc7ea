"""The network: which states deal with which, how much, and in cooperation or in conflict."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from legation.desk.answering import Desk, Place, page, table
from legation.desk.routes.mapping import asked_of
from legation.knowledge import ontology
from legation.recording import network as pairs
from legation.recording.finding import Query
from legation.recording.kept import Kept
from legation.recording.placed import latest_part

Row = dict[str, Any]

PLACES = (Place("Relations", "Network", "/network"),)

FILTERS = ("since", "until", "type", "kind")

TELLINGS = 20_000
"""Of a record with more tellings than these, the latest are shown until a day to begin with is given."""

HIGHEST = 1_000_000


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """States and pairs, the filters as given, the month that a large record is begun with, notes, and the page's other forms."""

    found: Row
    names: dict[str, str]
    filters: dict[str, str]
    least: int
    begun: str
    notes: tuple[str, ...]
    twin: str
    sheet: str
    whole: str

    @property
    def types(self) -> tuple[str, ...]:
        """Types to choose from."""
        return tuple(ontology.load().types)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds to choose from."""
        return tuple(ontology.load().kinds)


@dataclass(frozen=True, slots=True)
class _Asked:
    query: Query
    least: int
    begun: str
    notes: tuple[str, ...]


def router(desk: Desk) -> APIRouter:
    """/network as a page and .json, the drawn part; .csv with all pairs."""
    routes = APIRouter()
    kept = Kept(desk.record)

    def _found(asked: _Asked) -> Row:
        return kept.answer((asked.query, asked.least), partial(pairs.network, desk.record, asked.query, least=asked.least))

    @routes.get("/network")
    def _network(request: Request) -> Response:
        asked = _asked(desk, request)
        filters = {name: request.query_params.get(name, "") for name in FILTERS}
        given = dict(request.query_params)
        twin, sheet = (_address(path, given) for path in ("/network.json", "/network.csv"))
        whole = _address("/network", given | {"since": ""})
        found = _found(asked)
        names = {node["state"]: node["name"] for node in found["nodes"]}
        shown = NetworkPage(found, names, filters, asked.least, asked.begun, asked.notes, twin, sheet, whole)
        return page(request, "network.html", shown)

    @routes.get("/network.json")
    def _network_json(request: Request) -> Response:
        asked = _asked(desk, request)
        return JSONResponse(_found(asked) | {"since": asked.query.since, "until": asked.query.until})

    @routes.get("/network.csv")
    def _network_csv(request: Request) -> Response:
        asked = _asked(desk, request)
        whole = partial(pairs.network, desk.record, asked.query, least=asked.least, states=None, pairs=None)
        found = kept.answer(("whole", asked.query, asked.least), whole)
        return table(found["edges"], "network")

    return routes


def _asked(desk: Desk, request: Request) -> _Asked:
    """What the filters ask. `since` given as nothing means from the beginning; not given, the latest part of a large record."""
    filters, notes = asked_of(request, FILTERS)
    begun = "" if "since" in request.query_params else latest_part(desk.record, TELLINGS) or ""
    asked = Query(**(({"since": begun} if begun else {}) | filters))  # type: ignore[arg-type]
    least, given = 1, request.query_params.get("least", "").strip()
    if given.isdecimal() and given.isascii():
        least = min(max(1, int(given[:7])), HIGHEST)
    elif given:
        notes = (*notes, f"\u201c{given}\u201d is no number of entries. Write it as 2 or 10.")
    return _Asked(asked, least, begun, notes)


def _address(path: str, given: dict[str, str]) -> str:
    kept = {name: value for name, value in given.items() if name in (*FILTERS, "least") and (value or name == "since")}
    return f"{path}?{urlencode(kept)}" if kept else path
