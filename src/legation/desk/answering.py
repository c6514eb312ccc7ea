"""What every page of the desk is answered with: the record, the coder, and the ways of an answer: a page, its JSON, a table as CSV, a problem."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fastapi import Request
from fastapi.responses import Response, StreamingResponse
from fastapi.templating import Jinja2Templates

from legation.desk import pages
from legation.pipeline import Pipeline
from legation.recording.record import Record
from legation.recording.writing import Shape

HERE = Path(__file__).parent

PLACES = (
    ("Feed", "/"),
    ("Code a report", "/code"),
    ("Agreements", "/agreements"),
    ("Tours", "/tours"),
    ("Ships", "/vessels"),
)
"""Where the head of every page leads, in its order."""

TEMPLATES = Jinja2Templates(HERE / "templates")


@dataclass(frozen=True, slots=True)
class Desk:
    """What the pages are made from: an open record, and the stages that code a report."""

    record: Record
    pipeline: Pipeline


def page(request: Request, template: str, context: Any, status: int = 200) -> Response:
    """The template with `context` as `page`, in the frame that all pages share."""
    shared = {"page": context, "report_link": pages.report_link, "places": PLACES, "here": request.url.path}
    answer: Response = TEMPLATES.TemplateResponse(request, template, shared, status_code=status)
    return answer


def problem(request: Request, status: int, words: str) -> Response:
    """What went wrong, with a way back."""
    return page(request, "problem.html", {"words": words}, status)


def table(rows: Iterable[Mapping[str, Any]], name: str) -> Response:
    """Rows of one shape as a CSV that streams; what a spreadsheet would run as a formula is made harmless."""
    return StreamingResponse(_lines(rows), media_type="text/csv", headers={"Content-Disposition": f'attachment; filename="{name}.csv"'})


def _lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    shape = Shape(())
    for number, row in enumerate(rows):
        line = io.StringIO()
        writer = csv.writer(line)
        if number == 0:
            writer.writerow(row)
        writer.writerow(["" if value is None else shape.cell(value) for value in row.values()])
        yield line.getvalue()


def is_from_here(request: Request) -> bool:
    """Whether a request that changes something comes from a page of this desk: its Origin is the desk's own."""
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc == request.headers.get("host")
