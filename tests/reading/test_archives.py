"""Archives are read record by record; what is lost is told, and the rest is kept."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zlib
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest

from legation.document import Document
from legation.errors import Failure, Unknown
from legation.reading.limits import Limits
from legation.reading.members import pieces_of
from legation.reading.reader import SourceReader
from legation.reading.warc import Tape, records_of
from reading.newspages import TITLE, page
from reading.webarchives import packed, record, response

GOOD = record(response(page()))
OTHER = record(response(page(title="Sylvania recalls its envoy from Freedonia")), url="https://coast.example/b")
FOUND = ("read", "https://coast.example/a")
SECOND = ("read", "https://coast.example/b")


@pytest.fixture(scope="module")
def reader() -> Iterator[SourceReader]:
    """One reader, one child process, for all tests here."""
    found = SourceReader()
    yield found
    found.close()


def results(reader: SourceReader, data: bytes, name: str = "a.warc") -> list[tuple[str, str]]:
    """(read, address) or (reason, place) of each result."""
    found = reader.read_stream(io.BytesIO(data), name)
    return [(d.reason, d.origin) if isinstance(d, Failure) else ("read", str(d.url)) for d in found]


@pytest.mark.parametrize("data", [GOOD + OTHER, packed(GOOD, OTHER), gzip.compress(GOOD + OTHER)])
@pytest.mark.parametrize("name", ["a.warc", "archive", "-"])
def test_archives_are_known_by_their_bytes(reader: SourceReader, data: bytes, name: str) -> None:
    """Plain, packed record by record as CC-NEWS is, or as a whole; under any name."""
    assert results(reader, data, name) == [FOUND, SECOND]


def test_a_page_of_an_archive_is_the_page_itself(reader: SourceReader, tmp_path: Path) -> None:
    """Its title, its own day over the crawler's, its place by the number of its record."""
    request = record(b"GET / HTTP/1.1\r\n\r\n", kind="request")
    (tmp_path / "news.warc.gz").write_bytes(packed(request, GOOD))
    (document,) = reader.read([str(tmp_path / "news.warc.gz")])
    assert isinstance(document, Document)
    assert not isinstance(document.date, Unknown)
    assert (document.title, document.origin, document.date.basis) == (TITLE, "news.warc.gz:2", "meta")


def test_the_crawl_day_stands_in_under_its_own_basis(reader: SourceReader) -> None:
    """Only where the page states no day; an impossible one stays Unknown."""
    pages = (page("<p>The envoy left the capital.</p>", head=""), page(head='<meta property="article:published_time" content="9999-99-99">'))
    days = [d.date for p in pages for d in reader.read_stream(io.BytesIO(record(response(p))), "a") if isinstance(d, Document)]
    assert [getattr(day, "basis", None) or getattr(day, "reason", None) for day in days] == ["crawl", "impossible_value"]


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (b"Content-Encoding: gzip\r\n", gzip.compress(page())),
        (b"Content-Encoding: gzip\r\n", page()),
        (b"Content-Encoding: br\r\n", brotli.compress(page())),
        (b"Content-Encoding: deflate\r\n", zlib.compress(page())),
        (b"Content-Encoding: deflate\r\n", zlib.compress(page())[2:-4]),
        (b"Transfer-Encoding: chunked\r\n", b"%x\r\n%s\r\n0\r\n\r\n" % (len(page()), page())),
        (b"Transfer-Encoding: chunked\r\n", page()),
        (b"Content-Type: text/html; charset=cp1250\r\n", page().decode().replace("©", "Š").encode("cp1250")),
    ],
)
def test_encodings_are_undone(reader: SourceReader, headers: bytes, body: bytes) -> None:
    """Also where the crawler undid them and kept the header; a page without a type is known by its bytes."""
    (document,) = reader.read_stream(io.BytesIO(record(response(body, headers=headers))), "a")
    assert isinstance(document, Document)
    assert document.title == TITLE


