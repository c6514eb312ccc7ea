"""What persons decide about entries: that some events are another act, or that two entries are one. A later verdict overrides an earlier one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal, TypeAlias

from sqlalchemy import Connection, insert, select

from legation.recording.entry_tables import verdict_events, verdicts
from legation.recording.settling import Verdicts

Kind: TypeAlias = Literal["split", "join"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision over two groups of events."""

    kind: Kind
    sides: tuple[frozenset[str], frozenset[str]]
    why: str
    decided_by: str | None


def decide(connection: Connection, verdict: Verdict) -> None:
    """Stores a verdict after those that are there."""
    row = {"verdict": verdict.kind, "why": verdict.why, "decided_by": verdict.decided_by}
    key = connection.execute(insert(verdicts).returning(verdicts.c.key), row).scalar_one()
    rows = [{"verdict": key, "event_id": e, "side": n} for n, side in enumerate(verdict.sides) for e in sorted(side)]
    connection.execute(insert(verdict_events), rows)


def decided(connection: Connection) -> Verdicts:
    """Which events are one and which are parted, after all verdicts."""
    return in_force(all_of(connection))


def all_of(connection: Connection) -> list[Verdict]:
    """Every verdict, the oldest first."""
    sides: dict[int, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for row in connection.execute(select(verdict_events)):
        sides[row.verdict][row.side].add(row.event_id)
    rows = connection.execute(select(verdicts).order_by(verdicts.c.key))
    return [Verdict(r.verdict, (frozenset(sides[r.key][0]), frozenset(sides[r.key][1])), r.why, r.decided_by) for r in rows]


def in_force(made: list[Verdict]) -> Verdicts:
    """What verdicts, the oldest first, come to: of two that speak of one pair, the later holds."""
    last: dict[tuple[str, str], Kind] = {}
    for verdict in made:
        left, right = verdict.sides
        last |= {(min(a, b), max(a, b)): verdict.kind for a in left for b in right if a != b}
    found: dict[Kind, dict[str, set[str]]] = {"join": defaultdict(set), "split": defaultdict(set)}
    for (a, b), kind in last.items():
        found[kind][a].add(b)
        found[kind][b].add(a)
    joined, parted = ({e: frozenset(others) for e, others in sorted(found[kind].items())} for kind in ("join", "split"))
    return Verdicts(joined, parted)
