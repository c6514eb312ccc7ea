"""Indexes for questions by day, status, kind, place, part of the report and confidence; a table for rows imported from other data sets."""

from __future__ import annotations

from alembic import op

from legation.recording.dialects import statements

revision = "0004"
down_revision = "0003"

INDEXES = """
CREATE INDEX events_by_end ON events (last_day, first_day);
CREATE INDEX events_by_status ON events (status);
CREATE INDEX events_by_kind ON events (kind);
CREATE INDEX events_by_place ON events (place);
CREATE INDEX events_by_place_state ON events (place_state);
CREATE INDEX events_by_role ON events (role);
CREATE INDEX events_by_confidence ON events (confidence);
CREATE INDEX participants_by_state_and_event ON participants (state, side, event);
CREATE TABLE imported (
    source TEXT NOT NULL, row_id TEXT NOT NULL, first_day TEXT, last_day TEXT, type TEXT, mode TEXT, status TEXT, quad INTEGER, score FLOAT,
    their_type TEXT NOT NULL, actors TEXT NOT NULL, recipients TEXT NOT NULL, place_state TEXT, body TEXT NOT NULL, PRIMARY KEY (source, row_id)
);
CREATE INDEX imported_by_day ON imported (first_day)
"""

LATEST = {
    "sqlite": "CREATE INDEX events_latest ON events (current, first_day DESC, event_id, last_day)",
    "postgresql": "CREATE INDEX events_latest ON events (current, first_day DESC NULLS LAST, event_id, last_day)",
}


def upgrade() -> None:
    """Adds to the first tables."""
    dialect = op.get_bind().dialect.name
    for statement in (LATEST[dialect], *statements(INDEXES, dialect)):
        op.execute(statement)
