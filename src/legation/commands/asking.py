"""What is asked of the record: find, show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from legation import console
from legation.commands.options import AsTable, Including, RecordPath, edge, pipeline_of, record_of


def find_command(  # noqa: PLR0913, PLR0917 - one parameter per filter
    actor: Annotated[str | None, typer.Option(help="Who acts: a state's code or name, or part of a person's name.")] = None,
    recipient: Annotated[str | None, typer.Option(help="Who is acted upon.")] = None,
    pair: Annotated[tuple[str, str] | None, typer.Option(metavar="A B", help="Both take part, on whichever side.")] = None,
    type_: Annotated[str | None, typer.Option("--type", help="PLOVER type, such as CONSULT.")] = None,
    kind: Annotated[str | None, typer.Option(help="Kind, such as port_call.")] = None,
    status: Annotated[str | None, typer.Option(help="occurred, planned, hypothetical or denied.")] = None,
    place: Annotated[str | None, typer.Option(help="Where: a state's code or part of a place's name.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DAY", help="On or after this day, month or year.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="On or before this day, month or year.")] = None,
    text: Annotated[str | None, typer.Option(help="Words of the sentence.")] = None,
    in_report: Annotated[bool, typer.Option("--in-report", help="--text means the whole report.")] = False,
    role: Annotated[str | None, typer.Option(help="headline, lead, body or caption.")] = None,
    minimum_confidence: Annotated[float, typer.Option(min=0, max=1)] = 0.0,
    limit: Annotated[int, typer.Option(min=1)] = 100,
    include: Including = None,
    record: RecordPath = None,
    table: AsTable = False,
) -> None:
    """Entries of the record, the latest act first."""
    from legation.desk import terminal
    from legation.recording.finding import Query, count, find

    query = Query(
        actor, recipient, pair, type_ and type_.upper(), kind, status, place, edge(since), edge(until), text, in_report, role,
        minimum_confidence, bool(include), limit,
    )  # fmt: skip
    with record_of(pipeline_of(record=record)) as book:
        found: Iterator[dict[str, Any]] = find(book, query)
        if not console.wants_table(table):
            for row in found:
                console.print_line(row)
            return
        rows = list(found)
        console.show(terminal.event_table(rows))
        console.say(f"{len(rows)} of {count(book, query)} entries")


def show_command(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="Of an entry, an event or a report.")], record: RecordPath = None
) -> None:
    """All of an entry or a report, with its evidence in context."""
    from legation.desk import terminal
    from legation.recording.finding import show

    with record_of(pipeline_of(record=record)) as book:
        found: dict[str, Any] | None = show(book, identifier)
    if found is None:
        console.complain(f"The record has no entry, event or report {identifier!r}. Look for one: legation find")
        raise typer.Exit(console.NOTHING_READ)
    if not console.wants_table(False):
        console.print_line(found)
        return
    if "told_by" in found:
        statuses = " → ".join(f"{step['status']} ({step['day'] or 'day unknown'})" for step in found["history"])
        console.say(f"entry {found['entry_id']}: {statuses}; told by: {found['told_by']['summary']}; {len(found['documents'])} reports")
    texts = {document["id"]: document for document in found.get("documents", [found.get("document")])}
    for event in found["events"]:
        console.show(terminal.evidence(event, texts[event["document_id"]]))
