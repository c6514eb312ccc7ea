"""What opens the desk."""

from __future__ import annotations

from typing import Annotated

import typer

from legation import console
from legation.commands.options import RecordPath, pipeline_of, record_of


def desk_command(record: RecordPath = None, port: Annotated[int, typer.Option(min=1, max=65535)] = 8765) -> None:
    """The record as pages in a browser, on this machine only."""
    from legation.desk.app import serve

    with record_of(pipeline_of(record=record)) as book:
        console.say(f"The desk is open at http://127.0.0.1:{port}/ (Ctrl-C closes it)")
        serve(book, port)
