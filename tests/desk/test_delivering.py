"""What is followed goes out: a signed event for each new entry, once, and digests, to real servers on this machine."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from fakes.desks import free_port
from fakes.making import environment, legation
from fakes.receiving import Receiver, receiving, smtp_server
from fakes.stages import SETTINGS
from fakes.telling import tell
from legation.config import Settings, read_settings
from legation.desk import hooks
from legation.desk.delivering import Loop, Told, deliver, try_out
from legation.errors import KnowledgeError
from legation.recording import delivered, following
from legation.recording.audit import Decision
from legation.recording.delivered import LEASE, Delivery
from legation.recording.following import Follow, Ways
from legation.recording.record import Record

ANNE = Decision("Anne", "a check", "2024-05-03T10:00:00+00:00")
NOON = datetime(2024, 5, 3, 12, tzinfo=UTC)
HERE = Settings(**SETTINGS, hooks_to_loopback=True)  # type: ignore[arg-type]
HOSTILE = "Russia met <script>alert(1)</script> {{ 7*7 }} Cuba on 2024-01-05."


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """An empty record."""
    with Record.open(str(tmp_path / "r.db"), create=True) as made:
        yield made


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A receiver of webhooks."""
    with receiving() as found:
        yield found


def followed(record: Record, **ways: Any) -> Follow:
    """Every act of Russia's, followed."""
    one = following.follow_of(record, following.follow(record, "Of <i>Russia</i>", {"actor": "RUS"}, Ways(**ways), ANNE))
    assert one is not None
    return one


def at(moment: datetime) -> Any:
    """A clock that stands."""
    return lambda: moment


def last(record: Record, one: Follow) -> Delivery:
    """The last delivery."""
    return delivered.deliveries_of(record, one.key)[0]


def test_the_signature_is_that_of_the_specification() -> None:
    """The example that the specification's libraries are tried by."""
    body = b'{"test": 2432232314}'
    made = hooks.signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_new_entry_is_posted_once_and_signed(record: Record, receiver: Receiver) -> None:
    """Two looks send one event, with the entry, why it matched, and a signature that its secret proves."""
    one = followed(record, hook=receiver.address + "/hook")
    tell(record, HOSTILE, "a")
    tell(record, "France met Mali on 2024-01-03.", "b")
    assert (deliver(record, HERE, at(NOON)), deliver(record, HERE, at(NOON))) == (Told(1, 1, 0), Told(0, 0, 0))
    ((path, headers, body),) = receiver.got
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(one.secret.removeprefix("whsec_"))
    assert headers["webhook-signature"] == "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    told = json.loads(body)
    assert (path, told["type"], told["data"]["entry"]["sentence"]["text"]) == ("/hook", "entry.matched", HOSTILE)
    assert told["data"]["why"] == [{"filter": "actor", "asked": "RUS", "met": "Russia (RUS)"}]
    assert (last(record, one).state, last(record, one).answer, last(record, one).message) == ("sent", "answered 204", headers["webhook-id"])


KILLED = "from legation.desk.delivering import deliver; from legation.recording.record import Record; from legation.config import read_settings; "
KILLED += "import sys; deliver(Record.open(sys.argv[1]), read_settings())"


def test_a_killed_loop_sends_nothing_twice(record: Record, receiver: Receiver, tmp_path: Path) -> None:
    """Killed while it waits for the answer: the next look holds back, a later one asks again under the same id, and then no more."""
    one = followed(record, hook=receiver.address)
    tell(record, HOSTILE, "a")
    receiver.hold.clear()
    process = subprocess.Popen([sys.executable, "-c", KILLED, record.path], env=environment(LEGATION_HOOKS_TO_LOOPBACK="1"), cwd=tmp_path)
    assert receiver.came.wait(30)
    process.kill()
    process.wait(20)
    receiver.hold.set()
    now = datetime.now(UTC)
    assert deliver(record, HERE, at(now)) == Told(0, 0, 0)
    assert (len(receiver.got), last(record, one).state) == (1, "waiting")
    assert [deliver(record, HERE, at(now + LEASE * n)).sent for n in (1, 2)] == [1, 0]
    assert len({headers["webhook-id"] for _, headers, _ in receiver.got}) == len({body for *_, body in receiver.got}) == 1


def test_what_is_not_taken_is_tried_again(record: Record, receiver: Receiver) -> None:
    """Later; a receiver that is gone is asked no more."""
    one = followed(record, hook=receiver.address + "/busy")
    tell(record, HOSTILE, "a")
    receiver.answers["/busy"] = (503, "")
    assert deliver(record, HERE, at(NOON)).unsent == 1
    assert deliver(record, HERE, at(NOON)).unsent == 0
    receiver.answers["/busy"] = (410, "")
    assert deliver(record, HERE, at(NOON + timedelta(seconds=5))).unsent == 1
    assert (last(record, one).state, last(record, one).answer, last(record, one).tries) == ("failed", "answered 410", 2)


@pytest.mark.parametrize("to", ["http://10.0.0.1/", "http://169.254.169.254/latest", "http://[::ffff:192.168.0.1]/", "file:///etc/passwd"])
def test_private_addresses_are_refused_on_every_hop(record: Record, receiver: Receiver, to: str) -> None:
    """At once and where a redirect leads there; nothing is tried again."""
    receiver.answers["/led"] = (307, to)
    ones = [followed(record, hook=address) for address in (to, receiver.address + "/led")]
    tell(record, HOSTILE, "a")
    assert deliver(record, HERE, at(NOON)).unsent == 2
    for found in (last(record, one) for one in ones):
        assert (found.state, found.tries) == ("failed", 1)
        assert re.search("not a public address|no plain http", found.answer or "")


