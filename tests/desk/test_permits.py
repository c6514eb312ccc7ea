"""Every route has its least role, and holds to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.routing import Mount
from starlette.testclient import TestClient

from fakes.teams import HERE, ROLES, TeamDesk, team_desk
from legation.desk.permits import LEAST, OPEN, OWN, least_role
from legation.recording.people import everyone

Route = tuple[str, str]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> TeamDesk:
    """A team's desk over an empty record."""
    return team_desk(tmp_path_factory.mktemp("team"))


@pytest.fixture(scope="module")
def callers(desk: TeamDesk) -> dict[str, TestClient]:
    """A browser and a token of each role."""
    admin = desk.first()
    browsers = {"admin": admin} | {role: desk.with_role(admin, role, role) for role in ("reader", "analyst")}
    tokens = {}
    for person in everyone(desk.record):
        for scope in ("read", "write") if person.role != "reader" else ("read",):
            token = desk.team.make_token(person, scope, scope, 9)  # type: ignore[arg-type]
            tokens[f"{person.role} {scope}"] = TestClient(desk.app, headers={"Authorization": f"Bearer {token}"}, follow_redirects=False)
    return browsers | tokens


def _walk(routes: Any) -> Iterator[Route]:
    """Every route that an application answers, in the order of its matching; of what it cannot look into, a name that no table has."""
    for route in routes:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from _walk(inner.routes)
        elif isinstance(route, Mount):
            yield ("MOUNT", route.path)
        else:
            yield from ((method, route.path) for method in sorted(getattr(route, "methods", None) or {"ANY"}))


def routes_of(desk: TeamDesk) -> list[Route]:
    """All of them but the files of the frame."""
    found = list(_walk(desk.app.routes))
    assert [path for method, path in found if method == "MOUNT"] == ["/static"]
    return [route for route in found if route[0] != "MOUNT"]


def test_the_table_has_every_route(desk: TeamDesk) -> None:
    """A route that is added without its least role fails here, also one that no description shows; so does a line without a route."""
    routes = routes_of(desk)
    assert len(routes) > 70
    assert [route for route in routes if least_role(*route) is None] == []
    lines = [tuple(line.split()) for block in LEAST.values() for line in block.strip().splitlines()]
    assert [line for line in lines if line not in routes] == []
    assert len(set(lines)) == len(lines)


def test_every_route_holds_to_its_least_role(desk: TeamDesk, callers: dict[str, TestClient]) -> None:
    """Each route, asked by nobody, by each role in a browser and by each token, refuses just whom the table refuses."""
    nobody, wrong = desk.browser(), list[tuple[str, Route, int]]()
    for route in routes_of(desk):
        if least_role(*route) == OPEN or route[1] in {"/feed/live", "/signout", "/account/sessions/end"}:
            continue  # the way in refuses by what it is given; the live feed does not end; the others end the session that asks
        for who, client in {"nobody": nobody, **callers}.items():
            status = client.request(route[0], re.sub(r"\{[^}]*\}", "999", route[1]), headers=HERE).status_code
            if (status in {401, 403}) != _refused(who, route):
                wrong.append((who, route, status))
    assert wrong == []


def test_a_route_that_the_table_lacks_answers_nobody(tmp_path: Path) -> None:
    """Not even an admin."""
    desk = team_desk(tmp_path)
    desk.app.get("/forgotten")(lambda: "secret")
    answer = desk.first().get("/forgotten")
    assert (answer.status_code, "secret" in answer.text) == (403, False)


def test_the_live_feed_is_for_who_is_in(desk: TeamDesk) -> None:
    """It is in the table and nobody else gets it."""
    assert least_role("GET", "/feed/live") == "reader"
    assert desk.browser().get("/feed/live").status_code == 401


def test_a_reader_sees_no_place_that_refuses(callers: dict[str, TestClient]) -> None:
    """The rail leads only to where one may go."""
    assert 'href="/code"' in callers["analyst"].get("/").text
    page = callers["reader"].get("/").text
    assert ('href="/code"' in page.partition('class="caller"')[0], 'href="/people"' in page) == (False, False)


def _refused(who: str, route: Route) -> bool:
    """What the rules of the house say, told once more and apart from the code."""
    least, (role, _, scope) = least_role(*route), who.partition(" ")
    if who == "nobody":
        return True
    if scope and least in {OWN, "admin"}:
        return True
    if scope == "read" and route[0] not in {"GET", "HEAD"}:
        return True
    return least != OWN and ROLES.index(role) < ROLES.index(str(least))


def test_a_feed_is_read_by_its_address_alone(desk: TeamDesk, callers: dict[str, TestClient]) -> None:
    """A feed reader brings no session; who follows what is shown to admins, for the pages hold the secrets."""
    saved = callers["admin"].post("/follow", data={"name": "France", "actor": "FRA"}, headers=HERE).headers["location"]
    feed = re.search(r"/follow/[\w-]+\.atom", callers["admin"].get(saved).text)
    assert feed
    assert [desk.browser().get(link).status_code for link in (feed[0], saved)] == [200, 401]
    assert {callers[role].get(saved).status_code for role in ("reader", "analyst")} == {403}
