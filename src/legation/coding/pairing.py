"""Questions that the lexicon leaves open: who might do something to whom by a predicate that it does not know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from legation.coding.casting import Casting, states, usable
from legation.coding.frames import Frames
from legation.participant import Participant
from legation.sentence import Token

MAX_ASKED: Final = 4
"""Questions of one sentence: the relation head runs once for each, at the price of a parse."""

EMPTY: Final = frozenset({"be", "have", "become", "seem", "appear", "remain", "include", "consist", "belong", "live", "own"})
"""Predicates of being and having, by which nobody does anything to anybody."""

LOCAL: Final = frozenset({"in", "at", "across", "near", "around", "inside", "outside", "through", "throughout", "within", "off", "over", "aboard"})
"""Prepositions that make a place of a state's name."""

OWNED: Final = frozenset({"nmod:poss", "compound", "amod", "nmod"})


@dataclass(frozen=True, slots=True)
class Open:
    """One question: what `actors` do toward `recipients`, if anything, by the predicate `verb`."""

    verb: Token
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]


def open_pairs(frames: Frames, casting: Casting, known: frozenset[int], told: frozenset[tuple[str, str]]) -> list[Open]:
    """The questions of a sentence, the nearest to its root first; at most MAX_ASKED.

    Args:
        known: indices of predicates that the lexicon coded or weighed. told: pairs of states between which it found an act.
    """
    found: list[Open] = []
    for verb in sorted(frames.sentence.tokens, key=lambda t: (len(list(frames.sentence.ancestors(t))), t.index)):
        if verb.index in known or not _predicates(verb, frames):
            continue
        for question in _of_verb(verb, frames, casting):
            pair = states(question.actors), states(question.recipients)
            if any((a, b) in told or (b, a) in told for a in pair[0] for b in pair[1]):
                continue
            if not any(states(o.actors) == pair[0] and states(o.recipients) == pair[1] for o in found):
                found.append(question)
    return found[:MAX_ASKED]


def _predicates(verb: Token, frames: Frames) -> bool:
    if verb.upos == "VERB":
        return verb.lemma not in EMPTY
    return verb.upos in ("ADJ", "NOUN") and bool(frames.sentence.children(verb, "cop"))


def _of_verb(verb: Token, frames: Frames, casting: Casting) -> Iterator[Open]:
    """The subject with the nearest party of another state in the clause."""
    sentence = frames.sentence
    subjects = frames.slot(verb, "subj")
    actors = tuple(p for t in subjects for p in usable(casting.near(sentence, t)))
    own = {t.index for s in subjects for t in sentence.subtree(s)}
    if not actors or verb.index in own:
        return
    queue, avoid = [verb], states(actors)
    while queue:
        token = queue.pop(0)
        recipients = () if token is verb or token.index in own else usable(casting.at(sentence, token))
        apart = not any(a.mention.span.overlaps(r.mention.span) for a in actors for r in recipients)
        if recipients and apart and not states(recipients) & avoid and not _is_local(token, recipients, frames):
            yield Open(verb, actors, recipients)
            return
        queue += [c for c in sentence.children(token) if c.index not in own]


def _is_local(token: Token, recipients: tuple[Participant, ...], frames: Frames) -> bool:
    cases = {c.lemma for c in frames.sentence.children(token, "case")}
    return bool(cases & LOCAL) and all(r.mention.kind == "place" for r in recipients)
