"""What the roster holds: actors, persons, role nouns, and the questions that can be asked of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from legation.actor import Actor
from legation.knowledge.roster_names import NameIndex
from legation.knowledge.roster_officials import Persons
from legation.knowledge.roster_persons import LEADING_OFFICES, Person, rank
from legation.state import State

SAME_OFFICE = {"Leader": ("Leader", "Supreme Leader", "President", "Prime Minister", "Chancellor", "King", "Emir", "Sultan")}


@dataclass(frozen=True, slots=True)
class RoleNoun:
    """A noun for who holds a part.

    Attributes:
        words: its lemmas in lower case. kind: person, body, people, or state (the noun stands for a state).
        office: the office that it names, or "". inherits: whether an organ or group named with it gives the sector.
        state: the state that nearly alone uses the word, or "".
    """

    words: tuple[str, ...]
    sector: str
    kind: str
    office: str
    inherits: bool
    state: str = ""


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A name that means a state where `own` words stand near, and something of `rival_state` (or no actor: "") where `rival` words do."""

    own: tuple[str, ...]
    rival: tuple[str, ...]
    rival_state: str


@dataclass(frozen=True)
class Roster:
    """All that is known of who can act.

    Attributes:
        actors: dated rows by key ("state:CUB", "igo:un", "organ:kremlin", "group:hamas"), in order of the files.
        persons: by identifier, surname and office. role_starts: first words of role nouns.
        sector_words: sectors that an adjective gives to who comes after it.
        vessel_types: whether military, by lemmas; vessel_starts: their first words.
        vessel_prefixes: flag ("" where any) and whether military.
        groups: states that a group's name stands for, by key ("states:nordic").
    """

    states: dict[str, State]
    actors: dict[str, tuple[Actor, ...]]
    persons: Persons
    groups: dict[str, tuple[str, ...]]
    roles: dict[tuple[str, ...], RoleNoun]
    role_starts: frozenset[str]
    sector_words: dict[str, str]
    ambiguous: dict[str, Ambiguous]
    media: frozenset[str]
    vessel_types: dict[tuple[str, ...], bool]
    vessel_starts: frozenset[str]
    vessel_prefixes: dict[str, tuple[str, bool]]
    names: NameIndex

    def state(self, code: str) -> Actor:
        """The state itself as an actor."""
        return self.actors[f"state:{code}"][0]

    def name_of(self, code: str) -> str:
        """The usual English name of a state or the code itself."""
        return self.states[code].name if code in self.states else code

    def actor(self, key: str, day: date | None) -> Actor:
        """The row of `key` that holds on `day`, else the last."""
        rows = self.actors[key]
        return next((a for a in rows if a.valid_on(day)), rows[-1]) if day else rows[-1]

    def holder(self, state: str, office: str, day: date | None) -> Actor | None:
        """Who holds `office` of `state` on `day`; None where the roster does not know or no day is given."""
        if day is None or not office:
            return None
        wanted = SAME_OFFICE.get(office, (office,))
        for title in wanted:
            for actor in self.persons.holders(state, title):
                if actor.valid_on(day):
                    return actor
        return None

    def leaders(self, surname: str, day: date | None) -> list[Person]:
        """Persons of that surname who have led a state or organisation by `day`, in order of taking office."""
        found = []
        for person in self.persons.of_surname(surname):
            led = [a.valid_from for a in person.offices if a.office in LEADING_OFFICES and a.valid_from and (day is None or a.valid_from <= day)]
            if led:
                found.append((led[-1], person))
        return [p for _, p in sorted(found, key=lambda f: f[0])]

    def by_surname(self, surname: str, day: date | None, *, state: str = "", office: str = "") -> Person | None:
        """The person in office on `day` with that surname; of several, the one of `state` and `office`, then the foremost; None if still unclear."""
        found = [p for p in self.persons.of_surname(surname) if not state or any(a.state == state for a in p.offices)]
        serving = [p for p in found if p.held_by(day)]
        if office:
            wanted = SAME_OFFICE.get(office, (office,))
            exact = [p for p in serving or found if any(a.office in wanted and a.valid_on(day) for a in p.offices)]
            serving = exact or serving
        candidates = serving or ([p for p in found if " " in p.name] if state else [])
        if len(candidates) <= 1:
            return candidates[0] if candidates else None
        ranked = sorted(candidates, key=lambda p: rank(p.on(day).office))
        first, second = (rank(p.on(day).office) for p in ranked[:2])
        return ranked[0] if first < second else None
