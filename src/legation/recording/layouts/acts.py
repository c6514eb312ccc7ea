"""Acts as they stream out of the record: each telling by itself, or the tellings of an entry together."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from legation.recording.finding import entry_id_of, entry_of
from legation.recording.opening import faults_named
from legation.recording.record import Record
from legation.recording.searching import Query, search
from legation.recording.tables import documents, events

Fields = dict[str, Any]
"""An event, participant, place ... as DESIGN.md section 4 has it."""

ROWS_AT_ONCE = 2000
DAYS = 7
"""A date of more days than these gives no day to a layout that knows days only."""

_SENTENCE_END = re.compile(r"[.!?][\"'\u201d\u2019)\]]*\s+|\n+\s*")


@dataclass(frozen=True, slots=True)
class Telling:
    """An event with its report: `event` as printed, `row` its first and last day, its entry's id, and the report's columns."""

    event: Fields
    row: Any

    @property
    def sentence_number(self) -> int:
        """The number of its sentence in the report, from 1, counted by end marks and line ends. Needs the report's text."""
        return 1 + sum(1 for found in _SENTENCE_END.finditer(self.row.text) if found.end() <= self.event["sentence"]["start"])

    @property
    def source(self) -> str:
        """The publisher, else the file or address that the report was read from."""
        return str(self.row.publisher or self.row.origin)


@dataclass(frozen=True, slots=True)
class Act:
    """What one or several rows of a layout are about: a telling alone, or (`entry`) an entry with all its tellings, the most certain first."""

    tellings: tuple[Telling, ...]
    entry: bool

    @property
    def identifier(self) -> str:
        """The entry's id, or the telling's own."""
        return str(self.row.entry_id if self.entry else self.event["event_id"])

    @property
    def event(self) -> Fields:
        """The most certain telling's event."""
        return self.tellings[0].event

    @property
    def row(self) -> Any:
        """The most certain telling's report and days."""
        return self.tellings[0].row

    @property
    def days(self) -> tuple[str | None, str | None]:
        """First and last ISO day; None where unknown or open."""
        return self.row.first_day, self.row.last_day

    @property
    def day(self) -> date | None:
        """The day of the act: the first, where the date is a day or at most a week long; a month or year gives none."""
        first, last = self.days
        if first is None or last is None:
            return None
        begun = date.fromisoformat(first)
        return begun if (date.fromisoformat(last) - begun).days < DAYS else None

    @property
    def published(self) -> str | None:
        """The earliest publication day among its reports; None where none is known."""
        return min((t.row.date for t in self.tellings if t.row.date), default=None)

    @property
    def sources(self) -> list[str]:
        """Who published it, each once."""
        return sorted({t.source for t in self.tellings})

    @property
    def reports(self) -> list[str]:
        """Identifiers of its reports, each once."""
        return sorted({t.event["document_id"] for t in self.tellings})


def acts(record: Record, query: Query, *, entries: bool = False, text: bool = False) -> Iterator[Act]:
    """The acts that the query holds for, streamed.

    Each telling by itself in the order of its report's id and its own; or, with `entries`, the matching tellings of each entry together.
    `text`: with the reports' texts.
    """
    with faults_named(record.path), record.engine.connect() as connection:
        found = _select(text).where(*search(connection, query).conditions())
        if entries:
            found = found.where(events.c.current).order_by(entry_of(), events.c.confidence.desc(), events.c.event_id)
        else:
            found = found.order_by(documents.c.id, events.c.key)
        rows = connection.execute(found.execution_options(yield_per=ROWS_AT_ONCE))
        for _, group in groupby(rows, key=lambda row: row.entry if entries else row.key):
            yield Act(tuple(Telling(json.loads(row.body), row) for row in group), entries)


def _select(text: bool) -> Select[Any]:
    report: list[ColumnElement[Any]] = [documents.c[name] for name in ("title", "date", "date_basis", "language", "url", "publisher", "origin")]
    report.append(func.length(documents.c.text).label("length"))
    if text:
        report.append(documents.c.text)
    told = select(
        events.c.key, events.c.body, events.c.first_day, events.c.last_day, entry_of().label("entry"), entry_id_of().label("entry_id"), *report
    )
    return told.join_from(events, documents, events.c.document == documents.c.key)
