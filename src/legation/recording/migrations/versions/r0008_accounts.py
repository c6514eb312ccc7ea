"""Accounts, one-time links, sessions, tokens and counted attempts of a team's desk."""

from __future__ import annotations

from alembic import op

from legation.recording.dialects import statements

revision = "0008"
down_revision = "0005"

TABLES = """
CREATE TABLE people (
    key INTEGER PRIMARY KEY, name TEXT NOT NULL, login TEXT NOT NULL, role TEXT NOT NULL, password TEXT NOT NULL, made INTEGER NOT NULL,
    gone INTEGER, UNIQUE (login)
);
CREATE TABLE invitations (
    key INTEGER PRIMARY KEY, digest TEXT NOT NULL, role TEXT NOT NULL, person INTEGER REFERENCES people (key), by TEXT NOT NULL,
    made INTEGER NOT NULL, until INTEGER NOT NULL, spent INTEGER, UNIQUE (digest)
);
CREATE TABLE sessions (
    key INTEGER PRIMARY KEY, digest TEXT NOT NULL, person INTEGER NOT NULL REFERENCES people (key), made INTEGER NOT NULL, seen INTEGER NOT NULL,
    ended INTEGER, agent TEXT NOT NULL, address TEXT NOT NULL, UNIQUE (digest)
);
CREATE INDEX sessions_by_person ON sessions (person);
CREATE TABLE tokens (
    key INTEGER PRIMARY KEY, digest TEXT NOT NULL, person INTEGER NOT NULL REFERENCES people (key), name TEXT NOT NULL, scope TEXT NOT NULL,
    made INTEGER NOT NULL, until INTEGER NOT NULL, seen INTEGER, ended INTEGER, UNIQUE (digest)
);
CREATE INDEX tokens_by_person ON tokens (person);
CREATE TABLE attempts (key INTEGER PRIMARY KEY, subject TEXT NOT NULL, at INTEGER NOT NULL);
CREATE INDEX attempts_by_subject ON attempts (subject, at)
"""


def upgrade() -> None:
    """Adds to what is there; nothing of it changes."""
    for statement in statements(TABLES, op.get_bind().dialect.name):
        op.execute(statement)
