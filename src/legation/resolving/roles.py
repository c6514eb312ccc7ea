"""Whom a noun phrase of a role stands for: "Iraqi special forces", "the minister", "the navy of Chile", "both countries"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from legation.errors import Unknown
from legation.resolving.identity import NO_STATE, NOT_LISTED, Identity, distinct_states, first_known, identity_of
from legation.resolving.memory import Memory, Referent
from legation.resolving.scene import Scene
from legation.resolving.units import NOT_OWNERS_AFTER, NOT_OWNERS_BEFORE, STATE_OF, Unit
from legation.sentence import Sentence, Token

ARMED = frozenset({"REB", "PRM", "UAF", "CRM"})
MEN = frozenset({"REB", "PRM", "UAF", "CRM", "OPP", "COP", "SPY"})
"""Sectors that a word before "forces", "leader", "group" gives to them ("rebel forces")."""
COLLECTIVE = frozenset("force commander leader fighter chief unit group movement position camp bloc official spokesman spokesperson".split())
NOT_IGO = frozenset("minister leader diplomat president premier ambassador troop soldier peacekeeper force chief navy warship general".split())
"""Role nouns that keep their own sector beside the name of an organisation of states ("G7 foreign ministers")."""
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
NUMBERS = {"two": 2, "both": 2, "three": 3, "trio": 3, "four": 4, "five": 5}
IN = frozenset({"in", "at", "near", "across", "inside", "from", "around", "throughout", "within", "on"})
TIES = frozenset(
    {"loyal", "link", "linked", "align", "aligned", "ally", "allied", "affiliate", "affiliated", "belong", "belonging", "base", "operate"}
)
FOREIGN = frozenset(
    {"foreign", "other", "many", "some", "several", "neighboring", "neighbouring", "another", "any", "no", "every", "third", "few", "more"}
)
GROUP_WORDS = frozenset("group organization organisation movement bloc alliance insurgency faction body coalition union".split())
US_TITLES = frozenset({("secretary", "of", "state"), ("treasury", "secretary"), ("defense", "secretary"), ("congressman",), ("congresswoman",)})
BRITISH_TITLES = frozenset({("home", "secretary"), ("defence", "secretary"), ("foreign", "secretary")})
LEGISLATORS = frozenset({"representative", "rep", "senator", "sen", "congressman", "congresswoman"})
FALLBACK = 0.35
"""Confidence in the state that a report is mostly about."""


class Roles:
    """Resolves role phrases; `resolve` gives the identities of another unit of the report, `earlier` those that a phrase takes up."""

    def __init__(self, scene: Scene, memory: Memory, resolve: Callable[[Unit], tuple[Identity, ...]]) -> None:
        self._scene = scene
        self._memory = memory
        self._resolve = resolve
        self._roster = scene.roster

    def title(self, unit: Unit) -> Identity | None:
        """State, sector and office that the words before a person's name give; None where there are none."""
        if unit.spot is None:
            return None
        owners = self._owners(unit, before=unit.spot.start)
        described = self._describe(unit, owners[0] if owners else None)
        return described if described.known else self._title_fallback(unit, described)

    def role(self, unit: Unit) -> tuple[Identity, ...]:
        """Whom the phrase stands for; at least one identity, with an unknown state where none can be told."""
        spot = unit.spot
        if spot is None:
            return ()
        if spot.noun.kind == "state":
            return self._states(unit)
        owners = self._owners(unit, before=spot.start) or self._after(unit)
        if owners:
            return tuple(self._describe(unit, o) for o in owners)
        taken = self._taken_up(unit)
        if taken:
            return taken
        return (self._fallback(unit),)

    def _tokens(self, unit: Unit) -> tuple[Token, ...]:
        return self._scene.sentence(unit).tokens

    def _noun(self, unit: Unit) -> str:
        return unit.spot.noun.words[-1] if unit.spot else ""

    def _owners(self, unit: Unit, *, before: int) -> tuple[Identity, ...]:
        """Who the words inside the phrase say it belongs to; several where they are coordinated ("U.S. and Iraqi officials")."""
        tokens = self._tokens(unit)
        found: list[Identity] = []
        last_end = -1
        for other in self._inner_units(unit, before):
            if self._is_no_owner(tokens, other) or other.start < last_end:
                continue
            linked = found and all(t.text in (",", "and", "-", "–", "&") or t.upos == "DET" for t in tokens[last_end : other.start])
            if found and not linked:
                break
            known = [i for i in self._resolve(other) if i.known or i.kind in ("group", "organ")]
            if known:
                found.extend(known)
                last_end = other.end
        return tuple(found)

    def _inner_units(self, unit: Unit, before: int) -> list[Unit]:
        inner = [
            u
            for u in self._scene.units[unit.sentence].all
            if u is not unit and unit.start <= u.start and u.end <= before and (u.kind != "role" or self._possesses(u)) and self._owning_pronoun(u)
        ]
        return sorted(inner, key=lambda u: (u.start, -(u.end - u.start)))

    def _owning_pronoun(self, unit: Unit) -> bool:
        return unit.kind != "pronoun" or self._scene.head(unit).deprel == "nmod:poss"

    def _possesses(self, unit: Unit) -> bool:
        tokens = self._tokens(unit)
        after = tokens[unit.end].text if unit.end < len(tokens) else ""
        return after in ("'s", "’s", "'", "’")

    def _is_no_owner(self, tokens: tuple[Token, ...], unit: Unit) -> bool:
        after = [t.text.lower() for t in tokens[unit.end : unit.end + 2]]
        before = [t.text.lower() for t in tokens[max(0, unit.start - 2) : unit.start]]
        tail = after[1] if after[:1] in (["-"], ["‑"], ["–"]) and len(after) > 1 else (after[0] if after else "")
        if tail in STATE_OF:
            return False
        return tail in NOT_OWNERS_AFTER or bool(
            before and (before[-1] in NOT_OWNERS_BEFORE or (before[-1] == "-" and before[0] in NOT_OWNERS_BEFORE))
        )

    def _after(self, unit: Unit) -> tuple[Identity, ...]:
        """Owners that follow: "of Cuba", "from the Group of Seven", "loyal to Assad", "in northern Mali"; an apposed name."""
        sentence = self._scene.sentence(unit)
        head = self._scene.head(unit)
        for relation in ("of", "from"):
            found = self._by_case(sentence, unit, head, frozenset({relation}))
            if found:
                return found
        found = self._apposed(sentence, unit, head) or self._tied(sentence, head)
        if found:
            return found
        if unit.spot and unit.spot.noun.kind != "state" and not self._definite_person(unit):
            return self._place_only(self._by_case(sentence, unit, head, IN))
        return ()

    def _definite_person(self, unit: Unit) -> bool:
        return bool(unit.spot and unit.spot.noun.kind == "person" and self._tokens(unit)[unit.start].text.lower() == "the" and unit.spot.noun.office)

    def _place_only(self, found: tuple[Identity, ...]) -> tuple[Identity, ...]:
        return tuple(i for i in found if i.kind == "state")[:1]

    def _by_case(self, sentence: Sentence, unit: Unit, head: Token, cases: frozenset[str]) -> tuple[Identity, ...]:
        for child in sentence.children(head, "nmod", "obl"):
            if child.index >= unit.end and any(c.lemma.lower() in cases for c in sentence.children(child, "case")):
                found = list(self._near(sentence, child))
                for other in sentence.children(child, "conj"):
                    found.extend(self._near(sentence, other))
                if found:
                    return tuple(found)
        return ()

    def _near(self, sentence: Sentence, token: Token) -> tuple[Identity, ...]:
        """Identities of the phrase of `token`, else of the names that stand in it ("Somalia's Puntland region")."""
        unit = self._scene.unit_at(sentence.index, token.index)
        if unit is not None:
            found = tuple(i for i in self._resolve(unit) if i.known)
            if found:
                return found
        for child in sentence.children(token, "nmod:poss", "compound", "amod", "nmod", "flat"):
            inner = self._scene.unit_at(sentence.index, child.index)
            found = tuple(i for i in self._resolve(inner) if i.known) if inner is not None else ()
            if found:
                return found
        return ()

    def _apposed(self, sentence: Sentence, unit: Unit, head: Token) -> tuple[Identity, ...]:
        """A person in apposition ("the minister, Sergei Lavrov") or the person that the phrase itself describes."""
        near = [*sentence.children(head, "appos"), *([sentence.tokens[head.head]] if head.relation == "appos" and head.head >= 0 else [])]
        for token in near:
            other = self._scene.unit_at(sentence.index, token.index)
            if other is not None and other is not unit and other.kind in ("person", "organisation"):
                found = tuple(i for i in self._resolve(other) if i.known)
                if found:
                    return tuple(i.taken_up("apposition", 0.85) for i in found[:1])
        return ()

    def _tied(self, sentence: Sentence, head: Token) -> tuple[Identity, ...]:
        for child in sentence.children(head, "amod", "acl"):
            if child.lemma.lower() in TIES or child.text.lower() in TIES:
                for grandchild in sentence.children(child, "obl", "nmod", "obj"):
                    found = self._near(sentence, grandchild)
                    if found:
                        return found[:1]
        return ()

    def _describe(self, unit: Unit, owner: Identity | None) -> Identity:
        """The role as `owner`'s: state and office from the owner, sector from both."""
        assert unit.spot is not None  # noqa: S101
        noun = unit.spot.noun
        text = " ".join(noun.words)
        if owner is None:
            return Identity(
                "person" if noun.kind == "person" else "people",
                NO_STATE,
                self._sector(unit, None),
                office=noun.office or NOT_LISTED,
                basis="role",
                confidence=0.3,
                words=frozenset(noun.words),
            )
        if owner.basis == "apposition":
            return owner
        sector = self._sector(unit, owner)
        base = Identity(
            "person" if noun.kind == "person" else ("organ" if noun.kind == "body" else "people"),
            owner.state,
            sector,
            office=noun.office or Unknown("not_stated"),
            basis="office" if noun.office else "role",
            confidence=min(0.85, owner.confidence),
            words=frozenset((*noun.words, *text.split())),
            sectors=(sector,),
        )
        if self._is_same_group(noun.words[-1], owner):
            return replace(base, name=owner.name, id=owner.id, kind=owner.kind, words=base.words | owner.words)
        return self._with_holder(unit, base, owner)

    def _is_same_group(self, word: str, owner: Identity) -> bool:
        """Whether the noun only says what the named group is ("Houthi rebels", "the Hamas movement")."""
        return owner.kind in ("group", "igo") and word in (
            "rebel",
            "militant",
            "fighter",
            "group",
            "movement",
            "insurgent",
            "bloc",
            "alliance",
            "militia",
        )

    def _with_holder(self, unit: Unit, base: Identity, owner: Identity) -> Identity:
        tokens = self._tokens(unit)
        low = [t.text.lower() for t in tokens[unit.start : unit.end]]
        if isinstance(base.office, str) and isinstance(base.state, str) and unit.kind == "role" and self._stands_for_one(unit, low):
            if "counterpart" in low:
                return base
            holder = self._roster.holder(base.state, base.office, self._scene.day)
            if holder is not None:
                person = self._roster.persons[holder.id]
                return replace(identity_of(holder, "office", 0.8, person.gender), words=base.words)
        words = " ".join(unit.spot.noun.words) if unit.spot else ""
        if words in BODY_NAMES and isinstance(base.state, str) and owner.kind == "state":
            return replace(base, name=BODY_NAMES[words].format(self._roster.name_of(base.state)))
        return base

    def _stands_for_one(self, unit: Unit, low: list[str]) -> bool:
        return not self.plural(unit) and not {
            "former",
            "deputy",
            "ex",
            "then",
            "previous",
            "late",
            "vice",
            "a",
            "an",
            "new",
            "next",
            "another",
        } & set(low)

    def plural(self, unit: Unit) -> bool:
        """Whether the head noun of the phrase is a plural."""
        if unit.spot is None:
            return False
        token = self._tokens(unit)[unit.spot.end - 1]
        return token.text.lower() != token.lemma.lower() or token.text.lower() in ("people", "police")

    def _sector(self, unit: Unit, owner: Identity | None) -> str:
        assert unit.spot is not None  # noqa: S101
        noun = unit.spot.noun
        word = noun.words[-1]
        if word in LEGISLATORS and unit.kind == "person":
            return "LEG"
        inner = self._inner_sector(unit)
        if inner and (noun.inherits or (inner in MEN and word in COLLECTIVE)):
            return inner
        if owner is None or owner.kind in ("state", "people"):
            return noun.sector
        return self._sector_of_organ(noun.sector, word, noun.inherits, owner)

    def _sector_of_organ(self, own: str, word: str, inherits: bool, owner: Identity) -> str:
        if owner.kind == "group" and (own in ("REB", "UNK", "MIL", "GOV", "PRM", "UAF", "COP") or inherits):
            return owner.sector
        if owner.kind == "igo":
            return own if word in NOT_IGO or own not in ("GOV", "UNK") else "IGO"
        if owner.kind == "person" and owner.sector in ARMED and own in ("GOV", "MIL"):
            return owner.sector
        if inherits and owner.kind in ("organ", "party", "company", "ngo"):
            return owner.sector
        return own

    def _inner_sector(self, unit: Unit) -> str:
        """Sector of another role noun or organ inside the phrase ("police spokesman", "military officials", "rebel leader")."""
        assert unit.spot is not None  # noqa: S101
        tokens = self._tokens(unit)
        spots = [s for s in self._scene.units[unit.sentence].spots if unit.start <= s.start and s.end <= unit.spot.start]
        for spot in reversed(spots):
            following = tokens[spot.end].text if spot.end < len(tokens) else ""
            if spot.noun.kind != "state" and following not in ("'s", "’s"):
                return spot.noun.sector
        return ""

    def _title_fallback(self, unit: Unit, described: Identity) -> Identity:
        """Titles that only one state uses, and legislators of the state that the report is about."""
        assert unit.spot is not None  # noqa: S101
        after = first_known(self._after_title(unit))
        if after is not None:
            return replace(described, state=after.state, confidence=0.7)
        words = unit.spot.noun.words
        for titles, state in ((US_TITLES, "USA"), (BRITISH_TITLES, "GBR")):
            if words in titles and self._scene.counts[state]:
                return replace(described, state=state, confidence=0.7)
        if words[-1] in LEGISLATORS and self._scene.counts["USA"]:
            return replace(described, state="USA", confidence=0.6)
        return described

    def _after_title(self, unit: Unit) -> Iterator[Identity]:
        """ "Prime Minister Modi of India"."""
        sentence = self._scene.sentence(unit)
        yield from self._by_case(sentence, unit, self._scene.head(unit), frozenset({"of"}))

    def _taken_up(self, unit: Unit) -> tuple[Identity, ...]:
        """Somebody named before whom the bare noun means again."""
        assert unit.spot is not None  # noqa: S101
        noun, tokens = unit.spot.noun, self._tokens(unit)
        first = tokens[unit.start].text.lower()
        if first in ("a", "an", "another", "some", "many", "several") or (
            noun.kind == "person" and not noun.office and self.plural(unit) and first != "the"
        ):
            return ()
        if noun.kind == "person" and self.plural(unit) and (noun.office or noun.words[-1] == "leader"):
            persons = self._both_persons(unit)
            if persons:
                return persons
        fits = self._fits(unit)
        found = self._memory.best(unit.sentence, unit.head, fits, plain=True) if fits else None
        return tuple(i.taken_up("role", 0.6) for i in found.identities) if found else ()

    def _both_persons(self, unit: Unit) -> tuple[Identity, ...]:
        number = self._number(unit)
        if number == 0 and self._tokens(unit)[unit.start].text.lower() != "the":
            return ()
        last = self._noun(unit)

        def same(referent: Referent) -> bool:
            return referent.plural and last in referent.words

        if self._memory.best(unit.sentence, unit.head, same):
            return ()
        persons = self._memory.recent_persons(unit.sentence, unit.head, number or 2)
        return tuple(p.taken_up("group", 0.65) for p in persons) if len(persons) >= 2 else ()  # noqa: PLR2004

    def _fits(self, unit: Unit) -> Callable[[Referent], bool] | None:
        assert unit.spot is not None  # noqa: S101
        noun, plural = unit.spot.noun, self.plural(unit)
        word = noun.words[-1]
        if word in GROUP_WORDS or noun.words in (("terror", "group"), ("militant", "group"), ("regional", "body")):
            return lambda r: r.one.kind in ("group", "igo") and (noun.sector not in ARMED or r.one.sector in ARMED)
        if noun.sector in ARMED and noun.kind == "people":
            return lambda r: any(i.sector in ARMED and i.known for i in r.identities)
        if noun.kind == "person" and not plural:
            return lambda r: not r.plural and r.one.kind == "person" and r.one.known and (word in r.words or self._leads(word, r.one))
        return lambda r: word in r.words and r.one.known and r.one.kind != "state"

    def _leads(self, word: str, identity: Identity) -> bool:
        return (
            word == "leader" and isinstance(identity.office, str) and identity.office in ("President", "Prime Minister", "Leader", "Supreme Leader")
        )

    def _number(self, unit: Unit) -> int:
        low = [t.text.lower() for t in self._tokens(unit)[unit.start : unit.end]]
        return next((NUMBERS[w] for w in low if w in NUMBERS), 0)

    def _states(self, unit: Unit) -> tuple[Identity, ...]:
        """A noun that stands for a state: "the country", "both sides", "the three nations"."""
        assert unit.spot is not None  # noqa: S101
        tokens, word = self._tokens(unit), self._noun(unit)
        low = [t.text.lower() for t in tokens[unit.start : unit.end]]
        nothing = (Identity("state", basis="role", confidence=0.2, words=frozenset({word})),)
        owners = self._owners(unit, before=unit.spot.start)
        if word not in ("ally", "neighbor", "neighbour", "side", "member") or any(o.basis == "demonym" for o in owners):
            groups = tuple(o for o in owners if o.kind in ("igo", "state"))
            if groups:
                return tuple(replace(g, basis="demonym") for g in groups)
        if word in ("ally", "neighbor", "neighbour") or any(w in FOREIGN for w in low) or low[0] in ("a", "an"):
            return nothing
        number = self._number(unit) or (2 if self.plural(unit) else 1)
        if number > 1 or self.plural(unit):
            found = self._memory.recent_states(unit.sentence, unit.head, number)
            return tuple(i.taken_up("group", 0.7) for i in found) if len(found) == number else nothing
        return self._one_state(unit, word) or nothing

    def _one_state(self, unit: Unit, word: str) -> tuple[Identity, ...]:
        if self._tokens(unit)[unit.start].text.lower() not in ("the", "that", "this", "its", "his", "her", "their", word) or word == "side":
            return ()
        found = self._memory.best(unit.sentence, unit.head, lambda r: r.one.kind == "state" and r.one.known and not r.plural)
        return (found.one.taken_up("role", 0.65),) if found else ()

    def _fallback(self, unit: Unit) -> Identity:
        """The state of a place named in the clause, else the state that the report is mostly about."""
        described = self._describe(unit, None)
        place = self._place_of_clause(unit)
        code = place or self._memory.main_state()
        if code is None or self._tokens(unit)[unit.start].text.lower() in FOREIGN:
            return described
        state = replace(identity_of(self._roster.state(code)), confidence=FALLBACK + (0.15 if place else 0.0))
        return replace(self._describe(unit, state), basis="document")

    def _place_of_clause(self, unit: Unit) -> str | None:
        sentence = self._scene.sentence(unit)
        head = self._scene.head(unit)
        governor = sentence.head(head)
        if governor is None or (unit.spot and unit.spot.noun.sector in ("GOV", "LEG", "JUD")):
            return None
        for child in sentence.children(governor, "obl", "nmod"):
            if any(c.lemma.lower() in IN for c in sentence.children(child, "case")):
                states = [i for i in distinct_states(self._near(sentence, child)) if i.kind == "state"]
                if states:
                    return str(states[0].state)
        return None
