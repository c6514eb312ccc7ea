"""Entries: tellings with their traits, blocks, links, and persons' verdicts; `events.entry_key` holds the entry's smallest event."""

from __future__ import annotations

from alembic import op

from legation.recording.dialects import statements

revision = "0003"
down_revision = "0002"

TABLES = """
CREATE TABLE reports (document_id TEXT PRIMARY KEY, day TEXT, publisher TEXT, signature TEXT NOT NULL, vector TEXT NOT NULL);
CREATE TABLE tellings (
    event_id TEXT PRIMARY KEY, document_id TEXT NOT NULL, precision INTEGER NOT NULL, first_day TEXT, last_day TEXT, traits TEXT NOT NULL,
    entry TEXT NOT NULL
);
CREATE INDEX tellings_by_document ON tellings (document_id);
CREATE INDEX tellings_by_entry ON tellings (entry);
CREATE TABLE blocks (block INTEGER NOT NULL, event_id TEXT NOT NULL, PRIMARY KEY (block, event_id));
CREATE INDEX blocks_by_event ON blocks (event_id);
CREATE TABLE links (event_id TEXT NOT NULL, other TEXT NOT NULL, score FLOAT NOT NULL, PRIMARY KEY (event_id, other));
CREATE TABLE verdicts (key INTEGER PRIMARY KEY, verdict TEXT NOT NULL, why TEXT NOT NULL, decided_by TEXT);
CREATE TABLE verdict_events (verdict INTEGER NOT NULL, event_id TEXT NOT NULL, side INTEGER NOT NULL, PRIMARY KEY (verdict, event_id));
CREATE INDEX verdict_events_by_event ON verdict_events (event_id)
"""


def upgrade() -> None:
    """Makes the tables, and entries of what the record holds."""
    from legation.recording.entries import rebuild

    bind = op.get_bind()
    for statement in statements(TABLES, bind.dialect.name):
        op.execute(statement)
    rebuild(bind)
