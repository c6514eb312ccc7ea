"""Offices of one rank under several names: an "army chief" may be the Chief of Staff of one state and the Army Chief of another."""

from __future__ import annotations

from datetime import date

from legation.actor import Actor
from legation.knowledge.roster import Roster

ALSO_CALLED = {
    "Army Chief": ("Army Chief", "Army Commander", "Chief of Staff", "Chief of the General Staff", "Commander in Chief"),
    "Chief of Staff": ("Chief of Staff", "Chief of the General Staff", "Army Chief", "Chief of the Defense Staff"),
    "Chief of the General Staff": ("Chief of the General Staff", "Chief of Staff"),
    "Chief of the Defense Staff": ("Chief of the Defense Staff", "Chief of Defense Staff", "Armed Forces Chief", "Chief of the General Staff"),
    "Armed Forces Chief": (
        "Armed Forces Chief",
        "Chief of the Defense Staff",
        "Chief of the General Staff",
        "Chief of the Defense Forces",
        "Chief of the Defense Force",
        "Chairman of the Joint Chiefs",
        "Commander in Chief",
        "Chief of Staff",
        "Army Chief",
    ),
}
"""Names of the roster for the head of an army or of armed forces, the nearest in meaning first."""
REPRESENTATIVE = "Representative"
SPEAKER = "Speaker of Parliament"


def holder(roster: Roster, state: str, office: str, day: date | None) -> Actor | None:
    """Who holds the office of the state on the day, by whichever name the roster has it; None where it knows nobody."""
    found = (roster.holder(state, name, day) for name in ALSO_CALLED.get(office, (office,)))
    return next((actor for actor in found if actor is not None), None)
