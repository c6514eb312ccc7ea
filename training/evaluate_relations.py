"""Measures the shipped relation head.

python -m training.evaluate_relations --pairs ../shared/data/relations/plv.dev.jsonl --probes tests/gold/probes.tsv [--fp32 FOLDER] [--misses]

The pairs were trained on: their figure here shows that int8 holds, not how good the head is; that stands in the card (cross-validated).
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from legation.encoder import pairs
from legation.encoder.graphs import Graph, Pieces, model_folder
from legation.encoder.pairs import PairSession
from legation.span import Span
from training.relation_scores import on_merged
from training.sentences import Pair, read_pairs

_MARK = re.compile(r"\[([AR]) ([^\[\]]+)\]")


@dataclass(frozen=True, slots=True)
class Probe:
    """One variant of a scene, with the answers that are right."""

    scene: str
    name: str
    pair: Pair
    statuses: tuple[str, ...]


def read_probes(path: Path) -> list[Probe]:
    """The probes of a TSV file: scene, probe, types, status, text with `[A ...]` and `[R ...]`."""
    return [_probe(line.split("\t")) for line in path.read_text(encoding="utf-8").splitlines()[1:] if line and line[0] != "#"]


def _probe(cells: list[str]) -> Probe:
    scene, name, types, statuses, marked = cells
    text, spans, at = "", {}, 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        spans[mark[1]] = Span(len(text), len(text) + len(mark[2]))
        text, at = text + mark[2], mark.end()
    pair = Pair(f"{scene}-{name}", text + marked[at:], spans["A"], spans["R"], tuple(types.split("|")), None)
    return Probe(scene, name, pair, tuple(statuses.split("|")))


def answer(head: PairSession, pair: Pair) -> tuple[str, str]:
    """The likeliest type and status."""
    scores = head.score(pair.text, pair.actor, pair.recipient)
    return head.types[int(scores.types.argmax())], head.statuses[int(scores.statuses.argmax())]


def on_probes(head: PairSession, probes: list[Probe], *, misses: bool) -> dict[str, dict[str, float]]:
    """Share right of each probe: the type, and where an act is told the type and the status."""
    right: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for probe in probes:
        type_, status = answer(head, probe.pair)
        as_type = type_ in probe.pair.types
        as_both = as_type and ("NONE" in probe.pair.types or status in probe.statuses)
        right[probe.name].append((as_type, as_both))
        if misses and not as_both:
            print(f"{probe.name}: {type_} {status}, not {'|'.join(probe.pair.types)} {'|'.join(probe.statuses)}: {probe.pair.text}")
    return {k: {"n": len(v), "type": _share(a for a, _ in v), "both": _share(b for _, b in v)} for k, v in right.items()}


def _share(found: object) -> float:
    return round(100 * float(np.mean(list(found))), 1)  # type: ignore[call-overload]


def all_types(head: PairSession, rows: list[Pair]) -> np.ndarray:
    """Type logits of all rows."""
    return np.stack([head.score(r.text, r.actor, r.recipient).types for r in rows])


def main() -> None:
    """Prints the figures as JSON."""
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("--pairs", type=Path, required=True)
    cli.add_argument("--probes", type=Path, required=True)
    cli.add_argument("--model", type=Path, default=model_folder(), help="folder of the exported model; without it, the shipped one")
    cli.add_argument("--fp32", type=Path, help="folder with relations.fp32.onnx, kept by training.export_core")
    cli.add_argument("--misses", action="store_true", help="also print every probe that is answered wrongly")
    a = cli.parse_args()
    head, rows = pairs.load(a.model), read_pairs(a.pairs)
    figures = {"probes": on_probes(head, read_probes(a.probes), misses=a.misses), "int8": on_merged(rows, all_types(head, rows))}
    if a.fp32:
        full = PairSession(Graph(a.fp32 / "relations.fp32.onnx"), Pieces(a.model), head.types, head.statuses, head.temperatures)
        figures["fp32"] = on_merged(rows, all_types(full, rows))
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
