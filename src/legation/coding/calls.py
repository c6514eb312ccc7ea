"""When a ship came to a port and when it left: arrivals, stays and leavings of one report joined to one port call."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from legation.coding import ports
from legation.coding.afloat import Afloat
from legation.coding.binding import moment_of
from legation.coding.casting import states
from legation.coding.frames import Frames
from legation.coding.matching import Match
from legation.errors import Unknown
from legation.event import Call, Event, EventDate, Quote
from legation.knowledge.lexicon import Lexicon, Sense
from legation.mention import Parse
from legation.moment import MomentMention
from legation.place import PlaceMention
from legation.sentence import Sentence, Token
from legation.stages import Grounding
from legation.vessel import Vessel

PREDICATE: Final = Sense("leave", "", "V", (), "CONSULT", "visit", "port_call", "042", None, (("subj",),), (), "", "", "leave.V")
"""The sense that a leaving is asked with: it has a day, and is no event of its own."""

POINTING: Final = frozenset({"it", "they", "she", "which", "that"})
STAYING: Final = frozenset({"stay", "remain", "be", "lie", "visit"})
UNTIL: Final = ("until", "till", "through")
LYING: Final = frozenset({"moor", "dock", "berth", "anchor", "tie", "lie", "stay", "anchorage"})
"""What a ship that has come before does too: "is moored", "was seen docked" tell no arrival."""

NEXT_TO: Final = re.compile(r",?\s*(?:on|in|late|early)?\s*")
"""What may stand between a port and the day that belongs to it."""

VAGUE: Final = re.compile(r"\b(?:week|weekend|month|year|decade|early|late|later|mid|days)\b", re.IGNORECASE)
"""Words of an expression of several days that names no beginning and no end."""

_DAY = 10
_REACH = 3
"""Sentences after a call in which "it left" still means its ship."""


@dataclass(slots=True)
class _Stay:
    """A port call while it is put together."""

    event: Event
    sentence: int
    leaving_told: bool
    arrival: EventDate | None = None
    leaving: EventDate | None = None


def with_calls(events: tuple[Event, ...], parse: Parse, grounding: Grounding, lexicon: Lexicon, afloat: Afloat) -> tuple[Event, ...]:
    """The events; port calls with arrival and leaving, an arrival and the leaving from the same port as one. Leavings of nowhere are left out."""
    if not any(e.kind == "port_call" for e in events):
        return events
    calls = Calls(parse, grounding, lexicon, afloat)
    return calls.complete(events)


class Calls:
    """The port calls of one report."""

    def __init__(self, parse: Parse, grounding: Grounding, lexicon: Lexicon, afloat: Afloat) -> None:
        self._parse = parse
        self._moments = grounding.moments
        self._lexicon = lexicon
        self._afloat = afloat

    def complete(self, events: tuple[Event, ...]) -> tuple[Event, ...]:
        """The events with their calls."""
        stays = [s for e in events if e.kind == "port_call" and (s := self._stay(e)) is not None]
        for sentence in self._parse.sentences:
            for day, vessel, place in self._ends(sentence):
                self._end(stays, sentence, day, vessel, place)
        kept = _merged(stays)
        done = {s.event.event_id: replace(s.event, call=Call(s.arrival, s.leaving)) for s in kept}
        gone = {s.event.event_id for s in stays} - set(done)
        return tuple(done.get(e.event_id, e) for e in events if e.event_id not in gone)

    def _stay(self, event: Event) -> _Stay | None:
        sentence = self._parse.sentence_at(event.anchor.span.start)
        token = sentence.token_at(event.anchor.span.start) if sentence else None
        if sentence is None or token is None:
            return None
        frames = self._frames(sentence)
        leaving = ports.is_leaving(Match(token, PREDICATE, None, frozenset()), frames)
        stay = _Stay(event, sentence.index, leaving)
        told = event.date if isinstance(event.date, EventDate) and event.date.basis == "expression" else self._beside(event.place)
        if told is not None:
            stay.arrival, stay.leaving = _split(told) if _is_stay(told) else (None, told) if leaving else (told, None)
        if _lies(token, sentence) and stay.leaving is None:
            stay.arrival = None
        return stay

    def _beside(self, place: PlaceMention | Unknown) -> EventDate | None:
        """The day told right behind the port's name ("after leaving Toulon on Saturday")."""
        if isinstance(place, Unknown):
            return None
        sentence, end = self._parse.sentences[place.mention.sentence], place.mention.span.end
        for moment in self._moments:
            between = sentence.text[end - sentence.span.start : moment.mention.span.start - sentence.span.start]
            if moment.mention.sentence == sentence.index and moment.mention.span.start >= end and NEXT_TO.fullmatch(between):
                return _date_of(moment)
        return None

    def _frames(self, sentence: Sentence) -> Frames:
        return Frames(sentence, self._lexicon, self._afloat.words(sentence))

    def _ends(self, sentence: Sentence) -> Iterator[tuple[EventDate, Vessel | None, str | None]]:
        """Days on which ships leave, each with the ship (None: the one told of last) and the port that the words tell."""
        frames = self._frames(sentence)
        for token in sentence.tokens:
            if token.upos != "VERB":
                continue
            match = Match(token, PREDICATE, None, frozenset())
            stays = token.lemma in STAYING
            if not stays and not ports.is_leaving(match, frames):
                continue
            subject = self._subject(token, frames)
            moment = self._until(token, sentence) if stays else moment_of(match, sentence, self._moments)
            day = _date_of(moment)
            if subject is None or day is None:
                continue
            place = ports.place_of(match, "port_call", frames, (), ())
            yield day, subject[0], place.place.locode if not isinstance(place, Unknown) else None

    def _subject(self, token: Token, frames: Frames) -> tuple[Vessel | None] | None:
        """The ship that does it; (None,) for a pronoun; None where no ship does."""
        for subject in frames.slot(token, "subj"):
            vessel = self._afloat.at(frames.sentence, subject)
            if vessel is not None:
                return (vessel,)
            if subject.lemma.lower() in POINTING or frames.is_one_of(subject, self._lexicon.classes.get("ship", frozenset())):
                return (None,)
        return None

    def _until(self, token: Token, sentence: Sentence) -> MomentMention | None:
        """The day after "until" that hangs on the verb."""
        for moment in self._moments:
            if moment.mention.sentence != sentence.index:
                continue
            before = sentence.text[: moment.mention.span.start - sentence.span.start].rstrip().lower()
            said = moment.mention.text.lower().startswith(UNTIL) or before.endswith(UNTIL)
            if said and token in (sentence.tokens[moment.mention.head], *sentence.ancestors(sentence.tokens[moment.mention.head])):
                return moment
        return None

    def _end(self, stays: list[_Stay], sentence: Sentence, day: EventDate, vessel: Vessel | None, place: str | None) -> None:
        """Gives the leaving to the last call before it of the same ship."""
        for stay in reversed(stays):
            if stay.sentence > sentence.index or sentence.index - stay.sentence > (_REACH if vessel is None or not vessel.name else 99):
                continue
            if day.quote is None or stay.event.anchor.span.start > day.quote.span.start or not _same_ship(stay.event, vessel):
                continue
            if place is not None and _locode(stay.event) not in (None, place):
                continue
            if stay.leaving is None and (stay.arrival is None or stay.arrival.quote != day.quote):
                stay.leaving = day
            return


