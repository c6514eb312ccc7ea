"""What persons part stays parted, what they join stays joined, whatever is read later and whenever."""

from __future__ import annotations

from pathlib import Path

import pytest

from legation.errors import InputError
from legation.recording.audit import Decision, log
from legation.recording.coded import Coded, SourcePosition
from legation.recording.deciding import join, split
from legation.recording.entry_tables import tellings
from legation.recording.finding import show
from legation.recording.record import Record
from legation.recording.settling import Verdicts
from legation.recording.verdicts import Verdict, in_force
from recording.test_entries import coded

TALKS, OTHER_WORDS, NEXT_DAY = 0, 1, 2
PERSON = Decision("Ada", "the second is of another meeting", "2024-02-01T00:00:00+00:00")


@pytest.fixture
def record(place: str) -> Record:
    """Two reports of one act and one of the day after, on either database."""
    book = Record.open(place, create=True)
    for number, made in enumerate([coded("a", TALKS, 0), coded("b", OTHER_WORDS, 0), coded("c", NEXT_DAY, 1)]):
        book.add(made, SourcePosition("test", number))
    return book


def event_of(made: Coded) -> str:
    """The only event of a report."""
    return made.coding.events[0].event_id


def groups(record: Record) -> set[frozenset[str]]:
    """Reports that share an entry."""
    found: dict[str, set[str]] = {}
    with record.engine.connect() as connection:
        for row in connection.execute(tellings.select()):
            found.setdefault(row.entry, set()).add(row.document_id)
    return {frozenset(names) for names in found.values()}


A, B, C = (event_of(coded(*one)) for one in (("a", TALKS, 0), ("b", OTHER_WORDS, 0), ("c", NEXT_DAY, 1)))


def test_split_holds_against_later_reports(record: Record) -> None:
    """A report that is like both joins one of the two, and never bridges them."""
    assert groups(record) == {frozenset("ab"), frozenset("c")}
    assert split(record, A, [B], PERSON) == sorted([A, B])
    record.add(coded("d", TALKS, 0), SourcePosition("test", 3))
    assert not any({"a", "b"} <= names for names in groups(record))
    assert len(groups(record)) == 3


def test_join_holds_and_a_later_split_undoes_it(record: Record) -> None:
    """Forced links override days; the later verdict holds."""
    assert join(record, C, B, PERSON) == [min(A, B, C)]
    assert groups(record) == {frozenset("abc")}
    split(record, A, [C], PERSON)
    assert groups(record) == {frozenset("ab"), frozenset("c")}


def test_verdicts_are_shown_and_logged(record: Record) -> None:
    """An entry says who decided and why; the log has it too."""
    join(record, A, C, PERSON)
    found = show(record, C)
    assert found is not None
    assert [(v["verdict"], v["by"]) for v in found["verdicts"]] == [("join", "Ada")]  # type: ignore[attr-defined]
    assert [line["action"] for line in log(record)] == ["join"]


def test_a_verdict_that_cannot_be_is_refused(record: Record) -> None:
    """Strangers to the entry, all of it, none of it, an entry with itself, and unknown ids."""
    for wrong in ([C], [A, B], []):
        with pytest.raises(InputError):
            split(record, A, wrong, PERSON)
    for pair in ((A, B), (A, "nobody")):
        with pytest.raises(InputError):
            join(record, *pair, PERSON)


def test_the_later_verdict_on_a_pair_holds() -> None:
    """Verdicts about other pairs stay."""
    one = [Verdict(kind, (frozenset("a"), frozenset(other)), "", None) for kind, other in (("split", "bc"), ("join", "b"))]
    assert in_force(one) == Verdicts(
        {"a": frozenset("b"), "b": frozenset("a")},
        {"a": frozenset("c"), "c": frozenset("a")},
    )


def test_commands(tmp_path: Path) -> None:
    """`split` and `join` print the entries that there are now; what cannot be is a fault of usage."""
    from fakes.making import legation, reports_file

    reports_file(tmp_path / "r.jsonl")
    legation(tmp_path, "read", "r.jsonl")
    first = legation(tmp_path, "find", "--pair", "FRA", "MLI").stdout
    entry = first.split('"entry_id": "')[1][:16]
    assert legation(tmp_path, "split", entry, "nobody", "--why", "test").returncode == 2
    other = legation(tmp_path, "find", "--pair", "RUS", "CUB").stdout.split('"entry_id": "')[1][:16]
    assert legation(tmp_path, "join", entry, other, "--why", "test").stdout == f'{{"entries": ["{min(entry, other)}"]}}\n'
