"""Builds parses by hand, so that a room's tests need no model."""

from __future__ import annotations

from legation.document import Block, Document, PublicationDate
from legation.errors import Unknown
from legation.mention import Mention, MentionKind, Parse
from legation.participant import Participant
from legation.sentence import Sentence, Token
from legation.span import Span


def sentence(rows: str) -> Sentence:
    """A sentence from lines of `form lemma UPOS head deprel`, heads counted from 1 as in CoNLL-U; words are joined by single spaces."""
    tokens, at = [], 0
    for i, line in enumerate(r for r in rows.strip().splitlines() if r.strip()):
        form, lemma, upos, head, deprel = line.split()
        tokens.append(Token(i, Span(at, at + len(form)), form, lemma, upos, int(head) - 1, deprel))
        at += len(form) + 1
    text = " ".join(t.text for t in tokens)
    return Sentence(0, Span(0, len(text)), text, "body", tuple(tokens))


def document(parse: Sentence, day: PublicationDate | None = None) -> Document:
    """A report of this one sentence."""
    unknown = Unknown("not_stated")
    return Document("d", parse.text, (Block("body", parse.span),), unknown, day or unknown, "test", "en")


def participant(parse: Sentence, words: str, state: str, *, sector: str = "GOV", kind: MentionKind = "organisation", name: str = "") -> Participant:
    """A participant whose mention is the first occurrence of `words`; its head is the last word."""
    start = parse.text.index(words)
    span = Span(start, start + len(words))
    inside = [t for t in parse.tokens if span.contains(t.span)]
    head = next((t for t in inside if not any(o.index == t.head for o in inside)), inside[-1])
    mention = Mention(span, words, kind, 0, head.index)
    unknown = Unknown("not_in_roster")
    return Participant(mention, name or unknown, state, sector, (sector,), unknown, unknown, "name", 0.9)


def whole(parse: Sentence) -> Parse:
    """The parse of a report of this one sentence, without mentions."""
    return Parse((parse,), ())
