"""Entries are the same whatever order their reports came in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from fakes.making import pipeline
from legation.pipeline import document_of
from legation.recording import candidates
from legation.recording.coded import Coded, SourcePosition
from legation.recording.entry_tables import blocks, links, tellings
from legation.recording.record import Record

SENTENCES = (
    "France met Mali on 2024-01-03.",
    "French envoys met leaders of Mali on 2024-01-03.",
    "France met Mali on 2024-01-04.",
    "France met Mali.",
    "France met Mali and Cuba on 2024-01-03.",
    "Russia bombed Mali on 2024-01-03.",
    "Russia bombed Mali. Mali thanked France on 2024-01-05.",
    "Russian planes bombed Mali on 2024-01-04. France met Mali.",
    "Mali thanked France.",
    "Russia met Cuba on 2024-01-04. Russia thanked Cuba.",
)
QUICK = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

reports = st.lists(st.tuples(st.integers(0, len(SENTENCES) - 1), st.integers(0, 4)), min_size=2, max_size=14)
"""A sentence, and how many days after 3 January 2024 it was published; 4: not known."""


@cache
def coded(name: str, sentence: int, day: int, version: str = "1") -> Coded:
    """A report of fakes with its coding."""
    published = None if day == 4 else date(2024, 1, 3) + timedelta(day)
    made = pipeline().attempt(replace(document_of(SENTENCES[sentence], date=published), id=name))
    assert isinstance(made, Coded)
    return replace(made, version=version)


@cache
def empty_record() -> bytes:
    """The file of a record without reports; to make one anew takes a third of a second."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "legation.db"
        with Record.open(str(path), create=True) as record, record.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        return path.read_bytes()


def settled(folder: Path, made: list[Coded]) -> tuple[object, ...]:
    """Tellings with their entries, links and blocks of a new record that the reports are read into."""
    path = folder / "legation.db"
    path.write_bytes(empty_record())
    with Record.open(str(path)) as record:
        for number, one in enumerate(made):
            record.add(one, SourcePosition("test", number))
        with record.engine.connect() as connection:
            rows = [sorted(map(tuple, connection.execute(select(table)).all())) for table in (tellings, links, blocks)]
    path.unlink()
    return tuple(rows)


@pytest.fixture(autouse=True, params=[2, 24])
def hubs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Blocks that are soon full, and as they are."""
    monkeypatch.setattr(candidates, "HUBS", request.param)
    return int(request.param)


@QUICK
@given(reports, st.randoms(use_true_random=False))
def test_any_order_gives_the_same_entries(tmp_path: Path, chosen: list[tuple[int, int]], random: object) -> None:
    """Tellings, links and entries are a function of the set of reports."""
    made = [coded(f"r{n}", *one) for n, one in enumerate(chosen)]
    other = list(made)
    random.shuffle(other)  # type: ignore[attr-defined]
    assert settled(tmp_path, made) == settled(tmp_path, other)


@QUICK
@given(reports, st.data())
def test_what_came_and_went_leaves_no_trace(tmp_path: Path, chosen: list[tuple[int, int]], data: st.DataObject) -> None:
    """Reports that were other reports before give the entries of what they are now."""
    made = [coded(f"r{n}", *one) for n, one in enumerate(chosen)]
    changed = data.draw(st.lists(st.integers(0, len(made) - 1), min_size=1, max_size=4, unique=True))
    before = [coded(f"r{n}", (chosen[n][0] + 3) % len(SENTENCES), 0, "0") if n in changed else one for n, one in enumerate(made)]
    assert settled(tmp_path, before + [made[n] for n in changed]) == settled(tmp_path, made)
