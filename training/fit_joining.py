"""Fits the weights of joins: `python -m training.fit_joining SETS.jsonl CODED.db [--write]`.

SETS.jsonl: reports with `id` and `act` (tests/recording/sets); CODED.db: a record they were read into. Logistic regression on the pairs of events
that share a block, drawn towards the weights that the table holds (set by hand, so that what few sets show nothing of keeps its sense).
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import numpy as np
from sqlalchemy import select

from legation.recording.blocking import blocks
from legation.recording.entries import told
from legation.recording.entry_tables import tellings
from legation.recording.linking import Marks, contradict, likelihood, marks, weights
from legation.recording.record import Record
from legation.recording.traits import Telling

TABLE = Path(__file__).parents[1] / "src" / "legation" / "data" / "recording" / "joining.toml"
PULL, WRONG, STEPS, RATE = 2.0, 3.0, 3000, 0.05
"""How strongly weights are drawn to those of before; how much more a wrong join costs than a missed one; steps and rate of the descent."""


def pairs(record: Record, acts: dict[str, str]) -> list[tuple[Marks, bool]]:
    """The marks of every pair of events that is compared, and whether their reports tell of one act."""
    with record.engine.connect() as connection:
        found = told(connection, connection.execute(select(tellings.c.event_id)).scalars().all())
    members: dict[int, list[Telling]] = defaultdict(list)
    for telling in found.values():
        for block in blocks(telling):
            members[block].append(telling)
    met = {tuple(sorted((a.event_id, b.event_id))) for group in members.values() for a, b in combinations(group, 2)}
    both = [(found[a], found[b]) for a, b in sorted(met)]
    return [(marks(a, b), acts[a.document_id] == acts[b.document_id]) for a, b in both if a.document_id != b.document_id and not contradict(a, b)]


def fit(data: list[tuple[Marks, bool]]) -> tuple[float, dict[str, float]]:
    """The bias and the weights."""
    told_by = weights()
    names = sorted(told_by.marks)
    x = np.array([[found.get(name, 0.0) for name in names] + [1.0] for found, _ in data])
    y = np.array([float(same) for _, same in data])
    prior = np.array([*(told_by.marks[name] for name in names), told_by.bias])
    w = prior.copy()
    cost = np.where(y > 0, 1.0, WRONG)
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ w))
        w -= RATE * (x.T @ (cost * (p - y)) / len(y) * 10 + PULL * (w - prior) / 10)
        w = np.where(prior > 0, np.maximum(w, 0), np.minimum(w, 0))  # what speaks for one act never speaks against it
    return float(w[-1]), {name: round(float(v), 2) for name, v in zip(names, w, strict=False)}


def main(sets: str, coded: str, *options: str) -> None:
    """Prints what fits, and writes it with --write."""
    rows = [json.loads(line) for line in Path(sets).read_text("utf-8").splitlines()]
    with Record.open(coded) as record:
        data = pairs(record, {row["id"]: row["act"] for row in rows})
    bias, fitted = fit(data)
    print(f"{len(data)} pairs, {sum(same for _, same in data)} of one act; bias {bias:.2f}")
    for name, value in fitted.items():
        print(f"{name}\t{weights().marks[name]}\t{value}")
    scored = sorted(((likelihood(found), same) for found, same in data), reverse=True)
    for least in (0.3, 0.4, 0.5, 0.6, 0.7):
        kept = [same for score, same in scored if score >= least]
        print(f"before, least {least}: {len(kept)} links, {sum(kept)} right")
    if "--write" in options:
        write(bias, fitted)


def write(bias: float, fitted: dict[str, float]) -> None:
    """Puts the weights in their table."""
    lines, section = [], ""
    for line in TABLE.read_text("utf-8").splitlines():
        section = line if line.startswith("[") else section
        name = line.partition(" = ")[0]
        if section == "[weights]" and name in fitted:
            line = f"{name} = {fitted[name]}"
        elif name == "bias":
            line = f"bias = {bias:.2f}"
        lines.append(line)
    TABLE.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
