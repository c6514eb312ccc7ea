"""A question in SQL only reads, and ends in time."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from fakes.telling import tell
from legation.errors import SetupError
from legation.recording.asking import ask
from legation.recording.record import Record

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """A record of one meeting."""
    book = Record.open(str(tmp_path / "a record, #1 %20.db"), create=True)
    tell(book, "Russia met Cuba on 2024-01-03.", "a")
    return book


def rows(record: Record, question: str, **given: float) -> list[dict[str, object]]:
    """The answer."""
    return list(ask(record, question, rows=int(given.get("rows", 100)), seconds=given.get("seconds", 5)))


def test_an_answer_has_its_columns(record: Record) -> None:
    """Also from the full-text index; columns of one name are numbered; the rows are as many as allowed."""
    assert rows(record, "SELECT type, first_day FROM events;") == [{"type": "CONSULT", "first_day": "2024-01-03"}]
    assert rows(record, "SELECT rowid AS n FROM event_words WHERE event_words MATCH 'met'") == [{"n": 1}]
    assert rows(record, "SELECT 1 AS a, 2 AS a") == [{"a": 1, "a_2": 2}]
    assert len(rows(record, "SELECT * FROM participants", rows=1)) == 1
    assert rows(record, "SELECT ';' AS c -- one; statement") == [{"c": ";"}]


@pytest.mark.parametrize(
    "question",
    [
        "DELETE FROM events", "UPDATE events SET type = 'AID'", "DROP TABLE events", "CREATE TABLE x (y)", "ATTACH '/tmp/other.db' AS o",
        "PRAGMA writable_schema = 1", "PRAGMA journal_mode = DELETE", "VACUUM INTO '/tmp/copy.db'",
        "INSERT INTO event_words(event_words) VALUES('rebuild')",
        "SELECT load_extension('x')", "BEGIN", "SELECT 1; DELETE FROM events", "REINDEX", "WITH x AS (SELECT 1) DELETE FROM events",
    ],
)  # fmt: skip
def test_what_changes_is_refused(record: Record, question: str) -> None:
    """Nothing is written, wherever the words stand."""
    before = list(record.digest())
    with pytest.raises(SetupError, match="sql: "):
        rows(record, question)
    assert list(record.digest()) == before


def test_an_endless_question_ends(record: Record) -> None:
    """After the seconds allowed, with the remedy."""
    began = time.monotonic()
    with pytest.raises(SetupError, match="--seconds"):
        rows(record, ENDLESS, seconds=0.2)
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("question", ["SELECT nothing FROM events", "SELEC 1", "", "SELECT zeroblob(2000000000)"])
def test_a_wrong_question_is_explained(record: Record, question: str) -> None:
    """In one line; an empty one has no rows."""
    if not question:
        assert rows(record, question) == []
        return
    with pytest.raises(SetupError, match="sql: "):
        rows(record, question)
