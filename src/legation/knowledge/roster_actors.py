"""What the roster holds: persons with their offices over time, role nouns, and the questions that can be asked of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from legation.actor import Actor
from legation.knowledge.roster_names import NameIndex, key_of
from legation.state import State

LEADING_OFFICES = ("President", "Prime Minister", "Chancellor", "Supreme Leader", "Leader", "King", "Emir", "Crown Prince", "Secretary-General")
"""Offices whose holders the press names by surname alone, the foremost first."""
SURNAME_FIRST = frozenset(
    "Xi Kim Lee Moon Yoon Wang Li Hu Mao Park Roh Tsai Lai Ma Chen Qin Dong Ban Choe Jiang Deng Zhou Wen Yang Wei Guo Lin Hua Zhao Cho".split()
)
"""Family names that stand first."""
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
class Person:
    """A person with all offices, in order of time. `gender` is m, f or ""."""

    id: str
    name: str
    surname: str
    gender: str
    offices: tuple[Actor, ...]
    aliases: tuple[str, ...] = ()

    def on(self, day: date | None, office: str = "") -> Actor:
        """The row that holds on `day`; of several, that of `office`; else the last before `day`, without its office."""
        held = [a for a in self.offices if a.valid_on(day)]
        named = [a for a in held if office and a.office == office]
        if named:
            return named[-1]
        if held and (day is not None or len(held) == 1):
            return min(reversed(held), key=lambda a: _rank(a.office))
        if day is None:
            return replace(self.offices[-1], office="")
        before = [a for a in self.offices if a.valid_from is not None and a.valid_from <= day]
        return replace((before or self.offices)[-1] if before else self.offices[0], office="")

    def held_by(self, day: date | None) -> bool:
        """Whether the person holds an office on `day`."""
        return day is not None and any(a.valid_on(day) for a in self.offices)


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
        persons: by identifier. offices: their rows by state and office. surnames: persons by the key of their surname.
        role_starts: first words of role nouns. sector_words: sectors that an adjective gives to who comes after it.
        vessel_types: whether military, by lemmas; vessel_starts: their first words.
        vessel_prefixes: flag ("" where any) and whether military.
        groups: states that a group's name stands for, by key ("states:nordic").
    """

    states: dict[str, State]
    actors: dict[str, tuple[Actor, ...]]
    persons: dict[str, Person]
    offices: dict[tuple[str, str], tuple[Actor, ...]]
    surnames: dict[tuple[str, ...], tuple[Person, ...]]
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
            for actor in self.offices.get((state, title), ()):
                if actor.valid_on(day):
                    return actor
        return None

    def leaders(self, surname: str, day: date | None) -> list[Person]:
        """Persons of that surname who have led a state or organisation by `day`, in order of taking office."""
        found = []
        for person in self.surnames.get(key_of(surname), ()):
            led = [a.valid_from for a in person.offices if a.office in LEADING_OFFICES and a.valid_from and (day is None or a.valid_from <= day)]
            if led:
                found.append((led[-1], person))
        return [p for _, p in sorted(found, key=lambda f: f[0])]

    def by_surname(self, surname: str, day: date | None, *, state: str = "", office: str = "") -> Person | None:
        """The person in office on `day` with that surname; of several, the one of `state` and `office`, then the foremost; None if still unclear."""
        found = [p for p in self.surnames.get(key_of(surname), ()) if not state or any(a.state == state for a in p.offices)]
        serving = [p for p in found if p.held_by(day)]
        if office:
            wanted = SAME_OFFICE.get(office, (office,))
            exact = [p for p in serving or found if any(a.office in wanted and a.valid_on(day) for a in p.offices)]
            serving = exact or serving
        candidates = serving or ([p for p in found if " " in p.name] if state else [])
        if len(candidates) <= 1:
            return candidates[0] if candidates else None
        ranked = sorted(candidates, key=lambda p: _rank(p.on(day).office))
        first, second = (_rank(p.on(day).office) for p in ranked[:2])
        return ranked[0] if first < second else None


def _rank(office: str) -> int:
    return LEADING_OFFICES.index(office) if office in LEADING_OFFICES else len(LEADING_OFFICES)


def surname_of(name: str) -> str:
    """The part by which the press names a person again: "al-Sudani", "bin Salman", "de Mistura", "Xi", "Netanyahu"."""
    words = name.split()
    if len(words) == 1:
        return name
    if words[0] in SURNAME_FIRST:
        return words[0]
    if words[-1] in ("Jr.", "Jr", "II", "III", "VI", "XIV", "XVI"):
        return surname_of(" ".join(words[:-1]))
    return words[-1]


def persons_of(rows: Iterable[tuple[str, tuple[str, ...], Actor]]) -> dict[str, Person]:
    """Persons by identifier from (gender, aliases, office row), offices in order of time."""
    held: dict[str, list[Actor]] = {}
    genders: dict[str, str] = {}
    aliases: dict[str, tuple[str, ...]] = {}
    for gender, other_names, actor in rows:
        held.setdefault(actor.id, []).append(actor)
        genders[actor.id] = gender
        aliases[actor.id] = (*aliases.get(actor.id, ()), *other_names)
    return {key: Person(key, rows_[0].name, surname_of(rows_[0].name), genders[key], _in_time(rows_), aliases[key]) for key, rows_ in held.items()}


def _in_time(offices: Iterable[Actor]) -> tuple[Actor, ...]:
    return tuple(sorted(offices, key=lambda a: a.valid_from or date.min))


def offices_of(persons: Iterable[Person]) -> dict[tuple[str, str], tuple[Actor, ...]]:
    """Office rows by state and office."""
    table: dict[tuple[str, str], list[Actor]] = {}
    for person in persons:
        for actor in person.offices:
            table.setdefault((actor.state, actor.office), []).append(actor)
    return {k: tuple(v) for k, v in table.items()}
