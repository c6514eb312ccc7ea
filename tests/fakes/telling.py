"""Puts events into a record as a test needs them: those of the fakes, changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from fakes.making import pipeline
from legation.document import PublicationDate
from legation.event import Event
from legation.pipeline import document_of
from legation.recording.coded import Coded, SourcePosition
from legation.recording.record import Record


def tell(book: Record, text: str, name: str, *, day: date | None = None, publisher: str | None = None, **given: object) -> tuple[Event, ...]:
    """Adds a report whose events of the fakes have `given` in the place of what they had."""
    document = replace(document_of(text), id=name)
    if publisher:
        document = replace(document, publisher=publisher)
    if day:
        document = replace(document, date=PublicationDate(day, "given"))
    made = pipeline().attempt(document)
    assert isinstance(made, Coded)
    events = tuple(replace(event, **given) for event in made.coding.events)  # type: ignore[arg-type]
    book.add(replace(made, coding=replace(made.coding, events=events)), SourcePosition(name, 0))
    return events
