"""What an entry tells beyond its events: its status over time, whose telling it is, why its events are joined, which reports are copies."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import combinations
from typing import Any

from sqlalchemy import Connection, select

from legation.recording import copies
from legation.recording.entries import told
from legation.recording.entry_tables import links, tellings
from legation.recording.linking import marks, reasons
from legation.recording.tables import documents, events
from legation.recording.tellings import Outlets, side_of, told_by
from legation.recording.traits import Telling
from legation.recording.verdicts import all_of

COPY = 0.7
"""Reports that share so much of their runs of words are copies of one."""

FOLLOWED = 20
"""Times that an identifier is followed from one coding's event to what is left of its entry."""


def leads_to(connection: Connection, identifier: str) -> str | None:
    """The entry that an event's identifier leads to, also that of an event of an earlier coding; None for none."""
    for _ in range(FOLLOWED):
        found: str | None = connection.execute(select(tellings.c.entry).where(tellings.c.event_id == identifier)).scalar()
        if found is not None:
            return found
        former = connection.execute(select(events.c.entry_key).where(events.c.event_id == identifier).order_by(events.c.key.desc())).scalar()
        if former is None or former == identifier:
            return None
        identifier = former
    return None


def summary(connection: Connection, entry_id: str, outlets: Outlets) -> dict[str, object]:
    """What a list of entries shows of each: `history`, its statuses in the order they were first told, and `told_by`."""
    found = _told(connection, entry_id)
    return {"history": [step["status"] for step in _history(found)], "told_by": _telling(connection, found, outlets)["summary"]}


def details(connection: Connection, entry_id: str, outlets: Outlets) -> dict[str, object]:
    """What the page of an entry shows beyond its events.

    `history`: changes of status with day, report and event; `told_by`: a summary, and each report's outlet, state, ownership and side;
    `joined`: for each event but the first its likeliest link; `copies`: groups of reports that are near-copies; `verdicts`: what persons decided.
    """
    found = _told(connection, entry_id)
    members = {telling.event_id for telling in found}
    spoken = [v for v in all_of(connection) if members & (v.sides[0] | v.sides[1])]
    return {
        "history": _history(found),
        "told_by": _telling(connection, found, outlets),
        "joined": _joined(connection, found),
        "copies": _copies(found),
        "verdicts": [{"verdict": v.kind, "why": v.why, "by": v.decided_by, "events": [sorted(side) for side in v.sides]} for v in spoken],
    }


def _told(connection: Connection, entry_id: str) -> list[Telling]:
    """The tellings of an entry, by the day of their report, then by id."""
    names = connection.execute(select(tellings.c.event_id).where(tellings.c.entry == entry_id)).scalars().all()
    return sorted(told(connection, names).values(), key=lambda telling: (telling.report.day or "9999", telling.event_id))


def _history(found: Sequence[Telling]) -> list[dict[str, object]]:
    """Each status at the report that first tells it after another."""
    steps: list[dict[str, object]] = []
    for telling in found:
        if telling.status not in {step["status"] for step in steps}:
            steps.append({"status": telling.status, "day": telling.report.day, "document_id": telling.document_id, "event_id": telling.event_id})
    return steps


def _telling(connection: Connection, found: Sequence[Telling], outlets: Outlets) -> dict[str, Any]:
    actors = sorted({state for telling in found for state in telling.actors})
    recipients = sorted({state for telling in found for state in telling.recipients})
    names = sorted({telling.document_id for telling in found})
    addresses = dict(connection.execute(select(documents.c.id, documents.c.url).where(documents.c.id.in_(names)).order_by(documents.c.key)).all())
    publishers = {telling.document_id: telling.report.publisher for telling in found}
    by_report = {name: outlets.of(publishers[name], addresses.get(name)) for name in names}
    known = {outlet.state for outlet in by_report.values() if outlet}
    return {
        "summary": told_by(known, [*actors, *recipients]),
        "reports": [
            {
                "document_id": name,
                "outlet": outlet.name if outlet else publishers[name],
                "state": outlet.state if outlet else None,
                "ownership": outlet.ownership if outlet else None,
                "side": side_of(outlet, actors, recipients),
            }
            for name, outlet in by_report.items()
        ],
    }


def _joined(connection: Connection, found: Sequence[Telling]) -> list[dict[str, object]]:
    """The likeliest link of each event but the smallest to another of its entry, and why."""
    by_id = {telling.event_id: telling for telling in found}
    rows = connection.execute(select(links).where(links.c.event_id.in_(sorted(by_id)))).all()
    best: dict[str, tuple[float, str]] = {}
    for event_id, other, score in rows:
        if other in by_id:
            best[event_id] = min(best.get(event_id, (1.0, "~")), (-score, other))
    return [
        {"event_id": name, "with": other, "score": -score, "because": list(reasons(marks(*sorted((by_id[name], by_id[other]), key=_id))))}
        for name, (score, other) in sorted(best.items())
        if name != min(by_id)
    ]


def _id(telling: Telling) -> str:
    return telling.event_id


def _copies(found: Sequence[Telling]) -> list[list[str]]:
    """Groups of reports that are near-copies, directly or through others."""
    signatures = {telling.document_id: telling.report.signature for telling in found}
    groups = {name: {name} for name in sorted(signatures)}
    for a, b in combinations(sorted(signatures), 2):
        if copies.likeness(signatures[a], signatures[b]) >= COPY and groups[a] is not groups[b]:
            groups[a] |= groups[b]
            groups |= dict.fromkeys(groups[b], groups[a])
    return sorted({tuple(sorted(group)): sorted(group) for group in groups.values() if len(group) > 1}.values())


def body_of(connection: Connection, event_id: str) -> dict[str, Any] | None:
    """An event as it stands in the record now, or as an earlier coding had it."""
    body = connection.execute(
        select(events.c.body).where(events.c.event_id == event_id).order_by(events.c.current.desc(), events.c.key.desc())
    ).scalar()
    return json.loads(body) if body else None
