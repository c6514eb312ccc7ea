"""The map and the network as pages, with their twins; what places are called never runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from fakes.making import pipeline
from fakes.telling import tell
from legation.desk import answering
from legation.desk.app import make_app
from legation.mention import Mention
from legation.place import Place, PlaceMention
from legation.recording.record import Record
from legation.span import Span

HOSTILE = "<img src=x onerror=alert(1)> {{ 7*7 }}"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """The desk over a meeting in Havana, an attack with no place, and a praise at a place with a hostile name."""
    record = Record.open(str(tmp_path_factory.mktemp("r") / "r.db"), create=True)
    where = PlaceMention(Mention(Span(0, 6), "Russia", "place", 0, 0), Place("Havana", "CUB", None, 23.1, -82.4, None, "city", "CUHAV"))
    tell(record, "Russia met Cuba on 2024-01-03.", "a", place=where)
    tell(record, "Russia bombed Mali on 2024-02-03.", "b")
    odd = PlaceMention(Mention(Span(0, 6), "France", "place", 0, 0), Place(HOSTILE, None, None, 0.0, 0.0, None, "sea"))
    tell(record, "France thanked Cuba on 2024-02-05.", "c", place=odd)
    return TestClient(make_app(record, pipeline()))


def test_the_map_has_its_places_as_a_table(desk: TestClient) -> None:
    """Without a script too: each with how it is known and a link to its entries; what has no place is counted, and whose borders they are is said."""
    page = desk.get("/map").text
    assert "2 entries have a place; 1 entry has no place" in page
    assert '<a href="/?place=Havana">Havana</a> <small>CUHAV</small>' in page
    assert "Borders: Natural Earth, as held in fact; no statement about them." in page
    assert desk.get("/feed.json?place=Havana").json()["total"] == 1


def test_the_map_has_a_twin(desk: TestClient) -> None:
    """Points with degrees, precision, counts by quad and month."""
    twin = desk.get("/map.json?actor=RUS").json()
    assert (twin["entries"], twin["placed"], twin["unplaced"]) == (2, 1, 1)
    point = twin["points"][0]
    assert (point["name"], point["latitude"], point["precision"], point["months"]) == ("Havana", 23.1, "city", {"2024-01": [0, 1, 0, 0, 0]})


def test_a_place_lists_its_entries(desk: TestClient) -> None:
    """As the list beside the map shows them; none for a place that is not there."""
    entries = desk.get("/map/entries.json?name=Havana&state=CUB").json()["entries"]
    assert [(entry["people"], entry["others"], entry["when"], entry["quad"]) for entry in entries] == [("Russia", "Cuba", "2024-01-03", 1)]
    assert desk.get(entries[0]["link"]).status_code == 200
    assert desk.get("/map/entries.json?name=Atlantis%00").json() == {"entries": []}
    assert desk.get("/map/entries.json").status_code == 400


def test_what_is_not_on_the_map_is_said(desk: TestClient) -> None:
    """Entries without a place, no entries at all, and days that are none."""
    assert "none says where it took place" in desk.get("/map?type=assault").text
    assert "Nothing in the record answers to this" in desk.get("/map?actor=PER").text
    assert "“soon” is no day" in desk.get("/map?since=soon").text


def test_the_network_has_its_pairs_as_a_table(desk: TestClient) -> None:
    """States by name, with numbers and balance; twin and CSV have the same."""
    page, twin = desk.get("/network").text, desk.get("/network.json").json()
    assert re.search(r"<th scope=\"row\">.*Mali.*</th><td>.*Russia.*</td><td class=\"n\">1</td><td class=\"n\">0</td><td class=\"n\">1</td>", page)
    assert [(edge["one"], edge["other"], edge["balance"]) for edge in twin["edges"]] == [
        ("CUB", "FRA", 1.0),
        ("CUB", "RUS", 1.0),
        ("MLI", "RUS", -1.0),
    ]
    sheet = desk.get("/network.csv")
    assert sheet.headers["content-type"].startswith("text/csv")
    assert sheet.text.splitlines()[:2] == ["one,other,entries,cooperation,conflict,balance", "CUB,FRA,1,1,0,1.0"]


def test_the_network_is_narrowed(desk: TestClient) -> None:
    """By days, type and least entries; what is no number is said, and nothing found teaches."""
    assert len(desk.get("/network.json?until=2024-01").json()["edges"]) == 1
    assert [edge["other"] for edge in desk.get("/network.json?type=assault").json()["edges"]] == ["RUS"]
    assert "No two states deal with each other" in desk.get("/network?least=2").text
    assert "“many” is no number of entries" in desk.get("/network?least=many").text
    assert desk.get("/network.json?least=-1").json()["pairs"] == 3


def test_a_large_record_begins_with_its_latest_part(desk: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Since when is said, with a way to all of it; a day that is given stands."""
    for name in ("network", "map"):
        monkeypatch.setattr(f"legation.desk.routes.{name.replace('map', 'mapping')}.TELLINGS", 1)
        page = desk.get(f"/{name}").text
        assert "since 2024-02" in page
        assert f'href="/{name}?since="' in page
    assert [len(desk.get(f"/map.json{asked}").json()["points"]) for asked in ("", "?since=", "?since=2024-01")] == [1, 2, 2]
    assert (desk.get("/network.json").json()["since"], len(desk.get("/network.json?since=").json()["edges"])) == ("2024-02", 3)


def test_names_of_places_never_run(desk: TestClient) -> None:
    """They are escaped in the table, in links and in filters."""
    for link in ("/map", '/map?type="><script>alert(1)</script>', '/network?until="><script>alert(1)</script>'):
        page = desk.get(link).text
        assert "<img src=x" not in page
        assert "<script>" not in page
    assert "%3Cimg+src%3Dx" in desk.get("/map").text


def test_scripts_put_no_markup_in() -> None:
    """What reports say is put in as text alone."""
    scripts = Path(__file__).parents[2] / "src" / "legation" / "desk" / "static" / "js"
    for name in ("map.js", "network.js"):
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", (scripts / name).read_text("utf-8"))


@pytest.mark.parametrize("rows", [0, 1, 249, 250, 251, 600])
def test_a_table_loses_no_line(rows: int) -> None:
    """However many are sent together; the head comes once."""
    sent = "".join(answering._lines({"a": n} for n in range(rows)))
    assert sent.split() == ([] if rows == 0 else ["a"]) + [str(n) for n in range(rows)]
