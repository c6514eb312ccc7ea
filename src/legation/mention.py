"""A stretch of a report that names somebody, some place, some time or some vessel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from legation.sentence import Sentence
from legation.span import Span

MentionKind: TypeAlias = Literal["person", "organisation", "place", "nationality", "time", "vessel", "role", "pronoun"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names or refers.

    Attributes:
        kind: person, organisation and place as the language core tags names; nationality for demonyms and adjectives of states; role for
            noun phrases headed by an office or a collective ("the minister", "militants", "both countries"); pronoun; time; vessel.
        sentence: index of its sentence in `Parse.sentences`.
        head: index of its head token in that sentence (the token of the span whose governor lies outside it).
    """

    span: Span
    text: str
    kind: MentionKind
    sentence: int
    head: int


@dataclass(frozen=True, slots=True)
class Parse:
    """A document's sentences and the mentions that the language core found, both in text order. Mentions of two kinds may overlap."""

    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds the code point `offset`, or None."""
        return next((s for s in self.sentences if s.span.start <= offset < s.span.end), None)
