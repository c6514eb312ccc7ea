"""Which events are compared at all: those that share a block. An event has a bounded number of blocks, and blocks end with their days."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import combinations

from legation.recording import copies
from legation.recording.traits import COARSE, LONG, REPORTED, Telling, later

STATES = 4
"""Of a cast, so many states at most make blocks."""

TERMS = 3
"""Of a sentence without a known time, so many of its heaviest terms make blocks, in pairs."""


def blocks(telling: Telling) -> tuple[int, ...]:
    """Numbers of the blocks that an event is in, sorted.

    Blocks are: family of acts, two states (or the one there is) and a day or month; parts of the report's MinHash signature; for events without a
    known time, pairs of terms. Leads have blocks of their own.
    """
    names = {*_of_acts(telling), *_of_copies(telling), *_of_words(telling)}
    return tuple(sorted(_number(f"{'lead' if telling.lead else 'told'}|{name}") for name in names))


def _of_acts(telling: Telling) -> Iterator[str]:
    for time in _times(telling):
        for cast in _casts(telling):
            for family in telling.families:
                yield f"{family}|{cast}|{time}"


def _casts(telling: Telling) -> list[str]:
    """Pairs of states of the cast and the place, and each state that acts."""
    place = telling.place[1] if telling.place else None
    some = sorted({*telling.actors[:2], *telling.recipients[:2], *([place] if place else [])})[:STATES]
    return [f"{a} {b}" for a, b in combinations(some, 2)] + [f"{a} acts" for a in telling.actors[:2]]


def _times(telling: Telling) -> list[str]:
    """Days and months of an event: two that lie at most a day apart, or one within the other's month, share one."""
    if telling.precision >= LONG or not (telling.first and telling.last):
        return []
    months = sorted({f"month {telling.first[:7]}", f"month {telling.last[:7]}"})
    if telling.precision == COARSE:
        return months
    length = 5 if telling.precision == REPORTED else 2
    return months + [later(telling.first, n) for n in range(length)]


def _of_copies(telling: Telling) -> list[str]:
    return [f"{telling.type}|copy {band}" for band in copies.bands(telling.report.signature)]


def _of_words(telling: Telling) -> list[str]:
    if telling.precision < LONG:
        return []
    heaviest: Sequence[str] = sorted(telling.vector, key=lambda term: (-telling.vector[term], term))[:TERMS]
    return [f"{family}|words {a} {b}" for a, b in combinations(sorted(heaviest), 2) for family in telling.families]


def _number(name: str) -> int:
    """A block's name as a whole number that a database holds: 63 bits."""
    return int.from_bytes(hashlib.blake2b(name.encode("utf-8", "replace"), digest_size=8).digest()) >> 1
