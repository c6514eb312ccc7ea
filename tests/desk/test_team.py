"""The team's desk lets in who belongs there, and nobody else."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from fakes.making import pipeline
from fakes.teams import CHEAP, WORDS, TeamDesk, key_in, team_desk
from legation.desk.answering import own_address
from legation.desk.gate import SESSION
from legation.desk.passwords import Passwords
from legation.pipeline import document_of
from legation.recording.audit import log
from legation.recording.coded import Coded, SourcePosition
from legation.recording.people import everyone
from legation.recording.record import Record


@pytest.fixture
def desk(tmp_path: Path) -> TeamDesk:
    """A team's desk over an empty record."""
    return team_desk(tmp_path)


def sign_in(desk: TeamDesk, name: str, password: str = WORDS, **more: str) -> TestClient:
    """A browser after it sent its name and password."""
    browser = desk.browser()
    browser.last = browser.post("/signin", data={"name": name, "password": password} | more)  # type: ignore[attr-defined]
    return browser


def status(browser: TestClient) -> int:
    """How its signing in was answered."""
    return int(browser.last.status_code)  # type: ignore[attr-defined]


def test_nobody_is_in_without_an_account(desk: TeamDesk) -> None:
    """A browser is led to the form, a program is told 401; there is no account and no password to begin with."""
    assert [desk.browser().get(link).status_code for link in ("/", "/feed.json", "/openapi.json", "/people", "/nothing")] == [401] * 5
    led = desk.browser(Accept="text/html").get("/feed.csv?actor=FRA")
    assert (led.status_code, led.headers["location"]) == (303, "/signin?next=%2Ffeed.csv%3Factor%3DFRA")
    assert [status(sign_in(desk, name, name)) for name in ("admin", "legation")] == [401, 401]


def test_the_first_link_makes_the_first_admin(desk: TeamDesk) -> None:
    """Once; looking at it does not spend it; afterwards there is no other."""
    key = desk.team.first_link()
    assert key is not None
    assert "an admin’s" in desk.browser().get(f"/join?key={key}").text
    assert desk.join(key, "Anne").get("/people").status_code == 200
    again = desk.browser().post("/join", data={"key": key, "name": "Eve", "password": WORDS})
    assert (again.status_code, desk.browser().get(f"/join?key={key}").status_code) == (403, 403)
    assert desk.team.first_link() is None


def test_a_password_is_long(desk: TeamDesk) -> None:
    """Twelve signs of any sort; what is refused does not spend the link."""
    key = str(desk.team.first_link())
    short = desk.browser().post("/join", data={"key": key, "name": "Anne", "password": "x" * 11})
    assert (short.status_code, "at least 12 signs" in short.text) == (400, True)
    assert desk.browser().post("/join", data={"key": key, "name": "Anne", "password": "x" * 12}).status_code == 303


def test_an_invitation_is_shown_once(desk: TeamDesk) -> None:
    """The page that made it has it; the list of links does not, nor the record; it works once, and not when it is too old or withdrawn."""
    admin = desk.first()
    keys = [key_in(admin.post("/people/invitations", data={"role": "analyst", "days": days}).text) for days in (1, 7, 7)]
    listed = admin.get("/people").text + admin.get("/people.json").text
    assert [key in listed for key in keys] == [False] * 3
    admin.post("/people/invitations/4/withdraw")
    desk.now += 86_400
    admin = sign_in(desk, "Anne")
    assert [desk.browser().get(f"/join?key={key}").status_code for key in keys] == [403, 200, 403]
    assert admin.post("/people/invitations", data={"role": "king"}).status_code == 400
    assert admin.post("/people/invitations", data={"days": 31}).status_code == 400


def test_secrets_are_stored_as_hashes(desk: TeamDesk) -> None:
    """No link, session, token or password is in the file of the record."""
    admin = desk.first()
    key = key_in(admin.post("/people/invitations", data={"role": "reader"}).text)
    token = re.search(r"legation_secret[\w-]+", admin.post("/account/tokens", data={"name": "mine"}).text)
    assert token
    with sqlite3.connect(desk.record.path) as connection:
        held = "\n".join(connection.iterdump())
    assert [secret in held for secret in (key, token[0], admin.cookies[SESSION], WORDS)] == [False] * 4
    assert "$argon2id$" in held


