"""Whom a noun phrase of a role stands for: "Iraqi special forces", "the minister", "the navy of Chile", "both countries"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

from legation.errors import Unknown
from legation.resolving.afloat import Afloat
from legation.resolving.identity import NO_STATE, NOT_LISTED, Identity, distinct_states, first_known, identity_of
from legation.resolving.locality import Locality
from legation.resolving.memory import Memory, Referent
from legation.resolving.offices import REPRESENTATIVE, SPEAKER
from legation.resolving.offices import holder as holder_of
from legation.resolving.owners import IN, OTHER_SIDE, PLACES, Owners
from legation.resolving.pairs import Pairs
from legation.resolving.scene import Scene
from legation.resolving.sectors import ARMED, LEGISLATORS, sector_of
from legation.resolving.statehood import FOREIGN, POINTING, TWO, StateNouns, number_in
from legation.resolving.units import Unit
from legation.sentence import Token

BODY_NAMES = {
    "government": "Government of {}",
    "parliament": "Parliament of {}",
    "military": "Armed Forces of {}",
    "army": "Army of {}",
    "navy": "Navy of {}",
    "police": "Police of {}",
    "air force": "Air Force of {}",
    "foreign ministry": "Foreign Ministry of {}",
    "defense ministry": "Defense Ministry of {}",
    "defence ministry": "Defense Ministry of {}",
    "armed forces": "Armed Forces of {}",
    "embassy": "Embassy of {}",
    "central bank": "Central Bank of {}",
    "supreme court": "Supreme Court of {}",
}
SAME_GROUP = frozenset("rebel militant fighter group movement insurgent bloc alliance militia".split())
NOT_IN_OFFICE = frozenset("former deputy ex then previous late vice a an new next another".split())
"""Words by which a title is not that of today's holder."""
GROUP_WORDS = frozenset("group organization organisation movement bloc alliance insurgency faction body coalition union".split())
CUSTODY = frozenset("arrest detain jail imprison free release convict sentence acquit charge prosecute pardon torture indict try fine".split())
"""What a state's police and courts do, mostly to its own people."""
KILLING = frozenset("kill execute behead murder assassinate shoot wound injure".split())
AT_HOME = frozenset("GOV LEG JUD MIL COP OPP PTY CVL JRN EDU MED REL LAB SOC AGR".split())
"""Sectors of titles whose holders are mostly of the state that the report is about."""
OF_STATES = frozenset({"GOV", "MIL", "LEG", "COP", "SPY"})
"""Sectors of bodies that each of two states has."""
OWN_OFFICES = frozenset({"company", "ngo", "party"})
"""Kinds of owners whose presidents and secretaries hold no office of a state."""
REGIONAL = frozenset("African Asian Arab Western Scandinavian Balkan Caribbean".split())
"""Adjectives of regions: who is called so alone belongs to no one state."""
FALLBACK = 0.35
"""Confidence in the state that a report is mostly about."""


