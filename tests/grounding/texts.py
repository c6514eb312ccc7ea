"""Builds documents from plain words, with or without tokens, so that the room's tests need no language core."""

from __future__ import annotations

import re
from datetime import date

from legation.document import Block, Document, PublicationDate
from legation.errors import Unknown
from legation.grounding.grammar import read_grammar
from legation.grounding.moments import moments_of
from legation.mention import Mention, MentionKind, Parse
from legation.moment import MomentMention
from legation.sentence import Sentence
from legation.span import Span

WEDNESDAY = date(2024, 5, 8)
"""The day that most cases are published on."""


def report(text: str, day: date | None = WEDNESDAY) -> Document:
    """A report of these words, all body."""
    known = Unknown("not_stated") if day is None else PublicationDate(day, "given")
    return Document("d", text, (Block("body", Span(0, max(1, len(text)))),), Unknown("not_stated"), known, "test", "en")


def sentences(text: str, mentions: tuple[Mention, ...] = ()) -> Parse:
    """The parse that splits after a full stop and has no tokens."""
    spans = [Span(m.start(), m.end()) for m in re.finditer(r"\S.*?(?:(?<=[a-z0-9)])\.(?=\s+[A-Z]|$)|$)", text, re.DOTALL)]
    return Parse(tuple(Sentence(i, s, s.of(text), "body", ()) for i, s in enumerate(spans)), mentions)


def marked(words: str, kind: MentionKind = "place") -> tuple[str, Parse]:
    """The words without their [brackets], and a parse with a mention for each; {braces} mark nationalities."""
    text, found = "", []
    for piece in re.split(r"(\[[^\]]*\]|\{[^}]*\})", words):
        if piece[:1] in ("[", "{"):
            inner = piece[1:-1]
            found.append(Mention(Span(len(text), len(text) + len(inner)), inner, kind if piece[0] == "[" else "nationality", 0, 0))
            text += inner
        else:
            text += piece
    return text, sentences(text, tuple(found))


def times(text: str, day: date | None = WEDNESDAY) -> list[MomentMention]:
    """The time expressions of the words."""
    return list(moments_of(report(text, day), sentences(text), read_grammar()))
