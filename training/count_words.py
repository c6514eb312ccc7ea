"""Counts in how many sentences each term stands: `python -m training.count_words TREEBANK.jsonl.gz... > src/legation/data/recording/words.tsv`."""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter

from legation.recording.words import terms

LEAST = 3


def main(paths: list[str]) -> None:
    """Prints the table; `*` is the number of sentences."""
    counts: Counter[str] = Counter()
    total = 0
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                total += 1
                counts.update(set(terms(json.loads(line)["text"])))
    print("term\tsentences")
    print(f"*\t{total}")
    for term, number in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        if number >= LEAST:
            print(f"{term}\t{number}")


if __name__ == "__main__":
    main(sys.argv[1:])
