"""Name tags from scores."""

from __future__ import annotations

import numpy as np

from legation.parsing.names import decode

TAGS = ("B-ORG", "I-ORG", "O")


def test_name_never_continues_what_has_not_begun() -> None:
    """Where the best tags word by word would be O and I, the best sequence begins the name."""
    scores = np.array([[2.0, 0.0, 2.1], [0.0, 4.0, 1.0]], np.float32)
    assert decode(scores, TAGS) == ["B-ORG", "I-ORG"]


def test_no_words_no_tags() -> None:
    """An empty sentence has no tags."""
    assert decode(np.zeros((0, 3), np.float32), TAGS) == []
