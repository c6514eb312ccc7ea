"""The feed: the record's entries by day, the latest act first, narrowed by filters that stand in the address; and word of what is new."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool

from legation.desk import narrowing
from legation.desk.answering import Desk, Place, table
from legation.desk.answering import page as show_page
from legation.desk.narrowing import Asked, asked, label_of
from legation.desk.pages import Act, Row, act_of
from legation.errors import SetupError
from legation.knowledge import ontology
from legation.recording.facets import FACETS, MOST, Arrivals, Facets, arrivals, facets, newest
from legation.recording.finding import Query, count, find

PLACES = (Place("Record", "Feed", "/"),)

PAGE_SIZE = 50
COUNTED = 5_000
"""Entries counted at most: counting all of a large record would take longer than finding them."""

EVERY = 2.0
"""Seconds between two looks for what is new."""

SHOWN, MOST_SHOWN = 6, 30
"""Values of a facet at first and at most."""

TITLES = {"type": "Type", "kind": "Kind", "status": "Status", "state": "Who acts", "publisher": "Publisher"}
NARROWS = {name: "actor" if name == "state" else name for name in FACETS}
"""The filter that each facet's values are of."""


@dataclass(frozen=True, slots=True)
class Narrower:
    """A value of a facet: its words, how many entries it would leave, and where."""

    label: str
    entries: int
    link: str


@dataclass(frozen=True, slots=True)
class Group:
    """A facet: its title, its first values, and those that are folded away."""

    title: str
    values: tuple[Narrower, ...]
    rest: tuple[Narrower, ...]


@dataclass(frozen=True, slots=True)
class FeedPage:
    """The feed.

    Attributes:
        days: acts by day. total: how many entries, as far as counted; `more` than that are there.
        chips: each filter that is set, its value, and the address without it. groups: facets; `latest`: among how many tellings they are counted.
        page: its number; before, after: the addresses of those beside it.
        follow: where the search is saved. live: where word of what is new comes from, counted from `newest`.
    """

    days: tuple[tuple[str, tuple[Act, ...]], ...]
    total: int
    more: bool
    filters: dict[str, str]
    chips: tuple[tuple[str, str, str], ...]
    groups: tuple[Group, ...]
    latest: int | None
    notes: tuple[str, ...]
    page: int
    before: str | None
    after: str | None
    clear: str
    twin: str
    sheet: str
    follow: str
    live: str
    newest: int
    choices: dict[str, Any]
    names: dict[str, str]


def router(desk: Desk) -> APIRouter:
    """/, /feed.json, /feed.csv and /feed/live, all by the same filters."""
    routes = APIRouter()

    @routes.get("/")
    def _feed(request: Request, page: int = 1) -> Response:
        return show_page(request, "feed.html", _feed_page(desk, asked(request.query_params), _within(page)))

    @routes.get("/feed.json")
    def _feed_json(request: Request, page: int = 1) -> Response:
        query = _query(asked(request.query_params), _within(page))
        counted = facets(desk.record, query, MOST)
        total, more = _total(desk, query, counted)
        held = {name: [{"value": value, "entries": entries} for value, entries in values] for name, values in counted.values.items()}
        found = {"total": total, "more": more, "page": _within(page), "entries": list(find(desk.record, query))}
        return JSONResponse(found | {"facets": held, "facets_of_latest": counted.latest})

    @routes.get("/feed.csv")
    def _feed_csv(request: Request) -> Response:
        return table(_lines(desk, asked(request.query_params).query()), "feed")

    @routes.get("/feed/live")
    def _live(request: Request) -> Response:
        query = asked(request.query_params).query()
        return EventSourceResponse(news(desk, query if query.after is not None else replace(query, after=newest(desk.record))), sep="\n")

    return routes


async def news(desk: Desk, query: Query) -> AsyncIterator[ServerSentEvent]:
    """How much of what the query holds for was stored after its `after`, told whenever it became more."""
    seen, told = query.after or 0, Arrivals(0, 0)
    while True:
        seen, arrived = await run_in_threadpool(_look, desk, query, seen, told)
        if arrived != told:
            told = arrived
            yield ServerSentEvent(json.dumps({"new": told.new, "changed": told.changed}), event="news")
        await asyncio.sleep(EVERY)


