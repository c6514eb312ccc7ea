"""The case-shape of a word: what an uncased encoder cannot see in its pieces."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

SHAPES: Final = ("lower", "title", "upper", "mixed", "letter", "figure", "mark", "spare")
"""Names of the shapes, in the order of the model's embedding rows, which is part of a trained model.

"letter" is one capital letter, "figure" holds a digit.
"""


@lru_cache(maxsize=1 << 16)
def shape(word: str) -> int:
    """The row of a word's case-shape in SHAPES; scripts without case count as "mixed"."""
    if any(c.isdigit() for c in word):
        return 5
    if not any(c.isalpha() for c in word):
        return 6
    if word.isupper():
        return 4 if len(word) == 1 else 2
    if word[0].isupper():
        return 1 if word[1:].islower() else 3
    return 0 if word.islower() else 3
