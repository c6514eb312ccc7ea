"""The panel: directed pairs of states by month or year, with counts by quad, type and status, scores with intervals, and denominators."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from sqlalchemy import func, select

from legation.knowledge import foreign_codes, ontology, roster
from legation.knowledge.roster_numbers import cow, gleditsch_ward
from legation.recording.layouts.acts import Act, acts
from legation.recording.layouts.pairing import pairs
from legation.recording.layouts.shape import KNOWN_STATUSES, Column, Row
from legation.recording.layouts.tallies import Key, Tallies, Tally
from legation.recording.opening import faults_named
from legation.recording.record import Record
from legation.recording.searching import Query
from legation.recording.tables import codings, documents

By: TypeAlias = Literal["month", "year"]
SIGNS = {"month": 7, "year": 4}
"""Signs of an ISO day that name its month or year."""
STATUSES = ("occurred", "planned", "hypothetical", "denied")
QUADS = {1: "verbal_cooperation", 2: "material_cooperation", 3: "verbal_conflict", 4: "material_conflict"}
NORMAL_95 = 1.959964
UNPLACED = "OTH"
"""An organisation without a code of its own is no side of a pair."""


@dataclass(frozen=True, slots=True)
class Panel:
    """The cells of a record.

    Attributes:
        tallies: entries by period ("2014-07" or "2014"), actor and recipient.
        statuses: what quads, types and scores count.
        undated: entries between two states whose date lies in no one period; they are in no cell.
        read: reports by period and source.
    """

    by: By
    tallies: Tallies
    statuses: tuple[str, ...]
    undated: int
    read: Counter[tuple[str, str]]

    def rows(self, states: Sequence[str] = (), since: str | None = None, until: str | None = None) -> Iterator[Row]:
        """The rows in order of period, actor and recipient; with `states`, only pairs of these, and zeros where there is nothing."""
        read = Counter[str]()
        sources: defaultdict[str, set[str]] = defaultdict(set)
        for (period, source), number in self.read.items():
            read[period] += number
            sources[period].add(source)
        for key, told in self.tallies.cells() if not states else self._grid(states, since, until):
            yield _row(key, told, self.statuses) | {"reports_in_period": read[key[0]], "sources_in_period": len(sources[key[0]])}

    def denominators(self) -> Iterator[Row]:
        """Reports by period and source."""
        for (period, source), number in sorted(self.read.items()):
            yield {"period": period, "source": source, "reports": number}

    def _grid(self, states: Sequence[str], since: str | None, until: str | None) -> Iterator[tuple[Key, list[Tally]]]:
        known = self.tallies.first_and_last() or (since, until)
        first, last = since or known[0], until or known[1]
        if first is None or last is None:
            return
        found = {key: told for key, told in self.tallies.cells() if {*key[1:]} <= {*states}}
        for period in _periods(first, last, self.by):
            there = [state for state in sorted(states) if _existed(state, period)]
            yield from (((period, a, b), found.get((period, a, b), [])) for a in there for b in there if a != b)


def make_panel(record: Record, query: Query, by: By, statuses: Sequence[str] = KNOWN_STATUSES) -> Panel:
    """Counts the entries that the query holds for, each once, by its most certain telling. `statuses`: what quads, types and scores count."""
    tallies, undated = Tallies(), 0
    for act in acts(record, query, entries=True):
        dyads, period = _dyads(act), _period(act, by)
        undated += bool(dyads) and period is None
        event = act.event
        for actor, recipient in dyads if period else ():
            told = Tally(event["type"], event["status"], event["score"], event["confidence"], len(act.reports))
            tallies.add((str(period), actor, recipient), told)
    return Panel(by, tallies, tuple(statuses), undated, _read(record, query, by))


def panel_columns() -> tuple[Column, ...]:
    """The panel's columns, which are its data dictionary too."""
    counts = [(f"{name}", f"entries of quad {quad}: {name.replace('_', ' ')}") for quad, name in QUADS.items()]
    counts += [(f"type_{name.lower()}", f"entries of type {name}") for name in ontology.load().types]
    counts += [(f"status_{name}", f"entries that are {name}, whatever else is left out") for name in STATUSES]
    named = [
        ("period", "text", "month (2014-07) or year of the act"),
        ("actor", "text", "who acts: ISO 3166 alpha-3 or code of an organisation"),
        ("recipient", "text", "who is acted upon"),
        *((f"{side}_{numbers}", "integer", f"{words} number of the {side}") for side in ("actor", "recipient") for numbers, words in NUMBERS),
        ("entries", "integer", "entries, each act once; 0 where there are none"),
        *((name, "integer", meaning) for name, meaning in counts),
        *((name, "number", meaning) for name, meaning in SCORES),
        ("reports", "integer", "reports that tell of these entries, each once an entry"),
        ("reports_in_period", "integer", "all reports in the record that were published in the period: the denominator"),
        ("sources_in_period", "integer", "their sources"),
    ]
    return tuple(Column(name, kind, meaning, lambda _row: None) for name, kind, meaning in named)  # type: ignore[arg-type]


