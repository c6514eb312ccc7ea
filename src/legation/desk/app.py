"""The web desk: a record as pages, each with a JSON twin, and the coder at hand, for one person on this machine or for a team."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, FastAPI, Form, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from legation.desk.access import COOKIE, Access
from legation.desk.answering import HERE, THEME, Desk, is_feed, is_from_here, own_address, problem
from legation.desk.callers import CALLER
from legation.desk.gate import SENT_FROM_ELSEWHERE, authorise, caller_of, keep_private, turned_away
from legation.desk.permits import shown_to
from legation.desk.routes import (
    about,
    account,
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
    people,
    report,
    review,
    searching,
    signing,
    sources,
    states,
)
from legation.desk.team import Team
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

TEAM_ROUTES = (signing, account, people)
"""Files of `routes` with `router(team)`, for a team's desk only."""

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
TOO_LONG = "What was pasted is longer than 1 MB. Bring it as a file instead."
MISSING = {404: "There is no such page.", 405: "This page takes no such request."}


OWN_HOSTS = ("127.0.0.1", "localhost", "[::1]", "testserver")


def make_app(
    record: Record,
    pipeline: Pipeline,
    access: Access | None = None,
    person: str = "desk",
    team: Team | None = None,
    hosts: tuple[str, ...] = (),
) -> FastAPI:
    """The desk over an open record.

    Args:
        access: of one person, whose name decisions bear: for browsers only that came in by its link. team: of a team instead, for who signs in.
        hosts: names and addresses that it answers to, beside this machine's own.
    """
    leave = [Depends(authorise)] if team else []
    app = FastAPI(
        title="Legation", docs_url=None, redoc_url=None, openapi_url="/openapi.json", dependencies=leave
    )  # their pages fetch from elsewhere
    places = [place for routes in ROUTES for place in routes.PLACES]
    groups = [(group, [place for place in places if place.group == group]) for group in GROUPS]
    app.state.places_of = lambda caller: shown_to(caller, groups) if team else groups
    app.add_middleware(GZipMiddleware, minimum_size=800)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=[*OWN_HOSTS, *hosts])
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    _add_guard(app, access, team)

    @app.exception_handler(RequestValidationError)
    async def _wrong(request: Request, _error: Exception) -> Response:
        return problem(request, 400, "The address asks for something that the desk does not know.")

    @app.exception_handler(HTTPException)
    async def _missing(request: Request, error: HTTPException) -> Response:
        words = TOO_LONG if "maximum size" in str(error.detail) else str(error.detail)
        return problem(request, error.status_code, MISSING.get(error.status_code, words))

    _add_theme(app)
    if not team:
        _add_link(app, access)
    for inner in TEAM_ROUTES if team else ():
        app.include_router(inner.router(team))
    for routes in ROUTES:
        app.include_router(routes.router(Desk(record, pipeline, person)))
    return app


def _add_guard(app: FastAPI, access: Access | None, team: Team | None) -> None:
    """What stands before every route: who is it, may they go on; and the headers of every answer."""

    @app.middleware("http")
    async def _guard(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
        caller = await run_in_threadpool(caller_of, team, request) if team and not request.url.path.startswith("/static/") else None
        mark = CALLER.set(caller)
        try:
            response = (turned_away(request, caller) if team else _refused(request, access)) or await go_on(request)
        finally:
            CALLER.reset(mark)
        response.headers.update(HEADERS)
        if team:
            keep_private(request, response)
        return response


def _add_link(app: FastAPI, access: Access | None) -> None:
    """The way into the desk of one person."""

    @app.get("/open", include_in_schema=False)
    def _open(request: Request, key: str = "") -> Response:
        browser = access.enter(key) if access else None
        if access and browser is None:
            return problem(request, 403, CLOSED)
        response = RedirectResponse("/", 303)
        if browser:
            response.set_cookie(COOKIE, browser, httponly=True, samesite="lax")
        return response


def _add_theme(app: FastAPI) -> None:
    """The choice of light or dark."""

    @app.post("/theme", include_in_schema=False)
    def _theme(to: Annotated[str, Form()] = "", back: Annotated[str, Form()] = "/") -> Response:
        response = RedirectResponse(own_address(back), 303)
        if to in {"light", "dark"}:
            response.set_cookie(THEME, to, max_age=31_536_000, httponly=True, samesite="lax")
        else:
            response.delete_cookie(THEME)
        return response


def _refused(request: Request, access: Access | None) -> Response | None:
    """What a request is told that may not go on: it comes from no browser that is known, or changes something from a page elsewhere."""
    inside = request.url.path == "/open" or request.url.path.startswith("/static/") or is_feed(request)
    if access and not inside and not access.knows(request.cookies.get(COOKIE)):
        return problem(request, 401, CLOSED)
    if request.method not in {"GET", "HEAD", "OPTIONS"} and not is_from_here(request):
        return problem(request, 403, SENT_FROM_ELSEWHERE)
    return None