def test_the_cookie_is_guarded(desk: TeamDesk) -> None:
    """No script reads it, no other site sends it with a change, and beyond this machine it travels by TLS only."""
    desk.first()
    near = desk.browser().post("/signin", data={"name": "Anne", "password": WORDS}).headers["set-cookie"]
    far = TestClient(desk.app, base_url="https://127.0.0.1", headers={"Origin": "https://127.0.0.1"}, follow_redirects=False)
    secure = far.post("/signin", data={"name": "Anne", "password": WORDS}).headers["set-cookie"]
    assert all(word in near for word in ("HttpOnly", "SameSite=lax", "Path=/"))
    assert ("Secure" in near, "Secure" in secure) == (False, True)


def test_signing_in_gives_a_new_session(desk: TeamDesk) -> None:
    """Whatever cookie the browser brought, and what it was signed in by ends."""
    browser = desk.first()
    before = browser.cookies[SESSION]
    browser.post("/signin", data={"name": "Anne", "password": WORDS})
    assert browser.cookies[SESSION] != before
    assert desk.browser(Cookie=f"{SESSION}={before}").get("/").status_code == 401
    planted = desk.browser(Cookie=f"{SESSION}=planted")
    assert SESSION + "=planted" not in planted.post("/signin", data={"name": "Anne", "password": WORDS}).headers["set-cookie"]
    assert planted.get("/", headers={"Cookie": f"{SESSION}=planted"}).status_code == 401


def test_signing_out_ends_the_session(desk: TeamDesk) -> None:
    """A copy of its cookie is worth nothing afterwards; the person's others go on until they sign out everywhere."""
    one, two, three = desk.first(), sign_in(desk, "Anne"), sign_in(desk, "Anne")
    copied = one.cookies[SESSION]
    assert one.post("/signout").status_code == 303
    assert desk.browser(Cookie=f"{SESSION}={copied}").get("/").status_code == 401
    assert [browser.get("/").status_code for browser in (two, three)] == [200, 200]
    two.post("/account/sessions/end")
    assert [browser.get("/").status_code for browser in (two, three)] == [401, 401]


def test_sessions_are_one_s_own(desk: TeamDesk) -> None:
    """Listed with the browser's name, ended one by one; another's are neither seen nor ended, nor another's tokens."""
    anne = desk.first()
    bob = desk.with_role(anne, "analyst", "Bob")
    anne.post("/account/tokens", data={"name": "hers"})
    assert [session["key"] for session in bob.get("/account.json").json()["sessions"]] == [2]
    bob.post("/account/sessions/1/end")
    assert bob.post("/account/tokens/1/revoke").status_code == 404
    assert (anne.get("/").status_code, len(anne.get("/account.json").json()["tokens"]), bob.get("/account.json").json()["tokens"]) == (200, 1, [])
    bob.post("/account/sessions/2/end")
    assert bob.get("/").status_code == 401


def test_idle_and_old_sessions_end(desk: TeamDesk) -> None:
    """Seven days without a request, thirty in all."""
    browser = desk.first()
    for days, answer in ((6, 200), (6, 200), (6, 200), (6, 200), (5, 200), (1, 401)):
        desk.now += days * 86_400
        assert browser.get("/").status_code == answer
    idle = sign_in(desk, "Anne")
    desk.now += 7 * 86_400
    assert idle.get("/").status_code == 401


def test_five_failures_delay_and_twenty_refuse(desk: TeamDesk) -> None:
    """Also the right password; whoever waits a quarter of an hour comes in, and is told how long."""
    desk.first()
    assert [status(sign_in(desk, "Anne", "wrong")) for _ in range(20)] == [401] * 20
    assert desk.waits == [1.0, 2.0, 4.0] + [8.0] * 12
    refused = sign_in(desk, "Anne")
    assert (status(refused), refused.last.headers["retry-after"]) == (429, "900")  # type: ignore[attr-defined]
    desk.now += 900
    assert status(sign_in(desk, "Anne")) == 303


