"""The queue of what no person has decided on, the least certain first, one decision a screen; and what was decided, as gold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from starlette.datastructures import FormData

from legation.desk.answering import Desk, Place, own_address, page, problem
from legation.desk.changing import Choices, Form, choices, form_of
from legation.desk.pages import Act, Piece, Row, act_of, event_marks, lit, report_link, web_address
from legation.recording import reviewing
from legation.recording.finding import Query
from legation.recording.golden import gold_rows
from legation.recording.reviewing import Standing

PLACES = (Place("Record", "Review", "/review"),)

FILTERS = ("actor", "recipient", "type", "kind", "status", "place", "since", "until", "text")

NEAR_CHARS = 700
"""Code points of a report shown on each side of a sentence."""

_TIME = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")

NOBODY = "The record has no event by this id. It may stand in another record."


@dataclass(frozen=True, slots=True)
class Shown:
    """An event on the screen: in its report's words, how it stands, and its form.

    Attributes:
        pieces: the sentence in its context, evidence lit. correcting: whether the form stands open.
    """

    act: Act
    standing: Standing
    pieces: tuple[Piece, ...]
    report_link: str
    source: str | None
    form: Form
    correcting: bool


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """A screen of the queue.

    Attributes:
        shown: the event to decide on; None where nothing is left. left: how many are left, and whether there are `more` than counted.
        decided: how many were decided on today. after, before: links along the queue. back: where a decision leads.
        last: the person's last decision, which can be undone, and where that leads. own_way: whether another page led here.
    """

    shown: Shown | None
    choices: Choices
    filters: dict[str, str]
    notes: tuple[str, ...]
    left: int
    more: bool
    decided: int
    after: str | None
    before: str | None
    back: str
    last: Row | None
    own_way: bool
    twin: str


def router(desk: Desk) -> APIRouter:
    """/review, /review.json and /review/gold.jsonl."""
    routes = APIRouter()

    @routes.get("/review")
    def _review(request: Request, at: str = "", correct: str = "") -> Response:
        made = review_page(desk, request, at, correcting=bool(correct))
        return problem(request, 404, NOBODY) if made is None else page(request, "review.html", made)

    @routes.get("/review.json")
    def _review_json(request: Request, at: str = "") -> Response:
        made = review_page(desk, request, at)
        return JSONResponse({"failure": NOBODY}, 404) if made is None else JSONResponse(_twin(made))

    @routes.get("/review/gold.jsonl")
    def _gold(whole: str = "") -> Response:
        return StreamingResponse(
            _lines(gold_rows(desk.record, whole=bool(whole))),
            media_type="application/jsonl",
            headers={"Content-Disposition": 'attachment; filename="gold.jsonl"'},
        )

    return routes


def review_page(desk: Desk, request: Request, at: str, *, correcting: bool = False, given: FormData | None = None) -> ReviewPage | None:
    """The screen of the event `at`, or of the first of the queue; None where the record has no such event.

    Args:
        given: a form that was sent and is to be shown again.
    """
    asked = request.query_params if given is None else _asked(str(given.get("here", "")))
    filters = {name: value.strip() for name in FILTERS if (value := asked.get(name, "")).strip()}
    query, notes = query_of(filters)
    event_id = at or reviewing.beside(desk.record, query)
    found = None if event_id is None else reviewing.standing(desk.record, event_id)
    if event_id is not None and found is None:
        return None
    shown = None if found is None else _shown(found, correcting=correcting, given=given)
    after = None if event_id is None else reviewing.beside(desk.record, query, event_id)
    before = None if event_id is None else reviewing.beside(desk.record, query, event_id, "back")
    back = own_address(asked.get("back", ""), "")
    number, more = reviewing.left(desk.record, query)
    last = reviewing.last_decision(desk.record, desk.person)
    return ReviewPage(
        shown,
        choices(),
        {name: asked.get(name, "") for name in FILTERS},
        notes,
        number,
        more,
        reviewing.decided_since(desk.record, desk.decision("").at[:10]),
        after and address(filters, after),
        before and address(filters, before),
        back or address(filters, after),
        last and last | {"back": address(filters, last["event_id"])},
        bool(back),
        address(filters, event_id, "/review.json"),
    )


def address(filters: dict[str, str], at: str | None = None, path: str = "/review") -> str:
    """The queue's address with its filters, at an event."""
    given = filters | ({"at": at} if at else {})
    return f"{path}?{urlencode(given)}" if given else path


def _asked(here: str) -> dict[str, str]:
    """The parts of an address's query, the last of each name."""
    return dict(parse_qsl(here.partition("?")[2]))


def query_of(filters: dict[str, str]) -> tuple[Query, tuple[str, ...]]:
    """The filters as a query, and a note for each that is left out because it cannot be understood."""
    given: dict[str, Any] = dict(filters)
    wrong = [given.pop(name) for name in ("since", "until") if name in given and not _TIME.fullmatch(given[name])]
    if "type" in given:
        given["type"] = given["type"].upper()
    words = given.pop("text", None)
    return Query(words=words, **given), tuple(f"\u201c{value}\u201d is no day. Write it as 2024-05-03, 2024-05 or 2024." for value in wrong)


def _shown(found: Standing, *, correcting: bool, given: FormData | None) -> Shown:
    body, report = found.body, found.report
    at = body["sentence"]
    block = next((b for b in report["blocks"] if b["start"] <= at["start"] < b["end"]), {"start": 0, "end": len(report["text"])})
    first, last = max(block["start"], at["start"] - NEAR_CHARS), min(block["end"], at["end"] + NEAR_CHARS)
    quotes = [*event_marks(body), (at["start"], at["end"], "sentence", "")]
    act = act_of(body | {"entry_id": found.entry_id})
    pieces = lit(report["text"], first, last, quotes)
    return Shown(act, found, pieces, report_link(report["id"]), web_address(report["url"]), form_of(body, given), correcting)


def _twin(made: ReviewPage) -> Row:
    shown = made.shown
    told = None if shown is None else shown.standing
    return {
        "event": told and told.body,
        "entry_id": told and told.entry_id,
        "standing": told and {"state": told.state, "by": told.by, "why": told.why, "at": told.at},
        "decisions": list(told.decisions) if told else [],
        "left": made.left,
        "more": made.more,
        "decided_today": made.decided,
        "after": made.after,
        "before": made.before,
    }


def _lines(rows: Iterator[Row]) -> Iterator[str]:
    for row in rows:
        yield json.dumps(row, ensure_ascii=False) + "\n"
