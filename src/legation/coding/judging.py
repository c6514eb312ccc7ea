"""Acts of judging another: "Lima said that the raid was unlawful", "called the move a provocation", "said Kabul was failing to act"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from legation.coding.casting import Casting, states, usable
from legation.coding.frames import Frames
from legation.coding.status import own_marks
from legation.coding.telling import report_verb
from legation.event import Event
from legation.knowledge.lexicon import Lexicon, Sense
from legation.participant import Participant
from legation.sentence import Sentence, Token

NAMING = frozenset({"call", "brand", "label", "describe", "term", "dub", "deem", "consider", "denounce", "dismiss", "decry", "slam", "condemn"})
"""Verbs that say a word of their object."""

GOING_ON = frozenset({"continue", "keep", "go", "begin", "start"})
"""Verbs whose infinitive or participle is what is said to be done: "continues to undermine"."""

OBSERVERS = frozenset({"CVL", "UNK", "EDU", "JRN", "MED"})
"""Sectors of those whose judging is opinion and no act (CODEBOOK.md section 2)."""

WITHIN = frozenset({"OPP", "PTY", "NGO", "LAB", "REB", "PRM", "UAF", "JUD", "LEG"})
"""Sectors that judge a government of their own state."""

JUDGED_AT_HOME = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})
"""Organs of the state that are judged at home."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The judging word, its sense, who judges and who is judged."""

    word: Token
    sense: Sense
    speakers: tuple[Participant, ...]
    judged: tuple[Participant, ...]


def judgements(frames: Frames, lexicon: Lexicon, casting: Casting, quoted: tuple[Sentence, Token] | None) -> tuple[Judgement, ...]:
    """Judgements of the sentence that one state or body passes on another; what is denied or only possible is none.

    Of several on the same party the first stands: they are one act of speech.

    Args:
        quoted: sentence and token of the speaker whose quotation the sentence stands in, if it names none itself.
    """
    found: dict[tuple[str, frozenset[str], frozenset[str]], Judgement] = {}
    for word in frames.sentence.tokens:
        sense = _sense(word, frames, lexicon)
        if sense is None or own_marks(word, frames):
            continue
        speakers, judged = _said(word, sense, frames, lexicon, casting, quoted) or _named(word, frames, casting)
        judged = tuple(j for j in judged if not states((j,)) <= states(speakers)) or judged
        if speakers and (_apart(speakers, judged) if judged else _of_a_thing(word, sense, speakers, frames)):
            found.setdefault((sense.type, states(speakers), states(judged)), Judgement(_anchor(word, frames), sense, speakers, judged))
    return tuple(found.values())


def is_told(judgement: Event, told: Iterable[Event]) -> bool:
    """Whether the sentence already gives the act of judging by another word: "called the raid a crime" is one act."""
    sides = states(judgement.actors), states(judgement.recipients)
    return any(e.type == judgement.type and (states(e.actors), states(e.recipients)) == sides for e in told)


_Sides = tuple[tuple[Participant, ...], tuple[Participant, ...]]


def _sense(word: Token, frames: Frames, lexicon: Lexicon) -> Sense | None:
    """What it is to say the word of another; a pair of words ("politically motivated", "commit crime") before the word alone."""
    forms = (word.lemma.lower(), word.text.lower())
    before = [f"{c.lemma.lower()} {form}" for c in frames.sentence.children(word, "advmod", "amod", "compound") for form in forms]
    after = [f"{forms[0]} {c.lemma.lower()}" for c in frames.sentence.children(word, "obj")]
    pairs = (lexicon.judgements.get(pair) for pair in (*before, *after))
    return next((s for s in pairs if s is not None), None) or lexicon.judgements.get(forms[0])


def _anchor(word: Token, frames: Frames) -> Token:
    """The word that names the act: the verb of "called the vote a sham", else the judging word."""
    verb = frames.sentence.head(word)
    return verb if verb is not None and _is_named(word, verb) else word


def _is_named(word: Token, verb: Token) -> bool:
    return verb.lemma in NAMING and word.relation in ("xcomp", "obl", "advcl")


