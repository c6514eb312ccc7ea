"""The learned coder: questions that the lexicon leaves open, and how sure an event is."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from legation.coding import combining
from legation.coding.coder import LexiconCoder
from legation.coding.combining import Combiner, features
from legation.event import Event
from legation.knowledge import lexicon, ontology
from legation.pipeline import Pipeline, document_of
from legation.relation import Question, Relation
from legation.stages import Coding


@dataclass(slots=True)
class Answering:
    """A relater that gives one answer to every question, and keeps what was asked."""

    type: str
    asked: list[tuple[str, str | None]] = field(default_factory=list)

    def relate(self, question: Question) -> Relation:
        """The one answer, sure."""
        recipient = question.recipient.of(question.text) if question.recipient else None
        self.asked.append((question.actor.of(question.text), recipient))
        return Relation(self.type, 1, "occurred", dict.fromkeys([*ontology.load().types, "NONE"], 0.0) | {self.type: 1.0})


def coded(pipeline: Pipeline, relater: Answering, text: str) -> Coding:
    """The coding of a text with `relater` in the head's place."""
    document = document_of(text, date="2026-05-14")
    context = pipeline.context(document)
    coder = LexiconCoder(lexicon.load(), ontology.load(), relater)
    return coder.code(document, context.parse, context.cast, context.grounding)


def learned(coding: Coding) -> list[Event]:
    """The events of the learned coder."""
    return [e for e in coding.events if e.coder == "learned"]


def test_unknown_predicate_is_asked_about(pipeline: Pipeline) -> None:
    """A verb that the lexicon lacks becomes an event of the type that the head tells, its words the verb's."""
    found = learned(coded(pipeline, Answering("SUPPORT"), "Norway tangoed Chad on Monday."))
    assert [(e.type, e.anchor.text, str(e.actors[0].state), str(e.recipients[0].state)) for e in found] == [("SUPPORT", "tangoed", "NOR", "TCD")]


def test_no_act_is_no_event(pipeline: Pipeline) -> None:
    """Where the head sees no act there is none."""
    assert not learned(coded(pipeline, Answering("NONE"), "Norway tangoed Chad on Monday."))


def test_what_the_lexicon_tells_is_not_asked_again(pipeline: Pipeline) -> None:
    """Between the parties of a coded act no second act is looked for."""
    relater = Answering("ACCUSE")
    assert not learned(coded(pipeline, relater, "Norway thanked Chad on Monday."))


@pytest.mark.parametrize("text", ["Norway is north of Chad.", "It rained in Chad."], ids=["being", "nobody"])
def test_being_and_weather_ask_nothing(pipeline: Pipeline, text: str) -> None:
    """Verbs of being, and clauses without a party, ask no question."""
    relater = Answering("SUPPORT")
    coded(pipeline, relater, text)
    assert relater.asked == []


@pytest.mark.parametrize("text", ["Norwegian soldiers tangoed at dawn.", "Norway declared that Chad tangoed."], ids=["alone", "only saying"])
def test_a_subject_alone_and_a_saying_ask_nothing(pipeline: Pipeline, text: str) -> None:
    """Nobody beside the subject, or a verb that only says something, is no question."""
    relater = Answering("MOBILIZE")
    assert not learned(coded(pipeline, relater, text))
    assert relater.asked == []


def test_confidence_follows_the_head(pipeline: Pipeline) -> None:
    """An event that the head confirms is surer than one that it speaks against."""
    sure, unsure = (max(e.confidence for e in coded(pipeline, Answering(t), "Norway thanked Chad on Monday.").events) for t in ("SUPPORT", "NONE"))
    assert sure > unsure


def test_weights_are_logistic() -> None:
    """No evidence either way is even odds; the shipped least confidence is a probability."""
    combiner = Combiner({"lexicon": {"one": 0.0}}, 0.0)
    assert combiner.confidence("lexicon", features(None, "AID", (), ())) == 0.5
    assert 0 < combining.load().least < 1


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("She helped her son with his studies in Oslo.", set()),
        ("Norway helped Chad after the flood.", {"AID"}),
        ("Norwegian students attacked Chadian farmers with stones.", {"ASSAULT"}),
    ],
    ids=["private", "states", "groups"],
)
def test_private_persons_do_nothing_political(pipeline: Pipeline, text: str, types: set[str]) -> None:
    """What persons do among themselves is no event; what states do, or a group to people of another state, is."""
    assert {e.type for e in pipeline.code(document_of(text, date="2026-05-14")).events} == types
