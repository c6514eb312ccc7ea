"""The timeline of a pair: as signs, as SVG, as PNG."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from legation.desk.timeline import bars, sparkline, svg, write_chart
from legation.errors import SetupError


def months(number: int) -> list[dict[str, Any]]:
    """So many months from January 2000, the n-th with n acts of cooperation and one of conflict."""
    return [{"month": f"{2000 + n // 12}-{n % 12 + 1:02}", "cooperation": n, "conflict": 1} for n in range(number)]


@pytest.mark.parametrize(("number", "unit", "last"), [(60, "month", "2004-12"), (61, "quarter", "2005 Q1"), (241, "year", "2020")])
def test_bars_are_few_enough_to_read(number: int, unit: str, last: str) -> None:
    """Months become quarters, then years; nothing is lost."""
    found, drawn = bars(months(number))
    assert (found, drawn[-1].label, sum(bar.conflict for bar in drawn)) == (unit, last, number)


def test_signs_rise_with_the_count() -> None:
    """Nothing is a dot, one is never nothing, the highest is full."""
    assert sparkline([0, 1, 50, 100], 100) == "\u00b7\u2581\u2584\u2588"


def test_svg_is_whole_and_for_both_themes() -> None:
    """It parses whatever the names hold, says its numbers in words, and has colours for dark paper."""
    drawing = svg({"names": ["<Russia>", "Cuba & co"], "months": months(3)})
    root = ET.fromstring(drawing)
    assert root[0].text == "<Russia> and Cuba & co"
    assert "2000-03: 2 and 1." in (root[1].text or "")
    assert "prefers-color-scheme: dark" in drawing


@pytest.mark.parametrize("number", [0, 1, 30])
def test_files_are_drawn(tmp_path: Path, number: int) -> None:
    """SVG always, PNG where matplotlib is; the same bytes each time; also of a pair without a month."""
    found = {"names": ["Russia", "Cuba"], "months": months(number)}
    write_chart(found, str(tmp_path / "x.svg"))
    ET.fromstring((tmp_path / "x.svg").read_text(encoding="utf-8"))
    pytest.importorskip("matplotlib")
    write_chart(found, str(tmp_path / "x.png"))
    first = (tmp_path / "x.png").read_bytes()
    write_chart(found, str(tmp_path / "x.png"))
    assert first.startswith(b"\x89PNG")
    assert (tmp_path / "x.png").read_bytes() == first


def test_another_ending_is_refused(tmp_path: Path) -> None:
    """The message names the two."""
    with pytest.raises(SetupError, match=r"\.svg or \.png"):
        write_chart({"names": ["a", "b"], "months": []}, str(tmp_path / "x.pdf"))
