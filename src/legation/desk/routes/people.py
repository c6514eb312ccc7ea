"""/people: who may come in, for admins: roles, links, everybody's tokens, and what was done about them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from legation.desk.answering import page
from legation.desk.callers import CALLER
from legation.desk.routes.account import SecretPage
from legation.desk.team import Team
from legation.desk.wording import moment
from legation.errors import InputError
from legation.recording import admission, people
from legation.recording.admission import Token
from legation.recording.people import ROLES, Invitation, Person

HERE = "/people"
LINES = 100
"""Lines of the log that the page shows."""


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Everybody, the open links, all tokens and the log."""

    people: tuple[Person, ...]
    links: tuple[tuple[Invitation, str], ...]
    tokens: tuple[tuple[Token, str, str], ...]
    log: tuple[dict[str, Any], ...]
    fault: str = ""
    roles: tuple[str, ...] = ROLES
    twin: str = "/people.json"


def router(team: Team) -> APIRouter:
    """/people and what changes it."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/people")
    def _people(request: Request) -> Response:
        return page(request, "people.html", _page(team))

    @routes.get("/people.json")
    def _people_json() -> Response:
        shown = _page(team)
        links = [asdict(link) for link, _ in shown.links]
        return JSONResponse(
            {"people": [asdict(p) for p in shown.people], "links": links, "tokens": [asdict(t) for t, *_ in shown.tokens], "log": list(shown.log)}
        )

    @routes.post("/people/invitations")
    def _invite(request: Request, role: Annotated[str, Form()] = "reader", days: Annotated[int, Form()] = 7) -> Response:
        try:
            key = team.invite(_admin(), role, days)
        except InputError as error:
            return page(request, "people.html", _page(team, str(error)), 400)
        return _link(request, key, f"A link for a new {role}")

    @routes.post("/people/{key}/reset")
    def _reset(request: Request, key: int) -> Response:
        try:
            link = team.invite_to_reset(_admin(), key)
        except InputError as error:
            return page(request, "people.html", _page(team, str(error)), 400)
        return _link(request, link, "A link to a new password")

    _changes(team, routes)
    return routes


def _changes(team: Team, routes: APIRouter) -> None:
    @routes.post("/people/invitations/{key}/withdraw")
    def _withdraw(request: Request, key: int) -> Response:
        return _changed(team, request, lambda: people.withdraw(team.record, key, _admin().name, team.now()))

    @routes.post("/people/tokens/{key}/revoke")
    def _revoke(request: Request, key: int) -> Response:
        return _changed(team, request, lambda: admission.revoke_token(team.record, key, _admin(), team.now(), of_anyone=True))

    @routes.post("/people/{key}/role")
    def _role(request: Request, key: int, role: Annotated[str, Form()] = "") -> Response:
        return _changed(team, request, lambda: people.change_role(team.record, key, role, _admin().name, team.now()))

    @routes.post("/people/{key}/remove")
    def _remove(request: Request, key: int) -> Response:
        return _changed(team, request, lambda: people.remove(team.record, key, _admin().name, team.now()))


def _changed(team: Team, request: Request, change: Callable[[], None]) -> Response:
    try:
        change()
    except InputError as error:
        return page(request, "people.html", _page(team, str(error)), 400)
    return RedirectResponse(HERE, 303)


def _link(request: Request, key: str, title: str) -> Response:
    link = f"{request.url.scheme}://{request.url.netloc}/join?key={key}"
    return page(request, "secret.html", SecretPage(title, link, "Send it to who is meant. It works once.", HERE))


def _admin() -> Person:
    caller = CALLER.get()
    assert caller is not None  # the gate lets nobody else here
    return caller.person


def _page(team: Team, fault: str = "") -> PeoplePage:
    now = team.now()
    links = tuple((link, moment(link.until)) for link in people.open_invitations(team.record, now))
    tokens = tuple((t, moment(t.until), moment(t.seen)) for t in admission.tokens_of(team.record, now))
    return PeoplePage(tuple(people.everyone(team.record)), links, tokens, tuple(people.history(team.record, LINES)), fault)
