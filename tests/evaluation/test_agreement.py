"""Krippendorff's alpha as its author prints it, and coders' events side by side."""

from __future__ import annotations

from typing import Any

import pytest

from legation.evaluation.agreement import agreement
from legation.evaluation.comparing import Compared, Marked, agreements, items

PUBLISHED = (
    (("0100000010", "1110010000"), 0.095),
    (("aabbdcccedda", "babbbcccedd" + "d"), 0.692),
    (("123321412...", "1233224125.3", ".3332342251.", "1233244125" + "1."), 0.743),
)
"""Observers' values, a sign each and a point where one is missing: examples A, B and C of Krippendorff (2011), for nominal data."""


def units(coders: tuple[str, ...]) -> list[list[str]]:
    """The values of each unit, those missing left out."""
    return [[value for value in unit if value != "."] for unit in zip(*coders, strict=True)]


@pytest.mark.parametrize(("coders", "alpha"), PUBLISHED)
def test_alpha_is_krippendorffs(coders: tuple[str, ...], alpha: float) -> None:
    """Two observers and binary values, two and five, four with values missing."""
    assert agreement([units(coders)]).alpha == pytest.approx(alpha, abs=5e-4)


def test_agreement_is_counted_and_has_an_interval() -> None:
    """The interval is drawn by a seed, the same each time, and holds alpha; one group alone has none."""
    groups = [[unit] for unit in units(PUBLISHED[1][0])]
    found = agreement(groups, seed=7)
    assert (found.units, found.percent) == (12, 0.75)
    assert found == agreement(groups, seed=7) != agreement(groups, seed=8)
    assert found.low is not None
    assert found.high is not None
    assert found.alpha is not None
    assert found.low < found.alpha < found.high
    assert agreement([units(PUBLISHED[1][0])]).low is None


def test_what_cannot_be_told_is_not() -> None:
    """Nothing to compare; one value throughout; one coder alone."""
    assert (agreement([]).alpha, agreement([]).percent) == (None, None)
    assert (agreement([[["a", "a"]], [["a", "a"]]]).alpha, agreement([[["a", "a"]]]).percent) == (None, 1.0)
    assert agreement([[["a"]], [[]]]).units == 0


def body(start: int, type_: str = "CONSULT", actor: str = "FRA", date: str | None = None) -> dict[str, Any]:
    """An event of three code points in a sentence of twenty."""
    first = start // 20 * 20
    return {
        "type": type_,
        "quad": 1,
        "status": "occurred",
        "date": {"value": date} if date else None,
        "anchor": {"start": start, "end": start + 3},
        "sentence": {"start": first, "end": first + 20},
        "actors": [{"state": actor}],
        "recipients": [],
    }


def test_events_of_one_act_stand_side_by_side() -> None:
    """By their words, else by sentence and type; each in one act; who has none is said, and what differs."""
    marks = (
        Marked(1, "Anne", body(3)),
        Marked(2, "Anne", body(25, "THREATEN")),
        Marked(3, "Bo", body(4, "ACCUSE", date="2024")),
        Marked(4, "Bo", body(12, "CONSULT")),
        Marked(5, "Bo", body(33, "THREATEN")),
    )
    found = items(Compared(("Anne", "Bo"), ((0, 20), (20, 40), (40, 60)), marks))
    assert [sorted(mark.key for mark in item.marks.values()) for item in found] == [[1, 3], [4], [2, 5]]
    assert [(item.differs, item.missing) for item in found] == [(("type", "date"), ()), (("event",), ("Anne",)), ((), ())]


def test_agreement_is_told_by_question() -> None:
    """Sentences with and without an event, and fields of acts that two coders have."""
    one = Compared(("Anne", "Bo"), ((0, 20), (20, 40)), (Marked(1, "Anne", body(3)), Marked(2, "Bo", body(3, actor="MLI"))))
    other = Compared(("Anne", "Bo"), ((0, 20),), (Marked(3, "Anne", body(3)),))
    found = agreements([one, other])
    assert {name: (told.units, told.percent) for name, told in found.items()} == {
        "event": (3, pytest.approx(2 / 3)),
        "type": (1, 1.0),
        "quad": (1, 1.0),
        "actors": (1, 0.0),
        "recipients": (1, 1.0),
        "status": (1, 1.0),
        "date": (1, 1.0),
    }
