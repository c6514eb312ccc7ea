"""Every command: its result on standard output, its exit status, its one line on standard error."""

from __future__ import annotations

import csv
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fakes.making import REPORTS, environment, legation, reports_file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with `reports.jsonl`: five reports and a line that is none."""
    reports_file(tmp_path / "reports.jsonl", REPORTS, "no json")
    return tmp_path


@pytest.fixture(scope="module")
def read_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a record of the reports, made once."""
    made = tmp_path_factory.mktemp("read")
    reports_file(made / "reports.jsonl", REPORTS, "no json")
    assert legation(made, "read", "reports.jsonl").returncode == 0
    return made


def lines(output: str) -> list[dict[str, object]]:
    """JSONL as rows."""
    return [json.loads(line) for line in output.splitlines()]


def test_help_names_every_command_and_imports_nothing_heavy(tmp_path: Path) -> None:
    """`legation --help` answers without the database, the model or the settings."""
    program = """
import sys
from legation.cli import main
sys.argv = ["legation", "--help"]
try:
    main()
except SystemExit:
    print(list(sys.modules))
"""
    run = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False)
    for command in ("text", "mentions", "code", "statements", "relate", "read", "find", "show", "export", "desk", "evaluate", "check", "doctor"):
        assert f"  {command} " in run.stdout
    for heavy in ("sqlalchemy", "pydantic", "onnxruntime", "numpy", "pyarrow"):
        assert f"'{heavy}'" not in run.stdout


def test_text_prints_one_line_per_input(folder: Path) -> None:
    """Reports in order, a failure in its place."""
    run = legation(folder, "text", "reports.jsonl")
    found = lines(run.stdout)
    assert [row["id"] for row in found] == ["a", "b", "c", "d", "e", "reports.jsonl:5"]
    assert list(found[0])[:7] == ["id", "origin", "title", "date", "date_basis", "language", "url"]
    assert found[5]["failure"]["reason"] == "bad_json"  # type: ignore[index]
    assert run.returncode == 0


def test_date_is_given_to_what_has_none(folder: Path) -> None:
    """`--date` leaves a report's own day alone."""
    found = lines(legation(folder, "text", "reports.jsonl", "--date", "2020-02-02").stdout)
    assert [(row["date"], row["date_basis"]) for row in (found[0], found[3])] == [("2024-01-03", "field"), ("2020-02-02", "given")]


def test_mentions_prints_one_line_per_input(folder: Path) -> None:
    """A time has its moment, a nationality its state's place, a failure its line."""
    found = lines(legation(folder, "mentions", "reports.jsonl").stdout)
    assert len(found) == 6
    times = [m for m in found[0]["mentions"] if m["kind"] == "time"]  # type: ignore[attr-defined]
    assert times[0]["moment"] == {"value": "2024-01-03", "precision": "day", "type": "DATE", "timex_value": "2024-01-03"}
    french = found[1]["mentions"][0]  # type: ignore[index]
    assert list(french) == ["text", "start", "end", "kind", "actor", "place", "moment"]
    assert (french["kind"], french["place"]["state"], french["actor"]["state"]) == ("nationality", "FRA", "FRA")
    assert list(french["place"]) == ["name", "state", "latitude", "longitude", "geonames_id", "precision"]


def test_relate_answers_line_by_line(folder: Path) -> None:
    """The row comes back with the answer added, a bad line as a failure; two workers give the same bytes."""
    row = {"id": 1, "text": "Chad thanked Togo.", "actor": {"start": 0, "end": 4}, "recipient": {"start": 13, "end": 17}, "note": "kept"}
    (folder / "questions.jsonl").write_text(json.dumps(row) + "\nno json\n" + json.dumps(row | {"id": "2"}) + "\n")
    run = legation(folder, "relate", "questions.jsonl")
    first, bad, second = lines(run.stdout)
    assert row.items() <= first.items()
    assert (first["type"], first["quad"], first["status"], second["id"]) == ("SUPPORT", 1, "occurred", "2")
    assert set(bad) == {"id", "failure"}
    assert legation(folder, "relate", "questions.jsonl", "--workers", "2").stdout == run.stdout


def test_code_prints_events_only(folder: Path) -> None:
    """Failures and the tally stay out of standard output; leads too."""
    run = legation(folder, "code", "reports.jsonl")
    assert [row["type"] for row in lines(run.stdout)] == ["CONSULT", "SUPPORT", "CONSULT"]
    assert "6 read = 2 coded + 2 empty + 0 duplicate + 1 skipped + 1 failed; 3 events" in run.stderr
    assert "another language: ru 1" in run.stderr


