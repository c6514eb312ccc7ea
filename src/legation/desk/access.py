"""Who may open the desk of one person: whoever brings the link that its terminal shows, once; a cookie knows that browser from then on."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from threading import Lock

COOKIE = "legation_desk"


class Access:
    """The desk's one-time link and the browsers that used one.

    Args:
        tell: called with the key of each new link, at the start and whenever one was used.
    """

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell, self._lock = tell, Lock()
        self._browsers: set[str] = set()
        self._key = ""
        self._renew()

    def enter(self, key: str) -> str | None:
        """The cookie's value for the browser that brings the key; the key is spent. None where it is another or was used."""
        with self._lock:
            if not secrets.compare_digest(key.encode(), self._key.encode()):
                return None
            browser = secrets.token_urlsafe(32)
            self._browsers.add(browser)
            self._renew()
            return browser

    def knows(self, browser: str | None) -> bool:
        """Whether a browser with this cookie came in by a link."""
        return browser is not None and any(secrets.compare_digest(browser.encode(), known.encode()) for known in self._browsers)

    def _renew(self) -> None:
        self._key = secrets.token_urlsafe(24)
        self._tell(self._key)
