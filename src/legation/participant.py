"""A mention resolved to an actor, as it stands in a report."""

from __future__ import annotations

from dataclasses import dataclass

from legation.errors import Unknown
from legation.mention import Mention
from legation.vessel import Vessel


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody a report names or refers to, resolved.

    One mention gives several participants when it names a group ("both countries", "the five Nordic states"): they share its span.

    Attributes:
        name: the resolved proper name ("Sergei Shoigu", "Russia"), or Unknown.
        state: ISO 3166 alpha-3, IGO code, NSA, or Unknown.
        sector, sectors: PLOVER sectors, primary first ("GOV", ("GOV", "MIL")); "UNK" where not told.
        office: office on the day of the report ("Minister of Defence"), or Unknown.
        id: the roster's actor id, or Unknown.
        basis: how it was resolved: name, office, demonym, metonym, role, pronoun, group, vessel, apposition; document, where the
            report's main state was taken; actor, where the state was taken whose organ acts on it.
        confidence: 0-1, uncalibrated in this version.
    """

    mention: Mention
    name: str | Unknown
    state: str | Unknown
    sector: str
    sectors: tuple[str, ...]
    office: str | Unknown
    id: str | Unknown
    basis: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Cast:
    """All participants and vessels of a document, each in text order."""

    participants: tuple[Participant, ...]
    vessels: tuple[Vessel, ...]
