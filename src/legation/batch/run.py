"""Reads sources into a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from legation.batch.pool import Done, code, work
from legation.batch.tally import Tally
from legation.document import Document, value_or_none
from legation.errors import Failure
from legation.pipeline import Pipeline
from legation.recording.coded import Coded, SourcePosition
from legation.recording.record import Record


def read_into(
    record: Record,
    items: Iterable[Document | Failure],
    pipeline: Pipeline,
    *,
    tally: Tally | None = None,
    each: Callable[[object], None] = lambda _made: None,
) -> Tally:
    """Codes what the record does not know yet and stores it, one transaction each; says what became of every input.

    `each` is called after every input is stored, with what was made of it: a Coded, a Failure, or None for a duplicate.
    """
    tally = tally or Tally()
    at: SourcePosition | None = None
    for done in work(items, pipeline, code, wanted=lambda document: not record.knows(document, pipeline.version)):
        at = SourcePosition(done.item.origin, at.index + 1 if at and at.origin == done.item.origin else 0)
        _store(record, done, at, tally)
        each(done.item if isinstance(done.item, Failure) else done.made)
    return tally


def _store(record: Record, done: Done, at: SourcePosition, tally: Tally) -> None:
    failure = next((x for x in (done.item, done.made) if isinstance(x, Failure)), None)
    if failure is not None:
        record.add_failure(failure, at)
        tally.add("failed", detail=failure.reason)
    elif isinstance(done.made, Coded):
        outcome = record.add(done.made, at)
        found = done.made.coding.events if outcome == "coded" else ()
        language = value_or_none(done.made.document.language) or ""
        tally.add(outcome, detail=language, events=sum(event.role != "teaser" for event in found))
    else:
        assert isinstance(done.item, Document)  # else it were a failure
        record.add_duplicate(done.item, at)
        tally.add("duplicate")
