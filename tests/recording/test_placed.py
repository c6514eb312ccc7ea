"""Entries by place: each once, where its most certain telling puts it, as precisely as it is known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from fakes.telling import tell
from legation.mention import Mention
from legation.place import Place, PlaceMention, PlacePrecision
from legation.recording.finding import Query
from legation.recording.placed import Spot, latest_at, latest_part, whereabouts
from legation.recording.record import Record
from legation.span import Span


def put(book: Record, text: str, name: str, where: Place, **given: Any) -> None:
    """Adds a report whose first word tells where its event took place."""
    word = text.split()[0]
    tell(book, text, name, place=PlaceMention(Mention(Span(0, len(word)), word, "place", 0, 0), where), **given)


def site(name: str, state: str | None, precision: PlacePrecision, latitude: float) -> Place:
    """A place west of Greenwich."""
    return Place(name, state, None, latitude, -82.4, None, precision)


@pytest.fixture
def record(place: str) -> Iterator[Record]:
    """A meeting told twice with two places, one without a place, a denied attack at sea, a praise without a day, another story's lead."""
    with Record.open(place, create=True) as book:
        havana, cuba, gulf = site("Havana", "CUB", "city", 23.1), site("Cuba", "CUB", "country", 21.5), site("Gulf of Guinea", None, "sea", 1.0)
        put(book, "Russia met Cuba on 2024-01-03.", "a", havana, confidence=0.9)
        put(book, "Russian envoys met Cuba on 2024-01-03.", "b", cuba, confidence=0.6)
        tell(book, "France met Mali on 2024-02-01.", "c")
        put(book, "Mali bombed France on 2024-03-01.", "d", gulf, status="denied")
        put(book, "Cuba thanked Russia.", "e", havana)
        put(book, "Russia bombed Cuba on 2024-01-05.", "f", havana, role="teaser")
        yield book


def test_each_entry_stands_at_one_place(record: Record) -> None:
    """The meeting is in Havana, as its surer telling has it; the lead is nowhere, and what has no place is counted."""
    found = whereabouts(record, Query())
    assert [(point["name"], point["precision"], point["entries"]) for point in found["points"]] == [
        ("Havana", "city", 2),
        ("Gulf of Guinea", "sea", 1),
    ]
    assert {name: found[name] for name in ("entries", "placed", "unplaced", "undated")} == {"entries": 4, "placed": 3, "unplaced": 1, "undated": 1}


def test_counts_are_by_quad_and_month(record: Record) -> None:
    """What is denied is no conflict; what has no day is in no month."""
    havana, sea = whereabouts(record, Query())["points"]
    assert (havana["quads"], havana["months"]) == ([0, 2, 0, 0, 0], {"2024-01": [0, 1, 0, 0, 0]})
    assert (sea["quads"], sea["months"]) == ([1, 0, 0, 0, 0], {"2024-03": [1, 0, 0, 0, 0]})
    assert (havana["latitude"], havana["state_name"], sea["state"], sea["state_name"]) == (23.1, "Cuba", None, None)


def test_a_question_narrows_the_map(record: Record) -> None:
    """Where only the less sure telling is asked for, its place stands; nothing found gives no months."""
    assert [point["name"] for point in whereabouts(record, Query(words="envoys"))["points"]] == ["Cuba"]
    assert [point["name"] for point in whereabouts(record, Query(since="2024-02"))["points"]] == ["Gulf of Guinea"]
    none = whereabouts(record, Query(actor="PER"))
    assert (none["points"], none["first"], none["entries"]) == ([], None, 0)


def test_places_beyond_the_most_are_counted(record: Record) -> None:
    """Those with the fewest entries are left out, and how many is said."""
    found = whereabouts(record, Query(), most=1)
    assert (len(found["points"]), found["left_out"], found["placed"]) == (1, {"places": 1, "entries": 1}, 3)


def test_the_entries_of_a_place_are_those_counted_there(record: Record) -> None:
    """The latest first, the undated last; a telling elsewhere of an entry that stands here is not among them."""
    assert [row["document_id"] for row in latest_at(record, Query(), Spot("Havana", "CUB"))] == ["a", "e"]
    assert latest_at(record, Query(), Spot("Cuba", "CUB")) == []
    assert [row["type"] for row in latest_at(record, Query(), Spot("Gulf of Guinea"))] == ["ASSAULT"]
    assert len(latest_at(record, Query(), Spot("Havana", "CUB"), limit=1)) == 1


def test_the_latest_part_of_a_large_record_begins_with_a_month(record: Record) -> None:
    """None where the record is no larger than that."""
    assert (latest_part(record, 2), latest_part(record, 1000)) == ("2024-01", None)
