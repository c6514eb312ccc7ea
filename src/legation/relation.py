"""A question about two marked stretches of a text, and its answer: what the one does to the other (DESIGN.md section 4, `relate`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from legation.event import Status
from legation.span import Span

NONE = "NONE"
"""Type of a pair that no act joins."""


@dataclass(frozen=True, slots=True)
class Question:
    """Does `actor` do something to `recipient` in this text, and what? The two may overlap; no recipient asks for any act of the actor.

    Attributes:
        row: the object that asked, with whatever else it holds. origin: its file and line.
    """

    id: str
    origin: str
    text: str
    actor: Span
    recipient: Span | None
    row: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Relation:
    """The act that joins a pair.

    Attributes:
        type: PLOVER type, or NONE. quad: 1-4, None for NONE. status: None for NONE.
        probabilities: of each type and of NONE, calibrated; they add up to 1.
    """

    type: str
    quad: int | None
    status: Status | None
    probabilities: Mapping[str, float]

    def to_dict(self) -> dict[str, object]:
        """The answer as DESIGN.md section 4 prints it."""
        return {"type": self.type, "quad": self.quad, "status": self.status, "probabilities": dict(self.probabilities)}
