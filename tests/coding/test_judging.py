"""Words that judge another accuse or praise; said of oneself, denied or only asked, they do not."""

from __future__ import annotations

import pytest

from legation.document import Block, Document
from legation.errors import Unknown
from legation.event import Event
from legation.knowledge import lexicon
from legation.pipeline import Pipeline
from legation.span import Span


def events(pipeline: Pipeline, text: str) -> tuple[Event, ...]:
    """The events of a report of one sentence."""
    unknown = Unknown("not_stated")
    return pipeline.code(Document("example", text, (Block("body", Span(0, len(text))),), unknown, unknown, "example", "en")).events


def test_every_word_judges_in_its_example(pipeline: Pipeline) -> None:
    """Norway judges Rwanda's raid with each word of the list; one in twenty may be misparsed."""
    senses = lexicon.load().judgements
    missed = [w for w, s in senses.items() if (s.type, "NOR", "RWA") not in {_told(e) for e in events(pipeline, s.example)}]
    assert len(missed) <= len(senses) // 20, missed


def _told(event: Event) -> tuple[str, str, str]:
    return event.type, str(event.actors[0].state), str(event.recipients[0].state) if event.recipients else ""


@pytest.mark.parametrize(
    "text",
    [
        "Oslo said that its own raid was unlawful.",
        "Oslo said that Kigali's raid was not unlawful.",
        "Oslo asked whether Kigali's raid could be unlawful.",
    ],
    ids=["own", "denied", "asked"],
)
def test_what_judges_nobody_else_is_no_accusation(text: str, pipeline: Pipeline) -> None:
    """No ACCUSE comes out."""
    assert [e.anchor.text for e in events(pipeline, text) if e.type == "ACCUSE"] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Oslo said that Rwanda was one of the most repressive states.", ("ACCUSE", "NOR", "RWA")),
        ("Oslo said that Rwanda was failing to stop the smugglers.", ("ACCUSE", "NOR", "RWA")),
        ("Rwanda is lying, the Norwegian foreign minister said.", ("ACCUSE", "NOR", "RWA")),
        ("Kenya's main opposition party called the election a sham.", ("ACCUSE", "KEN", "")),
    ],
    ids=["modifier", "verb", "beside", "thing"],
)
def test_judgements_are_heard_in_other_forms(text: str, told: tuple[str, str, str], pipeline: Pipeline) -> None:
    """A word before a noun, a verb, words that stand first, and an act of rule without its doer."""
    assert told in {_told(e) for e in events(pipeline, text)}


@pytest.mark.parametrize(
    "text",
    [
        "Analysts said that Rwanda was failing to stop the smugglers.",
        "Oslo said that Rwanda would violate the treaty.",
        "Oslo criticised firms that ignore Rwanda.",
    ],
    ids=["observers", "future", "relative"],
)
def test_what_is_no_judgement_of_a_party_accuses_nobody(text: str, pipeline: Pipeline) -> None:
    """Observers hold opinions; what may come, or is told beside, is not judged."""
    assert not [e for e in events(pipeline, text) if e.rule.startswith("judge.")]


def test_one_act_of_judging_is_told_once(pipeline: Pipeline) -> None:
    """ "Called the raid a disgrace" is one accusation."""
    assert len([e for e in events(pipeline, "Oslo called Kigali's raid a disgrace.") if e.type == "ACCUSE"]) == 1
