"""What a report has named so far, and which of it a later word takes up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from legation.errors import Unknown
from legation.resolving.identity import Identity

FORGOTTEN_AFTER = 6
"""Sentences after which a person no longer answers to "he"; reports rarely leave a person longer without the name."""
SUBJECT_BONUS = 0.9
"""Sentences that a subject counts as nearer than another mention; for a pronoun that is a subject itself, SUBJECT_TO_SUBJECT."""
SUBJECT_TO_SUBJECT = 1.5


PAIR_FORGOTTEN_AFTER = 3
"""Sentences after which "the two sides" no longer are the pair that acted there."""
LOOK_BACK = 200
"""Phrases among which "both countries" are looked for."""


@dataclass(frozen=True, slots=True)
class Referent:
    """A phrase that named somebody: who, where, and how it stood; `modifier`: as a mere adjective of another word; `role`: without a name."""

    identities: tuple[Identity, ...]
    sentence: int
    head: int
    subject: bool
    plural: bool
    words: frozenset[str]
    modifier: bool = False
    role: bool = False

    @property
    def one(self) -> Identity:
        """The first of its identities."""
        return self.identities[0]


@dataclass
class Memory:
    """Referents of the report so far, in order, and persons by surname."""

    referents: list[Referent] = field(default_factory=list)
    persons: dict[str, Identity] = field(default_factory=dict)
    names: dict[str, Identity] = field(default_factory=dict)
    acronyms: dict[str, Identity] = field(default_factory=dict)
    states: Counter[str] = field(default_factory=Counter)
    implied: Counter[str] = field(default_factory=Counter)
    speakers: dict[int, Identity] = field(default_factory=dict)

    def add(self, referent: Referent) -> None:
        """Remembers a phrase."""
        self.referents.append(referent)

    def count(self, state: str | Unknown, weight: int = 1) -> None:
        """Counts a state as mentioned."""
        if isinstance(state, str) and len(state) == 3 and state != "NSA":
            self.states[state] += weight

    def imply(self, identities: Iterable[Identity]) -> None:
        """Counts the states of persons and organs, which tell what a report is about where it names no state at all."""
        for identity in identities:
            if isinstance(identity.state, str) and len(identity.state) == 3 and identity.sector != "IGO" and identity.basis != "document":
                self.implied[identity.state] += 1

    def best(
        self, sentence: int, head: int, fits: Callable[[Referent], bool], *, within: int = 10_000, bonus: float = 0.0, barred: int | None = None
    ) -> Referent | None:
        """The most salient referent before the given place that `fits`.

        A subject counts as `bonus` sentences nearer; `barred` is a head of the same sentence that is not meant.
        """
        ranked: list[tuple[float, int, Referent]] = []
        ranked_best = float(within)
        for referent in reversed(self.referents):
            away = sentence - referent.sentence
            if away > within or away - bonus > ranked_best:
                break
            if away < 0 or (away == 0 and (referent.head >= head or referent.head == barred)) or not fits(referent):
                continue
            ranked_best = min(ranked_best, away - (bonus if referent.subject else 0.0))
            ranked.append((away - (bonus if referent.subject else 0.0), -referent.head, referent))
        return min(ranked, key=lambda r: r[:2])[2] if ranked else None

    def recent_pair(self, sentence: int) -> tuple[Identity, ...]:
        """The two actors that are joined as the subject of a sentence shortly before; none where no such sentence stands near."""
        for index in range(sentence - 1, max(-1, sentence - PAIR_FORGOTTEN_AFTER - 1), -1):
            actors = [i for r in self.referents[-LOOK_BACK:] if r.sentence == index and r.subject and not r.modifier for i in r.identities if i.known]
            once = tuple({(str(i.name), str(i.state), i.sector): i for i in actors}.values())
            if len(once) == 2:
                return once
        return ()

    def recent_states(self, sentence: int, head: int, number: int, *, within: int | None = None) -> tuple[Identity, ...]:
        """The last `number` distinct states named before the place, at most `within` sentences back, in the order of the text."""
        found: dict[str, Identity] = {}
        for referent in sorted(self.referents[-LOOK_BACK:], key=lambda r: (r.sentence, r.head), reverse=True):
            if (referent.sentence, referent.head) >= (sentence, head) or (within is not None and sentence - referent.sentence > within):
                continue
            for identity in reversed(referent.identities):
                if identity.kind == "state" and identity.known and str(identity.state) not in found and len(found) < number:
                    found[str(identity.state)] = identity
        return tuple(found.values())[::-1]

    def recent_persons(self, sentence: int, head: int, number: int) -> tuple[Identity, ...]:
        """The last `number` distinct persons with a state named before the place, of distinct states where possible."""
        found: dict[str, Identity] = {}
        for referent in sorted(self.referents[-LOOK_BACK:], key=lambda r: (r.sentence, r.head), reverse=True):
            if (referent.sentence, referent.head) >= (sentence, head):
                continue
            for identity in reversed(referent.identities):
                if identity.kind == "person" and identity.known and str(identity.state) not in found and len(found) < number:
                    found[str(identity.state)] = identity
        return tuple(found.values())[::-1]

    def dominant_state(self) -> str | None:
        """The state named at least twice as often as any other, or None."""
        ranked = (self.states or self.implied).most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
            return None
        return ranked[0][0]

    def main_state(self, barred: frozenset[str] = frozenset()) -> str | None:
        """The state named most, of those not barred; on a tie the one named first."""
        told = self.states or self.implied
        return max((s for s in told if s not in barred), key=lambda s: told[s], default=None)


def people_words(identities: Iterable[Identity]) -> frozenset[str]:
    """Words that later bare nouns may take up."""
    return frozenset(w for i in identities for w in i.words)
