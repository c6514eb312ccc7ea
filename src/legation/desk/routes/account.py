"""/account: what is one's own: where one is signed in, the tokens of one's programs, the password."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from legation.desk.answering import page, problem
from legation.desk.callers import CALLER, Caller
from legation.desk.passwords import LEAST_CHARS
from legation.desk.routes.signing import address_of, refused
from legation.desk.team import RefusedError, Team
from legation.desk.wording import moment
from legation.errors import InputError
from legation.recording import admission
from legation.recording.admission import Session, Token

HERE = "/account"


@dataclass(frozen=True, slots=True)
class AccountPage:
    """What is one's own."""

    caller: Caller
    sessions: tuple[tuple[Session, str, str], ...]
    tokens: tuple[tuple[Token, str, str], ...]
    fault: str = ""
    least: int = LEAST_CHARS
    twin: str = "/account.json"


@dataclass(frozen=True, slots=True)
class SecretPage:
    """A secret that is shown this once: what it is, itself, how to use it, and the way back."""

    title: str
    secret: str
    words: str
    back: str


def router(team: Team) -> APIRouter:
    """/account and what changes it."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/account")
    def _account(request: Request) -> Response:
        return page(request, "account.html", _page(team, _caller()))

    @routes.get("/account.json")
    def _account_json() -> Response:
        own, caller = _page(team, _caller()), _caller()
        told = {"name": caller.person.name, "role": caller.person.role}
        return JSONResponse(told | {"sessions": [asdict(s) for s, *_ in own.sessions], "tokens": [asdict(t) for t, *_ in own.tokens]})

    @routes.post("/account/password")
    def _password(request: Request, old: Annotated[str, Form()] = "", new: Annotated[str, Form()] = "") -> Response:
        try:
            team.change_password(_caller(), old, new, address_of(request))
        except InputError as error:
            return page(request, "account.html", _page(team, _caller(), str(error)), 400)
        except RefusedError as refusal:
            return refused(page(request, "account.html", _page(team, _caller(), refusal.words), refusal.status), refusal)
        return RedirectResponse(HERE, 303)

    @routes.post("/account/tokens")
    def _make_token(
        request: Request,
        name: Annotated[str, Form()] = "",
        scope: Annotated[Literal["read", "write"], Form()] = "read",
        days: Annotated[int, Form()] = 90,
    ) -> Response:
        try:
            token = team.make_token(_caller().person, name, scope, days)
        except InputError as error:
            return page(request, "account.html", _page(team, _caller(), str(error)), 400)
        words = "Send it with each request, as the header Authorization: Bearer TOKEN."
        return page(request, "secret.html", SecretPage("Your token", token, words, HERE))

    _ending(team, routes)
    return routes


def _ending(team: Team, routes: APIRouter) -> None:
    @routes.post("/account/tokens/{key}/revoke")
    def _revoke(request: Request, key: int) -> Response:
        try:
            admission.revoke_token(team.record, key, _caller().person, team.now())
        except InputError as error:
            return problem(request, 404, str(error))
        return RedirectResponse(HERE, 303)

    @routes.post("/account/sessions/{key}/end")
    def _end(key: int) -> Response:
        admission.end_session(team.record, _caller().person, key, team.now())
        return RedirectResponse(HERE, 303)

    @routes.post("/account/sessions/end")
    def _end_all() -> Response:
        admission.end_other_sessions(team.record, _caller().person, None, team.now())
        return RedirectResponse("/signin", 303)


def _caller() -> Caller:
    caller = CALLER.get()
    assert caller is not None  # the gate lets nobody else here
    return caller


def _page(team: Team, caller: Caller, fault: str = "") -> AccountPage:
    now = team.now()
    browsers = tuple((s, moment(s.made), moment(s.seen)) for s in admission.sessions_of(team.record, caller.person.key, now))
    tokens = tuple((t, moment(t.until), moment(t.seen)) for t in admission.tokens_of(team.record, now, caller.person.key))
    return AccountPage(caller, browsers, tokens, fault)
