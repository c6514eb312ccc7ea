"""Searches that are followed, and what is delivered of them."""

from __future__ import annotations

from alembic import op

from legation.recording.dialects import statements

revision = "0006"
down_revision = "0005"

TABLES = """
CREATE TABLE follows (
    key INTEGER PRIMARY KEY, uid TEXT NOT NULL, name TEXT NOT NULL, person TEXT NOT NULL, at TEXT NOT NULL, filters TEXT NOT NULL,
    state TEXT NOT NULL, since INTEGER NOT NULL, seen INTEGER NOT NULL, token TEXT NOT NULL, secret TEXT NOT NULL, hook TEXT, mail TEXT,
    digest TEXT NOT NULL, UNIQUE (uid)
);
CREATE TABLE deliveries (
    key INTEGER PRIMARY KEY, follow INTEGER NOT NULL REFERENCES follows (key), way TEXT NOT NULL, entry TEXT NOT NULL, message TEXT NOT NULL,
    batch TEXT, body TEXT NOT NULL, at TEXT NOT NULL, state TEXT NOT NULL, tries INTEGER NOT NULL, next_at TEXT NOT NULL, answer TEXT,
    answered_at TEXT, UNIQUE (follow, way, entry), UNIQUE (message)
);
CREATE INDEX deliveries_by_state ON deliveries (state, next_at);
CREATE INDEX deliveries_by_batch ON deliveries (batch)
"""


def upgrade() -> None:
    """Adds to what is there; nothing of it changes."""
    for statement in statements(TABLES, op.get_bind().dialect.name):
        op.execute(statement)
