"""Gives the stops of one tour one identifier."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Final

from legation.coding.casting import states
from legation.errors import Unknown
from legation.event import Event
from legation.mention import Parse

TOUR_WORDS: Final = frozenset({"tour", "trip", "swing", "leg", "stop", "stopover", "voyage", "deployment", "journey", "whirlwind"})
"""Lemmas of reports that tell of more than one visit by a plan; "leg" and "stop" count only where a host is told too."""

STOP_KINDS: Final = frozenset({"official_visit", "tour", "port_call"})
"""Kinds of a promise that is a stop to come."""


def with_tours(events: tuple[Event, ...], parse: Parse) -> tuple[Event, ...]:
    """The events; visits by one traveller to two or more hosts, made or planned, get one `tour_id` where the report speaks of a tour."""
    if not any(t.lemma.lower() in TOUR_WORDS for s in parse.sentences for t in s.tokens):
        return events
    travellers: dict[str, list[int]] = {}
    for i, event in enumerate(events):
        if _is_stop(event):
            travellers.setdefault(_traveller(event), []).append(i)
    found = list(events)
    for name, stops in travellers.items():
        hosts = {s for i in stops for s in states(events[i].recipients) - states(events[i].actors)}
        if name and len(hosts) > 1:
            tour = hashlib.sha256(f"{events[stops[0]].document_id}\x00{name}".encode()).hexdigest()[:16]
            for i in stops:
                found[i] = replace(events[i], tour_id=tour)
    return tuple(found)


def _is_stop(event: Event) -> bool:
    """Whether the event is a visit with a host, or the promise of one."""
    if not event.recipients or event.background or event.role == "teaser" or event.status == "denied":
        return False
    if event.kind not in STOP_KINDS:
        return event.mode == "visit"
    return event.type == "CONSULT" or event.mode == "visit" or (event.type == "AGREE" and event.status == "planned")


def _traveller(event: Event) -> str:
    """Who travels: the first person or ship by identifier or name, else the state."""
    first = event.actors[0]
    for value in (first.id, first.name, first.state):
        if not isinstance(value, Unknown) and not value.startswith("state:"):
            return value
    return "" if isinstance(first.state, Unknown) else first.state
