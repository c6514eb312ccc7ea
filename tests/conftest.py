"""What tests of several rooms share: a private server, and a record on either database."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from fakes.servers import binaries, server


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], str]]:
    """Makes an empty database on a private server and gives its address; skips where PostgreSQL or its driver is absent."""
    psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed: pip install 'legation[postgres]'")
    if binaries() is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    folder = tmp_path_factory.mktemp("postgresql")
    if os.geteuid() == 0:  # the server's user goes through the folders of root's tests
        for parent in (folder, *folder.parents[:2]):
            parent.chmod(0o755)
    numbers = count()
    with server(folder / "server") as address:

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
