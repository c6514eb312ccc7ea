"""Who makes the request that is being answered, where the desk is a team's."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal

from legation.recording.people import Person


@dataclass(frozen=True, slots=True)
class Caller:
    """A person, and how they came in: by a session of a browser, or by a token of a scope."""

    person: Person
    session: int | None = None
    scope: Literal["session", "read", "write"] = "session"


CALLER: ContextVar[Caller | None] = ContextVar("caller", default=None)
"""Set by the desk's guard for the time of one request; endpoints in threads see a copy. None at the desk of one person, and for whoever is not in."""
