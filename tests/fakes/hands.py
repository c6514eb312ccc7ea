"""A sentence coded by hand, and an event that tells it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from legation.errors import Unknown
from legation.event import Event, Quote
from legation.mention import Mention
from legation.participant import Participant
from legation.span import Span

TEXT = "Peru thanked Chile. Thanks came late."
EVENT: dict[str, Any] = {
    "type": "SUPPORT",
    "anchor": "thanked",
    "quote": "Peru thanked Chile",
    "actors": [{"text": "Peru", "country": "PER", "sector": "GOV"}],
    "recipients": [{"text": "Chile", "country": "CHL", "sector": "GOV"}],
    "status": "occurred",
    "interstate": True,
}


def story(*events: dict[str, Any]) -> dict[str, Any]:
    """A row with these gold events."""
    return {"id": "s", "text": TEXT, "events": list(events)}


def written(folder: Path, *rows: object) -> Path:
    """A file of rows."""
    path = folder / "gold.jsonl"
    path.write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")
    return path


def event(anchor: str = "thanked", **changed: Any) -> Event:
    """Peru thanked Chile, as a coder may tell it."""
    unknown = Unknown("no_expression")
    made = Event(
        "s", quote(TEXT), "body", "SUPPORT", None, None, (), 1, 4.6, "051", quote(anchor), (), (who("Peru", "PER"),), (who("Chile", "CHL"),),
        None, (), (), None, "occurred", False, None, unknown, unknown, 0.8, "hand", "thank", "0",
    )  # fmt: skip
    return replace(made, **changed)


def quote(words: str) -> Quote:
    """Words of the text."""
    start = TEXT.index(words)
    return Quote(Span(start, start + len(words)), words)


def who(name: str, state: str) -> Participant:
    """A government of the text."""
    at = quote(name).span
    return Participant(Mention(at, name, "place", 0, 0), name, state, "GOV", ("GOV",), Unknown("not_stated"), f"state:{state}", "name", 0.9)
