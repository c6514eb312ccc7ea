"""Which events tell of one act: those that share an entry key."""

from __future__ import annotations

import hashlib
import re

from legation.errors import Unknown
from legation.event import Event, known
from legation.participant import Participant

_ONE_DAY = re.compile(r"\d{4}-\d{2}-\d{2}$")


def entry_key(event: Event, lemma: str, text_digest: str) -> str:
    """What an event must share with another to be the same act; the same in whatever order they arrive.

    Conservative in this version. Events of a known single day join on type, status, actors, recipients, place and the anchor's lemma. Others join
    only in exact copies of a report: on the text, the anchor and the date. Leads of other stories never join with events.
    """
    date = None if isinstance(event.date, Unknown) else event.date.value
    parts: list[str] = ["lead" if event.role == "teaser" else "told", event.type, event.status, date or ""]
    who = sorted(map(_who, event.actors)), sorted(map(_who, event.recipients))
    if date and _ONE_DAY.match(date) and all(known(p.state) or known(p.name) for p in event.actors):
        place = None if isinstance(event.place, Unknown) else event.place.place.state
        parts += ["act", lemma, place or "", *who[0], "->", *who[1]]
    else:
        parts += ["copy", text_digest, str(event.anchor.span.start), str(event.anchor.span.end)]
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "replace")).hexdigest()[:24]


def _who(participant: Participant) -> str:
    """The state; for those without one, or of none, the name."""
    state = known(participant.state)
    return state if state and state != "NSA" else f"{state}:{known(participant.name) or participant.mention.text.casefold()}"
