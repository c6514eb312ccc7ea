"""People's corrections, the audit log, licences; an event may have several rows: the machine's, and people's over it."""

from __future__ import annotations

from alembic import op

from legation.recording.dialects import statements

revision = "0002"
down_revision = "0001"

TABLES = """
ALTER TABLE documents ADD COLUMN licence TEXT;
ALTER TABLE documents ADD COLUMN date_unknown TEXT;
CREATE TABLE corrections (
    key INTEGER PRIMARY KEY, event_id TEXT NOT NULL, document_id TEXT NOT NULL, action TEXT NOT NULL, field TEXT, value TEXT,
    undoes INTEGER REFERENCES corrections (key), person TEXT NOT NULL, why TEXT NOT NULL, at TEXT NOT NULL
);
CREATE INDEX corrections_by_event ON corrections (event_id);
CREATE INDEX corrections_by_document ON corrections (document_id);
CREATE TABLE audit (
    key INTEGER PRIMARY KEY, at TEXT NOT NULL, person TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT NOT NULL
);
CREATE INDEX audit_by_subject ON audit (subject)
"""

EVENTS_IN_SQLITE = """
CREATE TABLE events_anew (
    key INTEGER PRIMARY KEY, coding INTEGER NOT NULL REFERENCES codings (key), document INTEGER NOT NULL REFERENCES documents (key),
    current BOOLEAN NOT NULL, event_id TEXT NOT NULL, entry_key TEXT NOT NULL, role TEXT NOT NULL, type TEXT NOT NULL, mode TEXT, kind TEXT,
    concerns_type TEXT, concerns_kind TEXT, status TEXT NOT NULL, background BOOLEAN NOT NULL, date TEXT, first_day TEXT, last_day TEXT, place TEXT,
    place_state TEXT, place_admin1 TEXT, confidence FLOAT NOT NULL, sentence TEXT NOT NULL, body TEXT NOT NULL,
    correction INTEGER NOT NULL DEFAULT 0, review TEXT, UNIQUE (coding, event_id, correction)
);
INSERT INTO events_anew
SELECT key, coding, document, current, event_id, entry_key, role, type, mode, kind, concerns_type, concerns_kind, status, background, date,
    first_day, last_day, place, place_state, place_admin1, confidence, sentence, body, 0, NULL
FROM events;
DROP TABLE events;
ALTER TABLE events_anew RENAME TO events;
CREATE INDEX events_by_id ON events (event_id);
CREATE INDEX events_by_entry ON events (current, entry_key, confidence, event_id, first_day, role);
CREATE INDEX events_by_day ON events (first_day);
CREATE INDEX events_by_type ON events (type, kind);
CREATE INDEX events_by_document ON events (document)
"""
"""SQLite cannot change a table's UNIQUE: a new table takes the old one's name, keys and rows (foreign keys rest meanwhile)."""

EVENTS_IN_POSTGRESQL = """
ALTER TABLE events ADD COLUMN correction INTEGER NOT NULL DEFAULT 0;
ALTER TABLE events ADD COLUMN review TEXT;
ALTER TABLE events DROP CONSTRAINT events_coding_event_id_key;
ALTER TABLE events ADD CONSTRAINT events_coding_event_id_correction_key UNIQUE (coding, event_id, correction)
"""


def upgrade() -> None:
    """Adds to the first record; every report, coding and event of it stays."""
    dialect = op.get_bind().dialect.name
    for statement in statements(TABLES + ";" + (EVENTS_IN_SQLITE if dialect == "sqlite" else EVENTS_IN_POSTGRESQL), dialect):
        op.execute(statement)
