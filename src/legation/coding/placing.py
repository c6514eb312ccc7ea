"""Where an act happened: by syntax and nearness, never by first mention in the report."""

from __future__ import annotations

from legation.coding import seats
from legation.coding.casting import states
from legation.coding.frames import Frames
from legation.coding.matching import Match
from legation.coding.phrases import (
    DATELINE_CHARS,
    ENTERED,
    FORCE,
    GATHERINGS,
    GOAL,
    IN_PERSON,
    LEFT,
    LOCAL,
    MADE,
    MOVING,
    NOMINAL,
    PROMISED,
    REHEARSED,
    SAID,
    TERRITORY,
    TOPICAL,
    UPON,
    USED,
    at,
    finest,
    phrase_head,
)
from legation.errors import Unknown
from legation.participant import Participant
from legation.place import PlaceMention
from legation.sentence import Sentence, Token

RESCUED = frozenset("airlift evacuate rescue".split())
"""Verbs of help that is done where it takes people from."""


def place_of(match: Match, frames: Frames, places: tuple[PlaceMention, ...], recipients: tuple[Participant, ...]) -> PlaceMention | Unknown:
    """The place named with the act, the most precise of the nearest, else Unknown.

    In this order: a phrase with a preposition of place in the act's clause; the object of an attack or an entry; the city before "talks";
    "there"; the place of the subject ("a court in Asunción"), of the journey that the act is the end of, of what is promised, of a clause beside
    the act; the place that "the city" means; the host's place for a visit; the dateline before a meeting; the only place of the sentence for acts
    of force.
    """
    here = [p for p in places if p.mention.sentence == frames.sentence.index]
    ranked = sorted((rank, p.mention.span.start, i) for i, p in enumerate(here) if (rank := _rank(p, match, frames)) is not None)
    if ranked:
        return finest(ranked, here)
    found = _entered(match, frames, here) or _gathered(match, frames, here) or _named_for(match, frames, here) or _there(match, frames, here)
    found = found or seats.beside(match, frames, here) or seats.meant(match, frames, places)
    found = found or _host(match, here, recipients) or _dateline(match, frames, places) or seats.only(match, frames, here)
    return found or Unknown("no_expression")


def _rank(place: PlaceMention, match: Match, frames: Frames) -> int | None:
    """Arcs between act and place; None where the preposition or the tree tells that the place is not the act's."""
    phrase = phrase_head(place, frames)
    if phrase is None or not _suits(phrase, match, frames):
        return None
    if match.sense.type == "AID" and place.place.precision == "country" and frames.preposition(phrase) in GOAL:
        return None  # a state that aid goes to is who is helped
    heads = {match.head.index} | ({match.light.index} if match.light else set())
    below = _below(phrase, heads, match, frames)
    return below if below is not None else _above(phrase, match, frames)


def _suits(phrase: Token, match: Match, frames: Frames) -> bool:
    preposition, sense = frames.preposition(phrase), match.sense
    if preposition in UPON:
        governor = frames.sentence.head(phrase)
        rehearsed = governor is not None and governor.lemma in REHEARSED and preposition == "over"
        return sense.type in FORCE or rehearsed or phrase.lemma.lower() in TERRITORY
    if preposition in GOAL:
        shot = preposition != "to" and sense.type in FORCE
        return sense.mode in MOVING or shot or sense.type == "AID"
    if preposition in ("from", "out of"):
        return sense.type in ("RETREAT", "COERCE") or match.head.lemma in RESCUED
    return preposition in LOCAL


def _below(phrase: Token, heads: set[int], match: Match, frames: Frames) -> int | None:
    """Arcs from the phrase up to the act, none of them into another clause; for acts by word none through what they are about."""
    path: list[Token] = []
    current = phrase
    while current.index not in heads:
        governor = frames.sentence.head(current)
        if governor is None or current.relation not in NOMINAL or (path and current.relation == "conj" and current.upos == "VERB"):
            return None
        path.append(current)
        current = governor
    if match.sense.type in SAID and not _own_place(path, match, frames):
        return None
    if match.sense.type not in FORCE and any(frames.preposition(t) in TOPICAL for t in path[1:]):
        return None
    return len(path)


def _own_place(path: list[Token], match: Match, frames: Frames) -> bool:
    """Whether the phrases between place and act of word are places too ("at the Court in The Hague"), or what the act makes."""
    verb = match.head.lemma
    if path and path[-1].relation == "obj" and (verb in MADE or (verb in IN_PERSON and len(path) == 2)):
        return True
    if match.sense.type in PROMISED and path[1:] and path[-1].relation in ("xcomp", "obj"):
        last = path[-1]
        return last.lemma in REHEARSED if last.relation == "obj" else all(frames.preposition(t) in LOCAL for t in path[1:-1])
    return all(frames.preposition(t) in LOCAL or t.relation == "advmod" for t in path[1:])


def _above(phrase: Token, match: Match, frames: Frames) -> int | None:
    """Arcs from the act up to a word of its clause, or of a clause that it shares its place with, which the phrase hangs on; counted from 10."""
    sentence, steps = frames.sentence, 0
    current, anchor = match.light or match.head, _anchor(phrase, frames)
    while _shares(current, match, sentence):
        current, steps = sentence.tokens[current.head], steps + 1
        if anchor.head == current.index and anchor.relation in ("obl", "nmod", "advmod"):
            return 10 + steps
    return None


