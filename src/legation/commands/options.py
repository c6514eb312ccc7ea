"""Options that several commands share, and what every command opens: the pipeline, the record, the sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from legation import console

if TYPE_CHECKING:
    from legation.pipeline import Pipeline
    from legation.recording.record import Record


class Include(StrEnum):
    """What is left out unless asked for."""

    teasers = "teasers"


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise typer.BadParameter(f"{value!r} is no day. Write it as 2024-05-03.") from error


def _chance(value: str) -> float:
    try:
        chance = float(value)
    except ValueError:
        chance = -1.0
    if not 0 <= chance <= 1:
        raise typer.BadParameter(f"{value!r} is no number from 0 to 1. Write it as 0.5.")
    return chance


Sources = Annotated[list[str], typer.Argument(help="Files, folders, globs or addresses; - is standard input.", show_default=False)]
Day = Annotated[date | None, typer.Option("--date", parser=_day, metavar="DAY", help="Publication day of what has none.")]
AsTable = Annotated[bool, typer.Option("--table", help="A table instead of JSONL; the rule on a terminal.")]
Including = Annotated[list[Include] | None, typer.Option("--include", help="Also leads: events of other stories' teasers.")]
MinimumConfidence = Annotated[
    float | None, typer.Option(parser=_chance, metavar="X", help="Leaves out events whose confidence is below X, from 0 to 1.", show_default=False)
]
RecordPath = Annotated[str | None, typer.Option("--record", metavar="PATH", help="The record; legation.db here unless told.", show_default=False)]
Workers = Annotated[int | None, typer.Option("--workers", min=1, max=512, help="Processes that code.", show_default=False)]


def pipeline_of(**given: object) -> Pipeline:
    """The pipeline from the settings of this folder, with what is `given` over them."""
    from legation.pipeline import load

    return load(**given)


@contextmanager
def record_of(pipeline: Pipeline, *, create: bool = False) -> Iterator[Record]:
    """The record of the settings, open within."""
    from legation.recording.record import Record

    with Record.open(
        pipeline.settings.record, create=create, busy_seconds=pipeline.settings.busy_seconds, own_outlets=pipeline.settings.outlets
    ) as record:
        yield record


def reading(pipeline: Pipeline, sources: list[str], day: date | None) -> Iterator[Any]:
    """Documents and failures of the sources, with progress on a terminal's standard error after a second."""
    reader = pipeline.reader(default_date=day)  # a fault of the set-up shows before anything is made
    return console.advancing(reader.read(sources))


def edge(value: str | None) -> str | None:
    """The end of a stretch of days as typed; a fault of usage where it is no day, month or year."""
    if value is not None and not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", value):
        raise typer.BadParameter(f"{value!r} is no day, month or year. Write it as 2024-05-03, 2024-05 or 2024.")
    return value
