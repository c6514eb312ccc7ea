"""The gate of a team's desk: knows who makes a request, turns away who is not in, and asks the table of roles at each route."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from legation.desk.answering import is_feed, is_from_here, problem
from legation.desk.callers import CALLER, Caller
from legation.desk.permits import OPEN, least_role, refusal
from legation.desk.team import Team

SESSION = "legation_session"
"""The cookie that holds a session's token."""

NOT_IN = "Nobody is signed in. Sign in at /signin, or send a token: Authorization: Bearer TOKEN."
SENT_FROM_ELSEWHERE = "This was sent from a page that is not the desk's. Open the desk and send it from there."
CHANGES_NOTHING = frozenset({"GET", "HEAD", "OPTIONS"})


def caller_of(team: Team, request: Request) -> Caller | None:
    """Who makes a request. One that brings a token is the token's alone, whatever cookie it carries."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return team.by_token(token.strip())
    cookie = request.cookies.get(SESSION)
    return team.by_session(cookie) if cookie else None


def turned_away(request: Request, caller: Caller | None) -> Response | None:
    """What a request is told that may not go on: nobody is signed in, or a browser sends a change from a page elsewhere."""
    path = request.url.path
    if caller is None and not path.startswith("/static/") and not is_feed(request) and least_role(request.method, path) != OPEN:
        return _to_sign_in(request)
    by_token = caller is not None and caller.scope != "session"
    if request.method not in CHANGES_NOTHING and not by_token and not is_from_here(request):
        return problem(request, 403, SENT_FROM_ELSEWHERE)
    return None


async def authorise(request: Request) -> None:
    """A dependency of every route: refuses with 403 where the table gives the caller no leave for the route that was found."""
    why = refusal(request.method, request.scope["route"].path, CALLER.get())
    if why is not None:
        raise HTTPException(403, why)


def keep_private(request: Request, response: Response) -> None:
    """No store between keeps what is shown to one person, and no browser keeps a page that shows a secret or an account."""
    if request.url.path.startswith("/static/"):
        return
    secret = request.url.path.startswith(("/signin", "/join", "/account", "/people"))
    response.headers["Cache-Control"] = "no-store" if secret else "private, no-cache"


def _to_sign_in(request: Request) -> Response:
    wants_page = request.method == "GET" and "text/html" in request.headers.get("accept", "") and "authorization" not in request.headers
    if not wants_page:
        response = problem(request, 401, NOT_IN)
        response.headers["WWW-Authenticate"] = "Bearer"
        return response
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse("/signin" if here == "/" else f"/signin?next={quote(here, safe='')}", 303)
