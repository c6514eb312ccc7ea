"""Reads each hostile input of a manifest into a record of its own, under the time and memory that it allows, and says what became of it.

    python benchmarks/hostile_inputs.py FOLDER [--once] [ID ...]

`FOLDER/manifest.jsonl` has a line {id, file, kind, expect, limit_s, limit_mb} per input; `expect` is quarantine, article or empty. Prints a table of
Markdown: what came, how many seconds its processes computed (less what an empty run takes; on a busy machine the clock tells nothing), how much
memory the largest held, and whether all was as expected, and (without `--once`) a second reading changed nothing and the record is whole.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LATEST = 300
"""Seconds after which a run is stopped, whatever the manifest allows."""


def main() -> None:
    """Prints the table."""
    folder, once = Path(sys.argv[1]), "--once" in sys.argv
    wanted = set(sys.argv[2:]) - {"--once"}
    rows = [json.loads(line) for line in (folder / "manifest.jsonl").read_text("utf-8").splitlines()]
    start = _timed(folder / "nothing-here.txt")[0]
    print(f"an empty run takes {start:.1f} s\n\n| id | file | expected | came | seconds | MB | verdict |\n|---|---|---|---|---|---|---|")
    for row in rows:
        if not wanted or row["id"] in wanted:
            _try(folder, row, start, once=once)


def _try(folder: Path, row: dict[str, object], start: float, *, once: bool) -> None:
    with tempfile.TemporaryDirectory() as inside:
        book = f"{inside}/r.db"
        seconds, megabytes, status, told = _timed(folder / str(row["file"]), book)
        counts = _outcomes(told)
        faults = [] if once else _faults(folder / str(row["file"]), book)
        if "Traceback" in told or status not in (0, 1):
            faults.append(f"exit {status}")
        expected = {"quarantine": ("failed",), "article": ("coded", "empty", "skipped"), "empty": ("empty", "failed", "skipped")}[str(row["expect"])]
        if not any(counts.get(name) for name in expected):
            faults.append("not as expected")
        if seconds - start > float(str(row["limit_s"])):
            faults.append("too slow")
        if megabytes > float(str(row["limit_mb"])):
            faults.append("too large")
    came = ", ".join(f"{number} {name}" for name, number in counts.items() if number)
    cells = (row["id"], row["file"], row["expect"], came, f"{max(0.0, seconds - start):.1f}/{row['limit_s']}", f"{megabytes:.0f}/{row['limit_mb']}")
    print(f"| {' | '.join(map(str, cells))} | {'; '.join(faults) or 'ok'} |", flush=True)


def _faults(source: Path, book: str) -> list[str]:
    """What a second reading changes, and what of the record is not whole."""
    first = _run("export", "--layout", "digest", "--record", book)
    _timed(source, book)
    faults = ["second reading differs"] if _run("export", "--layout", "digest", "--record", book) != first else []
    return faults + (["record not whole"] if '"ok": false' in _run("verify", "--record", book) else [])


def _timed(source: Path, book: str | None = None) -> tuple[float, float, int, str]:
    """Seconds, megabytes of the largest process, exit status and standard error of a reading."""
    command = [sys.executable, "-m", "legation", "read", str(source), "--record", book or os.devnull + "/none"]
    with tempfile.TemporaryFile("w+") as errors:
        began = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors)
        while (found := os.wait4(process.pid, os.WNOHANG))[0] == 0:
            if time.monotonic() - began > LATEST:
                process.kill()
            time.sleep(0.05)
        errors.seek(0)
        return found[2].ru_utime + found[2].ru_stime, found[2].ru_maxrss / 1024, os.waitstatus_to_exitcode(found[1]), errors.read()


def _run(*arguments: str) -> str:
    return subprocess.run([sys.executable, "-m", "legation", *arguments], capture_output=True, text=True, check=False).stdout


def _outcomes(told: str) -> dict[str, int]:
    line = next((line for line in told.splitlines() if " read = " in line), "")
    counts = line.partition(" = ")[2].partition(";")[0].split(" + ")
    return {name: int(number) for number, _, name in (count.partition(" ") for count in counts) if name}


if __name__ == "__main__":
    main()
