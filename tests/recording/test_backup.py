"""A backup is a whole record of one moment, and goes back into either database."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fakes.making import pipeline, reports_file
from legation.batch.run import read_into
from legation.errors import SetupError
from legation.pipeline import document_of
from legation.recording import corrections
from legation.recording.audit import Decision, log
from legation.recording.backup import back_up, restore
from legation.recording.coded import Coded, SourcePosition
from legation.recording.finding import Query, count
from legation.recording.record import Record
from legation.recording.verifying import proofs

ANNE = Decision("Anne", "why not", "2024-05-03T10:00:00+00:00")


@pytest.fixture
def record(place: str, tmp_path: Path) -> Iterator[Record]:
    """The fakes' reports with a person's decision, on either database."""
    wired = pipeline()
    with Record.open(place, create=True) as made:
        read_into(made, wired.reader().read([reports_file(tmp_path / "r.jsonl")]), wired)
        with made.engine.connect() as connection:
            event = connection.exec_driver_sql("SELECT event_id FROM events ORDER BY key").scalar()
            assert isinstance(event, str)
        corrections.correct(made, event, {"status": "planned"}, ANNE)
        yield made


def test_a_backup_is_a_record_that_holds_the_same(record: Record, tmp_path: Path) -> None:
    """Any command can read it; it is proved whole."""
    assert back_up(record, str(tmp_path / "b.db")) == 5
    with Record.open(str(tmp_path / "b.db")) as copy:
        assert list(copy.digest()) == list(record.digest())
        assert [p for p in proofs(copy) if not p.ok] == []
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith((".legation", "b.db"))) == ["b.db"]


def test_a_backup_goes_back(record: Record, tmp_path: Path) -> None:
    """What was added since is gone; what was there is back, and new reports follow it."""
    back_up(record, str(tmp_path / "b.db"))
    before, logged = list(record.digest()), list(log(record))
    made = pipeline().attempt(replace(document_of("Mali bombed Cuba."), id="z"))
    assert isinstance(made, Coded)
    record.add(made, SourcePosition("z", 0))
    with pytest.raises(SetupError, match=r"holds 6 reports. .* --replace"):
        restore(str(tmp_path / "b.db"), record.path)
    assert restore(str(tmp_path / "b.db"), record.path, replace=True) == 5
    assert (list(record.digest()), list(log(record))) == (before, logged)
    assert [p for p in proofs(record) if not p.ok] == []
    record.add(made, SourcePosition("z", 0))
    assert count(record, Query(words="bombed", actor="MLI")) == 1


def test_a_backup_goes_into_the_other_database(record: Record, place: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """A file's record moves to a server, and a server's to a file."""
    other = request.getfixturevalue("postgresql")() if record.engine.dialect.name == "sqlite" else str(tmp_path / "other.db")
    back_up(record, str(tmp_path / "b.db"))
    restore(str(tmp_path / "b.db"), other)
    with Record.open(other) as moved:
        assert list(moved.digest()) == list(record.digest())
        assert [p for p in proofs(moved) if not p.ok] == []


def test_a_backup_overwrites_nothing(record: Record, tmp_path: Path) -> None:
    """What lies there stays."""
    (tmp_path / "b.db").write_text("mine")
    with pytest.raises(SetupError, match="overwrites nothing"):
        back_up(record, str(tmp_path / "b.db"))
    assert (tmp_path / "b.db").read_text() == "mine"


def test_a_damaged_backup_changes_nothing(tmp_path: Path) -> None:
    """It is looked at before the record is touched."""
    with Record.open(str(tmp_path / "r.db"), create=True) as record:
        back_up(record, str(tmp_path / "b.db"))
    data = (tmp_path / "b.db").read_bytes()
    (tmp_path / "b.db").write_bytes(data[: len(data) // 2])
    (tmp_path / "text.db").write_text("no database, but long enough to be looked at " * 40)
    for name in ("b.db", "text.db"):
        with pytest.raises(SetupError, match=r"damaged|no record"):
            restore(str(tmp_path / name), str(tmp_path / "new.db"))
    with pytest.raises(SetupError, match="There is no backup"):
        restore(str(tmp_path / "none.db"), str(tmp_path / "new.db"))
    assert not (tmp_path / "new.db").exists()


def test_a_locked_record_is_not_restored(tmp_path: Path) -> None:
    """Who waits too long is told; the record stays as it was."""
    path = str(tmp_path / "r.db")
    with Record.open(path, create=True) as record:
        back_up(record, str(tmp_path / "b.db"))
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(SetupError, match="another program is writing"):
            restore(str(tmp_path / "b.db"), path, busy_seconds=0.2)
        other.execute("ROLLBACK")
        assert restore(str(tmp_path / "b.db"), path, busy_seconds=5) == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not bind the superuser")
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """The remedy is another folder."""
    (tmp_path / "no").mkdir(mode=0o500)
    with Record.open(str(tmp_path / "r.db"), create=True) as record, pytest.raises(SetupError, match="Name another folder"):
        back_up(record, str(tmp_path / "no" / "b.db"))
