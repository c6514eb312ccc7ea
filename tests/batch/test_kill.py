"""A kill at any moment loses and doubles nothing."""

from __future__ import annotations

import gzip
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from fakes.making import environment, legation
from legation.recording.record import Record
from legation.recording.verifying import proofs

TRIALS, KILLS = 10, 3
READER = "legation.reading.reader:SourceReader"
STATES, VERBS = ("France", "Mali", "Cuba", "Russia"), ("met", "thanked", "bombed")
READ = ("read", "in", "--record")


def sixty_inputs(folder: Path) -> None:
    """Rows, pages, texts and a table, some of them empty, broken, doubled or in another language."""
    folder.mkdir()
    said = [f"{STATES[n % 4]} {VERBS[n % 3]} {STATES[(n + 1) % 4]} on 2024-01-{1 + n % 28:02}. French envoys met Cuba." for n in range(60)]
    rows = [json.dumps({"id": f"r{n}", "date": f"2024-01-{1 + n % 28:02}", "text": said[n]}) for n in range(26)]
    rows[5], rows[9] = json.dumps({"id": "u", "language": "ru", "text": "Россия met Cuba."}), rows[8]
    (folder / "a.jsonl").write_text("\n".join([*rows[:13], "no json", json.dumps({"id": 5, "text": ["x"]})]) + "\n")
    (folder / "b.jsonl").write_text("\n".join(rows[13:]) + "\n")
    (folder / "c.csv").write_text("id,date,text\n" + "".join(f'c{n},2024-02-0{n},"{said[n]}"\n' for n in range(1, 6)))
    for n in range(12):
        paragraphs = "".join(f"<p>{said[n + k]} The ministry told reporters so.</p>" for k in range(3))
        page = f"<html lang='en'><head><title>Day {n}</title></head><body><article><h1>Day {n}</h1>{paragraphs}</article></body></html>"
        (folder / f"p{n:02}.html").write_text(page)
        (folder / f"t{n:02}.txt").write_text(f"{said[n + 20]}\n\n{said[n + 40]}\n")
    (folder / "empty.html").write_text("")
    (folder / "none.html").write_text("<html><head><title>t</title></head><body></body></html>")
    (folder / "cut.html.gz").write_bytes(gzip.compress(page.encode())[:-40])


@pytest.fixture(scope="module")
def uninterrupted(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], float]:
    """What an uninterrupted run leaves, and how long it took."""
    folder = tmp_path_factory.mktemp("whole")
    sixty_inputs(folder / "in")
    began = time.monotonic()
    command = [sys.executable, "-m", "legation", *READ, "r.db"]
    told = subprocess.run(command, cwd=folder, env=environment(LEGATION_READER=READER), capture_output=True, text=True, check=True).stderr
    took = time.monotonic() - began
    assert "60 read" in told
    digest = held(folder)
    assert legation(folder, *READ, "r.db", LEGATION_READER=READER).returncode == 0
    assert held(folder) == digest
    return digest, took


def held(folder: Path) -> list[str]:
    """What the record holds; it is whole."""
    with Record.open(str(folder / "r.db")) as record:
        assert [p for p in proofs(record) if not p.ok] == []
        return list(record.digest())


@pytest.mark.parametrize("seed", range(TRIALS))
def test_killed_runs_end_as_if_never_killed(uninterrupted: tuple[list[str], float], tmp_path: Path, seed: int) -> None:
    """A run whose whole process group is killed, three times, and run again, gives the record of an uninterrupted run."""
    digest, took = uninterrupted
    sixty_inputs(tmp_path / "in")
    killed(tmp_path, "r.db", took, random.Random(seed))
    assert legation(tmp_path, *READ, "r.db", LEGATION_READER=READER).returncode == 0
    assert held(tmp_path) == digest


def killed(folder: Path, book: str, took: float, chance: random.Random) -> None:
    """Runs that are killed, each at a moment of an uninterrupted run."""
    for _ in range(KILLS):
        run = subprocess.Popen(
            [sys.executable, "-m", "legation", *READ, book], cwd=folder, env=environment(LEGATION_READER=READER),
            start_new_session=True, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            run.wait(chance.uniform(0, took * 1.05))
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL)
            run.wait()


def test_killed_runs_on_a_server_end_as_if_never_killed(
    uninterrupted: tuple[list[str], float], postgresql: Callable[[], str], tmp_path: Path
) -> None:
    """The same of a record on a server, line by line."""
    digest, took = uninterrupted
    sixty_inputs(tmp_path / "in")
    book = postgresql()
    killed(tmp_path, book, took, random.Random(0))
    assert legation(tmp_path, *READ, book, LEGATION_READER=READER).returncode == 0
    with Record.open(book) as record:
        assert [p for p in proofs(record) if not p.ok] == []
        assert list(record.digest()) == digest


def test_order_and_workers_change_nothing(tmp_path: Path) -> None:
    """The sources in any order, coded by 1, 2 or 4 processes: the same reports, events and participants, byte by byte."""
    sixty_inputs(tmp_path / "in")
    names = sorted(f"in/{p.name}" for p in (tmp_path / "in").iterdir())
    digests = []
    for workers in (1, 2, 4):
        book = f"{workers}.db"
        command = ("read", *random.Random(workers).sample(names, len(names)), "--record", book, "--workers", str(workers))
        assert legation(tmp_path, *command, LEGATION_READER=READER).returncode == 0
        with Record.open(str(tmp_path / book)) as record:
            digests.append(list(record.digest()))
    assert digests[0] == digests[1] == digests[2]
