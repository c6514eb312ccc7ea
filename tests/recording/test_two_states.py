"""A pair of states: what is counted, what is listed, and what is no relation of theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from fakes.telling import tell
from legation.errors import SetupError
from legation.recording.imported import ImportedRow, add_imported
from legation.recording.record import Record
from legation.recording.relating import months_between, relations, state_of


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    """Two reports of one meeting, a denied attack, a planned meeting, an undated praise, and others' acts."""
    book = Record.open(str(tmp_path_factory.mktemp("r") / "r.db"), create=True)
    tell(book, "Russia met Cuba on 2024-01-03.", "a", kind="port_call")
    tell(book, "Russian envoys met Cuba on 2024-01-03.", "b", kind="port_call")
    tell(book, "Cuba bombed Russia on 2024-03-01.", "c", status="denied")
    tell(book, "Russia and Cuba met on 2024-04-02.", "d", status="planned", kind="official_visit")
    tell(book, "Cuba thanked Russia.", "e")
    tell(book, "France thanked Russia. France met Mali.", "f")
    tell(book, "France thanked Cuba and Russia on 2024-02-02.", "g")
    return book


def test_entries_are_counted_once(record: Record) -> None:
    """By type and status; both acted upon by a third are not there."""
    found = relations(record, ("RUS", "CUB"))
    assert (found["names"], found["entries"], found["undated"]) == (["Russia", "Cuba"], 4, 1)
    assert found["types"] == {"CONSULT": {"occurred": 1, "planned": 1}, "SUPPORT": {"occurred": 1}, "ASSAULT": {"denied": 1}}
    assert found["statuses"] == {"occurred": 2, "planned": 1, "denied": 1}
    assert found["directions"] == {"CUB to RUS": 2, "RUS to CUB": 1, "together": 1}


def test_months_are_whole(record: Record) -> None:
    """From the first to the last, with nothing between; what is denied is not counted."""
    found = relations(record, ("CUB", "RUS"))
    assert [tuple(m.values()) for m in found["months"]] == [("2024-01", 1, 0), ("2024-02", 0, 0), ("2024-03", 0, 0), ("2024-04", 1, 0)]


def test_sorts_are_listed(record: Record) -> None:
    """What is planned, visits and port calls, each entry once; in the days asked for."""
    found = relations(record, ("RUS", "CUB"))
    assert [len(found[sort]) for sort in ("planned", "agreements", "visits", "port_calls", "latest")] == [1, 0, 1, 1, 4]
    assert found["port_calls"][0]["reports"] == 2
    assert relations(record, ("RUS", "CUB"), since="2024-03", until="2024-03")["entries"] == 1


def test_imported_rows_stand_apart(record: Record) -> None:
    """They are counted by source and month, and nowhere else."""
    row = ImportedRow("1", "042", "", "CONSULT", "visit", None, 1, 2.1, "2023-05-01", "2023-05-01", ("CUB",), ("RUS",), None, {})
    add_imported(record, "icews", [row])
    found = relations(record, ("RUS", "CUB"))
    assert found["entries"] == 4
    assert found["imported"] == {"icews": {"rows": 1, "without_equal": 0, "months": {"2023-05": {"cooperation": 1, "conflict": 0}}}}


@pytest.mark.parametrize(("words", "code"), [("cuba", "CUB"), ("CUB", "CUB"), ("Russian Federation", "RUS"), ("nato", "NAT")])
def test_states_are_known_by_code_and_name(words: str, code: str) -> None:
    """Whatever the case."""
    assert state_of(words) == code


def test_what_is_no_state_is_named(tmp_path: Path) -> None:
    """The message says what to give."""
    with pytest.raises(SetupError, match="Atlantis"):
        state_of("Atlantis")


def test_months_cross_years() -> None:
    """November to February are four."""
    assert list(months_between(["2024-02", "2023-11"])) == ["2023-11", "2023-12", "2024-01", "2024-02"]
