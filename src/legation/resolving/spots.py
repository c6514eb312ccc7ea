"""Finds role nouns in a sentence: "minister", "chief of staff", "secretary-general", "prosecutor's office"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from legation.knowledge.roster import RoleNoun, Roster
from legation.sentence import Sentence, Token

NO_NOUN = RoleNoun((), "UNK", "person", "", inherits=True)
_LONGEST_ROLE = 4
_MARKS = frozenset({"-", "‑", "–", "'s", "’s"})


@dataclass(frozen=True, slots=True)
class Spot:
    """A role noun in a sentence: tokens `start` to `end` (not counted)."""

    start: int
    end: int
    noun: RoleNoun


def spots_of(roster: Roster, sentence: Sentence) -> Iterator[Spot]:
    """The role nouns of a sentence from left to right, the longest at each place."""
    tokens, at = sentence.tokens, 0
    while at < len(tokens):
        spot = _spot(roster, tokens, at)
        if spot is None:
            at += 1
            continue
        yield spot
        at = spot.end


def _spot(roster: Roster, tokens: Sequence[Token], at: int) -> Spot | None:
    low = tokens[at].text.lower()
    if not {low, tokens[at].lemma.lower(), low.removesuffix("s"), low.removesuffix(".")} & roster.role_starts:
        return None
    for width in range(min(2 * _LONGEST_ROLE, len(tokens) - at), 0, -1):
        chosen = tokens[at : at + width]
        words = [t for t in chosen if t.text not in _MARKS]
        if chosen[-1].text in _MARKS or chosen[0].text in _MARKS or len(words) > _LONGEST_ROLE:
            continue
        noun = _noun(roster, words)
        if noun is not None and _is_noun(words):
            return Spot(at, at + width, noun)
    return None


def _noun(roster: Roster, words: Sequence[Token]) -> RoleNoun | None:
    first = tuple(t.text.lower() for t in words[:-1])
    last = words[-1]
    low = last.text.lower()
    lemmas = (last.lemma.lower(), low, low.removesuffix("s"), low.removesuffix("."))
    flat = tuple(t.lemma.lower() for t in words[:-1])
    for lemma in lemmas:
        found = roster.roles.get((*first, lemma)) or roster.roles.get((*flat, lemma))
        if found is not None:
            return found
    return None


def _is_noun(words: Sequence[Token]) -> bool:
    last = words[-1]
    if len(words) > 1:
        return last.upos not in ("VERB", "ADP")
    return last.upos in ("NOUN", "PROPN") or (last.upos == "ADJ" and last.relation in ("nsubj", "obj", "conj"))
