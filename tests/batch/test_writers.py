"""Many writers at once lose and double nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from fakes.making import environment, legation, reports_file
from legation.recording.record import Record
from legation.recording.verifying import proofs

WRITERS = 4


def test_writers_of_overlapping_sources_end_as_one(place: str, tmp_path: Path) -> None:
    """Four processes read three files each, of which two are others' too; the record equals that of one process reading them all."""
    Record.open(place, create=True).close()
    names = []
    for n in range(WRITERS):
        rows = [{"id": f"{n}-{k}", "date": "2024-01-03", "text": f"France met Mali on 2024-01-{k + 1:02}. Russia thanked Cuba."} for k in range(8)]
        names.append(Path(reports_file(tmp_path / f"{n}.jsonl", [*rows, {"id": "all", "text": "Mali bombed Cuba."}])).name)
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "legation", "read", *(names[(n + k) % WRITERS] for k in range(3)), "--record", place],
            cwd=tmp_path, env=environment(LEGATION_BUSY_SECONDS="60"), stderr=subprocess.PIPE,
        )
        for n in range(WRITERS)
    ]  # fmt: skip
    told = [run.communicate()[1].decode() for run in runs]
    assert [run.returncode for run in runs] == [0] * WRITERS, told
    assert legation(tmp_path, "read", *names, "--record", "one.db").returncode == 0
    with Record.open(place) as many, Record.open(str(tmp_path / "one.db")) as one:
        assert stored(many) == stored(one)
        assert [p for p in proofs(many) if not p.ok] == []


def stored(record: Record) -> list[str]:
    """What the record holds, without which input was first with a report that several have."""
    return [line for line in record.digest() if not line.startswith("input")]
