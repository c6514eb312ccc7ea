"""Whom a pronoun stands for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from legation.resolving.identity import NOT_LISTED, Identity, identity_of
from legation.resolving.memory import FORGOTTEN_AFTER, SUBJECT_BONUS, SUBJECT_TO_SUBJECT, Memory, Referent
from legation.resolving.pairs import Pairs
from legation.resolving.pointers import BOTH, FORMER, LATTER
from legation.resolving.scene import Scene
from legation.resolving.units import Unit

GENDER = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
THEY = frozenset("they them their theirs themselves".split())
IT = frozenset("it its itself".split())
WE = frozenset("we us our ours ourselves".split())
I = frozenset("i me my mine myself".split())  # noqa: E741
FIRST_PERSONS = WE | I
THING_FORGOTTEN_AFTER = 2
"""Sentences after which a body or people no longer answers to "it" or "they": too much else does."""
BODIES = frozenset({"state", "organ", "igo", "group", "party", "company", "ngo", "vessel"})


class Pronouns:
    """Resolves pronouns by gender, number, distance and whether the antecedent was a subject."""

    def __init__(self, scene: Scene, memory: Memory, resolve: Callable[[Unit], tuple[Identity, ...]]) -> None:
        self._scene = scene
        self._memory = memory
        self._resolve = resolve
        self._pairs = Pairs(scene, resolve)

    def resolve(self, unit: Unit) -> tuple[Identity, ...]:
        """Its antecedent's identities; empty where there is none."""
        if unit.end - unit.start > 1 or self._scene.words(unit).lower() in BOTH:
            return self._pointed_at(unit)
        word = self._scene.words(unit).lower()
        quoted = self._scene.in_quote(self._scene.head(unit).span.start)
        if word in WE or word in I:
            return self._speaker(unit, whole=word in WE) if quoted or word in I else ()
        fits = self._fits(word)
        if fits is None:
            return ()
        bonus = SUBJECT_TO_SUBJECT if word in GENDER and self._scene.head(unit).relation == "nsubj" else SUBJECT_BONUS
        within = FORGOTTEN_AFTER if word in GENDER else THING_FORGOTTEN_AFTER
        barred = None if word.endswith(("self", "selves")) else self._scene.fellow_subject(unit)
        found = self._memory.best(unit.sentence, unit.head, fits, within=within, bonus=bonus, barred=barred)
        if found is None and word in GENDER:
            return self._new_holder(unit, barred)
        if found is None and word in THEY:
            return tuple(i.taken_up("pronoun", 0.55) for i in self._memory.recent_pair(unit.sentence))
        return tuple(i.taken_up("pronoun", 0.65) for i in found.identities) if found else ()

    def _pointed_at(self, unit: Unit) -> tuple[Identity, ...]:
        """Whom "the latter", "the two" or "eleven of them" mean."""
        word = self._scene.head(unit).text.lower()
        if word in BOTH or word in (LATTER, FORMER):
            pair = self._pairs.before(unit, reach=0) or self._two_states(unit, barred=self._scene.fellow_subject(unit)) or self._pairs.before(unit)
            chosen = pair if word in BOTH else pair[1:] if word == LATTER else pair[:1]
            return tuple(i.taken_up("group" if word in BOTH else "pronoun", 0.6) for i in chosen)
        whole = self._scene.unit_at(unit.sentence, unit.end - 1)
        return tuple(i.taken_up("pronoun", 0.55) for i in self._resolve(whole)) if whole is not None and whole is not unit else ()

    def _two_states(self, unit: Unit, barred: int | None) -> tuple[Identity, ...]:
        """The two states that the sentence has named before the word, whatever joins them."""
        found = self._memory.recent_states(unit.sentence, unit.head, 2, within=0) if barred is None else ()
        return found if len(found) == 2 else ()

    def _new_holder(self, unit: Unit, barred: int | None) -> tuple[Identity, ...]:
        """A role whose holder by the roster is of the other gender has a new holder: "she" is that role, of whatever name."""
        found = self._memory.best(
            unit.sentence, unit.head, lambda r: r.one.kind == "person" and r.one.basis == "office" and r.role, within=2, barred=barred
        )
        if found is None:
            return ()
        return (replace(found.one, name=NOT_LISTED, id=NOT_LISTED, gender="", basis="pronoun", confidence=0.5),)

    def _fits(self, word: str) -> Callable[[Referent], bool] | None:
        if word in GENDER:
            gender = GENDER[word]
            return lambda r: not r.plural and r.one.kind == "person" and r.one.gender in ("", gender)
        if word in THEY:
            return lambda r: not r.modifier and (r.plural or len(r.identities) > 1 or r.one.kind in ("igo", "group")) and r.one.known
        if word in IT:
            return lambda r: not r.plural and not r.modifier and r.one.kind in BODIES and not r.words & WE
        return None

    def _speaker(self, unit: Unit, *, whole: bool) -> tuple[Identity, ...]:
        """Who says it: the one that the sentence names, else the speaker of the sentence before, else of the next."""
        for index in (unit.sentence, unit.sentence - 1, unit.sentence + 1, unit.sentence - 2):
            speaker = self._memory.speakers.get(index)
            if speaker is None:
                continue
            if not whole or speaker.kind != "person":
                return (speaker.taken_up("pronoun", 0.6),)
            if isinstance(speaker.state, str) and speaker.state in self._scene.roster.states and speaker.sector in ("GOV", "MIL", "UNK"):
                return (identity_of(self._scene.roster.state(speaker.state), "pronoun", 0.55),)
            return (speaker.taken_up("pronoun", 0.5),)
        return ()
