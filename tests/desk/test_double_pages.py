"""Double coding through the pages: begun, coded blind, compared, settled, and taken as gold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from fakes.making import pipeline
from legation.desk.app import make_app
from legation.evaluation.gold import read_gold
from legation.pipeline import document_of
from legation.recording.coded import Coded, SourcePosition
from legation.recording.record import Record

TEXT = "France met Mali on 2024-01-03. <b>{{ 7*7 }}</b> Russia thanked Cuba."
MET = {"action": "mark", "act": "met", "who": "France", "whom": "Mali", "when": "2024-01-03", "type": "CONSULT", "status": "occurred"}
THANKED = MET | {"act": "thanked", "who": "Russia", "whom": "Cuba", "when": "", "type": "SUPPORT"}

SIGNS = ('class="lit', 'class="chip', '"anchor"', "/entries/", ">met<")
"""What a page holds that shows an event."""


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """Two reports, the second of one act more than the first has."""
    with Record.open(str(tmp_path / "r.db"), create=True) as record:
        for n, name in enumerate(("a/b", "c")):
            made = pipeline().attempt(replace(document_of(TEXT), id=name, title="<i>T</i>"))
            assert isinstance(made, Coded)
            record.add(made, SourcePosition("test", n))
        yield record


@pytest.fixture
def desks(record: Record) -> dict[str, TestClient]:
    """The desk as three persons sit at it; Anne has begun a double coding of both reports by her and Bo."""
    here = {"Origin": "http://testserver"}
    made = {name: TestClient(make_app(record, pipeline(), person=name), headers=here, follow_redirects=False) for name in ("Anne", "Bo", "Cy")}
    sent = {"name": "First <round>", "coders": "Anne, Bo", "reports": "a/b c"}
    assert made["Anne"].post("/double", data=sent).headers["location"] == "/double/1"
    return made


def coded(desk: TestClient, position: int, *marks: dict[str, str]) -> None:
    """Marks events in a report and is done with it."""
    for mark in marks:
        assert desk.post(f"/double/1/code/{position}", data=mark).status_code == 303
    assert desk.post(f"/double/1/code/{position}", data={"action": "done"}).status_code == 303


def test_a_coder_sees_nobody_elses_marks(desks: dict[str, TestClient]) -> None:
    """On no page and in no twin, nor the machine's events, before both are done with the report."""
    coded(desks["Anne"], 1, MET | {"type": "SANCTION", "date": "1999-09-09"})
    assert "1999-09-09" in desks["Anne"].get("/double/1/code/1").text
    links = [f"/double/1{rest}" for rest in ("", "/code/1", "/code/2", "/disagreements")]
    for link in (*links, *(f"{link}.json" for link in links), "/double/1/gold.jsonl", "/double", "/double.json"):
        answer = desks["Bo"].get(link)
        before_the_form = answer.text.split('id="add-event"')[0]
        assert (answer.status_code, [sign for sign in SIGNS if sign in before_the_form], "1999" in answer.text) == (200, [], False), link
    assert desks["Bo"].get("/double/1/code/1.json").json()["marks"] == []
    assert len(desks["Anne"].get("/double/1/code/1.json").json()["marks"]) == 1
    assert [desks["Cy"].get(f"/double/1/code/1{end}").status_code for end in ("", ".json")] == [403, 403]
    assert desks["Cy"].post("/double/1/code/1", data=MET).status_code == 403
    assert desks["Anne"].get("/double/1/disagreements.json").json()["disagreements"] == []


def test_agreement_is_stated_once_both_are_done(desks: dict[str, TestClient]) -> None:
    """In words and figures; acts that differ stand side by side, with the sentence lit."""
    coded(desks["Anne"], 1, MET, THANKED)
    coded(desks["Bo"], 1, MET | {"status": "planned"})
    twin = desks["Anne"].get("/double/1.json").json()
    assert (twin["compared"], twin["differing"], twin["waiting"]) == (1, 2, 2)
    assert (twin["agreement"]["type"]["percent"], twin["agreement"]["status"]["percent"]) == (1.0, 0.0)
    assert "100% of 1; alpha cannot be told" in desks["Anne"].get("/double/1").text
    page = desks["Bo"].get("/double/1/disagreements").text
    assert ("differs in status" in page, "no event" in page, 'class="lit anchor sentence"' in page or "sentence" in page) == (True, True, True)
    assert "<b>{{" not in page
    assert "<i>T" not in page
    rows = desks["Bo"].get("/double/1/disagreements.json").json()["disagreements"]
    assert [(row["differs"], sorted(row["marks"])) for row in rows] == [(["status"], ["Anne", "Bo"]), (["event"], ["Anne", "Bo"])]
    assert rows[1]["marks"]["Bo"] is None


