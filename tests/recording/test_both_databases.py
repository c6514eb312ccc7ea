"""Questions and exports say the same of a file and of a server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fakes.telling import tell
from legation.errors import SetupError
from legation.recording import export
from legation.recording.asking import ask
from legation.recording.finding import Query, count, find
from legation.recording.imported import ImportedRow, add_imported, find_imported
from legation.recording.layouts.panel import make_panel
from legation.recording.record import Record
from legation.recording.relating import relations
from legation.recording.snapshot import write_snapshot


@pytest.fixture
def record(place: str) -> Iterator[Record]:
    """A meeting told twice, praise without a day, an attack that is denied."""
    with Record.open(place, create=True) as book:
        tell(book, "Russia met Cuba on 2024-01-03.", "a", kind="port_call")
        tell(book, "Russian envoys met Cuba on 2024-01-03. France said Mali was calm.", "b")
        tell(book, "Cuba thanked Russia.", "c")
        tell(book, "Mali bombed France on 2024-03-01.", "d", status="denied")
        yield book


@pytest.mark.parametrize("rare", [0, 10_000])
def test_questions(record: Record, monkeypatch: pytest.MonkeyPatch, rare: int) -> None:
    """Each shape of search, by the rarest thing and along the days; counts agree."""
    monkeypatch.setattr("legation.recording.searching.RARE", rare)
    queries = (
        (Query(), 3), (Query(actor="RUS"), 1), (Query(pair=("Cuba", "Russia")), 2), (Query(type="SUPPORT"), 1), (Query(kind="port_call"), 1),
        (Query(statuses=("denied",)), 1), (Query(place="Cub"), 0), (Query(since="2024-02"), 1), (Query(until="2024-01"), 1),
        (Query(words="thanks"), 1), (Query(words="envoy", in_report=True), 1), (Query(minimum_confidence=0.5), 3), (Query(role="headline"), 0),
    )  # fmt: skip
    for query, number in queries:
        assert (len(list(find(record, query))), count(record, query), count(record, query, most=1)) == (number, number, min(number, 2))
    assert next(find(record, Query(limit=1)))["document_id"] == "d"


def test_relations_and_panel(record: Record) -> None:
    """The pair's entries, its months, and the row of the panel."""
    add_imported(
        record, "icews", [ImportedRow("1", "042", "", "CONSULT", "visit", None, 1, 2.1, "2023-05-01", "2023-05-01", ("CUB",), ("RUS",), None, {})]
    )
    found = relations(record, ("RUS", "CUB"))
    assert (found["entries"], found["undated"], found["months"]) == (2, 1, [{"month": "2024-01", "cooperation": 1, "conflict": 0}])
    assert found["imported"]["icews"]["rows"] == len(list(find_imported(record, Query(pair=("RUS", "CUB"))))) == 1
    assert [(r["actor"], r["recipient"], r["entries"]) for r in make_panel(record, Query(), "month").rows()] == [("RUS", "CUB", 1), ("MLI", "FRA", 0)]


@pytest.mark.parametrize("name", export.LAYOUTS)
@pytest.mark.parametrize("entries", [True, False])
def test_layouts(record: Record, name: str, entries: bool) -> None:
    """Each streams its rows."""
    rows: list[dict[str, Any]] = list(export.rows_of(record, export.layout_of(name, entries=entries), Query(), entries=entries))
    assert len(rows) >= 3


def test_snapshot(record: Record, tmp_path: Path) -> None:
    """All five tables."""
    assert write_snapshot(record, str(tmp_path / "s")) == {"events": 4, "entries": 3, "participants": 8, "documents": 4, "statements": 1}


def test_sql_only_reads(record: Record) -> None:
    """A question is answered, one that changes is refused, one that is too long is stopped."""
    assert list(ask(record, "SELECT count(*) AS n FROM events WHERE current", rows=10, seconds=5)) == [{"n": 4}]
    for wrong in ("DELETE FROM events", "SELECT 1; DELETE FROM events", "COMMIT", "WITH gone AS (DELETE FROM ledger RETURNING 1) SELECT * FROM gone"):
        with pytest.raises(SetupError, match="sql: "):
            list(ask(record, wrong, rows=10, seconds=5))
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
    with pytest.raises(SetupError, match="--seconds"):
        list(ask(record, endless, rows=10, seconds=0.3))
    assert count(record, Query()) == 3
