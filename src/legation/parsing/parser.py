"""The language core: a document to its sentences, trees and mentions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import Final

import numpy as np

from legation.document import CODED_ROLES, Document, Role
from legation.encoder import session
from legation.encoder.graphs import Floats
from legation.encoder.session import Scores, Session
from legation.mention import Mention, Parse
from legation.parsing import names, tree
from legation.parsing.labels import consistent
from legation.parsing.lemma import lemma
from legation.parsing.mentions import mentions
from legation.parsing.splitter import sentences, ship_prefixes
from legation.parsing.tokenizer import Piece
from legation.sentence import Sentence, Token
from legation.span import Span

MAX_SENTENCES: Final = 4000
"""Sentences of one document that are parsed; the rest of a longer one is left."""
HELD_SENTENCES: Final = 256
"""Sentences whose scores are held at once: a report has fewer, a book of any length needs no more memory than these."""
SURE_START: Final = -0.5
"""Least score (log-odds) of a word at which a stretch that the splitter left whole comes apart."""
VECTOR_DECIMALS: Final = 4
"""Decimals kept of a sentence's vector."""


class CoreParser:
    """Satisfies `stages.Parser` with the shipped model. The same document gives the same parse, whatever came before it."""

    def __init__(self, core: Session) -> None:
        self._core = core

    def parse(self, document: Document) -> Parse:
        """Sentences of every coded role, with mentions; at most MAX_SENTENCES. Never fails on odd text."""
        made, named = list[Sentence](), list[Mention]()
        found = islice(_blocks(document), MAX_SENTENCES)
        while some := list(islice(found, HELD_SENTENCES)):
            self._parse(document.text, some, made, named)
        return Parse(tuple(made), tuple(named))

    def _parse(self, text: str, found: list[tuple[Role, list[Piece]]], made: list[Sentence], named: list[Mention]) -> None:
        """Adds the sentences of some stretches, and their mentions."""
        scored = self._core.encode([[text[a:b] for a, b in pieces] for _, pieces in found])
        parted = list(_parted(text, found, scored))
        heads = [tree.heads(scores.arcs) for _, _, scores in parted]
        tables = self._core.label([scores for _, _, scores in parted], heads)
        for (role, pieces, scores), governors, table in zip(parted, heads, tables, strict=True):
            tokens = self._tokens(text, pieces, scores, governors, table)
            span = Span(pieces[0][0], pieces[-1][1])
            vector = scores.vectors.mean(0).round(VECTOR_DECIMALS).astype(np.float32)
            sentence = Sentence(len(made), span, span.of(text), role, tokens, vector)
            made.append(sentence)
            named.extend(mentions(text, sentence, names.decode(scores.ner, self._core.inventory.ner)))

    def _tokens(self, text: str, pieces: list[Piece], scores: Scores, heads: tree.Heads, table: Floats) -> tuple[Token, ...]:
        """Words with part of speech, lemma, governor and its best relation; "root" for the root and for nothing else."""
        tags, relations = self._core.inventory.upos, self._core.inventory.deprels
        table[:, relations.index("root")] = -np.inf
        labels = ["root" if head == 0 else relations[best] for head, best in zip(heads, table.argmax(1), strict=True)]
        upos = [tags[i] for i in scores.upos.argmax(1)]
        labels = consistent(labels, upos, [int(h) for h in heads])
        return tuple(
            Token(i, Span(a, b), text[a:b], lemma(text[a:b], upos[i]), upos[i], int(heads[i]) - 1, labels[i]) for i, (a, b) in enumerate(pieces)
        )


def _parted(text: str, found: Sequence[tuple[Role, list[Piece]]], scored: Sequence[Scores]) -> Iterator[tuple[Role, list[Piece], Scores]]:
    """The sentences with their scores; a stretch of running text that holds several comes apart, a headline or caption never."""
    for (role, pieces), scores in zip(found, scored, strict=True):
        starts = [i for i in range(1, len(pieces)) if scores.starts[i] > SURE_START and not _titles_ship(text, pieces, i)] if role == "body" else []
        if not starts:
            yield role, pieces, scores
            continue
        for start, end in pairwise([0, *starts, len(pieces)]):
            yield role, pieces[start:end], scores.part(start, end)


def _titles_ship(text: str, pieces: list[Piece], i: int) -> bool:
    """Whether the word before or at the cut is the prefix of a ship ("destroyer USS Dewey"), where no sentence begins."""
    return text[slice(*pieces[i - 1])] in ship_prefixes() or (text[slice(*pieces[i])] in ship_prefixes() and text[pieces[i - 1][1] - 1].isalnum())


def _blocks(document: Document) -> Iterator[tuple[Role, list[Piece]]]:
    for block in document.blocks:
        if block.role in CODED_ROLES:
            for pieces in sentences(document.text, block.span.start, block.span.end):
                yield block.role, pieces


def load() -> CoreParser:
    """The parser with the shipped model.

    Raises:
        SetupError: the model is absent or broken.
    """
    return CoreParser(session.load())


__all__: Sequence[str] = ("CoreParser", "load")
