"""Who published what the record has read: each source's reports by month, the denominators of every count, and where there is none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any, TypeAlias

from sqlalchemy import Select, Subquery, and_, case, func, literal_column, select, union_all

from legation.recording.inputs import file_of
from legation.recording.opening import faults_named
from legation.recording.record import Record
from legation.recording.tables import codings, documents, events
from legation.recording.tellings import Outlets

Fields: TypeAlias = dict[str, Any]

QUIET_DAYS = 8
"""So many days without a report are a gap in the record."""

_SOURCE = func.coalesce(documents.c.publisher, file_of(documents.c.origin))
_FIRST: tuple[Any, ...] = (literal_column("1"),)
"""To group by a column by its place: an expression with parameters is not the same twice to a server."""

OUTCOMES = ("coded", "empty", "skipped")
"""What a report of the record can have become: acts or statements found; none found; in another language."""


def sources(record: Record) -> list[Fields]:
    """Every source with its reports as they stand now, the one with most first.

    Each has `source` (the publisher, else the file or address that it was read from, without its line), `named` (whether a publisher is), the
    `outlet` with its `state` and `ownership` (None where not known), `reports`, of these `coded`, `empty`, `skipped` and `undated`, `events`
    (teasers left out), `days` with a report, `first` and `last` day, `months` (reports by month), `licences`, and `gaps` (first and last month of
    each stretch without a report, the longest first).
    """
    with faults_named(record.path), record.engine.connect() as connection:
        months: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for source, month, number in connection.execute(_months()):
            months[source][month] = number
        made = [_source(row, months[row.source], record.outlets) for row in connection.execute(_sums())]
    return sorted(made, key=lambda source: (not source["named"], -source["reports"], source["source"]))


def denominators(found: Iterable[Fields]) -> Iterator[Fields]:
    """Reports by period and source, of what `sources` gave: what every count is out of."""
    rows = ((month, source["source"], number) for source in found for month, number in source["months"].items())
    yield from ({"period": month, "source": source, "reports": number} for month, source, number in sorted(rows))


def quiet_times(record: Record) -> list[Fields]:
    """Stretches of `QUIET_DAYS` or more between two days with reports, the longest first: `after`, `before` (days with reports), `days` between."""
    with faults_named(record.path), record.engine.connect() as connection:
        days = sorted(map(date.fromisoformat, connection.execute(_current(select(documents.c.date).distinct())).scalars()))
    found = ({"after": a.isoformat(), "before": b.isoformat(), "days": (b - a).days - 1} for a, b in pairwise(days) if (b - a).days > QUIET_DAYS)
    return sorted(found, key=lambda gap: (-gap["days"], gap["after"]))


def _current(chosen: Select[Any]) -> Select[Any]:
    return chosen.join_from(documents, codings).where(codings.c.current, documents.c.date.is_not(None))


def _months() -> Select[Any]:
    return (
        _current(select(_SOURCE, func.substr(documents.c.date, 1, 7), func.count()))
        .group_by(*_FIRST, literal_column("2"))
        .order_by(*_FIRST, literal_column("2"))
    )


def _sums() -> Select[Any]:
    told_by_report = _told_by_report()
    became = [func.sum(case((codings.c.outcome == outcome, 1), else_=0)).label(outcome) for outcome in OUTCOMES]
    columns = (
        func.count().label("reports"),
        *became,
        func.coalesce(func.sum(told_by_report.c.number), 0).label("events"),
        func.count(documents.c.date).label("dated"),
        func.count(documents.c.date.distinct()).label("days"),
        func.min(documents.c.date).label("first"),
        func.max(documents.c.date).label("last"),
        func.min(documents.c.publisher).label("publisher"),
        func.min(documents.c.url).label("url"),
        func.min(documents.c.licence).label("licence"),
        func.max(documents.c.licence).label("other_licence"),
    )
    return (
        select(_SOURCE.label("source"), *columns)
        .select_from(documents)
        .join(codings, and_(codings.c.document == documents.c.key, codings.c.current))
        .outerjoin(told_by_report, told_by_report.c.document == documents.c.key)
        .group_by(*_FIRST)
    )


def _told_by_report() -> Subquery:
    """Events of each report that count: all, less leads, less what is no longer read. An index has each part; asked in one, the table is walked."""
    every = select(events.c.document, func.count().label("number")).group_by(events.c.document)
    less = select(events.c.document, -func.count()).group_by(events.c.document)
    leads = less.where(events.c.role == "teaser", events.c.current.is_not(False))
    each = union_all(every, leads, less.where(events.c.current.is_(False))).subquery()
    return select(each.c.document, func.sum(each.c.number).label("number")).group_by(each.c.document).subquery()


def _source(row: Any, months: dict[str, int], outlets: Outlets) -> Fields:
    outlet = outlets.of(row.publisher, row.url)
    return {
        "source": row.source,
        "named": row.publisher is not None,
        "outlet": outlet.name if outlet else None,
        "state": outlet.state if outlet else None,
        "ownership": outlet.ownership if outlet else None,
        **{count: int(getattr(row, count)) for count in ("reports", *OUTCOMES, "events", "days")},
        "undated": row.reports - row.dated,
        "first": row.first,
        "last": row.last,
        "months": months,
        "licences": sorted({licence for licence in (row.licence, row.other_licence) if licence}),
        "gaps": [list(gap) for gap in sorted(_gaps(months), key=lambda gap: (_number(gap[0]) - _number(gap[1]), gap))],
    }


def _gaps(months: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The first and last month of each stretch between two months with reports."""
    for before, after in pairwise(sorted(months)):
        first, last = _number(before) + 1, _number(after) - 1
        if first <= last:
            yield _month(first), _month(last)


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _month(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"
