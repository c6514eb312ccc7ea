"""A snapshot is five Parquet files that hold what is current, readable without the record."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from fakes.telling import tell
from legation.errors import SetupError
from legation.recording.record import Record
from legation.recording.snapshot import write_snapshot


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A snapshot of two reports of one act and one statement."""
    with Record.open(str(tmp_path / "r.db"), create=True) as book:
        tell(book, "Russia met Cuba on 2024-01-03.", "a")
        tell(book, "Russian envoys met Cuba on 2024-01-03. France said Mali was calm.", "b")
        begun: list[str] = []
        written = write_snapshot(book, str(tmp_path / "snapshot"), begun.append)
    assert written == {"events": 2, "entries": 1, "participants": 4, "documents": 2, "statements": 1}
    assert begun == list(written)
    return tmp_path / "snapshot"


def test_files_are_parquet_with_meanings(folder: Path) -> None:
    """Each column is explained in columns.csv and in the file."""
    meanings = {(row["table"], row["column"]): row["meaning"] for row in csv.DictReader((folder / "columns.csv").open())}
    for path in folder.glob("*.parquet"):
        for field in pq.read_schema(path):
            assert field.metadata[b"meaning"].decode() == meanings[path.stem, field.name]
    assert pq.read_table(folder / "documents.parquet").column("text").to_pylist()[0] == "Russia met Cuba on 2024-01-03."


def test_checksums_hold(folder: Path) -> None:
    """Every file is named with its SHA-256."""
    sums = dict(line.split("  ")[::-1] for line in (folder / "SHA256SUMS").read_text().splitlines())
    assert set(sums) == {path.name for path in folder.iterdir()} - {"SHA256SUMS"}
    assert all(hashlib.sha256((folder / name).read_bytes()).hexdigest() == value for name, value in sums.items())


def test_duckdb_joins_it(folder: Path) -> None:
    """Lists are lists, and tables join on their ids."""
    duckdb = pytest.importorskip("duckdb")
    question = f"""SELECT e.type, list_contains(e.actor_states, 'RUS'), count(*) FROM '{folder}/events.parquet' e
    JOIN '{folder}/participants.parquet' p USING (event_id) JOIN '{folder}/documents.parquet' d USING (document_id) GROUP BY ALL"""
    assert duckdb.sql(question).fetchall() == [("CONSULT", True, 4)]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    """A file of that name stands in the way."""
    (tmp_path / "file").write_text("")
    with Record.open(str(tmp_path / "r.db"), create=True) as book, pytest.raises(SetupError, match="file"):
        write_snapshot(book, str(tmp_path / "file"))
