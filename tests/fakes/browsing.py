"""A browser that looks at a desk: what a page did that it should not, and which pages there are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from fakes.desks import RunningDesk

NARROW_DARK, WIDE_LIGHT = (360, "dark"), (1280, "light")

NUMBERED = re.compile(r"/(entries|reports|states|pairs|codebook|audit|follow)/.+")
NO_PAGE = re.compile(r"\.(json|csv|jsonl|svg|xml|png)(\?|$)|^/static/|^/open|^/feed/live")
MOST = 60


@dataclass(slots=True)
class Visit:
    """A page of the browser that is in the desk, and what it did that it should not: requests to elsewhere, messages, dialogs."""

    page: Any
    address: str
    elsewhere: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def go(self, link: str) -> int:
        """Opens a page of the desk; its status."""
        answer = self.page.goto(self.address + link, wait_until="load")
        return int(answer.status)

    @property
    def faults(self) -> list[str]:
        """All that it should not have done."""
        return [*self.elsewhere, *self.messages, *self.dialogs]


@contextmanager
def visiting(chromium: Any, desk: RunningDesk, width: int, theme: str, **more: Any) -> Iterator[Visit]:
    """A window that came in by the desk's link."""
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=theme, **more)
    context.add_cookies(desk.cookies)
    page = context.new_page()
    found = Visit(page, desk.address)
    context.on(
        "request", lambda request: found.elsewhere.append(request.url) if not request.url.startswith((desk.address, "data:", "blob:")) else None
    )
    page.on("console", lambda message: found.messages.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: found.messages.append(str(error)))
    page.on("dialog", lambda dialog: (found.dialogs.append(dialog.message), dialog.dismiss()))
    yield found
    context.close()


def pages_of(visit: Visit) -> list[str]:
    """Links to pages, one of each sort where there are many: an entry, a report, a state, a pair, a type."""
    seen: dict[str, str] = {}
    waiting = ["/"]
    while waiting and len(seen) < MOST:
        link = waiting.pop(0)
        sort = _sort(link)
        if sort in seen:
            continue
        seen[sort] = link
        visit.go(link)
        found = visit.page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))")
        waiting += [to.partition("#")[0] for to in found if to.startswith("/") and not NO_PAGE.search(to)]
    return list(seen.values())


def _sort(link: str) -> str:
    path = link.partition("?")[0]
    numbered = NUMBERED.fullmatch(path)
    return f"/{numbered[1]}/…" if numbered else path