def _look(desk: Desk, query: Query, seen: int, told: Arrivals) -> tuple[int, Arrivals]:
    """The key of what was stored last, and what is new now; `seen` and what was told where nothing was stored since."""
    try:
        latest = newest(desk.record)
        return latest, arrivals(desk.record, query) if latest > seen else told
    except SetupError:  # locked, or its server does not answer: the next look may find it well
        return seen, told


def _within(page: int) -> int:
    return min(max(1, page), 100_000)


def _query(filters: Asked, page: int) -> Query:
    return filters.query(limit=PAGE_SIZE, offset=(page - 1) * PAGE_SIZE)


def _total(desk: Desk, query: Query, counted: Facets) -> tuple[int, bool]:
    """How many entries there are, as far as they are counted, and whether there are more."""
    if counted.latest is None:
        return counted.entries, False
    number = count(desk.record, query, most=COUNTED)
    return min(number, COUNTED), number > COUNTED


def _feed_page(desk: Desk, filters: Asked, page: int) -> FeedPage:
    query, last = _query(filters, page), newest(desk.record)
    acts = [act_of(row) for row in find(desk.record, query)]
    counted = facets(desk.record, query, MOST)
    total, more = _total(desk, query, counted)
    return FeedPage(
        days=tuple((day, tuple(group)) for day, group in groupby(acts, key=lambda act: act.when)),
        total=total,
        more=more,
        filters=filters.given,
        chips=tuple((name, _chip(name, value), filters.address("/", name)) for name, value in filters.understood.items()),
        groups=tuple(group for name in FACETS if (group := _group(filters, name, counted))),
        latest=counted.latest,
        notes=filters.notes,
        page=page,
        before=filters.address("/", page=page - 1) if page > 1 else None,
        after=filters.address("/", page=page + 1) if more or page * PAGE_SIZE < total else None,
        clear="/",
        twin=filters.address("/feed.json", page=page),
        sheet=filters.address("/feed.csv"),
        follow=filters.address("/follow", "after"),
        live=filters.address("/feed/live", "after"),
        newest=last,
        choices=_choices(counted),
        names=narrowing.FILTERS,
    )


def _chip(name: str, value: str) -> str:
    return "" if name in {"teasers", "after"} else label_of(name, value)


def _group(filters: Asked, name: str, counted: Facets) -> Group | None:
    """The values of a facet that is not narrowed yet and has any."""
    values = counted.values[name]
    if NARROWS[name] in filters.understood or not values:
        return None
    links = tuple(
        Narrower(label_of(name, value), entries, filters.address("/", put=(NARROWS[name], value))) for value, entries in values[:MOST_SHOWN]
    )
    return Group(TITLES[name], links[:SHOWN], links[SHOWN:])


def _choices(counted: Facets) -> dict[str, Any]:
    known = ontology.load()
    return {
        "types": [(words, narrowing.choices(narrowing.types_of(quad))) for quad, words in narrowing.QUADS.items()],
        "kinds": narrowing.choices(known.kinds),
        "quads": list(narrowing.QUADS.items()),
        "statuses": narrowing.STATUSES,
        "roles": narrowing.ROLES,
        "publishers": [value for value, _ in counted.values["publisher"][:MOST_SHOWN]],
    }


def _lines(desk: Desk, query: Query) -> Iterator[Row]:
    """Entries as rows of a sheet."""
    rows: Iterator[Row] = find(desk.record, query)
    for row in rows:
        act, place = act_of(row), row["place"] or {}
        yield {
            "entry_id": row["entry_id"],
            "date": (row["date"] or {}).get("value"),
            "actors": act.people,
            "recipients": act.others,
            **{name: row[name] for name in ("type", "mode", "kind", "quad", "status", "confidence")},
            "place": place.get("name") or place.get("text"),
            "place_state": place.get("state"),
            "reports": row["reports"],
            "told_by": row["told_by"],
            "sentence": row["sentence"]["text"],
            "document_id": row["document_id"],
            **{f"report_{name}": row["report"][name] for name in ("title", "publisher", "date", "url")},
        }
