"""Visits the addresses that others list: only where robots.txt allows it, and one host no faster than it bears."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urlsplit

from protego import Protego

from legation.errors import InputError
from legation.reading.decoding import decode
from legation.reading.fetching import Fetched, fetch
from legation.reading.limits import Limits

AGENT = "legation"


class Visitor:
    """Fetches addresses, one after another.

    Args:
        limits: `visit_seconds` pass between two visits to one host, or as many as its robots.txt asks for, up to `fetch_seconds`.
        get: fetches one address.
        wait: sleeps so many seconds.
        clock: seconds that only grow.
    """

    def __init__(
        self,
        limits: Limits,
        get: Callable[[str, Limits], Fetched] = fetch,
        wait: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limits = limits
        self._get, self._wait, self._clock = get, wait, clock
        self._rules: dict[str, Protego] = {}
        self._visited: dict[str, float] = {}

    def visit(self, address: str) -> Fetched:
        """What an address gives.

        Raises:
            InputError: `fetch` where robots.txt does not allow it, and what `fetching.fetch` raises.
        """
        try:
            parts = urlsplit(address)
        except ValueError as fault:
            raise InputError("refused_address", f"{address[:200]}: no address.", origin=address) from fault
        if parts.scheme not in ("http", "https"):
            raise InputError("refused_address", f"{address[:200]}: no plain http(s) address.", origin=address)
        host = f"{parts.scheme}://{parts.netloc}"
        try:
            rules = self._rules_of(host)
        except InputError as fault:
            raise InputError(fault.reason, str(fault), origin=address) from fault
        if not rules.can_fetch(address, AGENT):
            raise InputError("fetch", f"{address}: robots.txt of its host does not allow it.", origin=address)
        self._take_time(host, float(rules.crawl_delay(AGENT) or 0))
        return self._get(address, self._limits)

    def _rules_of(self, host: str) -> Protego:
        """What robots.txt says; a host without one allows all, one that is refused fails like its pages."""
        if host not in self._rules:
            try:
                told = decode(self._get(f"{host}/robots.txt", self._limits).data)
            except InputError as fault:
                if fault.reason == "refused_address":
                    raise
                told = ""
            self._rules[host] = Protego.parse(told)
        return self._rules[host]

    def _take_time(self, host: str, asked: float) -> None:
        due = self._visited.get(host, float("-inf")) + min(max(asked, self._limits.visit_seconds), self._limits.fetch_seconds)
        if (left := due - self._clock()) > 0:
            self._wait(left)
        self._visited[host] = self._clock()
