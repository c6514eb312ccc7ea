"""Sayings of one sentence: who says what, and in which words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from legation.coding.casting import Casting
from legation.coding.frames import Frames
from legation.coding.quotes import Quoted
from legation.coding.status import own_marks
from legation.coding.telling import according_to, noun_phrase
from legation.errors import Unknown
from legation.knowledge.lexicon import Lexicon
from legation.mention import Mention, MentionKind
from legation.participant import Participant
from legation.sentence import Sentence, Token
from legation.span import Span

MARKS = "“”«»„\"'‘’"
ASKING = frozenset({"?", "!"})
"""Punctuation that belongs to the words said."""

ON_AND_ON = frozenset({"go", "continue", "proceed", "begin", "start", "conclude"})
"""Verbs whose infinitive of saying is said: "went on to say"."""

PERSONS = frozenset({"he", "she", "they", "we", "i"})
"""Pronouns that speak though nobody is found for them."""

SOURCE_WORDS = frozenset({"accord", "according"})
CLAUSES = frozenset({"root", "conj", "parataxis", "ccomp", "advcl", "acl"})
LABEL_WORDS = 7
"""Words of the speaker before or after the colon of a headline, at most."""

MOSTLY = 0.8
"""Share of the words said that must stand between quotation marks for the quotation to be what is said."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A speaker's words in one sentence.

    Attributes:
        verb: the verb of saying; None after "according to", in a headline with a colon and in the later sentences of a quotation.
        span: the words, without the attribution where it does not stand in their midst. own: indices of tokens that are the speaker's words.
        direct: whether the words stand between quotation marks.
    """

    sentence: Sentence
    verb: Token | None
    speakers: tuple[Participant, ...]
    span: Span
    own: frozenset[int]
    direct: bool


class Sayings:
    """Finds the sayings of a report's sentences."""

    def __init__(self, lexicon: Lexicon, casting: Casting, quoted: tuple[Quoted, ...], text: str) -> None:
        self._lexicon, self._casting, self._quoted, self._text = lexicon, casting, quoted, text
        self._starts = [q.span.start for q in quoted]
        self._verbs, self._wordings, self._people = (lexicon.classes[name] for name in ("saying", "wording", "speaker"))

    def of(self, sentence: Sentence) -> tuple[Saying, ...]:
        """Sayings of a sentence in the order of their words; what only passes on another's saying is none."""
        if sentence.role != "headline" and not any(t.lemma in self._verbs or t.lemma in SOURCE_WORDS for t in sentence.tokens):
            return ()
        frames = Frames(sentence, self._lexicon)
        verbs = [v for v in sentence.tokens if self._says(v, frames) and frames.slot(v, "subj")]
        relayed = [v for v in verbs if self._said(v, frames)]
        told = [s for v in verbs if (s := self._by_verb(v, frames, relayed, alone=len(verbs) == 1)) is not None]
        source = according_to(sentence, frames)
        if source is not None and (found := self._by_source(source, frames, relayed)) is not None:
            told.append(found)
        if not told and sentence.role == "headline":
            told += self._by_colon(sentence)
        return tuple(sorted(told, key=lambda s: s.span))

    def inside(self, token: Token) -> int | None:
        """Number of the quotation that a token stands in, None outside."""
        number = bisect_right(self._starts, token.span.start) - 1
        return number if number >= 0 and self._quoted[number].span.contains(token.span) else None

    def _says(self, verb: Token, frames: Frames) -> bool:
        """Whether the verb is one of saying, outside quotations, and the saying is done."""
        if verb.upos != "VERB" or verb.lemma not in self._verbs or self.inside(verb) is not None or own_marks(verb, frames):
            return False
        infinitive = any(m.lemma == "to" for m in frames.sentence.children(verb, "mark"))
        governor = frames.sentence.head(verb)
        return not infinitive or (governor is not None and governor.lemma in ON_AND_ON)

    def _by_verb(self, verb: Token, frames: Frames, relayed: list[Token], *, alone: bool) -> Saying | None:
        heads = self._said(verb, frames)
        if heads and all(h in relayed for h in heads):
            return None
        subjects = frames.slot(verb, "subj")
        speakers = self._speakers([t for t in subjects if t is subjects[0] or t.relation == "conj"], frames.sentence)
        if not speakers:
            return None
        attribution = {t.index for t in frames.sentence.subtree(verb)} - {
            t.index for h in heads if h.head == verb.index for t in frames.sentence.subtree(h)
        }
        own = [t for h in heads for t in frames.sentence.subtree(h) if t.index not in attribution]
        return self._direct(verb, speakers, own, frames.sentence, alone=alone) or _indirect(frames.sentence, verb, speakers, own)

    def _said(self, verb: Token, frames: Frames) -> list[Token]:
        """Heads of the clauses that are said: complements, else what stands beside a verb that is put in ("..., he said, ...")."""
        sentence = frames.sentence
        found = list(sentence.children(verb, "ccomp")) or [p for p in sentence.children(verb, "parataxis") if p.index > verb.index]
        governor = sentence.head(verb)
        if found or governor is None:
            return found
        marks = [m for m in sentence.children(verb, "mark", "advmod") if m.lemma == "as"]
        put_in = verb.relation == "advcl" and any(m.index == 0 or sentence.tokens[m.index - 1].upos == "PUNCT" for m in marks)
        return [governor] if put_in or verb.relation == "parataxis" else []

    def _direct(self, verb: Token, speakers: tuple[Participant, ...], own: list[Token], sentence: Sentence, *, alone: bool) -> Saying | None:
        """The quotation that is said: that of the complement, or where the parser found none, the one beside the verb.

        Where nobody else speaks in the sentence, the quotations after the verb go on with it: "..., he said, ..." between marks.
        """
        words = [t for t in own if t.upos != "PUNCT"]
        words = [t for t in words if t.index < verb.index] or words  # what follows the attribution may belong to it: "..., he said on landing"
        marked = [t for t in words if self.inside(t) is not None]
        if words and (len(marked) < MOSTLY * len(words) or self.inside(words[0]) is None):
            return None
        quoted = {self.inside(t) for t in marked} or self._beside(verb, sentence)
        if alone and quoted:
            quoted |= {i for t in sentence.tokens[verb.index :] if (i := self.inside(t)) is not None}
        tokens = [t for t in sentence.tokens if self.inside(t) in quoted]
        if not quoted or not tokens:
            return None
        return _saying(sentence, verb, speakers, tokens, direct=True)

    def _beside(self, verb: Token, sentence: Sentence) -> set[int | None]:
        """The nearest quotation of four words or more, in a sentence whose parse gives the verb no complement."""
        near = sorted((abs(t.index - verb.index), i) for t in sentence.tokens if t.upos != "PUNCT" and (i := self.inside(t)) is not None)
        count = [i for _, i in near]
        return {next((i for i in count if count.count(i) >= 4), None)} - {None}

    def _by_source(self, source: Token, frames: Frames, relayed: list[Token]) -> Saying | None:
        """What is so "according to" somebody: the clause that the phrase stands in."""
        sentence = frames.sentence
        host = next((a for a in sentence.ancestors(source) if a.relation in CLAUSES), None)
        speakers = self._speakers((source,), sentence)
        if host is None or host in relayed or not speakers or self.inside(source) is not None:
            return None
        phrase = {t.index for t in sentence.subtree(source)}
        return _indirect(sentence, None, speakers, [t for t in sentence.subtree(host) if t.index not in phrase])

    def _by_colon(self, sentence: Sentence) -> Iterator[Saying]:
        """ "Minister: ties were never better", "Ties were never better: minister". A place before the colon is what the story is about."""
        colons = [t for t in sentence.tokens if t.text == ":" and self.inside(t) is None]
        if len(colons) != 1:
            return
        before, after = sentence.tokens[: colons[0].index], sentence.tokens[colons[0].index + 1 :]
        for label, words, last in ((before, after, False), (after, before, True)):
            speakers = self._label(label, sentence, places=last)
            if speakers and len(label) <= LABEL_WORDS and sum(t.upos != "PUNCT" for t in words) > 2:
                found = _saying(sentence, None, speakers, words, direct=False)
                yield from (found,) if found is not None else ()
                return

    def _label(self, label: tuple[Token, ...], sentence: Sentence, *, places: bool) -> tuple[Participant, ...]:
        inside = {t.index for t in label}
        heads = [t for t in label if t.upos in ("NOUN", "PROPN") and t.head not in inside]
        if len(heads) != 1 or any(t.upos in ("VERB", "AUX") for t in label):
            return ()
        kinds = {"person", "role", "organisation"} | ({"place"} if places else set())
        return tuple(p for p in self._casting.at(sentence, heads[0]) if p.mention.kind in kinds)

    def _speakers(self, tokens: Iterable[Token], sentence: Sentence) -> tuple[Participant, ...]:
        return tuple({(p.mention.span, str(p.state)): p for t in tokens for p in self._speaker(t, sentence)}.values())

    def _speaker(self, token: Token, sentence: Sentence) -> tuple[Participant, ...]:
        """Whoever stands at the token; whose the statement is that it names; an unknown person as he stands."""
        found = tuple(p for p in self._casting.at(sentence, token) if p.mention.kind not in ("vessel", "time"))
        if found:
            return tuple(p for p in found if p.mention.kind != "place" or not isinstance(p.state, Unknown))
        if token.lemma in self._wordings:
            return self._casting.near(sentence, token)
        pronoun = token.upos == "PRON" and token.lemma.lower() in PERSONS
        if pronoun or token.upos == "PROPN" or (token.upos == "NOUN" and token.lemma in self._people):
            return (self._unknown(token, sentence),)
        return ()

    def _unknown(self, token: Token, sentence: Sentence) -> Participant:
        kind: MentionKind = "pronoun" if token.upos == "PRON" else "role" if token.upos == "NOUN" else "person"
        span = noun_phrase(token, sentence)
        mention = Mention(span, span.of(self._text), kind, sentence.index, token.index)
        nobody = Unknown("no_antecedent" if kind == "pronoun" else "not_in_roster")
        return Participant(mention, nobody, Unknown("no_state"), "UNK", ("UNK",), nobody, nobody, "role" if kind == "role" else "name", 0.5)


