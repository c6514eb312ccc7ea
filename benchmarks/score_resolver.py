"""Scores who is who against the entities of reports coded by hand: shares of right states, sectors and offices.

python benchmarks/score_resolver.py ../shared/data/stories/voa_a.jsonl [tests/gold/tuning_reports.jsonl ...] [--errors]

Entities are the actors and recipients of each coded act. Apart from all of them it counts those told by a pronoun or by a role ("he", "the
army": the head is no name), and, for the persons of offices.tsv beside this file, every mention in the report whose office is the one held.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from code_stories import as_document

from legation.document import Document
from legation.errors import Unknown
from legation.knowledge.roster_names import folded
from legation.mention import Parse
from legation.parsing import parser
from legation.participant import Cast, Participant
from legation.resolving import resolver

OFFICES = Path(__file__).with_name("offices.tsv")
NONE = "-"
"""In offices.tsv: the person holds no office on that day."""


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


def entities(story: dict[str, Any]) -> Iterator[tuple[dict[str, Any], int]]:
    """Actors and recipients of each act with where they stand: in the act's quotation, else where the report first has the words."""
    for event in story["events"]:
        start = max(0, story["text"].find(event["quote"]))
        for gold in event["actors"] + event["recipients"]:
            words = re.compile(rf"(?<!\w){re.escape(gold['text'])}(?!\w)")
            found = words.search(story["text"], start, start + len(event["quote"])) or words.search(story["text"])
            if found:
                yield gold, found.start()


def is_told_by_noun(parse: Parse, place: tuple[int, int]) -> bool:
    """Whether a pronoun or a common noun heads the words, and no name."""
    return parse.sentences[place[0]].tokens[place[1]].upos in ("PRON", "NOUN", "DET", "NUM")


def shown(found: list[Participant]) -> list[tuple[str, str, str, str]]:
    """What was found, for the eye."""
    return [(p.mention.text, p.state if isinstance(p.state, str) else "?", p.sector, p.basis) for p in found]


def offices() -> dict[str, list[dict[str, str]]]:
    """Rows of offices.tsv by the file name of their reports."""
    found: dict[str, list[dict[str, str]]] = {}
    with OFFICES.open(encoding="utf-8") as lines:
        for row in csv.DictReader((r for r in lines if not r.startswith("#")), delimiter="\t"):
            found.setdefault(row["file"], []).append(row)
    return found


def score_offices(cast: Cast, document: Document, held: list[dict[str, str]], tally: Counter[str], *, errors: bool) -> None:
    """Counts each mention of a person of the table, by name, with the office on the day right or not."""
    for p in cast.participants:
        words = [folded(w) for w in p.mention.text.replace("’s", "").split()]
        rows = [r for r in held if p.mention.kind == "person" and words and words[-1] == folded(r["surname"])]
        if not rows:
            continue
        told = p.office if isinstance(p.office, str) and p.office else NONE
        right = told in rows[0]["office"].split("|")
        tally["offices"] += 1
        tally["offices right"] += right
        if errors and not right:
            print("OFFICE", document.id, repr(p.mention.text), rows[0]["office"], "|", told, p.basis)


def score_entities(cast: Cast, parse: Parse, story: dict[str, Any], tally: Counter[str], *, errors: bool) -> None:
    """Counts each entity with its state and sector right or not."""
    for gold, begin in entities(story):
        place = head_at(parse, begin, begin + len(gold["text"]))
        found = at(cast, parse, place) if place else []
        right = any(p.state == gold["country"] for p in found)
        same = any(p.sector == gold["sector"] for p in found)
        noun = place is not None and is_told_by_noun(parse, place)
        tally.update({"entities": 1, "states": right, "sectors": same, "nouns": noun, "noun states": noun and right})
        if errors and not (right and same):
            print("STATE " if not right else "sector", story["id"], repr(gold["text"]), gold["country"], gold["sector"], "|", shown(found))


def main() -> None:
    """Prints the shares of each file, and with --errors every entity and office that is wrong."""
    language, who, held, errors = parser.load(), resolver.load(), offices(), "--errors" in sys.argv
    for file in (Path(a) for a in sys.argv[1:] if a != "--errors"):
        tally: Counter[str] = Counter()
        for line in file.read_text(encoding="utf-8").splitlines():
            story = json.loads(line)
            document = as_document(story)
            parse = language.parse(document)
            cast = who.resolve(document, parse)
            score_entities(cast, parse, story, tally, errors=errors)
            score_offices(cast, document, held.get(file.name, []), tally, errors=errors)
        print(
            f"{file.name}: {tally['entities']} entities: state {_share(tally, 'states', 'entities')}, sector {_share(tally, 'sectors', 'entities')}"
        )
        print(f"  {tally['nouns']} of them pronouns or roles: state {_share(tally, 'noun states', 'nouns')}")
        if tally["offices"]:
            print(f"  {tally['offices']} mentions of persons by name: office on the day {_share(tally, 'offices right', 'offices')}")


def _share(tally: Counter[str], part: str, whole: str) -> str:
    return f"{tally[part] / tally[whole]:.3f}" if tally[whole] else "-"


if __name__ == "__main__":
    main()
