"""The learned coder: acts that the relation head sees between parties where the lexicon knows no predicate."""

from __future__ import annotations

from typing import Final

from legation.coding.building import Act, Builder, Scene
from legation.coding.casting import states
from legation.coding.matching import Match
from legation.coding.pairing import Open, open_pairs
from legation.coding.status import STRONGEST_FIRST, own_marks
from legation.event import Event, Quote, Status
from legation.knowledge.lexicon import Sense
from legation.knowledge.ontology import Ontology
from legation.relation import NONE, Question, Relation
from legation.span import Span
from legation.stages import Dropped, Relater

SURE: Final = 0.8
"""Least probability of a type that becomes an event; see docs/measurements.md for what other thresholds give."""


class LearnedCoder:
    """Asks the relation head about the open pairs of a sentence."""

    def __init__(self, relater: Relater, builder: Builder, codebook: Ontology) -> None:
        self._relater = relater
        self._builder = builder
        self._ontology = codebook

    def events(self, scene: Scene, known: frozenset[int], coded: list[Event], dropped: list[Dropped]) -> list[tuple[Event, str]]:
        """Events with the lemma of their anchors, in the order of their predicates; none of a type that the sentence already has for these actors.

        Args:
            known: indices of predicates that the lexicon coded or weighed. coded: the events that came of them.
            dropped: takes what is not sure enough.
        """
        told = frozenset((a, b) for e in coded for a in states(e.actors) for b in states(e.recipients))
        types = {(e.type, a) for e in coded for a in states(e.actors)}
        found: list[tuple[Event, str]] = []
        for question in open_pairs(scene.frames, scene.casting, known, told):
            answer = self._ask(question, scene)
            if answer is None or answer.type == NONE:
                continue
            if answer.probabilities[answer.type] < SURE:
                dropped.append(Dropped(Quote(question.verb.span, question.verb.text), answer.type, f"head:{answer.type}", "unsure"))
                continue
            if any((answer.type, a) in types for a in states(question.actors)):
                continue
            types |= {(answer.type, a) for a in states(question.actors)}
            found.append((self._event(question, answer, scene), question.verb.lemma))
        return found

    def _ask(self, question: Open, scene: Scene) -> Relation | None:
        """The head's answer for the first actor and recipient; None where one stands outside the sentence."""
        spans = [p[0].mention.span for p in (question.actors, question.recipients)]
        whole = scene.sentence.span
        if not all(whole.contains(s) for s in spans):
            return None
        actor, recipient = (Span(s.start - whole.start, s.end - whole.start) for s in spans)
        return self._relater.relate(Question("", "", scene.sentence.text, actor, recipient, {}))

    def _event(self, question: Open, answer: Relation, scene: Scene) -> Event:
        type_, cameo = answer.type, self._ontology.cameo(answer.type, None)
        status = _status(question, answer, scene)
        sense = Sense(question.verb.lemma, "", "V", (), type_, None, None, cameo, None, (), (), "", "", f"head:{type_}")
        match = Match(question.verb, sense, None, frozenset())
        sure = round(answer.probabilities[type_] * min(p.confidence for p in (*question.actors, *question.recipients)), 3)
        return self._builder.event(Act(match, question.actors, question.recipients, type_, None, cameo, status, sure, "learned"), scene)


def _status(question: Open, answer: Relation, scene: Scene) -> Status:
    """The head's status; a plain mark on the clause itself is surer."""
    marks = own_marks(question.verb, scene.frames)
    if answer.type == "AGREE":
        return answer.status or "planned"
    return next((s for s in STRONGEST_FIRST if s in marks), answer.status or "occurred")