def test_failures_are_counted_by_account_and_by_address(desk: TeamDesk) -> None:
    """Twenty names from one address are refused; so is one name from twenty addresses."""
    desk.first()
    assert [status(sign_in(desk, f"name {n}", "wrong")) for n in range(20)] == [401] * 20
    assert status(sign_in(desk, "Anne")) == 429
    desk.now += 900
    for n in range(20):
        far = TestClient(desk.app, client=(f"10.0.0.{n}", 1), headers={"Origin": "http://testserver"}, follow_redirects=False)
        assert far.post("/signin", data={"name": "Anne", "password": "wrong"}).status_code == 401
    assert (status(sign_in(desk, "Anne")), status(sign_in(desk, "name 1", "wrong"))) == (429, 401)


def test_counters_survive_a_restart(desk: TeamDesk, tmp_path: Path) -> None:
    """They are in the record."""
    desk.first()
    for _ in range(20):
        sign_in(desk, "Anne", "wrong")
    again = TeamDesk(Record.open(str(tmp_path / "r.db")))
    assert status(sign_in(again, "Anne")) == 429


def test_a_right_password_is_forgiven_its_account_only(desk: TeamDesk) -> None:
    """Whoever has an account cannot go on guessing at others' by signing in between."""
    desk.with_role(desk.first(), "reader", "Bob")
    for _ in range(19):
        sign_in(desk, "Anne", "wrong")
        desk.now += 1
    assert status(sign_in(desk, "Bob")) == 303
    assert [status(sign_in(desk, "Anne", "wrong")), status(sign_in(desk, "Anne"))] == [401, 429]


def test_unknown_names_take_as_long(monkeypatch: pytest.MonkeyPatch, desk: TeamDesk) -> None:
    """A hash is tried for each, known or not, and the words are the same."""
    tried = list[str]()
    verify = type(CHEAP).verify
    monkeypatch.setattr(type(CHEAP), "verify", lambda self, known, words: tried.append(known) or verify(self, known, words))
    desk.first()
    known, unknown = sign_in(desk, "Anne", "wrong"), sign_in(desk, "Nobody", "wrong")
    assert (len(tried), tried[0].rpartition("p=")[0] == tried[1].rpartition("p=")[0]) == (2, True)
    assert known.last.text.replace("Anne", "Nobody") == unknown.last.text  # type: ignore[attr-defined]
    assert Passwords(CHEAP).holds(None, "nobody has this password") is False


def test_a_changed_password_signs_out_elsewhere(desk: TeamDesk) -> None:
    """The old one must be known; this browser stays in; the old one opens no more."""
    here, there = desk.first(), sign_in(desk, "Anne")
    assert here.post("/account/password", data={"old": "wrong", "new": "another long one"}).status_code == 400
    assert here.post("/account/password", data={"old": WORDS, "new": "short"}).status_code == 400
    assert here.post("/account/password", data={"old": WORDS, "new": "another long one"}).status_code == 303
    assert [browser.get("/").status_code for browser in (here, there)] == [200, 401]
    assert [status(sign_in(desk, "Anne", words)) for words in (WORDS, "another long one")] == [401, 303]


def test_a_link_to_a_new_password(desk: TeamDesk) -> None:
    """An admin gives it; it sets that person's password, signs them out elsewhere, and changes neither name nor role."""
    admin = desk.first()
    bob = desk.with_role(admin, "reader", "Bob")
    key = key_in(admin.post("/people/2/reset").text)
    again = desk.browser()
    assert again.post("/join", data={"key": key, "name": "Eve", "password": "another long one"}).status_code == 303
    assert again.get("/account.json").json()["name"] == "Bob"
    assert (bob.get("/").status_code, status(sign_in(desk, "Bob"))) == (401, 401)


def test_roles_hold_from_the_next_request(desk: TeamDesk) -> None:
    """An admin gives another role or closes an account; the last admin stays."""
    admin = desk.first()
    bob = desk.with_role(admin, "reader", "Bob")
    assert bob.get("/code").status_code == 403
    admin.post("/people/2/role", data={"role": "analyst"})
    assert bob.get("/code").status_code == 200
    admin.post("/people/2/remove")
    assert (bob.get("/").status_code, status(sign_in(desk, "Bob"))) == (401, 401)
    assert "needs an admin" in admin.post("/people/1/remove").text


