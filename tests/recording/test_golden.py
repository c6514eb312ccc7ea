"""Decisions as gold that the evaluation reads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.making import pipeline
from legation.evaluation.gold import read_gold
from legation.pipeline import document_of
from legation.recording import corrections
from legation.recording.audit import Decision
from legation.recording.coded import Coded, SourcePosition
from legation.recording.finding import show
from legation.recording.golden import gold_rows, quoted
from legation.recording.record import Record

ANNE = Decision("Anne", "the report says so", "2024-05-03T10:00:00+00:00")
TEXT = "France met Mali. Russia thanked Cuba. France met Mali. Russia bombed Mali."


@pytest.fixture
def record(place: str) -> Iterator[Record]:
    """A report of four acts, of which one sentence stands twice."""
    with Record.open(place, create=True) as made:
        coded = pipeline().attempt(replace(document_of(TEXT), id="a"))
        assert isinstance(coded, Coded)
        made.add(coded, SourcePosition("test", 0))
        yield made


def events(record: Record) -> list[str]:
    """The report's events in the order of its text."""
    found = show(record, "a")
    assert found is not None
    return [e["event_id"] for e in sorted(found["events"], key=lambda e: e["anchor"]["start"])]  # type: ignore[index,attr-defined]


def test_decisions_are_gold(record: Record, tmp_path: Path) -> None:
    """Accepted, corrected and added events; a rejected one and one that nobody decided on are not; the evaluation's reader takes them."""
    first, second, third, fourth = events(record)
    corrections.correct(record, third, {"status": "denied", "date": "2024-05"}, ANNE)
    corrections.accept(record, second, ANNE)
    corrections.reject(record, first, ANNE)
    corrections.add(record, "a", {"type": "ACCUSE", "anchor": [69, 73], "sentence": [55, 74], "actors": ["RUS"], "recipients": ["MLI"]}, ANNE)
    rows = list(gold_rows(record))
    assert [(e["type"], e["status"], e["review"]) for e in rows[0]["events"]] == [
        ("SUPPORT", "occurred", "accepted"), ("CONSULT", "denied", "corrected"), ("ACCUSE", "occurred", "added"),
    ]  # fmt: skip
    assert rows[0]["undecided"] == 1
    (tmp_path / "gold.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    story = read_gold(tmp_path / "gold.jsonl").stories[0]
    assert [(e.anchor.start, e.actors, e.recipients, e.interstate) for e in story.events] == [
        (24, {"RUS"}, {"CUB"}, True), (45, {"FRA"}, {"MLI"}, True), (69, {"RUS"}, {"MLI"}, True),
    ]  # fmt: skip
    assert list(gold_rows(record, whole=True)) == []
    corrections.reject(record, fourth, ANNE)
    assert len(list(gold_rows(record, whole=True))) == 1


@given(st.text("ab ", min_size=4, max_size=40), st.data())
def test_a_quote_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    """By looking for its first occurrence, whatever stands before it."""
    start = data.draw(st.integers(0, len(text) - 2))
    end = data.draw(st.integers(start + 1, len(text)))
    first, last = data.draw(st.integers(0, start)), data.draw(st.integers(end, len(text)))
    quote, anchor = quoted(text, {"start": first, "end": last}, {"start": start, "end": end})
    at = text.index(quote) + quote.index(anchor)
    assert at <= start
    assert at + len(anchor) == end
