"""A record of any earlier version opens, holds what it held, and equals a new one in its tables."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import MetaData, inspect

from fakes.making import pipeline, reports_file
from legation.batch.run import read_into
from legation.recording import corrections
from legation.recording.audit import Decision
from legation.recording.backup import restore
from legation.recording.finding import Query, count
from legation.recording.opening import KNOWN_SCHEMAS, SCHEMA
from legation.recording.record import Record
from legation.recording.tables import METADATA
from legation.recording.verifying import proofs

SCHEMAS = Path(__file__).parent / "schemas"
DUMPS = sorted(SCHEMAS.glob("*.sql"))
LINES = ("report", "input", "statement", "document_words")


@pytest.fixture(params=DUMPS, ids=lambda p: p.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A record of an earlier schema."""
    with sqlite3.connect(tmp_path / "old.db") as connection:
        connection.executescript(request.param.read_text("utf-8"))
    return tmp_path / "old.db"


def shape(record: Record) -> dict[str, object]:
    """Columns, unique constraints and indexes of every table."""
    look, found = inspect(record.engine), MetaData()
    found.reflect(record.engine, only=list(METADATA.tables))
    uniques = {n: sorted(tuple(u["column_names"]) for u in look.get_unique_constraints(n)) for n in METADATA.tables}
    return {n: (t.columns.keys(), uniques[n], sorted(str(i.name) for i in t.indexes)) for n, t in found.tables.items()}


def test_every_earlier_schema_has_a_dump() -> None:
    """A revision that is no longer the newest leaves one behind."""
    assert {p.stem for p in DUMPS} >= set(KNOWN_SCHEMAS) - {SCHEMA}


def test_an_earlier_record_becomes_a_new_one(old: Path, tmp_path: Path) -> None:
    """Its tables, constraints and indexes are those of a record made today; all of it is proved whole."""
    with Record.open(str(old)) as record, Record.open(str(tmp_path / "new.db"), create=True) as new:
        assert shape(record) == shape(new)
        assert [p for p in proofs(record) if not p.ok] == []


def test_what_it_held_is_there(old: Path, tmp_path: Path) -> None:
    """Reading the same sources again changes nothing; words are found; people may decide about its events."""
    with Record.open(str(old)) as record:
        before = [line for line in record.digest() if line.startswith(LINES)]
        with sqlite3.connect(old) as connection:
            assert len([line for line in before if line.startswith("report")]) == connection.execute("SELECT count(*) FROM codings").fetchone()[0]
        event = connection.execute("SELECT event_id FROM events WHERE current ORDER BY key").fetchone()[0]
        assert count(record, Query(words="French", actor="FRA")) == 1
        corrections.reject(record, event, Decision("Anne", "wrong", "2024-05-03"))
        corrections.undo(record, event, Decision("Anne", "right after all", "2024-05-04"))
        assert [line for line in record.digest() if line.startswith(LINES)] == before
        assert [p for p in proofs(record) if not p.ok] == []


def test_an_earlier_record_goes_to_a_server(old: Path, postgresql: object) -> None:
    """As a backup of an earlier version does; the file stays as it was."""
    before = old.read_bytes()
    address = postgresql()  # type: ignore[operator]
    restore(str(old), address)
    with Record.open(address) as record:
        assert [p for p in proofs(record) if not p.ok] == []
        moved = list(record.digest())
    assert old.read_bytes() == before
    with Record.open(str(old)) as record:
        assert list(record.digest()) == moved


def test_an_earlier_record_is_read_into(tmp_path: Path) -> None:
    """The sources of the dump are known to it."""
    with sqlite3.connect(tmp_path / "old.db") as connection:
        connection.executescript((SCHEMAS / "0001.sql").read_text("utf-8"))
    wired = pipeline()
    with Record.open(str(tmp_path / "old.db")) as record:
        rows = [{"id": "d", "date": "2024-01-05", "text": "Russia met Cuba on 2024-01-05."}]
        source = reports_file(tmp_path / "later.jsonl", rows)
        made = read_into(record, wired.reader().read([source]), wired)
    assert made.outcomes["coded"] + made.outcomes["duplicate"] == 1
