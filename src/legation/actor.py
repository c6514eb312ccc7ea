"""Who can act: a state, an organ of one, an organisation, an armed group, a person in office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

ActorKind: TypeAlias = Literal["state", "organ", "igo", "group", "person", "party", "company", "ngo"]


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor of the roster, valid for a time.

    Attributes:
        id: stable identifier in the roster ("state:RUS", "person:sergei-shoigu", "igo:UNO").
        state: ISO 3166 alpha-3, an IGO code of the codebook, or NSA.
        sector: PLOVER sector (GOV, MIL, IGO, REB ...); the primary one of `sectors`.
        office: the office held between valid_from and valid_to ("Minister of Defence"), "" where none.
        source: data set or `editorial`.
    """

    id: str
    kind: ActorKind
    name: str
    state: str
    sector: str
    sectors: tuple[str, ...] = ()
    office: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""

    def valid_on(self, day: date | None) -> bool:
        """Whether `day` lies within the row's dates; an unknown day is within all."""
        if day is None:
            return True
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)
