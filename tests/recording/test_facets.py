"""A facet's numbers are those of the narrower question; what is stored later is told apart from what was known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fakes.telling import tell
from legation.recording.facets import Arrivals, arrivals, facets, newest
from legation.recording.finding import Query, count, find
from legation.recording.record import Record


@pytest.fixture
def record(place: str) -> Record:
    """Acts of two publishers, one act told by both, one without a day; on either database."""
    book = Record.open(place, create=True)
    tell(book, "France met Mali on 2024-01-03.", "a", publisher="Le Matin")
    tell(book, "French envoys met Mali on 2024-01-03.", "b", publisher="The Herald")
    tell(book, "Russia thanked Cuba on 2024-02-10.", "c", publisher="The Herald", confidence=0.2)
    tell(book, "Mali bombed France.", "d")
    return book


def test_new_filters(record: Record) -> None:
    """Types, publisher, and what was stored later."""
    asked = (
        (Query(types=("CONSULT", "SUPPORT")), 2), (Query(types=("AID",)), 0), (Query(publisher="The Herald"), 2), (Query(publisher="Herald"), 0),
        (Query(after=0), 3), (Query(after=1), 3), (Query(after=2), 2), (Query(after=99), 0),
    )  # fmt: skip
    for query, number in asked:
        assert (len(list(find(record, query))), count(record, query)) == (number, number), query


@pytest.mark.parametrize("rare", [-1, 10_000])
def test_a_facet_counts_what_its_question_finds(record: Record, monkeypatch: pytest.MonkeyPatch, rare: int) -> None:
    """However the question is answered, within its days too."""
    monkeypatch.setattr("legation.recording.searching.RARE", rare)
    for query in (Query(), Query(since="2024-01"), Query(until="2024-01-31"), Query(pair=("FRA", "MLI")), Query(words="met"), Query(limit=1)):
        found = facets(record, query)
        assert (found.latest, found.entries) == (None, count(record, query))
        for name, values in found.values.items():
            for value, number in values:
                narrower = replace(query, actor=value) if name == "state" else replace(query, **{name: value})
                assert count(record, narrower) == number, (query, name, value)


def test_values_are_those_of_any_telling(record: Record) -> None:
    """An act told by two publishers counts for both, once for each; the most come first."""
    found = facets(record, Query()).values
    assert found["publisher"] == (("The Herald", 2), ("Le Matin", 1))
    assert found["state"] == (("FRA", 1), ("MLI", 1), ("RUS", 1))


def test_only_the_latest_are_counted(record: Record) -> None:
    """Where nothing asked is rare, and it is said; those of no day come last."""
    found = facets(record, Query(), most=2)
    assert (found.latest, found.entries, dict(found.values["type"])) == (2, 2, {"SUPPORT": 1, "CONSULT": 1})
    assert facets(record, Query(type="CONSULT"), most=2).latest is None


def test_arrivals(record: Record) -> None:
    """A new act is new, one more telling of a known act changes it, and what no filter holds for is neither."""
    last = newest(record)
    assert arrivals(record, Query(after=last)) == Arrivals(0, 0)
    tell(record, "France met Mali on 2024-01-03.", "e")
    tell(record, "France met Mali on 2025-05-05.", "f")
    assert newest(record) > last
    assert arrivals(record, Query(after=last)) == Arrivals(1, 1)
    assert arrivals(record, Query(after=last, actor="RUS")) == Arrivals(0, 0)
