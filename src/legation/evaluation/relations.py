"""Scores a coder and the learned reading of pairs against pairs whose relation is known. CONCEDE and RETREAT count as YIELD throughout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from legation.evaluation.figures import Labels, calibration_error, labels, share, shown
from legation.evaluation.gold import Pair, merged
from legation.event import Event
from legation.knowledge import ontology
from legation.relation import NONE


@dataclass(frozen=True, slots=True)
class RelationScores:
    """How well known pairs were told. Shares are 0-1.

    Attributes:
        rows: pairs. coded: events of their texts. found: share of pairs whose type is among the events of their text, coded without marks.
        types, quads: F1 of the likeliest type of marked pairs, and of its quad.
        accuracy: share of marked pairs whose likeliest type is right. none: pairs where no act is likeliest. calibration_error: 0-1.
    """

    rows: int
    coded: int
    found: float | None
    types: Labels
    quads: Labels
    accuracy: float | None
    none: int
    calibration_error: float

    def to_dict(self) -> dict[str, Any]:
        """The scores as `legation evaluate` prints them."""
        return {
            "documents": self.rows,
            "without_marks": {"type_coded": shown(self.found), "events": shown(share(self.coded, self.rows))},
            "marked": {
                "type_macro_f1": shown(self.types.macro_f1, 4),
                "quad_macro_f1": shown(self.quads.macro_f1, 4),
                "accuracy": shown(self.accuracy, 4),
                "calibration_error": shown(self.calibration_error, 4),
                "none": self.none,
                "by_type": {k: shown(v) for k, v in self.types.each.items()},
            },
        }


def score_relations(pairs: Sequence[Pair], coded: Mapping[str, Sequence[Event]], answers: Mapping[str, Mapping[str, float]]) -> RelationScores:
    """The scores of all pairs.

    Args:
        coded: events of each text by its identifier. answers: the probabilities of the types of each marked pair; absent where it failed.
    """
    best = [likeliest(answers.get(p.id, {})) for p in pairs]
    gold, found = [p.type for p in pairs], [type_ for type_, _ in best]
    right = [g == f for g, f in zip(gold, found, strict=True)]
    quads = {merged(name): type_.quad for name, type_ in ontology.load().types.items()} | {"YIELD": 2}
    as_quads = [[str(quads.get(t, 0)) for t in side] for side in (gold, found)]
    return RelationScores(
        rows=len(pairs),
        coded=sum(len(coded.get(p.id, ())) for p in pairs),
        found=share(sum(p.type in {merged(e.type) for e in coded.get(p.id, ())} for p in pairs), len(pairs)),
        types=labels(gold, found, list(quads)),
        quads=labels(as_quads[0], as_quads[1], ("1", "2", "3", "4")),
        accuracy=share(sum(right), len(right)),
        none=found.count(NONE),
        calibration_error=calibration_error(right, [sure for _, sure in best]),
    )


def likeliest(chances: Mapping[str, float]) -> tuple[str, float]:
    """The likeliest of the merged types, NONE among them, and its probability; ("", 0) where there is no answer."""
    together: dict[str, float] = {}
    for type_, chance in chances.items():
        together[merged(type_)] = together.get(merged(type_), 0.0) + chance
    best = max(together, key=lambda t: together[t], default="")
    return best, together.get(best, 0.0)
