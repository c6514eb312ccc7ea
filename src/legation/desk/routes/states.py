"""States and organisations of the record: the list of all, and each with its partners, its course and what is planned."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from legation.desk.answering import Desk, Place, page, table
from legation.desk.charting import Matrix, Timeline, matrix, spark, timeline
from legation.desk.pages import Act, act_of
from legation.desk.standings import Span, asked, code_of, entries_of, feed, name, pair_link, span_of, state_link, unknown
from legation.knowledge import state_names
from legation.knowledge.state_names import StateNames
from legation.recording import balances
from legation.recording.relating import SORTS

PLACES = (Place("Relations", "States", "/states"),)

Fields: TypeAlias = dict[str, Any]

COLUMNS: dict[str, tuple[str, Callable[[Fields], Any]]] = {
    "name": ("State", lambda row: row["name"].casefold()),
    "entries": ("Entries", lambda row: -row["entries"]),
    "as_actor": ("Acts", lambda row: -row["as_actor"]),
    "as_recipient": ("Is acted upon", lambda row: -row["as_recipient"]),
    "balance": ("Cooperation and conflict", lambda row: -row["balance"]),
    "partner": ("Meets most", lambda row: -row["partner_entries"]),
    "last_act": ("Last act", lambda row: tuple(-ord(sign) for sign in row["last_act"] or "") or (0,)),
}
"""What the list may be sorted by: its column's head, and the order."""

TITLES = {
    "planned": ("What is planned", "Nothing is planned that the record knows of."),
    "agreements": ("Agreements", "No agreement with it."),
    "visits": ("Visits", "No visit by or to it."),
    "port_calls": ("Ships and port calls", "No port call by or in it."),
    "latest": ("Latest entries", "No entry."),
}
"""The heads of what is listed, and the words where there is none."""

LISTED, PARTNERS = 6, 30
"""Entries of a sort, and partners, on a page; the JSON and CSV have all partners."""

LEAST_YEARS = 10
"""Years that small bars span at least."""


@dataclass(frozen=True, slots=True)
class StatesPage:
    """The list: rows in the order asked for, what was sought, the heads of its columns with their links and whether they rule the order."""

    rows: tuple[Fields, ...]
    total: int
    who: str
    heads: tuple[tuple[str, str, str, bool], ...]
    sort: str
    highest: int
    twin: str
    sheet: str


@dataclass(frozen=True, slots=True)
class Sort:
    """Entries of one sort, with the page's words for it, and where the feed has them."""

    key: str
    title: str
    nothing: str
    acts: tuple[Act, ...]
    link: str


@dataclass(frozen=True, slots=True)
class StatePage:
    """A state: its names, what is found of it, its partners with their small bars, its course."""

    names: StateNames
    kin: dict[str, tuple[tuple[str, str], ...]]
    found: Fields
    span: Span
    partners: tuple[Fields, ...]
    years: tuple[int, int]
    timeline: Timeline
    matrix: Matrix
    sorts: tuple[Sort, ...]
    links: Fields


def router(desk: Desk) -> APIRouter:
    """/states and /states/{code}, each a page, .json and .csv."""
    routes = APIRouter()

    @routes.get("/states")
    def _states(request: Request, who: str = "", sort: str = "entries") -> Response:
        return page(request, "states.html", _list(desk, who.strip(), sort if sort in COLUMNS else "entries"))

    @routes.get("/states.json")
    def _states_json(who: str = "", sort: str = "entries") -> Response:
        return JSONResponse({"states": _rows(desk, who.strip(), sort)})

    @routes.get("/states.csv")
    def _states_csv(who: str = "", sort: str = "entries") -> Response:
        return table(_rows(desk, who.strip(), sort), "states")

    @routes.get("/states/{code}")
    def _state(request: Request, code: str) -> Response:
        ending: Literal[".json", ".csv", ""] = ".json" if code.endswith(".json") else ".csv" if code.endswith(".csv") else ""
        words = code.removesuffix(ending)
        known = code_of(words)
        if known is None:
            return unknown(request, words, state_link)
        if known != words:
            query = f"?{request.url.query}" if request.url.query else ""
            return RedirectResponse(state_link(known, ending) + query, 303)
        return _answer(desk, request, known, ending)

    return routes


