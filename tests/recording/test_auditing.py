"""Random audits: a seed draws the same entries, judgements are kept, and precision has its interval, on either database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from fakes.making import pipeline
from legation.errors import InputError
from legation.pipeline import document_of
from legation.recording import auditing, corrections
from legation.recording.audit import Decision, log
from legation.recording.auditing import wilson
from legation.recording.backup import back_up
from legation.recording.coded import Coded, SourcePosition
from legation.recording.finding import Query
from legation.recording.record import Record

ANNE = Decision("Anne", "a check", "2024-05-03T10:00:00+00:00")
RIGHT = dict.fromkeys(auditing.GROUPS, "right")


@pytest.fixture
def record(place: str) -> Iterator[Record]:
    """Twelve entries."""
    with Record.open(place, create=True) as made:
        for n in range(1, 13):
            coded = pipeline().attempt(replace(document_of(f"France met Mali on 2024-{n:02}-03."), id=str(n)))
            assert isinstance(coded, Coded)
            made.add(coded, SourcePosition("test", n))
        yield made


def drawn(record: Record, seed: int, query: Query | None = None, size: int = 5) -> list[str]:
    """The events that an audit draws."""
    found = auditing.audit_of(record, auditing.draw(record, query or Query(), size, seed, ANNE))
    assert found is not None
    return [draw.event_id for draw in found.draws]


def test_a_seed_draws_the_same_entries(record: Record) -> None:
    """Another draws others; none comes twice; filters hold; no more are drawn than there are."""
    first = drawn(record, 7)
    assert (first == drawn(record, 7), first == drawn(record, 8), len(set(first))) == (True, False, 5)
    assert len(drawn(record, 7, Query(since="2024-10"), size=50)) == 3
    assert next((audit.seed, audit.filters, audit.drawn_from) for audit in auditing.all_audits(record)) == (7, {"since": "2024-10"}, 3)
    assert next(log(record, "1"))["action"] == "audit"


def test_judgements_are_kept_and_give_the_precision(record: Record) -> None:
    """By group, and of entries that are right throughout; judging again replaces; what is judged is the event as it was drawn."""
    key = auditing.draw(record, Query(), 4, 1, ANNE)
    before = auditing.audit_of(record, key)
    assert before is not None
    corrections.correct(record, before.draws[0].event_id, {"status": "denied"}, ANNE)
    for position in (1, 2, 3):
        auditing.judge(record, key, position, RIGHT | ({"date": "wrong"} if position == 1 else {}), ANNE, "late" if position == 1 else "")
    auditing.judge(record, key, 2, RIGHT, ANNE)
    found = auditing.audit_of(record, key)
    assert found is not None
    assert {g: (p.right, p.judged) for g, p in found.precision.items()} == {
        "act": (3, 3),
        "actors": (3, 3),
        "status": (3, 3),
        "date": (2, 3),
        "all": (2, 3),
    }
    assert (found.draws[0].body["status"], found.draws[0].note, found.draws[3].done) == ("occurred", "late", False)


def test_what_cannot_be_drawn_or_judged_is_refused(record: Record) -> None:
    """In words that name the field."""
    for query, size, seed, told in ((Query(), 0, 1, "size"), (Query(), 5, -1, "seed"), (Query(actor="CHN"), 5, 1, "filters")):
        with pytest.raises(InputError, match=told):
            auditing.draw(record, query, size, seed, ANNE)
    key = auditing.draw(record, Query(), 2, 1, ANNE)
    with pytest.raises(InputError, match="date: judge"):
        auditing.judge(record, key, 1, RIGHT | {"date": ""}, ANNE)
    with pytest.raises(InputError, match="no entry 3"):
        auditing.judge(record, key, 3, RIGHT, ANNE)
    assert auditing.audit_of(record, 99) is None


def test_audits_are_in_a_backup(record: Record, tmp_path: object) -> None:
    """From either database."""
    key = auditing.draw(record, Query(), 3, 5, ANNE)
    back_up(record, f"{tmp_path}/copy.db")
    with Record.open(f"{tmp_path}/copy.db") as copy:
        assert auditing.audit_of(copy, key) == auditing.audit_of(record, key)


@pytest.mark.parametrize(
    ("right", "number", "low", "high"), [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662), (1, 1, 0.2065, 1.0)]
)
def test_the_interval_is_wilsons(right: int, number: int, low: float, high: float) -> None:
    """As Newcombe (1998) prints it for 81 of 263."""
    found = wilson(["right"] * right + ["wrong"] * (number - right) + [None])
    assert (found.judged, found.right) == (number, right)
    assert (found.low, found.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_nothing_judged_has_no_precision() -> None:
    """Nor an interval."""
    assert wilson([None]) == auditing.Precision(0, 0, None, None, None)
