"""The record's ships have their calls, its tours their stops, each with the events that tell it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from legation.config import Settings
from legation.document import PublicationDate
from legation.pipeline import Pipeline, document_of
from legation.recording.coded import Coded, SourcePosition
from legation.recording.finding import show
from legation.recording.record import Record
from legation.recording.touring import tours
from legation.recording.voyages import vessels

TEXTS = {
    "a": "The Russian spy ship Viktor Leonov (SSV-175) docked in Havana on Monday.",
    "b": "The Viktor Leonov left Havana on Wednesday. The Russian tanker Akademik Pashin docked in Algiers on Tuesday.",
    "c": "A French frigate docked in Haifa on Monday.",
    "d": "The Greek president visited Jordan on Monday during a tour. He will visit Egypt on Thursday.",
    "e": "Turkish Foreign Minister Hakan Fidan visited Qatar on Monday and Oman on Tuesday during a tour.",
    "f": "Turkish Foreign Minister Hakan Fidan visited Qatar on Monday during a tour. He will visit Kuwait on Friday.",
}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    """A record of reports with ships and tours, coded by what ships."""
    book, pipeline = Record.open(str(tmp_path_factory.mktemp("v") / "r.db"), create=True), Pipeline(Settings())
    for n, (name, text) in enumerate(TEXTS.items()):
        made = pipeline.attempt(replace(document_of(text, date=date(2026, 5, 20)), id=name, date=PublicationDate(date(2026, 5, 20), "given")))
        assert isinstance(made, Coded)
        book.add(made, SourcePosition("test", n))
    return book


def test_ships_stand_by_name(record: Record) -> None:
    """Named ships first, each once, then those without a name."""
    assert [(r["name"], r["vessel_type"], r["flag"]) for r in vessels(record)] == [
        ("Akademik Pashin", "tanker", "RUS"),
        ("Viktor Leonov", "spy ship", "RUS"),
        (None, "frigate", "FRA"),
    ]


def test_a_call_is_put_together(record: Record) -> None:
    """The arrival of one report and the leaving of another are one call, with both events as evidence."""
    (ship,) = vessels(record, "leonov")
    (call,) = ship["calls"]
    assert (call["port"], call["locode"], call["state"]) == ("Havana", "CUHAV", "CUB")
    assert (call["arrival"], call["leaving"]) == ("2026-05-18", "2026-05-20")
    assert len(call["event_ids"]) == 2
    assert all(show(record, i) for i in call["event_ids"])


@pytest.mark.parametrize(("who", "number"), [("RUS", 2), ("Russia", 2), ("FRA", 1), ("SSV-175", 1), ("pashin", 1), ("Nobody", 0), ("%", 0)])
def test_ships_are_asked_for(record: Record, who: str, number: int) -> None:
    """By flag, state's name, hull number or part of a name."""
    assert len(vessels(record, who)) == number


def test_a_ship_tells_whom_it_serves(record: Record) -> None:
    """The service is the navy of the flag, or that it is a merchant."""
    assert [r["service"] for r in vessels(record)] == ["merchant", "Russian Navy", "French Navy"]


def test_tours_have_their_stops_in_order(record: Record) -> None:
    """Each stop with its host, day and status."""
    (tour,) = tours(record, "GRC")
    assert [(s["state"], s["date"], s["status"]) for s in tour["stops"]] == [("JOR", "2026-05-18", "occurred"), ("EGY", "2026-05-21", "planned")]


def test_reports_of_one_tour_are_one(record: Record) -> None:
    """Two reports of one traveller that share a host are one tour, whose shared stop has both events."""
    (tour,) = tours(record, "Fidan")
    assert [(s["state"], s["date"], len(s["event_ids"])) for s in tour["stops"]] == [
        ("QAT", "2026-05-18", 2),
        ("OMN", "2026-05-19", 1),
        ("KWT", "2026-05-22", 1),
    ]
    assert len(tour["tour_ids"]) == 2


@pytest.mark.parametrize(("who", "found"), [("GRC", True), ("EGY", True), ("FRA", False)])
def test_tours_are_asked_for(record: Record, who: str, *, found: bool) -> None:
    """By the state of the traveller or of a host."""
    assert bool(tours(record, who)) is found