def test_changes_come_from_the_desk_s_own_pages(desk: TeamDesk) -> None:
    """A cookie alone changes nothing, nor does another site's page; signing in too must be sent from here."""
    browser = desk.first()
    for origin in ("http://evil.example", "null", ""):
        assert browser.post("/people/invitations", data={"role": "admin"}, headers={"Origin": origin}).status_code == 403
        assert browser.post("/signin", data={"name": "Anne", "password": WORDS}, headers={"Origin": origin}).status_code == 403
    assert browser.get("/people.json").json()["links"] == []


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example", "javascript:alert(1)", "\n//x", ""])
def test_no_link_leads_elsewhere_after_signing_in(desk: TeamDesk, to: str) -> None:
    """What is no address of this desk becomes the feed."""
    desk.first()
    assert sign_in(desk, "Anne", next=to).last.headers["location"] == "/"  # type: ignore[attr-defined]
    assert 'name="next" value="/"' in desk.browser().get("/signin", params={"next": to}).text
    assert own_address("/feed.csv?actor=FRA") == "/feed.csv?actor=FRA"


def test_decisions_bear_the_name_of_who_is_in(desk: TeamDesk) -> None:
    """Each request its own, in a browser and by a token; never the desk's. A reader decides nothing."""
    made = pipeline().attempt(document_of("France met Mali on 2024-01-03."))
    assert isinstance(made, Coded)
    desk.record.add(made, SourcePosition("test", 0))
    event = made.coding.events[0].event_id
    admin = desk.first()
    token = re.search(r"legation_secret[\w-]+", admin.post("/account/tokens", data={"name": "mine", "scope": "write"}).text)
    assert token
    program = TestClient(desk.app, headers={"Authorization": f"Bearer {token[0]}"}, follow_redirects=False)
    browsers = [desk.with_role(admin, "analyst", "Bob"), program, desk.with_role(admin, "reader", "Cora")]
    answers = [browser.post(f"/entries/{event}/decide", data={"action": "accept", "event": event}).status_code for browser in browsers]
    assert answers == [303, 303, 403]
    assert [line["person"] for line in log(desk.record, event)] == ["Bob", "Anne"]


def test_tokens_end(desk: TeamDesk) -> None:
    """On their day, when they are revoked, and for a token that is none; a cookie beside one changes nothing."""
    admin = desk.first()
    for name in ("one", "two"):
        admin.post("/account/tokens", data={"name": name, "days": 2})
    secrets = [desk.team.make_token(everyone(desk.record)[0], name, "read", days) for name, days in (("three", 1), ("four", 9))]
    programs = [TestClient(desk.app, headers={"Authorization": f"Bearer {secret}"}) for secret in (*secrets, "legation_none")]
    assert [program.get("/feed.json").status_code for program in programs] == [200, 200, 401]
    desk.now += 86_400
    assert [program.get("/feed.json").status_code for program in programs] == [401, 200, 401]
    admin.post("/people/tokens/4/revoke")
    assert [program.get("/feed.json").status_code for program in programs] == [401, 401, 401]
    assert admin.get("/feed.json", headers={"Authorization": "Bearer legation_none"}).status_code == 401


def test_a_token_makes_nothing_that_opens(desk: TeamDesk) -> None:
    """Not an admin's either: who finds one cannot stay."""
    desk.first()
    token = desk.team.make_token(everyone(desk.record)[0], "mine", "write", 9)
    program = TestClient(desk.app, headers={"Authorization": f"Bearer {token}"})
    for link in ("/account/tokens", "/account/password", "/people/invitations", "/people/1/reset"):
        assert program.post(link, data={"name": "x"}).status_code == 403


def test_what_people_do_is_in_the_log(desk: TeamDesk) -> None:
    """Signing in and what was refused too; a name that nobody has is not written down, for it may be a password."""
    admin = desk.first()
    sign_in(desk, "Anne", "wrong")
    sign_in(desk, "my secret password", "x")
    told = admin.get("/people.json").text + admin.get("/people").text
    assert "my secret password" not in told
    assert [line["action"] for line in admin.get("/people.json").json()["log"]] == ["sign in refused", "sign in refused", "sign in", "join", "invite"]


def test_hostile_names_are_words(desk: TeamDesk) -> None:
    """A name is shown and never runs."""
    admin = desk.first("<script>alert(1)</script>")
    for link in ("/people", "/account", "/"):
        assert "<script>alert" not in admin.get(link).text
