"""A team's desk with a clock that is set by hand, secrets that are counted, and hashes that cost little."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from argon2 import PasswordHasher
from fastapi import FastAPI
from starlette.testclient import TestClient

from fakes.making import pipeline
from legation.desk.app import make_app
from legation.desk.passwords import Passwords
from legation.desk.team import Team
from legation.recording.record import Record

HERE = {"Origin": "http://testserver"}
WORDS = "correct horse battery"
"""Everybody's password."""

ROLES = ("reader", "analyst", "admin")
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@dataclass
class TeamDesk:
    """The desk over a record, its clock, and what it waited."""

    record: Record
    now: int = 1_700_000_000
    waits: list[float] = field(default_factory=list)
    secrets: count[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        self.team = Team(self.record, Passwords(CHEAP), lambda: self.now, lambda: f"secret-{next(self.secrets)}-{id(self)}", self._wait)
        self.app: FastAPI = make_app(self.record, pipeline(), team=self.team)

    async def _wait(self, seconds: float) -> None:
        self.waits.append(seconds)

    def browser(self, **more: str) -> TestClient:
        """A browser that is not in."""
        return TestClient(self.app, headers=HERE | more, follow_redirects=False, raise_server_exceptions=True)

    def first(self, name: str = "Anne") -> TestClient:
        """The browser of the first admin."""
        key = self.team.first_link()
        assert key is not None
        return self.join(key, name)

    def join(self, key: str, name: str) -> TestClient:
        """A browser that came in by a link."""
        browser = self.browser()
        answer = browser.post("/join", data={"key": key, "name": name, "password": WORDS})
        assert answer.status_code == 303, answer.text
        return browser

    def with_role(self, admin: TestClient, role: str, name: str) -> TestClient:
        """The browser of somebody whom an admin invited."""
        return self.join(key_in(admin.post("/people/invitations", data={"role": role}).text), name)


def team_desk(folder: Path) -> TeamDesk:
    """A team's desk over an empty record."""
    return TeamDesk(Record.open(str(folder / "r.db"), create=True))


def key_in(page: str) -> str:
    """The key of the link that a page shows."""
    found = re.search(r"/join\?key=([\w-]+)", page)
    assert found, page
    return found[1]
