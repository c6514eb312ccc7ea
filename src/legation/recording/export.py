"""The record taken away: the layouts by name, and the rows of each as they stream out of the record."""

from __future__ import annotations

from collections.abc import Iterator

from legation.recording.columns import TIDY, TIDY_ENTRIES
from legation.recording.layouts.acts import acts
from legation.recording.layouts.gdelt import GDELT, GDELT_MENTIONS
from legation.recording.layouts.icews import ICEWS
from legation.recording.layouts.phoenix import PHOENIX
from legation.recording.layouts.plover import PLOVER
from legation.recording.layouts.polecat import POLECAT
from legation.recording.layouts.shape import Layout, Row
from legation.recording.record import Record
from legation.recording.searching import Query
from legation.recording.writing import Shape

LAYOUTS: dict[str, Layout] = {layout.name: layout for layout in (TIDY, POLECAT, ICEWS, GDELT, GDELT_MENTIONS, PHOENIX, PLOVER)}
"""Layouts of rows by name; the panel, which counts, is `legation.recording.layouts.panel`."""


def layout_of(name: str, *, entries: bool = False) -> Layout:
    """The layout of a name; tidy has columns of its own where a row is an entry."""
    return TIDY_ENTRIES if entries and name == "tidy" else LAYOUTS[name]


def rows_of(record: Record, layout: Layout, query: Query, *, entries: bool = False) -> Iterator[Row]:
    """The rows of a layout, streamed; with `entries` a row (or pair of rows) tells of an entry, not of each report of it."""
    return layout.rows(acts(record, query, entries=entries or layout.entries, text=layout.text))


def shape_of(layout: Layout) -> Shape:
    """How a layout is written as delimited text."""
    return Shape(layout.columns, comma=layout.comma, header=layout.header)


def tidy(record: Record, *, teasers: bool = False) -> Iterator[Row]:
    """Current events in the order of their reports' ids and their own, each as one flat row."""
    return rows_of(record, TIDY, Query(teasers=teasers))
