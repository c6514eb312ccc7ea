"""Makes pipelines of fakes, files of reports and runs of the command."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterable
from contextlib import ExitStack, chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from fakes.stages import SETTINGS
from legation.cli import main
from legation.config import Settings
from legation.pipeline import Pipeline

TESTS = Path(__file__).parents[1]

REPORTS: list[dict[str, str]] = [
    {"id": "a", "title": "France and Mali talk", "date": "2024-01-03", "text": "France met Mali on 2024-01-03. Russia thanked Cuba."},
    {"id": "b", "date": "2024-01-04", "text": "French envoys met leaders of Mali on 2024-01-03."},
    {"id": "c", "language": "ru", "text": "Россия met Cuba."},
    {"id": "d", "text": "Nothing happened."},
    {"id": "e", "role": "teaser", "text": "Russia bombed Mali."},
]


def pipeline(**given: object) -> Pipeline:
    """A pipeline of fakes."""
    return Pipeline(Settings(**(SETTINGS | given)))  # type: ignore[arg-type]


def reports_file(path: Path, rows: Iterable[dict[str, str]] = REPORTS, *more: str) -> str:
    """A JSONL file of reports, and lines as they are."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows) + "".join(line + "\n" for line in more), "utf-8")
    return str(path)


def environment(**more: str) -> dict[str, str]:
    """The environment in which the command finds the fakes."""
    stages = {f"LEGATION_{name.upper()}": path for name, path in SETTINGS.items()}
    path = os.pathsep.join(filter(None, (str(TESTS), os.environ.get("PYTHONPATH"))))
    return os.environ | {"PYTHONPATH": path} | stages | more


@dataclass(frozen=True, slots=True)
class Run:
    """What a run of the command left behind."""

    returncode: int
    stdout: str
    stderr: str


def legation(folder: Path, *arguments: str, stdin: str = "", **more: str) -> Run:
    """Runs `legation` in a folder, in this process: the whole command, from its arguments to its exit status."""
    kept, complaints = io.BytesIO(), io.StringIO()
    given = io.TextIOWrapper(io.BytesIO(stdin.encode()), "utf-8")
    with ExitStack() as stack:
        stack.enter_context(chdir(folder))
        stack.enter_context(redirect_stdout(io.TextIOWrapper(kept, "utf-8")))
        stack.enter_context(redirect_stderr(complaints))
        stack.enter_context(mock.patch.dict(os.environ, environment(**more)))
        stack.enter_context(mock.patch.multiple(sys, argv=["legation", *arguments], stdin=given))
        status = _status()
        sys.stdout.flush()
        return Run(status, kept.getvalue().decode(), complaints.getvalue())


def _status() -> int:
    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
