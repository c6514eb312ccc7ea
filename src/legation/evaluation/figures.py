"""Precision, recall, F1, shares, calibration: the arithmetic of scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1, each 0-1; 0 where nothing is right."""

    precision: float
    recall: float
    f1: float

    def to_dict(self) -> dict[str, object]:
        """The score as `legation evaluate` prints it."""
        return {"precision": round(self.precision, 3), "recall": round(self.recall, 3), "f1": round(self.f1, 3)}


def score(right: int, coded: int, gold: int) -> Score:
    """The score of so many right among those coded and those in the gold set."""
    precision = right / coded if coded else 0.0
    recall = right / gold if gold else 0.0
    return Score(precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0)


def share(part: int, whole: int) -> float | None:
    """A part of a whole, 0-1; None of nothing."""
    return part / whole if whole else None


def shown(value: float | None, digits: int = 3) -> float | None:
    """A figure as it is printed."""
    return None if value is None else round(value, digits)


@dataclass(frozen=True, slots=True)
class Labels:
    """How well labels were told: F1 of each that occurs on either side, in the order asked for, and their mean; None where none occurs."""

    macro_f1: float | None
    each: dict[str, float]


def labels(gold: Sequence[str], found: Sequence[str], among: Sequence[str]) -> Labels:
    """F1 of the labels `among` which are asked for."""
    each = {}
    for label in among:
        there = sum(g == label for g in gold) + sum(f == label for f in found)
        if there:
            each[label] = 2 * sum(g == f == label for g, f in zip(gold, found, strict=True)) / there
    return Labels(sum(each.values()) / len(each) if each else None, each)


def calibration_error(right: Sequence[bool], confidence: Sequence[float], bins: int = 10) -> float:
    """Expected calibration error, 0-1, over bins of equal width: how far confidence lies from the share that is right, on average."""
    places = [min(int(c * bins), bins - 1) for c in confidence]
    gaps = []
    for b in set(places):
        here = [(r, c) for r, c, place in zip(right, confidence, places, strict=True) if place == b]
        gaps.append(abs(sum(r for r, _ in here) - sum(c for _, c in here)))
    return sum(sorted(gaps)) / len(right) if right else 0.0
