"""Searches that are followed, through the pages: saved from the feed, shown with their deliveries, renewed, removed; the feed needs no cookie."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from starlette.testclient import TestClient

from fakes.making import pipeline
from fakes.telling import tell
from legation.desk.access import Access
from legation.desk.app import make_app
from legation.desk.delivering import deliver
from legation.recording import following
from legation.recording.record import Record

HOSTILE = "France met <script>alert(1)</script> ]]> &amp; {{ 7*7 }} \x07 Mali on 2024-01-03."
ATOM = "{http://www.w3.org/2005/Atom}"
HERE = {"Origin": "http://testserver"}


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """Two entries."""
    with Record.open(str(tmp_path / "r.db"), create=True) as made:
        tell(made, HOSTILE, "a\x0b", publisher="<b>Paper</b>")
        tell(made, "Russia thanked Cuba.", "b")
        yield made


@pytest.fixture
def desk(record: Record) -> TestClient:
    """A desk for one who is known, as without a link."""
    return TestClient(make_app(record, pipeline(), person="Anne"), headers=HERE, follow_redirects=False)


def saved(desk: TestClient, **given: str) -> str:
    """The page of a search that was saved."""
    answer = desk.post("/follow", data={"name": "Of <i>France</i>", "actor": "FRA"} | given)
    assert answer.status_code == 303
    return str(answer.headers["location"])


def feed_link(desk: TestClient, link: str) -> str:
    """The path of a search's Atom feed, as its page shows it."""
    found = re.search(r"http://testserver(/follow/[\w-]+\.atom)", desk.get(link).text)
    assert found
    return found[1]


def test_a_search_of_the_feed_is_saved(desk: TestClient) -> None:
    """The link stands on the feed; the filters go along; what is unknown or only one browser's does not."""
    link = re.search(r'href="(/follow\?[^"]*)">Follow this search', desk.get("/?actor=FRA&after=0").text)
    assert link
    form = desk.get(link[1]).text
    assert 'name="actor" value="FRA"' in form
    assert 'name="name" value="France"' in form
    assert "No search is followed yet" in form
    page = saved(desk, after="0", since="then", kind="")
    twin = desk.get(f"{page}.json").json()
    assert (twin["filters"], twin["person"], twin["hook"]) == ({"actor": "FRA"}, "Anne", None)
    assert "Of &lt;i&gt;France&lt;/i&gt;" in desk.get(page).text
    assert "Of &lt;i&gt;France&lt;/i&gt;" in desk.get("/follow").text
    assert [row["name"] for row in desk.get("/follow.json").json()["follows"]] == ["Of <i>France</i>"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"name": " "}, "name: the search has none"),
        ({"hook": "javascript:alert(1)"}, "no http or https address"),
        ({"hook": "http://a:b@example.org/"}, "no http or https address"),
        ({"mail": "a@b.org\nBcc: c@d.org"}, "e-mail address is none"),
        ({"mail": "a@b.org, c@d.org"}, "e-mail address is none"),
    ],
)
def test_what_cannot_be_followed_is_said(desk: TestClient, given: dict[str, str], told: str) -> None:
    """The form keeps what was written; nothing is saved."""
    answer = desk.post("/follow", data={"name": "N", "actor": "FRA"} | given)
    assert (answer.status_code, told in answer.text, 'value="FRA"' in answer.text) == (400, True, True)
    assert desk.get("/follow.json").json() == {"follows": []}


