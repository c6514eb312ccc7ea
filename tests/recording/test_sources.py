"""A record says who published what it read, what became of every input, and what it holds in all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fakes.making import pipeline
from legation.errors import FAILURE_REASONS, Failure
from legation.pipeline import document_of
from legation.recording.coded import Coded, SourcePosition
from legation.recording.exemplars import entries_by_type, most_certain, most_certain_of_each, parts_of
from legation.recording.inputs import failures, origins, remedies, tally
from legation.recording.record import Record
from legation.recording.sources import denominators, quiet_times, sources
from legation.recording.totals import totals

REPORTS = (
    ("a", "France met Mali on 2024-01-03.", "2024-01-04", "Reuters"),
    ("b", "French envoys met leaders of Mali on 2024-01-03.", "2024-01-05", "Reuters"),
    ("c", "Russia thanked Cuba.", "2024-05-06", "Reuters"),
    ("d", "Nothing happened.", None, None),
)

EARLIER = ("a", "France met Mali on 2024-01-03.", "2024-01-02", "Reuters")


@pytest.fixture
def record(place: str) -> Record:
    """Four reports, one of them read twice, a failure, and a day that changed later; in lines of one file, in both databases."""
    made = Record.open(place, create=True)
    for n, (name, text, day, publisher) in enumerate([EARLIER, *REPORTS, REPORTS[0]]):
        document = replace(document_of(text, date=day) if day else document_of(text), id=name, origin=f"in.jsonl:{n}")
        coded = pipeline().attempt(replace(document, publisher=publisher) if publisher else document)
        assert isinstance(coded, Coded)
        made.add(coded, SourcePosition(f"in.jsonl:{n}", 0))
    made.add_failure(Failure("e", "in.jsonl:7", "bad_json", "no JSON"), SourcePosition("in.jsonl:7", 0))
    return made


def test_a_source_has_its_reports_by_month(record: Record) -> None:
    """With what became of them, its outlet, and the months without one."""
    reuters, file = sources(record)
    assert (reuters["reports"], reuters["coded"], reuters["events"], reuters["days"]) == (3, 3, 3, 3)
    assert (reuters["state"], reuters["ownership"], reuters["months"]) == ("GBR", "private", {"2024-01": 2, "2024-05": 1})
    assert reuters["gaps"] == [["2024-02", "2024-04"]]
    assert (file["source"], file["named"], file["empty"], file["undated"], file["state"]) == ("in.jsonl", False, 1, 1, None)
    assert next(denominators([reuters, file])) == {"period": "2024-01", "source": "Reuters", "reports": 2}


def test_times_without_a_report_are_told(record: Record) -> None:
    """Between two days with reports, where they are long."""
    assert quiet_times(record) == [{"after": "2024-01-05", "before": "2024-05-06", "days": 121}]


def test_every_input_is_accounted_for(record: Record) -> None:
    """read = coded + empty + duplicate + skipped + failed, in all and for the file."""
    found, (file,) = tally(record), origins(record)
    assert (found["read"], found["coded"], found["empty"], found["duplicate"], found["failed"]) == (7, 4, 1, 1, 1)
    assert (file["origin"], file["read"], file["failed"]) == ("in.jsonl", 7, 1)
    assert found["reasons"] == {"bad_json": 1}


def test_a_failure_has_its_remedy(record: Record) -> None:
    """Each reason that there is has one."""
    (failed,) = failures(record)
    assert (failed["again"], failed["remedy"]) == ("in.jsonl", remedies()["bad_json"])
    assert remedies().keys() == FAILURE_REASONS.keys()


def test_the_sums_are_those_of_the_record(record: Record) -> None:
    """Reports, events, entries, versions and size."""
    found = totals(record)
    assert (found["reports"], found["texts"], found["events"], found["entries"], found["leads"]) == (4, 5, 3, 2, 0)
    assert (found["oldest"], found["newest"], found["versions"][0]["current"]) == ("2024-01-04", "2024-05-06", 4)
    assert found["bytes"] > 0


def test_a_type_is_shown_by_its_most_certain_entries(record: Record) -> None:
    """Each entry once, with its report; and how many there are of each type, mode and status."""
    assert {name: n for name, n in entries_by_type(record).items() if n} == {"CONSULT": 1, "SUPPORT": 1}
    (shown,) = most_certain(record, "CONSULT", 5)
    assert (shown["type"], shown["report"]["publisher"]) == ("CONSULT", "Reuters")
    assert most_certain_of_each(record, 2)["CONSULT"] == [shown]
    assert parts_of(record, "CONSULT") == (1, {"mode": {}, "kind": {"talks": 1}, "status": {"occurred": 1}})
