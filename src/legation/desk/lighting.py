"""Lights evidence in a text: cuts it wherever an event's words begin or end, and says of each cut which events it tells of and how."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

Row: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words with what they are evidence of.

    Attributes:
        marks: CSS classes. link: the entry they tell of. events: ids of the events, parted by spaces; roles: for each, its marks joined by `+`.
    """

    words: str
    marks: str = ""
    link: str = ""
    events: str = ""
    roles: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of an event, from `start` to `end` (code points of the report's text); `name` is a CSS class."""

    start: int
    end: int
    name: str
    link: str = ""
    event: str = ""


def lit_pieces(text: str, start: int, end: int, marks: Iterable[Mark]) -> tuple[Piece, ...]:
    """The text from `start` to `end`, cut at the ends of marks; in one walk, however long it is and however many there are."""
    inside = [mark for mark in marks if mark.start < end and mark.end > start and mark.start < mark.end]
    cuts = sorted({start, end, *(cut for mark in inside for cut in (mark.start, mark.end) if start < cut < end)})
    coming = sorted(enumerate(inside), key=lambda pair: -pair[1].start)
    over: dict[int, Mark] = {}
    pieces = []
    for first, last in pairwise(cuts):
        while coming and coming[-1][1].start <= first:
            number, mark = coming.pop()
            over[number] = mark
        over = {number: mark for number, mark in over.items() if mark.end > first}
        pieces.append(_piece(text[first:last], [over[number] for number in sorted(over)]))
    return tuple(pieces)


def _piece(words: str, over: Sequence[Mark]) -> Piece:
    if not over:
        return Piece(words)
    by_event: dict[str, list[str]] = {}
    for mark in over:
        if mark.event:
            by_event.setdefault(mark.event, []).append(mark.name)
    roles = " ".join("+".join(dict.fromkeys(names)) for names in by_event.values())
    marks = " ".join(dict.fromkeys(mark.name for mark in over))
    return Piece(words, marks, next((mark.link for mark in over if mark.link), ""), " ".join(by_event), roles)


def marks_of(event: Row) -> Iterator[Mark]:
    """All words that an event rests on, its sentence too; the act leads to the entry."""
    for name, quote in _quotes(event):
        if quote and quote.get("start") is not None:
            yield Mark(quote["start"], quote["end"], name, f"/entries/{event['event_id']}" if name == "anchor" else "", event["event_id"])


def _quotes(event: Row) -> Iterator[tuple[str, Row | None]]:
    yield from (("actor", who) for who in event["actors"])
    yield from (("recipient", who) for who in event["recipients"])
    yield "anchor", event["anchor"]
    yield from (("repeat", words) for words in event.get("repeats") or ())
    yield from ((name, event[name]) for name in ("date", "place", "attribution"))
    yield from (("vessel", ship) for ship in event.get("vessels") or ())
    yield from (("figure", figure) for figure in event.get("figures") or ())
    yield from (("date", day) for day in (event.get("call") or {}).values())
    yield "sentence", event["sentence"]


def marks_of_saying(saying: Row, name: str) -> Iterator[Mark]:
    """The words of a statement: who says it, what is said; `name` stands for it as an event's id does."""
    yield Mark(saying["speaker"]["start"], saying["speaker"]["end"], "attribution", "", name)
    yield Mark(saying["content"]["start"], saying["content"]["end"], "saying", "", name)
