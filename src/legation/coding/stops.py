"""Stops that a sentence tells after the first without a verb of their own: "in Riyadh on Monday, Doha on Tuesday and Muscat on Wednesday"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from legation.coding import ports
from legation.coding.casting import PLACE_CONFIDENCE, states, usable
from legation.errors import Unknown
from legation.event import Event, EventDate, Quote
from legation.moment import MomentMention
from legation.participant import Cast, Participant
from legation.place import PlaceMention
from legation.span import Span
from legation.stages import Grounding

TO_NEXT: Final = re.compile(
    r"\s*(?:,|;)?\s*(?:and\s+|then\s+|and then\s+|before\s+)?(?:to\s+|at\s+|in\s+)?(?:the\s+|port of\s+|the port of\s+)*", re.IGNORECASE
)
"""What may stand between the day of one stop and the place of the next."""

TO_DAY: Final = re.compile(r"(?:,\s*[A-Z][\w .]+?,?)?\s*,?\s*\(?(?:on|in|from)?\s*", re.IGNORECASE)
"""What may stand between the place of a stop and its day; its state between commas too."""

STOPS: Final = frozenset({"official_visit", "tour", "port_call", None})


def with_stops(events: Iterable[tuple[Event, str]], cast: Cast, grounding: Grounding) -> list[tuple[Event, str]]:
    """The events of a sentence; a visit that goes on to places with days of their own is followed by an event for each, anchored at the place."""
    found: list[tuple[Event, str]] = []
    for event, lemma in events:
        further = list(_further(event, cast, grounding)) if _is_visit(event) else []
        hosts = {s for e in further for s in states(e.recipients)}
        own = tuple(r for r in event.recipients if r.state not in hosts)
        found.append((replace(event, recipients=own) if own else event, lemma))
        found += [(e, lemma) for e in further]
    return found


def _is_visit(event: Event) -> bool:
    return (event.mode == "visit" or (event.type == "AGREE" and event.status == "planned")) and event.kind in STOPS


def _further(event: Event, cast: Cast, grounding: Grounding) -> Iterator[Event]:
    """The stops after the one that the event has: pairs of a place and a day that follow its own pair without a gap."""
    if isinstance(event.date, Unknown) or event.date.quote is None:
        return
    start, text = event.sentence.span.start, event.sentence.text
    at = event.date.quote.span.end
    while True:
        place = next((p for p in grounding.places if _follows(p.mention.span, at, text, start, TO_NEXT) and p.mention.kind != "nationality"), None)
        if place is None or not event.anchor.span.end <= place.mention.span.start:
            return
        moment = next((m for m in grounding.moments if _follows(m.mention.span, place.mention.span.end, text, start, TO_DAY)), None)
        if moment is None or moment.moment.value is None:
            return
        at = moment.mention.span.end
        yield _stop(event, place, moment, cast)


def _follows(span: Span, at: int, text: str, start: int, between: re.Pattern[str]) -> bool:
    return at <= span.start < start + len(text) and between.fullmatch(text[at - start : span.start - start]) is not None


def _stop(event: Event, place: PlaceMention, moment: MomentMention, cast: Cast) -> Event:
    """The event of a further stop."""
    here = usable(p for p in cast.participants if p.mention.span == place.mention.span)
    hosts = here or ((_holder(place),) if place.place.state else ())
    quote = Quote(moment.mention.span, moment.mention.text)
    date = EventDate(moment.moment.value or "", moment.moment.precision, "expression", quote)
    where = ports.with_locode(place) if event.kind == "port_call" else place
    return replace(event, anchor=Quote(place.mention.span, place.mention.text), recipients=hosts, date=date, place=where, repeats=())


def _holder(place: PlaceMention) -> Participant:
    unknown = Unknown("not_in_roster")
    return Participant(place.mention, unknown, place.place.state or unknown, "UNK", ("UNK",), unknown, unknown, "place", PLACE_CONFIDENCE)
