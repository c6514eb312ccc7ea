"""The front door: a report is coded on the spot, kept when asked, and what cannot be read is told."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from fakes.making import pipeline
from legation.desk.access import Access
from legation.desk.app import make_app
from legation.recording.record import Record

FROM_HERE = {"Origin": "http://testserver"}
TEXT = "France met <b>Mali</b> on 2024-01-03."


@pytest.fixture
def desk(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """The desk over an empty record."""
    record = Record.open(str(tmp_path_factory.mktemp("r") / "r.db"), create=True)
    return TestClient(make_app(record, pipeline()), headers=FROM_HERE)


def test_a_pasted_report_is_coded_and_not_kept(desk: TestClient) -> None:
    """Its evidence is lit, its words are escaped, and the record stays empty."""
    page = desk.post("/code", data={"text": TEXT, "day": "2024-01-04"})
    assert page.status_code == 200
    assert "1 event" in page.text
    assert '<span class="lit anchor">met</span>' in page.text
    assert "<b>Mali" not in page.text
    assert desk.get("/feed.json").json()["total"] == 0


def test_a_report_is_kept_when_asked(desk: TestClient) -> None:
    """The answer leads to its page, and the feed has its entry."""
    page = desk.post("/code", data={"text": TEXT, "keep": "yes"})
    assert page.url.path.startswith("/reports/")
    assert desk.get("/feed.json").json()["total"] == 1


def test_a_file_is_coded(desk: TestClient) -> None:
    """A page is taken apart as `legation code` does; of several reports each is told."""
    lines = '{"id": "x", "text": "France met Mali."}\n{"id": "y", "text": "Russia thanked Cuba."}\n'
    found = desk.post("/code.json", files={"file": ("r.jsonl", lines.encode())}).json()
    assert [(r["id"], len(r["events"])) for r in found["reports"]] == [("x", 1), ("y", 1)]


@pytest.mark.parametrize(
    ("given", "words"),
    [({}, "nothing to code yet"), ({"text": TEXT, "day": "soon"}, "is no day"), ({"text": "x" * 4_000_001}, "longer than 1 MB")],
)
def test_what_cannot_be_coded_is_told(desk: TestClient, given: dict[str, str], words: str) -> None:
    """In words, with what to do."""
    page = desk.post("/code", data=given)
    assert page.status_code == 400
    assert words in page.text


def test_a_file_that_is_too_long_is_told(desk: TestClient) -> None:
    """Beyond 4 MB it is work for the command line."""
    page = desk.post("/code", files={"file": ("r.txt", b"x" * 4_000_001)})
    assert (page.status_code, "longer than 4 MB" in page.text) == (400, True)


def test_the_link_opens_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Without the cookie nothing is shown; a spent link and a wrong one are refused, and the next link is told."""
    record, keys = Record.open(str(tmp_path_factory.mktemp("r") / "r.db"), create=True), list[str]()
    app = make_app(record, pipeline(), Access(keys.append))
    mine, other = TestClient(app), TestClient(app)
    assert [mine.get(link).status_code for link in ("/", "/feed.json", "/openapi.json", "/open?key=wrong")] == [401, 401, 401, 403]
    assert mine.get(f"/open?key={keys[0]}").status_code == 200
    assert mine.get("/feed.json").status_code == 200
    assert other.get(f"/open?key={keys[0]}").status_code == 403
    assert other.get("/feed.json").status_code == 401
    assert len(keys) == 2
