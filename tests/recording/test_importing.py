"""Rows of other data sets keep their codes beside ours, and say where there is no equal."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import pytest

from fakes.telling import tell
from legation.errors import SetupError
from legation.recording import export
from legation.recording.finding import Query, count
from legation.recording.imported import add_imported, find_imported, tally_of, with_codes
from legation.recording.importing import read_rows
from legation.recording.record import Record
from legation.recording.writing import write


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """A record of one visit."""
    book = Record.open(str(tmp_path / "r.db"), create=True)
    tell(book, "Russia met Cuba on 2024-01-03.", "a", mode="visit", cameo="042")
    return book


def icews(*rows: str) -> str:
    """An ICEWS file with some of its columns."""
    names = "Event ID|Event Date|Source Name|Source Country|CAMEO Code|Intensity|Target Name|Target Country|Country"
    return "\n".join(line.replace("|", "\t") for line in (names, *rows)) + "\n"


@pytest.mark.parametrize("layout", ["tidy", "polecat", "icews"])
def test_our_exports_are_read_back(record: Record, tmp_path: Path, layout: str) -> None:
    """Type, day and states come back from each layout that can be imported."""
    path, shape = str(tmp_path / "x.csv"), export.LAYOUTS[layout]
    write(export.rows_of(record, shape, Query()), export.shape_of(shape), "csv", path, io.BytesIO())
    first = next(read_rows(path, layout))
    assert (first.type, first.mode, first.first_day, first.actors, first.recipients, first.unequal) == (
        "CONSULT",
        "visit",
        "2024-01-03",
        ("RUS",),
        ("CUB",),
        "",
    )


@pytest.mark.parametrize(
    ("code", "type_", "unequal"),
    [
        ("042", "CONSULT", ""), ("42", "CONSULT", ""), ("0256", "REQUEST", ""), ("163", "SANCTION", ""), ("055", "CONCEDE", ""),
        ("012", None, "CAMEO code without a PLOVER type"), ("999", None, "no CAMEO code"), ("", None, "no CAMEO code"),
    ],
)  # fmt: skip
def test_cameo_becomes_plover(tmp_path: Path, code: str, type_: str | None, unequal: str) -> None:
    """With the leading zero that a spreadsheet may have taken; a statement has no equal."""
    path = tmp_path / "x.tab"
    path.write_text(icews(f"7|2014-07-11|Government|Russian Federation|{code}|1.0|Cuba|Cuba|Occupied Palestinian Territory"))
    [row] = read_rows(str(path), "icews")
    assert (row.type, row.unequal, row.actors, row.recipients, row.place_state) == (type_, unequal, ("RUS",), ("CUB",), "PSE")
    assert row.body["CAMEO Code"] == code


def test_importing_again_changes_nothing(record: Record, tmp_path: Path) -> None:
    """Rows are known by source and id; what has no equal is counted by its code."""
    path, counts = tmp_path / "x.tab", Counter[str]()
    path.write_text(icews("7|2014-07-11|A|Russia|042|1.9|B|Cuba|", "8|2014-07-12|A|Russia|012|-0.4|B|Cuba|"))
    for _ in range(2):
        assert add_imported(record, "icews", tally_of(read_rows(str(path), "icews"), counts)) == 2
    assert counts == {"equal": 2, "CAMEO code without a PLOVER type: 012": 2}
    assert [row["their_type"] for row in find_imported(record, Query())] == ["012", "042"]


def test_imported_rows_are_never_mixed(record: Record, tmp_path: Path) -> None:
    """No entry is found or counted more; asked for, they are found by pair, type and day."""
    path = tmp_path / "x.tab"
    path.write_text(icews("7|2014-07-11|A|Russia|042|1.9|B|Cuba|"))
    add_imported(record, "icews", read_rows(str(path), "icews"))
    assert count(record, Query()) == 1
    for query, number in ((Query(pair=("Cuba", "Russia")), 1), (Query(type="AID"), 0), (Query(since="2014-08"), 0), (Query(actor="CUB"), 0)):
        assert len(list(find_imported(record, with_codes(query)))) == number


def test_another_layout_is_refused(tmp_path: Path) -> None:
    """The message names the columns that are missing."""
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(SetupError, match="lacks Event ID"):
        list(read_rows(str(path), "polecat"))


def test_polecat_lists_are_lists(tmp_path: Path) -> None:
    """Several states in a cell; None is nothing; an unknown mode is left out, an unknown type has no equal."""
    path = tmp_path / "x.txt"
    names = "Event ID\tEvent Date\tEvent Type\tEvent Mode\tActor Country\tRecipient Country\n"
    path.write_text(names + "p1\t2021-05-01\tCONSULT\tvisit\tFRA; DEU\tNone\n" + "p2\t2021-05-02\tEXPEL\tNone\tFRA\tMLI\n", encoding="latin-1")
    first, second = read_rows(str(path), "polecat")
    assert (first.actors, first.recipients, first.mode) == (("FRA", "DEU"), (), "visit")
    assert (second.type, second.their_type, second.unequal) == (None, "EXPEL", "no PLOVER type")
