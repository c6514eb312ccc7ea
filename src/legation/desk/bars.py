"""Bars by month or year, drawn as one path: how many reports a source has when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from legation.recording.relating import months_between

MONTHS_SHOWN = 120
"""Longer times are drawn by year."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What all bars of a page share: the periods along the axis, in order."""

    periods: tuple[str, ...]

    @property
    def by(self) -> str:
        """The bars' period: month or year."""
        return "year" if self.periods and len(self.periods[0]) == 4 else "month"

    @property
    def width(self) -> int:
        """Of the drawing, in units: ten a bar."""
        return max(1, len(self.periods)) * 10


@dataclass(frozen=True, slots=True)
class Bars:
    """The bars of one source: `path` within `width` and `height`, the largest number, and the numbers by period."""

    path: str
    width: int
    height: int
    most: int
    numbers: tuple[tuple[str, int], ...]


def scale(months: Iterable[str]) -> Scale:
    """The periods from the first month to the last."""
    every = tuple(months_between(set(months)))
    return Scale(every if len(every) <= MONTHS_SHOWN else tuple(dict.fromkeys(month[:4] for month in every)))


def bars(months: Mapping[str, int], axis: Scale, height: int = 100) -> Bars:
    """The bars of reports by month on that axis, the highest as high as the drawing."""
    signs = 4 if axis.by == "year" else 7
    numbers = Counter[str]()
    for month, number in months.items():
        numbers[month[:signs]] += number
    most = max(numbers.values(), default=0)
    drawn = []
    for n, period in enumerate(axis.periods):
        if numbers[period]:
            high = max(4, round(numbers[period] / most * height))
            drawn.append(f"M{10 * n + 1} {height}v-{high}h8v{high}z")
    return Bars("".join(drawn), axis.width, height, most, tuple((period, numbers[period]) for period in axis.periods if numbers[period]))
