"""Numbers become places on paper: periods are whole, bars stack from the line, cells shade by share."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from legation.desk.charting import HALF, MOST_BARS, STEPS, TOP, matrix, periods, spark, timeline

MONTHS = st.tuples(st.integers(1990, 2030), st.integers(1, 12)).map(lambda m: f"{m[0]}-{m[1]:02}")
CELLS = st.lists(
    st.builds(
        lambda month, quad, status, n: {"month": month, "type": f"T{quad}", "quad": quad, "status": status, "entries": n},
        MONTHS,
        st.integers(1, 4),
        st.sampled_from(["occurred", "planned", "hypothetical", "denied"]),
        st.integers(1, 99),
    ),
    max_size=8,
)


@given(st.sets(MONTHS, min_size=1))
def test_periods_hold_every_month(months: set[str]) -> None:
    """From the first to the last, each once, no more than fit where years allow."""
    unit, found = periods(months, MOST_BARS)
    assert found[0].since <= min(months) <= max(months) <= found[-1].until + "~"
    assert len(found) <= MOST_BARS
    assert unit == "year" or all(a.until < b.since for a, b in pairwise(found))


@given(CELLS)
def test_bars_stay_on_paper_and_hold_all(cells: list[dict[str, Any]]) -> None:
    """Pieces lie within their half; heights are the counts' shares; the script is given every entry."""
    line = timeline(cells)
    pieces = [piece for bar in line.bars for piece in bar.pieces]
    assert all(piece.y >= TOP - 0.1 and piece.y + piece.height <= TOP + 2 * HALF + 0.1 for piece in pieces)
    assert all((piece.side == "up") == (piece.y + piece.height <= line.middle + 0.1) for piece in pieces)
    assert sum(month[3] for month in line.months) == sum(cell["entries"] for cell in cells)


@given(CELLS)
def test_the_table_of_types_sums_up(cells: list[dict[str, Any]]) -> None:
    """Cells of a row are its sum; the greatest is darkest; what is empty leads nowhere."""
    grid = matrix(cells, lambda type_, period: f"{type_} {period.since}")
    shades = [shade for _, _, row, _ in grid.rows for shade in row]
    assert all(sum(shade.number for shade in row) == total for _, _, row, total in grid.rows)
    assert all((shade.step == 0) == (shade.number == 0) == (shade.link == "") for shade in shades)
    assert not shades or max(shades, key=lambda shade: shade.number).step == STEPS


def test_small_bars() -> None:
    """Cooperation upwards, conflict downwards, a year after the other, none for nothing."""
    assert spark({"2001": [4, 0], "2003": [2, 1]}, 2001, 2003, 4) == ("M0.1 0v-10h.8V0zM2.1 0v-5h.8V0z", "M2.1 0v2.5h.8V0z")
