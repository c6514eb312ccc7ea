"""The tables of a record. A change here needs a revision in `migrations/versions`."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, MetaData, Table, Text, UniqueConstraint

METADATA = MetaData()

documents = Table(
    "documents",
    METADATA,
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("text_digest", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("title", Text),
    Column("date", Text),
    Column("date_basis", Text),
    Column("language", Text),
    Column("url", Text),
    Column("publisher", Text),
    Column("origin", Text, nullable=False),
    Column("blocks", Text, nullable=False),
    UniqueConstraint("id", "digest"),
    Index("documents_by_text", "text_digest"),
)
"""Reports. One whose text or day changed under a known id is a row of its own: the earlier text stays."""

codings = Table(
    "codings",
    METADATA,
    Column("key", Integer, primary_key=True),
    Column("document", ForeignKey("documents.key"), nullable=False),
    Column("version", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("current", Boolean, nullable=False),
    UniqueConstraint("document", "version"),
)
"""What a version of the coder made of a report. One coding of a document id is current; the others are kept."""

events = Table(
    "events",
    METADATA,
    Column("key", Integer, primary_key=True),
    Column("coding", ForeignKey("codings.key"), nullable=False),
    Column("document", ForeignKey("documents.key"), nullable=False),
    Column("current", Boolean, nullable=False),
    Column("event_id", Text, nullable=False),
    Column("entry_key", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("mode", Text),
    Column("kind", Text),
    Column("concerns_type", Text),
    Column("concerns_kind", Text),
    Column("status", Text, nullable=False),
    Column("background", Boolean, nullable=False),
    Column("date", Text),
    Column("first_day", Text),
    Column("last_day", Text),
    Column("place", Text),
    Column("place_state", Text),
    Column("place_admin1", Text),
    Column("confidence", Float, nullable=False),
    Column("sentence", Text, nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("coding", "event_id"),
    Index("events_by_id", "event_id"),
    Index("events_by_entry", "current", "entry_key", "confidence", "event_id", "first_day", "role"),
    Index("events_by_day", "first_day"),
    Index("events_by_type", "type", "kind"),
    Index("events_by_document", "document"),
)
"""Events: columns for what is searched, and `body`, the whole event as JSON. Events of one `entry_key` are one entry."""

participants = Table(
    "participants",
    METADATA,
    Column("event", ForeignKey("events.key"), primary_key=True),
    Column("side", Text, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("state", Text),
    Column("sector", Text, nullable=False),
    Column("name", Text),
    Column("actor_id", Text),
    Index("participants_by_state", "state", "side"),
    Index("participants_by_name", "name"),
)
"""Who acts (`actor`) and who is acted upon (`recipient`)."""

statements = Table(
    "statements",
    METADATA,
    Column("key", Integer, primary_key=True),
    Column("coding", ForeignKey("codings.key"), nullable=False),
    Column("body", Text, nullable=False),
    Index("statements_by_coding", "coding"),
)
"""Sayings that are no act."""

ledger = Table(
    "ledger",
    METADATA,
    Column("origin", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("outcome", Text, nullable=False),
    Column("document_id", Text, primary_key=True),
    Column("language", Text),
    Column("reason", Text),
    Column("message", Text),
)
"""What became of every input, failures with their reason."""
