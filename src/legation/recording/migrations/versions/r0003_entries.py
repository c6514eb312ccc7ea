"""Entries: tellings with their traits, blocks, links, and persons' verdicts; `events.entry_key` holds the entry's smallest event."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0001"


def upgrade() -> None:
    """Makes the tables, and entries of what the record holds."""
    from legation.recording.entries import rebuild

    _of_tellings()
    _of_verdicts()
    rebuild(op.get_bind())


def _of_tellings() -> None:
    text = sa.Text
    op.create_table(
        "reports",
        sa.Column("document_id", text, primary_key=True),
        sa.Column("day", text),
        sa.Column("publisher", text),
        sa.Column("signature", text, nullable=False),
        sa.Column("vector", text, nullable=False),
    )
    op.create_table(
        "tellings",
        sa.Column("event_id", text, primary_key=True),
        sa.Column("document_id", text, nullable=False),
        sa.Column("precision", sa.Integer, nullable=False),
        sa.Column("traits", text, nullable=False),
        sa.Column("entry", text, nullable=False),
    )
    op.create_index("tellings_by_document", "tellings", ["document_id"])
    op.create_index("tellings_by_entry", "tellings", ["entry"])
    op.create_table("blocks", sa.Column("block", sa.BigInteger, primary_key=True, autoincrement=False), sa.Column("event_id", text, primary_key=True))
    op.create_index("blocks_by_event", "blocks", ["event_id"])
    op.create_table(
        "links",
        sa.Column("event_id", text, primary_key=True),
        sa.Column("other", text, primary_key=True),
        sa.Column("score", sa.Float, nullable=False),
    )


def _of_verdicts() -> None:
    text = sa.Text
    op.create_table(
        "verdicts",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("verdict", text, nullable=False),
        sa.Column("why", text, nullable=False),
        sa.Column("decided_by", text),
    )
    op.create_table(
        "verdict_events",
        sa.Column("verdict", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("event_id", text, primary_key=True),
        sa.Column("side", sa.Integer, nullable=False),
    )
    op.create_index("verdict_events_by_event", "verdict_events", ["event_id"])