def _answer(desk: Desk, request: Request, code: str, ending: str) -> Response:
    span = span_of(request)
    days = {"since": span.since or None, "until": span.until or None}
    standing = desk.record.keeper.now()
    found = {"name": name(code), **days} | balances.state(standing, code, **days)
    if ending == ".csv":
        return table(_partner_rows(found), f"{code}-partners")
    entries = entries_of(desk, balances.latest(standing, (code, code), **days, limit=LISTED))
    if ending == ".json":
        return JSONResponse(found | entries)
    return page(request, "state.html", state_page(code, span, found, entries))


def state_page(code: str, span: Span, found: Fields, entries: Fields) -> StatePage:
    """The page of what is found of a state."""
    known = state_names.load().get(code, StateNames(code, code))
    kin = {
        "followed": tuple((before, name(before)) for before in known.predecessors),
        "followed by": tuple((after, name(after)) for after in (known.successor,) if after),
        "claimed or held by": tuple((holder, name(holder)) for holder in (known.sovereign,) if holder),
    }
    within = {"since": span.since, "until": span.until}
    either = {"pair": code, **within}
    years, partners = _sparks(found["partners"][:PARTNERS])
    links: Fields = {
        "month": lambda month: feed(either, since=month, until=month),
        "feed": feed(either),
        "as_actor": feed({"actor": code, **within}),
        "as_recipient": feed({"recipient": code, **within}),
        "json": state_link(code, ".json") + span.query,
        "csv": state_link(code, ".csv") + span.query,
        "ships": asked("/vessels", who=code),
        "tours": asked("/tours", who=code),
        "agreements": asked("/agreements", who=code),
    }
    return StatePage(
        known,
        kin,
        found,
        span,
        tuple(row | {"name": name(row["state"]), "link": pair_link(code, row["state"]) + span.query} for row in partners),
        years,
        timeline(found["cells"]),
        matrix(found["cells"], lambda type_, period: feed(either, type=type_, since=period.since, until=period.until)),
        tuple(Sort(key, *words, tuple(map(act_of, entries[key])), feed(either, **SORTS[key])) for key, words in TITLES.items()),
        links,
    )


def _sparks(partners: list[Fields]) -> tuple[tuple[int, int], list[Fields]]:
    """The first and last year of all, and the partners with the paths of their small bars."""
    known = [int(year) for partner in partners for year in partner["years"]]
    last = max(known, default=0)
    first = min(*known, last - LEAST_YEARS + 1) if known else 0
    drawn = []
    for partner in partners:
        highest = max((max(counts) for counts in partner["years"].values()), default=1)
        drawn.append(partner | {"spark": spark(partner["years"], first, last, highest), "highest": highest})
    return (first, last), drawn


def _rows(desk: Desk, who: str, sort: str) -> list[Fields]:
    """States whose code or one of whose names holds the words, in the order asked for; the one with more entries first where it says nothing."""
    wanted = who.casefold()
    rows = [
        {"state": row["state"], "name": name(row["state"])} | {key: value for key, value in row.items() if key != "state"}
        for row in balances.states(desk.record.keeper.now())
        if not wanted or any(wanted in called.casefold() for called in _called(row["state"]))
    ]
    for row in rows:
        row["balance"] = row["cooperation"] - row["conflict"]
    return sorted(rows, key=COLUMNS[sort if sort in COLUMNS else "entries"][1])


def _called(code: str) -> tuple[str, ...]:
    known = state_names.load().get(code)
    return (code, known.name, *known.aliases) if known else (code,)


def _list(desk: Desk, who: str, sort: str) -> StatesPage:
    rows = _rows(desk, who, sort)
    shown = tuple(row | {"link": state_link(row["state"]), "met": pair_link(row["state"], row["partner"]) if row["partner"] else ""} for row in rows)
    heads = tuple((key, words, asked("/states", who=who, sort=key), key == sort) for key, (words, _) in COLUMNS.items())
    highest = max((max(row["cooperation"], row["conflict"]) for row in rows), default=1) or 1
    twin, sheet = (asked(path, who=who, sort=sort) for path in ("/states.json", "/states.csv"))
    return StatesPage(shown, len(rows), who, heads, sort, highest, twin, sheet)


def _partner_rows(found: Fields) -> Iterator[Fields]:
    for partner in found["partners"]:
        yield {"state": found["state"], "partner": partner["state"], "partner_name": name(partner["state"])} | {
            key: value for key, value in partner.items() if key not in ("state", "years")
        }
