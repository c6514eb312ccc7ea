"""What persons decided about an entry is told in order, with what the coder had read."""

from __future__ import annotations

import pytest

from fakes.telling import tell
from legation.recording.audit import Decision
from legation.recording.chronicle import chronicle
from legation.recording.corrections import correct, reject, undo
from legation.recording.deciding import join, split
from legation.recording.record import Record


def by(person: str, hour: int) -> Decision:
    """A decision of somebody at an hour."""
    return Decision(person, f"why {hour}", f"2024-02-01T{hour:02}:00:00+00:00")


@pytest.fixture
def names(place: str) -> tuple[Record, list[str]]:
    """Three reports of one act, on either database, and their events."""
    book = Record.open(place, create=True)
    words = ("France met Mali on 2024-01-03.", "French envoys met Mali on 2024-01-03.", "On 2024-01-03 France met leaders of Mali.")
    return book, [tell(book, text, name)[0].event_id for name, text in zip("abc", words, strict=True)]


def test_corrections_tell_what_the_coder_had_read(names: tuple[Record, list[str]]) -> None:
    """By field and path; one that was taken back is marked so."""
    book, (one, *_) = names
    correct(book, one, {"actors.0.state": "CUB", "kind": "summit"}, by("Ada", 1))
    undo(book, one, by("Ben", 2))
    first, second = chronicle(book, one)
    assert first["fields"] == {"actors.0.state": {"value": "CUB", "machine": "FRA"}, "kind": {"value": "summit", "machine": "talks"}}
    assert (first["undone"], second["action"], second["undoes"] == first["key"], second["undone"]) == (True, "undo", True, False)


def test_splits_and_joins_have_their_hour(names: tuple[Record, list[str]]) -> None:
    """They stand among the other decisions, by time, with person and both sides."""
    book, found = names
    split(book, found[0], [found[1]], by("Ada", 1))
    reject(book, found[2], by("Ben", 2))
    join(book, found[0], found[1], by("Cleo", 3))
    told = [(step["action"], step["person"], step["at"][11:13]) for step in chronicle(book, found[0])]
    assert [step for step in told if step[0] != "reject"] == [("split", "Ada", "01"), ("join", "Cleo", "03")]
    assert chronicle(book, found[0])[0]["events"][0] == [found[1]]


def test_a_rejection_stays_with_the_entry(names: tuple[Record, list[str]]) -> None:
    """An event that is no longer read is told of where its entry still has others; nothing decided is an empty list."""
    book, found = names
    assert chronicle(book, found[0]) == []
    last = max(found)
    reject(book, last, by("Ada", 1))
    assert [step["event_id"] for step in chronicle(book, min(found))] == [last]
