"""What fills the record: read."""

from __future__ import annotations

from typing import Any

from legation import console
from legation.commands.options import AsTable, Day, Including, MinimumConfidence, RecordPath, Sources, Workers, pipeline_of, reading, record_of

TABLE_ROWS = 40
"""Rows of the table that `read` shows at the end; `find` shows more."""


def read_command(
    sources: Sources,
    day: Day = None,
    record: RecordPath = None,
    table: AsTable = False,
    include: Including = None,
    minimum_confidence: MinimumConfidence = None,
    workers: Workers = None,
) -> None:
    """Codes reports into the record. Reading again changes nothing; a run that was cut off goes on where it stopped."""
    from legation.batch.run import read_into
    from legation.batch.tally import Tally
    from legation.desk import terminal
    from legation.errors import Failure
    from legation.recording.addresses import shown
    from legation.recording.coded import Coded

    pipeline = pipeline_of(workers=workers, record=record, minimum_confidence=minimum_confidence)
    tally, rows = Tally(), list[dict[str, Any]]()

    def note(made: object) -> None:
        if isinstance(made, Failure):
            console.tell(made, tally)
        if isinstance(made, Coded) and len(rows) <= TABLE_ROWS:
            rows.extend(e.to_dict() for e in made.coding.events if e.role != "teaser" or include)

    items = reading(pipeline, sources, day)
    with record_of(pipeline, create=True) as book:
        read_into(book, items, pipeline, tally=tally, each=note)
    if console.wants_table(table):
        console.show(terminal.event_table(rows[:TABLE_ROWS]))
        if len(rows) > TABLE_ROWS:
            console.say(f"The first {TABLE_ROWS}; all of them: legation find --record {shown(pipeline.settings.record)}")
    console.finish(tally)
