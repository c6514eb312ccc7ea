"""How well reports of one act are joined: `python benchmarks/score_joins.py tests/recording/sets/unseen.jsonl [--misses]`.

Reads a set (`id`, `date`, `publisher`, `act`, `text`) into a new record. Two reports count as joined where an entry has events of both; as
one act where their `act` is the same. Prints precision and recall over pairs, and how many of the pairs missed have no two events to join.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import defaultdict
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from sqlalchemy import select

from legation.pipeline import document_of, load
from legation.recording.coded import Coded, SourcePosition
from legation.recording.entries import told
from legation.recording.entry_tables import tellings
from legation.recording.record import Record
from legation.recording.traits import Telling


def read(rows: list[dict[str, str]], path: str) -> dict[str, list[tuple[str, Telling]]]:
    """The tellings of each report with their entries."""
    pipeline = load()
    with Record.open(path, create=True) as record:
        for number, row in enumerate(rows):
            made = pipeline.attempt(replace(document_of(row["text"], date=row["date"]), id=row["id"], publisher=row["publisher"]))
            if isinstance(made, Coded):
                record.add(made, SourcePosition("set", number))
        found: dict[str, list[tuple[str, Telling]]] = defaultdict(list)
        with record.engine.connect() as connection:
            entries = dict(connection.execute(select(tellings.c.event_id, tellings.c.entry)).all())
            for name, telling in told(connection, entries).items():
                found[telling.document_id].append((entries[name], telling))
    return found


def main(path: str, *options: str) -> None:
    """Prints the scores."""
    rows = [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        found = read(rows, f"{folder}/sets.db")
    right = wrong = missed = hopeless = 0
    for one, other in combinations(rows, 2):
        mine, theirs = found[one["id"]], found[other["id"]]
        joined = bool({entry for entry, _ in mine} & {entry for entry, _ in theirs})
        same = one["act"] == other["act"]
        right, wrong, missed = right + (joined and same), wrong + (joined and not same), missed + (same and not joined)
        if same and not joined:
            hopeless += not any({*a.families} & {*b.families} and {*a.actors} & {*b.actors, *b.recipients} for _, a in mine for _, b in theirs)
        if joined != same and "--misses" in options:
            print("wrong " if joined else "missed", one["id"], other["id"])
    print(
        f"precision {right / max(1, right + wrong):.3f}, recall {right / max(1, right + missed):.3f}: {right} right, {wrong} wrong, {missed} missed"
    )
    print(f"of those missed, {hopeless} have no two events of one family with an actor in common")


if __name__ == "__main__":
    main(*sys.argv[1:])
