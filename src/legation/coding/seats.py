"""The place of an act that its own phrases do not tell: its doer's, a clause's beside it, the city last named."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from legation.coding.frames import Frames
from legation.coding.matching import Match
from legation.coding.phrases import FORCE, GOAL, LOCAL, MEETING, MOTION, PHYSICAL, TERRITORY, finest, phrase_head
from legation.place import PlaceMention
from legation.sentence import Token

MEANT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"city": ("city", "point"), "town": ("city",), "village": ("city",), "port": ("city", "point"), "harbour": ("city", "point")}
    | {"harbor": ("city", "point"), "island": ("region",), "district": ("district", "city"), "province": ("admin1", "district")}
    | {
        "prefecture": ("admin1", "district", "city"),
        "region": ("region", "admin1"),
        "enclave": ("region",),
        "camp": ("point", "city"),
        "base": ("point",),
    }
)
"""Nouns that with "the" mean the place last named, and the precisions that it has."""

EVENTFUL = frozenset({"when", "while", "as", "after", "before"})
"""Words that begin a clause of what happens about where the act does."""

CLAUSES = frozenset({"conj", "advcl", "xcomp", "ccomp", "parataxis", "acl"})
"""Arcs between the clauses of one sentence."""

FINE = frozenset({"point", "city", "district"})
"""Precisions of what a thing stands in, not what it is about."""

HOSTING = frozenset({"host", "house"})


def beside(match: Match, frames: Frames, here: list[PlaceMention]) -> PlaceMention | None:
    """The place of the subject, of the journey to the act, of the host, of a clause that shares the subject, of the sentence where it tells one."""
    return _of_host(match, frames, here) or _of_subject(match, frames, here) or _of_journey(match, frames, here) or _of_clause(match, frames, here)


def only(match: Match, frames: Frames, here: list[PlaceMention]) -> PlaceMention | None:
    """For an act of force, protest or retreat, the nearest place finer than a state, where all that the sentence tells lie in one state.

    What a teller, an origin or a relative clause beside the act names does not count.
    """
    if match.sense.type not in FORCE | {"PROTEST", "RETREAT"}:
        return None
    told = [p for p in here if p.mention.kind == "place" and p.place.precision in FINE | {"admin1"} and _counts(p, match, frames)]
    if len({p.place.state for p in told}) != 1:
        return None
    return min(told, key=lambda p: (abs(p.mention.head - match.head.index), p.mention.head))


def _counts(place: PlaceMention, match: Match, frames: Frames) -> bool:
    """Whether the place may be where the act is, by the arcs above it."""
    sentence, act = frames.sentence, {match.head.index, (match.light or match.head).index}
    token = sentence.tokens[place.mention.head]
    if frames.preposition(token) in ("from", "by", "with") or token.relation in ("nsubj", "vocative"):
        return False
    above_act = act | {a.index for i in act for a in sentence.ancestors(sentence.tokens[i])}
    for step in (token, *sentence.ancestors(token)):
        if step.index in above_act:
            break
        if step.deprel == "acl:relcl" or (step.relation == "nsubj" and step.head not in act):
            return False
    return True


def meant(match: Match, frames: Frames, places: tuple[PlaceMention, ...]) -> PlaceMention | None:
    """The place last named that "in the city" means."""
    for word in frames.sentence.subtree(match.light or match.head):
        kinds = MEANT.get(word.lemma.lower())
        if kinds is None or frames.preposition(word) not in LOCAL | GOAL or not _definite(word, frames):
            continue
        before = (p for p in reversed(places) if p.mention.span.end <= word.span.start and p.mention.kind == "place")
        return next((p for p in before if p.place.precision in kinds), None)
    return None


def _definite(word: Token, frames: Frames) -> bool:
    """Whether nothing but "the" tells which it is."""
    children = frames.sentence.children(word, "det", "nmod", "compound", "amod", "acl", "appos", "nummod")
    return [c.lemma.lower() for c in children] == ["the"]


def _of_host(match: Match, frames: Frames, here: list[PlaceMention]) -> PlaceMention | None:
    """The place that hosts or is home to what is done together."""
    predicate = match.light or match.head
    governor = frames.sentence.head(predicate)
    hosting = predicate.lemma in HOSTING or (governor is not None and governor.lemma == "home" and predicate.relation in ("obl", "nmod"))
    subjects = frames.slot(governor if governor is not None and governor.lemma == "home" else predicate, "subj") if hosting else ()
    return next((p for t in subjects for p in here if p.mention.head == t.index and p.mention.kind != "nationality"), None)


def _of_subject(match: Match, frames: Frames, here: list[PlaceMention]) -> PlaceMention | None:
    """The place that tells which of many the doer is: "a court in Asuncion found", "miners in the highlands released"."""
    subjects = {t.index for t in frames.slot(match.light or match.head, "subj") if t.upos == "NOUN"}
    return next((p for p, phrase in _local(here, frames) if phrase.head in subjects and phrase.relation == "nmod"), None)


def _of_journey(match: Match, frames: Frames, here: list[PlaceMention]) -> PlaceMention | None:
    """The goal of the journey that the act is the end of ("came to Lome to sign"), or that a meeting follows ("meet after he returns to Lome")."""
    predicate = match.light or match.head
    governor = frames.sentence.head(predicate)
    journeys = [governor] if governor is not None and predicate.relation in ("advcl", "xcomp", "conj") else []
    if match.sense.type in MEETING:
        journeys += frames.sentence.children(predicate, "advcl")
    for journey in journeys:
        if journey.lemma in MOTION:
            goals = {journey.index, *(c.index for c in frames.sentence.children(journey, "advmod"))}
            found = (p for p, phrase in _local(here, frames, GOAL) if phrase.head in goals)
            if place := next(found, None):
                return place
    return None


def _of_clause(match: Match, frames: Frames, here: list[PlaceMention]) -> PlaceMention | None:
    """The place of a clause that shares the subject; for acts of the body, the nearest in the sentence where all lie in one state."""
    told = []
    for place, phrase in _local(here, frames):
        verb, steps = _clause(phrase, place, match, frames)
        if verb is None or not _together(verb, match, frames):
            continue
        told.append((steps + abs(verb.index - match.head.index), place.mention.span.start, here.index(place)))
    if not told or len({here[i].place.state for *_, i in told}) > 1:
        return None
    return finest(sorted(told), here)


def _local(here: list[PlaceMention], frames: Frames, prepositions: frozenset[str] = LOCAL) -> list[tuple[PlaceMention, Token]]:
    """Places in a phrase with one of the prepositions, or "on" a stretch of land or sea, and the head of the phrase."""
    found = []
    for place in here:
        phrase = phrase_head(place, frames)
        if phrase is None:
            continue
        preposition = frames.preposition(phrase)
        if preposition in prepositions or (preposition == "on" and phrase.lemma.lower() in TERRITORY):
            found.append((place, phrase))
    return found


def _clause(phrase: Token, place: PlaceMention, match: Match, frames: Frames) -> tuple[Token | None, int]:
    """The verb whose clause the phrase tells the place of, and the arcs to it; none where a noun between is only what the clause is about."""
    current, steps = phrase, 0
    while (governor := frames.sentence.head(current)) is not None:
        steps += 1
        if governor.upos == "VERB":
            return governor, steps
        local = frames.preposition(governor) in LOCAL
        stands = (
            place.place.precision in FINE and governor.relation in ("obj", "iobj") and match.sense.type in FORCE | {"PROTEST", "REJECT", "SUPPORT"}
        )
        if not local and not stands:
            return None, steps
        current = governor
    return None, steps


def _together(verb: Token, match: Match, frames: Frames) -> bool:
    """Whether the clause of the verb and the act happen in one place, as the arcs between them tell."""
    if match.sense.type not in PHYSICAL:
        return _same_subject(verb, match, frames)
    head = match.light or match.head
    lines = [[t, *frames.sentence.ancestors(t)] for t in (verb, head)]
    shared = next((t.index for t in lines[0] if t.index in {u.index for u in lines[1]}), None)
    arcs = [t for line in lines for t in _until(line, shared)]
    return all(t.relation in CLAUSES | {"obj", "obl", "nmod", "nsubj"} and t.deprel != "acl:relcl" for t in arcs) and not any(
        m.lemma in ("if", "unless", "because") for t in arcs for m in frames.sentence.children(t, "mark")
    )


def _until(line: list[Token], shared: int | None) -> list[Token]:
    """The tokens of the line below the shared one."""
    indices = [t.index for t in line]
    return line[: indices.index(shared)] if shared in indices else line


def _same_subject(verb: Token, match: Match, frames: Frames) -> bool:
    """Whether the verb heads a participle or a coordinate clause of the act's without a subject ("rejected it, telling reporters in Lome")."""
    beside_it = verb.head == match.head.index and verb.relation in ("advcl", "conj")
    marked = any(m.lemma not in EVENTFUL for m in frames.sentence.children(verb, "mark"))
    return beside_it and not marked and not frames.sentence.children(verb, "nsubj", "nsubj:pass")
