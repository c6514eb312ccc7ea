"""Setting the record right through the pages: what is decided there is seen in the record."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from fakes.making import pipeline
from legation.desk.app import make_app
from legation.pipeline import document_of
from legation.recording import corrections
from legation.recording.coded import Coded, SourcePosition
from legation.recording.finding import Query, count, find, show
from legation.recording.record import Record

HOSTILE = "<script>alert(1)</script>\"'{{ 7*7 }}"
REPORTS = (
    ("a/b", f"France met Mali on 2024-01-03. Russia thanked Cuba. The \U0001f6a2 of France arrived in Cuba on 2024-02-05. {HOSTILE}"),
    ("c", "On 2024-01-03 French envoys met Mali."),
)


class Desk:
    """A desk over two reports, two of whose three events are one entry, as a browser of it sees it."""

    def __init__(self, folder: Path) -> None:
        self.record = Record.open(str(folder / "r.db"), create=True)
        for n, (name, text) in enumerate(REPORTS):
            made = pipeline().attempt(replace(document_of(text), id=name, title="<b>T</b>"))
            assert isinstance(made, Coded)
            self.record.add(made, SourcePosition("test", n))
        self.browser = TestClient(make_app(self.record, pipeline(), person="Anne"), headers={"Origin": "http://testserver"}, follow_redirects=False)

    def get(self, link: str) -> Any:
        """A page."""
        return self.browser.get(link)

    def decide(self, identifier: str, action: str, **fields: Any) -> Any:
        """What the answer to a decision is."""
        return self.browser.post(f"/entries/{identifier}/decide", data={"action": action} | fields)

    def event(self, words: str) -> dict[str, Any]:
        """The first event that the words find."""
        return next(iter(find(self.record, Query(words=words))))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk of its own for each test."""
    return Desk(tmp_path)


def test_the_queue_shows_one_event_and_its_twin_gives_it(desk: Desk) -> None:
    """In its words, with the fields, the way to the report and the verbs; filters stay in the address."""
    page, twin = desk.get("/review"), desk.get("/review.json").json()
    assert twin["left"] == 3
    assert twin["event"]["sentence"]["text"].split()[0] in page.text
    assert all(f'value="{verb}"' in page.text for verb in ("accept", "reject", "correct"))
    assert "/reports/" in page.text
    narrowed = desk.get("/review?actor=RUS&since=x").text
    assert "thanked" in narrowed
    assert "is no day" in narrowed
    assert "Show the whole queue" in desk.get("/review?actor=CHN").text


def test_a_decision_leads_to_the_next(desk: Desk) -> None:
    """It leaves the queue, is counted, and can be undone from there."""
    first = desk.get("/review.json").json()
    event_id, after = first["event"]["event_id"], first["after"]
    answer = desk.decide(event_id, "accept", event=event_id, back=after, why="I read it")
    assert (answer.status_code, answer.headers["location"]) == (303, after)
    assert [row["why"] for row in corrections.history(desk.record, event_id)] == ["I read it"]
    page = desk.get(after).text
    assert "<strong>1</strong> decided today" in page
    assert "accepted at" in page
    assert desk.decide(event_id, "undo", event=event_id, back=f"/review?at={event_id}").status_code == 303
    assert desk.get("/review.json").json()["event"]["event_id"] == event_id


def test_a_rejected_event_is_found_no_more_and_comes_back(desk: Desk) -> None:
    """The screen still shows it, by whom it was rejected, and undoes it."""
    event_id = desk.event("thanked")["event_id"]
    desk.decide(event_id, "reject", event=event_id)
    assert count(desk.record, Query(words="thanked")) == 0
    page = desk.get(f"/review?at={event_id}").text
    assert "<strong>Rejected</strong> by Anne" in page
    desk.decide(event_id, "undo", event=event_id)
    assert count(desk.record, Query(words="thanked")) == 1


def test_any_field_is_corrected(desk: Desk) -> None:
    """What the form leaves as it was stays; rows come and go; a state may be named."""
    event_id = desk.event("thanked")["event_id"]
    sent = {"type": "ACCUSE", "mode": "", "kind": "", "status": "planned", "background": "yes", "date": "2024-02", "contexts": ["", "military"]}
    sent |= {"actors.0.name": "Russia", "actors.0.state": "France", "actors.0.sector": "MIL", "actors.new.state": "MLI"}
    sent |= {"recipients.0.gone": "yes", "place.name": "Kidal", "place.state": "MLI", "attribution.name": "An envoy"}
    sent |= {"vessels.new.name": "Aurora", "figures.new.measure": "dead", "figures.new.value": "1,200", "concerns.type": "CONSULT"}
    assert desk.decide(event_id, "correct", event=event_id, **sent).status_code == 303
    found: Any = desk.event("thanked")
    assert (found["type"], found["status"], found["background"], found["date"]["value"]) == ("ACCUSE", "planned", True, "2024-02")
    assert [(who["state"], who["sector"]) for who in found["actors"]] == [("FRA", "MIL"), ("MLI", "GOV")]
    assert (found["recipients"], found["contexts"], found["place"]["name"]) == ([], ["military"], "Kidal")
    assert (found["attribution"]["name"], found["vessels"][0]["name"], found["figures"][0]["value"]) == ("An envoy", "Aurora", 1200)
    assert (found["concerns"]["type"], found["quad"]) == ("CONSULT", 3)
    unchanged = desk.decide(event_id, "correct", event=event_id, type="ACCUSE", status="planned")
    assert (unchanged.status_code, "nothing is to be changed" in unchanged.text) == (400, True)
    page = desk.get(f"/entries/{event_id}").text
    assert "Kidal" in page


