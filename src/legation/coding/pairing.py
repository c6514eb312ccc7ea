"""Questions that the lexicon leaves open: who might do something to whom by a predicate that it does not know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from legation.coding.casting import Casting, is_political, states, usable
from legation.coding.frames import Frames
from legation.participant import Participant
from legation.sentence import Sentence, Token

MAX_ASKED: Final = 4
"""Questions of one sentence: the relation head runs once for each, at the price of a parse."""

EMPTY: Final = frozenset({"be", "have", "become", "seem", "appear", "remain", "include", "consist", "belong", "live", "own"})
"""Predicates of being and having, by which nobody does anything to anybody."""

LOCAL: Final = frozenset({"in", "at", "across", "near", "around", "inside", "outside", "through", "throughout", "within", "off", "over", "aboard"})
"""Prepositions that make a place of a state's name."""

BARE: Final = frozenset({"place", "nationality", "pronoun"})
"""Mentions that name a state without an organ or person of it."""

NAMED: Final = frozenset({"person", "organisation"})


@dataclass(frozen=True, slots=True)
class Open:
    """One question: what `actors` do toward `recipients`, if anything, by the predicate `verb`."""

    verb: Token
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]

    @property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """The states of both sides, each with each, either way round."""
        found = {(a, b) for a in states(self.actors) for b in states(self.recipients)}
        return frozenset(found | {(b, a) for a, b in found})

    @property
    def is_apart(self) -> bool:
        """Whether no actor's words overlap a recipient's."""
        return not any(a.mention.span.overlaps(r.mention.span) for a in self.actors for r in self.recipients)

    def alike(self, other: Open) -> bool:
        """Whether both ask about the same words, or the same states."""
        spans = [tuple(p.mention.span for p in (*o.actors[:1], *o.recipients[:1])) for o in (self, other)]
        return spans[0] == spans[1] or bool(self.pairs & other.pairs)


def open_pairs(frames: Frames, casting: Casting, known: frozenset[int], told: frozenset[tuple[str, str]]) -> list[Open]:
    """The questions of a sentence, the nearest to its root first; at most MAX_ASKED.

    Args:
        known: indices of predicates that the lexicon coded or weighed. told: pairs of states between which it found an act.
    """
    found: list[Open] = []
    for verb in sorted(frames.sentence.tokens, key=lambda t: (len(list(frames.sentence.ancestors(t))), t.index)):
        if verb.index in known or not _predicates(verb, frames):
            continue
        question = _of_verb(verb, frames, casting)
        if question is None or not is_political(question.actors, question.recipients):
            continue
        if question.pairs & told or any(question.alike(other) for other in found):
            continue
        found.append(question)
    return found[:MAX_ASKED]


def _predicates(verb: Token, frames: Frames) -> bool:
    """Whether somebody may do something to somebody by the word. What only says something is no question: of 56 asked on stories, 6 were acts."""
    if verb.upos == "VERB":
        return verb.lemma not in EMPTY and verb.lemma not in frames.lexicon.report_verbs
    return verb.upos == "ADJ" and bool(frames.sentence.children(verb, "cop"))


def _of_verb(verb: Token, frames: Frames, casting: Casting) -> Open | None:
    """The subject with the nearest party of another state in the clause; where there is none, with the nearest other party.

    A subject that has nobody beside it is no question: of 60 asked on stories, one was an act.
    """
    sentence = frames.sentence
    subjects = frames.slot(verb, "subj")
    actors = tuple(p for t in subjects for p in _parties(casting, sentence, t))
    own = {t.index for s in subjects for t in sentence.subtree(s)}
    if not actors or verb.index in own:
        return None
    nearest: Open | None = None
    for token in _outwards(verb, sentence, own):
        question = Open(verb, actors, _parties(casting, sentence, token))
        if not question.recipients or not question.is_apart or _is_local(token, question.recipients, frames):
            continue
        if states(question.recipients) - states(actors):
            return question
        if all(r.mention.kind not in BARE for r in question.recipients):
            nearest = nearest or question
    return nearest


def _outwards(verb: Token, sentence: Sentence, own: set[int]) -> Iterator[Token]:
    """What hangs on the verb, nearest first, without its subjects."""
    queue = [verb]
    while queue:
        children = [c for c in sentence.children(queue.pop(0)) if c.index not in own]
        yield from children
        queue += children


def _parties(casting: Casting, sentence: Sentence, token: Token) -> tuple[Participant, ...]:
    """Participants of the phrase: of a known state or armed group, else persons, bodies and officials whose state is not known."""
    found = usable(casting.near(sentence, token))
    return found or tuple(p for p in casting.at(sentence, token) if p.sector != "UNK" or p.mention.kind in NAMED)


def _is_local(token: Token, recipients: tuple[Participant, ...], frames: Frames) -> bool:
    cases = {c.lemma for c in frames.sentence.children(token, "case")}
    return bool(cases & LOCAL) and all(r.mention.kind == "place" for r in recipients)
