"""What people decided as gold: reports with the events that they accepted, corrected or added, as `legation evaluate` takes them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import func, select

from legation.recording.opening import faults_named
from legation.recording.record import Record
from legation.recording.tables import documents, events

_BEFORE = 400
"""Code points by which a quote may begin before its sentence, so that it is found where it stands and nowhere earlier."""


def gold_rows(record: Record, *, whole: bool = False) -> Iterator[dict[str, Any]]:
    """A row per report that people decided on: id, text, published, events, and `undecided`, how many events of it nobody decided on.

    Args:
        whole: only reports of which every event is decided on; only of these does an event that is not there count as wrong.
    """
    undecided = select(documents.c.key, func.count(events.c.key).label("number")).join_from(documents, events)
    undecided = undecided.where(events.c.current, events.c.review.is_(None), events.c.role != "teaser").group_by(documents.c.key)
    decided = select(events.c.document, events.c.body, documents.c.id, documents.c.text, documents.c.date).join_from(events, documents)
    decided = decided.where(events.c.current, events.c.review.in_(("accepted", "corrected", "added")))
    with faults_named(record.path), record.engine.connect() as connection:
        reviewed = decided.with_only_columns(events.c.document).distinct().subquery()
        open_ = {row.key: row.number for row in connection.execute(undecided.where(documents.c.key.in_(select(reviewed))))}
        rows = connection.execute(decided.order_by(documents.c.id, events.c.document, events.c.event_id).execution_options(yield_per=200))
        for _, told in groupby(rows, key=lambda row: row.document):
            found = list(told)
            number = open_.get(found[0].document, 0)
            if not (whole and number):
                yield _row(found, number)


def _row(found: list[Any], undecided: int) -> dict[str, Any]:
    first = found[0]
    bodies = sorted((json.loads(row.body) for row in found), key=lambda body: (body["anchor"]["start"], body["event_id"]))
    row = {"id": first.id, "text": first.text} | ({"published": first.date} if first.date else {})
    return row | {"events": [_event(body, first.text) for body in bodies], "undecided": undecided}


def _event(body: dict[str, Any], text: str) -> dict[str, Any]:
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
        "review": body["review"]["state"],
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
