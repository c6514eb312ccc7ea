"""Pairs of states: the choice of two, and all that the record has of a pair, as a page that prints, as JSON and by month as CSV."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from legation.desk.answering import Desk, Place, page, table
from legation.desk.charting import Matrix, Timeline, matrix, timeline
from legation.desk.pages import Act, act_of, web_address
from legation.desk.standings import Span, asked, code_of, entries_of, feed, name, pair_link, span_of, unknown
from legation.knowledge import ontology
from legation.recording import balances
from legation.recording.imported import imported_between
from legation.recording.relating import SORTS, STATUSES

PLACES = (Place("Relations", "Pairs of states", "/pairs"),)

Fields: TypeAlias = dict[str, Any]

MOST_PAIRS = 100
"""Pairs on the page; the JSON and CSV have all."""

LISTED, MOST_LISTED = 8, 100
"""Entries of a sort on a page, and at most, where `most` asks for more."""

TITLES = {
    "planned": ("What is planned", "Nothing is planned between them that the record knows of."),
    "agreements": ("Agreements", "No agreement between them."),
    "visits": ("Visits", "No visit of one to the other."),
    "port_calls": ("Port calls", "No port call of one in the other."),
    "latest": ("Latest entries", "No entry between them."),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """The page that lets two states be chosen: the most frequent pairs, and the states of the record to choose from."""

    rows: tuple[Fields, ...]
    total: int
    states: tuple[tuple[str, str], ...]
    one: str
    other: str
    note: str


@dataclass(frozen=True, slots=True)
class Sort:
    """Entries of one sort, with the page's words for it, and where the feed has them."""

    key: str
    title: str
    nothing: str
    acts: tuple[tuple[Act, str | None], ...]
    link: str


@dataclass(frozen=True, slots=True)
class PairPage:
    """A pair: what `found` (the JSON twin without its lists) says, drawn and listed.

    Attributes:
        ways: name, counts and link of each direction; types: name, quad, counts with links by status and by direction.
    """

    codes: tuple[str, str]
    names: tuple[str, str]
    found: Fields
    span: Span
    day: str | None
    timeline: Timeline
    matrix: Matrix
    ways: tuple[tuple[str, Fields, str], ...]
    types: tuple[tuple[str, int, tuple[tuple[int, str], ...], tuple[tuple[int, str], ...]], ...]
    sorts: tuple[Sort, ...]
    publishers: tuple[tuple[str, str, int], ...]
    links: Fields


def router(desk: Desk) -> APIRouter:
    """/pairs and /pairs/{one}/{other}, each a page, .json and .csv; a state may be given by its name, in any case."""
    routes = APIRouter()

    @routes.get("/pairs")
    def _pairs(request: Request, one: str = "", other: str = "") -> Response:
        return _choose(desk, request, one, other)

    @routes.get("/pairs.json")
    def _pairs_json() -> Response:
        return JSONResponse({"pairs": balances.pairs(desk.record.keeper.now())})

    @routes.get("/pairs.csv")
    def _pairs_csv() -> Response:
        return table((row | {"pair": " ".join(row["pair"])} for row in balances.pairs(desk.record.keeper.now())), "pairs")

    @routes.get("/pairs/{one}/{other}")
    def _pair(request: Request, one: str, other: str, most: int = LISTED) -> Response:
        other, ending = _parted(other)
        first, second = code_of(one), code_of(other)
        if first is None:
            return unknown(request, one, lambda code: pair_link(code, second or other))
        if second is None:
            return unknown(request, other, lambda code: pair_link(first, code))
        if first == second:
            return RedirectResponse(asked("/pairs", one=first, other=second), 303)
        if (first, second) != (one, other):
            query = f"?{request.url.query}" if request.url.query else ""
            return RedirectResponse(pair_link(first, second, ending) + query, 303)
        return _answer(desk, request, (first, second), ending, min(max(1, most), MOST_LISTED))

    return routes


def _choose(desk: Desk, request: Request, one: str, other: str) -> Response:
    """Leads to the pair where two states are named, and lets them be chosen otherwise."""
    first, second = code_of(one), code_of(other)
    if one.strip() and first is None:
        return unknown(request, one, lambda code: asked("/pairs", one=code, other=other))
    if other.strip() and second is None:
        return unknown(request, other, lambda code: asked("/pairs", one=first, other=code))
    if first and second and first != second:
        return RedirectResponse(pair_link(first, second), 303)
    note = "A pair is two different states." if first and first == second else "Choose two states." if first or second else ""
    return page(request, "pairs.html", _chosen(desk, first or "", second or "", note))


def _parted(words: str) -> tuple[str, str]:
    """The last part of an address without its ending, and the ending: .json, .csv or none."""
    ending = next((ending for ending in (".json", ".csv") if words.endswith(ending)), "")
    return words.removesuffix(ending), ending


