"""Numbers of states in the lists of political science."""

from __future__ import annotations

import pytest

from legation.knowledge import roster
from legation.knowledge.roster_numbers import COLUMNS, cow, gleditsch_ward
from legation.knowledge.tables import data_file, rows


@pytest.mark.parametrize(
    ("code", "war", "ward"), [("CUB", 40, 40), ("DEU", 255, 260), ("YEM", 679, 678), ("SRB", 345, 340), ("TON", 955, 972), ("TWN", 713, 713)]
)
def test_both_lists_number_a_state(code: str, war: int, ward: int) -> None:
    """The lists agree but for a few states."""
    assert (cow(code), gleditsch_ward(code)) == (war, ward)


def test_no_state_has_no_number() -> None:
    """What is no state has none in either list."""
    assert (cow("UNO"), gleditsch_ward("UNO")) == (None, None)


def test_every_own_number_differs_and_names_its_state() -> None:
    """A row stands only where the two lists differ, under the roster's name."""
    for _, row in rows(data_file("roster", "gleditsch_ward.tsv"), COLUMNS):
        assert roster.load().states[row["code"]].name == row["name"]
        assert int(row["gw"]) != cow(row["code"])
