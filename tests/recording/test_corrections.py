"""People's decisions stand over the machine's rows, on either database, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from fakes.making import pipeline
from legation.errors import InputError
from legation.pipeline import document_of
from legation.recording import corrections
from legation.recording.audit import Decision, log
from legation.recording.coded import Coded, SourcePosition
from legation.recording.export import tidy
from legation.recording.finding import Query, count, find, show
from legation.recording.record import Record

TEXT = "France met Mali on 2024-01-03. Russia thanked Cuba."
ANNE = Decision("Anne", "the report says so", "2024-05-03T10:00:00+00:00")


def coded(text: str = TEXT, version: str = "1") -> Coded:
    """A report of two acts."""
    made = pipeline().attempt(replace(document_of(text), id="a"))
    assert isinstance(made, Coded)
    return replace(made, version=version)


@pytest.fixture
def record(place: str) -> Iterator[Record]:
    """A record of one report, on either database."""
    with Record.open(place, create=True) as made:
        made.add(coded(), SourcePosition("test", 0))
        yield made


def meeting(record: Record) -> str:
    """The id of the meeting."""
    return coded().coding.events[0].event_id


def machine_rows(record: Record) -> list[str]:
    """What the machine made, as it was stored."""
    with record.engine.connect() as connection:
        return list(connection.exec_driver_sql("SELECT body FROM events WHERE correction = 0 ORDER BY key").scalars())


def ids(record: Record) -> set[object]:
    """The events that are found."""
    return {row["event_id"] for row in find(record, Query())}


def test_a_rejected_event_is_not_read_and_comes_back(record: Record) -> None:
    """find, show and export leave it out; undo brings it back as it was."""
    event_id, before, rows = meeting(record), list(tidy(record)), machine_rows(record)
    assert corrections.reject(record, event_id, ANNE) is None
    assert count(record, Query(actor="FRA")) == 0
    assert event_id not in {row["event_id"] for row in tidy(record)}
    found: Any = show(record, "a")
    assert event_id not in {e["event_id"] for e in found["events"]}
    assert corrections.undo(record, event_id, ANNE) is not None
    assert list(tidy(record)) == before
    assert machine_rows(record) == rows


def test_a_corrected_field_is_what_is_read(record: Record) -> None:
    """What follows from a type follows: quad, score, CAMEO code, mode and kind; the machine's row stays as it was."""
    event_id, rows = meeting(record), machine_rows(record)
    body = corrections.correct(record, event_id, {"type": "ACCUSE", "actors": ["RUS"], "date": "2024-02"}, ANNE)
    assert body is not None
    assert (body["quad"], body["kind"], body["date"]["precision"], body["actors"][0]["state"]) == (3, None, "month", "RUS")
    assert [row["event_id"] for row in find(record, Query(actor="RUS", type="ACCUSE", since="2024-02", words="met"))] == [event_id]
    assert count(record, Query(actor="FRA")) == 0
    assert body["review"] == {"state": "corrected", "by": "Anne", "fields": ["actors", "date", "type"]}
    assert machine_rows(record) == rows


def test_decisions_survive_a_coding_anew(record: Record) -> None:
    """Each of them, by the event's id; an accepted event stays even where the new version no longer finds it."""
    first, second = (e.event_id for e in coded().coding.events)
    corrections.correct(record, first, {"status": "planned"}, ANNE)
    corrections.accept(record, second, ANNE)
    anew = coded(version="2")
    record.add(replace(anew, coding=replace(anew.coding, events=anew.coding.events[:1]), lemmas=anew.lemmas[:1]), SourcePosition("test", 0))
    assert [row["event_id"] for row in find(record, Query(status="planned"))] == [first]
    assert ids(record) == {first, second}


def test_a_rejected_event_stays_rejected(record: Record) -> None:
    """A new version that finds it again does not bring it back."""
    corrections.reject(record, meeting(record), ANNE)
    record.add(coded(version="2"), SourcePosition("test", 0))
    assert meeting(record) not in ids(record)


def test_a_decision_about_words_that_are_gone_rests(record: Record) -> None:
    """Where a later text of the report has none of the words, no event quotes them; the decision is kept."""
    corrections.accept(record, meeting(record), ANNE)
    record.add(coded("Nothing happened at all on that day of the year."), SourcePosition("test", 0))
    assert ids(record) == set()
    assert [row["action"] for row in corrections.history(record, meeting(record))] == ["accept"]


def test_an_added_event_is_read_like_any_other(record: Record) -> None:
    """It is found by its words and parties, survives a coding anew, and can be undone."""
    at = {"anchor": [39, 46], "sentence": [31, 51]}
    body = corrections.add(record, "a", {"type": "AGREE", "actors": ["RUS"], "recipients": ["CUB"], "date": "2024"} | at, ANNE)
    assert (body["anchor"]["text"] in TEXT, body["review"]["state"], body["quad"]) == (True, "added", 1)
    assert [row["event_id"] for row in find(record, Query(type="AGREE", words="thanked", recipient="CUB"))] == [body["event_id"]]
    record.add(coded(version="2"), SourcePosition("test", 0))
    assert body["event_id"] in ids(record)
    corrections.undo(record, body["event_id"], ANNE)
    assert body["event_id"] not in ids(record)


def test_decisions_are_taken_back_one_by_one(record: Record) -> None:
    """The last that stands first; none left is said."""
    event_id = meeting(record)
    corrections.correct(record, event_id, {"status": "denied"}, ANNE)
    corrections.correct(record, event_id, {"status": "planned"}, ANNE)
    states = [(corrections.undo(record, event_id, ANNE) or {})["status"] for _ in range(2)]
    assert states == ["denied", "occurred"]
    with pytest.raises(InputError, match="no decision stands"):
        corrections.undo(record, event_id, ANNE)


def test_every_decision_is_in_the_log(record: Record) -> None:
    """Who, when, what and why, in order."""
    corrections.accept(record, meeting(record), ANNE)
    corrections.undo(record, meeting(record), replace(ANNE, person="Ben"))
    assert [(line["person"], line["action"], line["at"]) for line in log(record, meeting(record))] == [
        ("Anne", "accept", ANNE.at), ("Ben", "undo", ANNE.at),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"type": "MEET"}, "no type 'MEET'"),
        ({"mode": "visited"}, "no mode 'visited'"),
        ({"kind": "aid"}, "stands under"),
        ({"status": "done"}, "occurred, planned"),
        ({"date": "yesterday"}, "Write it as"),
        ({"event_id": "x"}, "Fields that can be set"),
        ({"actors": []}, "without an actor"),
        ({"actors.0.state": "France"}, "Three capital letters"),
        ({"actors.7.state": "FRA"}, "no such part"),
        ({"background": "yes"}, "kind of value"),
        ({"actors": [{"state": "FRA", "text": "Paris", "start": 0, "end": 5}]}, "The report has 'Franc'"),
        ({}, "nothing is to be changed"),
    ],
)
def test_what_the_codebook_lacks_is_refused(record: Record, changes: dict[str, Any], told: str) -> None:
    """The message says what is allowed; nothing changes."""
    before = list(record.digest())
    with pytest.raises(InputError, match=told):
        corrections.correct(record, meeting(record), changes, ANNE)
    assert list(record.digest()) == before


def test_an_unknown_event_is_refused(record: Record) -> None:
    """So is a decision of nobody."""
    with pytest.raises(InputError, match="no event 'none'"):
        corrections.accept(record, "none", ANNE)
    with pytest.raises(InputError, match="names who"):
        Decision(" ", "why", "2024-05-03")
