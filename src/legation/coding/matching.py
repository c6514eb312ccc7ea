"""Finds the predicates of a sentence that the lexicon knows, with the sense whose conditions hold best."""

from __future__ import annotations

from dataclasses import dataclass

from legation.coding.frames import Frames
from legation.knowledge.lexicon import Condition, Lexicon, Sense
from legation.sentence import Token

POS_OF = {"VERB": "V", "NOUN": "N", "PROPN": "N", "ADJ": "A"}
"""Lexicon part of speech by Universal part of speech."""

ANSWERS = frozenset({"REJECT", "AGREE"})
SAYINGS = frozenset({"ACCUSE", "REQUEST", "THREATEN"})
"""Types of answers, and types of what they answer."""

FEELING = frozenset({"feel", "seem", "look", "appear", "sound"})
"""Verbs beside which an adjective tells a feeling or an impression: "feel sorry for"."""

WEIGHT = {"slot": 3, "mod": 3, "has": 1, "no": 1, "not": 1}
"""How much a condition tells of the sense: named words more than a filled or an empty slot."""


@dataclass(frozen=True, slots=True)
class Match:
    """A predicate and the sense that fits it.

    Attributes:
        head: the predicate's token. light: the verb that lends its subject to an event noun, or None.
        consumed: indices of tokens that the sense's conditions rest on, which are no predicates of their own.
    """

    head: Token
    sense: Sense
    light: Token | None
    consumed: frozenset[int]


def all_matches(frames: Frames, lexicon: Lexicon) -> tuple[Match, ...]:
    """One match for each predicate that some sense fits, in text order."""
    return tuple(m for t in frames.sentence.tokens if (m := _best(t, frames, lexicon)))


def standing(found: tuple[Match, ...], frames: Frames) -> tuple[Match, ...]:
    """Without nouns that another predicate's sense rests on, and without light verbs whose noun is matched.

    What somebody else said stands beside the answer to it: "rejected Pakistan's allegation".
    """
    owned = {m.head.index for m in found if m.sense.type in SAYINGS and _is_owned(m.head, frames)}
    eaten = {i for m in found for i in m.consumed if not (m.sense.type in ANSWERS and i in owned)}
    return tuple(m for m in found if m.head.index not in eaten and not _doubled(m, found))


def _is_owned(noun: Token, frames: Frames) -> bool:
    """Whether the noun tells whose words it is: "Pakistan's allegation", "a demand by four parties"."""
    beside = frames.sentence.children(noun, "nmod")
    return bool(frames.sentence.children(noun, "nmod:poss")) or any(frames.preposition(t) in ("by", "from") for t in beside)


def _doubled(match: Match, found: tuple[Match, ...]) -> bool:
    """Whether a light verb is matched of its own beside the event noun that it carries: then the noun stands."""
    return any(other.light is not None and other.light.index == match.head.index for other in found if other is not match and not match.consumed)


def _best(token: Token, frames: Frames, lexicon: Lexicon) -> Match | None:
    pos = POS_OF.get(token.upos)
    if pos is None or _names_only(token, pos, frames):
        return None
    best: tuple[int, Sense] | None = None
    for sense in _candidates(token, pos, frames, lexicon):
        if sense.particle and not _has_particle(token, sense.particle, frames):
            continue
        if all(_holds(c, token, frames) for c in sense.conditions):
            weight = sum(WEIGHT[c.test] for c in sense.conditions) + 3 * bool(sense.particle)
            if best is None or weight > best[0]:
                best = (weight, sense)
    if best is None:
        return None
    light = frames.light_verb(token) if pos == "N" else None
    return Match(token, best[1], light[0] if light else None, _consumed(best[1], token, frames))


def _names_only(token: Token, pos: str, frames: Frames) -> bool:
    """Whether the word does nothing: a noun before a noun ("aid agency"), "feel sorry", "call" with "what" ("what it called a raid")."""
    if pos == "N":
        judging = token.lemma.lower() in frames.lexicon.judgements and bool(frames.sentence.children(token, "cop"))
        return token.deprel == "compound" or judging  # "the raid was genocide" judges the raid and tells of no other
    head = frames.sentence.head(token)
    if pos == "A" and head is not None and head.lemma in FEELING and token.relation == "xcomp":
        return True
    what = [c for c in frames.sentence.children(token, "obj", "ccomp", "xcomp", "mark") if c.lemma == "what"]
    return token.lemma == "call" and (bool(what) or (head is not None and head.lemma == "what"))


def _candidates(token: Token, pos: str, frames: Frames, lexicon: Lexicon) -> tuple[Sense, ...]:
    """Senses of the word; a participle after "be" is also asked as the adjective that it may be ("is prepared to")."""
    found = lexicon.senses.get((token.lemma.lower(), pos), ())
    if pos == "V" and frames.sentence.children(token, "cop", "aux:pass"):
        found += lexicon.senses.get((token.text.lower(), "A"), ())
    return found


def _has_particle(token: Token, particle: str, frames: Frames) -> bool:
    return any(c.text.lower() == particle for c in frames.sentence.children(token, "compound:prt", "advmod", "case"))


def _holds(condition: Condition, token: Token, frames: Frames) -> bool:
    if condition.test == "mod":
        modifiers = frames.sentence.children(token, "amod", "compound", "nmod:unmarked")
        return any(m.lemma.lower() in condition.lemmas for m in modifiers)
    filled = frames.slot(token, condition.slot)
    if condition.test == "has":
        return bool(filled)
    if condition.test == "no":
        return not filled
    if condition.test == "not":
        return not any(frames.is_one_of(f, condition.lemmas) for f in filled)
    return any(frames.is_one_of(f, condition.lemmas) for f in filled)


def _consumed(sense: Sense, token: Token, frames: Frames) -> frozenset[int]:
    return frozenset(
        f.index
        for c in sense.conditions
        if c.test == "slot" and c.slot not in ("subj", "comp")
        for f in frames.slot(token, c.slot)
        if frames.is_one_of(f, c.lemmas)
    )
