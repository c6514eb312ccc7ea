"""Who is reported as saying that an act happened."""

from __future__ import annotations

from legation.coding.casting import Casting
from legation.coding.frames import Frames
from legation.errors import Unknown
from legation.event import Attribution, Quote
from legation.knowledge.lexicon import Lexicon
from legation.participant import Participant
from legation.sentence import Sentence, Token
from legation.span import Span


def report_verb(token: Token, frames: Frames, lexicon: Lexicon) -> Token | None:
    """The verb of saying that governs the clause of `token`, or that stands beside it ("..., the minister said"); None if none."""
    sentence = frames.sentence
    current = token
    for governor in sentence.ancestors(token):
        if current.relation in ("ccomp", "parataxis", "xcomp", "advcl") and governor.lemma in lexicon.report_verbs and governor.upos == "VERB":
            return governor
        beside = _beside(current, frames, lexicon)
        if beside:
            return beside
        current = governor
    return _beside(current, frames, lexicon)


def _beside(token: Token, frames: Frames, lexicon: Lexicon) -> Token | None:
    for child in frames.sentence.children(token, "parataxis", "advcl"):
        if child.lemma in lexicon.report_verbs and child.upos == "VERB" and frames.sentence.children(child, "nsubj"):
            return child
    return None


def according_to(sentence: Sentence, frames: Frames) -> Token | None:
    """The source named by "according to", None if none."""
    for token in sentence.tokens:
        if token.relation in ("obl", "nmod", "advmod") and frames.preposition(token) == "according to":
            return token
        governor = sentence.head(token)
        if (
            token.relation in ("obl", "nmod")
            and frames.preposition(token) == "to"
            and governor is not None
            and governor.lemma in ("according", "accord")
        ):
            return token
    return None


def attribution_of(token: Token, frames: Frames, lexicon: Lexicon, casting: Casting, text: str) -> Attribution | None:
    """Who tells of the act headed by `token`, or None where the reporter does."""
    verb = report_verb(token, frames, lexicon)
    speakers = frames.slot(verb, "subj") if verb is not None else ()
    if not speakers:
        source = according_to(frames.sentence, frames)
        speakers = (source,) if source is not None else ()
    if not speakers:
        return None
    named = _named_above(verb, frames, lexicon) if verb is not None and speakers[0].upos == "PRON" else None
    return told_by(named or speakers[0], frames.sentence, casting, text)


def _named_above(verb: Token, frames: Frames, lexicon: Lexicon) -> Token | None:
    """The speaker of the clause around one whose speaker is only a pronoun: "Rubio said he believes that ..."."""
    outer = report_verb(verb, frames, lexicon)
    return next((t for t in frames.slot(outer, "subj") if t.upos != "PRON"), None) if outer is not None else None


def told_by(speaker: Token, sentence: Sentence, casting: Casting, text: str) -> Attribution:
    """The attribution to the phrase headed by `speaker`."""
    participants = casting.at(sentence, speaker)
    if participants:
        first: Participant = participants[0]
        span = _with_name(first.mention.span, speaker, sentence)
        return Attribution(Quote(span, span.of(text)), first.name, first.state)
    span = noun_phrase(speaker, sentence)
    return Attribution(Quote(span, span.of(text)), Unknown("not_in_roster"), Unknown("no_state"))


def _with_name(span: Span, speaker: Token, sentence: Sentence) -> Span:
    """The phrase with the name that stands beside it: "Dodik's lawyer, Anto Nobilo"."""
    names = [c for c in sentence.children(speaker, "appos") if c.upos == "PROPN" and c.span.start > span.start]
    return Span(span.start, max(span.end, noun_phrase(names[0], sentence).end)) if names else span


def noun_phrase(head: Token, sentence: Sentence) -> Span:
    """The head with its left modifiers and names, without clauses and other post-modifiers."""
    kept = [head]
    for child in sentence.children(head, "det", "amod", "compound", "nummod", "nmod:poss", "flat", "nmod:unmarked"):
        kept += sentence.subtree(child)
    return Span(min(t.span.start for t in kept), max(t.span.end for t in kept))
