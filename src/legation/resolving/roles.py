"""Whom a noun phrase of a role stands for: "Iraqi special forces", "the minister", "the navy of Chile", "both countries"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from legation.errors import Unknown
from legation.resolving.identity import NO_STATE, NOT_LISTED, Identity, distinct_states, first_known, identity_of
from legation.resolving.memory import SUBJECT_BONUS, Memory, Referent
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
FOREIGN = frozenset({"foreign", "neighboring", "neighbouring"})
UNNAMED = FOREIGN | frozenset("other many some several another any no every third few more dozens hundreds most all".split())
"""Words before "country" or "nation" that make it none that the report has named."""
HEADS = frozenset("president chairman chairwoman chair director chief head commander leader secretary".split())
"""Nouns that take the sector of the organ that they head ("the president of the National Assembly")."""
GROUP_WORDS = frozenset("group organization organisation movement bloc alliance insurgency faction body coalition union".split())
LEGISLATORS = frozenset({"representative", "rep", "senator", "sen", "congressman", "congresswoman"})
SPEAKING = frozenset("spokesman spokeswoman spokesperson lawyer attorney representative adviser aide".split())
TOPICAL = frozenset("analyst expert envoy specialist researcher adviser advisor coordinator watcher correspondent".split())
PLACES = frozenset({"state", "place"})
ALLIES = frozenset({"ally", "neighbor", "neighbour"})
RELATED = ALLIES | {"side", "member"}
POINTING = frozenset("the both these those their our all".split())
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
        owners = self._owners(unit, before=unit.noun_start)
        described = self._describe(unit, owners[0] if owners else None)
        return described if described.known else self._title_fallback(unit, described)

    def role(self, unit: Unit) -> tuple[Identity, ...]:
        """Whom the phrase stands for; at least one identity, with an unknown state where none can be told."""
        if unit.noun.kind == "state":
            return self._states(unit)
        owners = self._owners(unit, before=unit.noun_start) or self._after(unit)
        if owners:
            return tuple(self._describe(unit, o) for o in owners)
        if self._is_proper(unit):
            return (replace(self._describe(unit, None), kind="organ", name=self._scene.words(unit)),)
        taken = self._taken_up(unit)
        if taken:
            return taken
        return (self._fallback(unit),)

    def vessel(self, unit: Unit) -> tuple[Identity, ...]:
        """The ship of the phrase as an actor of its flag; a bare "the ship" is the one named last."""
        ship, scene = unit.ship, self._scene
        if ship is None:
            return ()
        name = scene.ships.name(scene.sentence(unit), ship)
        known = scene.ships.known.get(name)
        owner = first_known(self._owners(unit, before=ship.start))
        code = str(owner.state) if owner else ship.flag or (known.flag if known else "")
        if not code:
            owner = first_known(self._after(unit)) if not name else None
            code = str(owner.state) if owner else ""
        if not code and not ship.plural:
            earlier = self._memory.best(unit.sentence, unit.head, lambda r: r.one.basis == "vessel" and r.one.known)
            if earlier is not None and (not name or ship.kind == ""):
                code = str(earlier.one.state) if not name else ""
        if code and name:
            scene.ships.tell(name, code)
        sector = "MIL" if ship.military or (known and known.military) else "BUS"
        words = frozenset({"ship", "vessel", *ship.kind.split()})
        return (Identity("vessel", code or NO_STATE, sector, name or NOT_LISTED, basis="vessel", confidence=0.75 if code else 0.3, words=words),)

    def _is_proper(self, unit: Unit) -> bool:
        """Whether the phrase is the name of a body that the roster does not know ("the Eurasia Group")."""
        tokens = self._tokens(unit)
        own = tokens[unit.start : unit.noun_start]
        return unit.noun.kind == "body" and tokens[unit.head].text[0].isupper() and any(t.upos == "PROPN" and t.text[0].isupper() for t in own)

    def _tokens(self, unit: Unit) -> tuple[Token, ...]:
        return self._scene.sentence(unit).tokens

    def _noun(self, unit: Unit) -> str:
        return unit.noun.words[-1] if unit.noun.words else ""

    def _owners(self, unit: Unit, *, before: int) -> tuple[Identity, ...]:
        """Who the words inside the phrase say it belongs to; several where they are coordinated ("U.S. and Iraqi officials")."""
        tokens = self._tokens(unit)
        found: list[Identity] = []
        last_end = -1
        for other in self._inner_units(unit, before):
            if self._is_no_owner(tokens, other) or other.start < last_end or self._is_topic(unit, other):
                continue
            linked = found and all(t.text in (",", "and", "-", "–", "&") or t.upos == "DET" for t in tokens[last_end : other.start])
            if found and not linked:
                break
            known = [i for i in self._resolve(other) if i.known or i.kind in ("group", "organ")]
            if known:
                found.extend(known)
                last_end = other.end
        return tuple(found)

    def _is_topic(self, unit: Unit, other: Unit) -> bool:
        """Whether the state's name tells what the person deals with, not whose he is ("an Iran analyst", "the Syria envoy")."""
        if not unit.noun.words or unit.noun.words[-1] not in TOPICAL or not other.forms:
            return False
        return (
            other.forms[0].form == "name"
            and other.kind == "place"
            and not self._possesses(other)
            and not any(f.form == "adjective" for f in other.forms)
        )

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
        for relation in ("of", "from", *(("for",) if self._noun(unit) in SPEAKING else ())):
            found = self._by_case(sentence, unit, head, frozenset({relation}))
            if found:
                return found
        found = self._shared(sentence, unit, head) or self._apposed(sentence, unit, head) or self._tied(sentence, unit, head)
        if found:
            return found
        if unit.noun.kind != "state" and not self._definite_person(unit):
            return self._place_only(self._by_case(sentence, unit, head, IN))
        return ()

    def _definite_person(self, unit: Unit) -> bool:
        return bool(unit.noun.kind == "person" and self._tokens(unit)[unit.start].text.lower() == "the" and unit.noun.office)

    def _place_only(self, found: tuple[Identity, ...]) -> tuple[Identity, ...]:
        return tuple(i for i in found if i.kind in PLACES)[:1]

    def _by_case(self, sentence: Sentence, unit: Unit, head: Token, cases: frozenset[str]) -> tuple[Identity, ...]:
        if "of" in cases and unit.end < len(sentence.tokens) and sentence.tokens[unit.end].text.lower() == "of":
            found = self._right_after(sentence, unit.end)
            if found:
                return found
        for child in sentence.children(head, "nmod", "obl"):
            if child.index >= unit.end and any(c.lemma.lower() in cases for c in sentence.children(child, "case")):
                found = self._near(sentence, child)
                if found:
                    return (*found, *self._linked(sentence, child))
        return ()

    def _right_after(self, sentence: Sentence, at: int) -> tuple[Identity, ...]:
        """Owners in the phrase that starts right after the preposition at token `at`, whatever the tree says."""
        tokens = sentence.tokens
        starts = [at + 1, *([at + 2] if at + 1 < len(tokens) and tokens[at + 1].upos == "DET" else [])]
        after = [u for u in self._scene.units[sentence.index].all if u.start in starts and u.kind != "pronoun"]
        for other in sorted(after, key=lambda u: u.end, reverse=True):
            found = tuple(i for i in self._resolve(other) if i.known)
            if found:
                return (*found, *self._linked(sentence, tokens[other.head]))
        return ()

    def _linked(self, sentence: Sentence, token: Token) -> Iterator[Identity]:
        """Names joined to the token by "and" or a comma, whatever the tree says ("leaders from the U.S. and China")."""
        unit = self._scene.unit_at(sentence.index, token.index)
        while unit is not None and unit.forms:
            after = [t.index for t in sentence.tokens[unit.end : unit.end + 3] if t.text not in ("and", ",") and t.upos != "DET"]
            between = after[0] - unit.end if after else 0
            following = self._scene.unit_at(sentence.index, after[0]) if between else None
            if following is None or following.start < unit.end or not following.forms or following.kind != unit.kind:
                return
            yield from (i for i in self._resolve(following) if i.known)
            unit = following

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

    def _shared(self, sentence: Sentence, unit: Unit, head: Token) -> tuple[Identity, ...]:
        """Owners of the phrase that this one is joined to and that has no words of its own before it ("Russian ships and boats")."""
        if head.relation != "conj" or unit.start != unit.noun_start:
            return ()
        first = self._scene.unit_at(sentence.index, head.head)
        if first is None or first is unit or first.kind not in ("role", "vessel"):
            return ()
        return self._owners(first, before=first.noun_start)

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

    def _tied(self, sentence: Sentence, unit: Unit, head: Token) -> tuple[Identity, ...]:
        after = sentence.tokens[unit.end : unit.end + 2]
        if len(after) > 1 and after[0].text.lower() in TIES and after[1].text.lower() in ("to", "with"):
            found = self._right_after(sentence, unit.end + 1)
            if found:
                return found[:1]
        for child in sentence.children(head, "amod", "acl"):
            if child.lemma.lower() in TIES or child.text.lower() in TIES:
                for grandchild in sentence.children(child, "obl", "nmod", "obj"):
                    found = self._near(sentence, grandchild)
                    if found:
                        return found[:1]
        return ()

    def _describe(self, unit: Unit, owner: Identity | None) -> Identity:
        """The role as `owner`'s: state and office from the owner, sector from both."""
        noun = unit.noun
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
        words = " ".join(unit.noun.words)
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
        noun = unit.noun
        word = noun.words[-1]
        if word in LEGISLATORS and unit.kind == "person":
            return "LEG"
        if owner is not None and owner.kind == "group":
            return self._sector_of_organ(noun.sector, word, noun.inherits, owner)
        inner = self._inner_sector(unit)
        if inner and (noun.inherits or (inner in MEN and word in COLLECTIVE)):
            return inner
        if owner is None or owner.kind in ("state", "people", "place"):
            return "GOV" if owner is not None and noun.sector == "UNK" and word in HEADS else noun.sector
        return self._sector_of_organ(noun.sector, word, noun.inherits, owner)

    def _sector_of_organ(self, own: str, word: str, inherits: bool, owner: Identity) -> str:
        if owner.kind == "group" and (own in ("REB", "UNK", "MIL", "GOV", "PRM", "UAF", "COP") or inherits):
            return owner.sector
        if owner.kind == "igo":
            return own if word in NOT_IGO or own not in ("GOV", "UNK") else "IGO"
        if owner.kind == "person" and owner.sector in ARMED and own in ("GOV", "MIL"):
            return owner.sector
        if owner.kind in ("organ", "party", "company", "ngo") and (inherits or word in HEADS) and owner.sector != "UNK":
            return owner.sector
        return own

    def _inner_sector(self, unit: Unit) -> str:
        """Sector of another role noun or organ inside the phrase ("police spokesman", "military officials", "rebel leader")."""
        tokens = self._tokens(unit)
        spots = [s for s in self._scene.units[unit.sentence].spots if unit.start <= s.start and s.end <= unit.noun_start]
        for token in tokens[unit.start : unit.noun_start]:
            if token.lemma.lower() in self._roster.sector_words:
                return self._roster.sector_words[token.lemma.lower()]
        for spot in reversed(spots):
            following = tokens[spot.end].text if spot.end < len(tokens) else ""
            if spot.noun.kind != "state" and following not in ("'s", "’s"):
                return spot.noun.sector
        return ""

    def _title_fallback(self, unit: Unit, described: Identity) -> Identity:
        """Titles that only one state uses, and legislators of the state that the report is about."""
        after = first_known(self._after_title(unit))
        if after is not None:
            return replace(described, state=after.state, confidence=0.7)
        if self._usual_state(unit):
            return replace(described, state=unit.noun.state, confidence=0.7)
        if unit.noun.words[-1] in LEGISLATORS and self._scene.counts["USA"]:
            return replace(described, state="USA", confidence=0.6)
        state = self._memory.dominant_state()
        if state and unit.noun.sector in ("GOV", "LEG", "JUD", "MIL", "COP", "OPP"):
            return replace(described, state=state, basis="document", confidence=FALLBACK)
        return described

    def _usual_state(self, unit: Unit) -> str:
        """The state that nearly alone uses the noun, where the report names it."""
        return unit.noun.state if self._scene.counts[unit.noun.state] else ""

    def _after_title(self, unit: Unit) -> Iterator[Identity]:
        """ "Prime Minister Modi of India"."""
        sentence = self._scene.sentence(unit)
        yield from self._by_case(sentence, unit, self._scene.head(unit), frozenset({"of"}))

    def _taken_up(self, unit: Unit) -> tuple[Identity, ...]:
        """Somebody named before whom the bare noun means again."""
        noun, tokens = unit.noun, self._tokens(unit)
        first = tokens[unit.start].text.lower()
        if first in ("a", "an", "another", "some", "many", "several") or (
            noun.kind == "person" and not noun.office and self.plural(unit) and first not in POINTING
        ):
            return ()
        if noun.kind == "person" and self.plural(unit) and (noun.office or noun.words[-1] == "leader"):
            persons = self._both_persons(unit)
            if persons:
                return persons
        fits = self._fits(unit)
        found = self._memory.best(unit.sentence, unit.head, fits) if fits else None
        return tuple(i.taken_up("role", 0.6) for i in found.identities) if found else ()

    def _both_persons(self, unit: Unit) -> tuple[Identity, ...]:
        number = self._number(unit)
        if number == 0 and self._tokens(unit)[unit.start].text.lower() != "the":
            return ()
        last = self._noun(unit)

        def same(referent: Referent) -> bool:
            return referent.plural and last in referent.words

        if number == 0 and self._memory.best(unit.sentence, unit.head, same):
            return ()
        persons = self._memory.recent_persons(unit.sentence, unit.head, number or 2)
        return tuple(p.taken_up("group", 0.65) for p in persons) if len(persons) >= 2 else ()

    def _fits(self, unit: Unit) -> Callable[[Referent], bool] | None:
        noun, plural = unit.noun, self.plural(unit)
        word = noun.words[-1]
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

    def _number(self, unit: Unit) -> int:
        low = [t.text.lower() for t in self._tokens(unit)[unit.start : unit.end]]
        return next((NUMBERS[w] for w in low if w in NUMBERS), 0)

    def _states(self, unit: Unit) -> tuple[Identity, ...]:
        """A noun that stands for a state: "the country", "both sides", "the three nations"."""
        tokens, word = self._tokens(unit), self._noun(unit)
        low = [t.text.lower() for t in tokens[unit.start : unit.end]]
        nothing = (Identity("state", basis="role", confidence=0.2, words=frozenset({word})),)
        owners = self._owners(unit, before=unit.noun_start)
        named = tuple(o for o in owners if o.kind in ("igo", "state") and o.basis != "pronoun")
        if named and (word not in RELATED or any(o.basis == "demonym" for o in named)):
            return tuple(replace(o, basis="demonym") for o in named)
        if word in ALLIES or any(w in UNNAMED or w.isdigit() for w in low) or low[0] in ("a", "an"):
            return nothing
        if owners and owners[0].basis == "pronoun" and not self.plural(unit):
            return (owners[0],) if owners[0].kind == "state" else nothing
        return self._several_states(unit, low) if self.plural(unit) or self._number(unit) > 1 else self._one_state(unit, word) or nothing

    def _several_states(self, unit: Unit, low: list[str]) -> tuple[Identity, ...]:
        number = self._number(unit) or 2
        nothing = (Identity("state", basis="role", confidence=0.2),)
        if low[0] not in POINTING and not self._number(unit):
            return nothing
        found = self._memory.recent_states(unit.sentence, unit.head, number)
        return tuple(i.taken_up("group", 0.7) for i in found) if len(found) == number else nothing

    def _one_state(self, unit: Unit, word: str) -> tuple[Identity, ...]:
        if self._tokens(unit)[unit.start].text.lower() not in ("the", "that", "this", "its", "his", "her", "their", word) or word == "side":
            return ()
        found = self._memory.best(unit.sentence, unit.head, lambda r: r.one.kind == "state" and r.one.known and not r.plural, bonus=SUBJECT_BONUS)
        return (found.one.taken_up("role", 0.65),) if found else ()

    def _fallback(self, unit: Unit) -> Identity:
        """The state of a place named in the clause, else the state that the report is mostly about."""
        described = self._describe(unit, None)
        place = self._place_of_clause(unit)
        code = place or self._usual_state(unit) or self._memory.main_state()
        low = {t.text.lower() for t in self._tokens(unit)[unit.start : unit.end]}
        if unit.noun.sector == "UNK" and unit.noun.kind != "people":
            return described
        if unit.noun.sector == "IGO" or "coalition" in low:
            return self._of_an_organisation(unit, described)
        if code is None or low & FOREIGN:
            return described
        state = replace(identity_of(self._roster.state(code)), confidence=FALLBACK + (0.15 if place else 0.0))
        return replace(self._describe(unit, state), basis="document")

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
                states = [i for i in distinct_states(self._near(sentence, child)) if i.kind in PLACES]
                if states:
                    return str(states[0].state)
        return None
