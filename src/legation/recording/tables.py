"""The tables of a record. A change here needs a revision in `migrations/versions`."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Float, ForeignKey, Index, Integer, MetaData, Table, Text, UniqueConstraint

METADATA = MetaData()

KEY = BigInteger().with_variant(Integer, "sqlite")
"""The type of a key: 64 bits in both databases."""

documents = Table(
    "documents",
    METADATA,
    Column("key", KEY, primary_key=True),
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
    Column("licence", Text),
    Column("date_unknown", Text),
    UniqueConstraint("id", "digest"),
    Index("documents_by_text", "text_digest"),
)
"""Reports, with the licence that they came under. One whose text or day changed under a known id is a row of its own: the earlier text stays."""

codings = Table(
    "codings",
    METADATA,
    Column("key", KEY, primary_key=True),
    Column("document", KEY, ForeignKey("documents.key"), nullable=False),
    Column("version", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("current", Boolean, nullable=False),
    UniqueConstraint("document", "version"),
)
"""What a version of the coder made of a report. One coding of a document id is current; the others are kept."""

events = Table(
    "events",
    METADATA,
    Column("key", KEY, primary_key=True),
    Column("coding", KEY, ForeignKey("codings.key"), nullable=False),
    Column("document", KEY, ForeignKey("documents.key"), nullable=False),
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
    Column("correction", KEY, nullable=False, server_default="0"),
    Column("review", Text),
    UniqueConstraint("coding", "event_id", "correction"),
    Index("events_by_id", "event_id"),
    Index("events_by_entry", "current", "entry_key", "confidence", "event_id", "first_day", "role"),
    Index("events_by_day", "first_day"),
    Index("events_by_type", "type", "kind"),
    Index("events_by_document", "document"),
)
"""Events: columns for what is searched, and `body`, the whole event as JSON. Events of one `entry_key` are one entry.

`correction` is 0 for what the machine made; a row with another number is what people made of it, up to that key of `corrections`. The one of an
`event_id` that is `current` is read; where people reject an event none is. `review` is accepted, corrected or added where people decided.
"""

participants = Table(
    "participants",
    METADATA,
    Column("event", KEY, ForeignKey("events.key"), primary_key=True),
    Column("side", Text, primary_key=True),
    Column("ordinal", KEY, primary_key=True),
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
    Column("key", KEY, primary_key=True),
    Column("coding", KEY, ForeignKey("codings.key"), nullable=False),
    Column("body", Text, nullable=False),
    Index("statements_by_coding", "coding"),
)
"""Sayings that are no act."""

ledger = Table(
    "ledger",
    METADATA,
    Column("origin", Text, primary_key=True),
    Column("position", KEY, primary_key=True),
    Column("outcome", Text, nullable=False),
    Column("document_id", Text, primary_key=True),
    Column("language", Text),
    Column("reason", Text),
    Column("message", Text),
)
"""What became of every input, failures with their reason."""

corrections = Table(
    "corrections",
    METADATA,
    Column("key", KEY, primary_key=True),
    Column("event_id", Text, nullable=False),
    Column("document_id", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("field", Text),
    Column("value", Text),
    Column("undoes", KEY, ForeignKey("corrections.key")),
    Column("person", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index("corrections_by_event", "event_id"),
    Index("corrections_by_document", "document_id"),
)
"""What people decided about events: accept, correct (a `field` to a `value` in JSON), reject, add (`value` is the event), undo; never changed."""

audit = Table(
    "audit",
    METADATA,
    Column("key", KEY, primary_key=True),
    Column("at", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Index("audit_by_subject", "subject"),
)
"""Every change by people and every coding anew, in order; `detail` is JSON."""
