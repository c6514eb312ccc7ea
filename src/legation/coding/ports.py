"""Where a ship calls: the harbour by the phrases of the act, with its UN/LOCODE."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from legation.coding.frames import Frames
from legation.coding.matching import Match
from legation.coding.phrases import PRECISION
from legation.coding.placing import place_of as placed
from legation.errors import Unknown
from legation.knowledge.ships import Port, port_of
from legation.mention import Mention
from legation.participant import Participant
from legation.place import Place, PlaceMention
from legation.sentence import Sentence, Token
from legation.span import Span

CALLED: Final = ("obl:at", "obl:in", "obl:into", "obl:to", "obl:off", "obl:near", "obl:on", "obl:of", "obj")
LEFT: Final = ("obj", "obl:from", "obl:out of", "obl:in", "obl:at", "obl:of")
"""Slots that hold the harbour of an arrival, and of a leaving."""

LEAVING: Final = frozenset({"leave", "depart", "departure", "exit", "sail", "set", "weigh", "cast", "pull"})
"""Predicates of leaving; "sail", "set" and "pull" only beside "from", "off" or "out"."""

PHRASE: Final = frozenset({"nmod", "compound", "flat", "appos", "amod", "case", "det", "punct", "nummod"})
"""Arcs inside a phrase that names a harbour."""

AT_PORTS: Final = frozenset({"port_call", "port_access"})
_NEAR_DEGREES = 1.0
_LONGEST = 5


def is_leaving(match: Match, frames: Frames) -> bool:
    """Whether the act is a ship's leaving of a port."""
    if match.head.lemma.lower() not in LEAVING:
        return False
    toward = frames.slot(match.head, "obl:to") or frames.slot(match.head, "obl:into")
    if match.head.lemma in ("leave", "depart", "departure", "exit"):
        return True
    away = frames.slot(match.head, "obl:from") or frames.slot(match.head, "obl:out of")
    return bool(away) or not (toward or match.head.lemma == "pull")


def place_of(
    match: Match, kind: str | None, frames: Frames, places: tuple[PlaceMention, ...], recipients: tuple[Participant, ...]
) -> PlaceMention | Unknown:
    """The place of an act; of a port call or an access to ports the harbour, with its UN/LOCODE where it has one."""
    if kind not in AT_PORTS:
        return placed(match, frames, places, recipients)
    here = [p for p in places if p.mention.sentence == frames.sentence.index]
    slots = LEFT if kind == "port_call" and is_leaving(match, frames) else CALLED
    tokens = [t for slot in slots for t in frames.slot(match.head, slot)]
    tokens += [t for slot in slots for t in (frames.slot(match.light, slot) if match.light else ()) if t.index != match.head.index]
    found = [h for token in tokens if (h := _harbour(token, frames.sentence, here)) is not None]
    if found:
        return next((h for h in found if h.place.locode), found[0])
    other = placed(match, frames, places, recipients)
    return other if isinstance(other, Unknown) or slots is LEFT else with_locode(other)


def with_locode(found: PlaceMention) -> PlaceMention:
    """The place with the UN/LOCODE of the port that it is, or as it is where it is none."""
    if found.place.precision not in ("city", "point", "district"):
        return found
    port = port_of(found.mention.text, found.place.state) or port_of(found.place.name, found.place.state)
    return found if port is None else replace(found, place=_named(found.place, port))


def _named(place: Place, port: Port) -> Place:
    """The place under the port's name; where it lies elsewhere, the port itself."""
    if abs(place.latitude - port.latitude) < _NEAR_DEGREES and abs(place.longitude - port.longitude) < _NEAR_DEGREES:
        return replace(place, name=port.name, locode=port.locode)
    return _of_port(port)


def _of_port(port: Port) -> Place:
    return Place(port.name, port.state, None, port.latitude, port.longitude, None, "point", port.locode)


def _harbour(token: Token, sentence: Sentence, here: list[PlaceMention]) -> PlaceMention | None:
    """The harbour in a phrase: its most precise place that is a port, a port that the gazetteer lacks, else its most precise place."""
    inside = {t.index for t in _phrase(token, sentence)}
    found = [p for p in here if p.mention.head in inside and p.mention.kind != "nationality"]
    found.sort(key=lambda p: (PRECISION.index(p.place.precision), p.mention.span.start))
    state = next((p.place.state for p in found if p.place.precision == "country"), None)
    ported = [w for p in found if (w := with_locode(p)).place.locode]
    return next(iter(ported), None) or _unlisted(sentence, inside, state) or next(iter(found), None)


def _phrase(token: Token, sentence: Sentence) -> list[Token]:
    """The phrase without clauses on it, and without a second phrase of its own ("for Darwin")."""
    found, queue = [token], [token]
    while queue:
        for kid in sentence.children(queue.pop()):
            if kid.deprel != "nmod:poss" and (kid.relation in PHRASE or kid.deprel == "obl:unmarked"):
                found.append(kid)
                queue.append(kid)
    return sorted(found, key=lambda t: t.index)


def _unlisted(sentence: Sentence, inside: set[int], state: str | None) -> PlaceMention | None:
    """A port by its capitalised words, which the report's other places do not tell ("Cam Ranh Bay")."""
    tokens = sentence.tokens
    for start in sorted(inside):
        if tokens[start].upos != "PROPN" and not tokens[start].text[:1].isupper():
            continue
        for end in range(min(len(tokens), start + _LONGEST), start, -1):
            if not set(range(start, end)) <= inside | {i for i in range(start, end) if tokens[i].text in ("-", "'s", "'")}:
                continue
            span = Span(tokens[start].span.start, tokens[end - 1].span.end)
            text = sentence.text[span.start - sentence.span.start : span.end - sentence.span.start]
            port = port_of(text, state)
            if port is not None:
                return PlaceMention(Mention(span, text, "place", sentence.index, end - 1), _of_port(port))
    return None
