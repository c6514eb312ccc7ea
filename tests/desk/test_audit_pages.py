"""Audits through the pages: drawn, judged, stated."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from fakes.making import pipeline
from legation.desk.app import make_app
from legation.pipeline import document_of
from legation.recording.coded import Coded, SourcePosition
from legation.recording.record import Record

RIGHT = dict.fromkeys(("act", "actors", "status", "date"), "right")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[TestClient]:
    """A desk over four entries."""
    with Record.open(str(tmp_path / "r.db"), create=True) as record:
        for n in range(1, 5):
            made = pipeline().attempt(replace(document_of(f"France met Mali on 2024-{n:02}-03. <b>{{{{ 7*7 }}}}</b>"), id=str(n)))
            assert isinstance(made, Coded)
            record.add(made, SourcePosition("test", n))
        yield TestClient(make_app(record, pipeline(), person="Anne"), headers={"Origin": "http://testserver"}, follow_redirects=False)


def test_an_audit_is_drawn_judged_and_stated(desk: TestClient) -> None:
    """One entry a screen, then the precision with its interval, in words, JSON and CSV."""
    assert "No audit yet" in desk.get("/audit").text
    assert desk.post("/audit", data={"size": "3", "seed": "5", "actor": "FRA"}).headers["location"] == "/audit/1/1"
    page = desk.get("/audit/1/1").text
    assert "met" in page
    assert "<b>{{" not in page
    assert desk.post("/audit/1/1", data=RIGHT | {"date": "wrong", "note": "<i>late</i>"}).headers["location"] == "/audit/1/2"
    assert desk.post("/audit/1/3", data={"all": "right"}).headers["location"] == "/audit/1/2"
    assert desk.post("/audit/1/2", data={"all": "right"}).headers["location"] == "/audit/1"
    stated = desk.get("/audit/1").text
    assert "2 of 3 right: 67%, with 95 % confidence between 21% and 94%" in stated
    assert "&lt;i&gt;late" in stated
    twin = desk.get("/audit/1.json").json()
    assert (twin["precision"]["date"]["right"], twin["filters"], twin["draws"][0]["note"]) == (2, {"actor": "FRA"}, "<i>late</i>")
    assert desk.get("/audit/1.csv").text.count("\n") == 4
    assert desk.get("/audit/1/1.json").json()["event"]["type"] == "CONSULT"
    listed = desk.get("/audit.json").json()["audits"]
    assert [(row["drawn"], row["judged"], row["seed"]) for row in listed] == [(3, 3, 5)]
    assert "67%" in desk.get("/audit").text


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"size": "many", "seed": "1"}, "in figures"),
        ({"size": "0", "seed": "1"}, "size"),
        ({"size": "5", "seed": "1", "actor": "CHN"}, "no entry answers"),
        ({"size": "5", "seed": "1", "since": "then"}, "is no day"),
        ({}, "in figures"),
    ],
)
def test_what_cannot_be_drawn_is_said(desk: TestClient, sent: dict[str, str], told: str) -> None:
    """The form stays as it was sent."""
    answer = desk.post("/audit", data=sent)
    assert (answer.status_code, told in answer.text) == (400, True)
    assert all(f'value="{value}"' in answer.text for value in sent.values())


def test_a_judgement_needs_every_group(desk: TestClient) -> None:
    """And an entry that was drawn."""
    desk.post("/audit", data={"size": "2", "seed": "5"})
    answer = desk.post("/audit/1/1", data={"act": "right"})
    assert (answer.status_code, "judge it right or wrong" in answer.text) == (400, True)
    assert desk.post("/audit/1/9", data={"all": "right"}).status_code == 404
    for link in ("/audit/9", "/audit/9.json", "/audit/9.csv", "/audit/1/9", "/audit/9/1", "/audit/1/9.json"):
        assert desk.get(link).status_code == 404
    assert json.loads(desk.get("/audit/1.json").text)["judged"] == 0
