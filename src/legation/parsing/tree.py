"""Arc scores to a dependency tree with one root (Chu-Liu and Edmonds, 1965 and 1967)."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Heads = npt.NDArray[np.int64]

MAX_ROOTS: Final = 16
"""Words tried as the root, likeliest first; nearly always the first is best, and junk must not cost more."""


def heads(arcs: npt.NDArray[np.float32]) -> Heads:
    """Governor of each word, 0 for the root and j + 1 for word j; exactly one root, no cycle.

    Args:
        arcs: scores (n, n + 1); row i is word i, column 0 the root, column j + 1 word j.
    """
    n = len(arcs)
    if n == 0:
        return np.zeros(0, np.int64)
    scores = np.full((n + 1, n + 1), -np.inf)
    scores[1:] = arcs - _log_total(arcs)
    np.fill_diagonal(scores, -np.inf)
    inner = scores[1:, 1:].max(1)
    inner = np.where(np.isfinite(inner), inner, 0.0)
    bounds = inner.sum() - inner + scores[1:, 0]
    best, reached = np.zeros(n, np.int64), -np.inf
    for root in np.argsort(-bounds, kind="stable")[:MAX_ROOTS]:
        if bounds[root] <= reached:
            break
        found = _rooted(scores, int(root))
        total = float(scores[np.arange(1, n + 1), found].sum())
        if total > reached:
            best, reached = found, total
    return best


def _rooted(scores: Floats, root: int) -> Heads:
    """The best tree whose root is the word `root`; its score is never above that word's bound."""
    fixed = scores.copy()
    fixed[1:, 0] = -np.inf
    fixed[root + 1] = -np.inf
    fixed[root + 1, 0] = scores[root + 1, 0]
    found: Heads = _best_tree(fixed)[1:]
    return found


def _log_total(arcs: npt.NDArray[np.float32]) -> Floats:
    exact = arcs.astype(np.float64)
    top = exact.max(1, keepdims=True)
    return np.asarray(top + np.log(np.exp(exact - top).sum(1, keepdims=True)))


def _cycle(governors: Heads) -> list[int]:
    """The nodes of one cycle, or none. Node 0 is the root."""
    colour = [0] * len(governors)
    for start in range(1, len(governors)):
        path, node = [], start
        while node and not colour[node]:
            colour[node] = start
            path.append(node)
            node = int(governors[node])
        if node and colour[node] == start:
            return path[path.index(node) :]
    return []


def _best_tree(scores: Floats) -> Heads:
    """Governors of the best arborescence from node 0; scores[i, j] is the arc from governor j to node i."""
    governors: Heads = scores.argmax(1)
    governors[0] = 0
    cycle = _cycle(governors)
    if not cycle:
        return governors
    ring = np.array(cycle)
    outside = np.setdiff1d(np.arange(len(scores)), ring)
    own = scores[ring, governors[ring]]
    entering = scores[np.ix_(ring, outside)] - own[:, None]
    leaving = scores[np.ix_(outside, ring)]
    m = len(outside)
    smaller = np.full((m + 1, m + 1), -np.inf)
    smaller[:m, :m] = scores[np.ix_(outside, outside)]
    smaller[m, :m] = entering.max(0)
    smaller[1:m, m] = leaving.max(1)[1:]
    found = _best_tree(smaller)
    governors[outside[1:]] = [outside[g] if g < m else ring[leaving[i + 1].argmax()] for i, g in enumerate(found[1:m])]
    entry = int(entering[:, found[m]].argmax())
    governors[ring[entry]] = outside[found[m]]
    return governors
