"""What charts of the pages are drawn from: mirrored bars, small bars by year, a table with shaded cells. Counts in, places on paper out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeAlias

from legation.recording.relating import months_between

Fields: TypeAlias = dict[str, Any]

LAYERS = {
    "material": "in deeds, occurred",
    "verbal": "in words, occurred",
    "planned": "planned",
    "hypothetical": "only possible (not counted)",
    "denied": "denied (not counted)",
}
"""Parts of a bar, from the line outwards, and what each is called."""

UNITS = ("month", "quarter", "year")
MOST_BARS, MOST_COLUMNS = 72, 36
"""A bar, and a column of the table of types, is a month where no more than so many are needed, else a quarter, else a year."""

WIDTH, HALF, LEFT, RIGHT, TOP, BOTTOM = 920, 116, 40, 6, 8, 26
"""Of the bars' drawing, in its own units: half is the height of each side."""

WIDEST = 44.0
"""The width of a bar at most."""

STEPS = 4
"""Shades of a cell."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar."""

    layer: str
    side: str
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A period with its parts, what they say in words, and where it stands."""

    label: str
    words: str
    x: float
    width: float
    named: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars over one line: cooperation above, conflict below.

    Attributes:
        unit: month, quarter or year. ticks: height, number. layers: those that occur, with their names. months: [month, quad, status, entries].
    """

    unit: str
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, int], ...]
    layers: tuple[tuple[str, str], ...]
    months: tuple[tuple[str, int, str, int], ...]
    width: int = WIDTH
    height: int = TOP + 2 * HALF + BOTTOM
    left: int = LEFT
    right: int = WIDTH - RIGHT
    middle: int = TOP + HALF


@dataclass(frozen=True, slots=True)
class Period:
    """A row or column of time: what it is called, and its first and last month (or year)."""

    label: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Shade:
    """A cell: a number, how dark from 0 to STEPS, where it leads."""

    number: int
    step: int
    link: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """Types by period; a row is a type, its quad, its cells, its sum. `groups`: each year (decade, where a period is a year) with how many it has."""

    unit: str
    groups: tuple[tuple[str, int], ...]
    periods: tuple[Period, ...]
    rows: tuple[tuple[str, int, tuple[Shade, ...], int], ...]


def periods(months: Iterable[str], most: int) -> tuple[str, tuple[Period, ...]]:
    """The months from the first to the last as periods, `most` at most where years allow; and what one is: month, quarter or year."""
    every = list(months_between(months))
    unit = next((unit for unit in UNITS if len({_label(month, unit) for month in every}) <= most), "year")
    found: dict[str, list[str]] = {}
    for month in every:
        found.setdefault(_label(month, unit), []).append(month)
    return unit, tuple(_period(label, held, unit) for label, held in found.items())


