"""A sentence of a document, with its tokens and their syntax (Universal Dependencies 2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from legation.document import Role
from legation.span import Span


@dataclass(frozen=True, slots=True)
class Token:
    """One syntactic word.

    Attributes:
        index: position in the sentence, from 0.
        span: code points of `Document.text`; a clitic ("n't", "'s") is a token of its own.
        head: index of the governor in the same sentence, -1 for the root.
        deprel: Universal Dependencies relation, subtypes kept ("nsubj:pass").
    """

    index: int
    span: Span
    text: str
    lemma: str
    upos: str
    head: int
    deprel: str

    @property
    def relation(self) -> str:
        """The relation without its subtype."""
        return self.deprel.partition(":")[0]


@dataclass(frozen=True)
class Sentence:
    """A sentence with its dependency tree.

    Attributes:
        index: position among the document's sentences, from 0.
        role: role of the block that it stands in; a sentence never crosses a block.
        vector: mean of the encoder's token vectors. Shape (384,) float32, or None where no encoder ran.
    """

    index: int
    span: Span
    text: str
    role: Role
    tokens: tuple[Token, ...]
    vector: npt.NDArray[np.float32] | None = field(default=None, compare=False, repr=False)

    @cached_property
    def _children(self) -> tuple[tuple[Token, ...], ...]:
        rows: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head >= 0:
                rows[token.head].append(token)
        return tuple(tuple(row) for row in rows)

    def children(self, token: Token, *relations: str) -> tuple[Token, ...]:
        """Dependents of `token` in text order; only those whose relation, with or without its subtype, is in `relations` if any are given."""
        kids = self._children[token.index]
        if not relations:
            return kids
        return tuple(k for k in kids if k.deprel in relations or k.relation in relations)

    def head(self, token: Token) -> Token | None:
        """The governor, or None for the root."""
        return self.tokens[token.head] if token.head >= 0 else None

    def ancestors(self, token: Token) -> Iterator[Token]:
        """Governors from the nearest to the root."""
        while token.head >= 0:
            token = self.tokens[token.head]
            yield token

    def subtree(self, token: Token) -> tuple[Token, ...]:
        """The token and all that hangs on it, in text order."""
        found, queue = [token], [token]
        while queue:
            kids = self._children[queue.pop().index]
            found.extend(kids)
            queue.extend(kids)
        return tuple(sorted(found, key=lambda t: t.index))

    def token_at(self, offset: int) -> Token | None:
        """The token that holds the code point `offset`, or None."""
        return next((t for t in self.tokens if t.span.start <= offset < t.span.end), None)
