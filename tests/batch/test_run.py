"""A run's tally always holds, whatever the inputs and however many workers."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.making import REPORTS, pipeline, reports_file
from legation.batch.pool import code, work
from legation.batch.run import read_into
from legation.batch.tally import Tally
from legation.errors import Failure
from legation.recording.record import Record

LINES = st.lists(
    st.sampled_from([*REPORTS, {"id": "f", "text": "PARSER FAILS"}, {"id": "g"}, {"text": ""}, {"text": "France met Mali."}]), max_size=8
)


@settings(max_examples=25, deadline=None)
@given(LINES)
def test_tally_holds(tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, str]]) -> None:
    """read = coded + empty + duplicate + skipped + failed; details add up; a second run changes nothing."""
    folder = tmp_path_factory.mktemp("run")
    source, wired = reports_file(folder / "r.jsonl", rows), pipeline()
    with Record.open(str(folder / "r.db"), create=True) as record:
        first = read_into(record, wired.reader().read([source]), wired)
        before = list(record.digest())
        second = read_into(record, wired.reader().read([source]), wired)
        assert list(record.digest()) == before
    for tally in (first, second):
        counts = tally.to_dict()
        assert counts["read"] == len(rows) == sum(tally.outcomes.values())
        assert sum(tally.reasons.values()) == counts["failed"]
        assert sum(tally.languages.values()) == counts["skipped"]
    assert second.outcomes["coded"] + second.outcomes["empty"] + second.outcomes["skipped"] == 0
    assert first.outcomes["failed"] == second.outcomes["failed"]


def test_workers_change_nothing(tmp_path: Path) -> None:
    """The record of two processes equals that of one, line by line."""
    source = reports_file(tmp_path / "r.jsonl", [*REPORTS, *(REPORTS[0] | {"id": str(n)} for n in range(20))])
    digests = []
    for workers in (1, 2):
        wired = pipeline(workers=workers)
        with Record.open(str(tmp_path / f"{workers}.db"), create=True) as record:
            read_into(record, wired.reader().read([source]), wired)
            digests.append(list(record.digest()))
    assert digests[0] == digests[1]


def test_report_that_kills_a_worker_is_a_failure(tmp_path: Path) -> None:
    """Its neighbours are coded all the same, in order."""
    rows = [REPORTS[0], {"id": "k", "text": "WORKER DIES"}, REPORTS[1]]
    wired = pipeline(workers=2)
    made = [done.made for done in work(wired.reader().read([reports_file(tmp_path / "r.jsonl", rows)]), wired, code)]
    assert [type(m).__name__ for m in made] == ["Coded", "Failure", "Coded"]
    assert isinstance(made[1], Failure)
    assert (made[1].id, made[1].reason) == ("k", "coding")


def test_interrupted_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    """What was stored before the interruption is a duplicate; the record ends as if nothing had happened."""
    source, wired = reports_file(tmp_path / "r.jsonl"), pipeline()

    def stop_after_two(tally: Tally) -> object:
        for n, item in enumerate(wired.reader().read([source])):
            if n == 2:
                raise KeyboardInterrupt
            yield item

    with Record.open(str(tmp_path / "whole.db"), create=True) as whole, Record.open(str(tmp_path / "cut.db"), create=True) as cut:
        read_into(whole, wired.reader().read([source]), wired)
        with pytest.raises(KeyboardInterrupt):
            read_into(cut, stop_after_two(Tally()), wired)  # type: ignore[arg-type]
        assert read_into(cut, wired.reader().read([source]), wired).outcomes["duplicate"] == 2
        assert list(cut.digest()) == list(whole.digest())


def test_tally_says_all_in_words() -> None:
    """Counts, then languages and reasons."""
    tally = Tally()
    tally.add("coded", events=3)
    tally.add("skipped", detail="fr")
    tally.add("failed", detail="timeout")
    assert str(tally).splitlines() == [
        "3 read = 1 coded + 0 empty + 0 duplicate + 1 skipped + 1 failed; 3 events",
        "skipped, another language: fr 1",
        "failed: timeout 1",
    ]
