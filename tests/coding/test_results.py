"""A deed and what came of it are one act; a demand with "or" threatens."""

from __future__ import annotations

import pytest

from legation.pipeline import Pipeline, document_of


@pytest.mark.parametrize(
    ("text", "anchor", "repeats"),
    [
        ("The Russian strikes killed five people in Kharkiv.", "strikes", ["killed"]),
        ("Gunmen from the M23 rebel group opened fire on a Congolese convoy, killing six soldiers.", "opened", ["killing"]),
        ("Israel carried out air strikes on Beirut, killing nine people.", "strikes", ["killing"]),
        ("Israeli troops attacked a village in Lebanon and killed two farmers.", "attacked", ["killed"]),
    ],
)
def test_a_deed_and_its_result_are_one_act(text: str, anchor: str, repeats: list[str], pipeline: Pipeline) -> None:
    """The deed's words are the anchor, the result's are a repeat."""
    events = [e for e in pipeline.code(document_of(text, date="2026-05-14")).events if e.type == "ASSAULT"]
    assert [(e.anchor.text, [r.text for r in e.repeats]) for e in events] == [(anchor, repeats)]


def test_another_doer_does_another_act(pipeline: Pipeline) -> None:
    """What somebody else answers with is an act of its own."""
    text = "Russia shelled Kharkiv. Ukraine killed five soldiers in Belgorod."
    events = pipeline.code(document_of(text, date="2026-05-14")).events
    assert [str(e.actors[0].state) for e in events if e.type == "ASSAULT"] == ["RUS", "UKR"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("France urged Chad to free the crew or face sanctions.", ("restrict", "FRA", "TCD")),
        ("France urged Chad to free the crew or face an attack.", ("violence", "FRA", "TCD")),
    ],
    ids=["sanctions", "force"],
)
def test_or_else_threatens(text: str, expected: tuple[str, str, str], pipeline: Pipeline) -> None:
    """What comes if a demand is not met is a threat beside the demand."""
    events = pipeline.code(document_of(text, date="2026-05-14")).events
    assert "REQUEST" in {e.type for e in events}
    assert [(e.mode, str(e.actors[0].state), str(e.recipients[0].state)) for e in events if e.type == "THREATEN"] == [expected]


def test_and_does_not_threaten(pipeline: Pipeline) -> None:
    """What is asked together with something else is no threat."""
    events = pipeline.code(document_of("France urged Chad to free the crew and face the court.", date="2026-05-14")).events
    assert "THREATEN" not in {e.type for e in events}
