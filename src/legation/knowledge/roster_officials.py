"""Persons in office by identifier, surname and office; each is made of its lines when first asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from legation.actor import Actor
from legation.knowledge.roster_dates import first_day, last_day, listed, slug
from legation.knowledge.roster_lines import Lines
from legation.knowledge.roster_names import Form, Key, NameForm, first_of, key_of, last_of
from legation.knowledge.roster_persons import Person, surname_of

GENERATION = 20
"""Years within which a leader and an official of one state and surname may be one person."""


class Persons(Mapping[str, Person]):
    """Persons of a user's rows, officials and national leaders, in order of the lines.

    A user's rows stand in place of all that the files say of a person of that name. Leaders who are an official are left out;
    a surname that leaders of several states share is kept apart by state.
    """

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._own = frozenset(f"person:{slug(lines.cells(at)[0])}" for at in range(lines.officials))
        self._starts: dict[str, list[int]] = {}
        for word, places in lines.by_first.items():
            self._starts.setdefault(slug(word).partition("-")[0], []).extend(places)
        self._keys: dict[int, str] = {}
        self._places: dict[str, list[int]] = {}
        self._made: dict[str, Person] = {}
        self._surnames: dict[Key, tuple[Person, ...]] = {}
        self._offices: dict[tuple[str, str], tuple[Actor, ...]] = {}
        self._terms: dict[str, dict[str, list[date | None]]] = {}

    def __getitem__(self, key: str) -> Person:
        found = self._made.get(key)
        if found is None:
            places = self._places_of(key)
            if not places:
                raise KeyError(key)
            found = self._made[key] = _person(key, [self._lines.cells(at) for at in places])
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(key for at in range(len(self._lines)) if (key := self._key(at))))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def of_surname(self, surname: str) -> tuple[Person, ...]:
        """The persons of that surname, or with a name that ends in these one or two words."""
        key = key_of(surname)
        found = self._surnames.get(key)
        if found is None:
            near = self._at(self._lines.by_last.get(key[-1], ())) if key else ()
            found = self._surnames[key] = tuple(p for p in near if key in _surnames(p))
        return found

    def holders(self, state: str, office: str) -> tuple[Actor, ...]:
        """The rows of an office of a state: person after person, the rows of each in order of time."""
        found = self._offices.get((state, office))
        if found is None:
            held = [at for at in self._lines.by_state.get(state, ()) if self._lines.cells(at)[3] == office]
            rows = (a for person in self._at(held) for a in person.offices)
            found = self._offices[state, office] = tuple(a for a in rows if a.state == state and a.office == office)
        return found

    def names_from(self, first: str) -> Iterator[tuple[str, NameForm]]:
        """Names and aliases of officials that begin with this word, in order of the lines."""
        for at in self._lines.by_first.get(first, ()):
            key = self._key(at) if at >= self._lines.officials else ""
            cells = self._lines.cells(at)
            for name in (cells[0], *listed(cells[7])) if key else ():
                if first_of(name) == first:
                    yield name, NameForm(key, form_of(name))

    def _at(self, places: Iterable[int]) -> list[Person]:
        """The persons whose lines stand at these places."""
        keys = {key for at in places if (key := self._key(at))}
        return [self[key] for key in sorted(keys, key=lambda k: self._places_of(k)[0])]

    def _places_of(self, key: str) -> list[int]:
        """Places of the lines about a person."""
        found = self._places.get(key)
        if found is None:
            start = key.removeprefix("person:").partition("-")[0]
            near = {*self._starts.get(start, ()), *self._starts.get("", ())}
            near.update(at for at in self._lines.by_state.get(start.upper(), ()) if at >= self._lines.leaders)
            found = self._places[key] = sorted(at for at in near if self._key(at) == key)
        return found

    def _key(self, at: int) -> str:
        """Identifier of the person whom the line is about; "" of a line that does not count."""
        key = self._keys.get(at)
        if key is None:
            cells = self._lines.cells(at)
            if at >= self._lines.leaders:
                key = "" if self._is_official(cells) else f"person:{cells[1].lower()}-{slug(cells[0])}"
            else:
                key = f"person:{slug(cells[0])}"
                key = "" if key in self._own and at >= self._lines.officials else key
            self._keys[at] = key
        return key

    def _is_official(self, leader: list[str]) -> bool:
        """Whether an official of the leader's state and surname took office within a generation of the leader's time."""
        start, end = first_day(leader[4]), last_day(leader[5])
        return any(_same_time(start, end, term) for term in self._terms_of(leader[1]).get(last_of(leader[0]), ()))

    def _terms_of(self, state: str) -> dict[str, list[date | None]]:
        """First days of the officials of a state by the first and by the last word of their names."""
        terms = self._terms.get(state)
        if terms is None:
            terms = {}
            named = [at for at in self._lines.by_state.get(state, ()) if at < self._lines.leaders and self._key(at)]
            for cells in map(self._lines.cells, named):
                for word in {first_of(cells[0]), last_of(cells[0])}:
                    terms.setdefault(word, []).append(first_day(cells[4]))
            self._terms[state] = terms
        return terms


def _same_time(start: date | None, end: date | None, term: date | None) -> bool:
    if start is None or term is None:
        return True
    return start.year - GENERATION <= term.year <= (end or start).year + GENERATION


def form_of(name: str) -> Form:
    """How a name stands for a person."""
    return "name" if " " in name else "surname"


def _person(key: str, lines: list[list[str]]) -> Person:
    name = lines[0][0]
    offices = sorted((_office(key, cells) for cells in lines), key=lambda a: a.valid_from or date.min)
    aliases = tuple(alias for cells in lines for alias in listed(cells[7]))
    return Person(key, name, surname_of(name), lines[-1][6], tuple(offices), aliases)


def _office(key: str, cells: list[str]) -> Actor:
    name, state, sector, office, start, end, _, _, source = cells
    return Actor(key, "person", name, state, sector, (sector,), office, first_day(start), last_day(end), source)


def _surnames(person: Person) -> set[Key]:
    keys = {key_of(person.surname)}
    for name in (person.name, *person.aliases):
        keys |= {key_of(name)[-1:], key_of(name)[-2:]}
    return keys
