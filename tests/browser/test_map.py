"""The map and the network drawn in a browser, moved and read with the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fakes.browsing import visiting
from fakes.desks import RunningDesk, served
from fakes.making import pipeline
from fakes.telling import tell
from legation.desk.app import make_app
from legation.mention import Mention
from legation.place import Place, PlaceMention, PlacePrecision
from legation.recording.record import Record
from legation.span import Span

SITES: tuple[tuple[str, str | None, float, float, PlacePrecision], ...] = (
    ("Havana", "CUB", 23.1, -82.4, "point"),
    ("Bamako", "MLI", 12.65, -8.0, "city"),
    ("Russia", "RUS", 60.0, 100.0, "country"),
    ("Crimea", None, 45.3, 34.4, "region"),
    ("Gulf of Guinea", None, 1.0, 2.0, "sea"),
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A desk over a meeting in Havana every month of a year, and one act at each of four other places."""
    record = Record.open(str(tmp_path_factory.mktemp("r") / "r.db"), create=True)
    for n in range(16):
        name, state, latitude, longitude, precision = SITES[max(0, n - 11)]
        place = PlaceMention(Mention(Span(0, 6), "Russia", "place", 0, 0), Place(name, state, None, latitude, longitude, None, precision))
        text = f"Russia met Cuba on 2023-{n + 1:02}-03." if n < 12 else f"Russia bombed Mali on 2024-{n - 11:02}-03."
        tell(record, text, f"r{n}", place=place)
    with served(make_app(record, pipeline())) as found:
        yield found


@pytest.fixture
def page(address: str, chromium: Any) -> Iterator[Any]:
    """A window of the desk; whatever the browser complains of fails the test."""
    with visiting(chromium, RunningDesk(address, Path(), []), 1280, "light", reduced_motion="reduce") as here:
        yield lambda link, ready: (here.go(link), here.page.wait_for_selector(ready, state="attached"), here.page)[2]
        assert here.faults == []


def focused(page: Any) -> str:
    """What the element in focus is called."""
    name: str = page.evaluate("document.activeElement.getAttribute('aria-label') ?? ''")
    return name


def test_each_precision_has_its_mark(page: Any) -> None:
    """A disc, a ring with the state hatched, a diamond, a wave; the table is folded away, and whose borders they are stands on the map."""
    drawn = page("/map", ".mark .part")
    marks = drawn.eval_on_selector_all(".marks > .mark", "marks => marks.map(mark => mark.classList[1])")
    assert sorted(marks) == ["diamond", "disc", "disc", "ring", "wave"]
    assert drawn.locator(".land.only").count() == 1
    assert "Natural Earth" in drawn.inner_text(".borders")
    assert not drawn.is_visible("table")


def test_the_map_is_walked_with_the_keyboard(page: Any) -> None:
    """Tab enters at the largest place, arrows go to the next, Enter lists its entries, Escape comes back."""
    drawn = page("/map", ".mark .part")
    drawn.focus("#surface")
    drawn.keyboard.press("+")
    assert "scale(1.6)" in drawn.get_attribute("#surface g", "transform")
    drawn.keyboard.press("Tab")
    assert focused(drawn).startswith("Havana, Cuba (a point): 12 entries, cooperation 12, conflict 0")
    assert "Havana" in drawn.inner_text("#tip")
    drawn.keyboard.press("ArrowRight")
    assert focused(drawn).startswith("Bamako")
    drawn.keyboard.press("Enter")
    drawn.wait_for_selector("#chosen li a")
    assert drawn.get_attribute("#chosen .inner > a", "href") == "/?place=Bamako"
    drawn.keyboard.press("Escape")
    assert focused(drawn).startswith("Bamako")


def test_the_months_narrow_the_map(page: Any) -> None:
    """By the handles; the address keeps them, and brings them back."""
    drawn = page("/map", ".mark .part")
    drawn.focus("#to")
    drawn.keyboard.press("Home")
    for _ in range(2):
        drawn.keyboard.press("ArrowRight")
    drawn.wait_for_url("**/map#2023-01/2023-03")
    assert drawn.inner_text("#span") == "2023-01 to 2023-03: 3 entries"
    assert drawn.locator(".marks > .mark:visible").count() == 1
    again = page("/network", ".node") and page("/map#2024-01/2024-04", ".mark .part")
    assert again.inner_text("#span") == "2024-01 to 2024-04: 4 entries"


def test_the_network_is_drawn_alike_and_searched(page: Any) -> None:
    """At rest, the same each time; a state that is asked for is chosen with its pairs."""
    drawn = page("/network", ".node")
    places = "nodes => nodes.map(node => node.getAttribute('transform'))"
    first = drawn.eval_on_selector_all(".node", places)
    drawn.fill("#state", "mali")
    assert drawn.inner_text("#chosen h2") == "Mali"
    assert drawn.locator(".node.dim").count() == 1
    again = page("/map", ".mark .part") and page("/network#RUS", ".node")
    again.wait_for_selector(".node.is-chosen", state="attached")
    assert (again.inner_text("#chosen h2"), again.eval_on_selector_all(".node", places) == first) == ("Russia", True)
