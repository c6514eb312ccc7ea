"""Whether the words around a time expression tell what is past or what lies ahead."""

from __future__ import annotations

from collections.abc import Iterator

from legation.grounding.grammar import Grammar
from legation.sentence import Sentence, Token
from legation.span import Span

PAST, UNCLEAR, AHEAD, PRESENT = -1, 0, 1, 2

CLIMB = 6
"""Governors asked at most, from the expression upwards."""

REACH = 300
"""Code points before the expression that are searched for cues where there is no parse."""

NEAR = 45
"""Code points before the expression in which a cue such as "ahead of" outweighs a past verb further up."""

PAST_LENGTH = 4
"""Letters that a word with the ending of the past has at least: "bed" and "red" are none."""


def direction(sentence: Sentence, span: Span, grammar: Grammar) -> int:
    """AHEAD, PAST, PRESENT or UNCLEAR: by the governing verb where the sentence is parsed, else by cue words before the expression."""
    at = max(0, span.start - sentence.span.start)
    before = sentence.text[max(0, at - REACH) : at].lower()
    token = sentence.token_at(span.start) if sentence.tokens else None
    if token is None:
        return AHEAD if _cue(before, grammar) else PAST if _tells_past(before, grammar) else UNCLEAR
    if _cue(before[-NEAR:], grammar, nominal=True):
        return AHEAD
    found = [told for verb in _governors(token, sentence) if (told := _told_by(verb, sentence, grammar)) is not None]
    told = found[0] if found else UNCLEAR
    return UNCLEAR if told == PAST and _dates_a_noun(token, sentence) else told


def _dates_a_noun(token: Token, sentence: Sentence) -> bool:
    """Whether the expression hangs on a noun, whose time the verb leaves open: "announced a vote in May"."""
    governor = sentence.head(token)
    return governor is not None and token.relation == "nmod" and governor.upos == "NOUN" and not sentence.children(governor, "cop")


def _tells_past(before: str, grammar: Grammar) -> bool:
    words = before.rpartition(". ")[2].split()
    told = grammar.tense
    return any(w in told["past"] or (w.endswith(told["past_ending"]) and len(w) >= PAST_LENGTH and w not in told["not_past"]) for w in words)


def _cue(before: str, grammar: Grammar, *, nominal: bool = False) -> bool:
    """Whether a cue of what lies ahead stands in the words; `nominal` leaves auxiliaries out."""
    padded = f" {' '.join(before.split())} "
    cues = grammar.tense["ahead"]
    return any(f" {cue} " in padded for cue in cues if not (nominal and cue in grammar.tense["auxiliaries"]))


def _governors(token: Token, sentence: Sentence) -> Iterator[Token]:
    yield token
    for steps, governor in enumerate(sentence.ancestors(token)):
        if steps >= CLIMB:
            return
        yield governor


def _told_by(verb: Token, sentence: Sentence, grammar: Grammar) -> int | None:
    """What one governor tells; None when it is no predicate."""
    helpers = sentence.children(verb, "aux", "cop")
    if verb.upos not in ("VERB", "AUX") and not helpers:
        return AHEAD if verb.upos == "ADJ" and verb.lemma.lower() in grammar.tense["planning"] else None
    words = {h.text.lower() for h in helpers} | {h.lemma.lower() for h in helpers}
    if words & set(grammar.tense["auxiliaries"]) or verb.lemma.lower() in grammar.tense["planning"]:
        return AHEAD
    if any(m.text.lower() == grammar.tense["infinitive"] for m in sentence.children(verb, "mark")):
        return _infinitive(verb, words, sentence, grammar)
    past = bool(words & set(grammar.tense["past_auxiliaries"]))
    if verb.text.lower().endswith(grammar.tense["participle_ending"]):
        return AHEAD if words & set(grammar.tense["present"]) and not past else None
    if past:
        return PAST
    word = verb.text.lower()
    return PRESENT if word == verb.lemma.lower() or word.endswith(grammar.tense["third_person_ending"]) else PAST


def _infinitive(verb: Token, words: set[str], sentence: Sentence, grammar: Grammar) -> int | None:
    """ "to visit": ahead in a headline, after "is", and under a verb of planning; else what its governor tells."""
    governor = sentence.head(verb)
    if governor is None or words & set(grammar.tense["present"]):
        return AHEAD
    return AHEAD if governor.lemma.lower() in grammar.tense["planning"] else None
