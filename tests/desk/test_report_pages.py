"""The report reader: every word in its block, each lit word with its events, what is no article apart, and where the report is from."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from fakes.making import pipeline
from legation.desk.app import make_app
from legation.desk.lighting import Mark, lit_pieces
from legation.document import Block, Document
from legation.pipeline import document_of
from legation.recording.coded import Coded, SourcePosition
from legation.recording.record import Record
from legation.span import Span

ROLES = ("headline", "body", "caption", "teaser", "furniture", "furniture")
LINES = (
    "France met Mali.",
    "France met Mali on 2024-01-03 and thanked Mali.",
    "Cuba at <b>sea</b>.",
    "Russia bombed Mali.",
    "Subscribe \U0001f6a2 now",
    "All rights",
)
TEXT = "\n\n".join(LINES)
LONG = "France met Mali on 2024-01-03. And then the day went on as days do.\n" * 1500


def document() -> Document:
    """A page with a headline, a body, a caption, another story's lead, and furniture."""
    blocks, at = [], 0
    for role, line in zip(ROLES, LINES, strict=True):
        blocks.append(Block(role, Span(at, at + len(line))))  # type: ignore[arg-type]
        at += len(line) + 2
    made = replace(document_of(TEXT), id="a", title="France met Mali.", publisher="Reuters", url="https://example.org/<x>", licence="CC BY 4.0")
    return replace(made, blocks=tuple(blocks))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """The desk over that page, a long report of one block, and one without events."""
    record = Record.open(str(tmp_path_factory.mktemp("r") / "r.db"), create=True)
    reports = [document(), replace(document_of(LONG), id="long"), replace(document_of("Nothing happened."), id="none")]
    for number, report in enumerate(reports):
        made = pipeline().attempt(report)
        assert isinstance(made, Coded)
        record.add(made, SourcePosition("test", number))
    return TestClient(make_app(record, pipeline()))


def test_blocks_are_the_text(desk: TestClient) -> None:
    """Each block's words, without tags, are the canonical text from its `data-start` on, counted in code points."""
    page = desk.get("/reports/a").text
    blocks = re.findall(r'<(div|h1) class="block (\w+)" id="at-\d+" data-start="(\d+)">(.*?)</\1>', page)
    assert len(blocks) == len(LINES)
    for _tag, _role, start, inside in blocks:
        words = html.unescape(re.sub(r"<[^>]+>", "", inside))
        assert TEXT[int(start) : int(start) + len(words)] == words
    assert sorted(words[1] for words in blocks) == sorted(ROLES)


def test_what_is_no_article_stands_apart(desk: TestClient) -> None:
    """Captions, leads and furniture are named; furniture is folded, a lead that tells of an act is open."""
    page = desk.get("/reports/a").text
    assert '<div class="apart" role="group" aria-label="Caption of a picture">' in page
    assert re.search(r'<details class="apart" open><summary>Lead of another story', page)
    assert re.search(r'<details class="apart"><summary>Page furniture <small>2 pieces', page)


def test_lit_words_name_their_events(desk: TestClient) -> None:
    """A word of two events names both, with what it is in each; each event has its card, which leads to its entry."""
    found = desk.get("/reports/a.json").json()["events"]
    page = desk.get("/reports/a").text
    body = {event["type"]: event["event_id"] for event in found if event["role"] == "body"}
    word = re.search(r'data-events="([^"]+)" data-roles="([^"]+)">France</span>', page.split('data-start="18"')[1])
    assert word is not None
    assert set(body) == {"CONSULT", "SUPPORT"}
    assert dict(zip(word[1].split(), word[2].split(), strict=True)) == dict.fromkeys(body.values(), "actor+sentence")
    for event in found:
        assert f'data-event="{event["event_id"]}"' in page
        assert f'href="/entries/{event["event_id"]}"' in page


def test_a_report_says_where_it_is_from(desk: TestClient) -> None:
    """Its outlet with state and owner, licence, digest, the source's address, and how many events each coding gave."""
    page, twin = desk.get("/reports/a").text, desk.get("/reports/a.json").json()
    for told in ("United Kingdom", "privately owned", "CC BY 4.0", twin["document"]["digest"], f"{len(twin['events'])} events"):
        assert told in page
    assert 'href="https://example.org/&lt;x&gt;"' in page
    assert [coding["events"] for coding in twin["codings"]] == [len(twin["events"])]


def test_a_report_without_events_says_so(desk: TestClient) -> None:
    """And an unknown one leads back."""
    assert "No act of a state stands in this report" in desk.get("/reports/none").text
    missing = desk.get("/reports/nobody")
    assert (missing.status_code, "Back to the feed" in missing.text) == (404, True)


def test_a_long_report_is_whole(desk: TestClient) -> None:
    """A hundred thousand signs with 1,500 events in one block: every word once, every event lit."""
    page = desk.get("/reports/long").text
    assert len(LONG) > 100_000
    assert page.count("as days do.") == 1500
    assert page.count('class="act card"') == 1500


MARKS = st.tuples(st.integers(0, 30), st.integers(0, 10), st.sampled_from(["actor", "date"]), st.sampled_from(["", "x", "y"]))


SIGNS = "The ship \U0001f6a2 came to Montréal today"


@settings(deadline=None)
@given(st.lists(MARKS, max_size=8))
def test_lit_words_are_the_words(given: list[tuple[int, int, str, str]]) -> None:
    """However marks overlap, no sign is lost, and each piece names just the events whose words it is, and their roles."""
    text = SIGNS
    marks = [Mark(start, start + length, name, "", event) for start, length, name, event in given]
    pieces, at = lit_pieces(text, 3, 27, marks), 3
    assert "".join(piece.words for piece in pieces) == text[3:27]
    for piece in pieces:
        over = [mark for mark in marks if mark.start <= at < mark.end]
        told = {mark.event: {m.name for m in over if m.event == mark.event} for mark in over if mark.event}
        assert {e: set(roles.split("+")) for e, roles in zip(piece.events.split(), piece.roles.split(), strict=True)} == told
        assert set(piece.marks.split()) == {mark.name for mark in over}
        at += len(piece.words)
