"""What a panel is counted from: entries of directed pairs in periods, held in columns of numbers, so that a million take little memory."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Key: TypeAlias = tuple[str, str, str]
"""Period, actor, recipient."""


@dataclass(frozen=True, slots=True)
class Tally:
    """An entry in a cell: its type, status, score, confidence, and how many reports tell of it."""

    type: str
    status: str
    score: float
    confidence: float
    reports: int


@dataclass(slots=True)
class Tallies:
    """Tallies by key. Words are kept once; a tally takes 33 bytes."""

    _numbers: dict[str, int] = field(default_factory=dict)
    _words: array[int] = field(default_factory=lambda: array("I"))
    _measures: array[float] = field(default_factory=lambda: array("d"))
    _reports: array[int] = field(default_factory=lambda: array("I"))

    def add(self, key: Key, tally: Tally) -> None:
        """Counts an entry in the cell."""
        self._words.extend(self._numbers.setdefault(word, len(self._numbers)) for word in (*key, tally.type, tally.status))
        self._measures.extend((tally.score, tally.confidence))
        self._reports.append(tally.reports)

    def first_and_last(self) -> tuple[str, str] | None:
        """The first and the last period; None where nothing was counted."""
        if not self._reports:
            return None
        periods = [self._named()[number] for number in np.unique(self._table()[:, 0])]
        return min(periods), max(periods)

    def cells(self) -> Iterator[tuple[Key, list[Tally]]]:
        """Each cell in the order of its key, with its tallies in the order in which they were added."""
        if not self._reports:
            return
        names, table, measures = self._named(), self._table(), np.frombuffer(self._measures).reshape(-1, 2)
        ranks = np.argsort(np.argsort(np.array(names)))
        keys = ranks[table[:, :3]]
        order = np.lexsort((keys[:, 2], keys[:, 1], keys[:, 0]))
        edges = np.flatnonzero(np.any(np.diff(keys[order], axis=0), axis=1)) + 1
        del keys
        for first, last in pairwise((0, *edges.tolist(), len(order))):
            rows = order[first:last].tolist()
            period, actor, recipient = (names[number] for number in table[rows[0], :3])
            told = [
                Tally(names[table[row, 3]], names[table[row, 4]], float(measures[row, 0]), float(measures[row, 1]), self._reports[row])
                for row in rows
            ]
            yield (period, actor, recipient), told

    def _named(self) -> list[str]:
        return list(self._numbers)

    def _table(self) -> NDArray[np.uint32]:
        return np.frombuffer(self._words, dtype=np.uint32).reshape(-1, 5)
