"""Who deals with whom: pairs of states by how many entries join them, in cooperation and in conflict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, TypeAlias

from sqlalchemy import Connection, func, select

from legation.recording.finding import Query, entry_of
from legation.recording.opening import faults_named
from legation.recording.placed import NEITHER, quad_of, state_name
from legation.recording.record import Record
from legation.recording.relating import COOPERATION
from legation.recording.searching import search
from legation.recording.tables import events, participants

Fields: TypeAlias = dict[str, Any]

NOBODY = ("NSA", "OTH")
"""Codes that many share: actors that are no state's, and organisations without a code of their own. Together they are nobody."""

MOST_STATES, MOST_PAIRS = 60, 200
"""Of a drawing: more cannot be read."""


@dataclass(slots=True)
class _Sums:
    """Entries, cooperation and conflict, by pair and by state."""

    pairs: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    states: dict[str, list[int]] = field(default_factory=dict)
    entries: int = 0

    def add(self, quad: int, actors: set[str], recipients: set[str]) -> None:
        """Counts an entry for each pair of whom one acts on the other, or both act together."""
        pairs = {(min(a, b), max(a, b)) for a in actors for b in actors | recipients if a != b}
        for pair in pairs:
            _count(self.pairs.setdefault(pair, [0, 0, 0]), quad)
        for state in {state for pair in pairs for state in pair}:
            _count(self.states.setdefault(state, [0, 0, 0]), quad)
        self.entries += bool(pairs)


def network(record: Record, query: Query, *, least: int = 1, states: int | None = MOST_STATES, pairs: int | None = MOST_PAIRS) -> Fields:
    """States and the pairs that deal with each other, each entry once by its most certain matching telling, whatever the query's limit.

    {"entries", "states", "pairs": how many there are, "left_out": {"states", "pairs"}, "nodes": [{"state", "name", "entries", "cooperation",
    "conflict"}], "edges": [{"one", "other", "entries", "cooperation", "conflict", "balance"}]}, those with the most entries first.

    Args:
        least: pairs with fewer entries are left out. states, pairs: at most so many; None for all.

    A pair deals with each other where one acts on the other or both act together; that a third acts on both is none of their dealings. What is
    denied or only possible is among `entries` and neither cooperation nor conflict. `balance` is from -1, conflict alone, to 1; None for neither.
    """
    sums = _Sums()
    with faults_named(record.path), record.engine.connect() as connection:
        for quad, cast in _casts(connection, query):
            sides = {side: {state for s, state in cast if s == side and state not in NOBODY} for side in ("actor", "recipient")}
            sums.add(quad, sides["actor"], sides["recipient"])
    order = sorted(sums.states, key=lambda state: (-sums.states[state][0], state))[:states]
    enough = {pair: counts for pair, counts in sums.pairs.items() if counts[0] >= max(1, least)}
    edges = sorted((pair for pair in enough if set(pair) <= set(order)), key=lambda pair: (-enough[pair][0], pair))[:pairs]
    met = {state for pair in edges for state in pair}
    nodes = [state for state in order if state in met]
    return {
        "entries": sums.entries,
        "states": len(sums.states),
        "pairs": len(sums.pairs),
        "left_out": {"states": len(sums.states) - len(nodes), "pairs": len(sums.pairs) - len(edges)},
        "nodes": [{"state": state, "name": state_name(state)} | _counts(sums.states[state]) for state in nodes],
        "edges": [{"one": one, "other": other} | _counts(enough[one, other]) | {"balance": _balance(enough[one, other])} for one, other in edges],
    }


def _casts(connection: Connection, query: Query) -> Iterator[tuple[int, Iterable[tuple[str, str]]]]:
    """The quad of each entry, and the sides and states of those who take part in it."""
    rank = func.row_number().over(partition_by=entry_of(), order_by=(events.c.confidence.desc(), events.c.event_id))
    best = select(events.c.key, quad_of().label("quad"), rank.label("rank")).where(*search(connection, query).conditions()).subquery()
    cast = select(best.c.key, best.c.quad, participants.c.side, participants.c.state)
    cast = cast.join_from(best, participants, participants.c.event == best.c.key)
    cast = cast.where(best.c.rank == 1, participants.c.state.is_not(None)).order_by(best.c.key)
    for (_, quad), rows in groupby(connection.execute(cast.execution_options(yield_per=2000)), key=lambda row: (row[0], row[1])):
        yield quad, [(row[2], row[3]) for row in rows]


def _count(counts: list[int], quad: int) -> None:
    counts[0] += 1
    if quad != NEITHER:
        counts[1 if quad in COOPERATION else 2] += 1


def _counts(counts: list[int]) -> Fields:
    return dict(zip(("entries", "cooperation", "conflict"), counts, strict=True))


def _balance(counts: list[int]) -> float | None:
    _, cooperation, conflict = counts
    return round((cooperation - conflict) / (cooperation + conflict), 3) if cooperation + conflict else None