def test_this_machine_is_refused_unless_it_is_let(record: Record, receiver: Receiver) -> None:
    """Without the setting nothing arrives, by a redirect neither."""
    one = followed(record, hook=receiver.address)
    tell(record, HOSTILE, "a")
    deliver(record, Settings(**SETTINGS), at(NOON))  # type: ignore[arg-type]
    assert (receiver.got, last(record, one).state) == ([], "failed")
    assert "not a public address" in (last(record, one).answer or "")


def test_a_redirect_gets_the_same_event(record: Record, receiver: Receiver) -> None:
    """307 and 308 are followed with body and signature; 302 is an answer like others; a ring ends."""
    receiver.answers |= {"/a": (308, "/b"), "/ring": (307, "/ring"), "/other": (302, "/b")}
    for path in ("/a", "/ring", "/other"):
        followed(record, hook=receiver.address + path)
    tell(record, HOSTILE, "a")
    assert deliver(record, HERE, at(NOON)) == Told(3, 1, 2)
    sent = {path: headers["webhook-signature"] for path, headers, _ in receiver.got}
    assert sent["/b"] == sent["/a"]


@pytest.fixture
def post_office() -> Iterator[tuple[list[Any], Settings]]:
    """A real SMTP server's letters, and settings that name it."""
    with smtp_server() as (port, letters):
        yield letters, HERE.model_copy(update={"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none"})


def test_a_digest_arrives_with_two_parts(record: Record, post_office: tuple[list[Any], Settings]) -> None:
    """One message for all that is new; hostile words stay text in both parts; the next look sends none."""
    letters, settings = post_office
    followed(record, mail="anne@example.org", digest="once")
    tell(record, HOSTILE, "a")
    tell(record, "Russia thanked Mali.", "b")
    assert (deliver(record, settings, at(NOON)), deliver(record, settings, at(NOON))) == (Told(2, 1, 0), Told(0, 0, 0))
    (letter,) = letters
    assert (letter["to"], letter["subject"]) == ("anne@example.org", "Of <i>Russia</i>: 2 new entries")
    text, html = (letter.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert HOSTILE in text
    assert ("<script" in html, "&lt;script&gt;" in html, "{{ 7*7 }}" in html, "<i>" in html) == (False, True, True, False)
    assert "who acts “Russia”: Russia (RUS)" in text


def test_a_server_that_is_not_there_is_tried_again(record: Record, post_office: tuple[list[Any], Settings]) -> None:
    """And one that is not set is named; the password stands nowhere."""
    letters, settings = post_office
    one = followed(record, mail="anne@example.org", digest="once")
    tell(record, HOSTILE, "a")
    assert deliver(record, HERE, at(NOON)).unsent == 1
    assert "smtp_host" in (last(record, one).answer or "")
    off = settings.model_copy(update={"smtp_port": free_port()})
    assert deliver(record, off, at(NOON + timedelta(seconds=5))).unsent == 1
    assert deliver(record, settings, at(NOON + timedelta(hours=1))).sent == 1
    assert len(letters) == 1


def test_a_password_is_never_shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither where settings are printed nor where they are wrong."""
    monkeypatch.chdir(tmp_path)
    assert "opensesame" not in repr(read_settings(smtp_password="opensesame"))
    Path("legation.toml").write_text("smtp_password = 12345\n")
    with pytest.raises(KnowledgeError) as caught:
        read_settings()
    assert "12345" not in str(caught.value)


def test_each_way_can_be_tried(record: Record, receiver: Receiver, post_office: tuple[list[Any], Settings]) -> None:
    """A test goes out at once, also from a paused search, and is not tried again."""
    letters, settings = post_office
    one = followed(record, mail="anne@example.org", hook=receiver.address + "/busy")
    receiver.answers["/busy"] = (500, "")
    following.pause(record, one.key, ANNE)
    for way in ("feed", "hook", "mail"):
        try_out(record, settings, one, way)
    found = {(d.way, d.state, d.test) for d in delivered.deliveries_of(record, one.key)}
    assert found == {("feed", "sent", True), ("hook", "failed", True), ("mail", "sent", True)}
    assert (json.loads(receiver.got[0][2])["type"], letters[0]["subject"]) == ("test", "Of <i>Russia</i>: a test")


def test_the_loop_delivers_beside_the_desk(record: Record, receiver: Receiver) -> None:
    """Within its time, until it is stopped."""
    followed(record, hook=receiver.address)
    with Loop(record, HERE, every=0.05):
        tell(record, HOSTILE, "a")
        assert receiver.came.wait(20)
        time.sleep(0.2)
    assert len(receiver.got) == 1


def test_the_command_delivers_once(record: Record, receiver: Receiver, tmp_path: Path) -> None:
    """And says how much."""
    followed(record, hook=receiver.address)
    tell(record, HOSTILE, "a")
    runs = [legation(tmp_path, "deliver", "--record", record.path, LEGATION_HOOKS_TO_LOOPBACK="1") for _ in range(2)]
    assert [json.loads(run.stdout) for run in runs] == [{"new": 1, "sent": 1, "unsent": 0}, {"new": 0, "sent": 0, "unsent": 0}]
