"""Takes the pictures of docs/screens: every page of the desk over the examples, narrow and wide, light and dark.

PYTHONPATH=tests python tests/browser/make_screens.py docs/screens
"""

from __future__ import annotations

import io
import re
import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from fakes.browsing import Visit, pages_of, visiting
from fakes.desks import running_desk

EXAMPLES = Path(__file__).parents[2] / "examples" / "reports"
SCREENS = (("narrow", 390), ("wide", 1280))
COLOURS = 64
REPORT = "Norway's foreign minister met Peru's president in Lima on Tuesday.\n\nOslo thanked Lima for sending nine pumps last week."


def main(folder: Path) -> None:
    """Writes PAGE-SCREEN-THEME.png for each."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, running_desk(Path(place) / "r.db", EXAMPLES) as desk, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        with visiting(browser, desk, 1280, "light") as here:
            pages = pages_of(here)
        for screen, width in SCREENS:
            for theme in ("light", "dark"):
                with visiting(browser, desk, width, theme) as here:
                    for link in pages:
                        here.go(link)
                        _picture(here, folder / f"{_name(link)}-{screen}-{theme}.png")
                    here.go("/code")
                    here.page.fill("#text", REPORT)
                    here.page.click("text=Code it")
                    _picture(here, folder / f"coded-{screen}-{theme}.png")
        browser.close()


def _picture(here: Visit, path: Path) -> None:
    here.page.wait_for_timeout(500)
    with Image.open(io.BytesIO(here.page.screenshot())) as found:
        found.convert("RGB").quantize(COLOURS).save(path, optimize=True)


def _name(link: str) -> str:
    """ "feed" of "/", "pair" of "/pairs/RUS/CUB"."""
    path = link.partition("?")[0].strip("/")
    sort, _, more = path.partition("/")
    return (re.sub(r"ies$", "y", sort).removesuffix("s") if more else sort) or "feed"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