def test_the_feed_is_atom_and_hostile_words_stay_text(desk: TestClient) -> None:
    """Each entry has its tag, its page, and why it is there; no element comes from a report."""
    answer = desk.get(feed_link(desk, saved(desk)))
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    feed = etree.fromstring(answer.content)
    assert {etree.QName(e).localname for e in feed.iter()} == set("feed id title updated author name link entry category summary content".split())
    (entry,) = feed.findall(f"{ATOM}entry")
    assert re.fullmatch(r"tag:legation\.invalid,2026:entry/[0-9a-f]+", entry.findtext(f"{ATOM}id"))
    assert entry.findtext(f"{ATOM}summary") == HOSTILE.replace("\x07", "\ufffd")
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "<b>Paper</b>"
    assert "who acts “France”: France (FRA)" in entry.findtext(f"{ATOM}content")
    assert desk.get(entry.find(f"{ATOM}link").get("href")).status_code == 200
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", e.text) for e in feed.iter(f"{ATOM}updated"))
    assert feed.find(f"{ATOM}link[@rel='self']").get("href").endswith(".atom")
    assert feed.findtext(f"{ATOM}title") == "Of <i>France</i> · Legation"


def test_only_the_feed_is_read_without_a_cookie(record: Record, desk: TestClient) -> None:
    """Its address alone opens it, and nothing beside it; a new address ends the old one."""
    page = saved(desk)
    link = feed_link(desk, page)
    stranger = TestClient(make_app(record, pipeline(), Access(lambda _: None)))
    assert stranger.get(link).status_code == 200
    for closed in (page, "/follow", f"{page}.json", f"{page}.csv", "/feed.json", "/follow/x.atom", link + "/", "/follow/../feed.json"):
        assert stranger.get(closed).status_code in {401, 404}, closed
    assert stranger.post(link).status_code == 401
    assert stranger.get(f"/follow/{'x' * 43}.atom").status_code == 404
    desk.post(page, data={"do": "renew-address"})
    assert (stranger.get(link).status_code, stranger.get(feed_link(desk, page)).status_code) == (404, 200)


def test_a_search_is_paused_resumed_renewed_and_removed(record: Record, desk: TestClient) -> None:
    """Each by its button; what no button asks for is refused; who comes from elsewhere too."""
    page = saved(desk, hook="https://example.org/")
    link, secret = feed_link(desk, page), following.all_follows(record)[0].secret
    assert desk.post(page, data={"do": "pause"}).headers["location"] == page
    assert (desk.get(link).status_code, "paused" in desk.get(page).text) == (503, True)
    desk.post(page, data={"do": "resume"})
    assert desk.get(link).status_code == 200
    desk.post(page, data={"do": "renew-secret"})
    assert secret not in desk.get(page).text
    assert secret not in desk.get(f"{page}.json").text
    assert [desk.post(page, data={"do": wish}).status_code for wish in ("", "test-mail", "explode")] == [400] * 3
    assert desk.post(page, data={"do": "remove"}, headers={"Origin": "http://evil.example"}).status_code == 403
    assert desk.post(page, data={"do": "remove"}).headers["location"] == "/follow"
    for gone in (page, f"{page}.json", f"{page}.csv", link):
        assert desk.get(gone).status_code == 404
    assert desk.post(page, data={"do": "pause"}).status_code == 404


def test_deliveries_are_shown_with_when_what_and_answer(record: Record, desk: TestClient) -> None:
    """And why each matched; also those of a test; as JSON and CSV too."""
    page = saved(desk, hook="http://127.0.0.1:9/", text="met")
    desk.post(page, data={"do": "test-feed"})
    desk.post(page, data={"do": "test-hook"})
    tell(record, "French <b>envoys</b> met Cuba on 2024-02-03.", "c")
    deliver(record, pipeline().settings)
    shown = desk.get(page).text
    assert "read as Atom, entries: 1" in shown
    assert shown.count("not a public address") == 2
    assert "who acts “France”: French" in shown or "who acts “France”: France (FRA)" in shown
    assert "French &lt;b&gt;envoys&lt;/b&gt;" in shown
    twin = desk.get(f"{page}.json").json()["deliveries"]
    assert [(row["way"], row["state"]) for row in twin] == [("hook", "failed"), ("hook", "failed"), ("feed", "sent")]
    assert [reason["filter"] for reason in twin[0]["why"]] == ["text", "actor"]
    assert desk.get(f"{page}.csv").text.count("\n") == 4
    assert "last by webhook" in desk.get("/follow").text