@pytest.mark.parametrize(
    ("sent", "field", "told"),
    [
        ({"date": "yesterday"}, "date", "Write it as"),
        ({"type": "SUPPORT", "mode": "bombing"}, "mode", "Its modes"),
        ({"kind": "port_call"}, "kind", "It stands under"),
        ({"actors.0.state": "Atlantis"}, "actors.0.state", "no state"),
        ({"actors.0.sector": "KING"}, "actors.0.sector", "One of"),
        ({"actors.0.gone": "yes"}, "actors", "without an actor"),
        ({"place.name": "Kidal", "place.state": "here"}, "place.state", "no state"),
        ({"figures.new.value": "many", "figures.new.measure": "dead"}, "figures.new.value", "no number"),
        ({"concerns.type": "VISIT"}, "concerns.type", "Types:"),
        ({"contexts": ["weather"]}, "contexts", "One of"),
    ],
)
def test_what_cannot_be_is_told_by_its_field(desk: Desk, sent: dict[str, Any], field: str, told: str) -> None:
    """With what is allowed, in the form as it was sent; nothing changes."""
    event_id = desk.event("thanked")["event_id"]
    before = list(desk.record.digest())
    answer = desk.decide(event_id, "correct", event=event_id, why="because", **sent)
    assert answer.status_code == 400
    fault = answer.text.partition(f'id="fault-{field}">')[2].partition("<")[0]
    assert told in fault
    assert 'value="because"' in answer.text
    assert list(desk.record.digest()) == before


def test_an_entry_is_split_and_joined(desk: Desk) -> None:
    """By its tellings, by the address of the other's page; what cannot be is said with a way back."""
    entry = desk.event("met")
    whole: Any = show(desk.record, str(entry["entry_id"]))
    one, other = (event["event_id"] for event in whole["events"])
    assert desk.decide(one, "split", event=one, back=f"/entries/{one}").headers["location"] == f"/entries/{one}"
    assert count(desk.record, Query()) == 3
    assert desk.decide(one, "join", other=f"http://127.0.0.1:8765/entries/{other}?x=1").status_code == 303
    assert count(desk.record, Query()) == 2
    for action, fields, told in (
        ("join", {"other": other}, "of one entry"),
        ("join", {}, "other"),
        ("burn", {}, "is no decision"),
        ("split", {}, "must go"),
    ):
        answer = desk.decide(one, action, back=f"/entries/{one}", **fields)
        assert (answer.status_code, told in answer.text, f'href="/entries/{one}"' in answer.text) == (400, True, True)
    assert desk.decide("nobody", "accept").status_code == 404


def test_a_decision_on_an_entry_holds_for_all_its_tellings(desk: Desk) -> None:
    """So does undoing it."""
    entry = str(desk.event("met")["entry_id"])
    desk.decide(entry, "reject")
    assert count(desk.record, Query(words="met")) == 0
    desk.decide(entry, "undo")
    assert desk.event("met")["reports"] == 2


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:1"])
def test_no_decision_leads_elsewhere(desk: Desk, back: str) -> None:
    """And none is taken from elsewhere."""
    entry = str(desk.event("met")["entry_id"])
    assert desk.decide(entry, "accept", back=back).headers["location"] == f"/entries/{entry}"
    assert desk.browser.post(f"/entries/{entry}/decide", data={"action": "reject"}, headers={"Origin": "http://evil.example"}).status_code == 403


def test_what_reports_and_people_say_never_runs(desk: Desk) -> None:
    """Words are escaped on the screen, in the form and in what is refused."""
    event_id = desk.event("thanked")["event_id"]
    desk.decide(event_id, "correct", event=event_id, why=HOSTILE, **{"actors.0.name": HOSTILE})
    refused = desk.decide(event_id, HOSTILE, back="/")
    again = desk.decide(event_id, "correct", event=event_id, date=HOSTILE)
    for answer in (desk.get(f"/review?at={event_id}"), desk.get(f"/review?text={HOSTILE}"), refused, again):
        assert "<script>alert" not in answer.text
        assert "{{ 7*7 }}" in answer.text


