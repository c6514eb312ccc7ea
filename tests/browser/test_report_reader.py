"""The report reader: one event alone is lit by pointer, focus and keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fakes.browsing import visiting
from fakes.desks import RunningDesk, served
from fakes.making import pipeline
from legation.desk.app import make_app
from legation.pipeline import document_of
from legation.recording.coded import Coded, SourcePosition
from legation.recording.record import Record

TEXT = "France met Mali. " + "It rained all day. " * 200 + "Russia thanked Cuba."


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A desk over one report of two events that stand far apart."""
    record = Record.open(str(tmp_path_factory.mktemp("r") / "r.db"), create=True)
    made = pipeline().attempt(replace(document_of(TEXT), id="a"))
    assert isinstance(made, Coded)
    record.add(made, SourcePosition("test", 0))
    with served(make_app(record, pipeline())) as found:
        yield found


@pytest.fixture
def reader(address: str, chromium: Any) -> Iterator[Any]:
    """The report's page; whatever the browser complains of fails the test."""
    with visiting(chromium, RunningDesk(address, Path(), []), 1280, "light", reduced_motion="reduce") as here:
        assert here.go("/reports/a") == 200
        yield here.page
        assert here.faults == []


def lit(reader: Any) -> str:
    """The words of the event that is lit alone; "" where all are."""
    words: str = reader.evaluate("[...document.querySelectorAll('.choosing .block .on')].map(word => word.textContent).join('')")
    return words


def test_pointing_lights_one_event(reader: Any) -> None:
    """At its card or at a word of it; away from both all are lit again."""
    reader.hover(".card >> nth=1")
    assert lit(reader) == "Russia thanked Cuba."
    reader.hover("text=France >> nth=0")
    assert lit(reader) == "France met Mali."
    reader.mouse.move(1, 1)
    assert lit(reader) == ""


def test_keys_go_through_the_events(reader: Any) -> None:
    """n and p, arrows in the list, Escape; the event's words come into view and its link has the focus."""
    reader.keyboard.press("n")
    reader.keyboard.press("n")
    assert (lit(reader), reader.evaluate("scrollY > 0")) == ("Russia thanked Cuba.", True)
    assert "Russia" in reader.evaluate("document.activeElement.textContent")
    reader.keyboard.press("ArrowUp")
    assert lit(reader) == "France met Mali."
    reader.keyboard.press("Escape")
    assert lit(reader) == ""


def test_tab_reaches_the_words(reader: Any) -> None:
    """The act in the text takes the focus and lights its event."""
    reader.focus("#main a[href='#about']")
    reader.keyboard.press("Tab")
    assert (lit(reader), reader.evaluate("document.activeElement.textContent")) == ("France met Mali.", "met")


def test_letters_can_be_turned_off(reader: Any) -> None:
    """Then they are no keys any more; the buttons still are there."""
    reader.click("text=Keys")
    reader.uncheck("#letters")
    reader.keyboard.press("n")
    assert lit(reader) == ""
    reader.click("text=Next")
    assert lit(reader) == "France met Mali."


def test_without_scripts_all_is_there(address: str, chromium: Any) -> None:
    """Every event is lit and leads to its entry, and its card to its place in the text."""
    with visiting(chromium, RunningDesk(address, Path(), []), 360, "dark", java_script_enabled=False) as here:
        here.go("/reports/a")
        assert here.page.locator(".block a.lit.anchor").count() == 2
        assert here.page.locator(".card a.there").count() == 2
        assert not here.page.locator(".steps").is_visible()
        assert here.faults == []
