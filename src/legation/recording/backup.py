"""Backups: a copy of a record as it is at one moment, always a SQLite file, which is a record itself; and the way back."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import func, select

from legation.errors import SetupError
from legation.recording.addresses import on_server, shown
from legation.recording.engines import RECORD_LOCK, lock
from legation.recording.opening import faults_named, open_engine, writing
from legation.recording.record import Record
from legation.recording.tables import documents
from legation.recording.transfer import copy_rows, empty


def back_up(record: Record, to: str) -> int:
    """Copies the record to a new file, which appears whole or not at all; others may write meanwhile. Returns how many reports it holds.

    Raises:
        SetupError: something lies there already, or it cannot be written.
    """
    file = Path(to)
    if file.exists():
        raise SetupError(f"{to}: something lies there already, and a backup overwrites nothing. Name another file.")
    with _whole_database(file) as part, faults_named(str(part)):
        if record.engine.dialect.name == "sqlite":
            _copy_file(record.path, part, busy_seconds=None)
        else:
            _copy_server(record, part)
        with closing(sqlite3.connect(part)) as made:
            return int(made.execute("SELECT count(*) FROM documents").fetchone()[0])


def restore(backup: str, path: str, *, replace: bool = False, busy_seconds: float = 10.0) -> int:
    """Makes the record at `path` (a file or an address) what the backup holds, in one transaction; returns how many reports that is.

    The backup is checked first, and stays as it is; one of an older version is brought up to date on the way.

    Raises:
        SetupError: the backup is none or damaged, the record holds reports and `replace` is not asked for, or it cannot be written.
    """
    if not Path(backup).is_file():
        raise SetupError(f"There is no backup at {backup}. Make one: legation backup {backup}")
    number = _reports(path, busy_seconds)
    if number and not replace:
        raise SetupError(f"Record {shown(path)} holds {number} reports. Back it up, then say --replace to put the backup in its place.")
    near = None if on_server(path) else Path(path).resolve().parent
    with _folder(near) as folder:
        copy = folder / "backup.db"
        with faults_named(backup):
            _copy_file(backup, copy, busy_seconds=busy_seconds)
            _check(copy, backup)
        with Record.open(str(copy), busy_seconds=busy_seconds) as source:
            return _put_back(source, path, busy_seconds)


def _put_back(source: Record, path: str, busy_seconds: float) -> int:
    with Record.open(path, create=True, busy_seconds=busy_seconds) as target:
        if not on_server(path):
            with faults_named(path):
                _copy_file(source.path, Path(path), busy_seconds=busy_seconds)
            return _count(target)
        with faults_named(path), source.engine.connect() as rows, writing(target.engine) as connection, connection.begin():
            lock(connection, RECORD_LOCK)
            empty(connection)
            return copy_rows(rows, connection)


def _reports(path: str, busy_seconds: float) -> int:
    if not on_server(path) and not Path(path).exists():
        return 0
    with Record.open(path, create=True, busy_seconds=busy_seconds) as record:
        return _count(record)


def _count(record: Record) -> int:
    with faults_named(record.path), record.engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(documents)).scalar_one()


def _copy_file(source: str, target: Path, *, busy_seconds: float | None) -> None:
    """Copies a database through SQLite, which keeps the target whole at every moment and sees one moment of the source."""
    ends = None if busy_seconds is None else time.monotonic() + busy_seconds

    def wait(status: int, _remaining: int, _total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and ends is not None and time.monotonic() > ends:
            raise sqlite3.OperationalError("database is locked")

    with closing(sqlite3.connect(f"{Path(source).resolve().as_uri()}?mode=ro", uri=True)) as rows, closing(sqlite3.connect(target)) as copy:
        copy.execute("PRAGMA synchronous=FULL")
        rows.backup(copy, progress=wait, sleep=0.05)


def _copy_server(record: Record, part: Path) -> None:
    """One moment of a server's record as a file."""
    target = open_engine(str(part), create=True, busy_seconds=1)
    with record.engine.connect() as connection, writing(target) as copy:
        rows = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with rows.begin(), copy.begin():
            copy_rows(rows, copy)
    target.dispose()


def _check(copy: Path, backup: str) -> None:
    with closing(sqlite3.connect(copy)) as made:
        faults = [row[0] for row in made.execute("PRAGMA integrity_check(1)") if row[0] != "ok"] + made.execute("PRAGMA foreign_key_check").fetchall()
    if faults:
        raise SetupError(f"Backup {backup} is damaged ({faults[0]}). Take an earlier one; nothing was changed.")


@contextmanager
def _whole_database(file: Path) -> Iterator[Path]:
    """A file to be filled, which takes its name when it is whole and on the disk."""
    with _folder(file.resolve().parent) as folder:
        yield folder / file.name
        for path in (folder / file.name, folder):
            _to_disk(path)
        os.replace(folder / file.name, file)
        _to_disk(file.resolve().parent)


@contextmanager
def _folder(near: Path | None) -> Iterator[Path]:
    try:
        with tempfile.TemporaryDirectory(dir=near, prefix=".legation-") as folder:
            yield Path(folder)
    except OSError as error:
        raise SetupError(f"{near or error.filename}: {error.strerror or error}. Name another folder, or free some space.") from error


def _to_disk(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