def _answer(desk: Desk, request: Request, pair: tuple[str, str], ending: str, most: int) -> Response:
    span = span_of(request)
    standing = desk.record.keeper.now()
    counted = balances.pair(standing, *pair, span.since or None, span.until or None)
    if ending == ".csv":
        return table(_months(counted), f"{pair[0]}-{pair[1]}-months")
    days = {"since": span.since or None, "until": span.until or None}
    entries = entries_of(desk, balances.latest(standing, pair, **days, limit=most))
    found = _twin(pair, days, counted) | {"imported": imported_between(desk.record, pair, **days)}
    if ending == ".json":
        return JSONResponse(found | entries)
    return page(request, "pair.html", pair_page(pair, span, found, entries, balances.iso(standing.newest), most))


def _twin(pair: tuple[str, str], days: Fields, counted: Fields) -> Fields:
    """What `legation relations` prints, its lists left out, and what the page has beside it."""
    ways = dict(zip(balances.DIRECTIONS, (f"{pair[0]} to {pair[1]}", f"{pair[1]} to {pair[0]}", "together"), strict=True))
    directed = {words: counted["directions"][way] for way, words in ways.items()}
    told = {"directions": {words: way["entries"] for words, way in directed.items() if way["entries"]}, "directed": directed}
    return {"pair": list(pair), "names": [name(code) for code in pair], **days, **counted, **told}


def pair_page(pair: tuple[str, str], span: Span, found: Fields, entries: Fields, day: str | None, most: int) -> PairPage:
    """The page of what is found of a pair."""
    one, other = pair
    both = {"pair": f"{one},{other}", "since": span.since, "until": span.until}
    forth = {"actor": one, "recipient": other, "since": span.since, "until": span.until}
    back = forth | {"actor": other, "recipient": one}
    given = dict(zip(balances.DIRECTIONS, (forth, back, both), strict=True))
    ways = tuple((words, way, feed(given[key])) for key, (words, way) in zip(given, found["directed"].items(), strict=True))
    links = {
        "feed": feed(both),
        "status": {status: feed(both, status=status) for status in STATUSES},
        "json": pair_link(one, other, ".json") + span.query,
        "csv": pair_link(one, other, ".csv") + span.query,
        "turned": pair_link(other, one) + span.query,
        "more": asked(pair_link(one, other), since=span.since, until=span.until, most=str(MOST_LISTED)) if most < MOST_LISTED else None,
        "month": lambda month: feed(both, since=month, until=month),
    }
    publishers = tuple((code, name(code) if code else "not known", number) for code, number in found["publishers"].items())
    return PairPage(
        pair,
        (name(one), name(other)),
        found,
        span,
        day,
        timeline(found["cells"]),
        matrix(found["cells"], lambda type_, period: feed(both, type=type_, since=period.since, until=period.until)),
        ways,
        tuple(_types(found, both, given)),
        tuple(_sort(key, entries[key], feed(both, **SORTS[key])) for key in TITLES),
        publishers,
        links,
    )


def _types(found: Fields, both: Fields, given: Fields) -> Iterator[Any]:
    """Each type with its numbers by status and by direction, each with its link."""
    kinds = ontology.load().types
    for type_, counts in found["types"].items():
        by_status = tuple((counts.get(status, 0), feed(both, type=type_, status=status)) for status in STATUSES)
        ways = zip(given.values(), found["directed"].values(), strict=True)
        by_way = tuple((way["types"].get(type_, 0), feed(filters, type=type_)) for filters, way in ways)
        yield type_, kinds[type_].quad, by_status, by_way


def _sort(key: str, rows: list[Fields], link: str) -> Sort:
    title, nothing = TITLES[key]
    return Sort(key, title, nothing, tuple((act_of(row), web_address(row["report"]["url"])) for row in rows), link)


def _chosen(desk: Desk, one: str, other: str, note: str) -> Chosen:
    standing = desk.record.keeper.now()
    rows = balances.pairs(standing)
    shown = tuple(row | {"names": [name(code) for code in row["pair"]], "link": pair_link(*row["pair"])} for row in rows[:MOST_PAIRS])
    known = sorted((name(row["state"]), row["state"]) for row in balances.states(standing))
    return Chosen(shown, len(rows), tuple(known), one, other, note)


def _months(counted: Fields) -> Iterator[Fields]:
    """A row for each month: what counts, then entries by status and quad."""
    sums: dict[tuple[str, str, str], int] = {}
    for cell in counted["cells"]:
        key = cell["month"], cell["status"], balances.QUADS[cell["quad"]]
        sums[key] = sums.get(key, 0) + cell["entries"]
    for month in counted["months"]:
        parts = {f"{status}_{quad}": sums.get((month["month"], status, quad), 0) for status in STATUSES for quad in balances.QUADS.values()}
        yield month | parts
