"""Who is who: states, organisations, organs, armed groups and persons in office, each with its dates."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from legation.knowledge.roster_actors import Ambiguous, RoleNoun, Roster
from legation.knowledge.roster_files import codes_of, read_roster
from legation.knowledge.roster_names import Hit, NameForm
from legation.knowledge.roster_own import faults
from legation.knowledge.roster_persons import Person

__all__ = ["Ambiguous", "Hit", "NameForm", "Person", "RoleNoun", "Roster", "check", "load"]


@cache
def load(own: Path | None = None) -> Roster:
    """The roster that ships, with a user's own table over it; read once.

    Raises:
        KnowledgeError: a table is damaged; the message names file, line, value and remedy.
    """
    return read_roster(own)


def check(own: Path) -> list[str]:
    """Every fault of a user's own table, each with file, line, value and remedy; none, and it can be used."""
    shipped = load()
    return faults(own, codes_of(shipped.states, shipped.actors))
