"""Arrivals, stays and leavings of one report become one port call; stops of one tour share an identifier."""

from __future__ import annotations

from datetime import date

import pytest

from legation.document import Block, Document, PublicationDate
from legation.errors import Unknown
from legation.event import Call, Event
from legation.pipeline import Pipeline
from legation.span import Span


def events(pipeline: Pipeline, text: str) -> tuple[Event, ...]:
    """The events of a report of 20 May 2026, a Wednesday."""
    day = PublicationDate(date(2026, 5, 20), "given")
    return pipeline.code(Document("x", text, (Block("body", Span(0, len(text))),), Unknown("not_stated"), day, "x", "en")).events


def ends(call: Call | None) -> tuple[str | None, str | None]:
    """Arrival and leaving of a call."""
    assert call is not None
    return call.arrival and call.arrival.value, call.leaving and call.leaving.value


@pytest.mark.parametrize(
    ("fact", "text", "expected"),
    [
        ("one clause each", "A Greek frigate docked in Haifa on Sunday and left on Tuesday.", ("2026-05-17", "2026-05-19")),
        ("a pronoun leaves", "A Greek frigate docked in Haifa on Sunday. It sailed on Tuesday.", ("2026-05-17", "2026-05-19")),
        ("a stay between days", "The Greek frigate Elli visited Haifa from May 3 to May 6.", ("2026-05-03", "2026-05-06")),
        ("until", "A Greek frigate docked in Haifa on Sunday and will stay until Friday.", ("2026-05-17", "2026-05-22")),
        ("lying there tells no arrival", "A Greek frigate was moored in Haifa on Sunday.", (None, None)),
        ("a leaving alone", "The Greek frigate Elli left Haifa on Tuesday.", (None, "2026-05-19")),
    ],
)
def test_a_call_has_its_ends(pipeline: Pipeline, fact: str, text: str, expected: tuple[str | None, str | None]) -> None:
    """One port call with the days told of its beginning and its end."""
    calls = [e for e in events(pipeline, text) if e.kind == "port_call"]
    assert len(calls) == 1, fact
    assert ends(calls[0].call) == expected


def test_a_port_has_its_locode(pipeline: Pipeline) -> None:
    """The place of a port call is the port, with its UN/LOCODE; other acts have none."""
    text = "A Greek frigate docked in Haifa on Sunday. The Greek foreign minister visited Jordan on Monday."
    places = {e.kind: e.place.place.locode for e in events(pipeline, text) if not isinstance(e.place, Unknown)}
    assert places == {"port_call": "ILHFA", "official_visit": None}


def test_a_ship_that_leaves_home_makes_no_call(pipeline: Pipeline) -> None:
    """Leaving a port of its own state is no call between states."""
    assert [e for e in events(pipeline, "The Greek frigate Elli left Piraeus on Tuesday.") if e.kind == "port_call"] == []


def test_a_number_is_no_date(pipeline: Pipeline) -> None:
    """A hull number that looks like a year dates nothing."""
    found = events(pipeline, "A Chinese frigate, hull number 2012, docked in Lagos.")
    assert [(v.hull_number, e.date.value) for e in found for v in e.vessels if not isinstance(e.date, Unknown)] == [("2012", "2026-05-20")]


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("The Greek president will visit Jordan on Monday, Egypt on Tuesday and Oman on Wednesday on a tour.", ["JOR", "EGY", "OMN"]),
        ("The Greek president visited Jordan on Monday during a tour. He arrived in Egypt on Tuesday.", ["JOR", "EGY"]),
        ("The Greek frigate Elli called at Haifa on May 3 and at Limassol on May 9 on its tour.", ["ISR", "CYP"]),
    ],
)
def test_stops_share_a_tour(pipeline: Pipeline, text: str, hosts: list[str]) -> None:
    """Each stop is an event of its own, in order, all with one identifier."""
    stops = [e for e in events(pipeline, text) if e.tour_id]
    assert [r.state for e in stops for r in e.recipients] == hosts
    assert len({e.tour_id for e in stops}) == 1


def test_one_visit_is_no_tour(pipeline: Pipeline) -> None:
    """A traveller with one host makes no tour."""
    found = events(pipeline, "The Greek president visited Jordan on Monday. The tour of the museum took an hour.")
    assert [e.tour_id for e in found if e.tour_id] == []