@pytest.mark.parametrize(
    "other",
    [
        record(response(b"\x89PNG", headers=b"Content-Type: image/png\r\n")),
        record(response(page(), status=b"404 Not Found")),
        record(b"software: x\r\n", kind="warcinfo"),
        record(response(b"\x89PNG" * 4_000_000, headers=b"Content-Type: video/mp4\r\n")),
    ],
)
def test_what_is_no_page_is_passed_over(reader: SourceReader, other: bytes) -> None:
    """Pictures, missing pages, records about the archive, films larger than the cap."""
    assert results(reader, other + OTHER) == [SECOND]


def test_converted_texts_are_read(reader: SourceReader) -> None:
    """An archive of plain texts (WET) gives them with their addresses."""
    assert results(reader, record(b"The envoy left the capital.", kind="conversion")) == [FOUND]


CUT = "broken_record"


@pytest.mark.parametrize(
    ("data", "due"),
    [
        (GOOD + OTHER[:300], [FOUND, (CUT, "a.warc:2")]),
        (record(response(page()), length=10**15) + OTHER, [(CUT, "a.warc:1"), SECOND]),
        (record(response(page()), length=-5) + OTHER, [(CUT, "a.warc:1"), SECOND]),
        (record(response(page()), length=900) + OTHER, [(CUT, "a.warc:1"), SECOND]),
        (record(response(page()), length=5000) + OTHER, [(CUT, "a.warc:1"), SECOND]),
        (GOOD + b"rubbish\r\n" * 30000 + OTHER, [FOUND, (CUT, "a.warc:2"), SECOND]),
        (b"WARC/1.0\r\n" + b"a: b\r\n" * 50000 + OTHER, [(CUT, "a.warc:1"), SECOND]),
        (record(b"no answer") + OTHER, [(CUT, "a.warc:1"), SECOND]),
        (packed(GOOD)[:-20] + packed(OTHER), [("decompression", "a.warc:1"), SECOND]),
        (packed(GOOD, OTHER)[:-20], [FOUND, ("decompression", "a.warc:2")]),
        (packed(GOOD, b"\0" * 3_000_000, OTHER), [FOUND, ("decompression", "a.warc:2"), SECOND]),
        (gzip.compress(packed(GOOD)) + packed(OTHER), [("decompression", "a.warc:1"), SECOND]),
        (
            record(response(gzip.compress(gzip.compress(page())), headers=b"Content-Encoding: gzip\r\n")) + OTHER,
            [("decompression", "a.warc:1"), SECOND],
        ),
        (record(response(gzip.compress(b"a" * 3_000_000), headers=b"Content-Encoding: gzip\r\n")) + OTHER, [("decompression", "a.warc:1"), SECOND]),
        (record(response(brotli.compress(b"a" * 3_000_000), headers=b"Content-Encoding: br\r\n")) + OTHER, [("decompression", "a.warc:1"), SECOND]),
        (record(response(b"<p>" + b"a" * 17_000_000)) + OTHER, [("too_large", "a.warc:1"), SECOND]),
        (b"WARC/1.0\r\n\r\n", [(CUT, "a.warc:1")]),
    ],
)
def test_a_bad_record_is_refused_alone(reader: SourceReader, data: bytes, due: list[tuple[str, str]]) -> None:
    """Cut off, with a false length, rubbish between, broken gzip, bombs: a failure with its place, and the next page is read."""
    name = "a.warc.gz" if data.startswith(b"\x1f\x8b") else "a.warc"
    assert results(reader, data, name) == [(reason, place.replace("a.warc:", f"{name}:")) for reason, place in due]


def test_memory_does_not_grow_with_the_archive() -> None:
    """Ten times the records take no more memory."""

    def most(count: int) -> int:
        data = io.BytesIO(packed(GOOD) * count)
        tracemalloc.start()
        assert sum(1 for _ in records_of(Tape(pieces_of(data, "a", Limits())), "a", 1_000_000)) == count
        largest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return largest

    assert most(2000) < most(200) * 1.25


def test_ten_thousand_lies_are_passed_over_in_seconds() -> None:
    """A record that claims megabytes costs no more than it has."""
    lies = b"".join(record(b"x" * 500, length=15_000_000 + n) for n in range(10_000))
    assert sum(1 for _ in records_of(Tape(pieces_of(io.BytesIO(lies), "a", Limits())), "a", 16_000_000)) == 10_000
