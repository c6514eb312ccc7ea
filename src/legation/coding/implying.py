"""Doers whom the clause does not name: the visitor of a fronted visit, the police of an arrest, the crowd of a protest, who struck before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from legation.coding.building import Scene
from legation.coding.casting import distinct, usable
from legation.coding.matching import Match
from legation.coding.telling import noun_phrase
from legation.errors import Unknown
from legation.event import Event
from legation.mention import Mention
from legation.participant import Participant
from legation.sentence import Sentence, Token

ATTENDED: Final = frozenset({"during", "on", "after", "before", "at", "upon", "following"})
"""Prepositions by which the subject of a clause takes part in what the noun names: "on a visit to Hanoi, the minister said"."""

MEETINGS: Final = frozenset({"CONSULT"})
"""Types of which the subject of the clause around them is a doer."""

CROWDS: Final = frozenset({"PROTEST"})
"""Types of private persons, whose state is that of the place."""

REPEATED: Final = frozenset({"ASSAULT"})
"""Types of which one doer does many in one report: "near Raqqa, four strikes destroyed a depot"."""

REACH: Final = 30
"""Sentences before, or after, in which an organ is looked for."""

CONFIDENCE: Final = 0.5
"""Of a doer whom the clause does not name."""

BASIS: Final = "implied"


def doers(match: Match, scene: Scene, earlier: Sequence[tuple[Event, str]]) -> tuple[Participant, ...]:
    """Who does the act though its clause names nobody; () where nothing tells.

    Args:
        earlier: events of the sentences before, with the lemmas of their anchors.
    """
    sense = match.sense
    if sense.pos == "N" and sense.type in MEETINGS:
        return _attending(match.head, scene)
    if sense.type in CROWDS and sense.pos == "V":
        return _crowd(match, scene)
    if sense.type in REPEATED:
        attacks = scene.frames.lexicon.classes["attack_noun"]
        deed = match.head if sense.pos == "N" else next((t for t in scene.frames.slot(match.head, "surface") if t.lemma in attacks), None)
        return _same_doer(deed, scene, earlier) if deed is not None else ()
    sector = scene.frames.lexicon.implied_doers.get(sense.lemma) if sense.pos == "V" and scene.frames.is_passive(match.head) else None
    return _organ(sector, scene) if sector else ()


def _attending(noun: Token, scene: Scene) -> tuple[Participant, ...]:
    """The subject of the clause that the noun opens or closes; none for a meeting that was told before ("the talks")."""
    sentence = scene.sentence
    if scene.frames.preposition(noun).split(" ")[0] not in ATTENDED or not _is_new(noun, sentence):
        return ()
    verb = next((a for a in sentence.ancestors(noun) if a.upos == "VERB"), None)
    found = (p for t in scene.frames.slot(verb, "surface") for p in scene.casting.near(sentence, t)) if verb is not None else ()
    return implied(distinct(found))


def _is_new(noun: Token, sentence: Sentence) -> bool:
    """Whether nothing says that the noun was told before: no article but "a", no demonstrative."""
    return not any(c.lemma not in ("a", "an") for c in sentence.children(noun, "det"))


def _crowd(match: Match, scene: Scene) -> tuple[Participant, ...]:
    """The people who demonstrate, as of the state where they do; of the state that the report is about where no place is told."""
    state = _state_here(scene) or main_state(scene.cast.participants)
    if state is None:
        return ()
    return tuple(_person(t, state, scene) for t in scene.frames.slot(match.head, "subj") if t.upos == "NOUN")


def _person(token: Token, state: str, scene: Scene) -> Participant:
    known = next(iter(scene.casting.at(scene.sentence, token)), None)
    if known is not None:
        return replace(known, state=state, basis=BASIS, confidence=CONFIDENCE)
    span = noun_phrase(token, scene.sentence)
    mention = Mention(span, span.of(scene.document.text), "role", scene.sentence.index, token.index)
    unknown = Unknown("not_in_roster")
    return Participant(mention, unknown, state, "CVL", ("CVL",), unknown, unknown, BASIS, CONFIDENCE)


def _state_here(scene: Scene) -> str | None:
    """The state of a place that the sentence names as a place."""
    places = [p for p in scene.grounding.places if p.mention.sentence == scene.sentence.index and p.mention.kind == "place"]
    return next((p.place.state for p in places if p.place.state), None)


def main_state(participants: Iterable[Participant]) -> str | None:
    """The state that most participants are of; the first named of several."""
    counts: dict[str, int] = {}
    for p in participants:
        if not isinstance(p.state, Unknown) and p.sector != "IGO" and p.state != "NSA" and p.basis != "document":
            counts[p.state] = counts.get(p.state, 0) + 1
    return max(counts, key=lambda s: counts[s]) if counts else None


def _same_doer(deed: Token, scene: Scene, earlier: Sequence[tuple[Event, str]]) -> tuple[Participant, ...]:
    """Who did the like before, where the noun counts further acts and does not point back: "three strikes hit a bridge"."""
    if not _is_new(deed, scene.sentence) or not scene.sentence.children(deed, "nummod"):
        return ()
    last = next((e for e, lemma in reversed(earlier) if e.type in REPEATED and lemma == deed.lemma and e.role == scene.sentence.role), None)
    return implied(last.actors) if last is not None else ()


def _organ(sector: str, scene: Scene) -> tuple[Participant, ...]:
    """The organ of that sector that the report names nearest before, else first after; of the state where the act is, if the sentence tells."""
    here, where = scene.sentence.index, _state_here(scene)
    named = [p for p in usable(scene.cast.participants) if p.sector == sector and where in (None, p.state)]
    before = [p for p in named if here - REACH <= p.mention.sentence <= here]
    after = [p for p in named if here < p.mention.sentence <= here + REACH]
    return implied(tuple(before[-1:] or after[:1]))


def implied(found: Iterable[Participant]) -> tuple[Participant, ...]:
    """The participants as doers whom the clause does not name."""
    return tuple(replace(p, basis=BASIS, confidence=min(p.confidence, CONFIDENCE)) for p in found)
