"""The web desk: a record's feed, entries and reports as pages, each with a JSON twin. It reads only, and answers this machine only."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates
from starlette.middleware.trustedhost import TrustedHostMiddleware

from legation.desk import pages
from legation.recording.finding import Query, count, find, show
from legation.recording.record import Record

HERE = Path(__file__).parent
PAGE_SIZE = 50
FILTERS = ("actor", "recipient", "type", "kind", "status", "place", "since", "until", "text", "teasers")

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
"""No script, nothing from elsewhere, in no frame: what a report says never runs."""

_TIME = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_TEMPLATES = Jinja2Templates(HERE / "templates")


def make_app(record: Record) -> FastAPI:
    """The desk over an open record."""
    app = FastAPI(title="Legation", docs_url=None, redoc_url=None, openapi_url=None)  # their pages fetch scripts from elsewhere
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost", "[::1]", "testserver"])
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")

    @app.middleware("http")
    async def _guard(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await go_on(request)
        response.headers.update(HEADERS)
        return response

    @app.exception_handler(RequestValidationError)
    async def _wrong(request: Request, _error: Exception) -> Response:
        return _problem(request, 400, "The address asks for something that the desk does not know.")

    @app.get("/", response_class=HTMLResponse)
    def _feed(request: Request, page: int = 1) -> Response:
        return _page(request, "feed.html", _feed_page(record, request, page))

    @app.get("/feed.json")
    def _feed_json(request: Request, page: int = 1) -> Response:
        query, _notes = _query(request, page)
        return JSONResponse({"total": count(record, query), "entries": list(find(record, query))})

    @app.get("/entries/{identifier}")
    def _entry(request: Request, identifier: str) -> Response:
        return _shown(record, request, identifier, "events", "entry_id")

    @app.get("/reports/{identifier:path}")
    def _report(request: Request, identifier: str) -> Response:
        return _shown(record, request, identifier, "report", "document")

    return app


def serve(record: Record, port: int) -> None:
    """Runs the desk on this machine's own address until it is stopped."""
    import uvicorn

    uvicorn.run(make_app(record), host="127.0.0.1", port=port, log_level="warning")


def _feed_page(record: Record, request: Request, page: int) -> pages.FeedPage:
    query, notes = _query(request, page)
    filters = {name: request.query_params.get(name, "") for name in FILTERS}
    return pages.feed_page(find(record, query), count(record, query), filters, notes=notes, page=max(1, page), size=PAGE_SIZE)


def _query(request: Request, page: int) -> tuple[Query, tuple[str, ...]]:
    """The filters of the address, and a note for each that is left out because it cannot be understood."""
    given = {name: value.strip() for name in FILTERS if (value := request.query_params.get(name, "")).strip()}
    wrong = [given.pop(name) for name in ("since", "until") if name in given and not _TIME.fullmatch(given[name])]
    notes = [f"\u201c{value}\u201d is no day. Write it as 2024-05-03, 2024-05 or 2024." for value in wrong]
    if "type" in given:
        given["type"] = given["type"].upper()
    words, teasers = given.pop("text", None), bool(given.pop("teasers", ""))
    offset = (min(max(1, page), 100_000) - 1) * PAGE_SIZE
    return Query(words=words, teasers=teasers, limit=PAGE_SIZE, offset=offset, **given), tuple(notes)  # type: ignore[arg-type]


def _shown(record: Record, request: Request, identifier: str, noun: str, key: str) -> Response:
    """The page of an entry or report; its JSON where the address ends in .json and no id does."""
    found, as_json = _found(record, identifier, key), False
    if found is None and identifier.endswith(".json"):
        found, as_json = _found(record, identifier.removesuffix(".json"), key), True
    if found is None:
        return _problem(request, 404, "The record has nothing by this id. It may stand in another record.")
    if as_json:
        return JSONResponse(found)
    if noun == "report":
        return _page(request, "report.html", pages.report_page(found))
    return _page(request, "entry.html", pages.entry_page(found))


def _found(record: Record, identifier: str, key: str) -> dict[str, Any] | None:
    found = show(record, identifier)
    return found if found is not None and key in found else None


def _page(request: Request, template: str, page: Any) -> Response:
    return _TEMPLATES.TemplateResponse(request, template, {"page": page, "report_link": pages.report_link})


def _problem(request: Request, status: int, words: str) -> Response:
    return _TEMPLATES.TemplateResponse(request, "problem.html", {"words": words}, status_code=status)
