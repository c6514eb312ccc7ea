"""How states stand with each other in the whole record: each state, the pairs that meet most, a state with its partners, a pair by month and type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from legation.recording.relating import COUNTED, SORTS, months_between
from legation.recording.standing import STATUSES, Acts, Meetings, Numbers, Standing

Fields: TypeAlias = dict[str, Any]

QUADS = {1: "verbal_cooperation", 2: "material_cooperation", 3: "verbal_conflict", 4: "material_conflict"}
DIRECTIONS = ("forth", "back", "together")
_COUNTED = tuple(STATUSES.index(status) for status in COUNTED)


@dataclass(frozen=True, slots=True)
class Sums:
    """Counts by group, as columns: all entries, cooperation and conflict (what occurred or is planned), the last act that occurred."""

    entries: Numbers
    cooperation: Numbers
    conflict: Numbers
    last: Numbers

    def of(self, number: int) -> Fields:
        """One group's."""
        counts: Fields = {name: int(getattr(self, name)[number]) for name in ("entries", "cooperation", "conflict")}
        return counts | {"last_act": iso(int(self.last[number]))}


def states(standing: Standing) -> list[Fields]:
    """Every state and organisation that takes part in an entry, the one with the most first.

    Each is {"state", "entries", "as_actor", "as_recipient", "cooperation", "conflict", "last_act", "partner", "partner_entries"}.
    """
    count = len(standing.states)
    sums = _sums(standing, standing.presence.state, standing.presence.act, count)
    acting, receiving = (np.bincount(part.state, minlength=count) for part in (standing.acting, standing.receiving))
    partners = _partners(standing.meetings, count)
    found = []
    for number, code in enumerate(standing.states):
        if not sums.entries[number]:
            continue
        partner, met = partners.get(number, (None, 0))
        row: Fields = {"state": code} | sums.of(number) | {"as_actor": int(acting[number]), "as_recipient": int(receiving[number])}
        found.append(row | {"partner": None if partner is None else standing.states[partner], "partner_entries": met})
    return sorted(found, key=lambda row: (-row["entries"], row["state"]))


