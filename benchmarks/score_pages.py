"""Reads the development pages and writes what the scorer of the shared data takes: one line of id, text and date for each page.

    python benchmarks/score_pages.py ../shared/data/pages/index.jsonl > /tmp/pages.jsonl
    python ../shared/tools/score.py date ../shared/data/pages/index.jsonl /tmp/pages.jsonl
    python benchmarks/score_pages.py --gold ../shared/data/pages/index.jsonl > /tmp/gold.jsonl
    python ../shared/tools/score.py extract /tmp/gold.jsonl /tmp/pages.jsonl

The seconds that a page takes on average go to standard error.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from legation.errors import Failure, Unknown
from legation.reading.reader import SourceReader


def gold_lines(index: Path) -> None:
    """The index with its gold text under the name that the scorer asks for."""
    for line in index.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        print(json.dumps({"id": row["id"], "text": row["gold_text"]}))


def prediction_lines(index: Path) -> None:
    """What the reader makes of each page of the index."""
    rows = [json.loads(line) for line in index.read_text(encoding="utf-8").splitlines()]
    reader = SourceReader()
    list(reader.read([str(index.parent / rows[0]["html"])]))
    began = time.perf_counter()
    for row in rows:
        for item in reader.read([str(index.parent / row["html"])]):
            if isinstance(item, Failure):
                print(json.dumps({"id": row["id"], "failure": item.message}))
                continue
            day = None if isinstance(item.date, Unknown) else item.date.day.isoformat()
            print(json.dumps({"id": row["id"], "text": item.body, "date": day}))
    print(f"{(time.perf_counter() - began) / len(rows):.4f} s a page", file=sys.stderr)
    reader.close()


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments[0] == "--gold":
        gold_lines(Path(arguments[1]))
    else:
        prediction_lines(Path(arguments[0]))
