"""Near-copies of a report, as agencies' customers print them: found by MinHash over runs of words, kept as reports, never deleted."""

from __future__ import annotations

from collections.abc import Sequence

from rensa import RMinHash

RUN, PERMUTATIONS, SEED, BANDS = 4, 64, 1815, 8
"""Words of a run; numbers of a signature; its seed; groups of them that two near-copies share one of, most likely."""

NUMBER = 8
"""Hexadecimal digits of a number."""


def signature(words: Sequence[str]) -> str:
    """The MinHash signature of a text's words, as hexadecimal digits; "" for a text of no word."""
    if not words:
        return ""
    runs = {" ".join(words[n : n + RUN]) for n in range(max(1, len(words) - RUN + 1))}
    minhash = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    minhash.update(sorted(runs))
    return "".join(f"{number:08x}" for number in minhash.digest())


def likeness(one: str, other: str) -> float:
    """The share of runs that two texts have in common, 0 to 1, estimated from their signatures; within .12 in 19 of 20 cases."""
    if not one or not other:
        return 0.0
    pairs = zip(_numbers(one), _numbers(other), strict=True)
    return sum(a == b for a, b in pairs) / PERMUTATIONS


def bands(signed: str) -> list[str]:
    """Parts of a signature; two texts that share nine tenths of their runs share a part in 99 of 100 cases, that share half in 3 of 100."""
    width = PERMUTATIONS // BANDS * NUMBER
    return [f"{n}:{signed[n * width : (n + 1) * width]}" for n in range(BANDS)] if signed else []


def _numbers(signed: str) -> list[str]:
    return [signed[n : n + NUMBER] for n in range(0, len(signed), NUMBER)]
