"""The learned reading of a pair: the relation head's numbers to a Relation."""

from __future__ import annotations

from functools import cache
from typing import cast

import numpy as np

from legation.encoder import pairs
from legation.encoder.graphs import Floats
from legation.encoder.pairs import PairSession
from legation.event import Status
from legation.knowledge import ontology
from legation.relation import NONE, Question, Relation

DECIMALS = 4
"""Decimals of a probability: enough to compare, few enough that rounding of the processor does not show."""


class HeadRelater:
    """Satisfies `stages.Relater` with the shipped relation head. Each question is answered alone: the same question, the same answer."""

    def __init__(self, head: PairSession) -> None:
        self._head = head
        self._quads = {name: type_.quad for name, type_ in ontology.load().types.items()}

    def relate(self, question: Question) -> Relation:
        """The likeliest act that joins the pair, with the probabilities of all."""
        scores = self._head.score(question.text, question.actor, question.recipient)
        chances = _softmax(scores.types)
        best = self._head.types[int(chances.argmax())]
        status = None if best == NONE else cast("Status", self._head.statuses[int(scores.statuses.argmax())])
        return Relation(best, self._quads.get(best), status, {t: round(float(p), DECIMALS) for t, p in zip(self._head.types, chances, strict=True)})


def _softmax(logits: Floats) -> Floats:
    e = np.exp(logits - logits.max())
    found: Floats = e / e.sum()
    return found


@cache
def load() -> HeadRelater:
    """The relater with the shipped model.

    Raises:
        SetupError: the model is absent or broken.
    """
    return HeadRelater(pairs.load())
