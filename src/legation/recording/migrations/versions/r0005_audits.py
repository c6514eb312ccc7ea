"""Random audits with what each draws and how it is judged; indexes for the queue of what no person has decided on, for ships and for tours."""

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

SHIPS_AND_TOURS = """
CREATE INDEX events_with_ships ON events (current, first_day, event_id) WHERE {place}(body, '"vessels": [{{') > 0;
CREATE INDEX events_of_tours ON events (current, document, key) WHERE {place}(body, '"tour_id": null') = 0
"""
PLACE = {"sqlite": "instr", "postgresql": "strpos"}


def upgrade() -> None:
    """Adds to what is there; nothing of it changes."""
    dialect = op.get_bind().dialect.name
    indexes = SHIPS_AND_TOURS.format(place=PLACE[dialect])
    for statement in (QUEUE[dialect], *statements(TABLES, dialect), *statements(indexes, dialect)):
        op.execute(statement)
