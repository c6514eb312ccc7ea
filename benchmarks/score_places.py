"""Writes the places of annotated documents in the scorer's form.

    python benchmarks/score_places.py GOLD.jsonl PREDICTIONS.jsonl [--given] [--nationalities] [--names]

Each line of GOLD holds `id`, `text` and `toponyms`. With `--given` the spans of the toponyms are taken from GOLD and only resolved; otherwise the
language core finds them. With `--nationalities` the words for peoples count as toponyms too, as in LGL.
With `--names` a copy of GOLD without what is no name (common nouns for places and people, names of other things, as GeoWebNews marks them) is written
beside the predictions, as PREDICTIONS.jsonl.gold.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from score_dates import document_of, parse_by_lines

from legation.document import Document
from legation.grounding.grounder import load
from legation.knowledge.gazetteer import read_gazetteer
from legation.mention import Mention, Parse
from legation.parsing.parser import load as load_parser
from legation.span import Span


def parse_given(row: dict[str, Any]) -> Parse:
    """Sentences as one, with the gold toponyms as place mentions."""
    whole = parse_by_lines(row["text"].replace("\n", " "))
    spans = sorted({(t["start"], t["end"]) for t in row["toponyms"]})
    peoples = read_gazetteer().nationality
    mentions = [Mention(Span(a, b), w, "nationality" if peoples(w) else "place", 0, 0) for a, b in spans if (w := row["text"][a:b])]
    return Parse(whole.sentences[:0], tuple(mentions))


NO_NAMES = frozenset({"Non_Lit_Expression", "Literal_Expression", "Non_Toponym"})
"""Types of GeoWebNews that name no place."""


def only_names(gold: Path, copy: Path) -> None:
    """Writes the annotated documents with their place names alone."""
    with copy.open("w", encoding="utf-8") as out:
        for line in filter(None, gold.read_text(encoding="utf-8").split("\n")):
            row = json.loads(line)
            row["toponyms"] = [t for t in row["toponyms"] if t.get("type") not in NO_NAMES]
            out.write(json.dumps(row) + "\n")


def main(gold: Path, predictions: Path, *, given: bool, nationalities: bool) -> None:
    """Grounds every document of `gold` and writes one line for each."""
    grounder, parser = load(), None if given else load_parser()
    with predictions.open("w", encoding="utf-8") as out:
        for line in filter(None, gold.read_text(encoding="utf-8").split("\n")):
            row = json.loads(line)
            document: Document = document_of(row)
            parse = parser.parse(document) if parser else parse_given(row)
            found = [
                {"start": p.mention.span.start, "end": p.mention.span.end, "lat": p.place.latitude, "lon": p.place.longitude}
                | ({"geonameid": str(p.place.geonames_id)} if p.place.geonames_id else {})
                for p in grounder.ground(document, parse).places
                if given or nationalities or p.mention.kind != "nationality"
            ]
            out.write(json.dumps({"id": row["id"], "toponyms": found}) + "\n")


if __name__ == "__main__":
    if "--names" in sys.argv:
        only_names(Path(sys.argv[1]), Path(f"{sys.argv[2]}.gold"))
    main(Path(sys.argv[1]), Path(sys.argv[2]), given="--given" in sys.argv, nationalities="--nationalities" in sys.argv)
