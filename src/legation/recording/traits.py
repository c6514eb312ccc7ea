"""What of an event tells whether another is the same act: type, cast, time, place, figures, ships and words, small enough to keep beside it."""

from __future__ import annotations

import json
import re
from calendar import day_name, month_name
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, TypeAlias

from legation.knowledge.tables import data_file, rows
from legation.recording import copies, words
from legation.recording.days import bounds
from legation.recording.distances import Spot
from legation.recording.words import Vector

Event: TypeAlias = Mapping[str, Any]
"""An event as DESIGN.md section 4 prints it."""

FIRM = frozenset({"expression", "content"})
"""Bases of a date that the report's words give; others say only when it was published."""

BEHIND = 3
"""Days that an act without a date of its own may lie before its report."""

PROMISES = frozenset({"AGREE", "CONCEDE"})
"""Types whose telling becomes, once the act has happened, a telling of the act concerned."""

EXACT, REPORTED, COARSE, LONG, UNDATED = range(5)
"""How well the time of an act is known: to the day; by the report's day; within 31 days; longer; not at all."""


_CALENDAR = re.compile(r"\b(?:" + "|".join([*day_name, *filter(None, month_name)]) + r"|today|yesterday|tomorrow|\d+)\b")


@dataclass(frozen=True, slots=True)
class Report:
    """What of a report its events share: id, publication day, publisher, MinHash signature, vector."""

    document_id: str
    day: str | None
    publisher: str | None
    signature: str
    vector: Vector


@dataclass(frozen=True, slots=True)
class Telling:
    """An event, as it is compared.

    Attributes:
        families: families of acts that it may belong to (data/recording/families.tsv).
        cell: stretch of time that it is told for; events of one cell join first. precision: EXACT to UNDATED.
        first, last: days that the act lies between, ISO; None where unknown.
        actors, recipients: states; names where there is no state. persons: names of persons, by state.
        place: name, state, admin1, latitude, longitude, precision; None where unknown.
        figures: value by measure and unit. ships: names and hull numbers.
        vector: of its sentence. content: of its sentence without the words for cast, date, place and source.
        anchor: terms of the words that name the act. sentence: where its sentence begins in the report's text.
    """

    event_id: str
    document_id: str
    lead: bool
    type: str
    mode: str | None
    kind: str | None
    concern: str | None
    status: str
    families: tuple[str, ...]
    cell: str
    precision: int
    first: str | None
    last: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    persons: tuple[str, ...]
    place: Spot | None
    figures: dict[str, float]
    ships: tuple[str, ...]
    vector: Vector
    content: Vector
    anchor: tuple[str, ...]
    sentence: int
    report: Report

    def stored(self) -> str:
        """The telling as JSON, its report left out."""
        fields = {name: getattr(self, name) for name in self.__slots__ if name != "report"}
        return json.dumps(fields, ensure_ascii=False)


def restored(stored: str, report: Report) -> Telling:
    """A telling from what `stored` gave."""
    fields = json.loads(stored)
    lists = ("families", "actors", "recipients", "persons", "ships", "anchor")
    fields |= {name: tuple(fields[name]) for name in lists}
    fields["place"] = tuple(fields["place"]) if fields["place"] else None
    return Telling(**fields, report=report)


def report_of(document_id: str, day: str | None, publisher: str | None, text: str) -> Report:
    """The report with its signature and vector; `text` is the article's."""
    found = words.terms(text)
    return Report(document_id, day, publisher, copies.signature(found), words.vector(text, words.REPORT_TERMS))


def tellings_of(events: Sequence[Event], report: Report) -> dict[str, Telling]:
    """The traits of a report's events, by event id. One without a place has that of an event of its type in its sentence."""
    places: dict[tuple[int, str], Any] = {}
    for event in events:
        if event["place"]:
            places.setdefault((event["sentence"]["start"], event["type"]), event["place"])
    found = [_telling(e, e["place"] or places.get((e["sentence"]["start"], e["type"])), report) for e in events]
    return {telling.event_id: telling for telling in found}


