"""Who a name stands for: names of the roster by date and context, persons by surname, title and introduction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from legation.errors import Unknown
from legation.knowledge.gazetteer import read_gazetteer
from legation.knowledge.roster import NameForm, Person
from legation.knowledge.roster_names import folded, key_of
from legation.knowledge.roster_persons import LEADING_OFFICES
from legation.resolving.identity import NO_STATE, NOT_LISTED, Identity, identity_of
from legation.resolving.memory import Memory
from legation.resolving.scene import Scene
from legation.resolving.units import STATE_FORMS, Unit

BASIS = {"capital": "metonym", "adjective": "demonym", "people": "demonym", "person": "demonym"}
SMALLEST_PLACE = 50_000
"""Inhabitants of the smallest place that counts in a report that does not name its state."""
EXACT_NAME = 3
"""How many times more a place counts that is called exactly so ("St. Louis" against Saint-Louis)."""
NEARLY_ALL = 2
"""How many times as often as any other a report names the state that it is nearly all about."""
NAMESAKE = 0.7
"""Confidence in an organ of a state that the roster knows of another state only."""
LAST_NAME_ONLY = 0.7
"""Confidence in a person known by surname and date alone."""


class Naming:
    """Resolves names."""

    def __init__(self, scene: Scene, memory: Memory) -> None:
        self._scene = scene
        self._memory = memory
        self._roster = scene.roster
        self._gazetteer = read_gazetteer()

    def named(self, unit: Unit) -> tuple[Identity, ...]:
        """Whom a name of the roster stands for; several for a group of states; none for a name that means something else here."""
        form = self._choose(tuple(f for f in unit.forms if not f.key.startswith("person:")))
        if form.key.startswith("states:"):
            codes = self._roster.groups[form.key]
            return tuple(identity_of(self._roster.state(c), "group", 0.85) for c in codes)
        other = self._other_reading(self._scene.words(unit), form)
        if other is not None:
            return other
        actor = self._roster.actor(form.key, self._scene.day)
        if form.form == "people" and actor.kind == "state" and self._are_men(unit):
            return (replace(identity_of(actor, "demonym"), sector="CVL", sectors=("CVL",)),)
        found = identity_of(actor, BASIS.get(form.form, "metonym" if form.form == "alias" and actor.kind == "organ" else "name"))
        owner = self._owner(unit, found) if found.kind in ("organ", "party") else None
        return (replace(found, state=owner, name=self._scene.words(unit), id=NOT_LISTED, confidence=NAMESAKE),) if owner else (found,)

    def _owner(self, unit: Unit, found: Identity) -> str | None:
        """The other state whose organ of the same name is meant ("the Senate of Chile", "Moldova's Democratic Party"); None where none is said."""
        tokens = self._scene.sentence(unit).tokens
        after = unit.name_end
        if after < len(tokens) and tokens[after].text.lower() == "of":
            after += 2 if after + 1 < len(tokens) and tokens[after + 1].upos == "DET" else 1
            owner = next((state for other, state in self._states(unit) if other.start == after), None)
        elif found.sector == "PTY":
            before = unit.name_start - (unit.name_start > 0 and tokens[unit.name_start - 1].text in ("'s", "\u2019s"))
            owner = next((state for other, state in self._states(unit) if other.end == before), None)
        else:
            owner = None
        return owner if owner != found.state else None

    def _states(self, unit: Unit) -> Iterator[tuple[Unit, str]]:
        """The units of the sentence that name a state, or its people."""
        for other in self._scene.units[unit.sentence].all:
            if other.forms and other.forms[0].key.startswith("state:") and other.forms[0].form in ("name", "adjective", "people"):
                yield other, other.forms[0].key.partition(":")[2]

    def _are_men(self, unit: Unit) -> bool:
        """Whether a people's name means some of its people ("77,000 Nigerians") and not the state, as "the Iranians" may."""
        tokens = self._scene.sentence(unit).tokens
        return unit.start > 0 and tokens[unit.start - 1].upos in ("NUM", "ADJ") and tokens[unit.start - 1].text[0] != "("

    def _choose(self, forms: tuple[NameForm, ...]) -> NameForm:
        """The row that holds on the day and whose state the report names most."""
        if len(forms) == 1:
            return forms[0]

        def rank(form: NameForm) -> tuple[bool, int, bool]:
            actor = self._roster.actor(form.key, self._scene.day) if form.key in self._roster.actors else None
            if actor is None:
                return True, 0, True
            return not actor.valid_on(self._scene.day), -self._scene.counts[actor.state], actor.valid_to is not None

        return min(forms, key=rank)

    def _other_reading(self, words: str, form: NameForm) -> tuple[Identity, ...] | None:
        rival = self._roster.ambiguous.get(words)
        if rival is None or form.form not in ("name", "capital", "adjective"):
            return None
        if self._scene.has_words(rival.rival) <= self._scene.has_words(rival.own):
            return None
        return (identity_of(self._roster.state(rival.rival_state), "metonym", 0.6),) if rival.rival_state in self._roster.states else ()

    def person(self, unit: Unit, title: Identity | None) -> Identity:
        """Who a person is. `title`: state, sector and office that the words before the name give, if any."""
        name = self._scene.words(unit)
        office = self._title_office(title)
        if unit.forms:
            person = self._roster.persons[unit.forms[0].key]
            namesake = self._namesake(unit, person)
            if namesake is not None:
                return self._remember(name, namesake)
            return self._remember(name, self._of_roster(person, office))
        known = self._memory.persons.get(_last(name))
        if known is not None and (known.known or title is None) and self._same_state(known, title):
            return known
        if " " not in name or title is not None or self._roster.leaders(name, self._scene.day):
            told = title if title is None or title.basis != "document" else replace(title, state=NO_STATE)
            found = self._by_surname(name, told, office) or (self._by_surname(name, title, office) if told is not title else None)
            if found is not None:
                return self._remember(name, _with_full_name(found, name))
        return self._remember(name, self._introduced(name, title))

    def _namesake(self, unit: Unit, person: Person) -> Identity | None:
        """Somebody else of that surname, of the state that stands right before the name ("Jordan's King Abdullah")."""
        owners = [
            u for u in self._scene.units[unit.sentence].all if u.forms and u.forms[0].form in STATE_FORMS and u.end in (unit.start, unit.start - 1)
        ]
        codes = [u.forms[0].key.partition(":")[2] for u in owners if u.forms[0].key.startswith("state:")]
        if not codes or any(a.state == codes[0] for a in person.offices):
            return None
        other = self._roster.by_surname(person.surname, self._scene.day, state=codes[0])
        return self._of_roster(other, "", 0.8) if other is not None and other.held_by(self._scene.day) else None

    def _same_state(self, known: Identity, title: Identity | None) -> bool:
        return title is None or not title.known or title.state == known.state

    def _title_office(self, title: Identity | None) -> str:
        return title.office if title is not None and isinstance(title.office, str) else ""

    def _of_roster(self, person: Person, office: str, confidence: float = 0.95) -> Identity:
        return identity_of(person.on(self._scene.day, office), "name", confidence, person.gender)

    def _by_surname(self, name: str, title: Identity | None, office: str) -> Identity | None:
        state = title.state if title is not None and isinstance(title.state, str) else ""
        words = name.split()
        for tail in (words[-2:], words[-1:]) if len(words) > 1 else (words,):
            person = self._roster.by_surname(" ".join(tail), self._scene.day, state=state, office=office)
            if (
                person is not None
                and (len(words) == 1 or _first_names_agree(person.name, name))
                and (state or self._prominent(person) or self._holds(person, office))
            ):
                return self._of_roster(person, office, 0.85 if state else LAST_NAME_ONLY)
        if state:
            return None
        leader = self._past_leader(words[-1], name) or (self._titled_leader(words[-1], name) if office in LEADING_OFFICES else None)
        return leader or (self._of_named(name) if len(words) == 1 and title is None else None)

    def _of_named(self, surname: str) -> Identity | None:
        """The one person of that surname who serves a state or organisation that the report names, on its day where it has one."""
        day, found = self._scene.day, {}
        for code in (*self._scene.counts, *self._scene.bodies):
            person = self._roster.by_surname(surname, day, state=code)
            if person is not None and (day is None or person.held_by(day)):
                found[person.id] = person
        return self._of_roster(next(iter(found.values())), "", LAST_NAME_ONLY - 0.15) if len(found) == 1 else None

    def _titled_leader(self, surname: str, name: str) -> Identity | None:
        """The one leader by the day who has that surname, whose title tells that a leader is meant ("President Buhari")."""
        found = [p for p in self._roster.leaders(surname, self._scene.day) if _first_names_agree(p.name, name)]
        serving = [p for p in found if p.held_by(self._scene.day)] or found
        states = {p.offices[-1].state for p in serving}
        return self._of_roster(serving[-1], "", LAST_NAME_ONLY) if len(states) == 1 else None

    def _past_leader(self, surname: str, name: str) -> Identity | None:
        """A leader of another day, or of any where the report has none, whom the bare surname can mean alone."""
        if " " in name and (whole := self._roster.leaders(name, self._scene.day)):
            return self._of_roster(whole[-1], "", LAST_NAME_ONLY)
        found = [p for p in self._roster.leaders(surname, self._scene.day) if " " not in name or _first_names_agree(p.name, name)]
        named = [p for p in found if self._scene.counts[p.offices[-1].state]]
        chosen = named or [p for p in found if p.offices[-1].source == "editorial" and " " not in name]
        states = {p.offices[-1].state for p in chosen}
        return self._of_roster(chosen[-1], "", LAST_NAME_ONLY - 0.1) if len(states) == 1 else None

    def _prominent(self, person: Person) -> bool:
        """Whether a bare surname may mean the person: in a leading office on the day, or of a state that the report names."""
        actor = person.on(self._scene.day)
        return bool(actor.office) and self._scene.counts[actor.state] > 0

    def _holds(self, person: Person, office: str) -> bool:
        """Whether the person holds just that office on the day."""
        day = self._scene.day
        return bool(office) and day is not None and any(a.office == office and a.valid_on(day) for a in person.offices)

    def _introduced(self, name: str, title: Identity | None) -> Identity:
        if title is None:
            return Identity("person", name=name, basis="name", confidence=0.4)
        return Identity(
            "person",
            title.state,
            title.sector,
            name,
            title.office if isinstance(title.office, str) else NOT_LISTED,
            NOT_LISTED,
            "office",
            0.8 if title.known else 0.4,
            title.gender,
            title.words,
            title.sectors,
        )

    def _remember(self, name: str, identity: Identity) -> Identity:
        self._memory.persons[_last(name)] = identity
        if isinstance(identity.name, str):
            self._memory.persons.setdefault(_last(identity.name), identity)
        return identity

    def learn(self, unit: Unit, described: Identity) -> Identity | None:
        """A person or organisation that an apposition describes: takes state, sector and office from it. None where it is known already."""
        name = self._scene.words(unit)
        if unit.kind == "organisation":
            return self._organisation(unit, replace(described, kind="organ", name=name, office=Unknown("not_stated"), basis="apposition"))
        known = self._memory.persons.get(_last(name))
        if known is not None and known.known:
            return None
        office = self._title_office(described)
        found = self._by_surname(name, described, office) or self._introduced(name, described)
        return self._remember(name, found)

    def kin(self, unit: Unit) -> Identity | None:
        """The state of a leader of the same surname where the report names it: who is called so is mostly of that state."""
        surname = self._scene.words(unit).split()[-1]
        states = {p.offices[-1].state for p in self._roster.leaders(surname, self._scene.day)}
        named = sorted(s for s in states if self._scene.counts[s])
        return identity_of(self._roster.state(named[0])) if len(named) == 1 else None

    def local(self, unit: Unit) -> Identity | None:
        """The state that the report is nearly all about, for a person who does something there or to whom something is done.

        Not for who only says something: the press asks people of any state.
        """
        head = self._scene.head(unit)
        governor = self._scene.sentence(unit).head(head)
        ranked = self._scene.counts.most_common(2)
        if governor is None or governor.upos != "VERB" or not ranked or ranked[0][1] < NEARLY_ALL * max([1, *(n for _, n in ranked[1:])]):
            return None
        told = head.relation == "obj" or head.deprel == "nsubj:pass"
        if not told and (head.relation != "nsubj" or self._scene.says(governor)):
            return None
        return identity_of(self._roster.state(ranked[0][0])) if ranked[0][0] in self._roster.states else None

    def settle(self, unit: Unit, home: Identity) -> Identity:
        """An unknown person with the state of `home`, not surely."""
        found = self._memory.persons.get(_last(self._scene.words(unit))) or self._introduced(self._scene.words(unit), None)
        return self._remember(self._scene.words(unit), replace(found, state=home.state, basis="document", confidence=0.35))

    def place(self, unit: Unit) -> tuple[Identity, ...]:
        """The state that a place lies in: of several places of one name, that of a state that the report names, else the most populous."""
        found = [e for e in self._gazetteer.look_up(self._scene.words(unit)) if e.state in self._roster.states]
        if not found:
            return ()
        words = key_of(self._scene.words(unit))
        entry = max(found, key=lambda e: (self._scene.counts[e.state or ""] > 0, e.population * (EXACT_NAME if key_of(e.name) == words else 1)))
        if entry.population < SMALLEST_PLACE and not self._scene.counts[entry.state or ""]:
            return ()
        return (Identity("place", str(entry.state), "GOV", entry.name, basis="place", confidence=0.6),)

    def introduced(self, unit: Unit) -> Identity | None:
        """Whom the report has introduced by this acronym, whatever else it may mean."""
        return self._memory.acronyms.get(self._scene.words(unit))

    def organisation(self, unit: Unit, title: Identity | None) -> Identity:
        """An organisation that the roster does not know: its state and sector if the report has told them."""
        name = self._scene.words(unit)
        known = self._memory.names.get(name)
        if known is not None and known.known:
            return known
        state, sector = (title.state, title.sector) if title is not None else (self._state_in(name), "UNK")
        confidence = 0.7 if isinstance(state, str) else 0.3
        return self._organisation(unit, Identity("organ", state, sector, name, Unknown("not_stated"), NOT_LISTED, "name", confidence))

    def _state_in(self, name: str) -> str | Unknown:
        """The state that an organisation's name begins with ("Israel Aerospace Industries")."""
        for hit in self._roster.names.find(name):
            form = hit.forms[0]
            if hit.start == 0 and form.key.startswith("state:") and form.form in ("name", "adjective"):
                return form.key.partition(":")[2]
        return NO_STATE

    def _organisation(self, unit: Unit, identity: Identity) -> Identity:
        """Remembers an organisation by its name."""
        self._memory.names[self._scene.words(unit)] = identity
        return identity


def _with_full_name(found: Identity, told: str) -> Identity:
    """The identity under the report's own name where the roster has the surname alone."""
    return replace(found, name=told) if isinstance(found.name, str) and " " not in found.name and " " in told else found


def _last(name: str) -> str:
    """Key of a person in a report: the last word of the name, without article particles."""
    words = [w for w in folded_words(name) if w]
    return words[-1] if words else name


def folded_words(name: str) -> list[str]:
    """The name's words without accents, hyphens and apostrophes opened."""
    return [folded(w).lower() for w in name.replace("-", " ").replace("’", "'").removesuffix("'s").split()]


def _first_names_agree(known: str, told: str) -> bool:
    a, b = folded_words(known), folded_words(told)
    return a[0] == b[0] or (len(b[0].rstrip(".")) == 1 and a[0][0] == b[0][0]) or len(a) == 1
