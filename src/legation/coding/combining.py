"""The combiner: how sure an event is, from what the lexicon and the relation head say of it."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from legation.errors import Unknown
from legation.knowledge.tables import data_file
from legation.participant import Participant
from legation.relation import NONE, Relation

LEAST: Final = 1e-3
"""Probabilities are held this far from 0 and 1 before their log-odds are taken."""

Features = dict[str, float]


def features(
    answer: Relation | None,
    type_: str,
    actors: tuple[Participant, ...],
    recipients: tuple[Participant, ...],
) -> Features:
    """What the confidence rests on.

    Keys: one (always 1), aimed (1 if the event has a recipient), weakest (the least confidence of its participants), placed (1 if some actor's
    state is known), unasked (1 if the head was not asked), same (log-odds of the event's type
    by the head), none (log-odds of NONE).
    """
    weakest = min((p.confidence for p in (*actors, *recipients)), default=0.0)
    placed = any(not isinstance(a.state, Unknown) for a in actors)
    found = {"one": 1.0, "aimed": float(bool(recipients)), "weakest": weakest, "placed": float(placed)}
    found |= {"unasked": float(answer is None)}
    same, none = (0.0, 0.0) if answer is None else (_odds(answer.probabilities[type_]), _odds(answer.probabilities[NONE]))
    return found | {"same": same, "none": none}


def _odds(p: float) -> float:
    p = min(max(p, LEAST), 1 - LEAST)
    return math.log(p / (1 - p))


@dataclass(frozen=True, slots=True)
class Combiner:
    """Logistic weights by coder and feature, and the least confidence of an event of the learned coder."""

    weights: Mapping[str, Mapping[str, float]]
    least: float

    def confidence(self, coder: str, found: Features) -> float:
        """The calibrated probability that the event is right in type and participants; 0 to 1, three decimals."""
        total = sum(weight * found[name] for name, weight in self.weights[coder].items())
        return round(1 / (1 + math.exp(-total)), 3)


@cache
def load() -> Combiner:
    """The combiner with the weights that ship (data/coding/combiner.toml), read once."""
    read = tomllib.loads(data_file("coding", "combiner.toml").read_text(encoding="utf-8"))
    return Combiner(read["weights"], read["least"])
