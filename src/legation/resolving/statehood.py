"""Which states a noun for states means: "the country", "both sides", "the three nations", "the Cuban side"."""

from __future__ import annotations

from dataclasses import replace

from legation.resolving.identity import Identity, identity_of
from legation.resolving.memory import SUBJECT_BONUS, Memory
from legation.resolving.owners import IN, PLACES, Owners
from legation.resolving.pairs import Pairs
from legation.resolving.scene import Scene
from legation.resolving.units import Unit
from legation.sentence import Token

NUMBERS = {"two": 2, "both": 2, "three": 3, "trio": 3, "four": 4, "five": 5}
FOREIGN = frozenset({"foreign", "neighboring", "neighbouring"})
UNNAMED = FOREIGN | frozenset("other many some several another any no every third few more dozens hundreds most all".split())
"""Words before "country" or "nation" that make it none that the report has named."""
TWO = 2
HOMES = frozenset({"country", "nation"})
"""Nouns that with "his" or "her" mean the person's own state."""
FORGOTTEN_AFTER = 2
"""Sentences after which "the country" is rather the one that the report is about than one that was named in passing."""
ALLIES = frozenset({"ally", "neighbor", "neighbour"})
RELATED = ALLIES | {"side", "member"}
POINTING = frozenset("the both these those their our all".split())


class StateNouns:
    """Resolves nouns that stand for states."""

    def __init__(self, scene: Scene, memory: Memory, owners: Owners, pairs: Pairs) -> None:
        self._pairs = pairs
        self._scene = scene
        self._memory = memory
        self._owners = owners

    def resolve(self, unit: Unit) -> tuple[Identity, ...]:
        """A noun that stands for a state: "the country", "both sides", "the three nations"."""
        tokens, word = self._tokens(unit), unit.word
        low = [t.text.lower() for t in tokens[unit.start : unit.end]]
        nothing = (Identity("state", basis="role", confidence=0.2, words=frozenset({word})),)
        owners = self._owners.before(unit, unit.noun_start)
        if word == "state" and owners and owners[0].kind == "place" and owners[0].known:
            return (replace(owners[0], kind="region", basis="name"),)
        members = [o for o in owners if o.basis == "group"]
        if len(members) > 1 and not self._scene.plural(unit):
            return self._member(unit, frozenset(str(o.state) for o in members)) or nothing
        named = tuple(o for o in owners if o.kind in ("igo", "state") and o.basis != "pronoun")
        if named and (word not in RELATED or any(o.basis == "demonym" or o.kind == "igo" for o in named)):
            return tuple(replace(o, basis="demonym") for o in named)
        counted = low[0] in POINTING and number_in(self._scene, unit) > 1
        if (word in ALLIES and not counted) or any(w in UNNAMED or w.isdigit() for w in low) or low[0] in ("a", "an"):
            several = self._scene.plural(unit) or "foreign" in low
            return (Identity("states", "NSA", "GOV", basis="role", confidence=0.3),) if several else nothing
        if word == "side" and number_in(self._scene, unit) in (0, TWO) and low[0] in POINTING:
            pair = self._two_sides(unit)
            if pair:
                return pair
        if owners and owners[0].basis == "pronoun" and not self._scene.plural(unit):
            own = owners[0].kind == "state" or (word in HOMES and str(owners[0].state) in self._scene.roster.states)
            return (identity_of(self._scene.roster.state(str(owners[0].state)), "pronoun", 0.6),) if own else nothing
        return (
            self._several_states(unit, low)
            if self._scene.plural(unit) or number_in(self._scene, unit) > 1
            else self._one_state(unit, word) or nothing
        )

    def _two_sides(self, unit: Unit) -> tuple[Identity, ...]:
        """The pair of the sentence or of those before, else the state in which the sides are ("both sides in Cameroon")."""
        pair = self._pairs.before(unit, reach=0) or self._memory.recent_pair(unit.sentence) or self._pairs.before(unit)
        if pair:
            return tuple(i.taken_up("group", 0.7) for i in pair)
        inside = self._owners.by_case(self._scene.sentence(unit), unit, self._scene.head(unit), IN)
        return tuple(replace(i, kind="people", sector="UNK", sectors=("UNK",), basis="role", confidence=0.5) for i in inside if i.kind in PLACES)[:1]

    def _several_states(self, unit: Unit, low: list[str]) -> tuple[Identity, ...]:
        number = number_in(self._scene, unit) or 2
        nothing = (Identity("state", basis="role", confidence=0.2),)
        if low[0] not in POINTING and not number_in(self._scene, unit):
            return nothing
        found = self._memory.recent_states(unit.sentence, unit.head, number, within=1 if unit.word == "side" else None)
        return tuple(i.taken_up("group", 0.7) for i in found) if len(found) == number else nothing

    def _one_state(self, unit: Unit, word: str) -> tuple[Identity, ...]:
        if unit.noun.state and self._scene.counts[unit.noun.state]:
            return (identity_of(self._scene.roster.state(unit.noun.state), "role", 0.8),)
        if self._tokens(unit)[unit.start].text.lower() not in ("the", "that", "this", "its", "his", "her", "their", word) or word == "side":
            return ()
        found = self._memory.best(unit.sentence, unit.head, lambda r: r.one.kind == "state" and r.one.known and not r.plural, bonus=SUBJECT_BONUS)
        home = self._memory.dominant_state()
        if home in self._scene.roster.states and (found is None or unit.sentence - found.sentence > FORGOTTEN_AFTER):
            return (identity_of(self._scene.roster.state(home), "role", 0.5),)
        return (found.one.taken_up("role", 0.65),) if found else ()

    def _member(self, unit: Unit, states: frozenset[str]) -> tuple[Identity, ...]:
        """The state named last of those that the phrase may mean ("the Nordic country")."""
        found = self._memory.best(
            unit.sentence, unit.head, lambda r: r.one.kind == "state" and r.one.state in states and not r.plural, bonus=SUBJECT_BONUS
        )
        return (found.one.taken_up("role", 0.65),) if found else ()

    def _tokens(self, unit: Unit) -> tuple[Token, ...]:
        return self._scene.sentence(unit).tokens


def number_in(scene: Scene, unit: Unit) -> int:
    """How many a number word in the phrase says, 0 where none does."""
    low = [t.text.lower() for t in scene.sentence(unit).tokens[unit.start : unit.end]]
    return next((NUMBERS[w] for w in low if w in NUMBERS), 0)
