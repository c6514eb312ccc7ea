"""The commands that ask of the record and take it away."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from fakes.making import REPORTS, legation, reports_file


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a record of the fakes' reports, made once."""
    made = tmp_path_factory.mktemp("read")
    reports_file(made / "reports.jsonl", REPORTS)
    assert legation(made, "read", "reports.jsonl").returncode == 0
    return made


def test_relations_are_json_in_a_pipe(folder: Path) -> None:
    """One object; states by code or name."""
    [found] = [json.loads(line) for line in legation(folder, "relations", "france", "MLI").stdout.splitlines()]
    assert (found["pair"], found["entries"], found["latest"][0]["reports"]) == (["FRA", "MLI"], 1, 2)


def test_relations_fit_80_columns(folder: Path) -> None:
    """With sparklines, counts and the latest; the chart is drawn besides."""
    run = legation(folder, "relations", "FRA", "MLI", "--table", "--chart", "x.svg")
    assert run.returncode == 0
    assert max(map(len, run.stdout.splitlines())) <= 80
    assert "\u2588" in run.stdout
    assert (folder / "x.svg").exists()


@pytest.mark.parametrize(
    ("arguments", "status"), [(("FRA", "Atlantis"), 3), (("FRA", "France"), 2), (("FRA",), 2), (("FRA", "MLI", "--chart", "x.pdf"), 3)]
)
def test_wrong_pairs_are_told(folder: Path, arguments: tuple[str, ...], status: int) -> None:
    """Never with a traceback."""
    run = legation(folder, "relations", *arguments)
    assert (run.returncode, run.stdout, "Traceback" in run.stderr) == (status, "", False)


def test_sql_answers(folder: Path) -> None:
    """As JSONL or a table; what would change the record is refused; the rows are limited, and it says so."""
    question = "SELECT type, count(*) AS n FROM events GROUP BY type ORDER BY type"
    assert [json.loads(line) for line in legation(folder, "sql", question).stdout.splitlines()][-1] == {"type": "SUPPORT", "n": 1}
    assert "SUPPORT" in legation(folder, "sql", question, "--table").stdout
    cut = legation(folder, "sql", question, "--rows", "1")
    assert (len(cut.stdout.splitlines()), "--rows" in cut.stderr) == (1, True)
    assert legation(folder, "sql", "DELETE FROM events").returncode == 3


@pytest.mark.parametrize("layout", ["tidy", "polecat", "icews", "gdelt", "gdelt-mentions", "phoenix", "plover", "panel"])
def test_layouts_go_to_files_and_standard_output(folder: Path, layout: str) -> None:
    """With a dictionary and a checksum beside the file; a pipe has the rows alone."""
    assert legation(folder, "export", "--layout", layout, "--to", f"{layout}.csv").returncode == 0
    assert (folder / f"{layout}.columns.csv").exists()
    assert (folder / f"{layout}.csv.sha256").exists()
    piped = legation(folder, "export", "--layout", layout, "--format", "csv").stdout
    assert piped.encode() == (folder / f"{layout}.csv").read_bytes()


def test_the_panel_has_its_denominators_beside_it(folder: Path) -> None:
    """Reports by source; zeros for chosen states by year."""
    run = legation(folder, "export", "--layout", "panel", "--by", "year", "--states", "FRA,Mali,CUB", "--to", "p.csv")
    assert run.returncode == 0
    with (folder / "p.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert [(r["actor"], r["recipient"], r["entries"]) for r in rows if r["entries"] != "0"] == [("FRA", "MLI", "1")]
    assert len(rows) == 6
    assert (folder / "p.reports.csv").read_text().startswith("period,source,reports\n2024,reports.jsonl,2")


def test_snapshot_and_import(folder: Path) -> None:
    """What an export holds can be imported into another record, where it stands apart; a row without an equal is printed."""
    assert legation(folder, "snapshot", "shot").returncode == 0
    assert (folder / "shot" / "entries.parquet").exists()
    assert legation(folder, "export", "--to", "tidy.parquet").returncode == 0
    run = legation(folder, "import", "tidy.parquet", "--layout", "tidy", "--source", "theirs", "--record", "other.db")
    assert (run.returncode, run.stdout, "3 with an equal here" in run.stderr) == (0, "", True)
    assert legation(folder, "find", "--record", "other.db").stdout == ""
    found = [
        json.loads(line) for line in legation(folder, "find", "--imported", "--pair", "France", "Mali", "--record", "other.db").stdout.splitlines()
    ]
    assert {(row["source"], row["type"], row["imported"]) for row in found} == {("theirs", "CONSULT", True)}
    assert "theirs" in legation(folder, "find", "--imported", "--table", "--record", "other.db").stdout
    assert legation(folder, "import", "reports.jsonl", "--layout", "icews").returncode == 3
