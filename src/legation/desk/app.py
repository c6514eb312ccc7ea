"""The web desk: a record as pages, each with a JSON twin, and the coder at hand. It answers this machine only, and whoever has its link."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware

from legation.desk import pages
from legation.desk.access import COOKIE, Access
from legation.desk.answering import HERE, Desk, is_from_here, problem
from legation.desk.answering import page as show_page
from legation.desk.routes import coding, journeys
from legation.pipeline import Pipeline
from legation.recording.finding import Query, count, find, show
from legation.recording.record import Record

ROUTES = (coding, journeys)
"""Files of `routes`, each with `router(desk)`."""

PAGE_SIZE = 50
FILTERS = ("actor", "recipient", "type", "kind", "status", "place", "since", "until", "text", "teasers")

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
"""No script, nothing from elsewhere, in no frame: what a report says never runs."""

CLOSED = "The desk opens by the link that its terminal shows. Each link opens it once; a new one stands below the last."
TOO_LONG = "What was pasted is longer than 1 MB. Bring it as a file instead."
MISSING = {404: "There is no such page.", 405: "This page takes no such request."}

_TIME = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def make_app(record: Record, pipeline: Pipeline, access: Access | None = None) -> FastAPI:
    """The desk over an open record; with `access`, for browsers only that came in by its link."""
    app = FastAPI(title="Legation", docs_url=None, redoc_url=None, openapi_url="/openapi.json")  # their pages fetch scripts from elsewhere
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost", "[::1]", "testserver"])
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")

    @app.middleware("http")
    async def _guard(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
        response = _refused(request, access) or await go_on(request)
        response.headers.update(HEADERS)
        return response

    @app.exception_handler(RequestValidationError)
    async def _wrong(request: Request, _error: Exception) -> Response:
        return problem(request, 400, "The address asks for something that the desk does not know.")

    @app.exception_handler(HTTPException)
    async def _missing(request: Request, error: HTTPException) -> Response:
        words = TOO_LONG if "maximum size" in str(error.detail) else str(error.detail)
        return problem(request, error.status_code, MISSING.get(error.status_code, words))

    @app.get("/open", include_in_schema=False)
    def _open(request: Request, key: str = "") -> Response:
        browser = access.enter(key) if access else None
        if access and browser is None:
            return problem(request, 403, CLOSED)
        response = RedirectResponse("/", 303)
        if browser:
            response.set_cookie(COOKIE, browser, httponly=True, samesite="lax")
        return response

    _record_pages(app, record)
    for routes in ROUTES:
        app.include_router(routes.router(Desk(record, pipeline)))
    return app


def _refused(request: Request, access: Access | None) -> Response | None:
    """What a request is told that may not go on: it comes from no browser that is known, or changes something from a page elsewhere."""
    inside = request.url.path == "/open" or request.url.path.startswith("/static/")
    if access and not inside and not access.knows(request.cookies.get(COOKIE)):
        return problem(request, 401, CLOSED)
    if request.method not in {"GET", "HEAD", "OPTIONS"} and not is_from_here(request):
        return problem(request, 403, "This was sent from a page that is not the desk's. Open the desk and send it from there.")
    return None


def _record_pages(app: FastAPI, record: Record) -> None:
    @app.get("/", response_class=HTMLResponse)
    def _feed(request: Request, page: int = 1) -> Response:
        return show_page(request, "feed.html", _feed_page(record, request, page))

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


def serve(record: Record, pipeline: Pipeline, port: int, tell: Callable[[str], None]) -> None:
    """Runs the desk on this machine's own address until it is stopped; `tell` is given each one-time link."""
    import uvicorn

    access = Access(lambda key: tell(f"http://127.0.0.1:{port}/open?key={key}"))
    uvicorn.run(make_app(record, pipeline, access), host="127.0.0.1", port=port, log_level="warning", server_header=False)


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
        return problem(request, 404, "The record has nothing by this id. It may stand in another record.")
    if as_json:
        return JSONResponse(found)
    if noun == "report":
        return show_page(request, "report.html", pages.report_page(found))
    return show_page(request, "entry.html", pages.entry_page(found))


def _found(record: Record, identifier: str, key: str) -> dict[str, Any] | None:
    found = show(record, identifier)
    return found if found is not None and key in found else None
