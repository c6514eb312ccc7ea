"""Scores who is who against the entities of stories coded by hand: shares of right states and right sectors.

python benchmarks/score_resolver.py ../shared/data/stories/voa_a.jsonl [--errors]
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from code_stories import as_document

from legation.errors import Unknown
from legation.mention import Parse
from legation.parsing import parser
from legation.participant import Cast, Participant
from legation.resolving import resolver


def head_at(parse: Parse, start: int, end: int) -> tuple[int, int] | None:
    """Sentence and token that heads the words from `start` to `end`."""
    sentence = parse.sentence_at(start)
    if sentence is None:
        return None
    inside = [t for t in sentence.tokens if t.span.start >= start and t.span.end <= end]
    marks = {t.index for t in inside}
    heads = [t.index for t in inside if t.head not in marks and t.upos not in ("PUNCT", "DET", "ADP")]
    return (sentence.index, heads[0]) if heads else None


def at(cast: Cast, parse: Parse, place: tuple[int, int]) -> list[Participant]:
    """As the coder asks: the longest mention with that head, else the shortest that covers it."""
    sentence, token = place
    exact = [p for p in cast.participants if (p.mention.sentence, p.mention.head) == place]
    if exact:
        known = [p for p in exact if not isinstance(p.state, Unknown)] or exact
        longest = max(known, key=lambda p: p.mention.span.end - p.mention.span.start)
        return [p for p in known if p.mention.span == longest.mention.span]
    span = parse.sentences[sentence].tokens[token].span
    cover = [p for p in cast.participants if p.mention.span.contains(span)]
    if not cover:
        return []
    shortest = min(cover, key=lambda p: p.mention.span.end - p.mention.span.start)
    return [p for p in cover if p.mention.span == shortest.mention.span]


def main() -> None:
    """Prints the shares, and with --errors every entity that is wrong."""
    language, who = parser.load(), resolver.load()
    total = states = sectors = 0
    for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
        story = json.loads(line)
        document = as_document(story)
        parse = language.parse(document)
        cast = who.resolve(document, parse)
        for event in story["events"]:
            start = story["text"].index(event["quote"])
            for gold in event["actors"] + event["recipients"]:
                begin = story["text"].find(gold["text"], start)
                if begin < 0 or begin > start + len(event["quote"]):
                    begin = story["text"].index(gold["text"])
                place = head_at(parse, begin, begin + len(gold["text"]))
                found = at(cast, parse, place) if place else []
                right = any(p.state == gold["country"] for p in found)
                same = any(p.sector == gold["sector"] for p in found)
                total, states, sectors = total + 1, states + right, sectors + same
                if "--errors" in sys.argv and not (right and same):
                    told = [(p.mention.text, p.state if isinstance(p.state, str) else "?", p.sector, p.basis) for p in found]
                    print("STATE " if not right else "sector", story["id"], repr(gold["text"]), gold["country"], gold["sector"], "|", told)
    print(f"{total} entities: state {states / total:.3f}, sector {sectors / total:.3f}")


if __name__ == "__main__":
    main()
