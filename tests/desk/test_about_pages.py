"""Sources, codebook, addresses and about: what the record and the package hold is shown, and given as data."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from fakes.making import pipeline
from legation.desk.app import make_app
from legation.desk.bars import bars, scale
from legation.desk.quality import figures, folders, notices, paper
from legation.desk.routes.about import rendered
from legation.desk.routes.api import fields
from legation.errors import Failure
from legation.knowledge import codebook
from legation.pipeline import document_of
from legation.recording.coded import Coded, SourcePosition
from legation.recording.record import Record

ROOT = Path(__file__).parents[2]
HOSTILE = "<script>alert(1)</script>"
REPORTS = (
    ("a", "France met Mali on 2024-01-03.", "TASS", "2024-01-04"),
    ("b", f"Russia thanked Cuba {HOSTILE}.", HOSTILE, "2024-04-05"),
    ("c", "Nothing happened.", None, None),
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """The desk over three reports and an input that failed."""
    record = Record.open(str(tmp_path_factory.mktemp("r") / "r.db"), create=True)
    for n, (name, text, publisher, day) in enumerate(REPORTS):
        document = document_of(text, date=day) if day else document_of(text)
        made = pipeline().attempt(
            replace(document, id=name, origin="in.jsonl:1") if publisher is None else replace(document, id=name, publisher=publisher)
        )
        assert isinstance(made, Coded)
        record.add(made, SourcePosition(f"in.jsonl:{n}", 0))
    record.add_failure(Failure("d", "in.jsonl:9", "bad_json", f"no JSON {HOSTILE}"), SourcePosition("in.jsonl:9", 0))
    return TestClient(make_app(record, pipeline()))


@pytest.mark.parametrize("link", ["/sources", "/codebook", "/codebook/CONSULT", "/api", "/about", "/about/model"])
def test_a_page_has_its_twin_and_runs_nothing(desk: TestClient, link: str) -> None:
    """Each page answers, its JSON too; no word of a report is markup, and nothing is styled or scripted inline."""
    page, twin = desk.get(link), desk.get(f"{link}.json")
    assert (page.status_code, twin.status_code) == (200, 200)
    assert f'href="{link}.json"' in page.text
    assert HOSTILE not in page.text
    assert not re.search(r"<script|<style| style=| on\w+=", page.text)


@pytest.mark.parametrize("link", ["/codebook/NOTHING", "/codebook/nothing.json", "/about/nothing", "/about/..%2f..%2fNOTICE"])
def test_what_is_not_there_is_said(desk: TestClient, link: str) -> None:
    """In words, with a way back."""
    answer = desk.get(link)
    assert (answer.status_code, "Back to the feed" in answer.text) == (404, True)


def test_sources_are_told_with_state_owner_and_gaps(desk: TestClient) -> None:
    """A known outlet has state and owner, others "not known"; times without a report are said."""
    page, told = desk.get("/sources").text, desk.get("/sources.json").json()
    assert "RUS, state" in page
    assert "not known" in page
    assert "No report between <b>2024-01-04</b> and <b>2024-04-05</b>" in page
    assert [(s["source"], s["reports"], s["coded"], s["empty"]) for s in told["sources"] if s["source"] != HOSTILE] == [
        ("TASS", 1, 1, 0),
        ("in.jsonl", 1, 0, 1),
    ]
    assert told["totals"]["events"] == 2


def test_failures_are_told_with_a_remedy(desk: TestClient) -> None:
    """The reason, what to do, and which file to read again, without its line."""
    page, failed = desk.get("/sources").text, desk.get("/sources.json").json()["failures"]
    assert "Write one JSON object a line" in page
    assert "legation read in.jsonl</code>" in page
    assert (failed[0]["reason"], failed[0]["again"]) == ("bad_json", "in.jsonl")
    assert "<b>4</b> read = <b>2</b> coded + <b>1</b> without an act" in page


def test_denominators_are_a_table(desk: TestClient) -> None:
    """Reports by month and source; the other tables too."""
    months = desk.get("/sources/months.csv").text.splitlines()
    assert months[0] == "period,source,reports"
    assert "2024-01,TASS,1" in months
    assert desk.get("/sources.csv").text.startswith("source,named,outlet,state")
    assert "bad_json" in desk.get("/sources/failures.csv").text


def test_the_codebook_shows_what_the_record_has(desk: TestClient) -> None:
    """Each type with its rule, and the record's entries of it lit, with their number and a link to them."""
    page = desk.get("/codebook").text
    assert all(rule.rule.split("\u201c")[0].split("'")[0] in page for rule in codebook.load().rules.values())
    assert '<a href="/?type=CONSULT">1 entry in the record</a>' in page
    assert '<span class="lit anchor">met</span>' in page
    assert "The record has no entry of this type yet." in page


