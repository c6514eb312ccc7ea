"""Scores ships and port calls on our own reports of one or two sentences: precision and recall by field.

python benchmarks/score_ships.py tests/gold/ships_unseen.tsv [--errors]
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from legation.document import Block, Document, PublicationDate
from legation.errors import Unknown
from legation.evaluation.ships import ShipCase, found_in, read_cases, score
from legation.pipeline import load
from legation.span import Span


def as_document(case: ShipCase) -> Document:
    """The case as a report of one block."""
    day = PublicationDate(date.fromisoformat(case.day), "given")
    block = Block("caption" if case.role == "caption" else "body", Span(0, len(case.text)))
    return Document("case", case.text, (block,), Unknown("not_stated"), day, "case", "en")


def main() -> None:
    """Prints the scores, and with --errors each field of each case that is wrong."""
    pipeline, pairs = load(), []
    for number, case in enumerate(read_cases(Path(sys.argv[1])), start=1):
        found = found_in(e.to_dict() for e in pipeline.code(as_document(case)).events)
        pairs.append((case.expected, found))
        wrong = {name: (sorted(told - found[name]), sorted(found[name] - told)) for name, told in case.expected.items() if told != found[name]}
        if wrong and "--errors" in sys.argv:
            print(number, case.text, *(f"\n    {name}: missing {missing} wrong {extra}" for name, (missing, extra) in wrong.items()))
    for name, s in score(pairs).items():
        print(f"{name:8} precision {s.precision:.3f} recall {s.recall:.3f} (right {s.right}, found {s.found}, told {s.expected})")


if __name__ == "__main__":
    main()
