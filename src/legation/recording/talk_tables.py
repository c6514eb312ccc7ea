"""The tables of discussion and of double coding. A change here needs a revision in `migrations/versions`."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table, Text

from legation.recording.tables import KEY, METADATA

comments = Table(
    "comments",
    METADATA,
    Column("key", KEY, primary_key=True),
    Column("about", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("edited_at", Text),
    Column("deleted_at", Text),
    Index("comments_by_subject", "about", "subject"),
)
"""What persons say `about` an `entry` (by the event that led it then) or a `report` (by its id). One taken back keeps its row, without words."""

mentions = Table(
    "mentions",
    METADATA,
    Column("comment", BigInteger, ForeignKey("comments.key"), primary_key=True, autoincrement=False),
    Column("person", Text, primary_key=True),
    Index("mentions_by_person", "person"),
)
"""Whom a comment names with an @."""

assignments = Table(
    "assignments",
    METADATA,
    Column("key", KEY, primary_key=True),
    Column("about", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("words", Text),
    Column("assigned_by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("changed_by", Text),
    Column("changed_at", Text),
    Index("assignments_by_person", "person", "state"),
    Index("assignments_by_subject", "about", "subject"),
)
"""Who is to look after an entry or a report (named as in `comments`), and whether that is `open` or `done`."""

doubles = Table(
    "doubles",
    METADATA,
    Column("key", KEY, primary_key=True),
    Column("name", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("coders", Text, nullable=False),
    Column("start", Boolean, nullable=False),
    Column("seed", BigInteger),
    Column("drawn_from", BigInteger),
    Column("filters", Text, nullable=False),
)
"""Double codings: who codes (JSON), whether each begins with the coder's own events (`start`) or with none, and how the reports were drawn."""

double_reports = Table(
    "double_reports",
    METADATA,
    Column("project", BigInteger, ForeignKey("doubles.key"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("document", BigInteger, ForeignKey("documents.key"), nullable=False),
    Column("sentences", Text),
)
"""The reports of a double coding, each with the text that it had then, and where its sentences stand (JSON) once somebody coded it."""

double_marks = Table(
    "double_marks",
    METADATA,
    Column("key", KEY, primary_key=True),
    Column("project", BigInteger, nullable=False),
    Column("position", Integer, nullable=False),
    Column("coder", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index("double_marks_by_report", "project", "position"),
)
"""The events that a coder marked, each as a whole event; no other coder is shown them before he is done himself."""

double_done = Table(
    "double_done",
    METADATA,
    Column("project", BigInteger, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("coder", Text, primary_key=True),
    Column("at", Text, nullable=False),
)
"""Who is done with which report; nothing of his there changes afterwards."""

double_decisions = Table(
    "double_decisions",
    METADATA,
    Column("project", BigInteger, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("item", Text, primary_key=True),
    Column("choice", Text, nullable=False),
    Column("bodies", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("at", Text, nullable=False),
)
"""What was decided where coders differ: the events (JSON) that stand. `item` is the smallest key of the marks that were compared."""
