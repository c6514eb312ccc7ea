"""Ships, tours and agreements as pages, JSON and CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from legation import load
from legation.desk.app import make_app
from legation.pipeline import document_of
from legation.recording.coded import Coded, SourcePosition
from legation.recording.record import Record

REPORTS = (
    "The Russian frigate Admiral Gorshkov docked in Havana on 12 June 2024.",
    "The Greek president visited Jordan on 18 May 2026 during a tour. He will visit Egypt on 21 May 2026.",
    "Norway and Chile signed a fisheries agreement in Oslo on 3 March 2025.",
)
PAGES = {"/vessels": ("Admiral Gorshkov", "Havana"), "/tours": ("JOR", "EGY"), "/agreements": ("Norway", "fisheries")}
ROWS = {"/vessels": "vessels", "/tours": "tours", "/agreements": "entries"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """The desk over three reports, coded by what ships."""
    coder, record = load(), Record.open(str(tmp_path_factory.mktemp("r") / "r.db"), create=True)
    for number, text in enumerate(REPORTS):
        made = coder.attempt(replace(document_of(text, date="2026-06-01"), id=f"r{number}"))
        assert isinstance(made, Coded)
        record.add(made, SourcePosition("test", number))
    return TestClient(make_app(record, coder))


@pytest.mark.parametrize("path", PAGES)
def test_a_list_shows_what_the_record_holds(desk: TestClient, path: str) -> None:
    """The page has its words; its JSON and CSV have a row for each."""
    shown = desk.get(path).text
    assert [words for words in PAGES[path] if words not in shown] == []
    assert len(desk.get(f"{path}.json").json()[ROWS[path]]) == 1
    lines = list(csv.DictReader(io.StringIO(desk.get(f"{path}.csv").text)))
    assert len(lines) == (2 if path == "/tours" else 1)


@pytest.mark.parametrize("path", PAGES)
def test_a_list_is_narrowed(desk: TestClient, path: str) -> None:
    """By who; where nobody is found the page says so, with a way back."""
    page = desk.get(f"{path}?who=<i>nobody")
    assert "Show all" in page.text
    assert "<i>nobody" not in page.text
    assert desk.get(f"{path}.json?who=nobody").json()[ROWS[path]] == []


def test_agreements_are_found_by_state(desk: TestClient) -> None:
    """By code or name, on either side."""
    assert [len(desk.get(f"/agreements.json?who={who}").json()["entries"]) for who in ("chl", "Norw", "CUB")] == [1, 1, 0]


def test_links_of_lists_lead_to_entries(desk: TestClient) -> None:
    """Each act of a list has its page."""
    for path in PAGES:
        link = desk.get(path).text.split('href="/entries/')[1].split('"')[0]
        assert desk.get(f"/entries/{link}").status_code == 200
