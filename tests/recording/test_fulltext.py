"""The same words find the same on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from fakes.making import pipeline
from legation.pipeline import document_of
from legation.recording.coded import Coded, SourcePosition
from legation.recording.finding import Query, count, find
from legation.recording.record import Record

TEXTS = {
    "a": "France met Mali, a non-aligned state, on 2024-01-03.",
    "b": "Russia thanked Cuba for the café in São Tomé.",
    "c": "Mali thanked Россия; \u202eFrance\u202c agreed.",
}


@pytest.fixture
def record(place: str) -> Iterator[Record]:
    """A record of three reports, on either database."""
    with Record.open(place, create=True) as made:
        for n, (name, text) in enumerate(TEXTS.items()):
            made.add(coded(name, text), SourcePosition("test", n))
        yield made


def coded(name: str, text: str) -> Coded:
    """A report with its coding."""
    made = pipeline().attempt(replace(document_of(text), id=name))
    assert isinstance(made, Coded)
    return made


WORDS = {
    "meeting": "", "MET": "a", "thanks": "bc", "non-aligned": "a", "aligned-non": "", "aligned non": "a", "cafe": "b", "CAFÉ": "b",
    "tomé sao": "b", "the": "b", "for the": "b", "2024-01-03": "a", "2024": "a", "россия": "c", "thanked mali": "c",
    "nothing": "", "france": "ac",
}  # fmt: skip


def test_words_find_the_same(record: Record) -> None:
    """Stems, accents, parts of a word next to each other, short words, other scripts; in sentences and in reports."""
    found = {words: "".join(sorted(str(row["document_id"]) for row in find(record, Query(words=words)))) for words in WORDS}
    assert found == WORDS
    assert {words: count(record, Query(words=words, in_report=True)) for words in WORDS} == {words: len(reports) for words, reports in WORDS.items()}


def test_any_signs_make_a_query(record: Record) -> None:
    """Signs of either query language mean nothing; none is an error."""
    for words in (
        "a' | b",
        '"',
        "'",
        ":*",
        "a:b & !c",
        "\\",
        "<->",
        "NEAR(a b)",
        "a OR b",
        "*",
        "()",
        "%",
        "\u202e",
        "\x00",
        "x'); DROP TABLE events; --",
        "\ud800",
    ):
        assert count(record, Query(words=words)) >= 0
    assert count(record, Query()) == 3


def test_a_report_of_many_words_is_stored(record: Record) -> None:
    """One with more words than an index can hold is found by its first."""
    text = "France met Mali. " + " ".join(f"{n:x}é" for n in range(300_000))
    assert record.add(coded("long", text), SourcePosition("test", 9)) == "coded"
    assert count(record, Query(words="met mali", in_report=True)) == 2
