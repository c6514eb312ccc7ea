"""Codes the development stories and writes their events, one a line, for the scorer of the shared data.

python benchmarks/code_stories.py ../shared/data/stories/voa_a.jsonl > /tmp/events.jsonl
python ../shared/tools/match_events.py ../shared/data/stories/voa_a.jsonl /tmp/events.jsonl --by-type
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import legation
from legation.document import Block, Document, PublicationDate
from legation.errors import Unknown
from legation.span import Span


def as_document(story: dict[str, str]) -> Document:
    """A story as a document: one body block, its day of publication given."""
    day = PublicationDate(date.fromisoformat(story["published"][:10]), "field")
    text = story["text"]
    return Document(str(story["id"]), text, (Block("body", Span(0, len(text))),), Unknown("not_stated"), day, "stories", "en")


def main() -> None:
    """Writes the events of every story of the file named on the command line."""
    pipeline = legation.load()
    for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
        for event in pipeline.code(as_document(json.loads(line))).events:
            print(json.dumps(event.to_dict(), ensure_ascii=False))


if __name__ == "__main__":
    main()
