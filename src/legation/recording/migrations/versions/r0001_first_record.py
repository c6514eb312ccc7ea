"""The first record: reports, codings, events, statements, ledger, and full-text indexes."""

from __future__ import annotations

from alembic import op

from legation.recording.dialects import statements
from legation.recording.fulltext import POSTGRESQL_TABLES, SQLITE_TABLES

revision = "0001"
down_revision = None

TABLES = """
CREATE TABLE documents (
    key INTEGER PRIMARY KEY, id TEXT NOT NULL, digest TEXT NOT NULL, text_digest TEXT NOT NULL, text TEXT NOT NULL, title TEXT, date TEXT,
    date_basis TEXT, language TEXT, url TEXT, publisher TEXT, origin TEXT NOT NULL, blocks TEXT NOT NULL, UNIQUE (id, digest)
);
CREATE INDEX documents_by_text ON documents (text_digest);
CREATE TABLE codings (
    key INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES documents (key), version TEXT NOT NULL, outcome TEXT NOT NULL,
    current BOOLEAN NOT NULL, UNIQUE (document, version)
);
CREATE TABLE events (
    key INTEGER PRIMARY KEY, coding INTEGER NOT NULL REFERENCES codings (key), document INTEGER NOT NULL REFERENCES documents (key),
    current BOOLEAN NOT NULL, event_id TEXT NOT NULL, entry_key TEXT NOT NULL, role TEXT NOT NULL, type TEXT NOT NULL, mode TEXT, kind TEXT,
    concerns_type TEXT, concerns_kind TEXT, status TEXT NOT NULL, background BOOLEAN NOT NULL, date TEXT, first_day TEXT, last_day TEXT, place TEXT,
    place_state TEXT, place_admin1 TEXT, confidence FLOAT NOT NULL, sentence TEXT NOT NULL, body TEXT NOT NULL, UNIQUE (coding, event_id)
);
CREATE INDEX events_by_id ON events (event_id);
CREATE INDEX events_by_entry ON events (current, entry_key, confidence, event_id, first_day, role);
CREATE INDEX events_by_day ON events (first_day);
CREATE INDEX events_by_type ON events (type, kind);
CREATE INDEX events_by_document ON events (document);
CREATE TABLE participants (
    event INTEGER NOT NULL REFERENCES events (key), side TEXT NOT NULL, ordinal INTEGER NOT NULL, state TEXT, sector TEXT NOT NULL, name TEXT,
    actor_id TEXT, PRIMARY KEY (event, side, ordinal)
);
CREATE INDEX participants_by_state ON participants (state, side);
CREATE INDEX participants_by_name ON participants (name);
CREATE TABLE statements (key INTEGER PRIMARY KEY, coding INTEGER NOT NULL REFERENCES codings (key), body TEXT NOT NULL);
CREATE INDEX statements_by_coding ON statements (coding);
CREATE TABLE ledger (
    origin TEXT NOT NULL, position INTEGER NOT NULL, outcome TEXT NOT NULL, document_id TEXT NOT NULL, language TEXT, reason TEXT, message TEXT,
    PRIMARY KEY (origin, position, document_id)
)
"""


def upgrade() -> None:
    """Makes the tables of an empty database."""
    dialect = op.get_bind().dialect.name
    words = SQLITE_TABLES.split(";") if dialect == "sqlite" else POSTGRESQL_TABLES.split(";")
    for statement in statements(TABLES, dialect) + words:
        op.execute(statement)
