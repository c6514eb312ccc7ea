"""Who is who in sentences of our own (cases.toml): trees and name tags are given, the roster is the real one."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from legation.document import Block, Document, PublicationDate
from legation.errors import Unknown
from legation.mention import Mention, Parse
from legation.participant import Cast, Participant
from legation.resolving import resolver
from legation.sentence import Sentence, Token
from legation.span import Span

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))["case"]


def sentence_of(text: str, index: int, row: str, at: int) -> Sentence:
    """A sentence from its tokens; `at`: where to look for the first in `text`."""
    tokens = []
    for i, cells in enumerate(row.split(" ")):
        form, lemma, upos, head, deprel = cells.split("|")
        start = text.index(form, at)
        at = start + len(form)
        tokens.append(Token(i, Span(start, at), form, lemma, upos, int(head) - 1, deprel))
    span = Span(tokens[0].span.start, at)
    return Sentence(index, span, span.of(text), "body", tuple(tokens))


def report(case: dict[str, Any]) -> tuple[Document, Parse]:
    """The case as the resolver gets it."""
    text, unknown = case["text"], Unknown("not_stated")
    sentences: list[Sentence] = []
    for index, row in enumerate(case["sentences"]):
        sentences.append(sentence_of(text, index, row, sentences[-1].span.end if sentences else 0))
    mentions = []
    for name in case["names"]:
        kind, index, first, end, head = name.split(" ")
        tokens = sentences[int(index)].tokens
        span = Span(tokens[int(first)].span.start, tokens[int(end) - 1].span.end)
        mentions.append(Mention(span, span.of(text), kind, int(index), int(head)))
    day = PublicationDate(date.fromisoformat(case["day"]), "given") if case["day"] else unknown
    document = Document("d", text, (Block("body", Span(0, len(text))),), unknown, day, "test", "en")
    return document, Parse(tuple(sentences), tuple(mentions))


def cast_of(case: dict[str, Any]) -> Cast:
    """The cast of a case."""
    return resolver.load().resolve(*report(case))


def told(participant: Participant) -> list[str]:
    """State, sector, name and office, as the cases write them."""
    values = participant.state, participant.sector, participant.name, participant.office
    return [v if isinstance(v, str) else ("?" if i == 0 else "-") for i, v in enumerate(values)]


@pytest.mark.parametrize("case", CASES, ids=[c["fact"] for c in CASES])
def test_case(case: dict[str, Any]) -> None:
    """The fact that names the case holds."""
    cast = cast_of(case)
    for expected in case["expect"]:
        words, _, values = expected.partition(" = ")
        found = [told(p) for p in cast.participants if p.mention.text == words.removeprefix("!")]
        if expected.startswith("!"):
            assert found == []
            continue
        wanted = values.split(" / ")
        assert wanted in [f[: len(wanted)] for f in found]


def by_fact(fact: str) -> dict[str, Any]:
    """The case of that name."""
    return next(c for c in CASES if c["fact"] == fact)


def test_spans_quote_the_text() -> None:
    """Every mention of a cast quotes the report's own words, and its head lies inside it."""
    for case in CASES:
        document, parse = report(case)
        for participant in resolver.load().resolve(document, parse).participants:
            mention = participant.mention
            assert mention.span.of(document.text) == mention.text
            assert mention.span.contains(parse.sentences[mention.sentence].tokens[mention.head].span)


def test_same_report_gives_the_same_cast() -> None:
    """The cast of a report does not depend on what was resolved before it."""
    case = by_fact("Both countries are the two named last")
    first = cast_of(case)
    cast_of(CASES[0])
    assert first == cast_of(case)


def test_empty_report_has_no_cast() -> None:
    """A report without sentences has no participants and no vessels."""
    unknown = Unknown("not_stated")
    document = Document("d", "", (), unknown, unknown, "test", "en")
    assert resolver.load().resolve(document, Parse((), ())) == Cast((), ())


@pytest.mark.parametrize(
    ("fact", "name", "number", "kind", "flag", "military"),
    [
        ("A spy ship is a military vessel of its adjective", "Viktor Leonov", "SSV-175", "spy ship", "RUS", True),
        ("A prefix gives flag and navy", "Imphal", "", "", "IND", True),
        ("Company ships are business", "", "", "oil tanker", "GRC", False),
        ("Flagged", "Golden Sun", "", "tanker", "LBR", False),
        ("Frigate name later", "Bayern", "", "frigate", "DEU", True),
    ],
)
def test_vessel(fact: str, name: str, number: str, kind: str, flag: str, military: bool) -> None:
    """A ship is told by name, hull number, type, flag and whether it is military."""
    vessel = cast_of(by_fact(fact)).vessels[-1]
    assert (vessel.name, vessel.hull_number, vessel.vessel_type, vessel.flag, vessel.military) == (name, number, kind, flag, military)