def test_an_event_is_added_from_words(desk: Desk) -> None:
    """By their places in code points or as words; the stages read states, day and place; it is shown lit."""
    text = REPORTS[0][1]
    at = text.index("arrived")
    sent = {"report": "a/b", "act": "arrived", "act_at": f"{at} {at + 7}", "who": "France", "where": "Cuba", "when": "2024-02-05"}
    answer = desk.browser.post("/review/add", data=sent | {"type": "CONSULT", "mode": "visit", "kind": "port_call", "whom": "Cuba"})
    assert answer.status_code == 303
    body: Any = desk.event("arrived")
    assert (body["anchor"]["start"], body["sentence"]["start"], body["review"]["state"]) == (at, text.index("The \U0001f6a2"), "added")
    assert [(who["state"], who["start"]) for who in body["actors"]] == [("FRA", text.index("France arrived"))]
    assert (body["recipients"][0]["state"], body["place"]["name"], body["contexts"]) == ("CUB", "Cuba", ["military", "diplomatic"])
    assert (body["date"]["value"], body["date"]["text"]) == ("2024-02-05", "2024-02-05")
    assert '<span class="lit anchor sentence">arrived</span>' in desk.get(answer.headers["location"]).text


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"act": ""}, "select the words that name the act"),
        ({"act": "France"}, "stands 2 times"),
        ({"act": "sailed"}, "does not stand in the report"),
        ({"who": ""}, "needs somebody"),
        ({"who": "The"}, "no state can be told"),
        ({"who": "The", "who_state": "Atlantis"}, "is no state"),
        ({"when": "arrived"}, "cannot be told"),
        ({"type": "VISIT"}, "Types:"),
        ({"type": "SUPPORT", "mode": "visit"}, "Its modes"),
        ({"status": "done"}, "One of occurred"),
    ],
)
def test_what_cannot_be_added_is_told_by_its_field(desk: Desk, sent: dict[str, str], told: str) -> None:
    """In the form as it was sent; nothing changes."""
    before = list(desk.record.digest())
    answer = desk.browser.post("/review/add", data={"report": "a/b", "act": "arrived", "who": "Cuba", "type": "CONSULT", "why": "it is told"} | sent)
    assert (answer.status_code, told in answer.text, 'value="it is told"' in answer.text) == (400, True, True)
    assert list(desk.record.digest()) == before
    assert desk.browser.post("/review/add", data={"report": "nobody"}).status_code == 404


def test_numbers_tell_where_words_stand(desk: Desk) -> None:
    """Without a script; a state may be told beside words that do not tell it."""
    at = REPORTS[0][1].index("arrived")
    sent = {
        "report": "a/b",
        "act": f"{at} {at + 7}",
        "who": "The; Cuba",
        "who_state": "France;",
        "who_sector": "MIL",
        "type": "CONSULT",
        "where_state": "Mali",
    }
    assert desk.browser.post("/review/add", data=sent | {"date": "2024-03"}).status_code == 303
    body: Any = desk.event("arrived")
    assert [(who["text"], who["state"], who["sector"]) for who in body["actors"]] == [("The", "FRA", "MIL"), ("Cuba", "CUB", "MIL")]
    assert (body["date"]["value"], body["place"]["state"]) == ("2024-03", "MLI")


def test_pages_of_entries_and_reports_take_decisions(desk: Desk) -> None:
    """An entry's has every verb, each telling's own too; a report's the form that adds an event, with its id."""
    entry = desk.get(f"/entries/{desk.event('met')['entry_id']}").text
    assert all(f'value="{verb}"' in entry for verb in ("accept", "reject", "undo", "join"))
    assert (entry.count('value="split"'), "hold for all 2 tellings" in entry) == (2, True)
    report = desk.get("/reports/a%2Fb").text
    assert '<input type="hidden" name="report" value="a/b">' in report
    assert 'action="/review/add"' in report


def test_decisions_come_out_as_gold(desk: Desk) -> None:
    """A line per report; those not wholly decided on can be left out."""
    event_id = desk.event("thanked")["event_id"]
    desk.decide(event_id, "accept", event=event_id)
    lines = desk.get("/review/gold.jsonl").text.splitlines()
    assert (len(lines), '"accepted"' in lines[0]) == (1, True)
    assert desk.get("/review/gold.jsonl?whole=yes").text == ""


def test_unknown_events_are_said(desk: Desk) -> None:
    """With a way back."""
    assert (desk.get("/review?at=nobody").status_code, desk.get("/review.json?at=nobody").status_code) == (404, 404)
