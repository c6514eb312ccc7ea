"""What keeps nothing: text, mentions, code, statements, relate."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from legation import console
from legation.commands.options import AsTable, Day, Including, MinimumConfidence, Sources, Workers, pipeline_of, reading


def text_command(sources: Sources, day: Day = None, table: AsTable = False) -> None:
    """The clean article of each report, one JSON line per input."""
    from legation.batch.tally import Tally
    from legation.desk import terminal
    from legation.document import Document

    tally = Tally()
    for item in reading(pipeline_of(), sources, day):
        console.count(tally, item)
        if console.wants_table(table) and isinstance(item, Document):
            console.show(terminal.article(item.to_dict()))
        elif not console.wants_table(table):
            console.print_line(item.to_dict())
    console.finish(tally)


def mentions_command(sources: Sources, day: Day = None, table: AsTable = False, workers: Workers = None) -> None:
    """Everybody, every place, time and ship that each report names, one JSON line per input."""
    from legation.batch.pool import mentions, work
    from legation.batch.tally import Tally
    from legation.desk import terminal
    from legation.errors import Failure

    tally, pipeline = Tally(), pipeline_of(workers=workers)
    for done in work(reading(pipeline, sources, day), pipeline, mentions):
        made: Any = done.item if isinstance(done.item, Failure) else done.made
        console.count(tally, made)
        if not console.wants_table(table):
            console.print_line(made.to_dict() if isinstance(made, Failure) else made)
        elif not isinstance(made, Failure):
            console.show(terminal.mention_table(made))
    console.finish(tally)


def code_command(
    sources: Sources,
    day: Day = None,
    table: AsTable = False,
    include: Including = None,
    minimum_confidence: MinimumConfidence = None,
    explain: Annotated[bool, typer.Option("--explain", help="Also what was considered and not coded, and why.")] = False,
    workers: Workers = None,
) -> None:
    """The events of each report, one JSON line per event; nothing is kept."""
    from legation.batch.pool import code, work
    from legation.batch.tally import Tally
    from legation.desk import terminal
    from legation.errors import Failure

    tally, pipeline = Tally(), pipeline_of(workers=workers, minimum_confidence=minimum_confidence)
    rows: list[dict[str, Any]] = []
    left: list[tuple[str, dict[str, Any]]] = []
    for done in work(reading(pipeline, sources, day), pipeline, code):
        made: Any = done.item if isinstance(done.item, Failure) else done.made
        found = [] if isinstance(made, Failure) else [e.to_dict() for e in made.coding.events if e.role != "teaser" or include]
        dropped = [d.to_dict() for d in made.coding.dropped] if explain and not isinstance(made, Failure) else []
        console.count(tally, made, events=sum(e["role"] != "teaser" for e in found))
        if console.wants_table(table):
            rows += found
            left += [(made.document.text, row) for row in dropped]
            continue
        for row in found + [{"document_id": made.document.id, "dropped": row} for row in dropped]:
            console.print_line(row)
    if console.wants_table(table):
        console.show(terminal.event_table(rows))
    if left:
        console.show(terminal.dropped_table(left))
    console.finish(tally)


def statements_command(sources: Sources, day: Day = None, table: AsTable = False, workers: Workers = None) -> None:
    """What each report has people say about states where saying it is no act, one JSON line per statement; nothing is kept."""
    from legation.batch.pool import code, work
    from legation.batch.tally import Tally
    from legation.desk import terminal
    from legation.errors import Failure

    tally, pipeline = Tally(), pipeline_of(workers=workers)
    rows: list[dict[str, Any]] = []
    for done in work(reading(pipeline, sources, day), pipeline, code):
        made: Any = done.item if isinstance(done.item, Failure) else done.made
        found = [] if isinstance(made, Failure) else [s.to_dict() for s in made.coding.statements]
        console.count(tally, made)
        if console.wants_table(table):
            rows += found
        else:
            for statement in found:
                console.print_line(statement)
    if console.wants_table(table):
        console.show(terminal.statement_table(rows))
    console.finish(tally)


def relate_command(
    file: Annotated[str, typer.Argument(help='Lines of {"id", "text", "actor": {"start", "end"}, "recipient": {"start", "end"}}.')] = "-",
    workers: Workers = None,
) -> None:
    """What the marked actor does to the marked recipient of each line: type, quad, status and the probability of each type."""
    from legation.batch.pool import relations, work
    from legation.batch.tally import Tally
    from legation.errors import Failure
    from legation.reading.questions import open_questions

    tally, pipeline = Tally(), pipeline_of(workers=workers)
    with open_questions(file) as questions:
        for done in work(console.advancing(questions), pipeline, relations):
            made: Any = done.item if isinstance(done.item, Failure) else done.made
            console.count(tally, made)
            console.print_line(made.to_dict() if isinstance(made, Failure) else made)
    console.finish(tally)
