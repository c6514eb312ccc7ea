"""Search shows reports with the words lit, entries that say them, and the fields they name."""

from __future__ import annotations

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from fakes.making import pipeline
from fakes.telling import tell
from legation.desk.app import make_app
from legation.desk.routes import searching
from legation.recording.record import Record


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """The desk over three reports, one of them hostile."""
    record = Record.open(str(tmp_path_factory.mktemp("r") / "r.db"), create=True)
    tell(record, "France met Mali on 2024-01-03. The ministers visited a café & <b>harbour</b>.", "a", publisher="Le Matin")
    tell(record, "Russia thanked Cuba on 2024-03-03. No harbour was closed.", "b/c?d")
    tell(record, "Mali bombed France.", "c")
    return TestClient(make_app(record, pipeline()))


def test_reports_are_found_by_any_form_of_their_words(desk: TestClient) -> None:
    """All words, whatever their order, form and accents; the page and its twin agree."""
    for words, number in (("harbours", 2), ("cafe visiting", 1), ("harbour nowhere", 0), ("", 0), ('" OR *', 0)):
        twin = desk.get("/search.json", params={"q": words}).json()
        assert (twin["reports"]["total"], len(twin["reports"]["found"])) == (number, number), words
        assert desk.get("/search", params={"q": words}).text.count('class="hit"') == number


def test_hits_are_marked_and_all_else_is_escaped(desk: TestClient) -> None:
    """In the words of the report; a report's or a reader's markup is words."""
    page = desk.get("/search?q=harbour+cafe").text
    assert "a <mark>café</mark> &amp; &lt;b&gt;<mark>harbour</mark>&lt;/b&gt;" in page
    assert "<script>" not in desk.get("/search?q=<script>alert(1)</script>").text


def test_hits_are_where_the_twin_says(desk: TestClient) -> None:
    """First and last point of each in its passage, and the passage's start in the report."""
    report = desk.get("/search.json?q=visit").json()["reports"]["found"][0]
    passage = report["passages"][0]
    text = desk.get("/reports/a.json").json()["document"]["text"]
    assert [passage["text"][first:last] for first, last in passage["hits"]] == ["visited"]
    assert text[passage["start"] :].startswith(passage["text"])
    assert (report["entries"], len(report["entry_ids"])) == (1, 1)


def test_entries_and_fields_lead_to_the_feed(desk: TestClient) -> None:
    """A name of a field is counted as the feed counts it; the entries are those whose sentence has the words."""
    page, twin = desk.get("/search?q=france").text, desk.get("/search.json?q=france").json()
    assert {(field["filter"], field["value"], field["entries"]) for field in twin["fields"]} == {("actor", "FRA", 1), ("recipient", "FRA", 1)}
    assert [act["document_id"] for act in twin["entries"]["latest"]] == ["a", "c"]
    assert "who acts: France" in page
    for link in re.findall(r'<li><a href="(/\?[^"]+)"', page):
        assert desk.get("/feed.json" + unescape(link)[1:]).json()["total"] == 1
    for words, name in (("talks", "kind"), ("Consult", "type"), ("Le Matin", "publisher")):
        assert [field["filter"] for field in desk.get("/search.json", params={"q": words}).json()["fields"]] == [name]


def test_every_link_of_a_result_leads_somewhere(desk: TestClient) -> None:
    """To reports, whatever signs their ids have, entries, and the twin."""
    links = {unescape(link) for link in re.findall(r'href="([^"#]+)"', desk.get("/search?q=harbour").text)}
    assert "/reports/b%2Fc%3Fd" in links
    assert [link for link in links if desk.get(link).status_code != 200] == []


def test_results_have_pages(desk: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each report once; a page that is no number is the first."""
    monkeypatch.setattr(searching, "PAGE_SIZE", 1)
    first, second = (desk.get(f"/search.json?q=harbour&page={n}").json()["reports"]["found"] for n in ("x", 2))
    assert {report["id"] for report in first + second} == {"a", "b/c?d"}
    assert 'rel="next" href="/search?q=harbour&amp;page=2"' in desk.get("/search?q=harbour").text


def test_the_empty_page_teaches(desk: TestClient) -> None:
    """How words are found; and the rail leads here."""
    assert "in any order" in desk.get("/search").text
    assert '<a href="/search">Search</a>' in desk.get("/").text
