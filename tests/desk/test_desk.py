"""Every page and its JSON twin; what reports say is shown and never runs."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from fakes.making import pipeline
from legation.desk.app import HEADERS, make_app
from legation.desk.pages import act_of, lit, report_link, web_address
from legation.pipeline import document_of
from legation.recording.coded import Coded, SourcePosition
from legation.recording.record import Record

HOSTILE = "France met <script>alert(1)</script> {{ 7*7 }} Mali on 2024-01-03."
REPORTS = (("a", HOSTILE), ("b/c?d.json", "On 2024-01-03 French envoys met Mali."), ("e", "Russia thanked Cuba."))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """The desk over three reports, two of them of one act."""
    record = Record.open(str(tmp_path_factory.mktemp("r") / "r.db"), create=True)
    for n, (name, text) in enumerate(REPORTS):
        made = pipeline().attempt(replace(document_of(text), id=name, title="<b>T</b>", url="javascript:alert(2)"))
        assert isinstance(made, Coded)
        record.add(made, SourcePosition("test", n))
    return TestClient(make_app(record, pipeline()))


def test_feed_shows_entries_and_its_twin_gives_them(desk: TestClient) -> None:
    """Two entries; one of two reports."""
    page, twin = desk.get("/"), desk.get("/feed.json").json()
    assert "2 entries" in page.text
    assert "<strong>2 reports</strong>" in page.text
    assert [entry["reports"] for entry in twin["entries"]] == [2, 1]


def test_filters_narrow_the_feed(desk: TestClient) -> None:
    """As `legation find` does; what is no day is left out, and said so."""
    assert desk.get("/feed.json?actor=RUS").json()["total"] == 1
    assert "“then” is no day" in desk.get("/?since=then").text
    assert desk.get('/?text=" OR 1=1&page=2').status_code == 200


def test_every_link_leads_somewhere(desk: TestClient) -> None:
    """Links of every page without a filter, twins too; a page with one is opened, its links are those of others."""
    seen, waiting = set(), ["/"]
    while waiting:
        link = waiting.pop()
        if link in seen:
            continue
        seen.add(link)
        answer = desk.get(link)
        assert answer.status_code == 200, link
        if "html" in answer.headers["content-type"] and "?" not in link:
            waiting += [found for found in re.findall(r'(?:href|src)="([^"#]+)"', answer.text)]
    assert sum(link.startswith("/entries/") for link in seen) >= 4
    assert "/reports/b%2Fc%3Fd.json" in seen


def test_what_reports_say_never_runs(desk: TestClient) -> None:
    """Words are escaped, addresses that are no web address make no link, and no script is allowed."""
    for link in ("/", "/reports/a"):
        answer = desk.get(link)
        assert re.findall(r'<script(?! src="/static/)', answer.text) == []
        assert "{{ 7*7 }}" in answer.text
        assert "javascript:" not in answer.text
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_other_hosts_are_refused(desk: TestClient) -> None:
    """A page elsewhere cannot reach the desk through a name of its own."""
    assert desk.get("/", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize(("link", "status"), [("/entries/nobody", 404), ("/reports/nobody.json", 404), ("/?page=x", 400)])
def test_what_is_not_there_is_said(desk: TestClient, link: str, status: int) -> None:
    """In words, with a way back."""
    answer = desk.get(link)
    assert (answer.status_code, "Back to the feed" in answer.text) == (status, True)


def test_nothing_can_be_written(desk: TestClient) -> None:
    """The feed only reads, and nothing is taken from a page elsewhere."""
    assert desk.post("/", headers={"Origin": "http://testserver"}).status_code == 405
    assert desk.post("/code", headers={"Origin": "http://evil.example"}).status_code == 403
    assert desk.post("/code").status_code == 403


def test_a_reader_chooses_a_theme(desk: TestClient) -> None:
    """It is kept in a cookie, the reader stays on the page, and no address elsewhere is followed."""
    here = {"Origin": "http://testserver"}
    chosen = desk.post("/theme", data={"to": "dark", "back": "/code"}, headers=here, follow_redirects=False)
    assert (chosen.headers["location"], 'data-theme="dark"' in desk.get("/").text) == ("/code", True)
    back = desk.post("/theme", data={"back": "//evil.example"}, headers=here, follow_redirects=False)
    assert (back.headers["location"], "data-theme" in desk.get("/").text) == ("/", False)


SPANS = st.tuples(st.integers(0, 30), st.integers(1, 10), st.sampled_from(["actor", "anchor"])).map(lambda s: (s[0], s[0] + s[1], s[2], ""))


@given(st.text(min_size=30, max_size=30), st.lists(SPANS, max_size=6))
def test_lit_text_is_the_text(text: str, quotes: list[tuple[int, int, str, str]]) -> None:
    """Lighting evidence loses and doubles no sign, however spans overlap."""
    pieces = lit(text, 3, 27, quotes)
    assert "".join(piece.words for piece in pieces) == text[3:27]
    assert all(bool(piece.marks) == any(q[0] <= at < q[1] for q in quotes) for at, piece in _starts(pieces))


def _starts(pieces: tuple[object, ...]) -> list[tuple[int, object]]:
    at, found = 3, []
    for piece in pieces:
        found.append((at, piece))
        at += len(piece.words)  # type: ignore[attr-defined]
    return found


def test_a_pronoun_is_told_by_its_state(desk: TestClient) -> None:
    """A line that begins with "they" names the state that they are resolved to; a noun is kept with its state beside it."""
    row = desk.get("/feed.json?actor=RUS").json()["entries"][0]
    who = row["actors"][0] | {"name": None, "id": None, "state": "RUS"}
    told = [act_of(row | {"actors": [who | {"text": words}]}).people for words in ("They", "the fleet")]
    assert told == ["Russia", "the fleet (RUS)"]


def test_addresses() -> None:
    """Only http and https are links; an id is one part of a path."""
    assert [web_address(url) for url in ("https://x", "file:///etc/passwd", "data:text/html,x", None)] == ["https://x", None, None, None]
    assert report_link("a/b?c") == "/reports/a%2Fb%3Fc"
