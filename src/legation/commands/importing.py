"""What comes from other data sets: import."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from legation import console
from legation.commands.options import RecordPath, pipeline_of, record_of


class Imported(StrEnum):
    """Layouts that can be imported."""

    tidy = "tidy"
    polecat = "polecat"
    icews = "icews"


def import_command(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV, tab-separated, JSONL or Parquet.", show_default=False)],
    layout: Annotated[Imported, typer.Option(help="Whose columns the file has.")],
    source: Annotated[str | None, typer.Option(help="What marks its rows in the record; the layout's name unless told.")] = None,
    record: RecordPath = None,
) -> None:
    """Rows of another data set into a table of their own, their codes beside ours; prints the rows whose code has no equal here."""
    from legation.recording.imported import ImportedRow, add_imported, tally_of
    from legation.recording.importing import read_rows

    counts, name = Counter[str](), source or layout.value

    def told(row: ImportedRow) -> ImportedRow:
        if row.unequal:
            console.print_line({"row_id": row.row_id, "their_type": row.their_type, "no_equal": row.unequal})
        return row

    with record_of(pipeline_of(record=record), create=True) as book:
        number = add_imported(book, name, map(told, console.advancing(tally_of(read_rows(str(file), layout.value), counts))))
    console.say(f"{number} rows from {file} in the record as {name}, apart from what reports tell: {counts.pop('equal', 0)} with an equal here")
    for words, times in counts.most_common():
        console.say(f"  no equal, {words}: {times}")
