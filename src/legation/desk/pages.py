"""What each page shows: typed contexts made from the record's answers, texts cut where their evidence is lit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any, TypeAlias
from urllib.parse import quote, urlencode

Row: TypeAlias = dict[str, Any]

NEAR_CHARS = 400
"""Code points of a report shown on each side of a sentence on an entry's page."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words with what they are evidence of: `marks` are CSS classes, `link` the entry they tell of."""

    words: str
    marks: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """An event as a line: when, who to whom, what, in which words.

    Attributes:
        people, others: names with state codes, actors and recipients. pieces: the sentence, anchor, actors and recipients lit.
    """

    row: Row
    when: str
    people: str
    others: str
    label: str
    pieces: tuple[Piece, ...]

    @property
    def link(self) -> str:
        """The entry's page."""
        return f"/entries/{self.row['entry_id'] if 'entry_id' in self.row else self.row['event_id']}"


@dataclass(frozen=True, slots=True)
class FeedPage:
    """The feed: acts by day, the filters as given, and the pages before and after."""

    days: tuple[tuple[str, tuple[Act, ...]], ...]
    total: int
    filters: dict[str, str]
    notes: tuple[str, ...]
    page: int
    before: str | None
    after: str | None
    twin: str


@dataclass(frozen=True, slots=True)
class Telling:
    """One report's words for an act, with the text around them."""

    act: Act
    report: Row
    link: str
    source: str | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class EntryPage:
    """An act with every telling of it."""

    entry_id: str
    act: Act
    tellings: tuple[Telling, ...]
    twin: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report block by block, with the words that events rest on lit."""

    report: Row
    source: str | None
    blocks: tuple[tuple[str, tuple[Piece, ...]], ...]
    acts: tuple[Act, ...]
    twin: str


def feed_page(rows: Iterable[Row], total: int, filters: dict[str, str], *, notes: tuple[str, ...], page: int, size: int) -> FeedPage:
    """The feed of a query; rows come latest first."""
    acts = [act_of(row) for row in rows]
    days = tuple((day, tuple(group)) for day, group in groupby(acts, key=lambda act: act.when))
    before = _address("/", filters, page - 1) if page > 1 else None
    after = _address("/", filters, page + 1) if page * size < total else None
    return FeedPage(days, total, filters, notes, page, before, after, _address("/feed.json", filters, page))


def entry_page(found: Row) -> EntryPage:
    """The page of what `recording.finding.show` gave for an entry or one of its events."""
    reports = {report["id"]: report for report in found["documents"]}
    tellings = tuple(_telling(event, reports[event["document_id"]]) for event in found["events"])
    best = max(tellings, key=lambda telling: telling.act.row["confidence"])
    return EntryPage(found["entry_id"], best.act, tellings, f"/entries/{found['entry_id']}.json")


def report_page(found: Row) -> ReportPage:
    """The page of what `recording.finding.show` gave for a report."""
    report, events = found["document"], found["events"]
    quotes = [mark for event in events for mark in event_marks(event, link=True)]
    blocks = tuple((block["role"], lit(report["text"], block["start"], block["end"], quotes)) for block in report["blocks"])
    return ReportPage(report, web_address(report["url"]), blocks, tuple(map(act_of, events)), f"{report_link(report['id'])}.json")


def act_of(row: Row) -> Act:
    """An event as a line."""
    sentence = row["sentence"]
    pieces = lit(sentence["text"], 0, len(sentence["text"]), event_marks(row, shift=sentence["start"]))
    label = " \u00b7 ".join(filter(None, (row["type"].lower(), row["mode"], (row["kind"] or "").replace("_", " "))))
    return Act(row, (row["date"] or {}).get("value") or "no date", _people(row["actors"]), _people(row["recipients"]), label, pieces)


def lit(text: str, start: int, end: int, quotes: list[tuple[int, int, str, str]]) -> tuple[Piece, ...]:
    """The text from `start` to `end`, cut wherever one of `quotes` (start, end, mark, link) begins or ends."""
    inside = [q for q in quotes if q[0] < end and q[1] > start]
    cuts = sorted({start, end, *(c for q in inside for c in q[:2] if start < c < end)})
    pieces = []
    for first, last in pairwise(cuts):
        over = [q for q in inside if q[0] <= first and last <= q[1]]
        marks = " ".join(dict.fromkeys(q[2] for q in over))
        pieces.append(Piece(text[first:last], marks, next((q[3] for q in over if q[3]), "")))
    return tuple(pieces)


def report_link(identifier: str) -> str:
    """The page of a report, whatever signs its id has."""
    return f"/reports/{quote(identifier, safe='')}"


def web_address(url: str | None) -> str | None:
    """The address where it may stand in a link: http and https only."""
    return url if url and url.startswith(("http://", "https://")) else None


def _telling(event: Row, report: Row) -> Telling:
    at = event["sentence"]
    whole = {"start": 0, "end": len(report["text"])}
    block = next((b for b in report["blocks"] if b["start"] <= at["start"] < b["end"]), whole)
    first, last = max(block["start"], at["start"] - NEAR_CHARS), min(block["end"], at["end"] + NEAR_CHARS)
    quotes = [*event_marks(event), (at["start"], at["end"], "sentence", "")]
    return Telling(act_of(event), report, report_link(report["id"]), web_address(report["url"]), lit(report["text"], first, last, quotes))


def event_marks(event: Row, *, shift: int = 0, link: bool = False) -> list[tuple[int, int, str, str]]:
    """Start, end, mark and link of each of an event's words."""
    found = [("actor", q) for q in event["actors"]] + [("recipient", q) for q in event["recipients"]] + [("anchor", event["anchor"])]
    found += [(name, event[name]) for name in ("date", "place", "attribution") if event[name] and event[name]["start"] is not None]
    return [(q["start"] - shift, q["end"] - shift, name, f"/entries/{event['event_id']}" if link and name == "anchor" else "") for name, q in found]


def _people(people: list[Row]) -> str:
    labels = []
    for who in people:
        name = who["name"] or who["text"]
        labels.append(f"{name} ({who['state']})" if who["state"] and who["id"] != f"state:{who['state']}" else name)
    return ", ".join(dict.fromkeys(labels))


def _address(path: str, filters: dict[str, str], page: int) -> str:
    given = {name: value for name, value in filters.items() if value} | ({"page": str(page)} if page > 1 else {})
    return f"{path}?{urlencode(given)}" if given else path