class Roles:
    """Resolves role phrases; `resolve` gives the identities of another unit of the report, `earlier` those that a phrase takes up."""

    def __init__(self, scene: Scene, memory: Memory, resolve: Callable[[Unit], tuple[Identity, ...]]) -> None:
        self._scene = scene
        self._memory = memory
        self._resolve = resolve
        self._owners = Owners(scene, resolve)
        self._pairs = Pairs(scene, resolve)
        self._state_nouns = StateNouns(scene, memory, self._owners, self._pairs)
        self._locality = Locality(scene, resolve)
        self._roster = scene.roster
        self.afloat = Afloat(scene, memory, self._owners, resolve)

    def title(self, unit: Unit) -> Identity | None:
        """State, sector and office that the words before a person's name give; None where there are none."""
        if unit.spot is None:
            return None
        owners = self._owners.before(unit, unit.noun_start)
        described = self._describe(unit, owners[0] if owners else None)
        return described if described.known else self._title_fallback(unit, described)

    def role(self, unit: Unit) -> tuple[Identity, ...]:
        """Whom the phrase stands for; at least one identity, with an unknown state where none can be told."""
        if unit.noun.kind == "state":
            return self._state_nouns.resolve(unit)
        owners = self._owners.before(unit, unit.noun_start) or self._owners.after(unit)
        if owners:
            person = self._owners.apposed_person(unit) if unit.noun.kind == "person" and len(owners) == 1 else None
            if person is not None and person.state == owners[0].state:
                return (person,)
            return tuple(self._describe(unit, o) for o in owners)
        if self._of_region(unit):
            return (replace(self._describe(unit, None), state="NSA"),)
        if self._owners.names_stranger(unit):
            return (self._describe(unit, None),)
        if self._is_proper(unit):
            return (self._unlisted(unit),)
        both = self._of_both(unit) if unit.noun.kind != "person" else ()
        return both or self._taken_up(unit) or self._of_both(unit) or (self._fallback(unit),)

    def _of_both(self, unit: Unit) -> tuple[Identity, ...]:
        """What each of the two states has that the report speaks of ("the two armies", "both delegations")."""
        first = self._tokens(unit)[unit.start].text.lower()
        number = number_in(self._scene, unit)
        if number == 0 and first == "the" and unit.noun.kind == "person" and (unit.noun.office or unit.word == "minister"):
            return self._each(unit, self._pairs.before(unit, reach=0, states=True)) if self._scene.plural(unit) else ()
        if number != TWO or first not in POINTING or unit.noun.sector not in OF_STATES or not self._scene.plural(unit):
            return ()
        return self._each(unit, self._pairs.before(unit, states=True) or self._pairs.beside(unit))

    def _each(self, unit: Unit, pair: tuple[Identity, ...]) -> tuple[Identity, ...]:
        """What the noun says, of the state of each of the two."""
        owners = [replace(identity_of(self._roster.state(str(i.state))), confidence=0.6) for i in pair]
        return tuple(replace(self._describe(unit, o), basis="group") for o in owners)

    def vessel(self, unit: Unit) -> tuple[Identity, ...]:
        """The ship of the phrase as an actor of its flag."""
        return self.afloat.identity(unit)

    def _tokens(self, unit: Unit) -> tuple[Token, ...]:
        return self._scene.sentence(unit).tokens

    def _of_region(self, unit: Unit) -> bool:
        """Whether a region that is no state owns the phrase ("West African troops", "Arab leaders")."""
        tokens = self._tokens(unit)[unit.start : unit.noun_start]
        latin = any(a.text in ("Latin", "Central", "South", "North") and b.text == "American" for a, b in pairwise(tokens))
        return latin or any(t.text in REGIONAL for t in tokens)

    def _unlisted(self, unit: Unit) -> Identity:
        """A body by its own name, of the state that the report is about where such bodies are mostly of one state."""
        state = self._memory.dominant_state() if unit.noun.sector in AT_HOME else None
        described = replace(self._describe(unit, None), kind="organ", name=self._scene.words(unit))
        return replace(described, state=state, basis="document", confidence=FALLBACK) if state else described

    def _is_proper(self, unit: Unit) -> bool:
        """Whether the phrase is the name of a body that the roster does not know ("the Eurasia Group")."""
        tokens = self._tokens(unit)
        own = tokens[unit.start : unit.noun_start]
        return unit.noun.kind == "body" and tokens[unit.head].text[0].isupper() and any(t.upos == "PROPN" and t.text[0].isupper() for t in own)

    def _describe(self, unit: Unit, owner: Identity | None) -> Identity:
        """The role as `owner`'s: state and office from the owner, sector from both."""
        noun = unit.noun
        text = " ".join(noun.words)
        if owner is None:
            return Identity(
                "person" if noun.kind == "person" else "people",
                NO_STATE,
                sector_of(self._scene, unit, None),
                office=noun.office or (REPRESENTATIVE if _is_legislator(unit) else NOT_LISTED),
                basis="role",
                confidence=0.3,
                words=frozenset(noun.words),
            )
        if owner.basis == "apposition":
            return owner
        sector = sector_of(self._scene, unit, owner)
        base = Identity(
            "person" if noun.kind == "person" else ("organ" if noun.kind == "body" else "people"),
            owner.state,
            sector,
            office=_office(unit, sector, owner) or Unknown("not_stated"),
            basis="office" if noun.office else "role",
            confidence=min(0.85, owner.confidence),
            words=frozenset((*noun.words, *text.split())),
            sectors=(sector,),
        )
        if self._is_same_group(unit.word, owner):
            return replace(base, name=owner.name, id=owner.id, kind=owner.kind, words=base.words | owner.words)
        return self._with_holder(unit, base, owner)

    def _is_same_group(self, word: str, owner: Identity) -> bool:
        """Whether the noun only says what the named group is ("Houthi rebels", "the Hamas movement")."""
        return owner.kind in ("group", "igo") and word in SAME_GROUP

    def _with_holder(self, unit: Unit, base: Identity, owner: Identity) -> Identity:
        tokens = self._tokens(unit)
        low = [t.text.lower() for t in tokens[unit.start : unit.end]]
        office = self._office_of_other_side(unit) if unit.word in OTHER_SIDE else base.office
        if isinstance(office, str) and isinstance(base.state, str) and unit.kind == "role" and self._stands_for_one(unit, low):
            holder = holder_of(self._roster, base.state, office, self._scene.day)
            if holder is not None:
                person = self._roster.persons[holder.id]
                return replace(identity_of(holder, "office", 0.8, person.gender), words=base.words)
        words = " ".join(unit.noun.words)
        if words in BODY_NAMES and isinstance(base.state, str) and owner.kind == "state" and owner.basis != "metonym":
            return replace(base, name=BODY_NAMES[words].format(self._roster.name_of(base.state)))
        return base

    def _office_of_other_side(self, unit: Unit) -> str | Unknown:
        """The office of him whose counterpart the unit is ("his Cuban counterpart")."""
        inside = [u for u in self._scene.units[unit.sentence].all if unit.start <= u.start and u.end <= unit.noun_start and u is not unit]
        offices = [i.office for u in inside for i in self._resolve(u) if isinstance(i.office, str)]
        return offices[0] if offices else NOT_LISTED

    def _stands_for_one(self, unit: Unit, low: list[str]) -> bool:
        return not self._scene.plural(unit) and not NOT_IN_OFFICE & set(low)

    def _title_fallback(self, unit: Unit, described: Identity) -> Identity:
        """Titles that only one state uses, and legislators of the state that the report is about."""
        after = first_known(self._after_title(unit))
        if after is not None:
            return replace(described, state=after.state, confidence=0.7)
        if self._usual_state(unit):
            return replace(described, state=self._usual_state(unit), confidence=0.7)
        if unit.word in LEGISLATORS and self._scene.counts["USA"]:
            return replace(described, state="USA", confidence=0.6)
        state = self._memory.dominant_state()
        if state and unit.noun.sector in AT_HOME:
            return replace(described, state=state, basis="document", confidence=FALLBACK)
        return described

    def home(self, unit: Unit) -> Identity | None:
        """Who holds the person in custody, or which armed group kills him: mostly of the same state; None where the clause tells no such thing."""
        sentence, head = self._scene.sentence(unit), self._scene.head(unit)
        while head.relation == "conj" and head.head >= 0:
            head = sentence.tokens[head.head]
        verb = sentence.head(head)
        if verb is None or verb.lemma not in CUSTODY | KILLING or not (head.relation == "obj" or head.deprel == "nsubj:pass"):
            return None
        agents = [c for c in sentence.children(verb, "nsubj") if c is not head]
        over = sentence.head(verb) if verb.relation == "xcomp" else None
        agents += sentence.children(over, "nsubj") if over is not None and not agents else []
        agents += [c for c in sentence.children(verb, "obl") if any(k.lemma == "by" for k in sentence.children(c, "case"))]
        found = first_known(i for a in agents for i in self._owners.near(sentence, a))
        if verb.lemma in KILLING:
            return found if found is not None and found.kind in ("group", "people") and found.sector in ARMED and found.state != "NSA" else None
        place = self._place_of_clause(unit)
        if found is not None:
            return found if found.state in self._roster.states else None
        return identity_of(self._roster.state(place)) if place else None

    def _usual_state(self, unit: Unit) -> str:
        """The state that nearly alone uses the noun, where the report names it."""
        state = unit.noun.state
        return state.removeprefix("=") if state.startswith("=") or self._scene.counts[state] else ""

    def _after_title(self, unit: Unit) -> Iterator[Identity]:
        """Owners after the name, as in "Prime Minister Modi of India"."""
        sentence = self._scene.sentence(unit)
        yield from self._owners.by_case(sentence, unit, self._scene.head(unit), frozenset({"of"}))

    def _taken_up(self, unit: Unit) -> tuple[Identity, ...]:
        """Somebody named before whom the bare noun means again."""
        noun, tokens = unit.noun, self._tokens(unit)
        first = tokens[unit.start].text.lower()
        if first in ("a", "an", "another", "some", "many", "several") or (
            noun.kind == "person" and not noun.office and self._scene.plural(unit) and first not in POINTING
        ):
            return ()
        men = unit.word in ("man", "woman") and number_in(self._scene, unit) == 2
        if men or (noun.kind == "person" and self._scene.plural(unit) and (noun.office or unit.word == "leader")):
            persons = self._both_persons(unit)
            if persons:
                return persons
        fits = self._fits(unit)
        found = self._memory.best(unit.sentence, unit.head, fits) if fits else None
        if found is not None:
            armed = noun.sector in ("REB", "UAF")
            return tuple(i.taken_up("role", 0.6) for i in found.identities if not armed or i.sector in ("REB", "UAF"))
        return self._of_last_of_kind(unit, first)

    def _of_last_of_kind(self, unit: Unit, first: str) -> tuple[Identity, ...]:
        """ "The army" after "Israeli soldiers" is Israel's: the state of whoever of its sector was named last."""
        sector = unit.noun.sector
        if sector not in ("MIL", "COP", "JUD") or first not in ("the", self._tokens(unit)[unit.noun_start].text.lower()):
            return ()
        found = self._memory.best(unit.sentence, unit.head, lambda r: r.one.sector == sector and r.one.known and r.one.kind in ("organ", "people"))
        code = found.one.state if found else None
        if not isinstance(code, str) or code not in self._roster.states:
            return ()
        owner = replace(identity_of(self._roster.state(code)), confidence=0.5)
        return (replace(self._describe(unit, owner), basis="document"),)

    def _both_persons(self, unit: Unit) -> tuple[Identity, ...]:
        number = number_in(self._scene, unit)
        if number == 0 and self._tokens(unit)[unit.start].text.lower() != "the":
            return ()
        last = unit.word

        def same(referent: Referent) -> bool:
            return referent.plural and last in referent.words

        group = self._memory.best(unit.sentence, unit.head, same) if number == 0 else None
        if group is not None:
            return tuple(i.taken_up("group", 0.6) for i in group.identities) if len(group.identities) > 1 else ()
        persons = self._memory.recent_persons(unit.sentence, unit.head, number or 2)
        return tuple(p.taken_up("group", 0.65) for p in persons) if len(persons) >= 2 else ()

    def _fits(self, unit: Unit) -> Callable[[Referent], bool] | None:
        noun, plural = unit.noun, self._scene.plural(unit)
        word = unit.word
        if word == "crew":
            return lambda r: r.one.basis == "vessel" and r.one.known
        if word == "union" and self._tokens(unit)[unit.spot_end - 1].text.islower():
            return lambda r: noun.sector == r.one.sector and r.one.known and word in r.words
        if word in GROUP_WORDS or noun.words in (("terror", "group"), ("militant", "group"), ("regional", "body")):
            return lambda r: r.one.kind in ("group", "igo") and (noun.sector not in ARMED or r.one.sector in ARMED)
        if noun.sector in ("REB", "UAF") and noun.kind == "people":
            return lambda r: any(i.sector in ("REB", "UAF") and i.known for i in r.identities)
        if noun.kind == "person" and not plural:
            return lambda r: not r.plural and r.one.kind == "person" and r.one.known and (word in r.words or self._leads(word, r.one))
        return lambda r: word in r.words and r.one.known and r.one.kind != "state"

    def _leads(self, word: str, identity: Identity) -> bool:
        return (
            word == "leader" and isinstance(identity.office, str) and identity.office in ("President", "Prime Minister", "Leader", "Supreme Leader")
        )

    def _fallback(self, unit: Unit) -> Identity:
        """The state of a place named in the clause, else the state that the report is mostly about."""
        described = self._describe(unit, None)
        barred = self._acted_upon(unit)
        place = self._place_of_clause(unit)
        place = None if place in barred else place
        code = place or self._locality.state(unit) or self._usual_state(unit) or self._memory.main_state(barred)
        low = {t.text.lower() for t in self._tokens(unit)[unit.start : unit.noun_start]}
        if unit.noun.sector in ("UNK", "ELI") and unit.noun.kind != "people":
            return described
        if unit.noun.sector == "IGO" or "coalition" in low or (unit.noun.words[0] == "coalition" and unit.noun.sector == "MIL"):
            return self._of_an_organisation(unit, described)
        if "foreign" in low:
            return replace(described, state="NSA")
        if code not in self._roster.states or low & FOREIGN:
            return described
        state = replace(identity_of(self._roster.state(code)), confidence=FALLBACK + (0.15 if place else 0.0))
        return replace(self._describe(unit, state), basis="document")

    def _acted_upon(self, unit: Unit) -> frozenset[str]:
        """States that are the object of what the phrase does: "Minister thanks Cuba" tells of no Cuban minister."""
        sentence, head = self._scene.sentence(unit), self._scene.head(unit)
        verb = sentence.head(head)
        if verb is None or head.relation != "nsubj":
            return frozenset()
        return frozenset(
            str(i.state)
            for o in sentence.children(verb, "obj", "iobj")
            for i in self._owners.near(sentence, o)
            if i.kind == "state" and i.basis != "group"
        )

    def _of_an_organisation(self, unit: Unit, described: Identity) -> Identity:
        """A role that only organisations between states have is of the one named last, else of one without a code."""
        found = self._memory.best(unit.sentence, unit.head, lambda r: r.one.kind == "igo")
        return replace(described, state=found.one.state if found else "OTH", confidence=FALLBACK)

    def _place_of_clause(self, unit: Unit) -> str | None:
        sentence = self._scene.sentence(unit)
        head = self._scene.head(unit)
        governor = sentence.head(head)
        if governor is None or (unit.noun.sector in ("GOV", "LEG", "JUD")):
            return None
        for child in sentence.children(governor, "obl", "nmod"):
            if any(c.lemma.lower() in IN for c in sentence.children(child, "case")):
                states = [i for i in distinct_states(self._owners.near(sentence, child)) if i.kind in PLACES]
                if states:
                    return str(states[0].state)
        return None


def _office(unit: Unit, sector: str, owner: Identity) -> str:
    """The office that the noun names; that of a house for who presides over it, none of a state for the head of a firm or think tank."""
    if _is_legislator(unit):
        return REPRESENTATIVE
    if owner.kind in OWN_OFFICES or sector in ("BUS", "NGO", "EDU", "JRN"):
        return ""
    if sector == "LEG" and owner.kind == "organ" and unit.noun.office == "President":
        return SPEAKER
    return unit.noun.office


def _is_legislator(unit: Unit) -> bool:
    """Whether the noun titles a member of a lower house ("Representative McCaul")."""
    return unit.kind == "person" and unit.word in LEGISLATORS - {"senator", "sen"}
