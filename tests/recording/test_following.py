"""Searches that are followed: what is new is told once by each way, on either database, whoever else looks at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from fakes.telling import tell
from legation.errors import InputError
from legation.recording import corrections, delivered, following
from legation.recording.audit import Decision, log
from legation.recording.backup import back_up
from legation.recording.finding import Query
from legation.recording.following import Follow, Ways
from legation.recording.record import Record

ANNE = Decision("Anne", "a check", "2024-05-03T10:00:00+00:00")
NOON = datetime(2024, 5, 3, 12, tzinfo=UTC)
BOTH = Ways("https://example.org/hook", "anne@example.org", "once")


@pytest.fixture
def record(place: str) -> Iterator[Record]:
    """One meeting, told before anything is followed."""
    with Record.open(place, create=True) as made:
        tell(made, "France met Mali on 2024-01-03.", "a")
        yield made


def followed(record: Record, ways: Ways = BOTH, **filters: str) -> Follow:
    """A search that is followed."""
    one = following.follow_of(record, following.follow(record, " Visits\n of France ", filters, ways, ANNE))
    assert one is not None
    return one


def look(record: Record, one: Follow, query: Query | None = None) -> list[str]:
    """The new entries of a search, put in."""
    again = following.follow_of(record, one.key)
    assert again is not None
    rows, seen = following.fresh(record, again, query or Query())
    delivered.put_in(record, again, [(str(row["entry_id"]), {"data": row}) for row in rows], seen, NOON)
    return [str(row["document_id"]) for row in rows]


def test_what_was_there_is_no_news(record: Record) -> None:
    """Nor is a known entry told again or corrected; a new one is, once."""
    one = followed(record)
    assert (one.name, look(record, one)) == ("Visits of France", [])
    events = tell(record, "French envoys met Mali on 2024-01-03.", "b")
    corrections.correct(record, events[0].event_id, {"status": "denied"}, ANNE)
    tell(record, "Russia met Cuba on 2024-01-05.", "c")
    assert (look(record, one), look(record, one)) == (["c"], [])
    tell(record, "Russian envoys met Cuba on 2024-01-05.", "d")
    assert look(record, one) == []
    assert sorted((d.way, d.state) for d in delivered.deliveries_of(record, one.key)) == [("hook", "waiting"), ("mail", "waiting")]


def test_filters_and_a_pause_hold(record: Record) -> None:
    """What comes while a search is paused is no news afterwards."""
    one = followed(record)
    tell(record, "Russia met Cuba on 2024-01-05.", "c")
    assert look(record, one, Query(actor="FRA")) == []
    following.pause(record, one.key, ANNE)
    tell(record, "France met Cuba on 2024-01-06.", "d")
    assert delivered.claim(record, NOON) is None
    following.resume(record, one.key, ANNE)
    assert look(record, one) == []
    assert [line["action"] for line in log(record, f"search {one.key}")] == ["follow", "pause", "resume"]


def test_many_entries_are_taken_in_parts(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """None is left out and none comes twice."""
    monkeypatch.setattr("legation.recording.following.AT_ONCE", 2)
    one = followed(record)
    for n in range(1, 6):
        tell(record, f"Russia met Cuba on 2024-0{n}-05.", f"r{n}")
    assert [look(record, one) for _ in range(4)] == [["r1", "r2"], ["r3", "r4"], ["r5"], []]


def test_a_job_is_for_one_sender_until_its_time_has_passed(record: Record) -> None:
    """A killed sender's message goes out again under its id; each failure waits longer, the last is the end."""
    one = followed(record, Ways("https://example.org/hook"))
    tell(record, "Russia met Cuba on 2024-01-05.", "c")
    look(record, one)
    job = delivered.claim(record, NOON)
    assert job is not None
    assert delivered.claim(record, NOON) is None
    later, waits = NOON + delivered.LEASE, []
    while again := delivered.claim(record, later):
        assert (again.batch, again.bodies) == (job.batch, job.bodies)
        delivered.settle(record, again, "answered 500", later, sent=False)
        told = delivered.deliveries_of(record, one.key)[0]
        waits.append(datetime.fromisoformat(told.next_at) - later)
        later += waits[-1]
    assert waits == [*delivered.BACK_OFF[1:], timedelta()]
    assert (told.state, told.tries, told.answer) == ("failed", 10, "answered 500")


def test_a_digest_is_one_message_however_often_it_is_tried(record: Record) -> None:
    """What comes meanwhile waits for the next; a daily one waits for its hour."""
    one = followed(record, Ways(mail="anne@example.org", digest="daily"))
    for n in (1, 2):
        tell(record, f"Russia met Cuba on 2024-0{n}-05.", f"r{n}")
    look(record, one)
    assert delivered.claim(record, NOON) is None
    morning = datetime(2024, 5, 4, 6, tzinfo=UTC)
    job = delivered.claim(record, morning)
    assert job is not None
    delivered.settle(record, job, "no answer", morning, sent=False)
    tell(record, "Russia met Cuba on 2024-03-05.", "r3")
    look(record, one)
    jobs = [claimed for _ in range(3) if (claimed := delivered.claim(record, morning + timedelta(minutes=1)))]
    assert [len(each.bodies) for each in jobs] == [1, 2]
    assert (jobs[1].batch, jobs[1].bodies, jobs[1].tries) == (job.batch, job.bodies, 2)


def test_secrets_are_renewed_and_a_search_is_forgotten(record: Record) -> None:
    """The former word leads nowhere; deliveries go with the search; a copy holds both."""
    one = followed(record)
    following.renew_token(record, one.key, ANNE)
    following.renew_secret(record, one.key, ANNE)
    new = following.follow_of(record, one.key)
    assert new is not None
    assert (following.by_token(record, one.token), following.by_token(record, new.token)) == (None, new)
    assert (len(new.token), new.secret.startswith("whsec_"), new.secret == one.secret) == (43, True, False)
    delivered.put_test(record, new, "hook", {}, NOON)
    following.remove(record, one.key, ANNE)
    assert (following.all_follows(record), delivered.deliveries_of(record, one.key)) == ([], [])
    with pytest.raises(InputError):
        following.follow(record, " ", {}, Ways(), ANNE)


def test_a_backup_holds_them(record: Record, tmp_path: object) -> None:
    """Searches and deliveries alike."""
    one = followed(record)
    tell(record, "Russia met Cuba on 2024-01-05.", "c")
    look(record, one)
    back_up(record, f"{tmp_path}/copy.db")
    with Record.open(f"{tmp_path}/copy.db") as copy:
        assert following.all_follows(copy) == following.all_follows(record)
        assert delivered.deliveries_of(copy, one.key) == delivered.deliveries_of(record, one.key)


def test_the_latest_stored_come_first(record: Record) -> None:
    """Whatever their days are; each entry once."""
    tell(record, "Russia met Cuba on 2020-01-05.", "c")
    tell(record, "France met Cuba on 2024-01-06. Russian envoys met Cuba on 2020-01-05.", "d")
    assert [row["document_id"] for row in following.latest(record, Query(), 2)] == ["d", "d"]
    assert [row["reports"] for row in following.latest(record, Query(actor="RUS"), 9)] == [2]
