"""What takes the record away: export."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from typing import Annotated

import typer

from legation import console
from legation.commands.options import Including, RecordPath, pipeline_of, record_of


class Layout(StrEnum):
    """Shapes of an export."""

    tidy = "tidy"
    digest = "digest"
    clusters = "clusters"


class Form(StrEnum):
    """Forms of a table."""

    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"


def export_command(
    to: Annotated[str | None, typer.Option("--to", metavar="FILE", help="The name's ending gives the form; without it, standard output.")] = None,
    layout: Annotated[
        Layout, typer.Option(help="tidy: one event a row. digest: what the record holds, to compare two. clusters: which reports tell of the same.")
    ] = Layout.tidy,
    form: Annotated[Form | None, typer.Option("--format", show_default=False)] = None,
    include: Including = None,
    record: RecordPath = None,
) -> None:
    """The record as a table: JSONL, CSV or Parquet, with a data dictionary beside it."""
    from legation.recording import export

    with record_of(pipeline_of(record=record)) as book:
        if layout is Layout.digest:
            with console.for_a_reader():
                export.write_lines(book.digest(), to, sys.stdout)
            return
        if layout is Layout.clusters:
            from legation.recording.clusters import cluster_rows

            with console.for_a_reader():
                export.write_lines((json.dumps(row, ensure_ascii=False) for row in cluster_rows(book)), to, sys.stdout)
            return
        shape = form.value if form else export.form_of(to)
        if to is None and shape == "parquet" and sys.stdout.isatty():
            raise typer.BadParameter("Parquet is no form for a terminal. Add --to FILE.")
        rows = export.tidy(book, teasers=bool(include))
        with console.for_a_reader():
            number = export.write(rows, shape, to, sys.stdout.buffer)
    if to:
        console.say(f"{number} events in {to}; its columns are explained in {export.dictionary_path(to)}")
