"""What people decided as gold: reports with the events that they accepted, corrected or added, as `legation evaluate` takes them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, select

from legation.recording.opening import faults_named
from legation.recording.record import Record
from legation.recording.tables import codings, corrections, documents, events

_BEFORE = 400
"""Code points by which a quote may begin before its sentence, so that it is found where it stands and nowhere earlier."""


def gold_rows(record: Record, *, whole: bool = False) -> Iterator[dict[str, Any]]:
    """A row per report that people decided on: id, text, published, events, and `undecided`, how many events of it nobody decided on.

    Args:
        whole: only reports of which every event is decided on; only of these does an event that is not there count as wrong.
    """
    with faults_named(record.path), record.engine.connect() as connection:
        decided = connection.execute(select(corrections.c.document_id).distinct().order_by(corrections.c.document_id)).scalars().all()
        for document_id in decided:
            report = select(documents.c.key, documents.c.id, documents.c.text, documents.c.date).join_from(documents, codings)
            found = connection.execute(report.where(documents.c.id == document_id, codings.c.current)).first()
            rows = [] if found is None else _current(connection, found.key)
            gold = [json.loads(row.body) for row in rows if row.review in ("accepted", "corrected", "added")]
            undecided = sum(row.review is None and row.role != "teaser" for row in rows)
            if found is not None and gold and not (whole and undecided):
                yield _row(found, gold, undecided)


def _current(connection: Connection, document: int) -> Sequence[Any]:
    found = select(events.c.body, events.c.review, events.c.role).where(events.c.document == document, events.c.current.is_not(False))
    return connection.execute(found).all()


def _row(report: Any, bodies: list[dict[str, Any]], undecided: int) -> dict[str, Any]:
    bodies.sort(key=lambda body: (body["anchor"]["start"], body["event_id"]))
    row = {"id": report.id, "text": report.text} | ({"published": report.date} if report.date else {})
    return row | {"events": [gold_event(body, report.text) for body in bodies], "undecided": undecided}


def gold_event(body: dict[str, Any], text: str) -> dict[str, Any]:
    """An event as a row of gold has it."""
    quote, anchor = quoted(text, body["sentence"], body["anchor"])
    states = [{who["state"] for who in body[side] if who["state"]} for side in ("actors", "recipients")]
    said, place = body["attribution"], body["place"]
    told = {name: body[name] for name in ("type", "mode", "kind", "contexts", "status", "background")}
    return {"alt_type": None} | told | {
        "quote": quote,
        "anchor": anchor,
        "repeats": [again["text"] for again in body["repeats"]],
        "actors": list(map(_party, body["actors"])),
        "recipients": list(map(_party, body["recipients"])),
        "attributed_to": (said["text"] or said["name"]) if said else None,
        "date": (body["date"] or {}).get("value"),
        "place": {"text": place["text"], "name": place["name"], "country": place["state"]} if place else None,
        "interstate": bool(states[0] and states[1] - states[0]),
        "event_id": body["event_id"],
        "review": (body.get("review") or {}).get("state"),
    }  # fmt: skip


def _party(who: dict[str, Any]) -> dict[str, Any]:
    return {"text": who["text"], "name": who["name"], "country": who["state"], "sector": who["sector"]}


def quoted(text: str, sentence: dict[str, Any], anchor: dict[str, Any]) -> tuple[str, str]:
    """A quote and an anchor in it that are found where they stand by looking for their first occurrence: the sentence and the words of the act,
    or, where these stand earlier too, a stretch that begins later or sooner.
    """
    start, end = sentence["start"], sentence["end"]
    words = text[anchor["start"] : anchor["end"]]
    later = range(start, anchor["start"] + 1)
    sooner = range(start - 1, max(-1, start - _BEFORE), -1)
    for first in (*later, *sooner):
        quote = text[first:end]
        if quote.find(words) == anchor["start"] - first and text.find(quote) == first:
            return quote, words
    return text[:end], text[: anchor["end"]]
