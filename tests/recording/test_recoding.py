"""A coding anew tells what changed, keeps what was, and survives interruption."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fakes.making import pipeline, reports_file
from legation.batch.recoding import recode_all
from legation.batch.run import read_into
from legation.errors import Failure, Unknown
from legation.pipeline import Pipeline, document_of
from legation.recording.audit import Decision, log
from legation.recording.finding import Query, find, show
from legation.recording.recoding import Recoding, difference
from legation.recording.record import Record
from legation.recording.stored import stored_documents

DECISION = Decision("Anne", "a better coder", "2024-05-03T10:00:00+00:00")


def later() -> Pipeline:
    """A later version of the fakes, which drops every event."""
    return pipeline(minimum_confidence=0.9)


@pytest.fixture
def record(place: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The fakes' reports, on either database."""
    wired = pipeline()
    with Record.open(place, create=True) as made:
        read_into(made, wired.reader().read([reports_file(tmp_path_factory.mktemp("r") / "r.jsonl")]), wired)
        yield made


def run(record: Record, wired: Pipeline, *, dry_run: bool = False) -> list[Recoding]:
    """What changed."""
    found = list(recode_all(record, wired, DECISION, dry_run=dry_run))
    assert not any(isinstance(f, Failure) for f in found)
    return [f for f in found if isinstance(f, Recoding)]


def test_documents_come_back_as_they_were(tmp_path: Path) -> None:
    """Text, day, blocks, title, language: all that decides a coding; why there is no day, too."""
    wired, source = pipeline(), reports_file(tmp_path / "r.jsonl")
    read = [*wired.reader().read([source]), replace(document_of("France met Mali."), date=Unknown("impossible_value"), licence="CC0")]
    with Record.open(str(tmp_path / "r.db"), create=True) as record:
        read_into(record, read, wired)
        assert list(stored_documents(record)) == read


def test_a_dry_run_tells_and_changes_nothing(record: Record) -> None:
    """The same differences as the run itself."""
    before = list(record.digest())
    told = run(record, later(), dry_run=True)
    assert list(record.digest()) == before
    assert run(record, later()) == told


def test_a_coding_anew_keeps_the_old_one(record: Record) -> None:
    """Both are shown, one is current; going back to the first version makes it current again, the same to the byte."""
    rows = list(find(record, Query()))
    told = run(record, later())
    assert {r.document_id: len(r.removed) for r in told if not r.same} == {"a": 2, "b": 1, "e": 1}
    assert list(find(record, Query())) == []
    found = show(record, "a")
    assert found is not None
    assert [c["current"] for c in found["codings"]] == [False, True]  # type: ignore[attr-defined]
    run(record, pipeline())
    assert list(find(record, Query())) == rows


def test_the_same_version_has_nothing_to_do(record: Record) -> None:
    """A second run finds every report coded."""
    run(record, later())
    before = list(record.digest())
    assert run(record, later()) == []
    assert list(record.digest()) == before


def test_every_coding_anew_is_in_the_log(record: Record) -> None:
    """One line a report, with the versions and counts."""
    run(record, later())
    lines = list(log(record, "a"))
    assert [(line["action"], line["person"]) for line in lines] == [("recode", "Anne")]
    assert lines[0]["detail"]["removed"] == 2  # type: ignore[index]


def test_an_interrupted_run_goes_on(record: Record) -> None:
    """What was coded anew stays so; the rest follows."""
    first = recode_all(record, later(), DECISION)
    done = [next(first).document_id, next(first).document_id]  # type: ignore[union-attr]
    first.close()  # type: ignore[attr-defined]
    assert sorted([*done, *(r.document_id for r in run(record, later()))]) == ["a", "b", "c", "d", "e"]


def test_differences_are_told_by_field(record: Record) -> None:
    """Fields that differ, with both values; the version is no difference."""
    made = pipeline().attempt(next(stored_documents(record)))
    events = [e.to_dict() for e in made.coding.events]  # type: ignore[union-attr]
    other = [e | {"version": "2", "status": "planned"} for e in events[:1]]
    found = difference(events, other, "a", ("1", "2"))
    assert (found.changed, len(found.removed)) == ({events[0]["event_id"]: {"status": ("occurred", "planned")}}, 1)
    assert replace(found, removed=(), changed={}).same
