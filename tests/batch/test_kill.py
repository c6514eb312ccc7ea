"""A kill at any moment loses and doubles nothing."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from fakes.making import REPORTS, environment, legation, reports_file

TRIALS, KILLS = 3, 2


@pytest.mark.parametrize("seed", range(TRIALS))
def test_killed_runs_end_as_if_never_killed(tmp_path: Path, seed: int) -> None:
    """A run whose whole process group is killed, and run again, gives the record of an uninterrupted run."""
    rows = [*REPORTS, *(REPORTS[n % 2] | {"id": f"n{n}"} for n in range(30))]
    reports_file(tmp_path / "r.jsonl", rows, "no json")
    command = ["read", "r.jsonl", "--record"]
    chance = random.Random(seed)
    for _ in range(KILLS):
        run = subprocess.Popen(
            [sys.executable, "-m", "legation", *command, "cut.db"], cwd=tmp_path, env=environment(), start_new_session=True, stderr=subprocess.DEVNULL
        )
        try:
            run.wait(chance.uniform(0.4, 1.5))
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL)
            run.wait()
    for name in ("cut.db", "whole.db"):
        assert legation(tmp_path, *command, name).returncode == 0
    digests = [legation(tmp_path, "export", "--layout", "digest", "--record", name).stdout for name in ("cut.db", "whole.db")]
    assert digests[0] == digests[1] != ""
