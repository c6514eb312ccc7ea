"""Checks that an installation is whole: the interpreter, the stages with their model and data, full-text search, the record."""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from legation import __version__
from legation.errors import LegationError, SetupError
from legation.pipeline import Pipeline, document_of
from legation.recording.addresses import exists, on_server, shown
from legation.recording.record import Record

OLDEST, TOO_NEW = (3, 11), (3, 14)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at; `message` says what was found, and the remedy where it is wrong."""

    name: str
    ok: bool
    message: str


def checks(pipeline: Pipeline) -> Iterator[Check]:
    """Every check in turn; one that fails does not stop the next."""
    yield _check("python", _python)
    yield _check("full-text search", _full_text)
    for name in ("reader", "parser", "resolver", "grounder", "coder"):
        yield _check(name, lambda name=name: _stage(pipeline, name))  # type: ignore[misc]
    yield _check("coding", lambda: _coding(pipeline))
    yield _check("record", lambda: _record(pipeline.settings.record, pipeline.settings.busy_seconds))


def _check(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, True, look())
    except LegationError as error:
        return Check(name, False, str(error))
    except Exception as error:  # noqa: BLE001 - whatever is wrong, the doctor says so and looks on
        return Check(name, False, f"{type(error).__name__}: {error}. Install legation again: pip install --force-reinstall legation")


def _python() -> str:
    if not OLDEST <= sys.version_info[:2] < TOO_NEW:
        raise SetupError(f"Python {sys.version.split()[0]} is not supported. Use 3.11 to 3.13: uv venv --python 3.13")
    return f"Python {sys.version.split()[0]}, legation {__version__}"


def _full_text() -> str:
    try:
        sqlite3.connect(":memory:").execute("CREATE VIRTUAL TABLE words USING fts5 (word)")
    except sqlite3.OperationalError as error:
        raise SetupError(f"SQLite {sqlite3.sqlite_version} lacks full-text search. Install Python from python.org, conda-forge or uv.") from error
    return f"SQLite {sqlite3.sqlite_version} with FTS5"


def _stage(pipeline: Pipeline, name: str) -> str:
    made = pipeline.reader() if name == "reader" else getattr(pipeline, name)
    return f"{type(made).__name__} of {type(made).__module__}"


def _coding(pipeline: Pipeline) -> str:
    coding = pipeline.code(document_of("The foreign minister of France met her counterpart from Mali in Dakar on 3 January 2024."))
    return f"a sentence gave {len(coding.events)} events"


def _record(path: str, busy_seconds: float) -> str:
    if exists(path):
        with Record.open(path, create=on_server(path), busy_seconds=busy_seconds):
            return f"{shown(path)} opens"
    folder = Path(path).parent
    try:
        with tempfile.TemporaryDirectory(dir=folder) as inside, Record.open(f"{inside}/legation.db", create=True, busy_seconds=busy_seconds):
            return f"{path} can be made"
    except OSError as error:
        raise SetupError(f"The folder {folder} cannot be written: {error.strerror}. Name another record with --record.") from error
