"""Whose a bare organ is where the report's main state is not meant: "Japan banned exports to the junta" of a report on Myanmar's generals."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from legation.resolving.identity import Identity
from legation.resolving.scene import Scene
from legation.resolving.units import STATE_FORMS, Unit

AFTER_MARK = frozenset("registered flagged based born backed led made owned built educated".split())
"""Words after a hyphen that make a state's name say nothing of whom the clause is about."""
OWN_MOVES = frozenset("send deploy dispatch order station withdraw pull mobilize mobilise use reorganize reorganise reform expand".split())
"""What a state does with its own army or government."""
ORGANS = frozenset({"MIL", "GOV", "COP", "OPP", "LEG", "JUD", "PTY", "REB"})
BARE = 0.6
"""Highest confidence in whom the report calls by a bare noun, and so of whom it goes on about."""


class Locality:
    """Finds the state that the words around a bare organ are about; `resolve` gives the identities of another unit."""

    def __init__(self, scene: Scene, resolve: Callable[[Unit], tuple[Identity, ...]]) -> None:
        self._scene = scene
        self._resolve = resolve

    def state(self, unit: Unit) -> str:
        """The state, "" where the clause tells of none.

        A state never calls its own organ by a bare noun when another state stands between them: what it does to "the junta" after naming
        Myanmar is done to Myanmar's. A clause that already speaks of an organ without a name goes on about the same state.
        """
        if unit.noun.sector not in ORGANS or self._scene.sentence(unit).tokens[unit.start].text.lower() not in ("the", "that", "its"):
            return ""
        subject = self._subject(unit)
        if subject is None:
            return ""
        if subject.kind in ("organ", "people") and _is_bare(subject) and self._is_state(subject):
            return str(subject.state)
        if subject.kind == "state" and subject.basis in ("name", "demonym", "metonym", "pronoun") and not self._own_move(unit):
            named = [s for s in self._named_before(unit) if s != subject.state]
            return named[-1] if named and subject.state in self._scene.roster.states else ""
        return ""

    def _is_state(self, identity: Identity) -> bool:
        return str(identity.state) in self._scene.roster.states

    def _subject(self, unit: Unit) -> Identity | None:
        """The subject of the clause that the unit is no subject of, or of the clause around it."""
        sentence = self._scene.sentence(unit)
        own = range(unit.start, unit.end)
        found: list[Identity] = []
        for verb in sentence.ancestors(self._scene.head(unit)):
            for token in sentence.children(verb, "nsubj"):
                other = self._scene.unit_at(unit.sentence, token.index) if token.index not in own and token.index < unit.head else None
                found.extend(i for i in (self._resolve(other) if other is not None and other is not unit else ()) if i.known)
        return found[0] if found else None

    def _own_move(self, unit: Unit) -> bool:
        return any(v.lemma in OWN_MOVES for v in self._scene.sentence(unit).ancestors(self._scene.head(unit)) if v.upos == "VERB")

    def _named_before(self, unit: Unit) -> Iterator[str]:
        """States named in the sentence before the unit, in the order of the text, but not those of a mere mark ("Singapore-registered")."""
        tokens = self._scene.sentence(unit).tokens
        for other in sorted(self._scene.units[unit.sentence].all, key=lambda u: u.start):
            if other.end > unit.start or not other.forms or other.forms[0].form not in STATE_FORMS or not other.forms[0].key.startswith("state:"):
                continue
            after = [t.text.lower() for t in tokens[other.end : other.end + 2]]
            if len(after) == 2 and after[0] in ("-", "‑", "–") and after[1] in AFTER_MARK:
                continue
            yield other.forms[0].key.partition(":")[2]


def _is_bare(identity: Identity) -> bool:
    return identity.basis == "document" or (identity.basis == "role" and identity.confidence <= BARE)
