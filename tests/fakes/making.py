"""Makes pipelines of fakes, files of reports and runs of the command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from fakes.stages import SETTINGS
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
    return os.environ | {"PYTHONPATH": str(TESTS)} | stages | more


def legation(folder: Path, *arguments: str, stdin: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    """Runs `legation` in a folder."""
    command = [sys.executable, "-m", "legation", *arguments]
    return subprocess.run(command, cwd=folder, env=environment(**more), input=stdin, capture_output=True, text=True, encoding="utf-8", check=False)
