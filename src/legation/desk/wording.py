"""What codes, figures and decisions are called on a page, in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from legation.desk.pages import Row
from legation.errors import UNKNOWN_REASONS
from legation.knowledge import foreign_codes
from legation.knowledge.meanings import meaning

CONFIDENCE = ((0.85, "high"), (0.6, "fair"), (0.4, "low"), (0.0, "very low"))
"""What a confidence from this figure on is called."""

DECISIONS = {
    "accept": "accepted it as right",
    "reject": "rejected it",
    "add": "added it: the coder had missed it",
    "undo": "took an earlier decision back",
}


def confidence_of(figure: float) -> str:
    """A confidence in a word."""
    return next(word for least, word in CONFIDENCE if figure >= least)


def state_name(code: str | None) -> str:
    """The name of a state or organisation; the code itself where it has none."""
    codes = foreign_codes.load()
    if code in codes.countries:
        return codes.countries[code].name
    return codes.organisations.get(code or "", code or "")


def act_meanings(row: Row) -> list[tuple[str, str, str]]:
    """Type, mode and kind of an event: what it is called, its code, its meaning; those that it has."""
    mode, kind = row["mode"], row["kind"]
    found = [("type", row["type"], meaning("type", row["type"]))]
    if mode:
        found.append(("mode", mode, meaning("mode", f"{row['type']} {mode}")))
    if kind:
        found.append(("kind", kind.replace("_", " "), meaning("kind", kind)))
    return found


def why_unknown(row: Row, name: str) -> str:
    """Why an event has no date or place."""
    return UNKNOWN_REASONS.get(row["unknown"].get(name, ""), "the report does not tell it")


def parted(because: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What speaks for a join, and what against it."""
    words = tuple(because)
    against = tuple(word.removeprefix("against: ") for word in words if word.startswith("against: "))
    return tuple(word for word in words if not word.startswith("against: ")), against


def decision_words(step: Row) -> str:
    """What somebody decided, as the end of a sentence that their name begins."""
    if step["action"] == "correct":
        return "set " + "; ".join(_set(path, change) for path, change in step["fields"].items())
    if step["action"] in ("split", "join"):
        one, other = (len(side) for side in step["events"])
        away, rest = f"{one} {_tellings(one)}", f"{other} {_tellings(other)}"
        return f"parted {away} from {rest}" if step["action"] == "split" else f"joined {away} with {rest}"
    return DECISIONS.get(step["action"]) or str(step["action"])


def _set(path: str, change: Row) -> str:
    what = meaning("field", path) or path.replace(".", " ")
    return f"{what} to \u201c{_shown(change['value'])}\u201d (the coder had read \u201c{_shown(change['machine'])}\u201d)"


def _shown(value: Any) -> str:
    """A value of a field in words."""
    if value is None or value == [] or value == "":
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_shown(part) for part in value)
    if isinstance(value, dict):
        named = (value.get(name) for name in ("name", "value", "type", "text", "state"))
        return str(next((word for word in named if word), "none"))
    return str(value)


def _tellings(number: int) -> str:
    return "telling" if number == 1 else "tellings"


def moment(at: int | None) -> str:
    """A time in seconds since 1970, to the minute, in UTC."""
    return "never" if at is None else datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M UTC")
