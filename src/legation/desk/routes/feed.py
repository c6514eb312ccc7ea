"""The feed: the record's entries by day, the latest act first, narrowed by filters that stand in the address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from legation.desk.answering import Desk, Place
from legation.desk.answering import page as show_page
from legation.desk.pages import Act, act_of
from legation.recording.finding import Query, count, find

PLACES = (Place("Record", "Feed", "/"),)

PAGE_SIZE = 50
FILTERS = ("actor", "recipient", "type", "kind", "status", "place", "since", "until", "text", "teasers")

_TIME = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class FeedPage:
    """The feed: acts by day, the filters as given, and the pages before and after."""

    days: tuple[tuple[str, tuple[Act, ...]], ...]
    total: int
    filters: dict[str, str]
    notes: tuple[str, ...]
    page: int
    before: str | None
    after: str | None
    twin: str


def router(desk: Desk) -> APIRouter:
    """/ and /feed.json."""
    routes = APIRouter()

    @routes.get("/")
    def _feed(request: Request, page: int = 1) -> Response:
        return show_page(request, "feed.html", _feed_page(desk, request, page))

    @routes.get("/feed.json")
    def _feed_json(request: Request, page: int = 1) -> Response:
        query, _notes = query_of(request, page)
        return JSONResponse({"total": count(desk.record, query), "entries": list(find(desk.record, query))})

    return routes


def query_of(request: Request, page: int) -> tuple[Query, tuple[str, ...]]:
    """The filters of the address, and a note for each that is left out because it cannot be understood."""
    given = {name: value.strip() for name in FILTERS if (value := request.query_params.get(name, "")).strip()}
    wrong = [given.pop(name) for name in ("since", "until") if name in given and not _TIME.fullmatch(given[name])]
    notes = [f"\u201c{value}\u201d is no day. Write it as 2024-05-03, 2024-05 or 2024." for value in wrong]
    if "type" in given:
        given["type"] = given["type"].upper()
    words, teasers = given.pop("text", None), bool(given.pop("teasers", ""))
    offset = (min(max(1, page), 100_000) - 1) * PAGE_SIZE
    return Query(words=words, teasers=teasers, limit=PAGE_SIZE, offset=offset, **given), tuple(notes)  # type: ignore[arg-type]


def _feed_page(desk: Desk, request: Request, page: int) -> FeedPage:
    query, notes = query_of(request, page)
    filters = {name: request.query_params.get(name, "") for name in FILTERS}
    page, total = max(1, page), count(desk.record, query)
    acts = [act_of(row) for row in find(desk.record, query)]
    days = tuple((day, tuple(group)) for day, group in groupby(acts, key=lambda act: act.when))
    before = _address("/", filters, page - 1) if page > 1 else None
    after = _address("/", filters, page + 1) if page * PAGE_SIZE < total else None
    return FeedPage(days, total, filters, notes, page, before, after, _address("/feed.json", filters, page))


def _address(path: str, filters: dict[str, str], page: int) -> str:
    given = {name: value for name, value in filters.items() if value} | ({"page": str(page)} if page > 1 else {})
    return f"{path}?{urlencode(given)}" if given else path