DENOMINATOR_COLUMNS = (
    Column("period", "text", "month or year of publication", lambda row: row["period"]),
    Column("source", "text", "publisher, else the file or address that the report was read from", lambda row: row["source"]),
    Column("reports", "integer", "reports in the record", lambda row: row["reports"]),
)
NUMBERS = (("cow", "Correlates of War"), ("gw", "Gleditsch-Ward"))
SCORES = (
    ("score_mean", "mean PLOVER score of the entries; empty where there are none"),
    ("score_low", "low end of its 95 % interval (normal); empty for fewer than two entries"),
    ("score_high", "high end of it"),
    ("score_weighted", "mean weighted by confidence"),
    ("weighted_low", "low end of its 95 % interval, with the effective number of entries"),
    ("weighted_high", "high end of it"),
)


def _row(key: Key, told: list[Tally], statuses: Sequence[str]) -> Row:
    period, actor, recipient = key
    types = ontology.load().types
    counted = [tally for tally in told if tally.status in statuses]
    by_type, by_status = Counter(tally.type for tally in counted), Counter(tally.status for tally in told)
    row: Row = {"period": period, "actor": actor, "recipient": recipient}
    row |= {"actor_cow": cow(actor), "actor_gw": gleditsch_ward(actor), "recipient_cow": cow(recipient), "recipient_gw": gleditsch_ward(recipient)}
    row["entries"] = len(counted)
    row |= {name: sum(n for t, n in by_type.items() if types[t].quad == quad) for quad, name in QUADS.items()}
    row |= {f"type_{name.lower()}": by_type[name] for name in types}
    row |= {f"status_{name}": by_status[name] for name in STATUSES}
    plain = interval([(tally.score, 1.0) for tally in counted])
    weighted = interval([(tally.score, tally.confidence) for tally in counted])
    row |= dict(zip([name for name, _ in SCORES], (*plain, *weighted), strict=True))
    return row | {"reports": sum(tally.reports for tally in counted)}


def interval(scores: list[tuple[float, float]]) -> tuple[float | None, float | None, float | None]:
    """Mean of scores by weight, and the ends of its 95 % interval; None where there is none, the ends None for an effective number below two."""
    total = math.fsum(weight for _, weight in scores)
    if total <= 0:
        return None, None, None
    mean = math.fsum(score * weight for score, weight in scores) / total
    effective = total**2 / math.fsum(weight**2 for _, weight in scores)
    if effective < 2:
        return round(mean, 4), None, None
    spread = math.fsum(weight * (score - mean) ** 2 for score, weight in scores) / total * effective / (effective - 1)
    half = NORMAL_95 * math.sqrt(spread / effective)
    return round(mean, 4), round(mean - half, 4), round(mean + half, 4)


def _dyads(act: Act) -> list[tuple[str, str]]:
    codes = foreign_codes.load()
    known = codes.countries.keys() | (codes.organisations.keys() - {UNPLACED})
    found = {(a["state"], b["state"]) for a, b in pairs(act.event) if a and b}
    return sorted((a, b) for a, b in found if a in known and b in known and a != b)


def _period(act: Act, by: By) -> str | None:
    first, last = act.days
    signs = SIGNS[by]
    return first[:signs] if first and last and first[:signs] == last[:signs] else None


def _periods(first: str, last: str, by: By) -> Iterator[str]:
    years = range(int(first[:4]), int(last[:4]) + 1)
    if by == "year":
        yield from (f"{year:04}" for year in years)
        return
    begun, ended = first if len(first) > 4 else f"{first}-01", last if len(last) > 4 else f"{last}-12"
    yield from (m for year in years for month in range(1, 13) if begun[:7] <= (m := f"{year:04}-{month:02}") <= ended[:7])


def _existed(code: str, period: str) -> bool:
    """Whether the state was one at any time of the period; an organisation always is."""
    state = roster.load().states.get(code)
    if state is None:
        return True
    begun, ended = str(state.valid_from or "")[: len(period)], str(state.valid_to or "9999")[: len(period)]
    return begun <= period <= ended


def _read(record: Record, query: Query, by: By) -> Counter[tuple[str, str]]:
    period = func.substr(documents.c.date, 1, SIGNS[by]).label("period")
    source = func.coalesce(documents.c.publisher, documents.c.origin).label("source")
    found: Any = select(period, source).join_from(documents, codings).where(codings.c.current, documents.c.date.is_not(None))
    if query.since:
        found = found.where(documents.c.date >= query.since)
    if query.until:
        found = found.where(documents.c.date <= query.until + "~")
    each = found.subquery()
    sums = select(each.c.period, each.c.source, func.count()).group_by(each.c.period, each.c.source)
    with faults_named(record.path), record.engine.connect() as connection:
        return Counter({(when, who): number for when, who, number in connection.execute(sums)})