def test_a_type_has_a_permanent_link(desk: TestClient) -> None:
    """In any case of its letters; its twin has the rule, the modes and the most certain entries."""
    told = desk.get("/codebook/consult.json").json()
    assert desk.get("/codebook/consult").status_code == 200
    assert {mode["code"] for mode in told["modes"]} == {"visit", "third-party", "multilateral", "phone"}
    assert (told["entries"], told["parts"]["status"], len(told["most_certain"])) == (1, {"occurred": 1}, 1)


def test_every_address_is_told(desk: TestClient) -> None:
    """All of the OpenAPI description, each in a group with words of its page."""
    description, page = desk.get("/openapi.json").json(), desk.get("/api").text
    assert [path for path in description["paths"] if f"<code>{path}</code>" not in page] == []
    assert 'id="other"' not in page
    assert "curl -b desk.cookies &#39;http://testserver/vessels.json?who=CUB&#39;" in page


def test_the_contract_names_the_fields_of_an_event(desk: TestClient) -> None:
    """In their order, with all parts of those that the record's events have."""
    event = desk.get("/codebook/CONSULT.json").json()["most_certain"][0]
    told = {field.field.removesuffix("[]"): field.parts for field in fields()}
    assert list(told) == [name for name in event if name != "report"]
    for name, value in event.items():
        first = value[0] if isinstance(value, list) and value else value
        if isinstance(first, dict) and name not in ("report", "unknown"):
            assert sorted(told[name].replace("[]", "").split(", ")) == sorted(first), name


def test_figures_are_those_of_the_measurements() -> None:
    """Each figure and bar stands in the section of docs/measurements.md that it names."""
    sections = re.split(r"(?m)^#{2,3} ", (ROOT / "docs" / "measurements.md").read_text("utf-8"))
    by_name = {section.split("\n")[0]: section for section in sections}
    for _, found in figures():
        for figure in found:
            for number in (*figure.figure.split(" + "), figure.bar.removesuffix(" ms")):
                assert number in by_name[figure.section], figure


def test_notice_is_shown_whole(desk: TestClient) -> None:
    """Every work that NOTICE names; the wheel takes the file."""
    page = desk.get("/about").text
    named = ("GeoNames", "Universal Dependencies", "Natural Earth", "Unicode CLDR", "PLOVER 1.3", "IBM Plex Sans", "htmx")
    assert [name for name in named if name not in page] == []
    assert sum(len(notice.lines) + 1 for notice in notices()) == sum(bool(line.strip()) for line in (ROOT / "NOTICE").read_text("utf-8").splitlines())
    assert 'NOTICE = "legation/NOTICE"' in (ROOT / "pyproject.toml").read_text("utf-8")


def test_every_folder_of_knowledge_has_its_paper(desk: TestClient) -> None:
    """As a page, whose markup is ours alone."""
    assert [folder.name for folder in folders() if not paper(folder.name)] == []
    assert desk.get("/about/lexicon").text.count("<h1>") == 1
    assert "<script>" not in rendered("a <script>x</script>")
    assert "href" not in rendered("[b](javascript:x)")


def test_bars_stand_for_the_numbers() -> None:
    """One for each month with reports, the highest as high as the drawing; by year where the time is long."""
    axis = scale(["2023-11", "2024-02"])
    drawn = bars({"2023-11": 4, "2024-02": 1}, axis)
    assert (axis.periods, axis.width) == (("2023-11", "2023-12", "2024-01", "2024-02"), 40)
    assert drawn.path == "M1 100v-100h8v100zM31 100v-25h8v25z"
    assert scale(["1990-01", "2024-02"]).by == "year"


def test_an_empty_record_teaches(tmp_path: Path) -> None:
    """What to run, and no fault."""
    empty = TestClient(make_app(Record.open(str(tmp_path / "e.db"), create=True), pipeline()))
    assert "legation read SOURCE" in empty.get("/sources").text
    assert [empty.get(link).status_code for link in ("/codebook", "/codebook/AID", "/api", "/sources.csv", "/sources/months.csv")] == [200] * 5
