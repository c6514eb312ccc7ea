"""The clusters layout: which reports tell of the same, by their words and by the entries they share; every stored report, dated or not, has a line.

Reports are compared that share an entry, a part of their MinHash signature, or two of their heaviest terms in the same fortnight. Clusters grow from
the likest pair down while the mean likeness between two clusters stays high enough (average linkage); all of it is a function of the reports alone.
"""

from __future__ import annotations

import heapq
import json
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations
from typing import Any, TypeAlias

from sqlalchemy import select

from legation.knowledge.tables import data_file
from legation.recording import copies, words
from legation.recording.entry_tables import reports, tellings
from legation.recording.opening import faults_named
from legation.recording.record import Record
from legation.recording.traits import EXACT
from legation.recording.words import Vector

Likeness: TypeAlias = dict[tuple[str, str], float]
_Choice: TypeAlias = tuple[float, str, str, int, int]


@dataclass(frozen=True, slots=True)
class Likelihood:
    """How likeness is reckoned (data/recording/clusters.toml).

    Attributes:
        least: mean likeness of two clusters that become one. entry: what a shared entry adds. none_shared: what it takes
            that both tell of acts of known days and share none. copy: what near-copies add, at most.
        terms: a report's heaviest terms whose pairs decide whom it is compared with. days: reports farther apart are not compared.
        crowd: a pair of terms that more reports share decides nothing.
    """

    least: float
    entry: float
    none_shared: float
    copy: float
    terms: int
    days: int
    crowd: int


@dataclass(frozen=True, slots=True)
class _Report:
    document_id: str
    day: int | None
    signature: str
    vector: Vector
    entries: frozenset[str]
    firm: bool


@cache
def likelihood() -> Likelihood:
    """The numbers of data/recording/clusters.toml."""
    return Likelihood(**tomllib.loads(data_file("recording", "clusters.toml").read_text(encoding="utf-8")))


def cluster_rows(record: Record) -> Iterator[dict[str, Any]]:
    """One {"document_id", "cluster"} for every stored report, by id; a cluster is named for its smallest report."""
    found = _reports(record)
    groups = grown(_likeness(found), likelihood().least)
    for document_id in sorted(found):
        yield {"document_id": document_id, "cluster": groups.get(document_id, document_id)}


def _reports(record: Record) -> dict[str, _Report]:
    entries: dict[str, set[str]] = defaultdict(set)
    firm: set[str] = set()
    with faults_named(record.path), record.engine.connect() as connection:
        for row in connection.execute(select(tellings.c.document_id, tellings.c.entry, tellings.c.precision)):
            entries[row.document_id].add(row.entry)
            firm |= {row.document_id} if row.precision == EXACT else set()
        rows = connection.execute(select(reports)).all()
    return {
        row.document_id: _Report(
            row.document_id,
            date.fromisoformat(row.day).toordinal() if row.day else None,
            row.signature,
            json.loads(row.vector),
            frozenset(entries[row.document_id]),
            row.document_id in firm,
        )
        for row in rows
    }


def _likeness(found: dict[str, _Report]) -> Likeness:
    """How like reports are that are compared, 0 and more."""
    by_key: dict[str, list[str]] = defaultdict(list)
    for name in sorted(found):
        for key in _keys(found[name]):
            by_key[key].append(name)
    pairs = {pair for names in by_key.values() if len(names) <= likelihood().crowd for pair in combinations(names, 2)}
    alike = {(a, b): _alike(found[a], found[b]) for a, b in sorted(pairs)}
    return {pair: score for pair, score in alike.items() if score > 0}


def _keys(report: _Report) -> Iterator[str]:
    yield from (f"entry {entry}" for entry in sorted(report.entries))
    yield from (f"copy {band}" for band in copies.bands(report.signature))
    heaviest = sorted(sorted(report.vector, key=lambda term: (-report.vector[term], term))[: likelihood().terms])
    span = likelihood().days
    times = ["any"] if report.day is None else [str(report.day // span), str(report.day // span + 1)]
    yield from (f"{time} {a} {b}" for a, b in combinations(heaviest, 2) for time in times)


def _alike(one: _Report, other: _Report) -> float:
    numbers = likelihood()
    if one.day is not None and other.day is not None and abs(one.day - other.day) > numbers.days:
        return 0.0
    alike = words.cosine(one.vector, other.vector) + numbers.copy * copies.likeness(one.signature, other.signature)
    if one.entries & other.entries:
        return round(alike + numbers.entry, 6)
    return max(0.0, round(alike - (numbers.none_shared if one.firm and other.firm else 0.0), 6))


def grown(likeness: Likeness, least: float) -> dict[str, str]:
    """The cluster of every member of a pair, by average linkage from the likest pair down to `least`; pairs that are not given count 0."""
    sums: dict[str, dict[str, float]] = defaultdict(dict)
    for (a, b), score in likeness.items():
        sums[a][b] = sums[b][a] = score
    members = {name: [name] for name in sums}
    heap = [(-score, a, b, 1, 1) for (a, b), score in likeness.items() if score >= least]
    heapq.heapify(heap)
    while heap:
        _score, a, b, size, other_size = heapq.heappop(heap)
        if a in members and b in members and (len(members[a]), len(members[b])) == (size, other_size):
            _merge(a, b, sums, members)
            for choice in _choices(a, sums, members, least):
                heapq.heappush(heap, choice)
    return {name: kept for kept, names in members.items() for name in names}


def _choices(a: str, sums: dict[str, dict[str, float]], members: dict[str, list[str]], least: float) -> list[_Choice]:
    """What cluster a could grow together with: less the mean likeness, both names, both sizes."""
    means = {near: round(total / (len(members[a]) * len(members[near])), 9) for near, total in sums[a].items()}
    pairs = [(-mean, min(a, near), max(a, near)) for near, mean in sorted(means.items()) if mean >= least]
    return [(less, one, other, len(members[one]), len(members[other])) for less, one, other in pairs]


def _merge(a: str, b: str, sums: dict[str, dict[str, float]], members: dict[str, list[str]]) -> None:
    """Puts cluster b, the later name, into a."""
    members[a] += members.pop(b)
    for near, total in sums.pop(b).items():
        del sums[near][b]
        if near != a:
            sums[a][near] = sums[near][a] = sums[a].get(near, 0.0) + total
