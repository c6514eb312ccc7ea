"""Comments, mentions and assignments: kept, changed by their writer only, and noted in the log, on either database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from fakes.making import pipeline
from legation.errors import InputError
from legation.pipeline import document_of
from legation.recording import discussing
from legation.recording.audit import Decision, log
from legation.recording.backup import back_up
from legation.recording.coded import Coded, SourcePosition
from legation.recording.finding import Query, find
from legation.recording.record import Record

ANNE = Decision("Anne", "said", "2024-05-03T10:00:00+00:00")
BO = Decision("Bo Lee", "said", "2024-05-04T10:00:00+00:00")


@pytest.fixture
def record(place: str) -> Iterator[Record]:
    """Two reports of one act."""
    with Record.open(place, create=True) as made:
        for n, text in enumerate(("France met Mali on 2024-01-03.", "On 2024-01-03 French envoys met Mali.")):
            coded = pipeline().attempt(replace(document_of(text), id=f"r/{n}", title=f"Report {n}"))
            assert isinstance(coded, Coded)
            made.add(coded, SourcePosition("test", n))
        yield made


def entry(record: Record) -> str:
    """The one entry."""
    return str(next(find(record, Query()))["entry_id"])


def test_what_is_said_stands_in_a_thread(record: Record) -> None:
    """Of its entry by any of its events, or of its report; persons known are mentioned by their whole name, each once."""
    first = discussing.say(record, "entry", entry(record), "Who told it?", BO)
    discussing.say(record, "entry", entry(record), "@bo lee, and @Bo Lee; not a@Anne nor @Nobody nor @Annette", ANNE)
    said = discussing.thread(record, "entry", entry(record)).comments
    assert [(one.person, one.mentions) for one in said] == [("Bo Lee", ()), ("Anne", ("Bo Lee",))]
    assert [one.key for one in discussing.naming(record, "Bo Lee")] == [first + 1]
    discussing.say(record, "report", "r/0", "A report.", ANNE)
    assert next((one.last.about, one.number, one.title) for one in discussing.latest(record)) == ("report", 1, "Report 0")
    assert discussing.persons(record) == ["Anne", "Bo Lee"]


def test_only_the_writer_changes_a_comment_and_leaves_a_trace(record: Record) -> None:
    """The log keeps what it said before; one taken back has no words and no mentions."""
    key = discussing.say(record, "report", "r/0", "@Anne first", ANNE)
    with pytest.raises(InputError, match="Only whoever wrote it"):
        discussing.change(record, key, "other", BO)
    with pytest.raises(InputError, match="Only whoever wrote it"):
        discussing.take_back(record, key, BO)
    assert discussing.change(record, key, "second", ANNE).edited_at == ANNE.at
    gone = discussing.take_back(record, key, ANNE)
    assert (gone.words, gone.deleted_at, gone.mentions) == ("", ANNE.at, ())
    with pytest.raises(InputError, match="no comment"):
        discussing.change(record, key, "third", ANNE)
    lines = [(line["action"], line["detail"].get("before")) for line in log(record, "r/0")]  # type: ignore[attr-defined]
    assert lines == [("comment", None), ("comment changed", "@Anne first"), ("comment taken back", "second")]
    assert discussing.latest(record) == []


def test_somebody_looks_after_it_until_it_is_done(record: Record) -> None:
    """Open before done; nobody twice at once; the log knows."""
    key = discussing.assign(record, "report", "r/1", " Bo  Lee ", ANNE, "check the day")
    with pytest.raises(InputError, match="already"):
        discussing.assign(record, "report", "r/1", "Bo Lee", ANNE)
    assert discussing.set_state(record, key, "done", BO).changed_by == "Bo Lee"
    later = discussing.assign(record, "entry", entry(record), "Bo Lee", ANNE)
    assert [(one.key, one.state) for one in discussing.assigned_to(record, "Bo Lee")] == [(later, "open"), (key, "done")]
    assert [line["action"] for line in log(record, "r/1")] == ["assign", "assignment done"]


@pytest.mark.parametrize(
    ("about", "subject", "words"), [("entry", "nobody", "x"), ("report", "no", "x"), ("state", "FRA", "x"), ("report", "r/0", " \n")]
)
def test_what_cannot_be_said_is_refused(record: Record, about: str, subject: str, words: str) -> None:
    """Nothing about what is not there, and not nothing; so with assignments."""
    with pytest.raises(InputError):
        discussing.say(record, about, subject, words, ANNE)
    with pytest.raises(InputError):
        discussing.assign(record, about, subject, words if subject == "r/0" else "Anne", ANNE)
    with pytest.raises(InputError, match="is none"):
        discussing.set_state(record, 1, "maybe", ANNE)


def test_discussion_is_in_a_backup(record: Record, tmp_path: object) -> None:
    """From either database."""
    discussing.say(record, "report", "r/0", "@Anne", ANNE)
    discussing.assign(record, "report", "r/0", "Bo", ANNE)
    back_up(record, f"{tmp_path}/copy.db")
    with Record.open(f"{tmp_path}/copy.db") as copy:
        assert discussing.thread(copy, "report", "r/0") == discussing.thread(record, "report", "r/0")
        assert discussing.say(copy, "report", "r/0", "more", ANNE) == 2
