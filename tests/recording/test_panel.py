"""The panel counts each act once, in the period that it surely lies in, and fills zeros where asked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.telling import tell
from legation.event import EventDate
from legation.recording.layouts.panel import interval, make_panel, panel_columns
from legation.recording.record import Record
from legation.recording.searching import Query


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    """A meeting told twice, praise, a denied attack, and an act of a year."""
    book = Record.open(str(tmp_path_factory.mktemp("r") / "r.db"), create=True)
    tell(book, "Russia met Cuba on 2024-01-03.", "a", day=date(2024, 1, 5), publisher="Gazette")
    tell(book, "Russian envoys met Cuba on 2024-01-03.", "b", day=date(2024, 1, 4), publisher="Herald")
    tell(book, "Russia thanked Cuba on 2024-01-20.", "c", confidence=0.4)
    tell(book, "Mali bombed France on 2024-03-01.", "d", status="denied")
    tell(book, "France thanked Mali.", "e", date=EventDate("2023", "year", "expression", None))
    return book


def panel(record: Record, by: Any = "month", **given: Any) -> list[dict[str, Any]]:
    """Its rows."""
    return list(make_panel(record, Query(), by).rows(**given))


def test_acts_are_counted_once(record: Record) -> None:
    """By type, quad and status, with numbers of the states and the reports of the period."""
    first, *rest = panel(record)
    assert [first[k] for k in ("period", "actor", "recipient", "actor_cow", "recipient_gw")] == ["2024-01", "RUS", "CUB", 365, 40]
    assert [first[k] for k in ("entries", "type_consult", "type_support", "verbal_cooperation", "status_occurred")] == [2, 1, 1, 2, 2]
    assert [first[k] for k in ("reports", "reports_in_period", "sources_in_period")] == [3, 2, 2]
    assert first["score_mean"] == 3.35
    assert first["score_weighted"] == round((2.1 * 0.8 + 4.6 * 0.4) / 1.2, 4)
    assert [(r["period"], r["entries"], r["status_denied"], r["score_mean"]) for r in rest] == [("2024-03", 0, 1, None)]


def test_columns_are_those_of_the_rows(record: Record) -> None:
    """The dictionary names what the rows hold, in order."""
    assert all(list(row) == [c.name for c in panel_columns()] for row in panel(record))


def test_a_year_is_in_no_month(record: Record) -> None:
    """It is counted apart by month, and in its row by year."""
    assert make_panel(record, Query(), "month").undated == 1
    assert ("2023", "FRA", "MLI") in [(r["period"], r["actor"], r["recipient"]) for r in panel(record, "year")]


def test_zeros_are_filled(record: Record) -> None:
    """Every pair each way in every month; a state is there only while it existed."""
    found = panel(record, states=["CUB", "RUS", "SSD"], since="2011-06", until="2011-07")
    assert [(r["period"], r["actor"], r["recipient"]) for r in found if r["period"] == "2011-06"] == [
        ("2011-06", "CUB", "RUS"),
        ("2011-06", "RUS", "CUB"),
    ]
    assert len(found) == 8
    assert {r["entries"] for r in found} == {0}


def test_denominators_are_reports_by_source(record: Record) -> None:
    """Undated reports are in no period."""
    found = list(make_panel(record, Query(), "month").denominators())
    assert found == [{"period": "2024-01", "source": "Gazette", "reports": 1}, {"period": "2024-01", "source": "Herald", "reports": 1}]


@given(st.lists(st.tuples(st.floats(-10, 10), st.floats(0.01, 1)), max_size=20))
def test_the_mean_lies_in_its_interval(scores: list[tuple[float, float]]) -> None:
    """And within the scores."""
    mean, low, high = interval(scores)
    assert (mean is None) == (not scores)
    if mean is not None:
        assert min(s for s, _ in scores) - 1e-3 <= mean <= max(s for s, _ in scores) + 1e-3
    if low is not None and mean is not None and high is not None:
        assert low <= mean <= high


def test_equal_weights_give_the_usual_interval() -> None:
    """Mean 2, standard error 0.5774."""
    assert interval([(1, 1), (2, 1), (3, 1)]) == (2.0, round(2 - 1.959964 * 3**-0.5, 4), round(2 + 1.959964 * 3**-0.5, 4))
