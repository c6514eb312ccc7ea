"""Sources: who published what the record has read, by month; what was left out or failed, and how to mend it; and where there is no report at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from legation.desk.answering import Desk, Place, page, table
from legation.desk.bars import Bars, Scale, bars, scale
from legation.recording.inputs import failures, origins, tally
from legation.recording.kept import Kept
from legation.recording.sources import denominators, quiet_times, sources
from legation.recording.totals import totals

Row = dict[str, Any]

PLACES = (Place("About", "Sources", "/sources"),)

UNNAMED_SHOWN, ORIGINS_SHOWN, FAILURES_SHOWN, GAPS_SHOWN = 100, 30, 100, 8
"""Rows of each list on the page; its JSON and CSV have all."""


@dataclass(frozen=True, slots=True)
class Line:
    """A source with its bars."""

    row: Row
    bars: Bars

    @property
    def a_report(self) -> str:
        """Events a report, "–" where it has no report."""
        return f"{self.row['events'] / self.row['reports']:.1f}" if self.row["reports"] else "–"


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """All that the page shows.

    Attributes:
        named, unnamed: sources with and without a publisher's name. undated: reports without a day.
        failed: inputs that failed, the first of them. gaps: the longest times without a report; `more_gaps` others.
    """

    sums: Row
    inputs: Row
    axis: Scale
    whole: Bars
    named: tuple[Line, ...]
    unnamed: tuple[Line, ...]
    unnamed_reports: int
    undated: int
    gaps: tuple[Row, ...]
    more_gaps: int
    origins: tuple[Row, ...]
    failed: tuple[Row, ...]
    remedies: tuple[Row, ...]
    licences: tuple[tuple[str, int], ...]
    twin: str = "/sources.json"


def router(desk: Desk) -> APIRouter:
    """/sources with .json and .csv (a row a source); /sources/months.csv (reports by source and month); /sources/failures.csv."""
    routes, kept = APIRouter(), Kept(desk.record)

    def counted() -> list[Row]:
        return kept.answer("sources", lambda: sources(desk.record))

    @routes.get("/sources")
    def _sources(request: Request) -> Response:
        """Who published what the record has read, by month, and what is missing."""
        return page(request, "sources.html", sources_page(desk, counted()))

    @routes.get("/sources.json")
    def _sources_json() -> Response:
        """The record's sums, its sources with their reports by month, times without a report, and what became of every input."""
        found = counted()
        return JSONResponse(
            {
                "totals": totals(desk.record),
                "sources": found,
                "quiet_times": quiet_times(desk.record),
                "inputs": tally(desk.record),
                "origins": origins(desk.record, 1000),
                "failures": failures(desk.record, 1000),
            }
        )

    @routes.get("/sources.csv")
    def _sources_csv() -> Response:
        """A row a source: outlet, state, ownership, reports, events, days, licences."""
        return table(map(_flat, counted()), "sources")

    @routes.get("/sources/months.csv")
    def _months_csv() -> Response:
        """Reports by month and source, the denominators: period, source, reports."""
        return table(denominators(counted()), "reports-by-month")

    @routes.get("/sources/failures.csv")
    def _failures_csv() -> Response:
        """Inputs that are not in the record: where they stood, why, and what to do."""
        return table(failures(desk.record), "failures")

    return routes


def sources_page(desk: Desk, found: list[Row]) -> SourcesPage:
    """The page of a record, whose sources are `found`."""
    inputs = tally(desk.record)
    whole = Counter[str]()
    for source in found:
        whole.update(source["months"])
    axis = scale(whole)
    lines = [Line(source, bars(source["months"], axis)) for source in found]
    unnamed = [line for line in lines if not line.row["named"]]
    gaps, failed = quiet_times(desk.record), failures(desk.record, FAILURES_SHOWN)
    return SourcesPage(
        sums=totals(desk.record),
        inputs=inputs,
        axis=axis,
        whole=bars(whole, axis),
        named=tuple(line for line in lines if line.row["named"]),
        unnamed=tuple(unnamed[:UNNAMED_SHOWN]),
        unnamed_reports=sum(line.row["reports"] for line in unnamed),
        undated=sum(source["undated"] for source in found),
        gaps=tuple(gaps[:GAPS_SHOWN]),
        more_gaps=max(0, len(gaps) - GAPS_SHOWN),
        origins=tuple(origins(desk.record, ORIGINS_SHOWN)),
        failed=tuple(failed),
        remedies=tuple(_by_reason(failed, inputs["reasons"])),
        licences=tuple(_licences(found)),
    )


def _by_reason(failed: list[Row], reasons: dict[str, int]) -> Iterator[Row]:
    """Each reason once, with what it means, what to do and how many inputs it kept out."""
    told = {row["reason"]: row for row in failed}
    for reason, number in reasons.items():
        row = told.get(reason, {"means": "", "remedy": ""})
        yield {"reason": reason, "means": row["means"], "remedy": row["remedy"], "inputs": number}


def _licences(found: list[Row]) -> list[tuple[str, int]]:
    """Reports of sources by licence, those under none that is stated last."""
    counts = Counter[str]()
    for source in found:
        for licence in source["licences"] or [""]:
            counts[licence] += source["reports"]
    return sorted(counts.items(), key=lambda pair: (not pair[0], -pair[1], pair[0]))


def _flat(source: Row) -> Row:
    """A source as a row of a table: months left to /sources/months.csv, gaps as "first to last"."""
    gaps = [" to ".join(gap) for gap in source["gaps"]]
    return {name: value for name, value in source.items() if name != "months"} | {"gaps": gaps}
