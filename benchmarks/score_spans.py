"""Scores who is who on source and target spans of single sentences against our own labels (tests/gold/spans.tsv).

python benchmarks/score_spans.py ../shared/data/spans/cameo_spans.dev.jsonl [--errors]
"""

from __future__ import annotations

import csv
import json
import random
import sys
from pathlib import Path
from typing import Any

from score_resolver import at, head_at

from legation.errors import Unknown
from legation.mention import Parse
from legation.participant import Cast, Participant
from legation.pipeline import document_of, load

GOLD = Path(__file__).parents[1] / "tests" / "gold" / "spans.tsv"
SEED = 20261124
DRAWN = 200


def draw(sentences: list[dict[str, Any]]) -> list[tuple[str, str, str, str]]:
    """The 200 spans that were labelled: id, role, start and end, drawn from all source and target spans in file order."""
    spans = [(s["id"], p["role"], str(p["start"]), str(p["end"])) for s in sentences for p in s["spans"] if p["role"] in ("source", "target")]
    return [spans[i] for i in sorted(random.Random(SEED).sample(range(len(spans)), DRAWN))]


def who_of(cast: Cast, parse: Parse, start: int, end: int) -> list[Participant]:
    """Whom the words from `start` to `end` stand for: the participant of their head, else the first with a state inside them."""
    place = head_at(parse, start, end)
    found = at(cast, parse, place) if place else []
    if any(not isinstance(p.state, Unknown) for p in found):
        return found
    inside = [p for p in cast.participants if start <= p.mention.span.start and p.mention.span.end <= end]
    known = [p for p in inside if not isinstance(p.state, Unknown)]
    return known[:1] or found


def told(found: list[Participant]) -> set[str]:
    """The states found, "?" where there is none."""
    return {p.state for p in found if isinstance(p.state, str)} or {"?"}


def main() -> None:
    """Prints the shares, and with --errors every span that is wrong."""
    sentences = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    texts = {s["id"]: s["text"] for s in sentences}
    gold = list(csv.DictReader((r for r in GOLD.open(encoding="utf-8") if not r.startswith("#")), delimiter="\t"))
    if draw(sentences) != [(g["id"], g["role"], g["start"], g["end"]) for g in gold]:
        raise SystemExit("The labels are not those of the draw: tests/gold/spans.tsv and the sentences do not belong together.")
    pipeline = load()
    states = sectors = 0
    for g in gold:
        document = document_of(texts[g["id"]])
        parse = pipeline.parser.parse(document)
        found = who_of(pipeline.resolver.resolve(document, parse), parse, int(g["start"]), int(g["end"]))
        right, same = g["state"] in told(found), any(p.sector == g["sector"] for p in found)
        states, sectors = states + right, sectors + same
        if "--errors" in sys.argv and not (right and same):
            shown = [(p.mention.text, *sorted(told([p])), p.sector, p.basis) for p in found]
            print("sector" if right else "STATE ", g["id"], repr(document.text[int(g["start"]) : int(g["end"])]), g["state"], g["sector"], "|", shown)
    print(f"{len(gold)} spans: state {states / len(gold):.3f}, sector {sectors / len(gold):.3f}")


if __name__ == "__main__":
    main()
