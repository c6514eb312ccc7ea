"""A real Chromium before a real desk. Both are skipped aloud where the browser or Playwright is absent."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from fakes.browsing import Visit, visiting
from fakes.desks import RunningDesk, running_desk

EXAMPLES = Path(__file__).parents[2] / "examples" / "reports"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's browser."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: pip install playwright axe-playwright-python")
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no Chromium: apt-get install chromium")
    with playwright.sync_playwright() as driver:
        options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
        browser = driver.chromium.launch(executable_path=path, args=options)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDesk]:
    """The desk over the examples, read by the real coder."""
    with running_desk(tmp_path_factory.mktemp("desk") / "r.db", EXAMPLES) as running:
        yield running


@pytest.fixture
def visit(chromium: Any, desk: RunningDesk) -> Iterator[Callable[..., Visit]]:
    """Opens the desk in a new window of a width and a theme."""
    with ExitStack() as windows:
        yield lambda width=1280, theme="light", **more: windows.enter_context(visiting(chromium, desk, width, theme, **more))
