"""A desk that other machines reach has accounts."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.teams import TeamDesk, team_desk
from legation.desk.serving import Listening, check, is_own
from legation.errors import SetupError


@pytest.fixture
def desk(tmp_path: Path) -> TeamDesk:
    """A team's desk over an empty record."""
    return team_desk(tmp_path)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.7", "desk.example.org"])
def test_other_machines_are_refused_without_an_account(desk: TeamDesk, host: str) -> None:
    """On this machine anybody may make the first; from elsewhere only when there is one."""
    check(desk.record, Listening(8765))
    with pytest.raises(SetupError, match="no account"):
        check(desk.record, Listening(8765, host, ("desk.example.org",)))
    desk.first()
    check(desk.record, Listening(8765, host, ("desk.example.org",)))


def test_a_desk_on_every_address_has_a_name(desk: TeamDesk) -> None:
    """Else it would answer to none."""
    desk.first()
    with pytest.raises(SetupError, match="--name"):
        check(desk.record, Listening(8765, "0.0.0.0"))


def test_a_certificate_comes_with_its_key(desk: TeamDesk, tmp_path: Path) -> None:
    """Both, and both are there."""
    for certificate, key in ((tmp_path / "c.pem", None), (None, tmp_path / "k.pem"), (tmp_path / "c.pem", tmp_path / "k.pem")):
        with pytest.raises(SetupError):
            check(desk.record, Listening(8765, certificate=certificate, key=key))


def test_what_is_this_machine() -> None:
    """Loopback only; a name may lead anywhere."""
    assert [is_own(host) for host in ("127.0.0.1", "127.9.9.9", "::1", "localhost", "0.0.0.0", "::", "localhost.evil.example", "")] == [True] * 4 + [
        False
    ] * 4


def test_how_addresses_begin(tmp_path: Path) -> None:
    """By the name that people call the desk by, and with the lock where it has a certificate."""
    assert Listening(8765).base == "http://127.0.0.1:8765"
    assert Listening(443, "::", ("desk.example.org",), tmp_path / "c", tmp_path / "k").base == "https://desk.example.org:443"
    assert Listening(8765, "::1").base == "http://[::1]:8765"
