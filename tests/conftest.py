"""What tests of several rooms share: a private server, and a record on either database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from fakes.servers import binaries, server


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Callable[[], str]]:
    """Makes an empty database on a private server and gives its address; skips where PostgreSQL or its driver is absent."""
    psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed: pip install 'legation[postgres]'")
    if binaries() is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    numbers = count()
    with server() as address:

        def make() -> str:
            name = f"record{next(numbers)}"
            with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")
            return f"{address}/{name}"

        yield make


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty record can be made: a file, and a database of a server."""
    if request.param == "sqlite":
        return str(tmp_path / "record.db")
    make: Callable[[], str] = request.getfixturevalue("postgresql")
    return make()
