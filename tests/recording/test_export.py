"""Exports hold one event a row, the same in every form, and run nothing in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from fakes.making import pipeline
from legation.errors import SetupError
from legation.pipeline import document_of
from legation.recording import export
from legation.recording.coded import Coded, SourcePosition
from legation.recording.columns import COLUMNS
from legation.recording.record import Record


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    """A record of two events; the second has two actors, the report a title that is a formula."""
    book = Record.open(str(tmp_path_factory.mktemp("r") / "r.db"), create=True)
    document = replace(document_of("France met Mali on 2024-01-03. France and Russia thanked Cuba."), id="a", title='=HYPERLINK("http://127.0.0.1")')
    made = pipeline().attempt(document)
    assert isinstance(made, Coded)
    book.add(made, SourcePosition("test", 0))
    return book


def written(record: Record, form: str) -> bytes:
    """The export as bytes."""
    out = io.BytesIO()
    assert export.write(export.tidy(record), form, None, out) == 2
    return out.getvalue()


def test_forms_hold_the_same(record: Record) -> None:
    """JSONL and Parquet have lists as lists; CSV has them with `;`."""
    lines = [json.loads(line) for line in written(record, "jsonl").splitlines()]
    assert pq.read_table(io.BytesIO(written(record, "parquet"))).to_pylist() == lines
    rows = list(csv.DictReader(io.StringIO(written(record, "csv").decode())))
    assert list(rows[0]) == list(lines[0]) == [c.name for c in COLUMNS]
    assert (lines[1]["actor_states"], rows[1]["actor_states"]) == (["FRA", "RUS"], "FRA;RUS")
    assert (rows[0]["first_day"], rows[0]["background"], rows[0]["cameo"], rows[0]["score"]) == ("2024-01-03", "false", "036", "2.1")


def test_same_bytes_every_time(record: Record) -> None:
    """An export has no clock in it."""
    assert written(record, "parquet") == written(record, "parquet")


def test_formulas_are_made_harmless(record: Record) -> None:
    """A cell that a spreadsheet would run begins with an apostrophe; JSONL keeps the words."""
    row = next(csv.DictReader(io.StringIO(written(record, "csv").decode())))
    assert row["title"].startswith("'=HYPERLINK")
    assert json.loads(written(record, "jsonl").splitlines()[0])["title"].startswith("=HYPERLINK")


def test_numbers_below_zero_stay_numbers() -> None:
    """Only words are made harmless."""
    assert [export._cell(v) for v in (-5.2, "-5.2", ["+1", "b;c"], True, None)] == [-5.2, "'-5.2", "'+1;b,c", "true", None]


def test_file_appears_whole_or_not_at_all(record: Record, tmp_path: Path) -> None:
    """A fault on the way leaves the earlier file."""
    path = tmp_path / "events.csv"
    path.write_text("before")

    def broken() -> object:
        yield from export.tidy(record)
        raise SetupError("the disk is full")

    with pytest.raises(SetupError):
        export.write(broken(), "csv", str(path), io.BytesIO())  # type: ignore[arg-type]
    assert [p.name for p in tmp_path.iterdir()] == ["events.csv"]
    assert path.read_text() == "before"


def test_every_column_is_explained() -> None:
    """The dictionary has name, kind and meaning of each; names are snake_case and single."""
    rows = list(csv.DictReader(io.StringIO(export.dictionary())))
    assert [r["column"] for r in rows] == [c.name for c in COLUMNS]
    assert all(r["meaning"] and r["column"] == r["column"].lower() for r in rows)
    assert len({c.name for c in COLUMNS}) == len(COLUMNS)


def test_unknown_ending_is_named() -> None:
    """The remedy lists the endings."""
    with pytest.raises(SetupError, match=r"\.jsonl, \.csv or \.parquet"):
        export.form_of("events.xlsx")
