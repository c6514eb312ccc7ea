"""Times every page of the desk over a record of 100,000 synthetic events, and weighs its first page as a browser fetches it.

nice python benchmarks/million.py make /tmp/desk.db 100000
nice python benchmarks/desk.py /tmp/desk.db

The desk runs in a process of its own on one core. Each page is asked for five times; the median is told, and the slowest. CSV streams the whole
answer and is not timed. Bytes are as sent (gzip).
"""

from __future__ import annotations

import gzip
import os
import re
import statistics
import subprocess
import sys
import time
import urllib.request
from http.cookiejar import CookieJar

LINK = re.compile(r"http://127\.0\.0\.1:\d+/open\?key=\S+")
HREF = re.compile(r'<a[^>]*\shref="(/[^"#]*)')
ASSET = re.compile(r'<(?:link|script|img)[^>]*\s(?:href|src)="(/static/[^"]+)"')
FONT = re.compile(r'url\("([^"]+)"\)')
DETAIL = re.compile(r"/(entries|reports|states|pairs|codebook|audit)/.+")
NO_PAGE = re.compile(r"^/static/|^/open|/live")
TIMES = 5
FILTERS = 2
"""Filters of an address at most: what two together cost, more do."""
WARMING_SECONDS = 10
"""The desk counts states and pairs beside its start."""
PORT = 8797
BAR_MS, BAR_BYTES = 300, 200_000


def main(record: str) -> None:
    """Prints a line a page."""
    command = ["taskset", "-c", "0", sys.executable, "-m", "legation", "desk", "--record", record, "--port", str(PORT)]
    desk = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        assert desk.stdout is not None
        link = next(found[0] for line in desk.stdout if (found := LINK.search(line)))
        os.sched_setaffinity(0, {1})
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        browser.addheaders = [("Accept-Encoding", "gzip")]
        _patiently(browser, link)
        time.sleep(WARMING_SECONDS)
        _time_pages(browser)
        _weigh(browser)
    finally:
        desk.terminate()
        desk.wait(20)


def _time_pages(browser: urllib.request.OpenerDirector) -> None:
    seen: dict[str, str] = {}
    waiting = ["/", "/feed.json", "/?actor=USA&type=CONSULT", "/?text=harbour", "/?place=CUB&since=2001&until=2003"]
    slow = 0
    while waiting:
        link = waiting.pop(0)
        if _sort(link) in seen or NO_PAGE.search(link) or _filters(link) > FILTERS:
            continue
        seen[_sort(link)] = link
        spent = []
        for _ in range(TIMES):
            begun = time.perf_counter()
            with browser.open(f"http://127.0.0.1:{PORT}{link}") as answer:
                body, zipped, kind = answer.read(), answer.headers.get("content-encoding") == "gzip", answer.headers.get_content_type()
            spent.append(1000 * (time.perf_counter() - begun))
        slow += statistics.median(spent) > BAR_MS
        print(f"{statistics.median(spent):8.0f} ms  slowest {max(spent):6.0f}  {len(body):9,} bytes  {link[:90]}", flush=True)
        if kind == "text/html":
            text = (gzip.decompress(body) if zipped else body).decode()
            waiting += [found.replace("&amp;", "&") for found in HREF.findall(text) if not found.partition("?")[0].endswith((".csv", ".jsonl"))]
    print(f"{len(seen)} pages, {slow} over {BAR_MS} ms")


def _weigh(browser: urllib.request.OpenerDirector) -> None:
    with browser.open(f"http://127.0.0.1:{PORT}/") as answer:
        body = answer.read()
    page = gzip.decompress(body).decode()
    total, waiting = len(body), list(dict.fromkeys(ASSET.findall(page)))
    for asset in waiting:
        with browser.open(f"http://127.0.0.1:{PORT}{asset}") as answer:
            sent, zipped = answer.read(), answer.headers.get("content-encoding") == "gzip"
        total += len(sent)
        if asset.endswith(".css"):
            words = (gzip.decompress(sent) if zipped else sent).decode()
            waiting += [f"/static/{name}" for name in FONT.findall(words)]
    print(f"the first page with its styles, scripts and type: {total:,} bytes (bar {BAR_BYTES:,})")


def _patiently(browser: urllib.request.OpenerDirector, link: str) -> None:
    for _ in range(100):
        try:
            browser.open(link).close()
        except OSError:
            time.sleep(0.1)
        else:
            return


def _filters(link: str) -> int:
    return link.partition("?")[2].count("=")


def _sort(link: str) -> str:
    """One of each: a filter's value and an id do not make another page."""
    path, _, query = link.partition("?")
    found = DETAIL.fullmatch(path)
    names = "&".join(sorted({part.partition("=")[0] for part in query.split("&") if part}))
    suffix = ".json" if path.endswith(".json") else ""
    return f"{found[1] + suffix if found else path}?{names}"


if __name__ == "__main__":
    main(sys.argv[1])
