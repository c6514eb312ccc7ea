"""Where a record is: a file, or a database of a PostgreSQL server; and how that is told without its password."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from legation.errors import SetupError

_SECRETS = ("password", "sslpassword", "passfile")
_SERVERS = ("postgresql", "postgres", "postgresql+psycopg")


def on_server(path: str) -> bool:
    """Whether the record's path is an address (`postgresql://...`) and no file."""
    return "://" in path


def server_url(path: str) -> URL:
    """The address of a record on a server, with the driver that speaks to it.

    Raises:
        SetupError: it is no address of PostgreSQL.
    """
    scheme = path.partition("://")[0]
    remedy = "Give a file (--record legation.db) or postgresql://USER@HOST/DATABASE"
    if scheme not in _SERVERS:
        raise SetupError(f"Record {scheme}://...: records are kept in SQLite files and on PostgreSQL servers. {remedy}")
    try:
        return make_url(path).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError) as error:
        raise SetupError(f"Record {scheme}://...: the address is not understood. {remedy}") from error


def shown(path: str) -> str:
    """The path as messages tell it: an address without its password."""
    if not on_server(path):
        return path
    try:
        url = server_url(path)
    except SetupError:
        return path.partition("://")[0] + "://..."
    kept = {name: "***" if name in _SECRETS else value for name, value in url.query.items()}
    return url.set(drivername="postgresql", query=kept).render_as_string(hide_password=True)


def exists(path: str) -> bool:
    """Whether something lies at the path; a server's database is taken to be there until it is opened."""
    return on_server(path) or Path(path).exists()
