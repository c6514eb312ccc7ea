"""Writes the time expressions of annotated documents in the scorer's form.

    python benchmarks/score_dates.py GOLD.jsonl PREDICTIONS.jsonl [--parse] [--lines=N] [--calendar]

Each line of GOLD holds `id`, `text` and `dct` (publication day). Without `--parse` sentences are lines and have no tokens.
With `--lines=6` only expressions of the first six lines are written: MEANTIME's time expressions are annotated in the headline and the first
five sentences (its field `sent` is never above 5). With `--calendar` only dates and times with a value of the calendar are written: GUM has no
durations, sets or expressions such as "recently" in its scheme.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

from legation.document import Block, Document, PublicationDate
from legation.errors import Unknown
from legation.grounding.grounder import load
from legation.mention import Parse
from legation.moment import Moment
from legation.sentence import Sentence
from legation.span import Span


def document_of(row: dict[str, str]) -> Document:
    """The row as a report published on its `dct`; a date that does not exist is Unknown."""
    text, unknown = row["text"], Unknown("not_stated")
    try:
        day: PublicationDate | Unknown = PublicationDate(date.fromisoformat(row["dct"][:10]), "given")
    except (ValueError, KeyError):
        day = unknown
    return Document(row["id"], text, (Block("body", Span(0, len(text))),), unknown, day, "", "en")


def parse_by_lines(text: str) -> Parse:
    """Every line a sentence without tokens."""
    sentences, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            sentences.append(Sentence(len(sentences), Span(at, at + len(line)), line, "body", ()))
        at += len(line) + 1
    return Parse(tuple(sentences), ())


def line_limit(text: str, lines: int | None) -> int:
    """The code point at which line `lines` ends; the end of the text for None."""
    return len(text) if lines is None else len("\n".join(text.split("\n")[:lines]))


def of_the_calendar(moment: Moment) -> bool:
    """Whether it is a date or time that has a place in the calendar."""
    return moment.timex_type in ("DATE", "TIME") and moment.value is not None


def main(gold: Path, predictions: Path, *, parsed: bool, lines: int | None = None, calendar: bool = False) -> None:
    """Grounds every document of `gold` and writes one line for each."""
    grounder, parser = load(), None
    if parsed:
        from legation.parsing.parser import load as load_parser

        parser = load_parser()
    with predictions.open("w", encoding="utf-8") as out:
        for line in filter(None, gold.read_text(encoding="utf-8").split("\n")):
            row = json.loads(line)
            document = document_of(row)
            parse = parser.parse(document) if parser else parse_by_lines(document.text)
            found = [
                {"start": m.mention.span.start, "end": m.mention.span.end, "type": m.moment.timex_type, "value": m.moment.timex_value}
                for m in grounder.ground(document, parse).moments
                if m.mention.span.end <= line_limit(document.text, lines) and (not calendar or of_the_calendar(m.moment))
            ]
            out.write(json.dumps({"id": row["id"], "timex": found}) + "\n")


if __name__ == "__main__":
    options = sys.argv[3:]
    limit = next((int(o.removeprefix("--lines=")) for o in options if o.startswith("--lines=")), None)
    main(Path(sys.argv[1]), Path(sys.argv[2]), parsed="--parse" in options, lines=limit, calendar="--calendar" in options)
