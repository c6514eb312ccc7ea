"""The front door: a report is pasted or brought as a file, coded on the spot, shown with its evidence lit, and kept if the person wants."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import JSONResponse, RedirectResponse, Response

from legation.desk.answering import Desk, Place, page
from legation.desk.pages import Act, Piece, act_of, event_marks, lit, report_link
from legation.document import Document, value_or_none
from legation.errors import Failure, InputError, LegationError, Unknown
from legation.reading.reader import SourceReader
from legation.recording.coded import Coded, SourcePosition

PLACES = (Place("Record", "Code a report", "/code"),)

LONGEST = 4_000_000
"""Bytes of a report that is pasted or brought."""

MOST = 20
"""Reports that are coded at once from one file."""

PASTED = "pasted"
"""The origin of words that were pasted."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A report that was coded, or why it was not: its blocks with the evidence lit, its acts, and what coded it."""

    title: str
    day: str
    blocks: tuple[tuple[str, tuple[Piece, ...]], ...] = ()
    acts: tuple[Act, ...] = ()
    sayings: tuple[dict[str, Any], ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True)
class CodingPage:
    """What was given, what came of it; `pasted` fills the form again."""

    pasted: str = ""
    day: str = ""
    fault: str = ""
    reports: tuple[Shown, ...] = ()
    can_keep: bool = False


def router(desk: Desk) -> APIRouter:
    """GET /code asks for a report; POST /code codes it; POST /code.json gives what `legation code` prints."""
    routes = APIRouter()

    @routes.get("/code")
    def _form(request: Request) -> Response:
        return page(request, "code.html", CodingPage())

    @routes.post("/code")
    def _code(
        request: Request,
        text: Annotated[str, Form()] = "",
        day: Annotated[str, Form()] = "",
        file: Annotated[UploadFile | None, File()] = None,
        keep: Annotated[str, Form()] = "",
    ) -> Response:
        found = _coded(desk, text, day, file)
        if isinstance(found, str):
            return page(request, "code.html", CodingPage(text, day, fault=found), 400)
        if keep:
            return _kept(desk, request, found, CodingPage(text, day))
        pasted = text if not _brought(file) else ""
        return page(request, "code.html", CodingPage(pasted, day, reports=tuple(map(_shown, found)), can_keep=bool(pasted)))

    @routes.post("/code.json")
    def _code_json(
        text: Annotated[str, Form()] = "", day: Annotated[str, Form()] = "", file: Annotated[UploadFile | None, File()] = None
    ) -> Response:
        found = _coded(desk, text, day, file)
        if isinstance(found, str):
            return JSONResponse({"failure": found}, 400)
        return JSONResponse({"reports": [_row(report) for report in found]})

    return routes


def _brought(file: UploadFile | None) -> bool:
    return file is not None and bool(file.filename)


def _coded(desk: Desk, text: str, day: str, file: UploadFile | None) -> list[Coded | Failure] | str:
    """What came of each report that was given, or what is wrong with the request."""
    try:
        given = date.fromisoformat(day) if day else None
    except ValueError:
        return f"\u201c{day}\u201d is no day. Write it as 2024-05-03, or leave it empty."
    if file is not None and _brought(file):
        data, name = file.file.read(LONGEST + 1), file.filename or PASTED
    else:
        data, name = text.encode("utf-8", "replace"), PASTED
    if not data.strip():
        return "There is nothing to code yet. Paste a report, or choose a file."
    if len(data) > LONGEST:
        return f"This is longer than {LONGEST // 1_000_000} MB. Read it with the command line: legation read FILE"
    reader = SourceReader(given)
    try:
        found: list[Coded | Failure] = []
        for document in reader.read_stream(io.BytesIO(data), name.rpartition("/")[2].rpartition("\\")[2]):
            found.append(document if isinstance(document, Failure) else desk.pipeline.attempt(document))
            if len(found) == MOST:
                break
    except LegationError as error:
        return str(error)
    finally:
        reader.close()
    return found


def _kept(desk: Desk, request: Request, found: list[Coded | Failure], given: CodingPage) -> Response:
    """Stores the reports; leads to the first of them."""
    for number, report in enumerate(found):
        if isinstance(report, Failure):
            return page(request, "code.html", CodingPage(given.pasted, given.day, fault=report.message), 400)
        try:
            desk.record.add(report, SourcePosition(f"desk:{report.document.id}", number))
        except InputError as error:
            return page(request, "code.html", CodingPage(given.pasted, given.day, fault=str(error)), 400)
    first = next(report for report in found if isinstance(report, Coded))
    return RedirectResponse(report_link(first.document.id), 303)


def _shown(report: Coded | Failure) -> Shown:
    if isinstance(report, Failure):
        return Shown(report.id, "", fault=report.message)
    document = report.document
    rows = [event.to_dict() for event in report.coding.events]
    marks = [mark for row in rows for mark in event_marks(row)]
    blocks = tuple((b.role, lit(document.text, b.span.start, b.span.end, marks)) for b in document.blocks)
    fault = f"It is in another language ({document.language}); no act was looked for." if report.outcome == "skipped" else ""
    sayings = tuple(statement.to_dict() for statement in report.coding.statements)
    return Shown(_title(document), _day(document), blocks, tuple(map(act_of, rows)), sayings, fault)


def _row(report: Coded | Failure) -> dict[str, object]:
    if isinstance(report, Failure):
        return {"id": report.id, "failure": report.message}
    return {"id": report.document.id, "outcome": report.outcome, "events": [event.to_dict() for event in report.coding.events]}


def _title(document: Document) -> str:
    return value_or_none(document.title) or "A report without a title"


def _day(document: Document) -> str:
    published = document.date
    return "no date" if isinstance(published, Unknown) else f"{published.day.isoformat()} ({published.basis})"
