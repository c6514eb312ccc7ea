"""What takes the record away: export, snapshot."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from legation import console
from legation.commands.options import Including, MinimumConfidence, RecordPath, edge, pipeline_of, record_of

if TYPE_CHECKING:
    from legation.recording.record import Record
    from legation.recording.searching import Query


class LayoutName(StrEnum):
    """Shapes of an export."""

    tidy = "tidy"
    panel = "panel"
    polecat = "polecat"
    icews = "icews"
    gdelt = "gdelt"
    gdelt_mentions = "gdelt-mentions"
    phoenix = "phoenix"
    plover = "plover"
    digest = "digest"
    clusters = "clusters"


class Form(StrEnum):
    """Forms of a table."""

    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"


class Status(StrEnum):
    """What an act's status may be."""

    occurred = "occurred"
    planned = "planned"
    hypothetical = "hypothetical"
    denied = "denied"


class By(StrEnum):
    """Periods of the panel."""

    month = "month"
    year = "year"


LAYOUT_HELP = (
    "tidy: an event a row, ours. panel: pairs of states by month or year. polecat, icews, gdelt, gdelt-mentions, phoenix, plover: "
    "the columns of these data sets. digest: what the record holds, to compare two. clusters: which reports tell of the same."
)


def export_command(  # noqa: PLR0913, PLR0917 - one parameter per choice
    to: Annotated[str | None, typer.Option("--to", metavar="FILE", help="The name's ending gives the form; without it, standard output.")] = None,
    layout: Annotated[LayoutName, typer.Option(help=LAYOUT_HELP)] = LayoutName.tidy,
    form: Annotated[Form | None, typer.Option("--format", show_default=False, help="csv: with commas or tabs, as the layout has it.")] = None,
    entries: Annotated[bool, typer.Option("--entries", help="One row an entry instead of one an event.")] = False,
    by: Annotated[By, typer.Option(help="The panel's periods.")] = By.month,
    states: Annotated[str | None, typer.Option(metavar="A,B,...", help="The panel of these states only, with zeros where there is nothing.")] = None,
    status: Annotated[list[Status] | None, typer.Option(help="Only acts of this status; may be repeated.", show_default=False)] = None,
    since: Annotated[str | None, typer.Option(metavar="DAY", help="On or after this day, month or year.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="On or before this day, month or year.")] = None,
    minimum_confidence: MinimumConfidence = None,
    include: Including = None,
    record: RecordPath = None,
) -> None:
    """The record as a table in one of several layouts, with a data dictionary and a checksum beside it."""
    from legation.recording.searching import Query

    query = Query(
        since=edge(since), until=edge(until), minimum_confidence=minimum_confidence or 0.0, teasers=bool(include), statuses=tuple(status or ())
    )
    with record_of(pipeline_of(record=record)) as book:
        if layout is LayoutName.digest:
            _lines(book.digest(), to)
        elif layout is LayoutName.clusters:
            from legation.recording.clusters import cluster_rows

            _lines((json.dumps(row, ensure_ascii=False) for row in cluster_rows(book)), to)
        elif layout is LayoutName.panel:
            _panel(book, query, _form(to, form, "csv"), to, by, states)
        else:
            _rows(book, query, layout, form, to, entries=entries)


def snapshot_command(
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help="Where to; made if it is not there.", show_default=False)], record: RecordPath = None
) -> None:
    """The record as Parquet files: events, entries, participants, documents, statements; DuckDB, pandas, polars and R read them."""
    from legation.recording.snapshot import write_snapshot

    with record_of(pipeline_of(record=record)) as book:
        written = write_snapshot(book, folder, lambda name: console.say(f"{folder}/{name}.parquet"))
    console.say("; ".join(f"{number} {name}" for name, number in written.items()) + f". Checksums: {folder}/SHA256SUMS")


def _form(to: str | None, form: Form | None, own: str) -> str:
    from legation.recording.writing import form_of

    shape = form.value if form else form_of(to) if to else own
    if to is None and shape == "parquet" and sys.stdout.isatty():
        raise typer.BadParameter("Parquet is no form for a terminal. Add --to FILE.")
    return shape


def _lines(lines: Iterable[str], to: str | None) -> None:
    from legation.recording.writing import write_lines

    with console.for_a_reader():
        write_lines(lines, to, sys.stdout)


def _write(rows: Any, shape: Any, form: str, to: str | None) -> int:
    from legation.recording.writing import write

    with console.for_a_reader():
        return write(rows, shape, form, to, sys.stdout.buffer)


def _rows(book: Record, query: Query, name: LayoutName, form: Form | None, to: str | None, *, entries: bool) -> None:
    from dataclasses import replace

    from legation.recording.export import layout_of, rows_of, shape_of
    from legation.recording.finding import count
    from legation.recording.writing import dictionary_path

    layout = layout_of(name.value, entries=entries)
    taken = replace(query, statuses=query.statuses or layout.statuses)
    number = _write(rows_of(book, layout, taken, entries=entries), shape_of(layout), _form(to, form, layout.own), to)
    if to:
        console.say(f"{number} rows in {to}; its columns are explained in {dictionary_path(to)}, its checksum is in {to}.sha256")
    if taken.statuses and not query.statuses:
        left = count(book, replace(query, statuses=tuple(s.value for s in Status if s.value not in taken.statuses)))
        if left:
            console.say(
                f"Left out: {left} entries that are denied or only hypothetical, which {name.value} cannot say. --status takes what you name."
            )


def _panel(book: Record, query: Query, form: str, to: str | None, by: By, states: str | None) -> None:
    from dataclasses import replace
    from pathlib import Path

    from legation.recording.layouts.panel import DENOMINATOR_COLUMNS, make_panel, panel_columns
    from legation.recording.layouts.shape import KNOWN_STATUSES
    from legation.recording.relating import state_of
    from legation.recording.writing import Shape

    chosen = sorted({state_of(words) for words in states.split(",")}) if states else []
    panel = make_panel(book, replace(query, statuses=()), by.value, query.statuses or KNOWN_STATUSES)
    number = _write(panel.rows(chosen, query.since, query.until), Shape(panel_columns()), form, to)
    if to:
        beside = str(Path(to).with_suffix(f".reports{Path(to).suffix}"))
        _write(panel.denominators(), Shape(DENOMINATOR_COLUMNS), form, beside)
        console.say(f"{number} rows in {to}; reports by source in {beside}; columns explained and checksums beside each")
    if panel.undated:
        console.say(f"Not in the panel: {panel.undated} entries between two states whose date lies in no one {by.value}.")
