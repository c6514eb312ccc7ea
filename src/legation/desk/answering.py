"""What every page of the desk is answered with: the record, the coder, and the ways of an answer: a page, its JSON, a table as CSV, a problem."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import Response, StreamingResponse
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader
from starlette.datastructures import FormData

from legation.desk import pages
from legation.desk.callers import CALLER
from legation.pipeline import Pipeline
from legation.recording.audit import Decision
from legation.recording.finding import show
from legation.recording.record import Record
from legation.recording.writing import Shape

HERE = Path(__file__).parent

TEMPLATES = Jinja2Templates(env=Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True))

FEED = re.compile(r"/follow/[A-Za-z0-9_-]{43}\.atom")
"""The address of a search's Atom feed: the one page that is read without a browser that came in."""

THEME = "legation_theme"
"""The cookie that keeps which theme a reader chose: light or dark; without it the screen's own is taken."""

ROWS_AT_ONCE = 250
"""Lines of a CSV that are sent together."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the rail of every page leads: a group's name, the page's, its address."""

    group: str
    name: str
    link: str


@dataclass(frozen=True, slots=True)
class Desk:
    """What the pages are made from: an open record, the stages that code a report, and whose desk it is where it is one person's."""

    record: Record
    pipeline: Pipeline
    owner: str = "desk"

    @property
    def person(self) -> str:
        """Whose request is answered: who is signed in, or at the desk of one person that person."""
        caller = CALLER.get()
        return self.owner if caller is None else caller.person.name

    def decision(self, why: str) -> Decision:
        """A decision of the person at the desk, now; `why` may be left empty."""
        return Decision(self.person, why.strip() or "read at the desk", datetime.now(UTC).isoformat(timespec="seconds"))


def page(request: Request, template: str, context: Any, status: int = 200) -> Response:
    """The template with `context` as `page`, in the frame that all pages share."""
    caller, state = CALLER.get(), request.app.state
    shared = {"page": context, "report_link": pages.report_link, "here": request.url.path, "back": _back(request)}
    shared |= {"places": state.places_of(caller), "caller": caller}
    shared["theme"] = theme if (theme := request.cookies.get(THEME)) in {"light", "dark"} else ""
    answer: Response = TEMPLATES.TemplateResponse(request, template, shared, status_code=status)
    return answer


def problem(request: Request, status: int, words: str) -> Response:
    """What went wrong, with a way back."""
    return page(request, "problem.html", {"words": words}, status)


def found_under(desk: Desk, identifier: str, key: str) -> tuple[dict[str, Any] | None, bool]:
    """What `finding.show` has by this id, where it holds `key`; and whether its JSON is meant: the address ends in .json and no id does."""
    found, as_json = show(desk.record, identifier), False
    if (found is None or key not in found) and identifier.endswith(".json"):
        found, as_json = show(desk.record, identifier.removesuffix(".json")), True
    return (found, as_json) if found is not None and key in found else (None, False)


def table(rows: Iterable[Mapping[str, Any]], name: str) -> Response:
    """Rows of one shape as a CSV that streams; what a spreadsheet would run as a formula is made harmless."""
    return StreamingResponse(_lines(rows), media_type="text/csv", headers={"Content-Disposition": f'attachment; filename="{name}.csv"'})


def _lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The rows as lines, some hundred at once: each piece that is sent costs a turn of the server."""
    shape, lines = Shape(()), io.StringIO()
    writer = csv.writer(lines)
    for number, row in enumerate(rows):
        if number == 0:
            writer.writerow(row)
        writer.writerow(["" if value is None else shape.cell(value) for value in row.values()])
        if number % ROWS_AT_ONCE == ROWS_AT_ONCE - 1:
            yield lines.getvalue()
            lines.seek(0)
            lines.truncate()
    yield lines.getvalue()


async def _sent(request: Request) -> FormData:
    return await request.form()


Fields = Annotated[FormData, Depends(_sent)]
"""A form whose fields are not known beforehand, as a route takes it."""


def is_feed(request: Request) -> bool:
    """Whether an Atom feed is read: its address is its key, for a feed reader brings no cookie."""
    return request.method == "GET" and bool(FEED.fullmatch(request.url.path))


def is_from_here(request: Request) -> bool:
    """Whether a request that changes something comes from a page of this desk: its Origin is the desk's own."""
    host = request.headers.get("host")
    return request.headers.get("origin") in {f"http://{host}", f"https://{host}"}


def own_address(link: str, default: str = "/") -> str:
    """The link where it leads to a page of this desk, else `default`: no browser may read it as another site's, however it cleans it."""
    plain = link.startswith("/") and not link.startswith("//") and "\\" not in link and link.isprintable()
    return link if plain else default


def _back(request: Request) -> str:
    """This page's address, for a form that leads back to it; that of a page that was sent is its form's."""
    return f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
