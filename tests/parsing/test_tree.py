"""Arc scores to trees."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.parsing.tree import heads


def is_tree(governors: tuple[int, ...]) -> bool:
    """Whether there is one root and every word leads to it."""
    for word in range(1, len(governors) + 1):
        seen = set()
        while word and word not in seen:
            seen.add(word)
            word = governors[word - 1]
        if word:
            return False
    return governors.count(0) == 1


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 5), st.integers(0, 10_000))
def test_tree_is_the_best_of_all(n: int, seed: int) -> None:
    """No tree with one root scores higher than the one found, on every set of scores tried."""
    arcs = np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32)
    candidates = [g for g in product(range(n + 1), repeat=n) if is_tree(g) and all(g[i] != i + 1 for i in range(n))]
    best = max(candidates, key=lambda g: sum(float(arcs[i, h]) for i, h in enumerate(g)))
    assert tuple(heads(arcs)) == best


def test_large_tangle_is_a_tree() -> None:
    """Random scores of 200 words, full of cycles, still give a tree."""
    arcs = np.random.default_rng(3).normal(size=(200, 201)).astype(np.float32)
    assert is_tree(tuple(int(h) for h in heads(arcs)))


def test_no_words_no_heads() -> None:
    """An empty sentence has an empty tree."""
    assert len(heads(np.zeros((0, 1), np.float32))) == 0