def test_code_prints_leads_when_asked(folder: Path) -> None:
    """`--include teasers` prints what other stories' teasers say; the tally does not count it."""
    run = legation(folder, "code", "reports.jsonl", "--include", "teasers")
    assert lines(run.stdout)[-1]["role"] == "teaser"
    assert "3 events" in run.stderr


def test_code_explains_what_it_did_not_code(folder: Path) -> None:
    """After a report's events, a line for each act considered, with the reason; the table says it in plain English."""
    reports_file(folder / "lone.jsonl", [{"id": "x", "text": "Somebody met Mali. France met Mali."}, REPORTS[1]])
    first, left, second = lines(legation(folder, "code", "lone.jsonl", "--explain").stdout)
    anchor = {"text": "met", "start": 9, "end": 12}
    assert left == {"document_id": "x", "dropped": {"anchor": anchor, "type": "CONSULT", "rule": "meet", "reason": "no_actor"}}
    assert (first["document_id"], second["document_id"]) == ("x", "b")
    assert len(lines(legation(folder, "code", "lone.jsonl").stdout)) == 2
    table = legation(folder, "code", "lone.jsonl", "--explain", "--table").stdout
    assert "no actor is named" in table
    assert max(map(len, table.splitlines())) <= 80


@pytest.mark.parametrize("workers", "12")
def test_events_below_the_minimum_are_left_out(folder: Path, workers: str) -> None:
    """The fakes are sure to 0.8: that much passes, more is said to be dropped, and the tally counts what is left."""
    assert len(lines(legation(folder, "code", "reports.jsonl", "--minimum-confidence", "0.8", "--workers", workers).stdout)) == 3
    run = legation(folder, "code", "reports.jsonl", "--minimum-confidence", "0.81", "--explain", "--workers", workers)
    assert {row["dropped"]["reason"] for row in lines(run.stdout)} == {"low_confidence"}  # type: ignore[index]
    assert "; 0 events" in run.stderr


def test_the_record_takes_no_event_below_the_minimum(folder: Path) -> None:
    """`read` leaves them out of the record; a report read with another minimum is coded anew."""
    legation(folder, "read", "reports.jsonl", "--minimum-confidence", "0.9")
    assert legation(folder, "find").stdout == ""
    assert "2 coded" in legation(folder, "read", "reports.jsonl").stderr
    assert len(lines(legation(folder, "find").stdout)) == 2


@pytest.mark.parametrize("command", ["code", "read"])
@pytest.mark.parametrize("value", ["1.5", "-0.1", "nan", "high"])
def test_a_minimum_is_a_number_from_0_to_1(folder: Path, command: str, value: str) -> None:
    """Anything else is a fault of usage that names the value."""
    run = legation(folder, command, "reports.jsonl", f"--minimum-confidence={value}")
    assert (run.returncode, run.stdout) == (2, "")
    assert f"{value!r} is no number from 0 to 1" in run.stderr


def test_code_gives_the_same_bytes_with_two_workers(folder: Path) -> None:
    """The number of processes changes nothing."""
    alone, shared = (legation(folder, "code", "reports.jsonl", "--workers", n).stdout for n in "12")
    assert alone == shared != ""


def test_code_reads_standard_input(folder: Path) -> None:
    """- is standard input."""
    assert lines(legation(folder, "code", "-", stdin=json.dumps(REPORTS[0])).stdout)[0]["document_id"] == "a"


def test_statements_prints_what_is_only_said(folder: Path) -> None:
    """One line a statement, with speaker, words and states; two workers give the same bytes; a table fits 80 columns."""
    reports_file(folder / "said.jsonl", [{"id": "s", "text": "France said Mali was calm. Russia met Cuba."}])
    run = legation(folder, "statements", "said.jsonl")
    [row] = lines(run.stdout)
    assert list(row) == ["document_id", "sentence", "speaker", "content", "states"]
    assert (row["speaker"]["state"], row["content"], row["states"]) == ("FRA", {"text": "Mali was calm", "start": 12, "end": 25}, ["MLI"])  # type: ignore[index]
    assert legation(folder, "statements", "said.jsonl", "--workers", "2").stdout == run.stdout
    table = legation(folder, "statements", "said.jsonl", "--table").stdout
    assert max(map(len, table.splitlines())) <= 80
    assert "Mali was calm" in table


