"""Fits the combiner: how probable it is that an event is right, from what the lexicon and the relation head say of it.

python -m training.fit_combiner --gold ../shared/data/stories/voa_a.jsonl tests/gold/tuning_sentences.jsonl tests/gold/tuning_reports.jsonl --write

An event is right if its type, its place in the text and its participants' states agree with an event coded by hand (level dyad); one that tells again
what was told before counts neither way. Prints, by coder: events, share right, calibration error; then precision, recall and F1 of all events
for each least confidence. All is cross-validated over documents.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

import legation
from legation.coding.coder import LexiconCoder
from legation.coding.combining import Features
from legation.document import Block, Document, PublicationDate
from legation.errors import Unknown
from legation.evaluation.figures import calibration_error
from legation.evaluation.gold import read_gold
from legation.evaluation.matching import DYAD, matches
from legation.span import Span

COLUMNS = {
    "lexicon": ("one", "aimed", "weakest", "unasked", "same", "none"),
    "learned": ("one", "weakest", "placed", "same"),
}
STRENGTH, FOLDS, STEPS = 1.0, 10, 50
"""Weight of the ridge penalty, folds of documents, and Newton steps."""
OUT = Path("src/legation/data/coding/combiner.toml")


@dataclass(slots=True)
class Recorder:
    """Stands for the combiner: every event passes, its confidence the number of its row here."""

    rows: list[tuple[str, Features]] = field(default_factory=list)
    least: float = -1.0

    def confidence(self, coder: str, found: Features) -> float:
        """The number of the row."""
        self.rows.append((coder, found))
        return float(len(self.rows) - 1)


@dataclass(frozen=True, slots=True)
class Judged:
    """An event's features and whether it is right."""

    document: str
    coder: str
    features: Features
    right: bool


def judged(files: Sequence[Path]) -> tuple[list[Judged], int]:
    """All events of the documents that count, and the number of gold events."""
    pipeline, recorder, found, gold_events = legation.load(), Recorder(), [], 0
    coder: Any = pipeline.coder
    if not isinstance(coder, LexiconCoder):
        raise SystemExit("The coder of the settings has no combiner.")
    coder.use_combiner(recorder)  # type: ignore[arg-type]
    for path in files:
        texts = {r["id"]: r for r in map(json.loads, path.read_text(encoding="utf-8").splitlines())}
        for story in read_gold(path).stories:
            row = texts[story.id]
            day = PublicationDate(date.fromisoformat(row["published"][:10]), "field")
            block = Block("body", Span(0, len(row["text"])))
            document = Document(str(story.id), row["text"], (block,), Unknown("not_stated"), day, "gold", "en")
            gold_events += len(story.events)
            events = pipeline.code(document).events
            matched, repeats = matches(story, events)
            right = {id(m.event) for m in matched if m.level >= DYAD}
            for i, event in enumerate(events):
                if i not in repeats:
                    found.append(Judged(f"{path.name}:{story.id}", *recorder.rows[int(event.confidence)], id(event) in right))
    return found, gold_events


def fitted(rows: Sequence[Judged], columns: Sequence[str]) -> npt.NDArray[np.float64]:
    """Ridge logistic weights by Newton's method; the constant is not penalised."""
    x = np.array([[r.features[c] for c in columns] for r in rows])
    y, w = np.array([float(r.right) for r in rows]), np.zeros(len(columns))
    ridge = np.diag([0.0 if c == "one" else STRENGTH for c in columns]) + 1e-6 * np.eye(len(columns))
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ w))
        slope = x.T @ (y - p) - ridge @ w
        w = w + np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]) + ridge, slope)
    return w


def held_out(rows: Sequence[Judged], columns: Sequence[str]) -> npt.NDArray[np.float64]:
    """Probability of each row by weights that did not see its document."""
    names = sorted({r.document for r in rows})
    random.Random(5).shuffle(names)
    fold = {n: i % FOLDS for i, n in enumerate(names)}
    found = np.zeros(len(rows))
    for f in range(FOLDS):
        w = fitted([r for r in rows if fold[r.document] != f], columns)
        for i, r in enumerate(rows):
            if fold[r.document] == f:
                found[i] = 1 / (1 + np.exp(-sum(w[j] * r.features[c] for j, c in enumerate(columns))))
    return found


def main() -> None:
    """Prints figures; with --write, the weights go to the combiner's file, thresholds unchanged."""
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("--gold", type=Path, nargs="+", required=True)
    cli.add_argument("--write", action="store_true")
    cli.add_argument("--least", type=float, default=0.4, help="least confidence of the learned coder's events")
    a = cli.parse_args()
    rows, gold_events = judged(a.gold)
    lines = [
        "# Written by training/fit_combiner.py: logistic weights of an event's confidence, by coder; `least`: the learned coder drops what is below.",
        "",
        f"least = {a.least}",
    ]
    chances, right = np.zeros(len(rows)), np.array([r.right for r in rows])
    coders = np.array([r.coder for r in rows])
    for coder, columns in COLUMNS.items():
        own = [r for r in rows if r.coder == coder]
        at = np.flatnonzero(coders == coder)
        chances[at] = held_out(own, columns)
        w = fitted(own, columns)
        lines += ["", f"[weights.{coder}]", *(f"{c} = {v:.4f}" for c, v in zip(columns, w, strict=True))]
        print(
            coder, len(own), "right", round(right[at].mean(), 3), "calibration error", round(calibration_error(list(right[at]), list(chances[at])), 3)
        )
    for least in (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 1.1):
        kept = (coders == "lexicon") | (chances >= least)
        hits = right[kept].sum()
        share, found, f1 = hits / kept.sum(), hits / gold_events, 2 * hits / (kept.sum() + gold_events)
        print(f"least {least}: events {kept.sum()}, P {share:.3f}, R {found:.3f}, F1 {f1:.3f}")
    if a.write:
        OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
