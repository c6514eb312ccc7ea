"""The tables of random audits. A change here needs a revision in `migrations/versions`."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, Table, Text

from legation.recording.tables import KEY, METADATA

audits = Table(
    "audits",
    METADATA,
    Column("key", KEY, primary_key=True),
    Column("person", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("asked", BigInteger, nullable=False),
    Column("drawn_from", BigInteger, nullable=False),
    Column("filters", Text, nullable=False),
)
"""Who drew entries at random, when, by which seed, how many, from how many that the filters (JSON) held for."""

audit_draws = Table(
    "audit_draws",
    METADATA,
    Column("audit", BigInteger, ForeignKey("audits.key"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("event_id", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("act", Text),
    Column("actors", Text),
    Column("status", Text),
    Column("date", Text),
    Column("note", Text),
    Column("person", Text),
    Column("at", Text),
)
"""The entries drawn, each by its most certain event as it was read then (`body`), and each group of fields judged right or wrong."""
