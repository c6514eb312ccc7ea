"""The report reader: a report block by block, with the words that events rest on lit."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from legation.desk.answering import Desk, Place, found_under, page, problem
from legation.desk.pages import Act, Piece, Row, act_of, event_marks, lit, report_link, web_address

PLACES: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a report: its role, where it starts in the canonical text (code points), its words."""

    role: str
    start: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report block by block, with the words that events rest on lit."""

    report: Row
    source: str | None
    blocks: tuple[Block, ...]
    acts: tuple[Act, ...]
    twin: str


def router(desk: Desk) -> APIRouter:
    """/reports/{id} and /reports/{id}.json; an id may hold any sign, slashes too."""
    routes = APIRouter()

    @routes.get("/reports/{identifier:path}")
    def _report(request: Request, identifier: str) -> Response:
        found, as_json = found_under(desk, identifier, "document")
        if found is None:
            return problem(request, 404, "The record has nothing by this id. It may stand in another record.")
        return JSONResponse(found) if as_json else page(request, "report.html", report_page(found))

    return routes


def report_page(found: Row) -> ReportPage:
    """The page of what `recording.finding.show` gave for a report."""
    report, events = found["document"], found["events"]
    quotes = [mark for event in events for mark in event_marks(event, link=True)]
    blocks = tuple(Block(b["role"], b["start"], lit(report["text"], b["start"], b["end"], quotes)) for b in report["blocks"])
    return ReportPage(report, web_address(report["url"]), blocks, tuple(map(act_of, events)), f"{report_link(report['id'])}.json")
