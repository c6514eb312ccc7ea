"""Random audits with what each draws and how it is judged; an index for the queue of what no person has decided on, the least certain first."""

from __future__ import annotations

from alembic import op

from legation.recording.dialects import statements

revision = "0005"
down_revision = "0004"

TABLES = """
CREATE TABLE audits (
    key INTEGER PRIMARY KEY, person TEXT NOT NULL, at TEXT NOT NULL, seed INTEGER NOT NULL, asked INTEGER NOT NULL, drawn_from INTEGER NOT NULL,
    filters TEXT NOT NULL
);
CREATE TABLE audit_draws (
    audit INTEGER NOT NULL REFERENCES audits (key), position INTEGER NOT NULL, event_id TEXT NOT NULL, body TEXT NOT NULL, act TEXT, actors TEXT,
    status TEXT, date TEXT, note TEXT, person TEXT, at TEXT, PRIMARY KEY (audit, position)
);
CREATE INDEX corrections_by_time ON corrections (at)
"""

QUEUE = {
    "sqlite": "CREATE INDEX events_undecided ON events (review, current, confidence, event_id, role)",
    "postgresql": "CREATE INDEX events_undecided ON events (confidence, event_id, role) WHERE current AND review IS NULL",
}
"""SQLite takes a column that must be NULL for a given one; PostgreSQL keeps an order only behind columns that are equal to something."""


def upgrade() -> None:
    """Adds to what is there; nothing of it changes."""
    dialect = op.get_bind().dialect.name
    for statement in (QUEUE[dialect], *statements(TABLES, dialect)):
        op.execute(statement)