def pairs(standing: Standing, limit: int | None = None) -> list[Fields]:
    """The pairs that meet in most entries: {"pair", "entries", "cooperation", "conflict", "last_act"}."""
    met, count = standing.meetings, len(standing.states)
    codes, group = np.unique(met.one * count + met.other, return_inverse=True)
    sums = _sums(standing, group, met.act, codes.size)
    order = np.lexsort((codes, -sums.entries))[:limit]
    return [{"pair": _sorted(standing, int(codes[n]) // count, int(codes[n]) % count)} | sums.of(int(n)) for n in order]


def state(standing: Standing, code: str, since: str | None = None, until: str | None = None) -> Fields:
    """One state: {"state", "entries", "as_actor", "as_recipient", ..., "partners", "timeline", "types", "statuses", "undated"}.

    A partner is {"state", "entries", "cooperation", "conflict", "last_act", "acts_on", "acted_on_by", "together", "years"}; `years` has for each
    year its cooperation and conflict.
    """
    number = standing.states.index(code)
    own, acting, receiving = (
        standing.acts.within(part.act[part.state == number], since, until) for part in (standing.presence, standing.acting, standing.receiving)
    )
    sides = {"as_actor": int(acting.size), "as_recipient": int(receiving.size)}
    return {"state": code} | sides | summary(standing, own) | {"partners": _partners_of(standing, number, since, until)}


def pair(standing: Standing, one: str, other: str, since: str | None = None, until: str | None = None) -> Fields:
    """A pair of states: `summary` of the entries in which one acts on the other or both act together, with how they part by direction.

    "directions": {"forth": `one` on `other`, "back", "together": {"entries", "cooperation", "conflict", "types": {type: n}}};
    "reports": how many reports tell of them, "publishers": {state of the publisher, "" where it is not known: reports}.
    """
    first, second = standing.states.index(one), standing.states.index(other)
    turned = first > second
    low, high = sorted((first, second))
    met = standing.meetings
    chosen = np.flatnonzero((met.one == low) & (met.other == high))
    held = np.isin(met.act[chosen], standing.acts.within(met.act[chosen], since, until))
    chosen = chosen[held]
    forth, back = (met.back, met.forth) if turned else (met.forth, met.back)
    ways = (forth & ~back, back & ~forth, forth == back)
    directed = {name: _directed(standing, met.act[chosen[way[chosen]]]) for name, way in zip(DIRECTIONS, ways, strict=True)}
    return summary(standing, met.act[chosen]) | {"directions": directed} | _publishers(standing, low, high, since, until)


def latest(standing: Standing, pair: tuple[str, str], since: str | None = None, until: str | None = None, *, limit: int = 10) -> dict[str, list[int]]:
    """Keys of the latest events of the pair by sort (`relating.SORTS`), an entry once, `limit` of each; of one state where both are the same.

    Sorted by what is most surely told of each entry: one that was planned and has occurred is planned no longer.
    """
    one, other = sorted(standing.states.index(code) for code in pair)
    met, there = standing.meetings, standing.presence
    chosen = there.act[there.state == one] if one == other else met.act[(met.one == one) & (met.other == other)]
    chosen = standing.acts.within(chosen, since, until)
    acts = standing.acts
    chosen = chosen[np.lexsort((chosen, -acts.first[chosen]))]
    return {sort: acts.key[chosen[_held(acts, chosen, **given)][:limit]].tolist() for sort, given in SORTS.items()}


def _held(acts: Acts, chosen: Numbers, status: str | None = None, kind: str | None = None) -> NDArray[np.bool_]:
    held = np.ones(chosen.size, bool)
    if status:
        held &= acts.status[chosen] == STATUSES.index(status)
    if kind:
        held &= acts.kind[chosen] == acts.kinds.index(kind)
    return held


def summary(standing: Standing, chosen: Numbers) -> Fields:
    """Entries, each by one act, as counts.

    {"entries", "cooperation", "conflict", "last_act", "undated", "statuses": {status: n}, "types": {type: {status: n}},
    "months": [{"month", "cooperation", "conflict"}], "cells": [{"month", "type", "quad", "status", "entries"}]}; `months` has every one
    from the first to the last.
    """
    acts = standing.acts
    whole = _sums(standing, np.zeros(chosen.size, np.int64), chosen, 1)
    status, type_, months = acts.status[chosen], acts.type[chosen], acts.months(chosen)
    types = {name: counts for n, name in enumerate(acts.types) if (counts := _statuses(status[type_ == n]))}
    cells = list(_cells(standing, chosen, months))
    sums: dict[str, list[int]] = {}
    for cell in cells:
        if cell["status"] in COUNTED:
            sums.setdefault(cell["month"], [0, 0])[cell["quad"] > 2] += cell["entries"]
    counted = np.isin(status, _COUNTED)
    return whole.of(0) | {
        "undated": int(np.count_nonzero((months == 0) & counted)),
        "statuses": _statuses(status),
        "types": types,
        "months": [{"month": m, "cooperation": sums.get(m, (0, 0))[0], "conflict": sums.get(m, (0, 0))[1]} for m in months_between(sums)],
        "cells": cells,
    }


def iso(day: int) -> str | None:
    """A day's number as ISO, 20240500 as its month, 20240000 as its year; None for none."""
    parts = (f"{day // 10000:04}", f"-{day // 100 % 100:02}", f"-{day % 100:02}")
    return "".join(part for part in parts if part != "-00") if day else None


def _cells(standing: Standing, chosen: Numbers, months: Numbers) -> Iterator[Fields]:
    """How many entries of each month, type and status."""
    acts = standing.acts
    held = months > 0
    codes = (months[held] * 1000 + acts.type[chosen[held]]) * 10 + acts.status[chosen[held]]
    quads = {int(n): int(q) for n, q in zip(acts.type[chosen], acts.quad[chosen], strict=True)}
    for code, number in zip(*(column.tolist() for column in np.unique(codes, return_counts=True)), strict=True):
        month, kind, status = code // 10000, code // 10 % 1000, code % 10
        named = {"month": f"{month // 100:04}-{month % 100:02}", "type": acts.types[kind], "quad": quads[kind], "status": STATUSES[status]}
        yield named | {"entries": number}


def _sums(standing: Standing, group: Numbers, act: Numbers, count: int) -> Sums:
    acts = standing.acts
    counted = np.isin(acts.status[act], _COUNTED)
    warm = acts.quad[act] <= 2
    last = np.zeros(count, np.int64)
    done = acts.status[act] == 0
    np.maximum.at(last, group[done], acts.days(act)[done])
    entries, cooperation, conflict = (
        np.bincount(group[held], minlength=count) for held in (np.ones(act.size, bool), counted & warm, counted & ~warm)
    )
    return Sums(entries, cooperation, conflict, last)


def _statuses(status: Numbers) -> dict[str, int]:
    counts = np.bincount(status, minlength=len(STATUSES)).tolist()
    return {name: number for name, number in zip(STATUSES, counts, strict=True) if number}


def _partners(met: Meetings, count: int) -> dict[int, tuple[int, int]]:
    """The state that each meets in most entries, and in how many; of several the first by number."""
    codes, numbers = np.unique(met.one * count + met.other, return_counts=True)
    found: dict[int, tuple[int, int]] = {}
    for code, number in zip(codes.tolist(), numbers.tolist(), strict=True):
        for own, partner in ((code // count, code % count), (code % count, code // count)):
            if number > found.get(own, (0, 0))[1]:
                found[own] = partner, number
    return found


def _partners_of(standing: Standing, number: int, since: str | None, until: str | None) -> list[Fields]:
    met, count = standing.meetings, len(standing.states)
    chosen = np.flatnonzero((met.one == number) | (met.other == number))
    chosen = chosen[np.isin(met.act[chosen], standing.acts.within(met.act[chosen], since, until))]
    first = met.one[chosen] == number
    partner, act = np.where(first, met.other[chosen], met.one[chosen]), met.act[chosen]
    forth, back = met.forth[chosen], met.back[chosen]
    on, by = np.where(first, forth, back), np.where(first, back, forth)
    ways = {"acts_on": on & ~by, "acted_on_by": by & ~on, "together": on == by}
    sums = _sums(standing, partner, act, count)
    directed = {name: np.bincount(partner[held], minlength=count) for name, held in ways.items()}
    years = _years(standing, partner, act)
    rows = [
        {"state": standing.states[n]} | sums.of(n) | {name: int(numbers[n]) for name, numbers in directed.items()} | {"years": years.get(n, {})}
        for n in np.flatnonzero(sums.entries).tolist()
    ]
    return sorted(rows, key=lambda row: (-row["entries"], row["state"]))


def _years(standing: Standing, group: Numbers, act: Numbers) -> dict[int, dict[str, list[int]]]:
    """Cooperation and conflict by group and year."""
    acts = standing.acts
    first, last = acts.first[act] // 10000, acts.last[act] // 10000
    held = (first == last) & np.isin(acts.status[act], _COUNTED)
    codes = (group[held] * 10000 + first[held]) * 2 + (acts.quad[act[held]] > 2)
    found: dict[int, dict[str, list[int]]] = {}
    for code, number in zip(*(column.tolist() for column in np.unique(codes, return_counts=True)), strict=True):
        found.setdefault(code // 20000, {}).setdefault(f"{code // 2 % 10000:04}", [0, 0])[code % 2] = number
    return found


def _directed(standing: Standing, chosen: Numbers) -> Fields:
    sums = _sums(standing, np.zeros(chosen.size, np.int64), chosen, 1).of(0)
    counts = np.bincount(standing.acts.type[chosen], minlength=len(standing.acts.types)).tolist()
    types = {name: number for name, number in zip(standing.acts.types, counts, strict=True) if number}
    return {name: sums[name] for name in ("entries", "cooperation", "conflict")} | {"types": types}


def _publishers(standing: Standing, low: int, high: int, since: str | None, until: str | None) -> Fields:
    one, other, act = standing.told
    told = standing.acts.within(act[(one == low) & (other == high)], since, until)
    reports = np.unique(standing.acts.document[told]).tolist()
    counts: dict[str, int] = {}
    for report in reports:
        outlet = standing.outlets.get(report, "")
        counts[outlet] = counts.get(outlet, 0) + 1
    ranked = sorted(counts.items(), key=lambda item: (not item[0], -item[1], item[0]))
    return {"reports": len(reports), "publishers": dict(ranked)}


def _sorted(standing: Standing, one: int, other: int) -> Sequence[str]:
    return sorted((standing.states[one], standing.states[other]))
