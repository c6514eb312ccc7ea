"""Every code has a meaning in plain words."""

from __future__ import annotations

from typing import get_args

import pytest

from legation.document import Role
from legation.event import DateBasis, Measure, Status
from legation.knowledge import ontology
from legation.knowledge.meanings import all_meanings, meaning
from legation.place import PlacePrecision

CODES = {
    "type": tuple(ontology.load().types),
    "mode": tuple(f"{type_} {mode}" for type_, mode in ontology.load().modes),
    "kind": tuple(ontology.load().kinds),
    "sector": tuple(ontology.load().sectors),
    "quad": ("1", "2", "3", "4"),
    "status": get_args(Status),
    "date_basis": (*get_args(DateBasis), "person"),
    "place_precision": get_args(PlacePrecision),
    "role": get_args(Role),
    "measure": get_args(Measure),
    "ownership": ("state", "public", "private", "party"),
    "side": ("actor", "recipient", "third", "unknown"),
}


@pytest.mark.parametrize("of", CODES)
def test_every_code_has_a_meaning_and_no_other(of: str) -> None:
    """The codebook's tables and the table of meanings hold the same codes."""
    assert sorted(code for sort, code in all_meanings() if sort == of) == sorted(CODES[of])
    assert all(meaning(of, code) for code in CODES[of])


def test_what_is_no_code_means_nothing() -> None:
    """It is left empty, not guessed."""
    assert (meaning("kind", None), meaning("kind", "x"), meaning("x", "talks")) == ("", "", "")
