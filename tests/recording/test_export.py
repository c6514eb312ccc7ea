"""The tidy layout holds one event or entry a row, the same in every form."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.telling import tell
from legation.errors import SetupError
from legation.recording import export, writing
from legation.recording.columns import COLUMNS, ENTRY_COLUMNS
from legation.recording.importing import read_tidy
from legation.recording.record import Record
from legation.recording.searching import Query
from legation.recording.writing import Shape

TIDY = Shape(COLUMNS)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    """A record of two events; the second has two actors. A second report tells of the first again."""
    book = Record.open(str(tmp_path_factory.mktemp("r") / "r.db"), create=True)
    tell(book, "France met Mali on 2024-01-03. France and Russia thanked Cuba.", "a", publisher="Gazette")
    tell(book, "French envoys met Mali on 2024-01-03.", "b", day=date(2024, 1, 4), confidence=0.9)
    return book


def written(record: Record, form: str) -> bytes:
    """The export as bytes."""
    out = io.BytesIO()
    assert writing.write(export.tidy(record), TIDY, form, None, out) == 3
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


def test_a_row_an_entry(record: Record) -> None:
    """With entries, a row is the most certain telling, with how many tell of it."""
    layout = export.layout_of("tidy", entries=True)
    rows = {row["type"]: row for row in export.rows_of(record, layout, Query(), entries=True)}
    assert len(rows) == 2
    met = rows["CONSULT"]
    assert (met["document_id"], met["events"], met["reports"], met["document_ids"]) == ("b", 2, 2, ["a", "b"])
    assert met["entry_id"] == min(met["event_ids"])
    assert list(met) == [c.name for c in COLUMNS + ENTRY_COLUMNS]


@pytest.mark.parametrize(
    ("query", "types"),
    [
        (Query(since="2024-01"), ["CONSULT", "CONSULT"]),
        (Query(minimum_confidence=0.85), ["CONSULT"]),
        (Query(until="2023"), []),
        (Query(statuses=("denied",)), []),
    ],
)
def test_what_is_taken_can_be_narrowed(record: Record, query: Query, types: list[str]) -> None:
    """By days, confidence and status."""
    assert [row["type"] for row in export.rows_of(record, export.layout_of("tidy"), query)] == types


def test_file_appears_whole_or_not_at_all(record: Record, tmp_path: Path) -> None:
    """A fault on the way leaves the earlier file."""
    path = tmp_path / "events.csv"
    path.write_text("before")

    def broken() -> object:
        yield from export.tidy(record)
        raise SetupError("the disk is full")

    with pytest.raises(SetupError):
        writing.write(broken(), TIDY, "csv", str(path), io.BytesIO())  # type: ignore[arg-type]
    assert [p.name for p in tmp_path.iterdir()] == ["events.csv"]
    assert path.read_text() == "before"


@pytest.mark.parametrize("name", export.LAYOUTS)
def test_every_column_is_explained(name: str) -> None:
    """The dictionary has name, kind and meaning of each, in order; names are single."""
    columns = export.LAYOUTS[name].columns
    rows = list(csv.DictReader(io.StringIO(writing.dictionary(columns))))
    assert [r["column"] for r in rows] == [c.name for c in columns]
    assert all(r["meaning"] for r in rows)
    assert len({c.name for c in columns}) == len(columns)


WORDS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=12)
ITEMS = st.lists(WORDS.filter(lambda item: item and ";" not in item), max_size=3)
VALUES = {
    "text": st.none() | WORDS.filter(bool),
    "list": ITEMS,
    "integer": st.none() | st.integers(-(2**53), 2**53),
    "number": st.none() | st.floats(-1e9, 1e9).map(lambda value: round(value, 6)),
    "boolean": st.booleans(),
}
ROWS = st.fixed_dictionaries({column.name: VALUES[column.kind] for column in COLUMNS[:24]})


@settings(max_examples=60, deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=3), st.sampled_from(["csv", "jsonl", "parquet"]))
def test_tidy_comes_back(tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, object]], form: str) -> None:
    """What the tidy layout wrote is read as it was: any words, lists, numbers, and nothing."""
    path = str(tmp_path_factory.getbasetemp() / f"tidy.{form}")
    writing.write(rows, Shape(COLUMNS[:24]), form, path, io.BytesIO())
    assert list(read_tidy(path)) == rows


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([*"France met Mali. thanked Cuba 2024-01-03 =1+1 '".split(), "\u202e", "\U0001f600", "e\u0301"]), max_size=12))
def test_offsets_are_those_of_the_text(tmp_path_factory: pytest.TempPathFactory, words: list[str]) -> None:
    """Every span of every exported row quotes its report, whatever signs the report holds."""
    text = " ".join(words)
    with Record.open(str(tmp_path_factory.mktemp("r") / "r.db"), create=True) as book:
        tell(book, text, "a")
        for row in export.tidy(book):
            assert text[row["anchor_start"] : row["anchor_end"]] == row["anchor_text"]
            assert text[row["sentence_start"] : row["sentence_end"]] == row["sentence"]