def _indirect(sentence: Sentence, verb: Token | None, speakers: tuple[Participant, ...], own: list[Token]) -> Saying | None:
    """Words of a clause; None where it has no predicate, but for headlines of three words or more."""
    short = sentence.role == "headline" and sum(t.upos != "PUNCT" for t in own) > 2
    if not short and not any(t.upos in ("VERB", "AUX") for t in own):
        return None
    return _saying(sentence, verb, speakers, own, direct=False)


def _saying(sentence: Sentence, verb: Token | None, speakers: tuple[Participant, ...], own: Iterable[Token], *, direct: bool) -> Saying | None:
    tokens = trimmed(sorted(own, key=lambda t: t.index))
    if not tokens:
        return None
    span = Span(tokens[0].span.start, tokens[-1].span.end)
    return Saying(sentence, verb, speakers, span, frozenset(t.index for t in tokens), direct)


def trimmed(tokens: list[Token]) -> list[Token]:
    """Without punctuation at either end, a leading "that", and marks around the whole or without their partner."""
    while tokens and (_edge(tokens[0]) or (tokens[0].lemma == "that" and tokens[0].deprel == "mark") or tokens[0].upos == "CCONJ"):
        tokens = tokens[1:]
    while tokens and _edge(tokens[-1]):
        tokens = tokens[:-1]
    if len(tokens) > 1 and _mark(tokens[0]) and _mark(tokens[-1]):
        return trimmed(tokens[1:-1])
    odd = sum(map(_mark, tokens)) % 2
    if odd and (_mark(tokens[0]) or _mark(tokens[-1])):
        return trimmed(tokens[1:] if _mark(tokens[0]) else tokens[:-1])
    return tokens


def _mark(token: Token) -> bool:
    return token.text in MARKS


def _edge(token: Token) -> bool:
    return token.upos == "PUNCT" and token.text not in ASKING and not _mark(token)