def test_a_report_in_the_record_keeps_its_statements(folder: Path) -> None:
    """`show` prints them with the report; a report with nothing else is coded, not empty."""
    reports_file(folder / "said.jsonl", [{"id": "s", "text": "France said Mali was calm."}])
    assert "1 coded" in legation(folder, "read", "said.jsonl").stderr
    [report] = lines(legation(folder, "show", "s").stdout)
    assert report["statements"] == lines(legation(folder, "statements", "said.jsonl").stdout)


def test_table_fits_80_columns(folder: Path) -> None:
    """`--table` prints a table that a plain terminal holds."""
    run = legation(folder, "code", "reports.jsonl", "--table")
    assert max(map(len, run.stdout.splitlines())) <= 80
    assert "FRA → MLI" in run.stdout


def test_terminal_gets_a_table_and_a_pipe_gets_json(folder: Path) -> None:
    """Who looks at a terminal sees a table unasked."""
    parent, child = pty.openpty()
    subprocess.run(
        [sys.executable, "-m", "legation", "code", "reports.jsonl"],
        cwd=folder,
        env=environment(),
        stdout=child,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    os.close(child)
    assert b"In these words" in os.read(parent, 100_000)


def test_read_prints_nothing_into_a_pipe(folder: Path) -> None:
    """The result of `read` is the record."""
    run = legation(folder, "read", "reports.jsonl")
    assert (run.stdout, run.returncode, (folder / "legation.db").exists()) == ("", 0, True)


def test_reading_again_changes_nothing(folder: Path) -> None:
    """The second run counts duplicates; the digest of the record stays."""
    legation(folder, "read", "reports.jsonl")
    before = legation(folder, "export", "--layout", "digest").stdout
    run = legation(folder, "read", "reports.jsonl", "--workers", "2")
    assert "6 read = 0 coded + 0 empty + 5 duplicate + 0 skipped + 1 failed" in run.stderr
    assert legation(folder, "export", "--layout", "digest").stdout == before != ""


def test_find_joins_two_reports_of_one_act(read_folder: Path) -> None:
    """One entry a line, with how many reports tell of it."""
    found = lines(legation(read_folder, "find", "--pair", "FRA", "Mali").stdout)
    assert [(row["type"], row["reports"]) for row in found] == [("CONSULT", 2)]


@pytest.mark.parametrize("words", ['" OR 1=1', "a* NEAR(b", "'); DROP TABLE events;--", "-", "sentence:met", "\x01"])
def test_find_takes_any_words(read_folder: Path, words: str) -> None:
    """Signs of the query language are words like others."""
    assert legation(read_folder, "find", "--text", words).returncode == 0


def test_find_refuses_what_is_no_day(read_folder: Path) -> None:
    """A wrong filter is a fault of usage."""
    run = legation(read_folder, "find", "--since", "yesterday")
    assert (run.returncode, run.stdout) == (2, "")


def test_show_takes_entries_events_and_reports(read_folder: Path) -> None:
    """Every member of an entry leads to it; a report's id to the report."""
    found = lines(legation(read_folder, "show", "a").stdout)[0]
    event = found["events"][0]["event_id"]  # type: ignore[index]
    entry = lines(legation(read_folder, "show", event).stdout)[0]
    assert [e["document_id"] for e in entry["events"]] in (["a", "b"], ["b", "a"])  # type: ignore[attr-defined]
    assert legation(read_folder, "show", "nobody").returncode == 1


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_export_writes_a_file_with_its_dictionary(read_folder: Path, form: str) -> None:
    """The name's ending gives the form; the columns are explained beside it."""
    run = legation(read_folder, "export", "--to", f"events.{form}")
    assert (run.returncode, run.stdout) == (0, "")
    assert (read_folder / f"events.{form}").stat().st_size > 0
    with (read_folder / "events.columns.csv").open(encoding="utf-8") as file:
        assert next(csv.DictReader(file))["column"] == "entry_id"


def test_evaluate_scores_stories(folder: Path) -> None:
    """A story whose one gold act is found with its actors and status scores 1 at every level."""
    event = {
        "type": "CONSULT",
        "quote": "met Mali",
        "anchor": "met",
        "actors": [{"country": "FRA"}],
        "recipients": [{"country": "MLI"}],
        "status": "occurred",
    }
    (folder / "gold.jsonl").write_text(json.dumps({"id": "s", "text": "France met Mali.", "events": [event]}))
    run = legation(folder, "evaluate", "gold.jsonl")
    assert [lines(run.stdout)[0][level]["f1"] for level in ("act", "dyad", "whole")] == [1, 1, 1]  # type: ignore[index]
    assert legation(folder, "evaluate", "nowhere.jsonl").returncode == 2
    table = legation(folder, "evaluate", "gold.jsonl", "--table").stdout
    assert re.search(r"whole +100.0 +100.0 +100.0 +100.0–100.0", table)
    assert max(map(len, table.splitlines())) <= 80


def test_evaluate_tells_sets_apart(folder: Path) -> None:
    """One line a set: sentences without events, and pairs, which are coded and related; a wrong set is told before anything is coded."""
    pair = {"id": "p", "text": "France thanked Mali.", "actor": {"start": 0, "end": 6}, "recipient": {"start": 15, "end": 19}, "type": "SUPPORT"}
    (folder / "pairs.jsonl").write_text(json.dumps(pair))
    (folder / "silent.jsonl").write_text(json.dumps({"id": "s", "text": "Nothing happened.", "events": []}))
    silent, pairs = lines(legation(folder, "evaluate", "silent.jsonl", "pairs.jsonl").stdout)
    assert (silent["set"], silent["without_events"]) == ("sentences", {"documents": 1, "none_coded": 1.0})
    assert (pairs["set"], pairs["without_marks"], pairs["marked"]["accuracy"]) == ("relations", {"type_coded": 1.0, "events": 1.0}, 1.0)  # type: ignore[index]
    assert "type F1, mean" in legation(folder, "evaluate", "pairs.jsonl", "--table").stdout
    run = legation(folder, "evaluate", "silent.jsonl", "reports.jsonl")
    assert (run.returncode, run.stdout, "reports.jsonl:1: no field" in run.stderr) == (3, "", True)


def test_doctor_says_what_is_wrong(folder: Path) -> None:
    """All well: 0. A stage that is not there: 3, with the remedy."""
    assert legation(folder, "doctor").returncode == 0
    run = legation(folder, "doctor", LEGATION_CODER="fakes.nowhere:coder")
    assert run.returncode == 3
    assert [row["check"] for row in lines(run.stdout) if not row["ok"]] == ["coder", "coding"]


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("text", "nowhere.jsonl"), 1),
        (("code", "nowhere.jsonl"), 1),
        (("read", "nowhere.jsonl"), 1),
        (("code",), 2),
        (("code", "reports.jsonl", "--date", "3 May"), 2),
        (("invent",), 2),
        (("find",), 3),
        (("show", "a", "--record", "nowhere.db"), 3),
        (("read", "reports.jsonl", "--record", "no/folder/legation.db"), 3),
        (("read", "reports.jsonl", "--record", "postgresql://host/db"), 3),
    ],
)
def test_exit_status(folder: Path, arguments: tuple[str, ...], status: int) -> None:
    """1 nothing could be read, 2 usage, 3 set-up; never a traceback."""
    run = legation(folder, *arguments)
    assert run.returncode == status
    assert "Traceback" not in run.stderr
    assert run.stderr.strip()


def test_wrong_settings_are_named(folder: Path) -> None:
    """A setting that does not exist stops the run with its name."""
    (folder / "legation.toml").write_text("workres = 2\n")
    run = legation(folder, "code", "reports.jsonl")
    assert (run.returncode, "workres" in run.stderr, "Traceback" in run.stderr) == (3, True, False)


def test_closed_pipe_is_quiet(folder: Path) -> None:
    """`legation code ... | head -1` complains of nothing."""
    reports_file(folder / "many.jsonl", [REPORTS[0] | {"id": str(n)} for n in range(3000)])
    run = subprocess.run(
        f"{sys.executable} -m legation code many.jsonl | head -1",
        shell=True,
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr, len(run.stdout.splitlines())) == (0, "", 1)


def test_interrupt_is_quiet(folder: Path) -> None:
    """Ctrl-C ends with 130 and without a traceback."""
    command = [sys.executable, "-m", "legation", "code", "-"]
    run = subprocess.Popen(command, cwd=folder, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(1.5)
    run.send_signal(signal.SIGINT)
    _, complaint = run.communicate(timeout=20)
    assert (run.returncode, "Traceback" in complaint) == (130, False)