def _of_a_thing(word: Token, sense: Sense, speakers: tuple[Participant, ...], frames: Frames) -> bool:
    """Whether an act of rule is condemned whose doer the sentence does not name: "called the vote a sham"."""
    verb, predicate = frames.sentence.head(word), _predicate(word, frames)
    named = verb is not None and _is_named(word, verb)
    things = frames.slot(verb, "obj") if named and verb is not None else _judged_tokens(predicate, frames) if predicate is not None else ()
    condemned = any(t.lemma.lower() in frames.lexicon.classes["judged_act"] for t in things)
    return condemned and sense.type == "ACCUSE" and not all(s.sector in OBSERVERS for s in speakers)


def _apart(speakers: tuple[Participant, ...], judged: tuple[Participant, ...]) -> bool:
    """Whether the one is somebody who acts by judging the other: another state, or at home a party, union or court its government."""
    if all(s.sector in OBSERVERS for s in speakers):
        return False
    if not states(speakers) & states(judged):
        return True
    at_home = all(s.sector in WITHIN for s in speakers) and all(j.sector in JUDGED_AT_HOME for j in judged)
    return at_home and not {s.sector for s in speakers} & {j.sector for j in judged}


def _said(word: Token, sense: Sense, frames: Frames, lexicon: Lexicon, casting: Casting, quoted: tuple[Sentence, Token] | None) -> _Sides | None:
    """Speaker and judged of "X said that Y was WORD" or "X said that Y WORDs"; None where the word is no predicate of a statement."""
    sentence, predicate = frames.sentence, _predicate(word, frames)
    if predicate is None:
        return None
    verb = report_verb(predicate, frames, lexicon)
    speakers = _all(casting, sentence, frames.slot(verb, "subj")) if verb is not None else ()
    if not speakers and quoted is not None:
        speakers = usable(casting.near(*quoted))
    subjects = _judged_tokens(predicate, frames)
    judged = _all(casting, sentence, subjects)
    if not judged and sense.type == "SUPPORT":  # what is praised may be an accord of others: "the agreement between Chad and Sudan"
        judged = tuple(p for t in subjects for p in casting.inside(sentence, t, states(speakers)))
    return speakers, judged


def _predicate(word: Token, frames: Frames) -> Token | None:
    """What is said with the word: itself, or the noun that it tells of ("is one of the most hostile powers"); None where nothing is said."""
    sentence = frames.sentence
    if sentence.children(word, "cop", "aux:pass") or _stated(word, frames):
        return word
    noun = sentence.head(word)
    while noun is not None and word.upos == "ADJ" and word.relation in ("amod", "conj"):
        if sentence.children(noun, "cop"):
            return noun
        outer = sentence.head(noun)
        if noun.relation not in ("nmod", "conj") or outer is None:
            return None
        if noun.relation == "nmod" and outer.lemma != "one":
            return None
        word, noun = (noun, outer) if noun.relation == "conj" else (word, outer)
    return None


def _judged_tokens(predicate: Token, frames: Frames) -> tuple[Token, ...]:
    """Whose doing the predicate is said of: its subject, or the doer of a clause that is its subject ("it is wrong that Chad left")."""
    clauses = frames.sentence.children(predicate, "csubj", "csubj:pass")
    if clauses:
        return tuple(t for c in clauses for t in frames.slot(c, "subj"))
    return frames.slot(predicate, "surface")


def _stated(verb: Token, frames: Frames) -> bool:
    """Whether the verb, in the active, is what a statement says for sure: "said that Kabul was failing to act", "continues to arm them"."""
    if verb.upos != "VERB" or frames.is_passive(verb):
        return False
    current, governor = verb, frames.sentence.head(verb)
    while governor is not None and current.relation in ("conj", "xcomp"):
        if own_marks(governor, frames) or (current.relation == "xcomp" and governor.lemma not in GOING_ON):
            return False
        current, governor = governor, frames.sentence.head(governor)
    return current.relation in ("ccomp", "parataxis", "root")


def _named(word: Token, frames: Frames, casting: Casting) -> _Sides:
    """Speaker and judged of "X called Y WORD" or "X described Y as WORD"; nobody where the word is not said of an object."""
    verb = frames.sentence.head(word)
    if verb is None or not _is_named(word, verb):
        return (), ()
    return _all(casting, frames.sentence, frames.slot(verb, "subj")), _all(casting, frames.sentence, frames.slot(verb, "obj"))


def _all(casting: Casting, sentence: Sentence, tokens: tuple[Token, ...]) -> tuple[Participant, ...]:
    return tuple(p for t in tokens for p in usable(casting.near(sentence, t)))
