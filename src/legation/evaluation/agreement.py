"""How far coders agree: Krippendorff's alpha for names, with a bootstrap interval, and the share of pairs that agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

Unit: TypeAlias = Sequence[str]
"""The values that coders gave one thing, one of each coder who judged it."""

TIMES = 1_000
"""Bootstrap samples."""

_Array: TypeAlias = Any


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far coders agree on one question.

    Attributes:
        units: things that at least two coders judged. percent: the share, 0-1, of pairs of their values that are equal, on average over the units.
        alpha: 1 where all agree, 0 where they agree as by chance; None where nothing is to be told (no unit, or one value throughout).
        low, high: its 95 % interval; None where fewer than two groups of units were drawn, or hardly any sample tells.
    """

    units: int
    percent: float | None
    alpha: float | None
    low: float | None
    high: float | None


def agreement(groups: Sequence[Sequence[Unit]], seed: int = 0) -> Agreement:
    """Agreement over units that lie in groups, such as the sentences of a report; the groups are what the bootstrap draws, by `seed`.

    Source: K. Krippendorff, "Computing Krippendorff's alpha-reliability" (2011), for nominal data, values missing or not.
    """
    paired = [[Counter(unit) for unit in group if len(unit) > 1] for group in groups]
    paired = [group for group in paired if group]
    values = {value: n for n, value in enumerate(sorted({value for group in paired for unit in group for value in unit}))}
    if not values:
        return Agreement(0, None, None, None, None)
    held, equal = _counted(paired, values)
    shares = [_agreeing(unit) / (unit.total() - 1) / unit.total() for group in paired for unit in group]
    alpha = _alphas(held.sum(axis=0)[None], equal.sum()[None])[0]
    low, high = _interval(held, equal, seed)
    return Agreement(len(shares), sum(shares) / len(shares), None if np.isnan(alpha) else float(alpha), low, high)


def _agreeing(unit: Counter[str]) -> int:
    """Ordered pairs of equal values."""
    return sum(number * (number - 1) for number in unit.values())


def _counted(groups: list[list[Counter[str]]], values: dict[str, int]) -> tuple[_Array, _Array]:
    """By group: how often each value is held (groups x values), and the coincidences of equal values."""
    held, equal = np.zeros((len(groups), len(values))), np.zeros(len(groups))
    for n, group in enumerate(groups):
        for unit in group:
            equal[n] += _agreeing(unit) / (unit.total() - 1)
            for value, number in unit.items():
                held[n, values[value]] += number
    return held, equal


def _alphas(held: _Array, equal: _Array) -> _Array:
    """Alpha by row: 1 - observed / expected disagreement; no number where none is expected."""
    number = held.sum(axis=1)
    expected = number**2 - (held**2).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(expected > 0, 1 - (number - 1) * (number - equal) / expected, np.nan)


def _interval(held: _Array, equal: _Array, seed: int) -> tuple[float | None, float | None]:
    groups = len(equal)
    if groups < 2:
        return None, None
    drawn = np.random.default_rng(seed).multinomial(groups, [1 / groups] * groups, size=TIMES)
    alphas = _alphas(drawn @ held, drawn @ equal)
    alphas = alphas[~np.isnan(alphas)]
    if len(alphas) < TIMES / 2:
        return None, None
    low, high = np.quantile(alphas, [0.025, 0.975])
    return float(low), float(high)
