"""Ships in the frames of acts: which words name one, and which ships an act is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from legation.coding.frames import Frames
from legation.coding.matching import Match
from legation.errors import Unknown
from legation.participant import Cast, Participant
from legation.sentence import Sentence, Token
from legation.span import Span
from legation.stages import Grounding
from legation.vessel import Vessel

PHRASAL = frozenset({"nsubj", "obj", "iobj", "obl", "nmod", "appos", "compound", "flat", "conj", "nummod"})
"""Arcs between a ship's words and the act that it takes part in."""


OFFICEHOLDER = "officeholder"
"""The word by which a row of the lexicon asks for a person in office, however he is named."""

IN_OFFICE = frozenset({"GOV", "LEG", "MIL", "IGO", "SPY", "REL"})
PERSONAL = frozenset({"person", "role", "pronoun"})


class Afloat:
    """The ships and the persons in office of one report."""

    def __init__(self, cast: Cast) -> None:
        self._vessels = cast.vessels
        self._people = [p for p in cast.participants if p.sector in IN_OFFICE and p.mention.kind in PERSONAL and not isinstance(p.office, Unknown)]

        self._named = {v.name: v for v in cast.vessels if v.name}
        self._pointing = [p for p in cast.participants if p.mention.kind == "pronoun" and p.name in self._named]

    def words(self, sentence: Sentence) -> Mapping[int, frozenset[str]]:
        """By token of a ship's words: the nouns by which rows of the lexicon may ask for it; by head of whom holds an office, "officeholder"."""
        found: dict[int, frozenset[str]] = {}
        for vessel in self._vessels:
            if vessel.mention.sentence != sentence.index:
                continue
            for token in sentence.tokens:
                if vessel.mention.span.contains(token.span):
                    found[token.index] = _nouns(vessel)
        for participant in self._pointing:
            if participant.mention.sentence == sentence.index:
                found[participant.mention.head] = _nouns(self._named[str(participant.name)])
        for participant in self._people:
            if participant.mention.sentence == sentence.index:
                head = participant.mention.head
                found[head] = found.get(head, frozenset()) | {OFFICEHOLDER}
        return found

    def ashore(self, grounding: Grounding) -> Grounding:
        """The grounding without the places and days that a ship's name or number looks like ("HMAS Sydney", "hull number 2012")."""
        names = [span for v in self._vessels if (span := _name_span(v)) is not None]
        places = tuple(p for p in grounding.places if not any(p.mention.span.overlaps(n) for n in names))
        moments = tuple(m for m in grounding.moments if not any(m.mention.span.overlaps(n) for n in names))
        return replace(grounding, places=places, moments=moments)

    def at(self, sentence: Sentence, token: Token) -> Vessel | None:
        """The ship whose words hold the token."""
        here = (v for v in self._vessels if v.mention.sentence == sentence.index)
        return next((v for v in here if v.mention.span.contains(token.span)), None)


def _nouns(vessel: Vessel) -> frozenset[str]:
    """The nouns by which a row may ask for the ship."""
    return frozenset({"ship", "vessel", *vessel.vessel_type.split(" ")[-1:], *(("warship",) if vessel.military else ())} - {""})


def vessels_of(match: Match, frames: Frames, cast: Cast, people: tuple[Participant, ...]) -> tuple[Vessel, ...]:
    """Ships that act or are acted upon, each once: by a participant's words, or by arcs that cross no other clause."""
    sentence, spans = frames.sentence, [p.mention.span for p in people]
    heads = {match.head.index, *([match.light.index] if match.light else [])}
    heads |= {t.index for slot in ("subj", "obj") for t in frames.slot(match.head, slot)}
    found: dict[tuple[str, str, str], Vessel] = {}
    for vessel in cast.vessels:
        if vessel.mention.sentence != sentence.index:
            continue
        if any(s.overlaps(vessel.mention.span) for s in spans) or _hangs_on(vessel, heads, sentence):
            key = (vessel.name, vessel.hull_number, "" if vessel.name else f"{vessel.vessel_type} {vessel.flag}")
            found.setdefault(key, vessel)
    named = {v.name: v for v in cast.vessels if v.name}
    for person in people:
        told = named.get(person.name) if person.mention.kind == "pronoun" and isinstance(person.name, str) else None
        if told is not None and not any(v.name == told.name for v in found.values()):
            found[told.name, told.hull_number, ""] = replace(told, mention=person.mention)
    return tuple(found.values())


def _hangs_on(vessel: Vessel, heads: set[int], sentence: Sentence) -> bool:
    """Whether only phrases stand between the ship and the act."""
    current = sentence.tokens[vessel.mention.head]
    while current.index not in heads:
        governor = sentence.head(current)
        if governor is None or current.relation not in PHRASAL or (current.relation == "conj" and current.upos == "VERB"):
            return False
        current = governor
    return True


def _name_span(vessel: Vessel) -> Span | None:
    """The name and number of the ship in its mention, None where these do not stand there."""
    span, text = vessel.mention.span, vessel.mention.text
    parts = [p for p in (vessel.name, vessel.hull_number) if p and p in text]
    if not parts:
        return None
    first = min(text.index(p) for p in parts)
    return Span(span.start + first, span.end)
