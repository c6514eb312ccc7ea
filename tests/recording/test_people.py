"""Accounts, links, sessions, tokens and counted attempts, on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from legation.errors import InputError
from legation.recording import admission, people
from legation.recording.admission import IDLE, NOTED, WHOLE, WINDOW, Browser
from legation.recording.audit import log
from legation.recording.people import Person
from legation.recording.record import Record

NOW, DAY = 1_700_000_000, 86_400


@pytest.fixture
def record(place: str) -> Iterator[Record]:
    """An empty record."""
    with Record.open(place, create=True) as opened:
        yield opened


def joined(record: Record, name: str, role: str = "admin", by: str = "") -> Person:
    """Somebody who came in by a link."""
    people.invite(record, f"link {name}", by, role, NOW, NOW + DAY)
    return people.accept(record, f"link {name}", name, f"hash of {name}", NOW)


def test_a_link_makes_one_account(record: Record) -> None:
    """It is spent by that; the name is compared without regard to capitals, and given once."""
    assert not people.has_account(record)
    anne = joined(record, "Anne")
    assert (anne.role, people.has_account(record), people.known(record, " ANNE ")) == ("admin", True, (anne, "hash of Anne"))
    with pytest.raises(InputError, match="used, withdrawn or is too old"):
        people.accept(record, "link Anne", "Eve", "hash", NOW)
    with pytest.raises(InputError, match="taken"):
        joined(record, "anne", by="Anne")
    assert [link.role for link in people.open_invitations(record, NOW)] == ["admin"]  # what was refused is not spent


def test_a_first_link_makes_no_second_admin(record: Record) -> None:
    """A new one takes the place of the last, and none works once there is an admin; links grow old."""
    people.invite(record, "one", "", "admin", NOW, NOW + DAY)
    people.invite(record, "two", "", "admin", NOW, NOW + DAY)
    assert [people.invitation(record, key, NOW) is None for key in ("one", "two")] == [True, False]
    assert people.invitation(record, "two", NOW + DAY) is None
    joined(record, "Anne")
    people.invite(record, "late", "", "admin", NOW, NOW + DAY)
    with pytest.raises(InputError):
        people.accept(record, "late", "Eve", "hash", NOW)


def test_a_desk_keeps_an_admin(record: Record) -> None:
    """The last one is neither removed nor given another role; nothing of the try stays."""
    anne = joined(record, "Anne")
    for change in (lambda: people.remove(record, anne.key, "Anne", NOW), lambda: people.change_role(record, anne.key, "reader", "Anne", NOW)):
        with pytest.raises(InputError, match="needs an admin"):
            change()
    assert people.everyone(record) == [anne]


def test_who_is_removed_is_out_at_once(record: Record) -> None:
    """Sessions, tokens and links that they gave end; the name is not given again."""
    joined(record, "Anne")
    bob = joined(record, "Bob", "admin", "Anne")
    admission.begin_session(record, bob, "s", Browser("here"), NOW)
    admission.give_token(record, bob, "t", "mine", "read", (NOW, NOW + DAY))
    people.invite(record, "his", "Bob", "reader", NOW, NOW + DAY)
    people.remove(record, bob.key, "Anne", NOW)
    assert (admission.session_of(record, "s", NOW), admission.token_of(record, "t", NOW)) == (None, None)
    assert (people.known(record, "Bob"), people.invitation(record, "his", NOW)) == (None, None)
    with pytest.raises(InputError, match="taken"):
        joined(record, "BOB", by="Anne")


def test_a_session_ends_idle_and_in_all(record: Record) -> None:
    """After seven days without a request, and after thirty with any."""
    anne = joined(record, "Anne")
    admission.begin_session(record, anne, "s", Browser("here"), NOW)
    assert admission.session_of(record, "s", NOW + IDLE - 1) == (1, anne)
    assert admission.session_of(record, "s", NOW + 2 * IDLE) is None
    for at in range(NOW + IDLE - 1, NOW + WHOLE, IDLE - 1):
        assert admission.session_of(record, "s", at) == (1, anne)
    assert admission.session_of(record, "s", NOW + WHOLE) is None


def test_requests_are_noted_now_and_then(record: Record) -> None:
    """Not each time: reading does not write."""
    anne = joined(record, "Anne")
    admission.begin_session(record, anne, "s", Browser("here", "Browser 1"), NOW)
    seen = []
    for at in (NOW + NOTED - 1, NOW + NOTED):
        admission.session_of(record, "s", at)
        seen += [session.seen - NOW for session in admission.sessions_of(record, anne.key, at)]
    assert seen == [0, NOTED]


def test_signing_in_ends_what_the_browser_had(record: Record) -> None:
    """A session that was set by somebody else does not become one's own."""
    anne = joined(record, "Anne")
    admission.begin_session(record, anne, "old", Browser("here"), NOW)
    admission.begin_session(record, anne, "new", Browser("here", had="old"), NOW)
    assert (admission.session_of(record, "old", NOW), admission.session_of(record, "new", NOW)) == (None, (2, anne))


def test_attempts_are_counted_before_they_are_tried(record: Record) -> None:
    """By the subject that has most; from the limit on none is counted, until the first ones are too old; what was right is forgiven."""
    for n in range(3):
        assert admission.count_attempt(record, ("anne", "here"), NOW + n, 4) == (n, 0)
    assert admission.count_attempt(record, ("bob", "here"), NOW + 3, 4) == (3, 0)
    assert admission.count_attempt(record, ("bob", "here"), NOW + 4, 4) == (4, WINDOW - 4)
    assert admission.count_attempt(record, ("bob", "there"), NOW + 4, 4) == (1, 0)
    admission.forgive(record, "bob", "there", NOW + 4)
    assert admission.count_attempt(record, ("bob", "there"), NOW + 5, 4) == (0, 0)
    assert admission.count_attempt(record, ("anne", "here"), NOW + WINDOW, 4) == (3, 0)


def test_what_is_done_about_people_is_in_the_log(record: Record) -> None:
    """In the audit log of the record, without a secret or a hash."""
    anne = joined(record, "Anne")
    admission.begin_session(record, anne, "digest of a session", Browser("here"), NOW)
    admission.give_token(record, anne, "digest of a token", "mine", "write", (NOW, NOW + DAY))
    admission.revoke_token(record, 1, anne, NOW)
    lines = list(log(record))
    assert [line["action"] for line in lines] == ["invite", "join", "sign in", "make a token", "revoke a token"]
    assert "digest" not in str(lines)
    assert "hash of" not in str(lines)
    assert [line["action"] for line in people.history(record, 2)] == ["revoke a token", "make a token"]


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "a\u202eb", "a\x00b"])
def test_what_is_no_name(name: str) -> None:
    """Empty, too long, or with signs that are not seen."""
    with pytest.raises(InputError, match="A name has"):
        people.clean_name(name)
