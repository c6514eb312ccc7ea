"""Figures of the relation head: macro-F1 by type and by quad, and how well its probabilities hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from legation.evaluation.figures import calibration_error, labels
from legation.knowledge import ontology
from training.sentences import STATUSES, TYPES, YIELD, Pair

Floats = npt.NDArray[np.float32]
MERGED = (*(t for t in TYPES if t not in (*YIELD, "NONE")), "YIELD")
"""The 15 types of sets that merge CONCEDE and RETREAT."""


def softmax(logits: Floats) -> Floats:
    """Probabilities along the last axis."""
    e = np.exp(logits - logits.max(-1, keepdims=True))
    found: Floats = e / e.sum(-1, keepdims=True)
    return found


def macro_f1(gold: Sequence[str], found: Sequence[str], among: Sequence[str]) -> tuple[float, dict[str, float]]:
    """Mean F1 over the labels that occur, and each label's, rounded to print."""
    told = labels(gold, found, among)
    return round(told.macro_f1 or 0.0, 4), {k: round(v, 3) for k, v in told.each.items()}


def on_merged(rows: Sequence[Pair], logits: Floats) -> dict[str, Any]:
    """Type and quad figures on pairs that all hold an act; the best type counts, NONE among them."""
    chances = softmax(logits)
    gold, found, sure = [], [], []
    for row, chance in zip(rows, chances, strict=True):
        merged = {t: float(chance[TYPES.index(t)]) for t in MERGED[:-1]} | {"NONE": float(chance[TYPES.index("NONE")])}
        merged["YIELD"] = float(sum(chance[TYPES.index(t)] for t in YIELD))
        best = max(merged, key=lambda t: merged[t])
        gold.append("YIELD" if len(row.types) > 1 else row.types[0])
        found.append(best)
        sure.append(merged[best])
    quad = _quads()
    score, each = macro_f1(gold, found, MERGED)
    return {
        "rows": len(rows),
        "type_macro_f1": score,
        "quad_macro_f1": macro_f1([quad[g] for g in gold], [quad[f] for f in found], ("1", "2", "3", "4"))[0],
        "accuracy": round(float(np.mean([g == f for g, f in zip(gold, found, strict=True)])), 4),
        "none": found.count("NONE"),
        "calibration_error": round(calibration_error([g == f for g, f in zip(gold, found, strict=True)], sure), 4),
        "by_type": each,
    }


def _quads() -> dict[str, str]:
    return {name: str(type_.quad) for name, type_ in ontology.load().types.items()} | {"YIELD": "2", "NONE": "0"}


def on_told(rows: Sequence[Pair], types: Floats, statuses: Floats) -> dict[str, Any]:
    """Figures on our own pairs: all 17 answers, and the status where an act is told."""
    found = [TYPES[i] for i in types.argmax(1)]
    gold = [r.types[0] for r in rows]
    score, each = macro_f1(gold, found, TYPES)
    told = [(r.status, STATUSES[i]) for r, i in zip(rows, statuses.argmax(1), strict=True) if r.status]
    chances = softmax(types)
    status, by_status = macro_f1([g for g, _ in told], [f for _, f in told], STATUSES)
    right = [g == f for g, f in zip(gold, found, strict=True)]
    return {
        "rows": len(rows),
        "type_macro_f1": score,
        "accuracy": round(float(np.mean(right)), 4),
        "calibration_error": round(calibration_error(right, [float(c) for c in chances.max(1)]), 4),
        "status_macro_f1": status,
        "by_type": each,
        "by_status": by_status,
    }


def temperature(logits: Floats, right: Sequence[Sequence[int]]) -> float:
    """The divisor of logits that makes the right answers likeliest, searched over a grid; `right` names the columns that count as right."""
    grid = [round(0.5 + 0.02 * i, 2) for i in range(76)]

    def loss(t: float) -> float:
        chances = softmax(logits / t)
        return -float(np.mean([np.log(max(chances[i, list(c)].sum(), 1e-9)) for i, c in enumerate(right)]))

    return min(grid, key=loss)
