"""A record that cannot be used says why and what to do."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, event

from fakes.making import pipeline
from legation.errors import SetupError
from legation.pipeline import document_of
from legation.recording.coded import Coded, SourcePosition
from legation.recording.engines import lock
from legation.recording.opening import KNOWN_SCHEMAS, MIGRATIONS, SCHEMA
from legation.recording.record import Record
from legation.recording.tables import METADATA

AT = SourcePosition("test", 0)


def report(text: str = "France met Mali.") -> Coded:
    """A report with one event."""
    made = pipeline().attempt(replace(document_of(text), id="a"))
    assert isinstance(made, Coded)
    return made


def test_migrations_make_the_tables_that_the_code_uses(tmp_path: Path) -> None:
    """Columns of a new file equal those of tables.py, names and order."""
    with Record.open(str(tmp_path / "r.db"), create=True) as record:
        found = MetaData()
        found.reflect(record.engine, only=list(METADATA.tables))
    assert {n: t.columns.keys() for n, t in found.tables.items()} == {n: t.columns.keys() for n, t in METADATA.tables.items()}


def test_newest_migration_is_the_schema_named() -> None:
    """opening.SCHEMA and the folder of migrations agree."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    assert (scripts.get_current_head(), tuple(sorted(s.revision for s in scripts.walk_revisions()))) == (SCHEMA, KNOWN_SCHEMAS)


def test_file_is_kept_safe(tmp_path: Path) -> None:
    """Write-ahead log, foreign keys, full synchronisation, a wait for other writers."""
    with Record.open(str(tmp_path / "r.db"), create=True, busy_seconds=3) as record, record.engine.connect() as connection:
        found = [connection.exec_driver_sql(f"PRAGMA {p}").scalar() for p in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")]
    assert found == ["wal", 1, 2, 3000]


def test_missing_record_is_not_made_by_reading(tmp_path: Path) -> None:
    """Who only looks makes no file."""
    with pytest.raises(SetupError, match=r"There is no record at .*legation read SOURCE"):
        Record.open(str(tmp_path / "r.db"))
    assert list(tmp_path.iterdir()) == []


def test_missing_folder_is_named(tmp_path: Path) -> None:
    """The remedy is a command."""
    with pytest.raises(SetupError, match=r"mkdir -p .*no"):
        Record.open(str(tmp_path / "no" / "r.db"), create=True)


def test_folder_is_no_record(tmp_path: Path) -> None:
    """A folder's name is refused."""
    with pytest.raises(SetupError, match="this is a folder"):
        Record.open(str(tmp_path), create=True)


def test_other_files_are_refused(tmp_path: Path) -> None:
    """A file that is no database, and a database that is another program's, stay as they are."""
    (tmp_path / "text.db").write_text("no database, but long enough to be looked at " * 40)
    with pytest.raises(SetupError, match="no record"):
        Record.open(str(tmp_path / "text.db"), create=True)
    sqlite3.connect(tmp_path / "other.db").execute("CREATE TABLE theirs (x)")
    with pytest.raises(SetupError, match="another program's"):
        Record.open(str(tmp_path / "other.db"), create=True)


def test_newer_record_is_refused(tmp_path: Path) -> None:
    """What a later version wrote is not touched."""
    path = str(tmp_path / "r.db")
    Record.open(path, create=True).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SetupError, match=r"a newer Legation wrote it .schema 9999"):
        Record.open(path)


def test_locked_record_is_named(tmp_path: Path) -> None:
    """A writer that does not finish in time is said to be there."""
    path = str(tmp_path / "r.db")
    with Record.open(path, create=True, busy_seconds=0.1) as record:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(SetupError, match="another program is writing"):
            record.add(report(), AT)
        other.execute("ROLLBACK")
        assert record.add(report(), AT) == "coded"


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not bind the superuser")
def test_read_only_record_is_named(tmp_path: Path) -> None:
    """Permissions are the remedy."""
    path = tmp_path / "r.db"
    Record.open(str(path), create=True).close()
    path.chmod(0o400)
    with Record.open(str(path)) as record, pytest.raises(SetupError, match="cannot be written"):
        record.add(report(), AT)


