"""Numbers of states in the lists that political science uses: Correlates of War, and Gleditsch and Ward (1999)."""

from __future__ import annotations

from functools import cache
from typing import Final

from legation.knowledge import roster
from legation.knowledge.tables import data_file, rows

COLUMNS: Final = ("code", "gw", "name", "note")


def cow(code: str) -> int | None:
    """The Correlates of War number of a state ("CUB" is 40); None where it has none."""
    state = roster.load().states.get(code)
    return None if state is None else state.cow


def gleditsch_ward(code: str) -> int | None:
    """The Gleditsch-Ward number of a state: its own where the two lists differ (`data/roster/gleditsch_ward.tsv`), else the COW number."""
    return _own().get(code, cow(code))


@cache
def _own() -> dict[str, int]:
    return {row["code"]: int(row["gw"]) for _, row in rows(data_file("roster", "gleditsch_ward.tsv"), COLUMNS)}
