"""Gives the stops of one tour one identifier."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from legation.coding.casting import states
from legation.errors import Unknown
from legation.event import Event
from legation.mention import Parse

TOUR_WORDS = frozenset({"tour", "trip"})


def with_tours(events: tuple[Event, ...], parse: Parse) -> tuple[Event, ...]:
    """The events; visits by one traveller to two or more hosts get one `tour_id` where the report speaks of a tour."""
    if not any(t.lemma in TOUR_WORDS for s in parse.sentences for t in s.tokens):
        return events
    travellers: dict[str, list[int]] = {}
    for i, event in enumerate(events):
        if event.mode == "visit" and event.recipients and not event.background and event.role != "teaser":
            travellers.setdefault(_traveller(event), []).append(i)
    found = list(events)
    for name, stops in travellers.items():
        hosts = {s for i in stops for s in states(events[i].recipients)}
        if name and len(hosts) > 1:
            tour = hashlib.sha256(f"{events[stops[0]].document_id}\x00{name}".encode()).hexdigest()[:16]
            for i in stops:
                found[i] = replace(events[i], tour_id=tour)
    return tuple(found)


def _traveller(event: Event) -> str:
    first = event.actors[0]
    return first.name if not isinstance(first.name, Unknown) else "" if isinstance(first.state, Unknown) else first.state
