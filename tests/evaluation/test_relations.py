"""Known pairs are scored: by the events of their texts, and by the likeliest type of the marked pair."""

from __future__ import annotations

import pytest

from fakes.hands import event
from legation.evaluation.gold import Pair
from legation.evaluation.relations import likeliest, score_relations

PAIRS = (Pair("a", "SUPPORT"), Pair("b", "YIELD"), Pair("c", "AID"))


def test_a_type_among_the_events_counts() -> None:
    """Without marks, a row is found where any event has its type; RETREAT is YIELD."""
    coded = {"a": [event(), event(type="ACCUSE")], "b": [event(type="RETREAT")], "c": [event()]}
    found = score_relations(PAIRS, coded, {}).to_dict()["without_marks"]
    assert found == {"type_coded": 0.667, "events": 1.333}


def test_concede_and_retreat_add_up() -> None:
    """Their probabilities together may be the likeliest."""
    assert likeliest({"AID": 0.4, "CONCEDE": 0.35, "RETREAT": 0.25}) == ("YIELD", pytest.approx(0.6))
    assert likeliest({}) == ("", 0.0)


def test_marked_pairs_are_scored_by_type_quad_and_calibration() -> None:
    """AID for YIELD is a wrong type and the right quad; a pair without an answer is wrong."""
    answers = {"a": {"SUPPORT": 0.9, "NONE": 0.1}, "b": {"AID": 0.8, "RETREAT": 0.2}}
    found = score_relations(PAIRS, {}, answers)
    assert found.types.each == {"SUPPORT": 1, "AID": 0, "YIELD": 0}
    assert found.quads.each == {"1": 1, "2": pytest.approx(2 / 3)}
    assert (found.accuracy, found.none) == (pytest.approx(1 / 3), 0)
    assert found.calibration_error == pytest.approx((0.1 + 0.8) / 3)
