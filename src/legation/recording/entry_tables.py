"""The tables that entries are made of. A change here needs a revision in `migrations/versions`."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, Index, Integer, Table, Text

from legation.recording.tables import KEY, METADATA

reports = Table(
    "reports",
    METADATA,
    Column("document_id", Text, primary_key=True),
    Column("day", Text),
    Column("publisher", Text),
    Column("signature", Text, nullable=False),
    Column("vector", Text, nullable=False),
)
"""What of a report's current text its events share: MinHash signature and vector."""

tellings = Table(
    "tellings",
    METADATA,
    Column("event_id", Text, primary_key=True),
    Column("document_id", Text, nullable=False),
    Column("precision", Integer, nullable=False),
    Column("first_day", Text),
    Column("last_day", Text),
    Column("traits", Text, nullable=False),
    Column("entry", Text, nullable=False),
    Index("tellings_by_document", "document_id"),
    Index("tellings_by_entry", "entry"),
)
"""Current events as they are compared, and the entry that each is in, by its smallest event."""

blocks = Table(
    "blocks",
    METADATA,
    Column("block", BigInteger, primary_key=True, autoincrement=False),
    Column("event_id", Text, primary_key=True),
    Index("blocks_by_event", "event_id"),
)
"""Which events are compared at all."""

links = Table(
    "links",
    METADATA,
    Column("event_id", Text, primary_key=True),
    Column("other", Text, primary_key=True),
    Column("score", Float, nullable=False),
)
"""Pairs of events that are likely one act, each way round."""

verdicts = Table(
    "verdicts",
    METADATA,
    Column("key", KEY, primary_key=True),
    Column("verdict", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("decided_by", Text),
)
"""What persons decided, in order: `split` or `join`, and why."""

verdict_events = Table(
    "verdict_events",
    METADATA,
    Column("verdict", BigInteger, primary_key=True, autoincrement=False),
    Column("event_id", Text, primary_key=True),
    Column("side", Integer, nullable=False),
    Index("verdict_events_by_event", "event_id"),
)
"""The events of a verdict, on two sides: each of side 0 is parted from, or one with, those of side 1."""
