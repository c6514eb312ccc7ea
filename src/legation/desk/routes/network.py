"""The network: which states deal with which, how much, and in cooperation or in conflict."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from legation.desk.answering import Desk, Place, page, table
from legation.desk.narrowing import QUADS, choices, types_of
from legation.desk.routes.mapping import Question, address, question_of
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
    begun: str
    notes: tuple[str, ...]
    twin: str
    sheet: str
    whole: str

    @property
    def types(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Types to choose from, by quad, each with its label."""
        return [(words, choices(types_of(quad))) for quad, words in QUADS.items()]

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """Kinds to choose from, each with its label."""
        return choices(ontology.load().kinds)


def router(desk: Desk) -> APIRouter:
    """/network as a page and .json, the drawn part; .csv with all pairs."""
    routes = APIRouter()
    kept = Kept(desk.record)

    def _found(query: Query, least: int) -> Row:
        return kept.answer((query, least), partial(pairs.network, desk.record, query, least=least))

    @routes.get("/network")
    def _network(request: Request) -> Response:
        asked, least = _asked(desk, request), _least(request)
        found = _found(asked.query, least[0])
        names = {node["state"]: node["name"] for node in found["nodes"]}
        filters = asked.filters | {"since": asked.query.since or "", "least": str(least[0])}
        twin, sheet = (address(path, filters, "since") for path in ("/network.json", "/network.csv"))
        whole = address("/network", asked.filters | {"since": ""}, "since")
        return page(request, "network.html", NetworkPage(found, names, filters, asked.begun, (*asked.notes, *least[1]), twin, sheet, whole))

    @routes.get("/network.json")
    def _network_json(request: Request) -> Response:
        query = _asked(desk, request).query
        return JSONResponse(_found(query, _least(request)[0]) | {"since": query.since, "until": query.until})

    @routes.get("/network.csv")
    def _network_csv(request: Request) -> Response:
        query, (least, _) = _asked(desk, request).query, _least(request)
        whole = partial(pairs.network, desk.record, query, least=least, states=None, pairs=None)
        return table(kept.answer(("whole", query, least), whole)["edges"], "network")

    return routes


def _asked(desk: Desk, request: Request) -> Question:
    return question_of(request, FILTERS, lambda: latest_part(desk.record, TELLINGS))


def _least(request: Request) -> tuple[int, tuple[str, ...]]:
    """The least entries of a pair, and a note where what is given is no number."""
    given = request.query_params.get("least", "").strip()
    if given and not (given.isdecimal() and given.isascii()):
        return 1, (f"\u201c{given}\u201d is no number of entries. Write it as 2 or 10.",)
    return min(max(1, int(given[:9] or 1)), HIGHEST), ()
