"""The tables of searches that are followed. A change here needs a revision in `migrations/versions`."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Table, Text, UniqueConstraint

from legation.recording.tables import KEY, METADATA

follows = Table(
    "follows",
    METADATA,
    Column("key", KEY, primary_key=True),
    Column("uid", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("filters", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("since", BigInteger, nullable=False),
    Column("seen", BigInteger, nullable=False),
    Column("token", Text, nullable=False),
    Column("secret", Text, nullable=False),
    Column("hook", Text),
    Column("mail", Text),
    Column("digest", Text, nullable=False),
    UniqueConstraint("uid"),
)
"""Searches under a name: the feed's filters (JSON), whether it is `on` or `paused`, after which key of `events` an entry is new, up to which
these were looked at, the secret word of its Atom feed, the secret of its webhook, where events and digests go (NULL: nowhere), and how often."""

deliveries = Table(
    "deliveries",
    METADATA,
    Column("key", KEY, primary_key=True),
    Column("follow", BigInteger, ForeignKey("follows.key"), nullable=False),
    Column("way", Text, nullable=False),
    Column("entry", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("batch", Text),
    Column("body", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("tries", BigInteger, nullable=False),
    Column("next_at", Text, nullable=False),
    Column("answer", Text),
    Column("answered_at", Text),
    UniqueConstraint("follow", "way", "entry"),
    UniqueConstraint("message"),
    Index("deliveries_by_state", "state", "next_at"),
    Index("deliveries_by_batch", "batch"),
)
"""What is sent of a search: one row for each way and entry, by its event's id; rows of one `batch` go together, again and again until one try is
answered well (`sent`) or none is left (`failed`)."""
