"""Reports are found by their words, and the passages shown are those that hold them."""

from __future__ import annotations

import pytest

from fakes.telling import tell
from legation.recording.fulltext import HIT
from legation.recording.passages import count_reports, passages, reports_holding
from legation.recording.record import Record


@pytest.fixture
def record(place: str) -> Record:
    """Three reports, on either database."""
    book = Record.open(place, create=True)
    tell(book, "France met Mali on 2024-01-03. They visited a café at the third-party harbour.", "a")
    tell(book, "Russia thanked Cuba. A harbour, a harbour, a Harbour.", "b")
    tell(book, "Mali bombed France.", "c")
    return book


def lit(record: Record, words: str) -> dict[str, list[str]]:
    """The words found in each report."""
    found = reports_holding(record, words, limit=10)
    assert count_reports(record, words, 10) == len(found)
    return {report.document["id"]: [p.text[first:last] for p in report.passages for first, last in p.hits] for report in found}


def test_words_found(record: Record) -> None:
    """In any form, without accents; the report with the most comes first."""
    assert lit(record, "harbours") == {"b": ["harbour", "harbour", "Harbour"], "a": ["harbour"]}
    assert next(iter(lit(record, "harbour"))) == "b"
    assert lit(record, "CAFE visits") == {"a": ["visited", "café"]}
    assert lit(record, "harbour Mexico") == lit(record, "") == lit(record, "\x00 ' & !") == {}
    assert "".join(lit(record, "third-party")["a"]).replace("-", "") == "thirdparty"


def test_entries_of_a_report(record: Record) -> None:
    """Those whose sentence holds the words first, each once; no more than asked for; pages follow each other."""
    found = reports_holding(record, "mali", limit=10)
    assert {report.document["id"]: (report.entries, report.acts[0]["type"]) for report in found} == {"a": (1, "CONSULT"), "c": (1, "ASSAULT")}
    assert [len(report.acts) for report in reports_holding(record, "mali", limit=10, acts=0)] == [0, 0]
    assert [reports_holding(record, "mali", limit=1, offset=n)[0].document["id"] for n in (0, 1)] == [report.document["id"] for report in found]
    assert count_reports(record, "mali", 1) == 2


def test_only_the_current_text_is_found(record: Record) -> None:
    """A report that changed is found by the words that it has now."""
    tell(record, "Mali thanked France.", "c")
    assert (set(lit(record, "bombed")), set(lit(record, "thanks"))) == (set(), {"b", "c"})


def test_the_best_passages_are_shown() -> None:
    """Two at most, with the most different words, in the order of the text; they begin with a sentence where one is near."""
    first, last = HIT
    filler = "Nothing else is said of it here. " * 20
    text = f"{first}Port{last} talk. {filler}A {first}port{last} and a {first}visit{last}. {filler}One {first}visit{last}. {filler}"
    one, two = passages(text)
    assert (one.text[:5], [one.text[a:b] for a, b in one.hits]) == ("Port ", ["Port"])
    assert [two.text[a:b] for a, b in two.hits] == ["port", "visit"]
    assert passages("no mark") == ()


def test_a_passage_tells_more_than_the_title() -> None:
    """Where the text begins with its title, words after it are shown."""
    first, last = HIT
    assert [p.text for p in passages(f"{first}Port{last} opened\nThe {first}port{last} is open.", "Port opened")] == ["The port is open."]
