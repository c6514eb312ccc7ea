"""An entry tells its status over time, why it is one, and every identifier that it ever had leads to it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from legation.errors import Unknown
from legation.event import Status
from legation.recording.coded import Coded, SourcePosition
from legation.recording.finding import Query, find, show
from legation.recording.record import Record
from recording.test_entries import coded


def told_as(made: Coded, status: Status, publisher: str) -> Coded:
    """The report with the status of its events, and its publisher, changed."""
    events = tuple(replace(event, status=status) for event in made.coding.events)
    return replace(made, document=replace(made.document, publisher=publisher), coding=replace(made.coding, events=events))


MADE = [
    told_as(coded("a", 0, 0), "planned", "Reuters"),
    told_as(coded("b", 1, 1), "occurred", "RFI"),
    told_as(coded("c", 0, 2), "denied", "AMAP"),
    told_as(coded("d", 1, 3), "denied", "A blog"),
]


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """One act, told four times."""
    book = Record.open(str(tmp_path / "r.db"), create=True)
    for number, made in enumerate(reversed(MADE)):
        book.add(made, SourcePosition("test", number))
    return book


def test_status_over_time(record: Record) -> None:
    """By the day of the reports, not the order they were read in."""
    (found,) = find(record, Query())
    assert (found["history"], found["told_by"], found["reports"]) == (["planned", "occurred", "denied"], "both sides and third parties", 4)
    shown = show(record, str(found["event_id"]))
    assert shown is not None
    assert [(step["status"], step["day"]) for step in shown["history"]] == [  # type: ignore[attr-defined]
        ("planned", "2024-01-03"), ("occurred", "2024-01-04"), ("denied", "2024-01-05"),
    ]  # fmt: skip
    sides = {row["document_id"]: row["side"] for row in shown["told_by"]["reports"]}  # type: ignore[index]
    assert sides == {"a": "third", "b": "actor", "c": "recipient", "d": "unknown"}


def test_every_join_says_why(record: Record) -> None:
    """All events but the first have their likeliest link, with reasons."""
    shown = show(record, MADE[0].coding.events[0].event_id)
    assert shown is not None
    assert len(shown["joined"]) == 3  # type: ignore[arg-type]
    assert all("same day" in row["because"] for row in shown["joined"])  # type: ignore[attr-defined]


def test_an_identifier_leads_to_its_entry_for_good(record: Record) -> None:
    """Also that of an event that a later coding does not find any more."""
    gone = MADE[1].coding.events[0].event_id
    record.add(replace(coded("b", 9, 1), version="2"), SourcePosition("test", 9))
    shown = show(record, gone)
    assert shown is not None
    assert sorted({event["document_id"] for event in shown["events"]}) == ["a", "c", "d"]  # type: ignore[attr-defined]
    assert show(record, "ffff") is None
    assert isinstance(MADE[0].document.url, Unknown)
