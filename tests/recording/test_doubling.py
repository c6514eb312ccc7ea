"""Double coding in the record: drawn by a seed, blind, final once done, and settled as persons' decisions, on either database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from fakes.making import pipeline
from legation.errors import InputError
from legation.pipeline import document_of
from legation.recording import corrections, doubling
from legation.recording.adjudicating import lay
from legation.recording.audit import Decision, log
from legation.recording.backup import back_up
from legation.recording.coded import Coded, SourcePosition
from legation.recording.corrections import event_from
from legation.recording.doubling import Drawing
from legation.recording.finding import Query, show
from legation.recording.record import Record

ANNE, BO, CY = (Decision(name, "coded", "2024-05-03T10:00:00+00:00") for name in ("Anne", "Bo", "Cy"))
PAIR = ("Anne", "Bo")


@pytest.fixture
def record(place: str) -> Iterator[Record]:
    """Six reports, one of them without an event."""
    with Record.open(place, create=True) as made:
        for n in range(1, 7):
            text = "Nothing was told." if n == 6 else f"France met Mali on 2024-{n:02}-03."
            coded = pipeline().attempt(replace(document_of(text), id=str(n)))
            assert isinstance(coded, Coded)
            made.add(coded, SourcePosition("test", n))
        yield made


def told(record: Record, name: str, type_: str = "CONSULT") -> dict[str, Any]:
    """An event of a report, by its second word."""
    report: Any = show(record, name)
    given = {"type": type_, "anchor": [7, 10], "sentence": [0, 30], "actors": ["FRA"], "recipients": ["MLI"]}
    return event_from(name, report["document"]["text"], given)


def begun(record: Record, names: tuple[str, ...] = ("1",), **more: Any) -> int:
    """A double coding of chosen reports."""
    return doubling.create(record, "Round", PAIR, Drawing(names), CY, **more)


def read(record: Record, name: str) -> list[str]:
    """The types that are read in a report."""
    found: Any = show(record, name)
    return [event["type"] for event in found["events"]]


def test_a_seed_draws_the_same_reports(record: Record) -> None:
    """Of all where nothing narrows them, those without an event too; else of those with one that answers."""
    first, again = (doubling.create(record, "Round", PAIR, Drawing(size=4, seed=3), CY) for _ in range(2))
    found = [doubling.double_of(record, key) for key in (first, again)]
    assert found[0] is not None
    assert found[1] is not None
    assert [one.document_id for one in found[0].reports] == [one.document_id for one in found[1].reports]
    assert found[0].drawn_from == 6
    narrowed = doubling.double_of(record, doubling.create(record, "Late", PAIR, Drawing(query=Query(since="2024-04"), size=9), CY))
    assert narrowed is not None
    assert (sorted(one.document_id for one in narrowed.reports), narrowed.filters) == (["4", "5"], {"since": "2024-04"})


def test_what_another_marked_is_seen_when_both_are_done(record: Record) -> None:
    """By a coder who is done, by one who is none; not by one who still codes."""
    key = doubling.create(record, "Round", ("Anne", "Bo", "Cy"), Drawing(("1", "2")), ANNE)
    for who in (ANNE, BO):
        doubling.mark(record, key, 1, told(record, "1"), who)
    assert [mark.coder for mark in doubling.own_marks(record, key, 1, "Anne")] == ["Anne"]
    doubling.finish(record, key, 1, [(0, 30)], ANNE)
    assert seen(record, key, "Anne") == {}
    doubling.finish(record, key, 1, [], BO)
    doubling.mark(record, key, 1, told(record, "1", "THREATEN"), CY)
    assert seen(record, key, "Anne") == seen(record, key, "Dee") == {1: ["Anne", "Bo"]}
    assert seen(record, key, "Cy") == {}


def seen(record: Record, key: int, viewer: str) -> dict[int, list[str]]:
    """Whose marks a person sees, by report."""
    double = doubling.double_of(record, key)
    assert double is not None
    return {at: [mark.coder for mark in marks] for at, marks in doubling.shown_marks(record, double, viewer).items()}


def test_a_report_that_is_done_stays_as_it_is(record: Record) -> None:
    """Before that, marks are replaced and taken away by their coder only."""
    key = begun(record)
    number = doubling.mark(record, key, 1, told(record, "1"), ANNE)
    with pytest.raises(InputError, match="already"):
        doubling.mark(record, key, 1, told(record, "1"), ANNE)
    with pytest.raises(InputError, match="no such mark"):
        doubling.unmark(record, key, 1, number, BO)
    number = doubling.mark(record, key, 1, told(record, "1", "THREATEN"), ANNE, replaces=number)
    assert [mark.body["type"] for mark in doubling.own_marks(record, key, 1, "Anne")] == ["THREATEN"]
    doubling.finish(record, key, 1, [(0, 30)], ANNE)
    for change in (lambda: doubling.unmark(record, key, 1, number, ANNE), lambda: doubling.finish(record, key, 1, [], ANNE)):
        with pytest.raises(InputError, match="nothing of it changes"):
            change()
    with pytest.raises(InputError, match="no coder"):
        doubling.finish(record, key, 1, [], CY)
    with pytest.raises(InputError, match="no report 2"):
        doubling.finish(record, key, 2, [], ANNE)
    assert "double coding done" in [line["action"] for line in log(record, str(key))]


def test_coders_may_begin_with_the_events_of_the_record(record: Record) -> None:
    """Each with their own copy."""
    key = begun(record, start=True)
    assert [len(doubling.own_marks(record, key, 1, coder)) for coder in (*PAIR, "Cy")] == [1, 1, 0]
    doubling.unmark(record, key, 1, doubling.own_marks(record, key, 1, "Bo")[0].key, BO)
    assert [len(doubling.own_marks(record, key, 1, coder)) for coder in PAIR] == [1, 0]


def test_what_is_settled_is_a_persons_decision(record: Record) -> None:
    """The same event is accepted or corrected, another added and the one of the same words rejected; all of it can be undone."""
    machine: Any = show(record, "1")
    same, other = told(record, "1"), told(record, "1", "THREATEN")
    assert machine["events"][0]["event_id"] == same["event_id"]
    lay(record, "1", [other], [same, other], CY)
    assert read(record, "1") == ["THREATEN"]
    lay(record, "1", [same], [same, other], CY)
    assert read(record, "1") == ["CONSULT"]
    lay(record, "1", [], [same, other], CY)
    assert read(record, "1") == []
    corrections.undo(record, same["event_id"], CY)
    assert read(record, "1") == ["CONSULT"]
    assert {step["person"] for step in corrections.history(record, same["event_id"])} == {"Cy"}


def test_decisions_are_kept_and_replaced(record: Record, tmp_path: object) -> None:
    """The last holds; a backup has them, from either database."""
    key = begun(record, ("1", "2"))
    doubling.settle(record, key, 1, "4", "Anne", [told(record, "1")], CY)
    doubling.settle(record, key, 1, "4", "neither", [], BO)
    assert {at: (one.choice, one.person, one.bodies) for at, one in doubling.settled(record, key).items()} == {(1, "4"): ("neither", "Bo", ())}
    back_up(record, f"{tmp_path}/copy.db")
    with Record.open(f"{tmp_path}/copy.db") as copy:
        assert doubling.double_of(copy, key) == doubling.double_of(record, key)
        assert doubling.settled(copy, key) == doubling.settled(record, key)


@pytest.mark.parametrize(
    ("name", "coders", "drawing", "fault"),
    [
        (" ", PAIR, Drawing(("1",)), "name"),
        ("x", ("Anne", " Anne "), Drawing(("1",)), "coders"),
        ("x", ("Anne", "both"), Drawing(("1",)), "coders"),
        ("x", PAIR, Drawing(("9",)), "reports"),
        ("x", PAIR, Drawing(size=0), "size"),
        ("x", PAIR, Drawing(seed=-1), "seed"),
        ("x", PAIR, Drawing(query=Query(actor="CHN")), "filters"),
    ],
)
def test_what_makes_no_double_coding_is_refused(record: Record, name: str, coders: tuple[str, ...], drawing: Drawing, fault: str) -> None:
    """In words that begin with the field."""
    with pytest.raises(InputError, match=f"^{fault}: "):
        doubling.create(record, name, coders, drawing, CY)
    assert doubling.all_doubles(record) == []
