"""Who somebody is, apart from where a report names them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from legation.actor import Actor
from legation.errors import Unknown
from legation.mention import Mention
from legation.participant import Participant

NO_STATE = Unknown("no_state")
NOT_LISTED = Unknown("not_in_roster")


@dataclass(frozen=True, slots=True)
class Identity:
    """A participant before it has a mention.

    Attributes:
        kind: what the actor is: state, organ, igo, group, person, party, company, ngo; "people" for a body of men without a name.
        gender: m, f, or "" where not known.
        words: lower-case words that later bare nouns may take up ("minister", "ministry", "group").
    """

    kind: str
    state: str | Unknown = NO_STATE
    sector: str = "UNK"
    name: str | Unknown = NOT_LISTED
    office: str | Unknown = NOT_LISTED
    id: str | Unknown = NOT_LISTED
    basis: str = "name"
    confidence: float = 0.9
    gender: str = ""
    words: frozenset[str] = frozenset()
    sectors: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Whether its state is known."""
        return not isinstance(self.state, Unknown)

    def at(self, mention: Mention) -> Participant:
        """The participant that stands at `mention`."""
        sectors = self.sectors or (self.sector,)
        return Participant(mention, self.name, self.state, self.sector, sectors, self.office, self.id, self.basis, round(self.confidence, 2))

    def taken_up(self, basis: str, confidence: float) -> Identity:
        """The same, as a later word refers to it."""
        return replace(self, basis=basis, confidence=min(self.confidence, confidence))


def identity_of(actor: Actor, basis: str = "name", confidence: float = 0.9, gender: str = "") -> Identity:
    """The identity of a row of the roster."""
    office = actor.office or Unknown("not_stated")
    words = frozenset(actor.office.lower().split()) | frozenset(actor.name.lower().split()[-1:] if actor.kind != "person" else ())
    return Identity(actor.kind, actor.state, actor.sector, actor.name, office, actor.id, basis, confidence, gender, words, actor.sectors)


def first_known(found: Iterable[Identity]) -> Identity | None:
    """The first whose state is known."""
    return next((i for i in found if i.known), None)


def distinct_states(found: Iterable[Identity]) -> tuple[Identity, ...]:
    """One identity for each state, in order."""
    return tuple({str(i.state): i for i in reversed(tuple(found)) if i.known}.values())[::-1]
