"""Puts a new coding of a stored report beside the old one, and tells what changed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from legation.recording.audit import Decision, note
from legation.recording.coded import Coded
from legation.recording.engines import lock
from legation.recording.layering import apply_decisions
from legation.recording.opening import faults_named, writing
from legation.recording.record import Record
from legation.recording.storing import coding_of, make_current, store
from legation.recording.tables import codings, documents, events

NO_CHANGE = frozenset({"version"})
"""Fields of an event that differ between any two versions."""


@dataclass(frozen=True, slots=True)
class Recoding:
    """What a version changed in one report, the machine's events only.

    Attributes:
        before, after: the versions. added, removed: whole events.
        changed: for each event that both have, the fields that differ, with the value before and after.
    """

    document_id: str
    before: str
    after: str
    added: tuple[dict[str, Any], ...]
    removed: tuple[dict[str, Any], ...]
    changed: dict[str, dict[str, tuple[Any, Any]]]

    @property
    def same(self) -> bool:
        """Whether nothing changed."""
        return not (self.added or self.removed or self.changed)

    def to_dict(self) -> dict[str, object]:
        """The difference as `legation recode` prints it."""
        changed = [{"event_id": k, "fields": {n: list(pair) for n, pair in fields.items()}} for k, fields in self.changed.items()]
        told: dict[str, object] = {"added": list(self.added), "removed": list(self.removed), "changed": changed}
        return {"document_id": self.document_id, "from": self.before, "to": self.after, **told}


def recode(record: Record, coded: Coded, decision: Decision, *, dry_run: bool = False) -> Recoding | None:
    """Makes `coded` the coding of its report that is read, in one transaction with a line of the audit log; the old coding is kept.

    People's decisions stay: they are laid over the new coding. None where the report's coding is of this version already, or the report is gone.

    Args:
        dry_run: changes nothing, tells what would change.
    """
    name = coded.document.id
    with faults_named(record.path), writing(record.engine) as connection, connection.begin():
        lock(connection, f"report {name}")
        old = connection.execute(
            select(codings.c.key, codings.c.version).join_from(codings, documents).where(documents.c.id == name, codings.c.current)
        ).one_or_none()
        if old is None or old.version == coded.version:
            return None
        found = difference(_events(connection, old.key), [e.to_dict() for e in coded.coding.events], name, (old.version, coded.version))
        if dry_run:
            return found
        kept = coding_of(connection, coded.document, coded.version)
        if kept is None:
            store(connection, coded)
        else:
            make_current(connection, name, kept)
        apply_decisions(connection, name)
        counts = {"added": len(found.added), "removed": len(found.removed), "changed": len(found.changed)}
        note(connection, decision, "recode", name, {"from": old.version, "to": coded.version} | counts)
        return found


def difference(before: list[dict[str, Any]], after: list[dict[str, Any]], document_id: str, versions: tuple[str, str]) -> Recoding:
    """What differs between two codings of a report, event by event."""
    old, new = ({e["event_id"]: json.loads(json.dumps(e)) for e in reversed(told)} for told in (before, after))
    both = [k for k in sorted(old) if k in new]
    changed = {k: fields for k in both if (fields := _fields(old[k], new[k]))}
    added, removed = (tuple(theirs[k] for k in sorted(theirs) if k not in others) for theirs, others in ((new, old), (old, new)))
    return Recoding(document_id, *versions, added, removed, changed)


def _fields(old: dict[str, Any], new: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    names = sorted((old.keys() | new.keys()) - NO_CHANGE)
    return {name: (old.get(name), new.get(name)) for name in names if old.get(name) != new.get(name)}


def _events(connection: Connection, coding: int) -> list[dict[str, Any]]:
    told = select(events.c.body).where(events.c.coding == coding, events.c.correction == 0).order_by(events.c.key)
    return [json.loads(body) for body in connection.execute(told).scalars()]
