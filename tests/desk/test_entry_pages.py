"""An entry's page: what it is, how its status went, each telling in context, why it was joined, whose it is, who decided what."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from starlette.testclient import TestClient

from fakes.making import pipeline
from fakes.telling import tell
from legation.desk.app import make_app
from legation.recording.audit import Decision
from legation.recording.corrections import accept, correct, reject, undo
from legation.recording.deciding import split
from legation.recording.record import Record

HOSTILE = "<img src=x onerror=alert(1)>"
ADA = Decision("Ada", f"so says the ministry {HOSTILE}", "2024-02-01T08:00:00+00:00")
FIRST = "The day was cold. France met Mali on 2024-01-03. It rained."
SECOND = "French envoys met leaders of Mali on 2024-01-03."


@pytest.fixture
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    """An act that was planned in one report and done in the next, and another that a hostile report tells."""
    book = Record.open(str(tmp_path_factory.mktemp("r") / "r.db"), create=True)
    tell(book, FIRST, "a", day=date(2024, 1, 1), publisher="Reuters", status="planned")
    tell(book, SECOND, "b", day=date(2024, 1, 4), publisher="Le Monde")
    tell(book, f"Russia thanked Cuba {HOSTILE}.", "c", publisher=HOSTILE)
    return book


@pytest.fixture
def desk(record: Record) -> TestClient:
    """The desk over it."""
    return TestClient(make_app(record, pipeline()))


def words(text: str) -> str:
    """A page's words without its tags, spaces made one."""
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def entry(desk: TestClient, who: str) -> Any:
    """The first entry that a state takes part in, from the feed."""
    return desk.get(f"/feed.json?actor={who}").json()["entries"][0]


def test_an_entry_tells_what_it_means(desk: TestClient) -> None:
    """Type, status, who, when, confidence in a word, the coder; the act stands above its announcement."""
    shown = words(desk.get(f"/entries/{entry(desk, 'FRA')['entry_id']}").text)
    for told in ("meets, visits, calls or negotiates", "cooperation in words", "Between France and Mali", "2024-01-03 to the day"):
        assert told in shown
    assert "Status occurred it happened" in shown
    assert re.search(r"Confidence (high|fair|low|very low) [\d.]+ of 1", shown)


def test_status_over_time(desk: TestClient) -> None:
    """Planned, then occurred, each at the day and the telling that first said so."""
    shown = words(desk.get(f"/entries/{entry(desk, 'FRA')['entry_id']}").text)
    course = shown[shown.index("Status over time") : shown.index("2 tellings")]
    assert re.search(r"2024-01-01 planned .* telling 1 2024-01-04 occurred .* telling 2", course)


def test_each_telling_stands_in_context(desk: TestClient) -> None:
    """Its sentence is lit among the words around it, by the day of the report, with why it was joined and whose it is."""
    page = desk.get(f"/entries/{entry(desk, 'FRA')['entry_id']}").text
    assert page.index("The day was cold. ") < page.index("It rained.") < page.index("envoys")
    assert page.count('<span class="lit anchor sentence">met</span>') == 2
    shown = words(page)
    assert re.search(r"Joined with telling \d because: .*same states", shown)
    assert "Told by one side and third parties" in shown
    assert "United Kingdom 1 report" in shown


def test_where_reports_differ_is_said(desk: TestClient) -> None:
    """Each value with its tellings; what they agree on is left out."""
    shown = words(desk.get(f"/entries/{entry(desk, 'FRA')['entry_id']}").text)
    differ = shown[shown.index("Where the reports differ") : shown.index("Whose telling")]
    assert "planned telling 1 occurred telling 2" in differ
    assert "When" not in differ


def test_history_says_who_decided_what(desk: TestClient, record: Record) -> None:
    """Acceptances, corrections with what the coder had read, what was taken back, splits; the twin has them too."""
    found = entry(desk, "FRA")
    name = found["event_id"]
    assert "Nobody has changed it" in desk.get(f"/entries/{name}").text
    accept(record, name, ADA)
    correct(record, name, {"kind": "summit"}, ADA)
    undo(record, name, ADA)
    split(record, name, [name], ADA)
    shown = words(desk.get(f"/entries/{name}").text)
    for told in ("Ada accepted it as right", "set kind to “summit” (the coder had read “talks”) taken back later", "parted 1 telling from 1 telling"):
        assert told in shown
    assert [step["action"] for step in desk.get(f"/entries/{name}.json").json()["decisions"]] == ["accept", "correct", "undo", "split"]


def test_a_rejected_event_says_so(desk: TestClient, record: Record) -> None:
    """Its page stays, with what it was and who rejected it."""
    name = entry(desk, "RUS")["event_id"]
    reject(record, name, ADA)
    shown = words(desk.get(f"/entries/{name}").text)
    assert "This is not counted" in shown
    assert "Ada rejected it" in shown


def test_hostile_words_are_escaped(desk: TestClient, record: Record) -> None:
    """Of a report, its publisher and a decision."""
    name = entry(desk, "RUS")["event_id"]
    accept(record, name, ADA)
    page = desk.get(f"/entries/{name}").text
    assert "<img src=x" not in page
    assert page.count("&lt;img") >= 3


def test_an_entry_has_a_permanent_link(desk: TestClient) -> None:
    """The same from every id of its events; an unknown one leads back."""
    found = desk.get(f"/entries/{entry(desk, 'FRA')['entry_id']}.json").json()
    pages = [desk.get(f"/entries/{event['event_id']}").text for event in found["events"]]
    assert all(f'class="permalink" rel="bookmark" href="/entries/{found["entry_id"]}"' in page for page in pages)
    missing = desk.get("/entries/nobody")
    assert (missing.status_code, "Back to the feed" in missing.text) == (404, True)
