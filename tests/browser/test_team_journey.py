"""A team comes to its desk in a real browser: by a link, by an invitation, by a password; and leaves it."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from fakes.browsing import NARROW_DARK, WIDE_LIGHT, Visit, visiting
from fakes.desks import RunningDesk, served
from fakes.teams import WORDS, team_desk


def send(here: Visit, action: str, **fields: str) -> None:
    """Fills the form that is sent to an address, sends it, and waits for the page."""
    form = f"form[action='{action}']"
    for name, value in fields.items():
        field = here.page.locator(f"{form} [name={name}]")
        field.select_option(value) if name in {"role", "scope"} else field.fill(value)
    with here.page.expect_navigation():
        here.page.click(f"{form} button")


@pytest.mark.parametrize(("width", "theme"), [WIDE_LIGHT, NARROW_DARK])
def test_a_team_comes_in(chromium: Any, tmp_path: Path, width: int, theme: str) -> None:
    """The first admin by the terminal's link, an analyst by an invitation; signing out and in again leads back to where one was going."""
    desk = team_desk(tmp_path)
    with served(desk.app) as address, ExitStack() as windows:
        anne, bob = (windows.enter_context(visiting(chromium, RunningDesk(address, tmp_path, []), width, theme)) for _ in range(2))
        anne.go(f"/join?key={desk.team.first_link()}")
        send(anne, "/join", name="Anne", password=WORDS)
        anne.go("/people")
        send(anne, "/people/invitations", role="analyst")
        bob.go(anne.page.inner_text(".secret").removeprefix(address))
        send(bob, "/join", name="Bob", password=WORDS)
        assert "Bob analyst" in " ".join(bob.page.inner_text(".caller").split())
        bob.go("/account")
        send(bob, "/account/tokens", name="my program", scope="write")
        assert bob.page.inner_text(".secret").startswith("legation_")
        send(bob, "/signout")
        bob.go("/states")
        assert bob.page.url == f"{address}/signin?next=%2Fstates"
        send(bob, "/signin", name="bob", password=WORDS)
        assert bob.page.url == f"{address}/states"
        for here, link in ((anne, "/people"), (anne, "/account"), (bob, "/account")):
            assert here.go(link) == 200
            assert here.page.evaluate("document.documentElement.scrollWidth") <= width
        assert (anne.faults, bob.faults) == ([], [])
