"""Acts of judging another: "Lima said that the raid was unlawful", "called the move a provocation"."""

from __future__ import annotations

from dataclasses import dataclass

from legation.coding.casting import Casting, states, usable
from legation.coding.frames import Frames
from legation.coding.status import own_marks
from legation.coding.telling import report_verb
from legation.knowledge.lexicon import Lexicon, Sense
from legation.participant import Participant
from legation.sentence import Sentence, Token

NAMING = frozenset({"call", "brand", "label", "describe", "term", "dub", "deem", "consider", "denounce", "dismiss"})
"""Verbs that say a word of their object."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The judging word, its sense, who judges and who is judged."""

    word: Token
    sense: Sense
    speakers: tuple[Participant, ...]
    judged: tuple[Participant, ...]


def judgements(frames: Frames, lexicon: Lexicon, casting: Casting, quoted: tuple[Sentence, Token] | None) -> tuple[Judgement, ...]:
    """Judgements of the sentence that one state or body passes on another; what is denied or only possible is none.

    Args:
        quoted: sentence and token of the speaker whose quotation the sentence stands in, if it names none itself.
    """
    found = []
    for word in frames.sentence.tokens:
        sense = lexicon.judgements.get(word.lemma.lower())
        if sense is None or own_marks(word, frames):
            continue
        speakers, judged = _said(word, frames, lexicon, casting, quoted) or _named(word, frames, casting)
        if speakers and judged and not states(speakers) & states(judged):
            found.append(Judgement(word, sense, speakers, judged))
    return tuple(found)


_Sides = tuple[tuple[Participant, ...], tuple[Participant, ...]]


def _said(word: Token, frames: Frames, lexicon: Lexicon, casting: Casting, quoted: tuple[Sentence, Token] | None) -> _Sides | None:
    """Speaker and judged of "X said that Y was WORD"; None where the word is no predicate."""
    sentence = frames.sentence
    if not sentence.children(word, "cop"):
        return None
    verb = report_verb(word, frames, lexicon)
    speakers = _all(casting, sentence, frames.slot(verb, "subj")) if verb is not None else ()
    if not speakers and quoted is not None:
        speakers = usable(casting.near(*quoted))
    return speakers, _all(casting, sentence, frames.slot(word, "surface"))


def _named(word: Token, frames: Frames, casting: Casting) -> _Sides:
    """Speaker and judged of "X called Y WORD" or "X described Y as WORD"; nobody where the word is not said of an object."""
    verb = frames.sentence.head(word)
    if verb is None or verb.lemma not in NAMING or word.relation not in ("xcomp", "obl", "advcl"):
        return (), ()
    return _all(casting, frames.sentence, frames.slot(verb, "subj")), _all(casting, frames.sentence, frames.slot(verb, "obj"))


def _all(casting: Casting, sentence: Sentence, tokens: tuple[Token, ...]) -> tuple[Participant, ...]:
    return tuple(p for t in tokens for p in usable(casting.near(sentence, t)))
