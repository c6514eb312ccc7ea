"""correct, recode, backup, restore, verify: what they print and how they end."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from fakes.making import legation, reports_file

WHO = ("--by", "Anne", "--why", "the report says so")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a record of the fakes' reports."""
    reports_file(tmp_path / "r.jsonl")
    assert legation(tmp_path, "read", "r.jsonl").returncode == 0
    return tmp_path


def events(folder: Path, *more: str) -> list[dict[str, object]]:
    """What is exported."""
    return [json.loads(line) for line in legation(folder, "export", *more).stdout.splitlines()]


def test_a_decision_is_made_told_and_taken_back(folder: Path) -> None:
    """The event as it is read now is printed; without a decision, its history."""
    event_id = str(events(folder)[0]["event_id"])
    run = legation(folder, "correct", event_id, "--set", "status=planned", "--set", "actors=CUB,MLI", *WHO)
    made = json.loads(run.stdout)
    assert (run.returncode, made["status"], [a["state"] for a in made["actors"]]) == (0, "planned", ["CUB", "MLI"])
    assert legation(folder, "correct", event_id, "--reject", *WHO).stderr == f"event {event_id} is no longer read\n"
    assert event_id not in {e["event_id"] for e in events(folder)}
    assert legation(folder, "correct", event_id, "--undo", *WHO).returncode == 0
    told = [json.loads(line) for line in legation(folder, "correct", event_id).stdout.splitlines()]
    assert [(row["action"], row["field"], row["person"]) for row in told] == [
        ("correct", "actors status", "Anne"), ("reject", None, "Anne"), ("undo", None, "Anne"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--accept",), "names who and why"),
        (("--accept", "--reject", *WHO), "One decision at a time"),
        (("--set", "status", *WHO), "has no value"),
        (("--set", "status=done", *WHO), "occurred, planned"),
        (("--set", "background=maybe", *WHO), "true or false"),
        (("--undo", *WHO), "no decision stands"),
    ],
)
def test_a_wrong_decision_is_a_fault_of_usage(folder: Path, arguments: tuple[str, ...], told: str) -> None:
    """Exit status 2, and what is allowed."""
    run = legation(folder, "correct", str(events(folder)[0]["event_id"]), *arguments)
    assert run.returncode == 2
    assert told in " ".join(run.stderr.replace("│", " ").split())


def test_a_coding_anew_prints_what_changed(folder: Path) -> None:
    """A dry run prints the same and changes nothing; a second run has nothing to do."""
    later = {"LEGATION_MINIMUM_CONFIDENCE": "0.9"}
    dry = legation(folder, "recode", "--dry-run", **later)
    assert len(events(folder)) == 3
    run = legation(folder, "recode", **later)
    assert (run.stdout, run.returncode) == (dry.stdout, 0)
    assert {row["document_id"]: len(row["removed"]) for row in map(json.loads, run.stdout.splitlines())} == {"a": 2, "b": 1, "e": 1}
    assert "3 changed, 0 failed; events: 0 added, 4 removed, 0 changed" in run.stderr
    assert events(folder) == []
    assert legation(folder, "recode", **later).stdout == ""


def test_a_backup_goes_back_from_the_command_line(folder: Path) -> None:
    """What was there is there again; what would be lost is asked about."""
    before = legation(folder, "export", "--layout", "digest").stdout
    assert legation(folder, "backup", "b.db").returncode == 0
    legation(folder, "correct", str(events(folder)[0]["event_id"]), "--reject", *WHO)
    refused = legation(folder, "restore", "b.db")
    assert (refused.returncode, "--replace" in refused.stderr) == (3, True)
    assert legation(folder, "restore", "b.db", "--replace").returncode == 0
    assert legation(folder, "export", "--layout", "digest").stdout == before


def test_a_record_is_proved(folder: Path) -> None:
    """One line a check; status 3 where one fails."""
    run = legation(folder, "verify")
    assert run.returncode == 0
    assert all(json.loads(line)["ok"] for line in run.stdout.splitlines())
    with sqlite3.connect(folder / "legation.db") as connection:
        connection.execute("UPDATE documents SET text = 'x' || text")
    harmed = legation(folder, "verify", "--table")
    assert harmed.returncode == 3
    assert "WRONG digests" in harmed.stdout
