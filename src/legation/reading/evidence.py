"""Which blocks a text was made from: membership that bears small differences."""

from __future__ import annotations

import re

GRAM_CHARS = 10
MIN_COVERED = 0.8
"""Share of a block's grams that must stand in the extracted text."""
_STEP = 3
_NOT_LETTERS = re.compile(r"[\W_]+")


def letters_of(text: str) -> str:
    """Letters and digits only, in lower case: what is left alike however a text is spaced and pointed."""
    return _NOT_LETTERS.sub("", text.lower())


class Extracted:
    """The text that another extractor took for the article, to be asked of single blocks.

    Args:
        text: one paragraph a line.
    """

    def __init__(self, text: str) -> None:
        self._lines = frozenset(letters_of(line) for line in text.splitlines())
        whole = letters_of(text)
        self._grams = frozenset(whole[i : i + GRAM_CHARS] for i in range(len(whole) - GRAM_CHARS + 1))

    def holds(self, letters: str) -> bool:
        """Whether a block with these letters is part of the text: as a line when it is short, else by four fifths of its ten-letter grams."""
        if letters in self._lines:
            return bool(letters)
        return len(letters) >= 2 * GRAM_CHARS and self.share_of(letters) >= MIN_COVERED

    def share_of(self, letters: str) -> float:
        """Share of the grams of these letters that stand in the text, 0-1."""
        grams = range(0, len(letters) - GRAM_CHARS + 1, _STEP)
        return sum(letters[i : i + GRAM_CHARS] in self._grams for i in grams) / max(1, len(grams))
