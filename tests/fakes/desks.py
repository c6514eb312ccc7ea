"""A desk that runs as a process of its own, as a person would start it."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from socket import socket
from typing import Any

import uvicorn
from fastapi import FastAPI

LINK = re.compile(r"http://127\.0\.0\.1:\d+/open\?key=\S+")


@dataclass(frozen=True, slots=True)
class RunningDesk:
    """Where it answers, which record it shows, and the cookie of a browser that came in."""

    address: str
    record: Path
    cookies: list[dict[str, Any]]

    @property
    def header(self) -> str:
        """The cookie as a header's value."""
        return "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in self.cookies)


@contextmanager
def running_desk(record: Path, *sources: Path, environment: dict[str, str] | None = None) -> Iterator[RunningDesk]:
    """Reads the sources into the record and runs a desk over it on a free port; ended afterwards by its own number."""
    command = [sys.executable, "-m", "legation"]
    if sources:
        subprocess.run([*command, "read", *map(str, sources), "--record", str(record)], check=True, env=environment, capture_output=True)
    port = free_port()
    desk = subprocess.Popen(
        [*command, "desk", "--record", str(record), "--port", str(port)], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        assert desk.stdout is not None
        link = next(found[0] for line in desk.stdout if (found := LINK.search(line)))
        yield RunningDesk(f"http://127.0.0.1:{port}", record, _enter(link))
    finally:
        desk.terminate()
        desk.wait(20)


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """Runs a desk in a thread of this process, on a free port; gives its address."""
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(20)


def _enter(link: str) -> list[dict[str, Any]]:
    jar = CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    for _ in range(100):
        try:
            with opener.open(link, timeout=30):
                break
        except urllib.error.URLError:  # it says where it will listen before it does
            time.sleep(0.1)
    base = link.partition("/open")[0]
    return [{"name": cookie.name, "value": str(cookie.value), "url": base} for cookie in jar]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
