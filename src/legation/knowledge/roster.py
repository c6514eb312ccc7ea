"""Who is who: states, organisations, organs, armed groups and persons in office, each with its dates."""

from __future__ import annotations

from functools import cache

from legation.knowledge.roster_actors import Ambiguous, Person, RoleNoun, Roster
from legation.knowledge.roster_files import read_roster
from legation.knowledge.roster_names import Hit, NameForm

__all__ = ["Ambiguous", "Hit", "NameForm", "Person", "RoleNoun", "Roster", "load"]


@cache
def load() -> Roster:
    """The roster that ships, read once.

    Raises:
        KnowledgeError: a table is damaged; the message names file, line, value and remedy.
    """
    return read_roster()
