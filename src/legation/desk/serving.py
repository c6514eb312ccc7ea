"""Runs a desk on a port: that of one person on this machine, or a team's, which other machines may reach."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from legation.desk.access import Access
from legation.desk.app import make_app
from legation.desk.delivering import Loop
from legation.desk.team import Team
from legation.errors import SetupError
from legation.pipeline import Pipeline
from legation.recording import people
from legation.recording.record import Record

EVERY_ADDRESS = frozenset({"0.0.0.0", "::"})


@dataclass(frozen=True, slots=True)
class Listening:
    """Where a team's desk answers: an address and port, the names that people call it by, a certificate with its key where it speaks TLS itself."""

    port: int
    host: str = "127.0.0.1"
    names: tuple[str, ...] = ()
    certificate: Path | None = None
    key: Path | None = None

    @property
    def called(self) -> tuple[str, ...]:
        """What a request may call it: its names, and its address where that is one."""
        return self.names if self.host in EVERY_ADDRESS else (self.host, *self.names)

    @property
    def base(self) -> str:
        """How its addresses begin."""
        name = self.names[0] if self.names else f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.certificate else 'http'}://{name}:{self.port}"


def serve(record: Record, pipeline: Pipeline, port: int, tell: Callable[[str], None], person: str = "desk") -> None:
    """Runs the desk on this machine's own address until it is stopped; `tell` is given each one-time link."""
    access = Access(lambda key: tell(f"http://127.0.0.1:{port}/open?key={key}"))
    _run(record, pipeline, make_app(record, pipeline, access, person), host="127.0.0.1", port=port)


def serve_team(record: Record, pipeline: Pipeline, at: Listening, tell: Callable[[str], None]) -> None:
    """Runs a team's desk until it is stopped; `tell` is given where it is, or the one-time link to the first account.

    Raises:
        SetupError: other machines would reach it and it has no account or no name, or a certificate lacks its key.
    """
    check(record, at)
    team = Team(record)
    key = team.first_link()
    tell(f"{at.base}/join?key={key}" if key else f"{at.base}/")
    app = make_app(record, pipeline, team=team, hosts=at.called)
    files = {"ssl_certfile": at.certificate, "ssl_keyfile": at.key} if at.certificate else {}
    _run(record, pipeline, app, host=at.host, port=at.port, **files)


def check(record: Record, at: Listening) -> None:
    """Refuses an address beyond this machine while nobody could be told apart there.

    Raises:
        SetupError: as `serve_team` says.
    """
    if (at.certificate is None) != (at.key is None):
        raise SetupError("A certificate and its key go together. Give both: --certificate FILE --key FILE")
    if any(file and not file.is_file() for file in (at.certificate, at.key)):
        raise SetupError("The certificate or its key is not there. Check the paths of --certificate and --key")
    if is_own(at.host):
        return
    if not people.has_account(record):
        raise SetupError(f"--host {at.host}: the record has no account, so anybody could come first. Make one on this machine: legation desk --team")
    if not at.names and at.host in EVERY_ADDRESS:
        raise SetupError(f"--host {at.host}: say by which name people call the desk: --name desk.example.org")


def is_own(host: str) -> bool:
    """Whether only this machine reaches an address."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _run(record: Record, pipeline: Pipeline, app: Any, **where: Any) -> None:
    """Answers until it is stopped, and delivers what is followed beside it."""
    import uvicorn

    record.keeper.warm()
    with Loop(record, pipeline.settings):
        uvicorn.run(app, log_level="warning", server_header=False, **where)