def _anchor(phrase: Token, frames: Frames) -> Token:
    """The widest phrase of place around the phrase: "into the embassy" for "into the embassy in Quito"."""
    current = phrase
    while current.relation in ("nmod", "obl"):
        governor = frames.sentence.head(current)
        if governor is None or frames.preposition(governor) not in LOCAL | GOAL:
            break
        current = governor
    return current


def _shares(token: Token, match: Match, sentence: Sentence) -> bool:
    """Whether what is done happens where its governor's act does."""
    if token.head < 0:
        return False
    if token.relation in ("obj", "obl", "nmod", "compound", "xcomp"):
        return True
    if token.relation == "ccomp":
        return match.sense.type in SAID
    return token.relation in ("conj", "advcl") and not sentence.children(token, "nsubj")


def _entered(match: Match, frames: Frames, here: list[PlaceMention]) -> PlaceMention | None:
    """The place that is attacked, entered or visited, or what tells which place the object is; or that its subject had entered before.

    "Visited Belgrade and met the president": the meeting is in Belgrade.
    """
    verb, first = match.head, frames.sentence.head(match.light or match.head)
    if match.sense.type in ("COOPERATE", "AGREE") and (used := _used(match, frames, here)):
        return used
    left = match.sense.type == "RETREAT" and verb.lemma in LEFT
    if not left and match.sense.type != "ASSAULT" and match.sense.mode != "visit" and verb.lemma not in ENTERED:
        coordinate = (match.light or match.head).relation == "conj" and not frames.sentence.children(match.light or match.head, "nsubj")
        if first is None or not coordinate or first.lemma not in ENTERED:
            return None
        verb = first
    return next((found for t in frames.slot(verb, "obj") if (found := at(t, frames.sentence, here)) is not None), None)


def _named_for(match: Match, frames: Frames, here: list[PlaceMention]) -> PlaceMention | None:
    """The place that names an act of force or protest told in a noun: "the Lome bombing"."""
    if match.sense.type not in FORCE | {"PROTEST"} or match.head.upos != "NOUN":
        return None
    naming = {c.index for c in frames.sentence.children(match.head, "compound", "nmod:unmarked")}
    return next((p for p in here if p.mention.head in naming and p.mention.kind == "place" and p.place.precision != "country"), None)


def _used(match: Match, frames: Frames, here: list[PlaceMention]) -> PlaceMention | None:
    """The place, no state, that is opened to another, used or patrolled."""
    verbs = (v for v in (match.head, *frames.slot(match.head, "inf")) if v.lemma in USED)
    found = (at(t, frames.sentence, here) for v in verbs for t in frames.slot(v, "obj"))
    return next((f for f in found if f is not None and f.place.precision != "country"), None)


def _gathered(match: Match, frames: Frames, here: list[PlaceMention]) -> PlaceMention | None:
    """The city that names a gathering which is the act, or which the act is told with: "agreed after Geneva talks"."""
    heads = {match.head.index, (match.light or match.head).index}
    for place in here:
        named = frames.sentence.tokens[place.mention.head]
        noun = frames.sentence.head(named)
        if noun is None or noun.lemma.lower() not in GATHERINGS or named.deprel != "compound" or place.place.precision not in ("point", "city"):
            continue
        above = {noun.index, *(a.index for a in frames.sentence.ancestors(noun))}
        others = [c for c in frames.sentence.children(noun, "compound") if c.upos == "PROPN" and c.index != named.index]
        if heads & above and not others:
            return place
    return None


def _there(match: Match, frames: Frames, here: list[PlaceMention]) -> PlaceMention | None:
    """The last place named before "there" or "where"."""
    carriers = (match.light or match.head, *frames.sentence.children(match.head, "obj"))
    words = [c for carrier in carriers for c in frames.sentence.children(carrier, "advmod") if c.lemma.lower() in ("there", "where")]
    before = [p for p in here if words and p.mention.span.end <= words[0].span.start and p.mention.kind == "place"]
    return before[-1] if before else None


def _host(match: Match, here: list[PlaceMention], recipients: tuple[Participant, ...]) -> PlaceMention | None:
    """The place in the words for the host of a visit."""
    if match.sense.mode != "visit":
        return None
    hosts = states(recipients)
    found = (p for p in here if p.place.state in hosts and any(p.mention.span.overlaps(r.mention.span) for r in recipients))
    return next(found, None)


def _dateline(match: Match, frames: Frames, places: tuple[PlaceMention, ...]) -> PlaceMention | None:
    """The city in capitals before a report's first sentence, for a meeting told in that sentence: "HAVANA (Agency) – "."""
    sentence = frames.sentence
    if match.sense.type != "CONSULT" or sentence.role not in ("lead", "body"):
        return None
    before = (p for p in places if p.mention.sentence == sentence.index - 1 and p.place.precision == "city" and p.mention.text.isupper())
    return next((p for p in before if 0 < sentence.span.start - p.mention.span.end <= DATELINE_CHARS), None)
