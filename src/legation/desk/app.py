"""The web desk: a record as pages, each with a JSON twin, and the coder at hand. It answers this machine only, and whoever has its link."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import FastAPI, Form, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from legation.desk.access import COOKIE, Access
from legation.desk.answering import HERE, THEME, Desk, is_from_here, problem
from legation.desk.delivering import Loop
from legation.desk.routes import (
    about,
    api,
    audits,
    codebook,
    coding,
    deciding,
    discussing,
    doubling,
    entry,
    feed,
    following,
    journeys,
    mapping,
    network,
    pairs,
    report,
    review,
    searching,
    sources,
    states,
)
from legation.pipeline import Pipeline
from legation.recording.record import Record

ROUTES = (
    feed,
    searching,
    following,
    coding,
    review,
    deciding,
    audits,
    discussing,
    doubling,
    entry,
    report,
    states,
    pairs,
    journeys,
    mapping,
    network,
    sources,
    codebook,
    api,
    about,
)
"""Files of `routes`, each with `router(desk)` and `PLACES`, what it adds to the rail."""

GROUPS = ("Record", "Relations", "About")
"""The rail's groups, in their order."""

CHART_STYLE = "'sha256-zrfVyvY1E/5V+DXZunsRZW8XTqTsuIZzp8dBDThhSn8='"
"""The one style that Observable Plot adds to a chart of the class `chart`; no other inline style is taken."""

HEADERS = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            f"style-src 'self' {CHART_STYLE}",
            "img-src 'self'",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""Scripts and styles are files of the desk's own, nothing comes from elsewhere, in no frame: what a report says never runs."""

CLOSED = "The desk opens by the link that its terminal shows. Each link opens it once; a new one stands below the last."
FEED = re.compile(r"/follow/[A-Za-z0-9_-]{43}\.atom")
"""The address of a search's Atom feed: the one page that is read without a browser that came in."""

TOO_LONG = "What was pasted is longer than 1 MB. Bring it as a file instead."
MISSING = {404: "There is no such page.", 405: "This page takes no such request."}
SENT_FROM_ELSEWHERE = "This was sent from a page that is not the desk's. Open the desk and send it from there."


def make_app(record: Record, pipeline: Pipeline, access: Access | None = None, person: str = "desk") -> FastAPI:
    """The desk over an open record; with `access`, for browsers only that came in by its link; decisions bear the name of `person`."""
    app = FastAPI(title="Legation", docs_url=None, redoc_url=None, openapi_url="/openapi.json")  # their pages fetch scripts from elsewhere
    places = [place for routes in ROUTES for place in routes.PLACES]
    app.state.places = [(group, [place for place in places if place.group == group]) for group in GROUPS]
    app.add_middleware(GZipMiddleware, minimum_size=800)
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

    _doors(app, access)
    for routes in ROUTES:
        app.include_router(routes.router(Desk(record, pipeline, person)))
    return app


def _doors(app: FastAPI, access: Access | None) -> None:
    """The way in, and the choice of a theme."""

    @app.get("/open", include_in_schema=False)
    def _open(request: Request, key: str = "") -> Response:
        browser = access.enter(key) if access else None
        if access and browser is None:
            return problem(request, 403, CLOSED)
        response = RedirectResponse("/", 303)
        if browser:
            response.set_cookie(COOKIE, browser, httponly=True, samesite="lax")
        return response

    @app.post("/theme", include_in_schema=False)
    def _theme(to: Annotated[str, Form()] = "", back: Annotated[str, Form()] = "/") -> Response:
        own = back.startswith("/") and not back.startswith(("//", "/\\"))
        response = RedirectResponse(back if own else "/", 303)
        if to in {"light", "dark"}:
            response.set_cookie(THEME, to, max_age=31_536_000, httponly=True, samesite="lax")
        else:
            response.delete_cookie(THEME)
        return response


def _refused(request: Request, access: Access | None) -> Response | None:
    """What a request is told that may not go on: it comes from no browser that is known, or changes something from a page elsewhere."""
    inside = request.url.path == "/open" or request.url.path.startswith("/static/") or _is_feed(request)
    if access and not inside and not access.knows(request.cookies.get(COOKIE)):
        return problem(request, 401, CLOSED)
    if request.method not in {"GET", "HEAD", "OPTIONS"} and not is_from_here(request):
        return problem(request, 403, SENT_FROM_ELSEWHERE)
    return None


def _is_feed(request: Request) -> bool:
    """Whether an Atom feed is read: its address is its key, for a feed reader brings no cookie."""
    return request.method == "GET" and bool(FEED.fullmatch(request.url.path))


def serve(record: Record, pipeline: Pipeline, port: int, tell: Callable[[str], None], person: str = "desk") -> None:
    """Runs the desk on this machine's own address until it is stopped, and delivers beside it; `tell` is given each one-time link."""
    import uvicorn

    record.keeper.warm()
    access = Access(lambda key: tell(f"http://127.0.0.1:{port}/open?key={key}"))
    with Loop(record, pipeline.settings):
        uvicorn.run(make_app(record, pipeline, access, person), host="127.0.0.1", port=port, log_level="warning", server_header=False)