def _merged(stays: list[_Stay]) -> list[_Stay]:
    """Without leavings that another call of the same ship at the same port takes in, and without those that tell no port."""
    kept: list[_Stay] = []
    for stay in stays:
        known = isinstance(stay.event.place, Unknown) and not stay.event.recipients
        before = next((k for k in kept if _one_call(k, stay)), None) if stay.leaving_told else None
        if before is not None:
            before.leaving = before.leaving or stay.leaving
            before.event = replace(before.event, repeats=(*before.event.repeats, stay.event.anchor, *stay.event.repeats))
        elif not (_at_home(stay.event) or (stay.leaving_told and known)):
            kept.append(stay)
    return kept


def _one_call(one: _Stay, other: _Stay) -> bool:
    """Whether a leaving ends the call: the same ship, the same port or none told, the same kind of block, not before the arrival."""
    if one.event.role != other.event.role or one.event.background != other.event.background:
        return False
    if not any(_same_ship(one.event, v) for v in other.event.vessels or (None,)):
        return False
    here, there = one.event.place, other.event.place
    same = isinstance(there, Unknown) or (not isinstance(here, Unknown) and here.place.name == there.place.name)
    return same and (one.arrival is None or other.leaving is None or one.arrival.value <= other.leaving.value)


def _same_ship(event: Event, vessel: Vessel | None) -> bool:
    """Whether the event may be of the ship; None is the one told of last."""
    if vessel is None or not event.vessels:
        return True
    if vessel.name or vessel.hull_number:
        return any((v.name, v.hull_number) == (vessel.name, vessel.hull_number) or v.name == vessel.name != "" for v in event.vessels)
    return any(vessel.flag in (None, v.flag) for v in event.vessels)


def _at_home(event: Event) -> bool:
    """Whether the port is one of the ship's own state: no call between states."""
    return not isinstance(event.place, Unknown) and states(event.actors) == {event.place.place.state}


def _locode(event: Event) -> str | None:
    return None if isinstance(event.place, Unknown) else event.place.place.locode


def _lies(token: Token, sentence: Sentence) -> bool:
    """Whether the ship lies there and had come before: "is moored", "seen docked", "at anchor"."""
    if token.lemma.lower() not in LYING:
        return False
    if sentence.children(token, "aux:pass", "cop") or token.upos == "NOUN" or token.lemma == "stay":
        return True
    return token.relation in ("acl", "xcomp", "amod", "advcl", "dep") and not token.text.lower().endswith("ing")


def _is_stay(date: EventDate) -> bool:
    """Whether an expression gives both ends of a stay ("from 12 to 15 May"), which "next week" does not."""
    return "/" in date.value and date.precision == "interval" and date.quote is not None and not VAGUE.search(date.quote.text)


def _split(date: EventDate) -> tuple[EventDate | None, EventDate | None]:
    """Arrival and leaving of a stay "from 12 to 15 May"."""
    first, _, last = date.value.partition("/")
    ends = tuple(replace(date, value=v, precision="day") if len(v) == _DAY else None for v in (first, last))
    return ends[0], ends[1]


def _date_of(moment: MomentMention | None) -> EventDate | None:
    """The day of an expression; of "until Friday" its end."""
    if moment is None or moment.moment.value is None:
        return None
    value = moment.moment.value.removeprefix("../")
    if "/" in value:
        return None
    precision = "day" if len(value) == _DAY else moment.moment.precision
    return EventDate(value, precision, "expression", Quote(moment.mention.span, moment.mention.text))
