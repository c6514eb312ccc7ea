"""What a pair of states, imported rows and rows of a question look like on a terminal of 80 columns. Nothing is printed here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from legation.desk.terminal import STATUS_STYLES, clean, event_table
from legation.desk.timeline import bars, sparkline

Fields = dict[str, Any]

LINE_WIDTH = 64
"""Signs of a sparkline at most."""

TITLES = {"planned": "What is planned", "agreements": "Agreements", "visits": "Visits", "port_calls": "Port calls", "latest": "The latest"}
SHOWN = 5
"""Entries shown of each sort; JSON has more."""


def pair_view(found: Fields) -> RenderableType:
    """A pair: its timeline as sparklines, its counts by type and status, and the latest of each sort."""
    one, other = found["names"]
    head = Text(clean(f"{one} and {other}"), "bold")
    span = " to ".join(filter(None, (found["since"], found["until"])))
    head.append(clean(f"  {found['entries']} entries {span}"), "dim")
    parts: list[RenderableType] = [head, *_lines(found), _counts(found)]
    for sort, title in TITLES.items():
        if found[sort]:
            parts += [Text(title, "bold"), event_table(found[sort][:SHOWN])]
    parts += [_imported(source, counts) for source, counts in found["imported"].items()]
    return Group(*parts)


def _lines(found: Fields) -> Iterator[RenderableType]:
    unit, drawn = bars(found["months"])
    if not drawn:
        yield Text("No entry with a known month.", "dim")
        return
    drawn = drawn[-LINE_WIDTH:]
    highest = max(max(bar.cooperation, bar.conflict) for bar in drawn) or 1
    yield Text.assemble(("cooperation ", "blue"), (sparkline([bar.cooperation for bar in drawn], highest), "blue"))
    yield Text.assemble(("conflict    ", "red"), (sparkline([bar.conflict for bar in drawn], highest), "red"))
    undated = f"; {found['undated']} in no one month" if found["undated"] else ""
    yield Text(f"            {drawn[0].label} to {drawn[-1].label}, by {unit}; the highest is {highest}{undated}", "dim")


def _counts(found: Fields) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column("Type")
    for status in found["statuses"]:
        table.add_column(status, justify="right", style=STATUS_STYLES[status])
    for name, counts in found["types"].items():
        table.add_row(name, *(str(counts.get(status, "")) for status in found["statuses"]))
    table.add_row("all", *(str(number) for number in found["statuses"].values()), style="bold")
    return table


def _imported(source: str, counts: Fields) -> Text:
    lacking = f", {counts['without_equal']} of them without an equal here" if counts["without_equal"] else ""
    return Text(clean(f"Imported from {source}, not counted above: {counts['rows']} rows{lacking}"), "dim")


def rows_table(rows: list[Fields]) -> Table:
    """Rows of any columns."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in rows[0] if rows else ():
        table.add_column(clean(name), overflow="fold")
    for row in rows:
        table.add_row(*("" if value is None else clean(value) for value in row.values()))
    return table


def imported_table(rows: list[Fields]) -> Table:
    """Imported rows: when, who and to whom, what it is there and here."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, expand=True, show_edge=False)
    for name, ratio in (("When", 3), ("Who \u2192 whom", 4), ("Theirs", 3), ("Ours", 4), ("From", 3)):
        table.add_column(name, ratio=ratio)
    for row in rows:
        who = " \u2192 ".join(filter(None, (", ".join(row["actors"]), ", ".join(row["recipients"]))))
        ours = " ".join(filter(None, (row["type"], row["mode"]))) or "no equal"
        table.add_row(*(clean(cell) for cell in (row["first_day"] or "no date", who, row["their_type"], ours, row["source"])))
    return table
