"""A cheap vector of a text's meaning: its words, weighted by how rarely English sentences hold them.

It stands in for the encoder's vector, which a stored report does not carry; the same text gives the same numbers on every machine.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cache
from typing import TypeAlias

from legation.knowledge.tables import data_file, rows

Vector: TypeAlias = dict[str, float]
"""Weights of terms, of length 1 (0 where the text has no word)."""

_WORD = re.compile(r"\w+(?:[.,]\d+)*")
_ENDINGS = (("ies", "y", 5), ("sses", "ss", 5), ("es", "e", 5), ("s", "", 4))
_KEPT = ("ss", "us", "is")

SENTENCE_TERMS, REPORT_TERMS = 30, 80
"""Heaviest terms that are kept of a sentence and of a report."""


def terms(text: str) -> list[str]:
    """The words of a text in order, lower case, without the plural's and the possessive's s."""
    return [_stem(word) for word in _WORD.findall(text.casefold()) if len(word) > 1]


def vector(text: str, most: int) -> Vector:
    """The heaviest `most` terms of a text, weighted (1 + log of their count) times their rarity; length 1."""
    found = {term: (1 + math.log(n)) * rarity(term) for term, n in Counter(terms(text)).items()}
    heaviest = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:most]
    return unit({term: weight for term, weight in heaviest if weight > 0})


def unit(weights: Vector) -> Vector:
    """The weights scaled to length 1, rounded, in the order of their terms."""
    length = math.sqrt(sum(w * w for _, w in sorted(weights.items())))
    return {term: round(w / length, 4) for term, w in sorted(weights.items())} if length else {}


def cosine(one: Vector, other: Vector) -> float:
    """Cosine of two vectors of length 1, 0 to 1; the same either way round."""
    small, large = sorted((one, other), key=lambda v: (len(v), sorted(v)))
    return round(min(1.0, sum(w * large[term] for term, w in sorted(small.items()) if term in large)), 4)


def rarity(term: str) -> float:
    """Logarithm of how many sentences there are for each that holds the term; a term never counted is the rarest."""
    total, counts = _counts()
    return math.log((1 + total) / (1 + counts.get(term, 0)))


def counted(term: str) -> tuple[int, int]:
    """In how many of the counted sentences a term stands, and how many were counted."""
    total, counts = _counts()
    return counts.get(term, 0), total


@cache
def _counts() -> tuple[int, dict[str, int]]:
    counts = {row["term"]: int(row["sentences"]) for _, row in rows(data_file("recording", "words.tsv"), ("term", "sentences"))}
    return counts.pop("*"), counts


def _stem(word: str) -> str:
    for ending, instead, least in _ENDINGS:
        if word.endswith(ending) and len(word) >= least and not word.endswith(_KEPT):
            return word.removesuffix(ending) + instead
    return word
