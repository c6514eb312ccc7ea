"""Reads a made-up WARC archive of so many pages, packed record by record, and says how fast and in how much memory.

    python benchmarks/archive_speed.py [PAGES]

Every page is an article of twenty paragraphs below a menu, each of other numbers, with a request and a picture beside it. Prints a line of JSON
for a tenth of the pages and one for all: `pages`, `megabytes` of the archive, `records_alone` (records a second without taking pages apart),
`pages_a_second` by the clock, `cpu_ms` a page (both processes), `peak_mb` of the reading process.
"""

from __future__ import annotations

import gzip
import io
import json
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import closing

from legation.document import Document
from legation.reading.limits import DEFAULT_LIMITS
from legation.reading.members import pieces_of
from legation.reading.reader import SourceReader
from legation.reading.warc import Tape, records_of


def main() -> None:
    """Prints the two lines."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    for count in (pages // 10, pages):
        data = b"".join(packed for number in range(count) for packed in _records(number))
        print(json.dumps({"pages": count, "megabytes": round(len(data) / 1e6, 2)} | _measured(data, count)), flush=True)


def _measured(data: bytes, count: int) -> dict[str, float]:
    began = time.perf_counter()
    alone = sum(1 for _ in records_of(Tape(pieces_of(io.BytesIO(data), "a", DEFAULT_LIMITS)), "a", DEFAULT_LIMITS.page_bytes))
    records_a_second = alone / (time.perf_counter() - began)
    cpu, began = _cpu(), time.perf_counter()
    with closing(SourceReader()) as reader:
        assert sum(isinstance(found, Document) for found in reader.read_stream(io.BytesIO(data), "a.warc.gz")) == count
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = {"records_alone": records_a_second, "pages_a_second": count / seconds, "cpu_ms": 1000 * (_cpu() - cpu) / count, "peak_mb": peak}
    return {name: round(value, 1) for name, value in told.items()}


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _records(number: int) -> Iterator[bytes]:
    """A request, a page and a picture, each a member of gzip."""
    paragraphs = "".join(
        f"<p>Envoy {number} of Freedonia met minister {n} of Sylvania on Monday and spoke of {number * n + n} tons of grain for the harbour.</p>"
        for n in range(20)
    )
    head = '<meta charset="utf-8"><meta property="article:published_time" content="2021-05-03T10:00:00Z">'
    menu = "".join(f'<li><a href="/s{n}">Section {n}</a></li>' for n in range(30))
    article = f"<ul>{menu}</ul><article><h1>Report {number}</h1>{paragraphs}</article>"
    page = f"<html><head>{head}<title>Report {number}</title></head><body>{article}</body></html>"
    answer = "HTTP/1.1 200 OK\r\nContent-Type: {}\r\n\r\n"
    yield _record("request", b"GET / HTTP/1.1\r\n\r\n", number)
    yield _record("response", answer.format("text/html; charset=utf-8").encode() + page.encode(), number)
    yield _record("response", answer.format("image/png").encode() + b"\x89PNG" * 2000, number)


def _record(kind: str, block: bytes, number: int) -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2021-05-03T11:00:00Z\r\nWARC-Target-URI: https://coast.example/{number}\r\n"
    return gzip.compress(f"{head}Content-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n")


if __name__ == "__main__":
    main()
