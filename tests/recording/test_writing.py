"""Delimited files are read as they were meant by the programs that people use, and run nothing in a spreadsheet."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.errors import SetupError
from legation.recording.layouts.shape import Column
from legation.recording.writing import FORMULA_SIGNS, Shape, form_of, uncell, write

COLUMNS = tuple(Column(name, "text", name, lambda row: row) for name in ("code", "words", "last"))
AWKWARD = [
    {"code": "042", "words": 'He said "no", then; left\nat once', "last": "x"},
    {"code": "010", "words": "=1+1", "last": "\u00e9\u4e2d\U0001f600"},
    {"code": "190", "words": "tab\there", "last": None},
]


def file_of(folder: Path, *, comma: bool) -> Path:
    """The awkward rows in a file."""
    path = folder / ("rows.csv" if comma else "rows.tsv")
    write(AWKWARD, Shape(COLUMNS, comma=comma), "csv", str(path), io.BytesIO())
    return path


def expected(*, comma: bool) -> list[list[str | None]]:
    """What a reader of text should find."""
    return [["042", AWKWARD[0]["words"] if comma else AWKWARD[0]["words"].replace("\n", " "), "x"], ["010", "'=1+1", AWKWARD[1]["last"]],
            ["190", "tab\there" if comma else "tab here", None]]  # type: ignore[union-attr]  # fmt: skip


@pytest.mark.parametrize("comma", [True, False])
def test_pandas_reads_it(tmp_path: Path, comma: bool) -> None:
    """Cells come back, leading zeros too where codes are read as text."""
    pandas = pytest.importorskip("pandas")
    found = pandas.read_csv(file_of(tmp_path, comma=comma), sep="," if comma else "\t", dtype=str, keep_default_na=False)
    assert [[cell or None for cell in row] for row in found.to_numpy().tolist()] == expected(comma=comma)


@pytest.mark.parametrize("comma", [True, False])
def test_polars_reads_it(tmp_path: Path, comma: bool) -> None:
    """Cells come back."""
    polars = pytest.importorskip("polars")
    found = polars.read_csv(file_of(tmp_path, comma=comma), separator="," if comma else "\t", infer_schema=False)
    assert [list(row) for row in found.rows()] == expected(comma=comma)


@pytest.mark.parametrize("comma", [True, False])
def test_duckdb_reads_it(tmp_path: Path, comma: bool) -> None:
    """Cells come back, the dialect found by itself."""
    duckdb = pytest.importorskip("duckdb")
    found = duckdb.sql(f"SELECT * FROM read_csv('{file_of(tmp_path, comma=comma)}', all_varchar = true, header = true)").fetchall()
    assert [list(row) for row in found] == expected(comma=comma)


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00")))
def test_cells_come_back(words: str) -> None:
    """Any words through a comma-separated cell are the same words; none begins with a sign that a spreadsheet runs."""
    out = io.BytesIO()
    write([{"code": words, "words": None, "last": "end"}], Shape(COLUMNS, header=False), "csv", None, out)
    [row] = csv.reader(io.StringIO(out.getvalue().decode(), newline=""))
    assert row[1:] == ["", "end"]
    assert not row[0].startswith(FORMULA_SIGNS)
    assert uncell(row[0]) == words


@given(st.text(st.characters(exclude_categories=("Cs",))), st.text(st.characters(exclude_categories=("Cs",))))
def test_a_row_between_tabs_is_a_line(first: str, second: str) -> None:
    """Whatever words hold, a row is one line with as many tabs as the header."""
    out = io.BytesIO()
    write([{"code": "042", "words": first, "last": second}], Shape(COLUMNS, comma=False), "csv", None, out)
    lines = out.getvalue().decode().split("\n")
    assert len(lines) == 3
    assert lines[1].count("\t") == 2


@settings(max_examples=50)
@given(st.integers() | st.floats(allow_nan=False))
def test_numbers_stay_numbers(number: float) -> None:
    """No number is ever made harmless, below zero or not."""
    assert Shape(COLUMNS).cell(number) == number


def test_only_words_are_made_harmless() -> None:
    """Lists have `;` between, truth is in small letters, nothing is empty; one apostrophe more where there was one."""
    cell = Shape(COLUMNS).cell
    assert [cell(v) for v in (-5.2, "-5.2", ["+1", "b;c"], True, None, "'=x")] == [-5.2, "'-5.2", "'+1;b,c", "true", None, "''=x"]


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_stream_that_nobody_reads_stays_open(form: str) -> None:
    """The fault passes on, and standard output can still be let go of."""

    class Closed(io.BytesIO):
        def write(self, _data: object) -> int:
            raise BrokenPipeError

    out = Closed()
    with pytest.raises(BrokenPipeError):
        write(AWKWARD, Shape(COLUMNS), form, None, out)
    assert not out.closed


def test_checksums_are_beside_each_file(tmp_path: Path) -> None:
    """SHA-256 of the rows and of their dictionary, as sha256sum writes them."""
    path = file_of(tmp_path, comma=True)
    sums = dict(line.split("  ")[::-1] for line in Path(f"{path}.sha256").read_text().splitlines())
    assert sums == {name: hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() for name in ("rows.csv", "rows.columns.csv")}


def test_unknown_ending_is_named() -> None:
    """The remedy lists the endings; GDELT's capital .CSV is one."""
    assert form_of("20240103.export.CSV") == "csv"
    with pytest.raises(SetupError, match=r"\.jsonl, \.csv or \.parquet"):
        form_of("events.xlsx")
