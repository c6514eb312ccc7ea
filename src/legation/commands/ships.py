"""What is asked of the record about journeys: vessels with their port calls, tours with their stops."""

from __future__ import annotations

from typing import Annotated

import typer

from legation import console
from legation.commands.options import AsTable, Including, RecordPath, pipeline_of, record_of

Limit = Annotated[int | None, typer.Option(min=1, help="At most so many; all unless told.", show_default=False)]


def vessels_command(
    who: Annotated[str | None, typer.Argument(metavar="NAME|FLAG", help="Part of a ship's name, its hull number, or a state's code or name.")] = None,
    limit: Limit = None,
    include: Including = None,
    record: RecordPath = None,
    table: AsTable = False,
) -> None:
    """Ships of the record: name, hull number, type, flag, service, and their port calls with UN/LOCODE, arrival and leaving."""
    from legation.desk import journeys
    from legation.recording.voyages import vessels

    with record_of(pipeline_of(record=record)) as book:
        rows = vessels(book, who, teasers=bool(include), limit=limit)
    if console.wants_table(table):
        console.show(journeys.vessel_table(rows))
        console.say(f"{len(rows)} vessels")
        return
    for row in rows:
        console.print_line(row)


def tours_command(
    who: Annotated[
        str | None, typer.Argument(metavar="NAME|STATE", help="Part of the traveller's name, or the code of his state or of a host.")
    ] = None,
    limit: Limit = None,
    include: Including = None,
    record: RecordPath = None,
    table: AsTable = False,
) -> None:
    """Tours of the record, the latest first, with their stops in order: who, where, when, and the events that tell it."""
    from legation.desk import journeys
    from legation.recording.touring import tours

    with record_of(pipeline_of(record=record)) as book:
        rows = tours(book, who, teasers=bool(include), limit=limit)
    if console.wants_table(table):
        console.show(journeys.tour_table(rows))
        console.say(f"{len(rows)} tours")
        return
    for row in rows:
        console.print_line(row)
