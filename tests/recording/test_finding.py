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
from legation.recording.finding import Query, _conditions, count, find
from legation.recording.fulltext import match_expression
from legation.recording.record import Record
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


@pytest.mark.parametrize(
    ("query", "reports"),
    [
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
    ],
)
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


def test_participants_are_gathered_once(record: Record) -> None:
    """A search by who takes part looks participants up once, not once for every event."""
    query = select(events.c.key).where(*_conditions(Query(pair=("FRA", "Mali"), words="met")))
    words = str(query.compile(record.engine, compile_kwargs={"literal_binds": True}))
    with record.engine.connect() as connection:
        plan = str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words.replace('%', '%%')}").all())
    assert "CORRELATED" not in plan
    assert "participants" in plan
