"""What goes into the record comes out, once, whatever the order."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.making import pipeline
from legation.document import Document, PublicationDate
from legation.errors import Failure
from legation.pipeline import document_of
from legation.recording.coded import Coded, SourcePosition
from legation.recording.finding import Query, count, find, show
from legation.recording.record import Record

AT = SourcePosition("test", 0)


def coded(text: str, id_: str = "a", *, day: date | None = None, version: str | None = None) -> Coded:
    """A report of fakes with its coding."""
    document = document_of(text, date=day)
    made = pipeline().attempt(replace(document, id=id_))
    assert isinstance(made, Coded)
    return made if version is None else replace(made, version=version)


@pytest.fixture
def record(place: str) -> Iterator[Record]:
    """An empty record, on either database."""
    with Record.open(place, create=True) as made:
        yield made


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([*"France met Mali. thanked Cuba 2024-01-03 =1+1 '".split(), "\u202e", "\U0001f600", "\ud800", "\x00"]), max_size=12))
def test_round_trip(tmp_path_factory: pytest.TempPathFactory, words: list[str]) -> None:
    """Whatever a report holds, its text and events come back as they went in."""
    made = coded(" ".join(words))
    with Record.open(str(tmp_path_factory.mktemp("r") / "legation.db"), create=True) as record:
        record.add(made, AT)
        found = show(record, "a")
    assert found is not None
    assert found["document"]["text"] == made.document.text  # type: ignore[index]
    assert json.dumps(found["events"]) == json.dumps([e.to_dict() for e in made.coding.events])


def test_known_report_is_a_duplicate(record: Record) -> None:
    """Same id, text, day and version: nothing changes."""
    assert record.add(coded("France met Mali."), AT) == "coded"
    before = list(record.digest())
    assert record.add(coded("France met Mali."), AT) == "duplicate"
    assert list(record.digest()) == before


def test_changed_text_is_a_new_version_of_the_report(record: Record) -> None:
    """The later text counts; the earlier one and its coding are kept, no longer current."""
    record.add(coded("France met Mali."), AT)
    record.add(coded("Russia met Cuba."), AT)
    found = show(record, "a")
    assert found is not None
    assert found["document"]["text"] == "Russia met Cuba."  # type: ignore[index]
    assert [(c["current"], c["outcome"]) for c in found["codings"]] == [(False, "coded"), (True, "coded")]  # type: ignore[attr-defined]
    assert count(record, Query(actor="FRA")) == 0


def test_changed_day_is_a_new_version_of_the_report(record: Record) -> None:
    """A day given later decides dates, so the report is coded again."""
    record.add(coded("France met Mali."), AT)
    assert record.add(coded("France met Mali.", day=date(2024, 1, 3)), AT) == "coded"


def test_new_version_of_the_coder_keeps_the_old_coding(record: Record) -> None:
    """One coding is current; event ids stay."""
    record.add(coded("France met Mali.", version="1"), AT)
    ids = [row["event_id"] for row in find(record, Query())]
    record.add(coded("France met Mali.", version="2"), AT)
    found = show(record, "a")
    assert found is not None
    assert [(c["version"], c["current"]) for c in found["codings"]] == [("1", False), ("2", True)]  # type: ignore[attr-defined]
    assert [row["event_id"] for row in find(record, Query())] == ids


REPORTS = [
    coded("France met Mali on 2024-01-03.", "a"),
    coded("On 2024-01-03 French envoys met Mali.", "b"),
    coded("France met Mali on 2024-01-04.", "c"),
    coded("France met Mali.", "d"),
    coded("France met Mali.", "e"),
    coded("France thanked Mali. Nothing else.", "f"),
    coded("France thanked Mali. Nothing more.", "g"),
]


@pytest.mark.parametrize("seed", range(5))
def test_entries_are_the_same_in_any_order(record: Record, seed: int) -> None:
    """One day, actors and words: one act. Another day: another. No day: one act where the sentence is the same."""
    shuffled = random.Random(seed).sample(REPORTS, len(REPORTS))
    for n, made in enumerate(shuffled):
        record.add(made, SourcePosition("test", n))
    groups = {row["entry_id"]: row["reports"] for row in find(record, Query())}
    assert sorted(groups.values()) == [1, 2, 2, 2]
    for made in REPORTS:
        event_id = made.coding.events[0].event_id
        entry = show(record, event_id)
        assert entry is not None
        assert entry["entry_id"] in groups
        assert event_id in [e["event_id"] for e in entry["events"]]  # type: ignore[attr-defined]
        assert entry["entry_id"] == min(e["event_id"] for e in entry["events"])  # type: ignore[attr-defined]


def test_leads_are_kept_and_not_counted(record: Record) -> None:
    """What a teaser says is found only when asked for, and never makes an entry more certain."""
    made = coded("Russia bombed Mali on 2024-01-03.")
    lead = replace(made, coding=replace(made.coding, events=tuple(replace(e, role="teaser") for e in made.coding.events)))
    record.add(lead, AT)
    assert (count(record, Query()), count(record, Query(teasers=True))) == (0, 1)


def test_failures_are_kept_with_their_reason(record: Record) -> None:
    """The ledger says what became of every input."""
    record.add_failure(Failure("x", "test", "bad_json", "line 3"), SourcePosition("test", 2))
    assert 'input\t"test"\t2\t"failed"\t"x"\t"bad_json"' in list(record.digest())


def test_what_failed_and_is_mended_is_no_failure_any_more(record: Record) -> None:
    """A later run's outcome takes the place of a failure."""
    record.add_failure(Failure("a", "test", "coding", ""), AT)
    record.add(coded("France met Mali."), AT)
    assert [line for line in record.digest() if line.startswith("input")] == ['input\t"test"\t0\t"kept"\t"a"\tnull']


def test_document_date_and_metadata_come_back(record: Record) -> None:
    """A report leaves with the day and provenance it came with."""
    document: Document = replace(
        document_of("France met Mali."), id="a", title="=T", date=PublicationDate(date(2024, 5, 3), "json-ld"), publisher="P"
    )
    made = pipeline().attempt(document)
    assert isinstance(made, Coded)
    record.add(made, AT)
    found = show(record, "a")
    assert found is not None
    kept = found["document"]
    assert [kept[k] for k in ("title", "date", "date_basis", "publisher", "blocks")] == [  # type: ignore[index]
        "=T", "2024-05-03", "json-ld", "P", [{"role": "body", "start": 0, "end": 16}],
    ]  # fmt: skip