def timeline(cells: Sequence[Fields]) -> Timeline:
    """The bars of cells as `recording.balances.summary` gives them."""
    unit, spans = periods({cell["month"] for cell in cells}, MOST_BARS)
    sums = _stacks(cells, unit)
    highest = max((sum(sums.get((p.label, side, layer), 0) for layer in LAYERS) for p in spans for side in ("up", "down")), default=0) or 1
    step = (WIDTH - LEFT - RIGHT) / max(1, len(spans))
    every, wide = max(1, -(-len(spans) // 9)), min(WIDEST, step * 0.8)
    bars = tuple(
        Bar(
            span.label,
            _words(span.label, sums),
            round(LEFT + n * step + (step - wide) / 2, 2),
            round(wide, 2),
            n % every == 0,
            tuple(_pieces(span.label, sums, HALF / highest)),
        )
        for n, span in enumerate(spans)
    )
    present = {layer for _, _, layer in sums}
    layers = tuple((layer, words) for layer, words in LAYERS.items() if layer in present)
    months: dict[tuple[str, int, str], int] = {}
    for cell in cells:
        key = cell["month"], cell["quad"], cell["status"]
        months[key] = months.get(key, 0) + cell["entries"]
    return Timeline(unit, bars, tuple(_ticks(highest)), layers, tuple((*key, number) for key, number in sorted(months.items())))


def matrix(cells: Sequence[Fields], link: Callable[[str, Period], str]) -> Matrix:
    """Types by period, whatever the status; the most frequent type first, cooperation before conflict."""
    unit, spans = periods({cell["month"] for cell in cells}, MOST_COLUMNS)
    sums: dict[tuple[str, str], int] = {}
    quads: dict[str, int] = {}
    for cell in cells:
        key = cell["type"], _label(cell["month"], unit)
        sums[key] = sums.get(key, 0) + cell["entries"]
        quads[cell["type"]] = cell["quad"]
    highest = max(sums.values(), default=0)
    totals = {name: sum(number for (kind, _), number in sums.items() if kind == name) for name in quads}
    rows = []
    for name in sorted(quads, key=lambda name: (quads[name] > 2, -totals[name], name)):
        numbers = [(span, sums.get((name, span.label), 0)) for span in spans]
        shades = tuple(Shade(number, _step(number, highest), link(name, span) if number else "") for span, number in numbers)
        rows.append((name, quads[name], shades, totals[name]))
    above = (f"{span.label[:3]}0s" if unit == "year" else span.label[:4] for span in spans)
    return Matrix(unit, tuple((name, len(list(held))) for name, held in groupby(above)), spans, tuple(rows))


def spark(years: Mapping[str, Sequence[int]], first: int, last: int, highest: int) -> tuple[str, str]:
    """Two paths, 1 unit a year wide and 10 high on each side of 0: cooperation upwards, conflict downwards."""
    paths = []
    for side, sign in ((0, -1), (1, 1)):
        heights = ((n, round(years.get(f"{year:04}", (0, 0))[side] / max(1, highest) * 10, 2)) for n, year in enumerate(range(first, last + 1)))
        paths.append("".join(f"M{n + 0.1:g} 0v{height * sign:g}h.8V0z" for n, height in heights if height))
    return paths[0], paths[1]


def _stacks(cells: Sequence[Fields], unit: str) -> dict[tuple[str, str, str], int]:
    sums: dict[tuple[str, str, str], int] = {}
    for cell in cells:
        layer = cell["status"] if cell["status"] != "occurred" else "verbal" if cell["quad"] in (1, 3) else "material"
        key = _label(cell["month"], unit), "up" if cell["quad"] <= 2 else "down", layer
        sums[key] = sums.get(key, 0) + cell["entries"]
    return sums


def _pieces(label: str, sums: Mapping[tuple[str, str, str], int], scale: float) -> Iterable[Piece]:
    for side in ("up", "down"):
        at = 0.0
        for layer in LAYERS:
            height = sums.get((label, side, layer), 0) * scale
            if height:
                y = TOP + HALF - at - height if side == "up" else TOP + HALF + at
                yield Piece(layer, side, round(y, 2), round(height, 2))
            at += height


def _words(label: str, sums: Mapping[tuple[str, str, str], int]) -> str:
    parts = []
    for side, name in (("up", "cooperation"), ("down", "conflict")):
        told = [f"{number} {layer}" for layer in LAYERS if (number := sums.get((label, side, layer), 0))]
        parts += [f"{name} {', '.join(told)}"] if told else []
    return f"{label}: {'; '.join(parts) or 'nothing'}"


def _ticks(highest: int) -> Iterable[tuple[float, int]]:
    marks = {highest, highest // 2} - {0} if highest > 1 else {1}
    for number in sorted(marks):
        for sign in (1, -1):
            yield round(TOP + HALF - sign * HALF * number / highest, 2), number


def _step(number: int, highest: int) -> int:
    return 0 if not number else min(STEPS, 1 + int(STEPS * (number / highest) ** 0.5 - 1e-9))


def _label(month: str, unit: str) -> str:
    if unit == "month":
        return month
    return month[:4] if unit == "year" else f"{month[:4]} Q{(int(month[5:7]) + 2) // 3}"


def _period(label: str, months: Sequence[str], unit: str) -> Period:
    return Period(label, months[0], months[-1]) if unit != "year" else Period(label, label, label)
