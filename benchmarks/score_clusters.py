"""Which reports tell of the same: reads a set into a record, exports clusters and scores them by B-cubed and by pairs.

    python benchmarks/score_clusters.py ../shared/data/same-event/ecb.dev.jsonl [--record RECORD] > clusters.jsonl

The set has `id`, `text`, `event_cluster` and perhaps `date` a line. A record that is there already is not read again. Clusters go to standard output,
scores to standard error; `../shared/tools/score.py cluster SET clusters.jsonl` gives the same.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from legation.errors import Failure
from legation.pipeline import document_of, load
from legation.recording.clusters import cluster_rows
from legation.recording.coded import Coded, SourcePosition
from legation.recording.record import Record
from legation.stages import Coding


def read(rows: list[dict[str, str]], record: Record) -> None:
    """Codes the rows into the record; what cannot be coded is kept without events."""
    pipeline = load()
    for number, row in enumerate(rows):
        document = replace(document_of(row["text"], date=row.get("date")), id=row["id"])
        made = pipeline.attempt(document)
        if isinstance(made, Failure):
            made = Coded(document, Coding((), ()), "empty", (), pipeline.version)
        record.add(made, SourcePosition("set", number))


def b_cubed(gold: dict[str, str], found: dict[str, str]) -> tuple[float, float, float]:
    """Precision, recall and F1, averaged over reports."""
    right, ours = defaultdict(set), defaultdict(set)
    for name in gold:
        right[gold[name]].add(name)
        ours[found.get(name, name)].add(name)
    both = {name: len(right[gold[name]] & ours[found.get(name, name)]) for name in gold}
    precision = sum(both[n] / len(ours[found.get(n, n)]) for n in gold) / len(gold)
    recall = sum(both[n] / len(right[gold[n]]) for n in gold) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def main() -> None:
    """Prints clusters and scores."""
    parser = argparse.ArgumentParser()
    parser.add_argument("set", type=Path)
    parser.add_argument("--record", type=Path)
    given = parser.parse_args()
    rows = [json.loads(line) for line in given.set.read_text("utf-8").splitlines() if line.strip()]
    with tempfile.TemporaryDirectory() as folder:
        path = given.record or Path(folder) / "set.db"
        ready = path.exists()
        with Record.open(str(path), create=True) as record:
            if not ready:
                read(rows, record)
            found = {row["document_id"]: row["cluster"] for row in cluster_rows(record)}
    for name, cluster in found.items():
        print(json.dumps({"id": name, "document_id": name, "cluster": cluster}))
    precision, recall, f1 = b_cubed({row["id"]: row["event_cluster"] for row in rows}, found)
    print(f"B-cubed precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}; {len(set(found.values()))} clusters", file=sys.stderr)


if __name__ == "__main__":
    main()
