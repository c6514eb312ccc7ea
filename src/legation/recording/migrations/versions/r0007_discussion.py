"""Comments with mentions, assignments, and double coding; persons are found by an index of those who decided."""

from __future__ import annotations

from alembic import op

from legation.recording.dialects import statements

revision = "0007"
down_revision = "0005"

TABLES = """
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


def upgrade() -> None:
    """Adds to what is there; nothing of it changes."""
    for statement in statements(TABLES, op.get_bind().dialect.name):
        op.execute(statement)
