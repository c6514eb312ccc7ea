"""The way into a team's desk: a name and a password, or a one-time link; and the way out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from legation.desk.answering import own_address, page, problem
from legation.desk.callers import CALLER
from legation.desk.gate import SESSION
from legation.desk.passwords import LEAST_CHARS
from legation.desk.team import RefusedError, Team
from legation.errors import InputError
from legation.recording import admission
from legation.recording.admission import WHOLE, Browser
from legation.recording.people import Invitation

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1", "testserver"})

SPENT = "This link was used, withdrawn or is too old. Ask an admin for a new one."


@dataclass(frozen=True, slots=True)
class SignInPage:
    """The form, with what went wrong before."""

    next: str
    name: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class JoinPage:
    """What a one-time link leads to, and what went wrong before."""

    key: str
    invitation: Invitation
    name: str = ""
    fault: str = ""
    least: int = LEAST_CHARS


def router(team: Team) -> APIRouter:
    """/signin, /join and /signout."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/signin")
    def _form(request: Request, next: str = "/") -> Response:  # noqa: A002 - the address's own word
        return page(request, "signin.html", SignInPage(own_address(next)))

    @routes.post("/signin")
    async def _sign_in(
        request: Request,
        name: Annotated[str, Form()] = "",
        password: Annotated[str, Form()] = "",
        next: Annotated[str, Form()] = "/",  # noqa: A002
    ) -> Response:
        try:
            token = await team.sign_in(name, password, browser_of(request))
        except RefusedError as refusal:
            return refused(page(request, "signin.html", SignInPage(own_address(next), name, refusal.words), refusal.status), refusal)
        return _signed_in(request, token, own_address(next))

    @routes.get("/join")
    def _look(request: Request, key: str = "") -> Response:
        found = team.invitation(key)
        return page(request, "join.html", JoinPage(key, found)) if found else problem(request, 403, SPENT)

    @routes.post("/join")
    def _join(
        request: Request, key: Annotated[str, Form()] = "", name: Annotated[str, Form()] = "", password: Annotated[str, Form()] = ""
    ) -> Response:
        try:
            token = team.join(key, name, password, browser_of(request))
        except InputError as error:
            found = team.invitation(key)
            return page(request, "join.html", JoinPage(key, found, name, str(error)), 400) if found else problem(request, 403, SPENT)
        return _signed_in(request, token, "/")

    @routes.post("/signout")
    def _sign_out() -> Response:
        caller = CALLER.get()
        if caller and caller.session is not None:
            admission.end_session(team.record, caller.person, caller.session, team.now())
        response = RedirectResponse("/signin", 303)
        response.delete_cookie(SESSION)
        return response

    return routes


def browser_of(request: Request) -> Browser:
    """Where a request comes from."""
    return Browser(address_of(request), request.headers.get("user-agent", ""), request.cookies.get(SESSION))


def address_of(request: Request) -> str:
    """The address that a request comes from, as the server knows it."""
    return request.client.host if request.client else "unknown"


def refused(response: Response, refusal: RefusedError) -> Response:
    """The answer, with when to try again."""
    if refusal.wait:
        response.headers["Retry-After"] = str(refusal.wait)
    return response


def _signed_in(request: Request, token: str, to: str) -> Response:
    response = RedirectResponse(to, 303)
    secure = request.url.scheme == "https" or request.url.hostname not in LOOPBACK
    response.set_cookie(SESSION, token, max_age=WHOLE, httponly=True, samesite="lax", secure=secure)
    return response
