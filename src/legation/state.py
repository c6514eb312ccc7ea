"""A state of the system of states since 1945, with its codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class State:
    """A state or disputed entity (CODEBOOK.md section 1).

    Attributes:
        code: ISO 3166 alpha-3, a dated predecessor (SUN, YUG, CSK, DDR) or XKX, TWN, PSE, ESH, HKG, MAC, GRL.
        sovereign: code of the sovereign or claimant that stands beside a disputed entity, else "".
        cow: Correlates of War number, None where it has none.
        successor: code that takes its place after `valid_to`, else "".
    """

    code: str
    name: str
    sovereign: str = ""
    cow: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str = ""
