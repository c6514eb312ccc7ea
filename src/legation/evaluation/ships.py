"""Scores ships and port calls of short reports against our own gold, field by field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeAlias

from legation.knowledge.tables import rows

COLUMNS = ("role", "day", "text", "vessels", "kinds", "port", "locode", "arrival", "leaving")
NONE = "-"
PARTS = ("name", "hull", "type", "flag")
KINDS = frozenset({"port_call", "transit", "interception"})
"""Kinds that are scored: what ships alone do."""

Fields: TypeAlias = dict[str, frozenset[tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class ShipCase:
    """A report of one or two sentences.

    Attributes:
        role: of its block, body or caption. day: its publication day, ISO. expected: values by field.
    """

    role: str
    day: str
    text: str
    expected: Fields


@dataclass(frozen=True, slots=True)
class FieldScore:
    """Counts of one field over a set."""

    right: int
    found: int
    expected: int

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of what is told that was found; 1 where nothing is told."""
        return self.right / self.expected if self.expected else 1.0


def read_cases(path: Traversable | Path) -> tuple[ShipCase, ...]:
    """The cases of a table with the columns of `COLUMNS`.

    Raises:
        KnowledgeError: a row or the header is wrong.
    """
    return tuple(ShipCase(row["role"], row["day"], row["text"], _expected(row)) for _, row in rows(path, COLUMNS))


def found_in(events: Iterable[Mapping[str, Any]]) -> Fields:
    """The values by field that events tell, as `Event.to_dict` has them."""
    events = tuple(events)
    ships = [v for e in events for v in e["vessels"]]
    calls = [e for e in events if e["kind"] == "port_call"]
    places = [e["place"] for e in calls if e["place"] and e["place"]["precision"] != "country"]
    ends = [(name, e["call"][name]) for e in calls if e["call"] for name in ("arrival", "leaving")]
    found: Fields = {
        "kind": frozenset((e["kind"],) for e in events if e["kind"] in KINDS),
        "port": frozenset((p["name"].lower(),) for p in places),
        "locode": frozenset((p["locode"],) for p in places if p["locode"]),
        "arrival": frozenset((d["value"],) for name, d in ends if name == "arrival" and d),
        "leaving": frozenset((d["value"],) for name, d in ends if name == "leaving" and d),
    }
    return _of_ships([(v["name"], v["hull_number"], v["vessel_type"], v["flag"]) for v in ships]) | found


def score(pairs: Iterable[tuple[Fields, Fields]]) -> dict[str, FieldScore]:
    """Precision and recall by field over pairs of what is told and what was found."""
    counts: dict[str, Counter[str]] = {}
    for expected, found in pairs:
        for name, told in expected.items():
            tally = counts.setdefault(name, Counter())
            tally.update(right=len(told & found[name]), found=len(found[name]), expected=len(told))
    return {name: FieldScore(c["right"], c["found"], c["expected"]) for name, c in counts.items()}


def _expected(row: Mapping[str, str]) -> Fields:
    ships = [tuple(None if part == NONE else part for part in ship.split("/")) for ship in row["vessels"].split(";") if ship != NONE]
    found: Fields = {"kind": frozenset((k,) for k in row["kinds"].split(";") if k != NONE)}
    found["port"] = frozenset((port.lower(),) for port in (row["port"],) if port != NONE)
    for name in ("locode", "arrival", "leaving"):
        found[name] = frozenset((value,) for value in (row[name],) if value != NONE)
    return _of_ships(ships) | found


def _of_ships(ships: Iterable[tuple[str | None, ...]]) -> Fields:
    """Each ship's parts beside what tells it from others: its name, else its number, else its type."""
    told = [dict(zip(PARTS, ship, strict=True)) for ship in ships]
    found: Fields = {"name": frozenset((s["name"],) for s in told if s["name"])}
    for part in ("hull", "type", "flag"):
        found[part] = frozenset((s["name"] or s["hull"] or s["type"] or "", s[part] or "") for s in told if s[part])
    return found
