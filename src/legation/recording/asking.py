"""A question in SQL to the record: it only reads, and stops after so many seconds and rows."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from legation.errors import SetupError
from legation.recording.record import Record

STEPS = 2000
"""Steps of SQLite's machine between looks at the clock."""

LONGEST_VALUE = 20_000_000
"""Bytes of the longest text that a question may make."""

ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE})
FORBIDDEN_FUNCTIONS = frozenset({"load_extension", "readfile", "writefile", "edit", "fts3_tokenizer"})

_QUOTED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\n]*|/\*.*?\*/|\$(\w*)\$.*?\$\1\$", re.DOTALL)


def ask(record: Record, question: str, *, rows: int, seconds: float) -> Iterator[dict[str, Any]]:
    """Rows of the answer by column, at most so many; columns of one name are numbered.

    Raises:
        SetupError: the question is no single SELECT, is wrong, or takes longer than so many seconds.
    """
    question = question.strip().rstrip(";")
    if ";" in _QUOTED.sub("", question):
        raise SetupError("sql: one statement at a time. Ask the second by itself.")
    asked = _sqlite if record.engine.dialect.name == "sqlite" else _server
    yield from islice(asked(record, question, seconds), rows)


def _sqlite(record: Record, question: str, seconds: float) -> Iterator[dict[str, Any]]:
    deadline = time.monotonic() + seconds
    with closing(sqlite3.connect(f"{Path(str(record.engine.url.database)).resolve().as_uri()}?mode=ro", uri=True)) as connection:
        _wake_full_text(connection)
        connection.set_authorizer(_allow)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
        connection.set_progress_handler(lambda: time.monotonic() > deadline, STEPS)
        try:
            cursor = connection.execute(question)
            names = _named(column[0] for column in cursor.description or ())
            for row in cursor:
                yield {name: _plain(value) for name, value in zip(names, row, strict=True)}
        except (sqlite3.Error, sqlite3.Warning) as error:
            raise _fault(str(error), seconds) from error


def _wake_full_text(connection: sqlite3.Connection) -> None:
    """Lets the full-text indexes make their own tables known, which they may no longer when only reading is allowed."""
    for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE%'").fetchall():
        connection.execute(f'SELECT 1 FROM "{name}" LIMIT 0')


def _server(record: Record, question: str, seconds: float) -> Iterator[dict[str, Any]]:
    """PostgreSQL: a read-only transaction, a cursor of the server's (which takes a query only), and its own clock."""
    with record.engine.connect().execution_options(postgresql_readonly=True) as connection:
        try:
            connection.execute(text(f"SET LOCAL statement_timeout = {int(seconds * 1000)}"))
            found = connection.exec_driver_sql(question, execution_options={"stream_results": True, "yield_per": 500})
            names = _named(found.keys())
            for row in found:
                yield {name: _plain(value) for name, value in zip(names, row, strict=True)}
        except DBAPIError as error:
            raise _fault(str(error.orig), seconds) from error


def _allow(action: int, first: str | None, second: str | None, _database: str | None, _source: str | None) -> int:
    if action in ALLOWED:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_FUNCTION:
        return sqlite3.SQLITE_DENY if second in FORBIDDEN_FUNCTIONS else sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA and first == "data_version":  # the full-text index asks it
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _fault(words: str, seconds: float) -> SetupError:
    words = words.strip().splitlines()[0] if words.strip() else "a fault of the database"
    if "interrupted" in words or "statement timeout" in words:
        return SetupError(f"sql: the answer takes longer than {seconds:g} seconds. Ask for less, or allow more with --seconds.")
    if "not authorized" in words or "prohibited" in words or "read-only" in words or "readonly" in words:
        return SetupError("sql: a question only reads: SELECT or WITH. What changes the record are the commands read and import.")
    return SetupError(f"sql: {words}. Tables and columns are in docs/commands.md; name them as they stand there.")


def _named(names: Any) -> list[str]:
    found: list[str] = []
    for name in names:
        found.append(name if name not in found else f"{name}_{sum(n == name or n.startswith(name + '_') for n in found) + 1}")
    return found


def _plain(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else value if isinstance(value, str | int | float | bool | None) else str(value)
