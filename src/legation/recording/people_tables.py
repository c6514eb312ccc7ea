"""The tables of a team's desk: who may come in, and how. A change here needs a revision in `migrations/versions`.

Times are whole seconds since 1970 in UTC. What opens the desk (a link, a session, a token) is kept as its SHA-256 only, a password as its
argon2id hash.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Table, Text

from legation.recording.tables import KEY, METADATA


def _person(*, nullable: bool = False) -> Column[int]:
    return Column("person", BigInteger, ForeignKey("people.key"), nullable=nullable)


people = Table(
    "people",
    METADATA,
    Column("key", KEY, primary_key=True),
    Column("name", Text, nullable=False),
    Column("login", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("password", Text, nullable=False),
    Column("made", BigInteger, nullable=False),
    Column("gone", BigInteger),
)
"""Accounts; `login` is the name as it is compared. Who is gone comes in no more, and the name is not given again."""

invitations = Table(
    "invitations",
    METADATA,
    Column("key", KEY, primary_key=True),
    Column("digest", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    _person(nullable=True),
    Column("by", Text, nullable=False),
    Column("made", BigInteger, nullable=False),
    Column("until", BigInteger, nullable=False),
    Column("spent", BigInteger),
)
"""One-time links: to an account of `role`, or, where they name a person, to a new password of theirs. Without a `by` the terminal gave it."""

sessions = Table(
    "sessions",
    METADATA,
    Column("key", KEY, primary_key=True),
    Column("digest", Text, nullable=False, unique=True),
    _person(),
    Column("made", BigInteger, nullable=False),
    Column("seen", BigInteger, nullable=False),
    Column("ended", BigInteger),
    Column("agent", Text, nullable=False),
    Column("address", Text, nullable=False),
    Index("sessions_by_person", "person"),
)
"""Browsers that are signed in, or were."""

tokens = Table(
    "tokens",
    METADATA,
    Column("key", KEY, primary_key=True),
    Column("digest", Text, nullable=False, unique=True),
    _person(),
    Column("name", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("made", BigInteger, nullable=False),
    Column("until", BigInteger, nullable=False),
    Column("seen", BigInteger),
    Column("ended", BigInteger),
    Index("tokens_by_person", "person"),
)
"""What programs come in with; `scope` is read or write."""

attempts = Table(
    "attempts",
    METADATA,
    Column("key", KEY, primary_key=True),
    Column("subject", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("attempts_by_subject", "subject", "at"),
)
"""Passwords that were tried and not taken, by the SHA-256 of the account's name and of the address; those that no longer count are deleted."""
