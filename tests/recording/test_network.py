"""Who deals with whom: pairs counted once an entry, in cooperation and in conflict."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fakes.telling import tell
from legation.recording.finding import Query
from legation.recording.kept import Kept
from legation.recording.network import network
from legation.recording.record import Record


@pytest.fixture
def record(place: str) -> Iterator[Record]:
    """Russia and Cuba met (told twice), and fell out; Cuba denies an attack on Mali; France thanked both; a lead."""
    with Record.open(place, create=True) as book:
        tell(book, "Russia met Cuba on 2024-01-03.", "a", confidence=0.9)
        tell(book, "Russian envoys met Cuba on 2024-01-03.", "b", confidence=0.6)
        tell(book, "Russia bombed Cuba on 2024-03-01.", "c")
        tell(book, "Cuba bombed Mali on 2024-04-01.", "d", status="denied")
        tell(book, "France thanked Cuba and Russia on 2024-05-02.", "e")
        tell(book, "Mali met Russia on 2024-05-03.", "f", role="teaser")
        yield book


def test_pairs_are_counted_once_an_entry(record: Record) -> None:
    """The meeting told twice is one; both acted upon by a third is no dealing; what is denied is neither; leads are not there."""
    edges = network(record, Query())["edges"]
    assert [tuple(edge.values()) for edge in edges] == [
        ("CUB", "RUS", 2, 1, 1, 0.0), ("CUB", "FRA", 1, 1, 0, 1.0), ("CUB", "MLI", 1, 0, 0, None), ("FRA", "RUS", 1, 1, 0, 1.0),
    ]  # fmt: skip


def test_states_come_by_their_entries(record: Record) -> None:
    """Each entry once, whatever the number of partners in it."""
    nodes = network(record, Query())["nodes"]
    assert [(node["state"], node["name"], node["entries"]) for node in nodes[:2]] == [("CUB", "Cuba", 4), ("RUS", "Russia", 3)]


def test_what_is_left_out_is_said(record: Record) -> None:
    """Pairs with fewer entries than asked for, states and pairs beyond the most."""
    assert network(record, Query(), least=2)["left_out"] == {"states": 2, "pairs": 3}
    found = network(record, Query(), states=2, pairs=1)
    assert ([node["state"] for node in found["nodes"]], found["states"], found["pairs"]) == (["CUB", "RUS"], 4, 4)


def test_a_question_narrows_the_network(record: Record) -> None:
    """By type and by days."""
    assert network(record, Query(type="ASSAULT", until="2024-03"))["edges"][0]["balance"] == -1.0
    assert network(record, Query(since="2025"))["edges"] == []


def test_answers_are_kept_until_the_record_changes(record: Record) -> None:
    """Counted once for a question, anew after another report."""
    kept, counted = Kept(record), []
    for _ in range(2):
        kept.answer("all", lambda: counted.append(1))
    tell(record, "Cuba thanked Russia.", "g")
    kept.answer("all", lambda: counted.append(1))
    assert len(counted) == 2
