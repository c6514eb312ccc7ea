"""What persons decide about which reports tell of one act: split, join."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from legation import console
from legation.commands.options import RecordPath, pipeline_of, record_of

if TYPE_CHECKING:
    from legation.recording.audit import Decision
    from legation.recording.record import Record

Why = Annotated[str, typer.Option("--why", metavar="TEXT", help="The reason, kept for good.", show_default=False)]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides.")]


def split_command(
    entry: Annotated[str, typer.Argument(metavar="ENTRY", help="The entry, by the id of any of its events.")],
    event_ids: Annotated[list[str], typer.Argument(metavar="EVENT...", help="Events that tell of another act.")],
    why: Why,
    by: By = "reader",
    record: RecordPath = None,
) -> None:
    """Parts events from the rest of an entry; they stay parted whatever is read later."""
    from legation.recording import deciding

    _decide(record, lambda book, decision: deciding.split(book, entry, event_ids, decision), why, by)


def join_command(
    entry: Annotated[str, typer.Argument(metavar="ENTRY")],
    other: Annotated[str, typer.Argument(metavar="OTHER")],
    why: Why,
    by: By = "reader",
    record: RecordPath = None,
) -> None:
    """Makes two entries one; they stay one whatever is read later."""
    from legation.recording import deciding

    _decide(record, lambda book, decision: deciding.join(book, entry, other, decision), why, by)


def _decide(record: str | None, verb: Callable[[Record, Decision], list[str]], why: str, by: str) -> None:
    from legation.errors import InputError
    from legation.recording.audit import Decision

    with record_of(pipeline_of(record=record)) as book:
        try:
            found = verb(book, Decision(by, why, datetime.now(UTC).isoformat(timespec="seconds")))
        except InputError as error:
            raise typer.BadParameter(str(error)) from error
    console.print_line({"entries": found})
