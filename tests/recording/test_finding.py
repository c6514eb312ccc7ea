"""Every filter finds what it says and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from fakes.making import pipeline
from legation.pipeline import document_of
from legation.recording.coded import Coded, SourcePosition
from legation.recording.finding import Query, count, find
from legation.recording.fulltext import match_expression
from legation.recording.record import Record
from legation.recording.searching import latest_first, search
from legation.recording.tables import events

TEXTS = {
    "a": "France met Mali on 2024-01-03.",
    "b": "Russia thanked Cuba on 2024-02-10. Mali was not there.",
    "c": "Mali bombed France.",
}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    """A record of three acts."""
    book = Record.open(str(tmp_path_factory.mktemp("r") / "r.db"), create=True)
    for n, (name, text) in enumerate(TEXTS.items()):
        made = pipeline().attempt(replace(document_of(text), id=name))
        assert isinstance(made, Coded)
        book.add(made, SourcePosition("test", n))
    return book


FILTERS = [
    (Query(), "bac"),
    (Query(actor="FRA"), "a"),
    (Query(actor="france"), "a"),
    (Query(recipient="FRA"), "c"),
    (Query(pair=("MLI", "France")), "ac"),
    (Query(pair=("RUS", "FRA")), ""),
    (Query(type="SUPPORT"), "b"),
    (Query(kind="talks"), "a"),
    (Query(status="denied"), ""),
    (Query(since="2024-01-03"), "ba"),
    (Query(since="2024-02"), "b"),
    (Query(until="2024-01"), "a"),
    (Query(until="2023"), ""),
    (Query(words="thanking"), "b"),
    (Query(words="mali"), "ac"),
    (Query(words="mali", in_report=True), "bac"),
    (Query(role="headline"), ""),
    (Query(minimum_confidence=0.9), ""),
    (Query(limit=1), "b"),
    (Query(limit=1, offset=1), "a"),
    (Query(actor="%"), ""),
]


@pytest.mark.parametrize(("query", "reports"), FILTERS)
def test_filters(record: Record, query: Query, reports: str) -> None:
    """The latest act first, undated ones last."""
    assert "".join(str(row["document_id"]) for row in find(record, query)) == reports
    if query.limit is None:
        assert count(record, query) == len(reports)


@given(st.text())
def test_any_words_make_a_query(record: Record, words: str) -> None:
    """What people type never is a fault of the query language."""
    count(record, Query(words=words.encode("utf-8", "replace").decode()))


def test_words_are_quoted() -> None:
    """Operators and quotation marks are words."""
    assert match_expression('a OR "b*') == '"a" "OR" """b*"'


@pytest.mark.parametrize("rare", [0, 20_000])
def test_both_ways_of_searching_find_the_same(record: Record, monkeypatch: pytest.MonkeyPatch, rare: int) -> None:
    """Whether the rarest thing asked is gathered or the days are walked, the answer is one."""
    monkeypatch.setattr("legation.recording.searching.RARE", rare)
    for query, reports in FILTERS:
        assert "".join(str(row["document_id"]) for row in find(record, query)) == reports


def test_what_is_rare_is_gathered_once(record: Record) -> None:
    """A search by who takes part looks participants up once, not once for every event; the other things asked are tested on what it finds."""
    with record.engine.connect() as connection:
        found = select(events.c.key).where(*search(connection, Query(pair=("FRA", "Mali"), words="met")).conditions())
        words = str(found.compile(record.engine, compile_kwargs={"literal_binds": True}))
        plan = str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words.replace('%', '%%')}").all())
    assert "SEARCH events USING INTEGER PRIMARY KEY (rowid=?)" in plan


def test_days_are_walked_without_sorting(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing asked is rare, each stretch of days comes in order from an index."""
    monkeypatch.setattr("legation.recording.searching.RARE", -1)
    with record.engine.connect() as connection:
        for query in (Query(actor="FRA"), Query(until="2024-01"), Query(type="CONSULT", words="met")):
            for stretch in search(connection, query).stretches():
                found = select(events.c.key).where(*stretch).order_by(*latest_first())
                words = str(found.compile(record.engine, compile_kwargs={"literal_binds": True}))
                plan = str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words.replace('%', '%%')}").all())
                assert "events_latest" in plan
                assert "TEMP B-TREE" not in plan
