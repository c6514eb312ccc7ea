"""The queue of what nobody decided on, and what it says of an event, on either database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from fakes.making import pipeline
from legation.pipeline import document_of
from legation.recording import corrections, reviewing
from legation.recording.audit import Decision
from legation.recording.coded import Coded, SourcePosition
from legation.recording.finding import Query
from legation.recording.record import Record

ANNE = Decision("Anne", "the report says so", "2024-05-03T10:00:00+00:00")
REPORTS = {"a": "France met Mali on 2024-01-03. Russia thanked Cuba.", "b": "Russia bombed Mali."}
CERTAIN = {"a": (0.9, 0.2), "b": (0.5,)}


@pytest.fixture
def record(place: str) -> Iterator[Record]:
    """Three events of different certainty in two reports, and a teaser's."""
    with Record.open(place, create=True) as made:
        for n, (name, text) in enumerate(REPORTS.items()):
            coded = pipeline().attempt(replace(document_of(text), id=name))
            assert isinstance(coded, Coded)
            events = tuple(replace(e, confidence=c) for e, c in zip(coded.coding.events, CERTAIN[name], strict=True))
            made.add(replace(coded, coding=replace(coded.coding, events=events)), SourcePosition("test", n))
        teaser = pipeline().attempt(replace(document_of("Cuba thanked Russia."), id="t"))
        assert isinstance(teaser, Coded)
        events = tuple(replace(e, role="teaser", confidence=0.1) for e in teaser.coding.events)
        made.add(replace(teaser, coding=replace(teaser.coding, events=events)), SourcePosition("test", 9))
        yield made


def queue(record: Record, query: Query | None = None) -> list[str]:
    """The verbs of the queue's events, in its order."""
    found: list[str] = []
    event_id = reviewing.beside(record, query or Query())
    while event_id:
        standing = reviewing.standing(record, event_id)
        assert standing is not None
        found.append(standing.body["anchor"]["text"])
        event_id = reviewing.beside(record, query or Query(), event_id)
    return found


def test_the_least_certain_comes_first(record: Record) -> None:
    """Other stories' leads are not in it; a filter narrows it."""
    assert queue(record) == ["thanked", "bombed", "met"]
    assert reviewing.left(record, Query()) == (3, False)
    assert queue(record, Query(actor="RUS", type="SUPPORT")) == ["thanked"]
    assert queue(record, Query(since="2024-01")) == ["met"]


def test_what_is_decided_leaves_the_queue(record: Record) -> None:
    """Its neighbours are found from where it stood; undone, it comes back."""
    event_id = reviewing.beside(record, Query()) or ""
    second = reviewing.beside(record, Query(), event_id) or ""
    corrections.reject(record, second, ANNE)
    assert queue(record) == ["thanked", "met"]
    assert reviewing.beside(record, Query(), second, "back") == event_id
    corrections.undo(record, second, ANNE)
    assert queue(record) == ["thanked", "bombed", "met"]
    assert reviewing.beside(record, Query(), event_id, "back") is None


def test_it_says_how_an_event_stands(record: Record) -> None:
    """Whose word stands and why; a rejected event is still shown, and its report."""
    event_id = reviewing.beside(record, Query()) or ""
    corrections.correct(record, event_id, {"status": "denied"}, replace(ANNE, person="Ben"))
    corrections.reject(record, event_id, ANNE)
    found = reviewing.standing(record, event_id)
    assert found is not None
    assert (found.state, found.by, found.why, found.read, found.report["id"]) == ("rejected", "Anne", ANNE.why, False, "a")
    assert [row["action"] for row in found.decisions] == ["correct", "reject"]
    assert reviewing.standing(record, "nobody") is None


def test_decisions_of_a_day_are_counted(record: Record) -> None:
    """An event once, what was undone not; the last that stands can be named."""
    event_id = reviewing.beside(record, Query()) or ""
    other = reviewing.beside(record, Query(), event_id) or ""
    corrections.accept(record, event_id, ANNE)
    corrections.correct(record, event_id, {"status": "denied"}, ANNE)
    corrections.accept(record, other, ANNE)
    corrections.undo(record, other, ANNE)
    assert (reviewing.decided_since(record, "2024-05-03"), reviewing.decided_since(record, "2024-05-04")) == (1, 0)
    last = reviewing.last_decision(record, "Anne")
    assert last is not None
    assert (last["event_id"], last["action"]) == (event_id, "correct")
    assert reviewing.last_decision(record, "Ben") is None
