"""One act in the record, with every Event that reports it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """An act with all its tellings.

    Attributes:
        entry_id: its smallest event's identifier.
        event_ids: identifiers of its events, sorted. document_ids: identifiers of the reports, sorted.
    """

    entry_id: str
    event_ids: tuple[str, ...]
    document_ids: tuple[str, ...]
