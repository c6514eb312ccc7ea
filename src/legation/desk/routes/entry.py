"""An entry: one act with every telling of it, its words lit in each report."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from legation.desk.answering import Desk, Place, found_under, page, problem
from legation.desk.pages import Act, Piece, Row, act_of, event_marks, lit, report_link, web_address

PLACES: tuple[Place, ...] = ()

NEAR_CHARS = 400
"""Code points of a report shown on each side of a sentence."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One report's words for an act, with the text around them."""

    act: Act
    report: Row
    link: str
    source: str | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class EntryPage:
    """An act with every telling of it."""

    entry_id: str
    act: Act
    tellings: tuple[Telling, ...]
    twin: str


def router(desk: Desk) -> APIRouter:
    """/entries/{id} and /entries/{id}.json; the id is the entry's or that of any of its events."""
    routes = APIRouter()

    @routes.get("/entries/{identifier}")
    def _entry(request: Request, identifier: str) -> Response:
        found, as_json = found_under(desk, identifier, "entry_id")
        if found is None:
            return problem(request, 404, "The record has nothing by this id. It may stand in another record.")
        return JSONResponse(found) if as_json else page(request, "entry.html", entry_page(found))

    return routes


def entry_page(found: Row) -> EntryPage:
    """The page of what `recording.finding.show` gave for an entry or one of its events."""
    reports = {report["id"]: report for report in found["documents"]}
    tellings = tuple(_telling(event, reports[event["document_id"]]) for event in found["events"])
    best = max(tellings, key=lambda telling: telling.act.row["confidence"])
    return EntryPage(found["entry_id"], best.act, tellings, f"/entries/{found['entry_id']}.json")


def _telling(event: Row, report: Row) -> Telling:
    at = event["sentence"]
    whole = {"start": 0, "end": len(report["text"])}
    block = next((b for b in report["blocks"] if b["start"] <= at["start"] < b["end"]), whole)
    first, last = max(block["start"], at["start"] - NEAR_CHARS), min(block["end"], at["end"] + NEAR_CHARS)
    quotes = [*event_marks(event), (at["start"], at["end"], "sentence", "")]
    return Telling(act_of(event), report, report_link(report["id"]), web_address(report["url"]), lit(report["text"], first, last, quotes))
