"""The relation head's answers."""

from __future__ import annotations

import pytest

import legation
from legation.coding import relating
from legation.errors import InputError
from legation.knowledge import ontology
from legation.relation import NONE, Question
from legation.span import Span


def asked(text: str, actor: str, recipient: str | None) -> Question:
    """The question about two stretches of a text, given as their words."""
    spans = [None if words is None else Span(text.index(words), text.index(words) + len(words)) for words in (actor, recipient)]
    assert spans[0] is not None
    return Question("q", "f:1", text, spans[0], spans[1], {})


@pytest.mark.parametrize(
    ("text", "actor", "recipient", "type_", "status"),
    [
        ("Estonia expelled two Russian diplomats on Monday.", "Estonia", "two Russian diplomats", "SANCTION", "occurred"),
        ("Two Russian diplomats were expelled by Estonia on Monday.", "Estonia", "Two Russian diplomats", "SANCTION", "occurred"),
        ("Rebels shelled the airport, killing six soldiers.", "Rebels", "the airport", "ASSAULT", "occurred"),
        ("The army denied that it had shelled the village.", "The army", "the village", "ASSAULT", "denied"),
        ("Peru's president will visit Chile next week.", "Peru's president", "Chile", "AGREE", "planned"),
        ("Kenya sent rice and medicine to Somalia after the flood.", "Kenya", "Somalia", "AID", "occurred"),
    ],
)
def test_answers(text: str, actor: str, recipient: str, type_: str, status: str) -> None:
    """Plain sentences of each sort are answered rightly."""
    found = relating.load().relate(asked(text, actor, recipient))
    assert (found.type, found.status) == (type_, status)


def test_who_does_it_matters() -> None:
    """The one acted upon does nothing to the one who acts."""
    text = "Estonia expelled two Russian diplomats on Monday."
    found = relating.load().relate(asked(text, "two Russian diplomats", "Estonia"))
    assert (found.type, found.quad, found.status) == (NONE, None, None)


def test_probabilities_cover_every_type_and_add_up() -> None:
    """16 types and NONE; the answer is the likeliest."""
    found = relating.load().relate(asked("Kenya sent rice to Somalia.", "Kenya", "Somalia"))
    assert set(found.probabilities) == {*ontology.load().types, NONE}
    assert sum(found.probabilities.values()) == pytest.approx(1, abs=0.002)
    assert max(found.probabilities, key=lambda t: found.probabilities[t]) == found.type


def test_the_python_face() -> None:
    """`legation.load().relate(text, actor, recipient)`; a stretch outside the text is refused."""
    pipeline = legation.load()
    assert pipeline.relate("Kenya sent rice to Somalia.", (0, 5), (19, 26)).type == "AID"
    with pytest.raises(InputError):
        pipeline.relate("Kenya sent rice to Somalia.", (0, 5), (19, 260))