def test_what_is_settled_stands_in_the_record_and_in_gold(desks: dict[str, TestClient], tmp_path: Path) -> None:
    """One coder's, both, neither or another event; gold has the reports of which all is settled."""
    coded(desks["Anne"], 1, MET, THANKED)
    coded(desks["Bo"], 1, MET | {"status": "planned"})
    assert desks["Cy"].get("/double/1/gold.jsonl").text == ""
    first, second = (row["item"] for row in desks["Cy"].get("/double/1/disagreements.json").json()["disagreements"])
    assert desks["Cy"].post(f"/double/1/disagreements/1/{first}", data={"choice": "Bo"}).status_code == 303
    assert desks["Cy"].post(f"/double/1/disagreements/1/{second}", data={"choice": "neither"}).status_code == 303
    events = desks["Cy"].get("/reports/a%2Fb.json").json()["events"]
    assert [(event["type"], event["status"], event["review"]["by"]) for event in events] == [("CONSULT", "planned", "Cy")]
    own = THANKED | {"type": "SANCTION"}
    assert 'value="thanked"' in desks["Cy"].get(f"/double/1/disagreements/1/{second}").text
    assert desks["Cy"].post(f"/double/1/disagreements/1/{second}", data=own).status_code == 303
    (tmp_path / "gold.jsonl").write_text(desks["Cy"].get("/double/1/gold.jsonl").text, encoding="utf-8")
    story = read_gold(tmp_path / "gold.jsonl").stories[0]
    assert [(event.types[0], event.status) for event in story.events] == [("CONSULT", "planned"), ("SANCTION", "occurred")]
    assert "decided by Cy" in desks["Anne"].get("/double/1/disagreements").text


def test_a_mark_is_changed_and_taken_away(desks: dict[str, TestClient]) -> None:
    """The form begins with what was marked; words that are not there are refused by their field."""
    anne = desks["Anne"]
    assert anne.post("/double/1/code/1", data=MET).headers["location"] == "/double/1/code/1#marks"
    number = anne.get("/double/1/code/1.json").json()["marks"][0]["key"]
    form = anne.get(f"/double/1/code/1?mark={number}").text
    assert re.search(r'name="whom" value="Mali".*name="whom_at" value="11 15"', form)
    assert anne.post("/double/1/code/1", data=MET | {"type": "SANCTION", "replaces": str(number)}).status_code == 303
    marks = anne.get("/double/1/code/1.json").json()["marks"]
    assert [mark["body"]["type"] for mark in marks] == ["SANCTION"]
    wrong = anne.post("/double/1/code/1", data=MET | {"act": "danced<i>"})
    assert (wrong.status_code, "does not stand in the report" in wrong.text, "danced<i>" in wrong.text) == (400, True, False)
    assert anne.post("/double/1/code/1", data={"action": "unmark", "mark": str(marks[0]["key"])}).status_code == 303
    assert anne.get("/double/1/code/1.json").json()["marks"] == []


def test_a_double_coding_may_begin_with_the_records_events(desks: dict[str, TestClient]) -> None:
    """Drawn by seed; each coder may change their own copy."""
    sent = {"name": "Second", "coders": "Anne;Bo", "size": "1", "seed": "5", "start": "yes", "actor": "FRA"}
    assert desks["Bo"].post("/double", data=sent).headers["location"] == "/double/2"
    assert [len(desks[name].get("/double/2/code/1.json").json()["marks"]) for name in ("Anne", "Bo")] == [2, 2]
    told = desks["Bo"].get("/double/2.json").json()
    assert (told["seed"], told["filters"], told["start"], told["drawn_from"]) == (5, {"actor": "FRA"}, True, 2)


@pytest.mark.parametrize("sent", [{"name": "", "coders": "A,B"}, {"name": "x", "coders": "A"}, {"name": "x", "coders": "A,B", "seed": "y"}])
def test_what_makes_no_double_coding_is_said(desks: dict[str, TestClient], sent: dict[str, str]) -> None:
    """The form stays as it was sent."""
    answer = desks["Anne"].post("/double", data=sent)
    assert (answer.status_code, 'role="alert"' in answer.text, f'value="{sent["coders"]}"' in answer.text) == (400, True, True)


def test_unknown_addresses_are_said(desks: dict[str, TestClient]) -> None:
    """With a way back; a choice that is none is refused."""
    links = ("/double/9", "/double/9.json", "/double/9/gold.jsonl", "/double/1/code/9", "/double/1/code/9.json", "/double/9/disagreements")
    assert {desks["Anne"].get(link).status_code for link in (*links, "/double/9/disagreements.json", "/double/1/disagreements/1/7")} == {404}
    coded(desks["Anne"], 1, MET)
    coded(desks["Bo"], 1)
    item = json.loads(desks["Anne"].get("/double/1/disagreements.json").text)["disagreements"][0]["item"]
    assert desks["Anne"].post(f"/double/1/disagreements/1/{item}", data={"choice": "all"}).status_code == 400
    assert desks["Anne"].post("/double/1/code/1", data=MET).status_code == 400
