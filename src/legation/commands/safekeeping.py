"""What keeps the record safe: backup, restore, verify."""

from __future__ import annotations

from typing import Annotated

import typer

from legation import console
from legation.commands.options import AsTable, RecordPath, pipeline_of, record_of

SET_UP = 3
"""Exit status where something is not in place."""


def backup_command(to: Annotated[str, typer.Argument(metavar="TO", help="A file that is not there yet.")], record: RecordPath = None) -> None:
    """Copies the record to a file, as it is at this moment; others may go on writing."""
    from legation.recording.backup import back_up

    with record_of(pipeline_of(record=record)) as book:
        number = back_up(book, to)
    console.say(f"{number} reports in {to}; back again: legation restore {to}")


def restore_command(
    backup: Annotated[str, typer.Argument(metavar="FROM", help="A file that `backup` made.")],
    replace: Annotated[bool, typer.Option("--replace", help="What the record holds now gives way.")] = False,
    record: RecordPath = None,
) -> None:
    """Puts a backup in the record's place, whole or not at all."""
    from legation.recording.addresses import shown
    from legation.recording.backup import restore

    settings = pipeline_of(record=record).settings
    number = restore(backup, settings.record, replace=replace, busy_seconds=settings.busy_seconds)
    console.say(f"{number} reports in {shown(settings.record)}")


def verify_command(record: RecordPath = None, table: AsTable = False) -> None:
    """Proves that the record is whole, or says what is not."""
    from legation.recording.verifying import proofs

    whole = True
    with record_of(pipeline_of(record=record)) as book:
        for proof in proofs(book):
            whole = whole and proof.ok
            if console.wants_table(table):
                typer.echo(f"{'ok   ' if proof.ok else 'WRONG'} {proof.name}: {proof.message}")
            else:
                console.print_line({"check": proof.name, "ok": proof.ok, "message": proof.message})
    if not whole:
        raise typer.Exit(SET_UP)
