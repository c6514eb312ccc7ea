"""What opens the desk, and what delivers without it."""

from __future__ import annotations

from getpass import getuser
from pathlib import Path
from typing import Annotated

import typer

from legation import console
from legation.commands.options import RecordPath, pipeline_of, record_of


def desk_command(  # noqa: PLR0913, PLR0917 - one parameter an option
    record: RecordPath = None,
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8765,
    by: Annotated[str | None, typer.Option(help="Whose decisions are made at the desk; without it the name that you are logged in by.")] = None,
    team: Annotated[bool, typer.Option("--team", help="A desk with accounts: people sign in, each by a name and a password.")] = False,
    host: Annotated[str | None, typer.Option(help="The address that a team's desk listens at; without it, only this machine reaches it.")] = None,
    name: Annotated[list[str] | None, typer.Option(help="A name that people call a team's desk by, such as desk.example.org.")] = None,
    certificate: Annotated[Path | None, typer.Option(help="A certificate (PEM), for a team's desk that speaks TLS itself.")] = None,
    key: Annotated[Path | None, typer.Option(help="The certificate's key (PEM).")] = None,
) -> None:
    """The record as pages in a browser: for one person on this machine, or for a team."""
    from legation.desk.serving import Listening, serve, serve_team

    pipeline = pipeline_of(record=record)
    if "desk_address" not in pipeline.settings.model_fields_set:
        pipeline = pipeline_of(record=record, desk_address=f"http://127.0.0.1:{port}")
    with record_of(pipeline) as book:
        if team or host or name or certificate or key:
            console.say("Who has an account signs in; the first one is made by the link below, where there is none yet. Ctrl-C closes the desk.")
            serve_team(book, pipeline, Listening(port, host or "127.0.0.1", tuple(name or ()), certificate, key), console.say)
            return
        console.say("Each link opens the desk once, for one browser; when one is used, the next appears here. Ctrl-C closes the desk.")
        serve(book, pipeline, port, console.say, by or _person())


def deliver_command(record: RecordPath = None) -> None:
    """Delivers what is new of the searches that are followed, once; for a timer, where the desk is not always open."""
    from legation.desk.delivering import deliver

    pipeline = pipeline_of(record=record)
    with record_of(pipeline) as book:
        told = deliver(book, pipeline.settings)
    console.print_line({"new": told.new, "sent": told.sent, "unsent": told.unsent})


def _person() -> str:
    try:
        return getuser()
    except (KeyError, OSError, ImportError):  # a machine that has no name for this user
        return "desk"
