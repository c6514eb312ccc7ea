"""Where an act happened: by syntax and nearness, never by first mention in the report."""

from __future__ import annotations

from legation.coding.casting import states
from legation.coding.frames import Frames
from legation.coding.matching import Match
from legation.errors import Unknown
from legation.participant import Participant
from legation.place import PlaceMention
from legation.sentence import Sentence, Token

LOCAL = frozenset({"in", "at", "near", "off", "around", "inside", "outside", "along", "across", "throughout", "over", "on", "within"})
"""Prepositions of the place of an act."""

GOAL = frozenset({"to", "into", "toward", "towards", "through"})
"""Prepositions of a goal, which is the place of a visit or a deployment."""


def place_of(match: Match, frames: Frames, places: tuple[PlaceMention, ...], recipients: tuple[Participant, ...]) -> PlaceMention | Unknown:
    """The place named with the act, the most precise of the nearest; for a visit its host's place; else Unknown."""
    sentence = frames.sentence
    here = [p for p in places if p.mention.sentence == sentence.index and p.mention.kind != "nationality"]
    ranked = sorted(
        ((rank, p.mention.span.start, i) for i, p in enumerate(here) if (rank := _rank(p, match, frames)) is not None),
    )
    if ranked:
        return here[ranked[0][2]]
    if match.sense.mode == "visit":
        for place in here:
            if place.place.state in states(recipients) and any(place.mention.span.overlaps(r.mention.span) for r in recipients):
                return place
    return Unknown("no_expression")


def _rank(place: PlaceMention, match: Match, frames: Frames) -> int | None:
    """Arcs between act and place; None where the preposition or the tree tells that the place is not the act's."""
    sentence = frames.sentence
    token = sentence.tokens[place.mention.head]
    phrase = _phrase_head(token, frames)
    preposition = frames.preposition(phrase)
    if preposition not in LOCAL and not (preposition in GOAL and match.sense.mode in ("visit", "troops", "abduct")):
        return None
    heads = [match.head.index] + ([match.light.index] if match.light else [])
    chain = [phrase.index, *(a.index for a in sentence.ancestors(phrase))]
    for steps, index in enumerate(chain):
        if index in heads:
            return steps
    return _shared_clause(chain, match, sentence)


def _phrase_head(token: Token, frames: Frames) -> Token:
    """The head of the prepositional phrase: "the port in Havana" for Havana is "port" only where Havana has no preposition itself."""
    current = token
    while not frames.preposition(current):
        governor = frames.sentence.head(current)
        if governor is None or current.relation not in ("appos", "flat", "compound", "conj", "nmod", "amod"):
            break
        current = governor
    return current


def _shared_clause(chain: list[int], match: Match, sentence: Sentence) -> int | None:
    above = [a.index for a in sentence.ancestors(match.head)]
    for steps, index in enumerate(chain[1:], start=1):
        if index in above:
            return 5 + steps + above.index(index)
    return None
