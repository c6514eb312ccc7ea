"""Every page of the desk in a real browser: nothing from elsewhere, no complaint, no serious fault of access, no page wider than the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from fakes.browsing import NARROW_DARK, WIDE_LIGHT, Visit, pages_of

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}


@pytest.mark.parametrize(("width", "theme"), [NARROW_DARK, WIDE_LIGHT])
def test_every_page_is_well_mannered(visit: Callable[..., Visit], width: int, theme: str) -> None:
    """In two widths and two themes, with the rule of content in force."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    here = visit(width, theme)
    faults: dict[str, Any] = {}
    pages = pages_of(here)
    for link in pages:
        assert here.go(link) == 200, link
        here.page.wait_for_timeout(100)
        found = [f"{rule['id']}: {rule['nodes'][0]['html'][:160]}" for rule in _serious(axe.run(here.page, options=RULES).response)]
        if (wide := here.page.evaluate("document.documentElement.scrollWidth")) > width:
            found.append(f"{wide} pixels wide")
        if found:
            faults[link] = found
    assert faults == {}
    assert here.faults == []
    assert len(pages) >= 25


def _serious(found: dict[str, Any]) -> list[dict[str, Any]]:
    return [rule for rule in found["violations"] if rule["impact"] in {"serious", "critical"}]
