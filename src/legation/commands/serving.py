"""What opens the desk."""

from __future__ import annotations

from getpass import getuser
from typing import Annotated

import typer

from legation import console
from legation.commands.options import RecordPath, pipeline_of, record_of


def desk_command(
    record: RecordPath = None,
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8765,
    by: Annotated[str | None, typer.Option(help="Whose decisions are made at the desk; without it the name that you are logged in by.")] = None,
) -> None:
    """The record as pages in a browser, on this machine only."""
    from legation.desk.app import serve

    pipeline = pipeline_of(record=record)
    with record_of(pipeline) as book:
        console.say("Each link opens the desk once, for one browser; when one is used, the next appears here. Ctrl-C closes the desk.")
        serve(book, pipeline, port, console.say, by or _person())


def _person() -> str:
    try:
        return getuser()
    except (KeyError, OSError, ImportError):  # a machine that has no name for this user
        return "desk"
