"""A team at the desk: searches that are followed and what is delivered of them; comments, assignments and double coding; accounts."""

from __future__ import annotations

from alembic import op

from legation.recording.dialects import statements

revision = "0006"
down_revision = "0005"

FOLLOWS = """
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

TALK = """
CREATE TABLE comments (
    key INTEGER PRIMARY KEY, about TEXT NOT NULL, subject TEXT NOT NULL, person TEXT NOT NULL, at TEXT NOT NULL, words TEXT NOT NULL,
    edited_at TEXT, deleted_at TEXT
);
CREATE INDEX comments_by_subject ON comments (about, subject);
CREATE TABLE mentions (
    comment INTEGER NOT NULL REFERENCES comments (key), person TEXT NOT NULL, PRIMARY KEY (comment, person)
);
CREATE INDEX mentions_by_person ON mentions (person);
CREATE TABLE assignments (
    key INTEGER PRIMARY KEY, about TEXT NOT NULL, subject TEXT NOT NULL, person TEXT NOT NULL, state TEXT NOT NULL, words TEXT,
    assigned_by TEXT NOT NULL, at TEXT NOT NULL, changed_by TEXT, changed_at TEXT
);
CREATE INDEX assignments_by_person ON assignments (person, state);
CREATE INDEX assignments_by_subject ON assignments (about, subject);
CREATE TABLE doubles (
    key INTEGER PRIMARY KEY, name TEXT NOT NULL, person TEXT NOT NULL, at TEXT NOT NULL, coders TEXT NOT NULL, start BOOLEAN NOT NULL,
    seed INTEGER, drawn_from INTEGER, filters TEXT NOT NULL
);
CREATE TABLE double_reports (
    project INTEGER NOT NULL REFERENCES doubles (key), position INTEGER NOT NULL, document INTEGER NOT NULL REFERENCES documents (key),
    sentences TEXT, PRIMARY KEY (project, position)
);
CREATE TABLE double_marks (
    key INTEGER PRIMARY KEY, project INTEGER NOT NULL, position INTEGER NOT NULL, coder TEXT NOT NULL, body TEXT NOT NULL, at TEXT NOT NULL
);
CREATE INDEX double_marks_by_report ON double_marks (project, position);
CREATE TABLE double_done (
    project INTEGER NOT NULL, position INTEGER NOT NULL, coder TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (project, position, coder)
);
CREATE TABLE double_decisions (
    project INTEGER NOT NULL, position INTEGER NOT NULL, item TEXT NOT NULL, choice TEXT NOT NULL, bodies TEXT NOT NULL, person TEXT NOT NULL,
    at TEXT NOT NULL, PRIMARY KEY (project, position, item)
);
CREATE INDEX corrections_by_person ON corrections (person)
"""

ACCOUNTS = """
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
    for tables in (FOLLOWS, TALK, ACCOUNTS):
        for statement in statements(tables, op.get_bind().dialect.name):
            op.execute(statement)
