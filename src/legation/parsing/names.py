"""Name-tag scores to tags: the best sequence in which no name continues that has not begun."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
FORBIDDEN = -1e6


def decode(scores: npt.NDArray[np.float32], names: Sequence[str]) -> list[str]:
    """The best BIO tags of a sentence (Viterbi). Scores (n, len(names)) are logits."""
    if not len(scores):
        return []
    each = [names[i] for i in scores.argmax(1)]
    if all(t[0] != "I" or (i and each[i - 1][2:] == t[2:]) for i, t in enumerate(each)):
        return each  # the best tag of every word already makes a sequence
    steps = _steps(tuple(names))
    best = scores[0].astype(np.float64) + np.array([FORBIDDEN if n[0] == "I" else 0.0 for n in names])
    back = np.zeros(scores.shape, np.int64)
    for i in range(1, len(scores)):
        paths = best[:, None] + steps
        back[i] = paths.argmax(0)
        best = paths.max(0) + scores[i]
    path = [int(best.argmax())]
    for i in range(len(scores) - 1, 0, -1):
        path.append(int(back[i, path[-1]]))
    return [names[i] for i in reversed(path)]


@lru_cache(maxsize=4)
def _steps(names: tuple[str, ...]) -> Floats:
    """steps[a, b]: 0 where tag b may follow tag a, else FORBIDDEN."""
    return np.array([[FORBIDDEN if b[0] == "I" and a[2:] != b[2:] else 0.0 for b in names] for a in names])
