"""Why an entry answers to a search: for each filter, what of the entry meets it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from legation.desk.narrowing import FILTERS, QUADS, label_of, pair_of, plain
from legation.desk.pages import Row
from legation.knowledge import foreign_codes

Reason = dict[str, str]


def why(understood: Mapping[str, str], row: Row) -> list[Reason]:
    """One reason for each filter that narrows: `filter`, its name in the address; `asked`, as asked; `met`, what of the entry meets it."""
    return [{"filter": name, "asked": value, "met": _MET[name](row, value)} for name, value in understood.items() if name in _MET]


def told(reasons: list[Reason]) -> str:
    """The reasons as a line."""
    if not reasons:
        return "the search takes every entry"
    return "; ".join(f"{FILTERS[reason['filter']]} \u201c{label_of(reason['filter'], reason['asked'])}\u201d: {reason['met']}" for reason in reasons)


def _people(sides: tuple[str, ...]) -> Callable[[Row, str], str]:
    def met(row: Row, value: str) -> str:
        wanted = [_bearer(who) for who in (pair_of(value) if len(sides) > 1 else (value,))]
        people = [who for side in sides for who in row[side]]
        bearing = [who for who in people if any(_is(who, state, words) for state, words in wanted)]
        return ", ".join(dict.fromkeys(_named(who) for who in bearing or people)) or "\u2013"

    return met


def _bearer(words: str) -> tuple[str | None, str]:
    known = foreign_codes.load()
    return (words if words in known.countries else known.state_named(words)), words.casefold()


def _is(who: dict[str, Any], state: str | None, words: str) -> bool:
    return (state is not None and who["state"] == state) or words in (who["name"] or who["text"] or "").casefold()


def _named(who: dict[str, Any]) -> str:
    name = who["name"] or who["text"]
    return f"{name} ({who['state']})" if who["state"] and who["state"] != name else str(name)


def _place(row: Row, _value: str) -> str:
    place = row["place"] or {}
    return ", ".join(str(place[name]) for name in ("name", "state") if place.get(name)) or str(place.get("text") or "\u2013")


def _date(row: Row, _value: str) -> str:
    return str((row["date"] or {}).get("value") or "no day")


def _field(name: str) -> Callable[[Row, str], str]:
    return lambda row, _value: plain(str(row[name] or "\u2013"))


_MET: dict[str, Callable[[Row, str], str]] = {
    "text": lambda row, _value: f"\u201c{row['sentence']['text']}\u201d",
    "actor": _people(("actors",)),
    "recipient": _people(("recipients",)),
    "pair": _people(("actors", "recipients")),
    "type": _field("type"),
    "kind": _field("kind"),
    "quad": lambda row, _value: QUADS[str(row["quad"])],
    "status": _field("status"),
    "place": _place,
    "since": _date,
    "until": _date,
    "publisher": lambda row, _value: str(row["report"]["publisher"]),
    "role": _field("role"),
    "confidence": lambda row, _value: f"{row['confidence']:.2f}",
}
"""What of an entry meets each filter; those that are not here take more in and do not narrow."""
