"""The pages of states and of pairs: what the record holds of them, as page, JSON and CSV."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

import pytest
from starlette.testclient import TestClient

from fakes.making import pipeline
from fakes.telling import tell
from legation.desk.app import make_app
from legation.recording.imported import ImportedRow, add_imported
from legation.recording.record import Record
from legation.recording.relating import relations

HOSTILE = "Cuba thanked Russia <script>alert(1)</script> '\"><img src=x> on 2024-02-02."


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    """Russia and Cuba: a meeting told twice, a denied attack, a planned visit, hostile praise; France and Mali meet."""
    book = Record.open(str(tmp_path_factory.mktemp("r") / "r.db"), create=True)
    tell(book, "Russia met Cuba on 2024-01-03.", "a", publisher="Granma", day=date(2024, 1, 4), kind="port_call")
    tell(book, "Russian envoys met Cuba on 2024-01-03.", "b", publisher="<b>Paper</b>", kind="port_call")
    tell(book, "Cuba bombed Russia on 2024-03-01.", "c", status="denied")
    tell(book, "Russia met Cuba on 2024-04-02.", "d", status="planned", kind="official_visit")
    tell(book, HOSTILE, "e")
    tell(book, "France met Mali on 2024-02-02.", "f")
    add_imported(
        book, "icews", [ImportedRow("1", "042", "", "CONSULT", None, None, 1, 2.1, "2023-05-01", "2023-05-01", ("CUB",), ("RUS",), None, {})]
    )
    return book


@pytest.fixture(scope="module")
def desk(record: Record) -> TestClient:
    """The desk over them."""
    return TestClient(make_app(record, pipeline()))


def test_states_are_listed_and_found(desk: TestClient) -> None:
    """By what is asked for, in the order asked for; the CSV has the same."""
    rows = desk.get("/states.json?sort=name").json()["states"]
    assert [row["name"] for row in rows] == ["Cuba", "France", "Mali", "Russia"]
    cuba = next(row for row in rows if row["state"] == "CUB")
    assert [cuba[name] for name in ("entries", "as_actor", "as_recipient", "cooperation", "conflict", "partner", "last_act")] == [
        4, 2, 2, 3, 0, "RUS", "2024-02-02",
    ]  # fmt: skip
    assert [row["state"] for row in desk.get("/states.json?who=russian fed").json()["states"]] == ["RUS"]
    assert [row["state"] for row in csv.DictReader(io.StringIO(desk.get("/states.csv?sort=balance").text))][:2] == ["CUB", "RUS"]
    assert 'aria-sort="ascending"' in desk.get("/states?sort=name").text
    assert "No state of the record is called “nobody”" in desk.get("/states?who=nobody").text


def test_a_state_shows_its_names_its_partners_and_its_course(desk: TestClient) -> None:
    """And leads to its predecessor and to the pair."""
    page, twin = desk.get("/states/RUS").text, desk.get("/states/RUS.json").json()
    assert "Russian Federation" in page
    assert 'href="/states/SUN"' in page
    assert 'href="/pairs/RUS/CUB"' in page
    assert (twin["entries"], [row["state"] for row in twin["partners"]], len(twin["planned"]), len(twin["visits"])) == (4, ["CUB"], 1, 1)
    partner = next(csv.DictReader(io.StringIO(desk.get("/states/RUS.csv").text)))
    assert (partner["partner_name"], partner["entries"], partner["acts_on"], partner["acted_on_by"]) == ("Cuba", "4", "2", "2")


def test_the_most_frequent_pairs_are_listed(desk: TestClient) -> None:
    """Two that are chosen lead to their page; one alone, or twice the same, is told so."""
    assert [row["pair"] for row in desk.get("/pairs.json").json()["pairs"]] == [["CUB", "RUS"], ["FRA", "MLI"]]
    assert desk.get("/pairs.csv").text.splitlines()[1].startswith("CUB RUS,4,")
    chosen = desk.get("/pairs?one=Russia&other=cub", follow_redirects=False)
    assert (chosen.status_code, chosen.headers["location"]) == (303, "/pairs/RUS/CUB")
    assert "A pair is two different states." in desk.get("/pairs/RUS/RUS").text
    assert "Choose two states." in desk.get("/pairs?one=RUS").text


def test_a_pair_is_what_relations_tells(desk: TestClient, record: Record) -> None:
    """The twin has all that `legation relations` prints; imported rows stand apart."""
    twin = desk.get("/pairs/RUS/CUB.json").json()
    known = relations(record, ("RUS", "CUB"), limit=8)
    assert {name: twin[name] for name in known} == known
    assert twin["directed"]["CUB to RUS"]["types"] == {"SUPPORT": 1, "ASSAULT": 1}
    assert (twin["reports"], twin["publishers"]) == (5, {"CUB": 1, "": 4})
    assert "1 row of another system, not counted above" in desk.get("/pairs/RUS/CUB").text


def test_a_pair_is_drawn_and_listed(desk: TestClient) -> None:
    """Bars above and below the line, each status in its own way, numbers as a table, entries with their sentence."""
    page = desk.get("/pairs/RUS/CUB").text
    assert set(re.findall(r'class="piece (up|down) (\w+)" x="\d+\.\d', page)) >= {
        ("up", "verbal"),
        ("up", "planned"),
        ("down", "denied"),
    }
    assert "2024-03: conflict 1 denied" in page
    for words in ("What is planned", "Port calls", "Visits", "No agreement between them.", "reports up to 2024-01-04", "data-print"):
        assert words in page
    rows = list(csv.DictReader(io.StringIO(desk.get("/pairs/RUS/CUB.csv").text)))
    assert [(row["month"], row["cooperation"], row["planned_verbal_cooperation"]) for row in rows][-1] == ("2024-04", "1", "1")


def test_numbers_lead_to_what_they_count(desk: TestClient) -> None:
    """The feed with the filters of a link has as many entries as the number says."""
    page = desk.get("/pairs/RUS/CUB").text
    links = re.findall(r'<a href="/(\?(?:pair|actor)=[^"]+)">(\d+)</a>', page)
    assert len(links) > 8
    for query, number in links:
        assert desk.get(f"/feed.json{query.replace('&amp;', '&')}").json()["total"] == int(number), query
    assert desk.get("/feed.json?pair=RUS").json()["total"] == 4
    assert "is no state and no pair" in desk.get("/?pair=,").text


def test_days_narrow_a_pair(desk: TestClient) -> None:
    """In every form; what is no day is left out, and said so."""
    assert desk.get("/pairs/RUS/CUB.json?since=2024-04").json()["entries"] == 1
    assert desk.get("/states/RUS.json?until=2024-01").json()["entries"] == 1
    assert "since=2024-04" in desk.get("/pairs/RUS/CUB?since=2024-04").text
    assert "“soon” is no day" in desk.get("/pairs/RUS/CUB?since=soon").text
    assert "Show all days" in desk.get("/pairs/RUS/CUB?since=2030").text


@pytest.mark.parametrize(
    ("link", "leads"),
    [
        ("/pairs/russia/Cuba", "/pairs/RUS/CUB"),
        ("/pairs/rus/cub.json?since=2024", "/pairs/RUS/CUB.json?since=2024"),
        ("/states/russian federation.csv", "/states/RUS.csv"),
    ],
)
def test_names_and_small_letters_lead_to_codes(desk: TestClient, link: str, leads: str) -> None:
    """With the ending and the query that they had."""
    answer = desk.get(link, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, leads)


@pytest.mark.parametrize(
    "link", ["/states/Rusia", "/pairs/Rusia/CUB", "/pairs/CUB/Rusia.json", "/pairs?one=Rusia&other=CUB", "/pairs/OTH/RUS", "/pairs/Rusia/{x}%25"]
)
def test_what_is_no_state_is_said(desk: TestClient, link: str) -> None:
    """With how codes look, the likest, and ways back."""
    answer = desk.get(link)
    assert answer.status_code == 404
    assert "code of three letters" in answer.text
    assert ("Did you mean" in answer.text and "RUS" in answer.text) or "OTH" in link


def test_what_reports_say_never_runs(desk: TestClient) -> None:
    """Hostile words are escaped in sentences, attributes and what was asked for; nothing stands inline."""
    for link in ("/pairs/RUS/CUB", "/states/RUS", "/states/<script>alert(1)</script>", "/states?who=<script>", "/pairs?one=<script>&other=RUS"):
        page = desk.get(link).text
        assert not re.search(r"<script(?! src=\"/static/)", page)
        assert not re.search(r"<img src=x|<b>Paper|\sstyle=|<style|\son\w+=", page)


def test_every_link_leads_somewhere(desk: TestClient) -> None:
    """Links of both kinds of pages, into the feed too."""
    for page in ("/states", "/states/RUS", "/pairs", "/pairs/RUS/CUB"):
        for link in set(re.findall(r'(?:href|src)="(/[^"#]*)"', desk.get(page).text)):
            assert desk.get(link.replace("&amp;", "&")).status_code == 200, link


def test_an_empty_record_says_what_to_do(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Read reports into it."""
    book = Record.open(str(tmp_path_factory.mktemp("r") / "r.db"), create=True)
    empty = TestClient(make_app(book, pipeline()))
    for link in ("/states", "/states/CUB", "/pairs", "/pairs/RUS/CUB"):
        answer = empty.get(link)
        assert (answer.status_code, "legation read SOURCE" in answer.text) == (200, True)
