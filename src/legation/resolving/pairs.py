"""Which two stand against or beside each other: whom "both sides", "the two armies" and "the latter" mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from legation.resolving.identity import Identity
from legation.resolving.scene import Scene
from legation.resolving.units import Unit
from legation.sentence import Sentence, Token

REACH = 10
"""Sentences back to which the two are looked for; a report that speaks of both sides keeps to one pair."""
FACING = frozenset({"with", "against", "to", "at", "on", "from", "between", "by"})
"""Prepositions after a verb that bring in the other of the two."""
ONE_OF_TWO = frozenset({"state", "organ", "group", "people", "person", "party", "igo", "vessel"})
RIVALS = frozenset({"MIL", "REB", "UAF", "PRM", "COP", "OPP", "GOV"})
"""Sectors that may be the two sides within one state."""


class Pairs:
    """Finds pairs; `resolve` gives the identities of another unit of the report."""

    def __init__(self, scene: Scene, resolve: Callable[[Unit], tuple[Identity, ...]]) -> None:
        self._scene = scene
        self._resolve = resolve

    def before(self, unit: Unit, *, reach: int = REACH, states: bool = False) -> tuple[Identity, ...]:
        """The pair named last before the unit, without the one who speaks to the two; `states`: of two states only. Empty where there is none."""
        barred = self._speaks_to(unit)
        for index in range(unit.sentence, max(-1, unit.sentence - reach - 1), -1):
            limit = unit.start if index == unit.sentence else None
            found = self._fitting(index, limit, barred, states=states)
            if found:
                return found[-1]
        return ()

    def beside(self, unit: Unit) -> tuple[Identity, ...]:
        """A pair of states that the unit's own sentence names, before it or after it."""
        found = self._fitting(unit.sentence, None, self._speaks_to(unit), states=True)
        return found[0] if found else ()

    def _fitting(self, index: int, limit: int | None, barred: frozenset[str], *, states: bool) -> list[tuple[Identity, ...]]:
        pairs = [p for p in self._in(index, limit) if not barred & {str(i.state) for i in p}]
        return [p for p in pairs if not states or (_of_states(p) and self._are_states(p))]

    def _are_states(self, pair: tuple[Identity, ...]) -> bool:
        return all(str(i.state) in self._scene.roster.states for i in pair)

    def _speaks_to(self, unit: Unit) -> frozenset[str]:
        """The state or organisation that is the subject of what is done to the unit: it is neither of the two."""
        subject = self._scene.fellow_subject(unit)
        other = self._scene.unit_at(unit.sentence, subject) if subject is not None else None
        return frozenset(str(i.state) for i in self._resolve(other) if i.known) if other is not None and other is not unit else frozenset()

    def _in(self, index: int, limit: int | None) -> Iterator[tuple[Identity, ...]]:
        """The pairs of a sentence in the order of the text: those joined by "and", and whoever faces whom by a verb."""
        sentence = self._scene.parse.sentences[index]
        for token in sentence.tokens[:limit]:
            if token.relation == "conj" and token.head >= 0:
                yield from self._pair(index, sentence.tokens[token.head], token)
            elif token.upos == "VERB":
                yield from self._facing(sentence, token, limit)

    def _facing(self, sentence: Sentence, verb: Token, limit: int | None) -> Iterator[tuple[Identity, ...]]:
        others = [*sentence.children(verb, "obj", "iobj"), *(o for o in sentence.children(verb, "obl") if self._is_facing(sentence, o))]
        for subject in _subjects(sentence, verb):
            for other in others:
                if limit is None or max(subject.index, other.index) < limit:
                    yield from self._pair(sentence.index, subject, other)

    def _is_facing(self, sentence: Sentence, token: Token) -> bool:
        return any(c.lemma.lower() in FACING for c in sentence.children(token, "case"))

    def _pair(self, index: int, first: Token, second: Token) -> Iterator[tuple[Identity, ...]]:
        one, other = self._one(index, first), self._one(index, second)
        if one is None or other is None or not _differ(one, other):
            return
        yield one, other

    def _one(self, index: int, token: Token) -> Identity | None:
        unit = self._scene.unit_at(index, token.index)
        found = [i for i in self._resolve(unit) if i.known] if unit is not None else []
        return found[0] if len(found) == 1 and found[0].kind in ONE_OF_TWO else None


def _subjects(sentence: Sentence, verb: Token) -> list[Token]:
    """The subjects of a verb, else those of the verb that it is joined to or hangs on."""
    found = list(sentence.children(verb, "nsubj"))
    while not found and verb.relation in ("conj", "xcomp") and verb.head >= 0:
        verb = sentence.tokens[verb.head]
        found = list(sentence.children(verb, "nsubj"))
    return found


def _differ(one: Identity, other: Identity) -> bool:
    return one.state != other.state or (one.sector != other.sector and {one.sector, other.sector} <= RIVALS)


def _of_states(pair: tuple[Identity, ...]) -> bool:
    return pair[0].state != pair[1].state
