"""The report reader in a browser: one event alone is lit by pointer, focus and keys; skipped where no Chromium is."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import uvicorn

from fakes.making import pipeline
from legation.desk.app import make_app
from legation.pipeline import document_of
from legation.recording.coded import Coded, SourcePosition
from legation.recording.record import Record

TEXT = "France met Mali. " + "It rained all day. " * 200 + "Russia thanked Cuba."
PATIENCE = 10.0


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A desk on a port of its own, over one report of two events."""
    record = Record.open(str(tmp_path_factory.mktemp("r") / "r.db"), create=True)
    made = pipeline().attempt(replace(document_of(TEXT), id="a"))
    assert isinstance(made, Coded)
    record.add(made, SourcePosition("test", 0))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(make_app(record, pipeline()), host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + PATIENCE
    while not server.started and time.monotonic() < until:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(PATIENCE)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium without a window."""
    playwright = pytest.importorskip("playwright.sync_api")
    chromium = shutil.which("chromium") or pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture
def reader(address: str, browser: Any) -> Iterator[Any]:
    """The report's page; whatever the browser complains of fails the test."""
    page, complaints = browser.new_page(reduced_motion="reduce"), list[str]()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{address}/reports/a")
    yield page
    page.close()
    assert complaints == []


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
    reader.evaluate("localStorage.clear()")
