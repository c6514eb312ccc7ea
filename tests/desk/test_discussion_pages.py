"""Discussion through the pages: said, changed, assigned; what is written never runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from fakes.making import pipeline
from legation.desk.app import make_app
from legation.desk.talking import paragraphs
from legation.pipeline import document_of
from legation.recording.coded import Coded, SourcePosition
from legation.recording.record import Record

HOSTILE = '<script>alert(1)</script> {{ 7*7 }} <img src=x onerror=alert(2)> javascript:alert(3) https://x.example/"onclick="a @Anne'


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """A record of one report, whose id holds a slash."""
    with Record.open(str(tmp_path / "r.db"), create=True) as record:
        made = pipeline().attempt(replace(document_of("France met Mali on 2024-01-03."), id="a/b", title="<b>T</b>"))
        assert isinstance(made, Coded)
        record.add(made, SourcePosition("test", 0))
        yield record


def at_the_desk(record: Record, person: str) -> TestClient:
    """The desk as a person sits at it."""
    return TestClient(make_app(record, pipeline(), person=person), headers={"Origin": "http://testserver"}, follow_redirects=False)


def entry(desk: TestClient) -> str:
    """The one entry's id."""
    return str(desk.get("/feed.json").json()["entries"][0]["entry_id"])


def test_a_thread_stands_on_its_page_and_in_its_twin(record: Record) -> None:
    """Said on an entry and on a report, and gathered on the page of discussion."""
    anne, bo = at_the_desk(record, "Anne"), at_the_desk(record, "Bo")
    name = entry(anne)
    answer = anne.post("/discussion/say", data={"about": "entry", "subject": name, "words": "First.\n\nSee https://x.example/a."})
    assert answer.headers["location"] == f"/entries/{name}#discussion"
    assert (
        bo.post("/discussion/say", data={"about": "report", "subject": "a/b", "words": "@Anne, look."})
        .headers["location"]
        .startswith("/reports/a%2Fb")
    )
    page = anne.get(f"/entries/{name}").text
    assert page.count('<p class="words">') == 2
    assert '<a href="https://x.example/a" rel="noreferrer noopener nofollow ugc">https://x.example/a</a>.' in page
    assert anne.get(f"/entries/{name}.json").json()["discussion"]["comments"][0]["person"] == "Anne"
    assert '<strong class="named">@Anne</strong>' in anne.get("/reports/a%2Fb").text
    twin = anne.get("/discussion.json").json()
    assert ([one["person"] for one in twin["mentions"]], len(twin["latest"])) == (["Bo"], 2)
    assert "What names you" in anne.get("/discussion").text
    assert bo.get("/discussion.json").json()["mentions"] == []


def test_hostile_words_never_run(record: Record) -> None:
    """In comments, names and what is to be done; on every page that shows them."""
    anne, name = at_the_desk(record, "Anne"), ""
    name = entry(anne)
    anne.post("/discussion/say", data={"about": "entry", "subject": name, "words": HOSTILE})
    anne.post("/discussion/assign", data={"about": "entry", "subject": name, "person": "Anne", "what": HOSTILE})
    anne.post("/discussion/assign", data={"about": "report", "subject": "a/b", "person": "<script>x</script>", "what": ""})
    for link in (f"/entries/{name}", "/discussion", "/reports/a%2Fb"):
        page = anne.get(link).text
        assert re.findall(r'<script(?! src="/static/)', page) == []
        assert "<img src=x" not in page
        assert 'href="javascript' not in page
        assert '"onclick="' not in page
    assert "{{ 7*7 }}" in anne.get("/discussion").text


def test_a_comment_is_changed_by_its_writer_only(record: Record) -> None:
    """Others see no form for it, and are refused; one taken back leaves a trace."""
    anne, bo = at_the_desk(record, "Anne"), at_the_desk(record, "Bo")
    anne.post("/discussion/say", data={"about": "report", "subject": "a/b", "words": "first words"})
    assert ("take back" in anne.get("/reports/a%2Fb").text, "take back" in bo.get("/reports/a%2Fb").text) == (True, False)
    assert bo.post("/discussion/comments/1", data={"action": "take back"}).status_code == 400
    assert anne.post("/discussion/comments/1", data={"action": "change", "words": "second words"}).status_code == 303
    assert "changed <time" in bo.get("/reports/a%2Fb").text
    assert anne.post("/discussion/comments/1", data={"action": "take back", "back": "//evil.example"}).headers["location"] == "/reports/a%2Fb"
    page = bo.get("/reports/a%2Fb").text
    assert ("Anne took this back" in page, "second words" in page) == (True, False)


def test_an_assignment_is_done_and_opened_again(record: Record) -> None:
    """On the page that it stands on, and on that of discussion."""
    anne, bo = at_the_desk(record, "Anne"), at_the_desk(record, "Bo")
    anne.post("/discussion/assign", data={"about": "entry", "subject": entry(anne), "person": "Bo", "what": "check the day"})
    assert "check the day" in bo.get("/discussion").text
    assert bo.post("/discussion/assignments/1", data={"state": "done", "back": "/discussion"}).headers["location"] == "/discussion"
    assert bo.get("/discussion.json").json()["assigned"][0]["state"] == "done"
    assert "Open again" in bo.get("/discussion").text
    assert bo.post("/discussion/assignments/1", data={"state": "lost"}).status_code == 400


@pytest.mark.parametrize(
    ("link", "sent", "status"),
    [
        ("/discussion/say", {"about": "entry", "subject": "nobody", "words": "x"}, 404),
        ("/discussion/say", {"about": "report", "subject": "a/b", "words": " "}, 400),
        ("/discussion/assign", {"about": "report", "subject": "a/b", "person": ""}, 400),
        ("/discussion/comments/9", {"words": "x"}, 404),
        ("/discussion/assignments/9", {"state": "done"}, 400),
    ],
)
def test_what_cannot_be_taken_is_said(record: Record, link: str, sent: dict[str, str], status: int) -> None:
    """In words."""
    assert at_the_desk(record, "Anne").post(link, data=sent).status_code == status


def test_nothing_is_said_from_elsewhere(record: Record) -> None:
    """A page of another address changes nothing."""
    sent = {"about": "report", "subject": "a/b", "words": "x"}
    assert at_the_desk(record, "Anne").post("/discussion/say", data=sent, headers={"Origin": "http://evil.example"}).status_code == 403
    assert at_the_desk(record, "Anne").get("/discussion.json").json()["latest"] == []


@given(st.text(alphabet="ab @An.ne\n:/htps<", max_size=60))
def test_a_comment_loses_no_word(words: str) -> None:
    """However addresses and names stand in it."""
    shown = "".join(piece.words for paragraph in paragraphs(words, ("Anne", "An")) for piece in paragraph)
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", words)
