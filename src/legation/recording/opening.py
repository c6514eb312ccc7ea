"""Opens a record: checks it, brings its schema up to date, and turns the database's faults into messages that say what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DatabaseError

from legation.errors import SetupError
from legation.recording.addresses import on_server, server_url, shown
from legation.recording.engines import RECORD_LOCK, lock, postgresql_engine, sqlite_engine, writing

SCHEMA = "0008"
"""The newest revision in `migrations/versions`."""

KNOWN_SCHEMAS = ("0001", "0002", "0003", "0004", "0005", "0008")
"""Every revision that this version can open."""

MIGRATIONS = Path(__file__).parent / "migrations"

_FILE_FAULTS = (
    ("locked", "another program is writing to it. Wait until it has finished, or give this run a record of its own with --record."),
    ("busy", "another program is writing to it. Wait until it has finished, or give this run a record of its own with --record."),
    ("readonly", "it cannot be written. Mend its permissions (chmod u+w, on its folder too), or name another with --record."),
    ("full", "the disk is full. Free some space and run the command again: everything recorded so far is kept."),
    ("unable to open", "it cannot be opened. Check that its folder exists and can be written, or name another with --record."),
    ("not a database", "the file is no record. Name another with --record."),
    ("malformed", "the file is damaged. Restore a copy (legation restore), or move it away and read the sources again."),
    ("disk i/o", "the disk does not answer. Check the disk (network file systems cannot hold a record), then run the command again."),
    ("no such module: fts5", "this Python's SQLite lacks full-text search. Install Python from python.org, conda-forge or uv, then try again."),
)

_SERVER_FAULTS = (
    ("password", "the server does not take the password. Put it into ~/.pgpass or the address, and try again."),
    ("authentication failed", "the server does not take this user. Name another: postgresql://USER@HOST/DATABASE"),
    ("does not exist", "the server has no such database or user. Make it: createdb -E UTF8 NAME"),
    ("permission denied", "this user may not write there. Let the owner grant it: GRANT CREATE ON SCHEMA public TO USER"),
    ("read-only", "it cannot be written: the server is read-only (a standby?). Name the primary with --record."),
    ("no space left", "the server's disk is full. Free some space and run the command again: everything recorded so far is kept."),
    ("disk full", "the server's disk is full. Free some space and run the command again: everything recorded so far is kept."),
    ("lock timeout", "another program is writing to it. Wait until it has finished, and run the command again."),
    ("deadlock", "another program wrote at the same time. Run the command again: everything recorded so far is kept."),
    ("too many", "the server has no connection left. Close other programs or raise max_connections, and run the command again."),
    ("recovery", "the server is starting or a standby. Wait, or name the primary with --record."),
    (
        "connection",
        "the server does not answer. Check that it runs (pg_isready) and the address, then run the command again: what was recorded is kept.",
    ),
    ("terminating", "the server was stopped. Start it and run the command again: everything recorded so far is kept."),
    ("name or service", "the server's name is not known. Check the address."),
)


@contextmanager
def faults_named(path: str) -> Iterator[None]:
    """Faults of the database inside the block become SetupError, saying which record (without a password), what and the remedy."""
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as error:
        words = str(getattr(error, "orig", error)).lower()
        for mark, remedy in _SERVER_FAULTS if on_server(path) else _FILE_FAULTS:
            if mark in words:
                raise SetupError(f"Record {shown(path)}: {remedy}") from error
        raise


def open_engine(path: str, *, create: bool, busy_seconds: float) -> Engine:
    """An engine on the record at `path`, a file or an address, its schema up to date.

    Raises:
        SetupError: there is no record there (unless `create`), it is locked, cannot be written, is damaged or is of a newer version.
    """
    if on_server(path):
        engine = postgresql_engine(server_url(path), busy_seconds)
    else:
        _check_file(path, create=create)
        engine = sqlite_engine(path, busy_seconds)
    with faults_named(path):
        _bring_up_to_date(engine, path, create=create)
    return engine


def _check_file(path: str, *, create: bool) -> None:
    file = Path(path)
    if file.is_dir():
        raise SetupError(f"Record {path}: this is a folder. Give a file in it: --record {file / 'legation.db'}")
    if not create and not file.exists():
        raise SetupError(f"There is no record at {path}. Make one: legation read SOURCE --record {path}")
    if create and not file.parent.is_dir():
        raise SetupError(f"Record {path}: the folder {file.parent} does not exist. Make it: mkdir -p {file.parent}")


def _bring_up_to_date(engine: Engine, path: str, *, create: bool) -> None:
    with engine.connect() as connection:
        schema = _schema(connection, path)
    if schema == SCHEMA:
        return
    if schema is None and not create:
        raise SetupError(f"Record {shown(path)}: it is empty. Make a record: legation read SOURCE --record {shown(path)}")
    if engine.dialect.name == "sqlite":
        _use_write_ahead_log(engine)
    with writing(engine) as connection:
        _rest_foreign_keys(connection)
        with connection.begin():
            lock(connection, RECORD_LOCK)
            if _schema(connection, path) != SCHEMA:  # another process may have been quicker
                _migrate(connection)
                _refuse_loose_keys(connection, path)
        connection.detach()  # this one has foreign keys off


def _schema(connection: Connection, path: str) -> str | None:
    """The revision of the database, None where it is empty.

    Raises:
        SetupError: it is another program's, or a newer version's.
    """
    names = inspect(connection).get_table_names()
    if not names:
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar() if "alembic_version" in names else None
    if found is None or "ledger" not in names:
        raise SetupError(f"Record {shown(path)}: this database is another program's. Name another with --record.")
    if found not in KNOWN_SCHEMAS:
        raise SetupError(
            f"Record {shown(path)}: a newer Legation wrote it (schema {found}; this one knows {SCHEMA}). Upgrade: pip install --upgrade legation"
        )
    return str(found)


def _use_write_ahead_log(engine: Engine) -> None:
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA journal_mode=WAL")
    finally:
        raw.close()


def _rest_foreign_keys(connection: Connection) -> None:
    """SQLite rebuilds a table that others refer to only while foreign keys rest; set outside a transaction or not at all."""
    if connection.dialect.name == "sqlite":
        raw = connection.connection.dbapi_connection
        assert raw is not None  # it is open
        raw.cursor().execute("PRAGMA foreign_keys=OFF")


def _refuse_loose_keys(connection: Connection, path: str) -> None:
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise SetupError(f"Record {path}: rows refer to rows that are not there. Restore a copy (legation restore); nothing was changed.")


def _migrate(connection: Connection) -> None:
    from alembic import command  # a third of a second, needed once in a record's life
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


__all__ = ["KNOWN_SCHEMAS", "MIGRATIONS", "SCHEMA", "faults_named", "open_engine", "writing"]
