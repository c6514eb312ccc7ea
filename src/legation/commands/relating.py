"""What is asked of a pair of states: relations."""

from __future__ import annotations

from typing import Annotated

import typer

from legation import console
from legation.commands.options import AsTable, RecordPath, edge, pipeline_of, record_of


def relations_command(  # noqa: PLR0913, PLR0917 - one parameter per choice
    one: Annotated[str, typer.Argument(metavar="A", help="A state or organisation, by code or name.", show_default=False)],
    other: Annotated[str, typer.Argument(metavar="B", help="Another.", show_default=False)],
    since: Annotated[str | None, typer.Option(metavar="DAY", help="On or after this day, month or year.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="On or before this day, month or year.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="Entries of each sort.")] = 10,
    chart: Annotated[str | None, typer.Option(metavar="FILE", help="Draws the timeline into a .svg or .png.", show_default=False)] = None,
    record: RecordPath = None,
    table: AsTable = False,
) -> None:
    """What two states have to do with each other: by month, by type and status, what is planned, agreements, visits, port calls, the latest."""
    from legation.desk.pairs import pair_view
    from legation.desk.timeline import write_chart
    from legation.recording.relating import relations, state_of

    pair = (state_of(one), state_of(other))
    if pair[0] == pair[1]:
        raise typer.BadParameter(f"{one} and {other} are one state. Name two.")
    with record_of(pipeline_of(record=record)) as book:
        found = relations(book, pair, since=edge(since), until=edge(until), limit=limit)
    if chart:
        write_chart(found, chart)
        console.say(f"The timeline is in {chart}")
    if console.wants_table(table):
        console.show(pair_view(found))
    else:
        console.print_line(found)
