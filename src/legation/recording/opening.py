"""Opens a record's file: checks it, brings its schema up to date, and turns the database's faults into messages that say what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DatabaseError

from legation.errors import SetupError

SCHEMA = "0004"
"""The newest revision in `migrations/versions`."""

KNOWN_SCHEMAS = ("0001", "0004")
"""Every revision that this version can open."""

MIGRATIONS = Path(__file__).parent / "migrations"

_FAULTS = (
    ("locked", "another program is writing to it. Wait until it has finished, or give this run a record of its own with --record."),
    ("busy", "another program is writing to it. Wait until it has finished, or give this run a record of its own with --record."),
    ("readonly", "it cannot be written. Mend its permissions (chmod u+w, on its folder too), or name another with --record."),
    ("full", "the disk is full. Free some space and run the command again: everything recorded so far is kept."),
    ("unable to open", "it cannot be opened. Check that its folder exists and can be written, or name another with --record."),
    ("not a database", "the file is no record. Name another with --record."),
    ("malformed", "the file is damaged. Restore a copy, or move it away and read the sources again."),
    ("disk i/o", "the disk does not answer. Check the disk (network file systems cannot hold a record), then run the command again."),
    ("no such module: fts5", "this Python's SQLite lacks full-text search. Install Python from python.org, conda-forge or uv, then try again."),
)


@contextmanager
def faults_named(path: str) -> Iterator[None]:
    """Faults of the database inside the block become SetupError, saying which record, what and the remedy."""
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as error:
        words = str(getattr(error, "orig", error))
        for mark, remedy in _FAULTS:
            if mark in words.lower():
                raise SetupError(f"Record {path}: {remedy}") from error
        raise


def open_engine(path: str, *, create: bool, busy_seconds: float) -> Engine:
    """An engine on the record at `path`, its schema up to date.

    Raises:
        SetupError: there is no record there (unless `create`), it is locked, cannot be written, is damaged or is of a newer version.
    """
    if "://" in path:
        raise SetupError(
            f"Record {path.partition('://')[0]}://...: this version keeps its record in a SQLite file. Give a path: --record legation.db"
        )
    file = Path(path)
    if file.is_dir():
        raise SetupError(f"Record {path}: this is a folder. Give a file in it: --record {file / 'legation.db'}")
    if not create and not file.exists():
        raise SetupError(f"There is no record at {path}. Make one: legation read SOURCE --record {path}")
    if create and not file.parent.is_dir():
        raise SetupError(f"Record {path}: the folder {file.parent} does not exist. Make it: mkdir -p {file.parent}")
    engine = _engine(path, busy_seconds)
    with faults_named(path):
        _bring_up_to_date(engine, path, create=create)
    return engine


def writing(engine: Engine) -> Connection:
    """A connection whose transactions take the write lock when they begin."""
    return engine.connect().execution_options(legation_begin="BEGIN IMMEDIATE")


def _engine(path: str, busy_seconds: float) -> Engine:
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": busy_seconds})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # SQLAlchemy begins transactions; the driver must not
        for pragma in (f"busy_timeout={int(busy_seconds * 1000)}", "foreign_keys=ON", "synchronous=FULL"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("legation_begin", "BEGIN"))

    return engine


def _bring_up_to_date(engine: Engine, path: str, *, create: bool) -> None:
    with engine.connect() as connection:
        schema = _schema(connection, path)
    if schema == SCHEMA:
        return
    if schema is None and not create:
        raise SetupError(f"Record {path}: the file is empty. Make a record: legation read SOURCE --record {path}")
    _use_write_ahead_log(engine)
    with writing(engine) as connection, connection.begin():
        if _schema(connection, path) != SCHEMA:  # another process may have been quicker
            _migrate(connection)


def _schema(connection: Connection, path: str) -> str | None:
    """The revision of the file, None where it is empty.

    Raises:
        SetupError: the file is another program's, or a newer version's.
    """
    names = inspect(connection).get_table_names()
    if not names:
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar() if "alembic_version" in names else None
    if found is None or "ledger" not in names:
        raise SetupError(f"Record {path}: this database is another program's. Name another file with --record.")
    if found not in KNOWN_SCHEMAS:
        raise SetupError(
            f"Record {path}: a newer Legation wrote it (schema {found}; this one knows {SCHEMA}). Upgrade: pip install --upgrade legation"
        )
    return str(found)


def _use_write_ahead_log(engine: Engine) -> None:
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA journal_mode=WAL")
    finally:
        raw.close()


def _migrate(connection: Connection) -> None:
    from alembic import command  # a third of a second, needed once in a record's life
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