def _telling(event: Event, place: Mapping[str, Any] | None, report: Report) -> Telling:
    cell, precision, first, last = _time(event, report)
    return Telling(
        event_id=event["event_id"],
        document_id=report.document_id,
        lead=event["role"] == "teaser",
        type=event["type"],
        mode=event["mode"],
        kind=event["kind"],
        concern=event["concerns"] and event["concerns"]["type"],
        status=event["status"],
        families=families(event["type"], event["kind"], event["concerns"] and event["concerns"]["type"]),
        cell=cell,
        precision=precision,
        first=first,
        last=last,
        actors=_who(event["actors"]),
        recipients=_who(event["recipients"]),
        persons=tuple(sorted({p["name"] for p in (*event["actors"], *event["recipients"]) if (p["id"] or "").startswith("person:")})),
        place=None if place is None else (place["name"], place["state"], place["admin1"], place["latitude"], place["longitude"], place["precision"]),
        figures={f"{f['measure']} {f['unit'] or ''}".strip(): float(f["value"]) for f in event["figures"]},
        ships=tuple(sorted({(v["name"] or v["hull_number"]).casefold() for v in event["vessels"] if v["name"] or v["hull_number"]})),
        vector=words.vector(event["sentence"]["text"], words.SENTENCE_TERMS),
        content=words.vector(_content(event), words.SENTENCE_TERMS),
        anchor=tuple(words.terms(event["anchor"]["text"])),
        sentence=event["sentence"]["start"],
        report=report,
    )


def families(type_: str, kind: str | None, concern: str | None) -> tuple[str, ...]:
    """Families of acts that a type, a kind and the act concerned belong to, sorted."""
    known = _families()
    found = {*known.get((type_, ""), ()), *known.get((type_, kind or ""), ())}
    if concern:
        found.update(known.get((concern, ""), ()))
    return tuple(sorted(found)) or (type_,)


@cache
def _families() -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for _, row in rows(data_file("recording", "families.tsv"), ("type", "kind", "family")):
        key = row["type"], row["kind"]
        found[key] = (*found.get(key, ()), row["family"])
    return found


def _content(event: Event) -> str:
    """The event's sentence without what other marks compare: cast, date, place, source, figures, days and months."""
    sentence = event["sentence"]["text"]
    parts = [*event["actors"], *event["recipients"], *event["figures"], event["date"], event["place"], event["attribution"]]
    for part in parts:
        if part and part.get("start") is not None:
            start, end = part["start"] - event["sentence"]["start"], part["end"] - event["sentence"]["start"]
            if 0 <= start < end <= len(sentence):
                sentence = sentence[:start] + " " * (end - start) + sentence[end:]
    return _CALENDAR.sub(" ", sentence)


def _who(cast: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """States, and names or words of those of none; sorted, each once."""
    found = {p["state"] if p["state"] and p["state"] != "NSA" else (p["name"] or p["text"] or "somebody").casefold() for p in cast}
    return tuple(sorted(found))


def _time(event: Event, report: Report) -> tuple[str, int, str | None, str | None]:
    """Cell, precision, first and last day of the act."""
    when = event["date"]
    if event["type"] in PROMISES and event["concerns"] and event["concerns"]["date"]:
        when = {"value": event["concerns"]["date"], "basis": "expression"}
    first, last = bounds(when["value"]) if when else (None, None)
    if when and first and last and when["basis"] in FIRM:
        return _dated(when["value"], first, last)
    told = first if when and first and first == last else report.day
    if told:
        return f"told {told}", REPORTED, later(told, -BEHIND), told
    return (f"within {when['value']}", LONG, first, last) if when and (first or last) else ("undated", UNDATED, None, None)


def _dated(value: str, first: str, last: str) -> tuple[str, int, str, str]:
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days
    if days <= 0:
        return f"on {first}", EXACT, first, last
    return f"within {value}", COARSE if days <= 31 else LONG, first, last


def later(day: str, days: int) -> str:
    """The ISO day so many days later; the first and last days of the calendar are not passed."""
    number = date.fromisoformat(day).toordinal() + days
    return date.fromordinal(min(max(number, 1), date.max.toordinal())).isoformat()