def test_full_disk_loses_only_what_was_not_stored(tmp_path: Path) -> None:
    """The report that did not fit leaves no part of it; the ones before stay."""
    with Record.open(str(tmp_path / "r.db"), create=True) as record:
        record.add(report(), AT)
        before = list(record.digest())

        @event.listens_for(record.engine, "begin")
        def _small(connection: object) -> None:
            connection.exec_driver_sql("PRAGMA max_page_count = 60")  # type: ignore[attr-defined]

        with pytest.raises(SetupError, match="disk is full"):
            record.add(report("France met Mali. " + "x" * 400_000), SourcePosition("test", 1))
        assert list(record.digest()) == before


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("postgresql://me:secret@127.0.0.1:1/db", "does not answer"),
        ("postgres://me:secret@127.0.0.1:1/db?sslpassword=secret", "does not answer"),
        ("mysql://me:secret@host/db", "SQLite files and on PostgreSQL servers"),
        ("postgresql://me:secret@host:port/db", "not understood"),
    ],
)
def test_a_server_that_is_none_is_named_without_its_password(address: str, told: str) -> None:
    """The remedy is told; the password is not."""
    pytest.importorskip("psycopg", reason="psycopg is not installed: pip install 'legation[postgres]'")
    with pytest.raises(SetupError, match=told) as raised:
        Record.open(address, busy_seconds=1)
    assert "secret" not in str(raised.value)


def test_a_server_without_driver_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """What to install is said."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(SetupError, match=r"pip install 'legation\[postgres\]'"):
        Record.open("postgresql://me@host/db")


def test_a_database_that_is_not_there_is_named(postgresql: Callable[[], str]) -> None:
    """So are a wrong password, an empty database, another program's, a newer version's and one in another encoding."""
    address = postgresql()
    server = address.rpartition("/")[0]
    with pytest.raises(SetupError, match="createdb"):
        Record.open(f"{server}/none", create=True)
    with pytest.raises(SetupError, match="does not take the password"):
        Record.open(address.replace("opensesame", "guess"))
    with pytest.raises(SetupError, match="it is empty"):
        Record.open(address)
    Record.open(address, create=True).close()
    harm(address, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SetupError, match="a newer Legation wrote it"):
        Record.open(address)
    other = postgresql()
    harm(other, "CREATE TABLE theirs (x int)")
    with pytest.raises(SetupError, match="another program's"):
        Record.open(other, create=True)
    harm(f"{server}/postgres", "CREATE DATABASE bytes ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0")
    with pytest.raises(SetupError, match="createdb -E UTF8"):
        Record.open(f"{server}/bytes", create=True)


def test_a_server_that_cannot_write_is_named(postgresql: Callable[[], str]) -> None:
    """What was there stays, and can be read."""
    address = postgresql()
    Record.open(address, create=True).close()
    harm(address, f"ALTER DATABASE {address.rpartition('/')[2]} SET default_transaction_read_only = on")
    with Record.open(address) as record:
        with pytest.raises(SetupError, match="cannot be written"):
            record.add(report(), AT)
        assert [line for line in record.digest() if line.startswith("report")] == []


def test_a_server_that_is_locked_is_named(postgresql: Callable[[], str]) -> None:
    """Who waits too long for another writer of the same report is told."""
    with Record.open(postgresql(), create=True, busy_seconds=0.2) as record:
        with record.engine.begin() as other:
            lock(other, "report a")
            with pytest.raises(SetupError, match="another program is writing"):
                record.add(report(), AT)
        assert record.add(report(), AT) == "coded"


def test_a_server_keeps_what_it_committed(postgresql: Callable[[], str]) -> None:
    """A commit waits for the disk, whatever the database's default is."""
    with Record.open(postgresql(), create=True) as record, record.engine.connect() as connection:
        assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"


def harm(address: str, statement: str) -> None:
    """Runs a statement on a database."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[call-overload]
