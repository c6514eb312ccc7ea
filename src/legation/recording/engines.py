"""Engines on the two databases, each set so that what is committed is kept: full synchronisation, foreign keys, a wait for other writers."""

from __future__ import annotations

import zlib
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, text

from legation.errors import SetupError

RECORD_LOCK = "legation record"
"""What whoever makes or migrates a record on a server locks."""


def sqlite_engine(path: str, busy_seconds: float) -> Engine:
    """An engine on a file; its transactions begin when the caller says so, with the write lock where it `writes`."""
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


def postgresql_engine(url: URL, busy_seconds: float) -> Engine:
    """An engine on a server's database.

    Raises:
        SetupError: the driver is not installed.
    """
    try:
        engine = create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": max(2, int(busy_seconds)), "application_name": "legation"})
    except ModuleNotFoundError as error:
        raise SetupError("A record on a PostgreSQL server needs the driver psycopg: pip install 'legation[postgres]'") from error

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        settings = (
            f"lock_timeout = {max(1, int(busy_seconds * 1000))}",
            "synchronous_commit = on",
            "client_min_messages = warning",
            "timezone = 'UTC'",
        )
        with connection.cursor() as cursor:
            for setting in settings:
                cursor.execute(f"SET {setting}")
        connection.commit()

    return engine


def writing(engine: Engine) -> Connection:
    """A connection whose transactions take the write lock of a file when they begin; on a server, `lock` what must not change meanwhile."""
    return engine.connect().execution_options(legation_begin="BEGIN IMMEDIATE")


def lock(connection: Connection, what: str) -> None:
    """Holds others that lock the same off until this transaction ends. A file's transaction has locked the whole record already."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:space, :key)"), {"space": _number("legation"), "key": _number(what)})


def _number(words: str) -> int:
    """32 bits, signed, of the words."""
    return zlib.crc32(words.encode("utf-8", "replace")) - 2**31
