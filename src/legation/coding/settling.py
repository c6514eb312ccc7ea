"""Where acts happened that their own sentence does not place: at the talks that they belong to, where the report's violence is, at home."""

from __future__ import annotations

from dataclasses import replace

from legation.coding.casting import states
from legation.coding.phrases import MEETING, SAID
from legation.errors import Unknown
from legation.event import Event
from legation.place import PlaceMention

SCENE = frozenset({"ASSAULT", "COERCE", "PROTEST"})
"""Types of acts that a report of violence tells one after another from one scene."""

HOME = frozenset({"AID", "ASSAULT", "COERCE", "PROTEST", "RETREAT", "SANCTION"})
"""Types that are done at home when all who take part are of one state."""

HARMLESS = frozenset({"CVL", "COP", "EDU", "JRN", "LAB", "MED", "REL", "SOC"})
"""Sectors that violence finds at home."""

LAWLESS = frozenset({"REB", "UAF", "CRM", "UNK", "SEP"})
"""Sectors of those who have no home that counts."""

RULED = frozenset({"arrest", "ban", "censor", "curfew", "martial-law", "deport"})
"""Modes of what authorities do in their own land, whoever suffers it."""

AUTHORITIES = frozenset({"GOV", "COP", "JUD", "LEG"})


def settled(events: list[Event], places: tuple[PlaceMention, ...]) -> list[Event]:
    """The events, those without a place given the one that the rest of the report tells."""
    return [_at_home(e, places) for e in _at_the_scene(at_talks(events))]


def _at_the_scene(events: list[Event]) -> list[Event]:
    """Acts of violence without a place given that of the nearest before, else after, among the same states, where all news of it lie in one."""
    scene = [e for e in events if e.type in SCENE and not e.background and isinstance(e.place, PlaceMention)]
    if len({e.place.place.state for e in scene if isinstance(e.place, PlaceMention)}) != 1:
        return events
    return [_on_scene(e, scene) if _may_join(e) else e for e in events]


def _may_join(event: Event) -> bool:
    return event.type in SCENE and isinstance(event.place, Unknown) and not event.background and event.status == "occurred"


def _on_scene(event: Event, scene: list[Event]) -> Event:
    sides = _sides(event)
    alike = [e for e in scene if _sides(e) & sides or not sides]
    before = [e for e in alike if e.anchor.span <= event.anchor.span]
    nearest = max(before, key=lambda e: e.anchor.span) if before else min(alike, key=lambda e: e.anchor.span, default=None)
    if nearest is None or not isinstance(nearest.place, PlaceMention):
        return event
    home = _home(event)
    return event if home and home != nearest.place.place.state else replace(event, place=nearest.place)


def _at_home(event: Event, places: tuple[PlaceMention, ...]) -> Event:
    """An act of force, restraint or protest within one state, or a court's, in that state: at the nearest mention of the state."""
    home = _home(event) if isinstance(event.place, Unknown) else None
    if home is None:
        return event
    named = [p for p in places if p.place.state == home and p.place.precision == "country"]
    inside = [p for p in named if event.sentence.span.contains(p.mention.span)]
    before = [p for p in named if p.mention.span.end <= event.sentence.span.start]
    nearest = inside[:1] or before[-1:] or named[:1]
    return replace(event, place=nearest[0]) if nearest else event


def _home(event: Event) -> str | None:
    """The state in which the act can only have been done, by who does it to whom."""
    doers, sectors = states(event.actors) - {"NSA"}, {p.sector for p in event.actors}
    sufferers = states(event.recipients)
    if "IGO" in sectors or event.type not in HOME:
        return None
    if sectors <= LAWLESS and not doers and event.type == "ASSAULT" and {p.sector for p in event.recipients} <= HARMLESS:
        return next(iter(sufferers - {"NSA"})) if len(sufferers) == 1 and sufferers != {"NSA"} else None
    if len(doers) != 1:
        return None
    (home,) = doers
    court = sectors == {"JUD"} and event.type in ("COERCE", "SANCTION")
    ruled = event.type == "COERCE" and event.mode in RULED and sectors <= AUTHORITIES
    among = _sides(event) == {home} and (event.type == "PROTEST" or bool(event.recipients))
    return home if court or ruled or among else None


def _sides(event: Event) -> frozenset[str]:
    return states(event.actors) | states(event.recipients)


def at_talks(events: list[Event]) -> list[Event]:
    """Events with the venue of a report's meetings given to what those who met say or agree together without a place of their own.

    Only where all meetings of the report that have a place have it in one state, and the act is theirs: it is news, its day is no other than
    the meeting's, and the states of both its sides and its actors' sectors met, or its actor is the body that met.
    """
    meetings = [e for e in events if e.type == "CONSULT" and e.status == "occurred" and not e.background and isinstance(e.place, PlaceMention)]
    venues = {e.place.place.state for e in meetings if isinstance(e.place, PlaceMention)}
    if len(venues) != 1:
        return events
    bodies = states(p for e in events for p in (*e.actors, *e.recipients) if p.sector == "IGO")
    return [_moved(e, meetings, bodies) if isinstance(e.place, Unknown) else e for e in events]


def _moved(event: Event, meetings: list[Event], bodies: frozenset[str]) -> Event:
    """The event at the venue of the first meeting that it belongs to."""
    if event.background or event.type not in SAID | {"CONSULT"} or event.role not in ("lead", "body", "headline"):
        return event
    for meeting in meetings:
        if _same_day(event, meeting) and (_by_the_body(event, meeting, bodies) or _among(event, meeting)):
            return replace(event, place=meeting.place)
    return event


def _by_the_body(event: Event, meeting: Event, bodies: frozenset[str]) -> bool:
    """Whether the actor is a body of states that met by itself ("the Union's ministers met in Riga. They urged Chad")."""
    met = states(meeting.actors) | states(meeting.recipients)
    return len(met) == 1 and met <= bodies and states(event.actors) == met


def _among(event: Event, meeting: Event) -> bool:
    """Whether those who met do together what is done among them."""
    met, sides = (*meeting.actors, *meeting.recipients), states(event.actors) | states(event.recipients)
    together = event.type in MEETING and len(sides) > 1 and sides <= states(met)
    return together and {p.sector for p in event.actors} <= {p.sector for p in met}


def _same_day(event: Event, meeting: Event) -> bool:
    one, other = event.date, meeting.date
    return isinstance(one, Unknown) or isinstance(other, Unknown) or one.basis == "publication" or one.value == other.value
