"""The report reader: a report block by block, with the words that events and statements rest on lit, and what is known of the report."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from legation.desk.answering import Desk, Place, found_under, page, problem
from legation.desk.lighting import Mark, lit_pieces, marks_of, marks_of_saying
from legation.desk.pages import Act, Piece, Row, act_of, report_link, web_address
from legation.desk.talking import Talk, talk_of, talk_row
from legation.desk.wording import confidence_of, state_name
from legation.knowledge.meanings import meaning
from legation.recording.tellings import Outlet

PLACES: tuple[Place, ...] = ()

ASIDE = frozenset({"caption", "teaser", "furniture"})
"""Blocks that are no part of the article; they stand apart, with their name."""

FOLDED = frozenset({"teaser", "furniture"})
"""Blocks that can be folded; those that no event rests on are folded at first."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a report: its role, where it starts in the canonical text (code points), its words."""

    role: str
    start: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks of one sort that follow each other; `label` is empty for the article's own, `folds` says that they can be folded."""

    label: str
    folds: bool
    opened: bool
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """An event beside the text: its line, where its block starts, its confidence in a word."""

    act: Act
    block: int
    confidence: str


@dataclass(frozen=True, slots=True)
class Saying:
    """A statement beside the text: its name among the lit words, who said it of which states, where its block starts."""

    name: str
    row: Row
    speaker: str
    states: tuple[tuple[str, str], ...]
    block: int


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report, its parts with evidence lit, its events and statements, its outlet, and where it is from.

    Attributes:
        headline: the block that is the title, lit; None where the title stands in no block.
    """

    report: Row
    source: str | None
    headline: Block | None
    parts: tuple[Part, ...]
    cards: tuple[Card, ...]
    sayings: tuple[Saying, ...]
    codings: tuple[Row, ...]
    outlet: Outlet | None
    outlet_state: str
    ownership: str
    date_basis: str
    twin: str
    talk: Talk


def router(desk: Desk) -> APIRouter:
    """/reports/{id} and /reports/{id}.json; an id may hold any sign, slashes too."""
    routes = APIRouter()

    @routes.get("/reports/{identifier:path}")
    def _report(request: Request, identifier: str) -> Response:
        found, as_json = found_under(desk, identifier, "document")
        if found is None:
            return problem(request, 404, "The record has no report by this id. It may stand in another record.")
        if as_json:
            return JSONResponse(found | {"discussion": talk_row(desk, "report", found["document"]["id"])})
        return page(request, "report.html", report_page(desk, found))

    return routes


def report_page(desk: Desk, found: Row) -> ReportPage:
    """The page of what `recording.finding.show` gave for a report."""
    report = found["document"]
    events = sorted(found["events"], key=lambda event: (event["anchor"]["start"], event["event_id"]))
    named = [(f"said-{number}", saying) for number, saying in enumerate(found["statements"], start=1)]
    marks = [mark for event in events for mark in marks_of(event)]
    marks += [mark for name, saying in named for mark in marks_of_saying(saying, name)]
    blocks = list(_blocks(report, marks))
    headline = next((block for block in blocks if block.role == "headline" and _is_title(block, report)), None)
    outlet = desk.record.outlets.of(report["publisher"], report["url"])
    return ReportPage(
        report=report,
        source=web_address(report["url"]),
        headline=headline,
        parts=tuple(_parts([block for block in blocks if block is not headline])),
        cards=tuple(Card(act_of(event), _block_at(blocks, event["anchor"]["start"]), confidence_of(event["confidence"])) for event in events),
        sayings=tuple(_saying(name, saying, blocks) for name, saying in named),
        codings=tuple(found["codings"]),
        outlet=outlet,
        outlet_state=state_name(outlet.state) if outlet else "",
        ownership=meaning("ownership", outlet.ownership) if outlet else "",
        date_basis=meaning("published_basis", report["date_basis"]) or report["date_basis"] or "",
        twin=f"{report_link(report['id'])}.json",
        talk=talk_of(desk, "report", report["id"]),
    )


def _blocks(report: Row, marks: list[Mark]) -> Iterator[Block]:
    """The report's blocks, lit; a text without any is one."""
    blocks = report["blocks"] or [{"role": "body", "start": 0, "end": len(report["text"])}]
    starts, held = [block["start"] for block in blocks], [list[Mark]() for _ in blocks]
    for mark in marks:
        first = max(0, bisect_right(starts, mark.start) - 1)
        for number in range(first, max(first + 1, bisect_left(starts, mark.end))):
            held[number].append(mark)
    for block, inside in zip(blocks, held, strict=True):
        yield Block(block["role"], block["start"], lit_pieces(report["text"], block["start"], block["end"], inside))


def _is_title(block: Block, report: Row) -> bool:
    words = "".join(piece.words for piece in block.pieces)
    return " ".join(words.split()).casefold() == " ".join((report["title"] or "").split()).casefold()


def _parts(blocks: list[Block]) -> Iterator[Part]:
    for role, same in groupby(blocks, key=lambda block: block.role if block.role in ASIDE else ""):
        found = tuple(same)
        lit = any(piece.events for block in found for piece in block.pieces)
        yield Part(meaning("role", role) if role else "", role in FOLDED, lit, found)


def _block_at(blocks: list[Block], at: int) -> int:
    return max((block.start for block in blocks if block.start <= at), default=0)


def _saying(name: str, row: Row, blocks: list[Block]) -> Saying:
    speaker = row["speaker"]
    who = speaker["name"] or speaker["text"]
    speaks = f"{who} ({speaker['state']})" if speaker["state"] and speaker["id"] != f"state:{speaker['state']}" else who
    states = tuple((code, state_name(code)) for code in row["states"])
    return Saying(name, row, speaks, states, _block_at(blocks, row["sentence"]["start"]))
