"""The reader takes whatever the user names and never stops at a bad file."""

from __future__ import annotations

import gzip
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from legation.document import Document
from legation.errors import Failure
from legation.reading.limits import Limits
from legation.reading.reader import SourceReader
from reading.newspages import PARAGRAPHS, TITLE, page


@pytest.fixture(scope="module")
def reader() -> Iterator[SourceReader]:
    """One reader, one child process, for all tests here."""
    found = SourceReader()
    yield found
    found.close()


def outcomes(reader: SourceReader, *sources: object) -> list[tuple[str, str]]:
    """Origin and reason (or "read") of each result."""
    return [(d.origin, d.reason if isinstance(d, Failure) else "read") for d in reader.read([str(source) for source in sources])]


def test_folders_are_read_deeply_and_sorted(reader: SourceReader, tmp_path: Path) -> None:
    """Every file but hidden ones, in order of path; a bad one fails alone."""
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "one.txt").write_text("The envoy left the capital.")
    (tmp_path / "a.jsonl").write_text('{"text": "The envoy left."}\n{"text": 1}\n')
    (tmp_path / "z.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / ".hidden").write_text("x")
    assert outcomes(reader, tmp_path) == [("a.jsonl:1", "read"), ("a.jsonl:2", "bad_field"), ("z.pdf", "not_text"), ("b/one.txt", "read")]


def test_globs_are_sorted(reader: SourceReader, tmp_path: Path) -> None:
    """A pattern gives its matches in order."""
    for name in ("2.txt", "1.txt", "3.md"):
        (tmp_path / name).write_text("The envoy left.")
    assert outcomes(reader, tmp_path / "*.txt") == [("1.txt", "read"), ("2.txt", "read")]


def test_what_is_not_there_is_a_failure(reader: SourceReader, tmp_path: Path) -> None:
    """Missing files, globs without a match, empty folders and foreign schemes each have their reason."""
    (tmp_path / "empty").mkdir()
    found = outcomes(reader, tmp_path / "no.txt", tmp_path / "*.no", tmp_path / "empty", "ftp://coast.example/a")
    assert [reason for _, reason in found] == ["missing", "missing", "empty", "refused_address"]


def test_page_text_holds_every_block(reader: SourceReader, tmp_path: Path) -> None:
    """Blank lines between blocks; the spans cut the text; the body is the article."""
    (tmp_path / "p.html.gz").write_bytes(gzip.compress(page()))
    (document,) = reader.read([str(tmp_path / "p.html.gz")])
    assert isinstance(document, Document)
    assert document.text == "\n\n".join(block.span.of(document.text) for block in document.blocks)
    assert (document.title, document.body, document.language) == (TITLE, "\n\n".join(PARAGRAPHS), "en")


def test_the_same_page_gives_the_same_bytes(reader: SourceReader, tmp_path: Path) -> None:
    """Read twice, in another process, under another folder: one answer."""
    results = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "p.html").write_bytes(page())
        results += [json.dumps(d.to_dict()) for d in SourceReader().read([str(tmp_path / name)])]
    assert results[0] == results[1]


@pytest.mark.parametrize(
    ("data", "origin", "language"),
    [
        (b'{"text": "The envoy left."}\n', "-:1", None),
        (page(), "-", "en"),
        ("Посол покинул столицу в понедельник, сообщило министерство.".encode("cp1251"), "-", "ru"),
    ],
)
def test_standard_input_is_sniffed(reader: SourceReader, monkeypatch: pytest.MonkeyPatch, data: bytes, origin: str, language: str | None) -> None:
    """JSONL, HTML and text are told apart by their first bytes."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    (document,) = reader.read(["-"])
    assert isinstance(document, Document)
    assert (document.origin, document.to_dict()["language"]) == (origin, language)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("bomb.html.gz", gzip.compress(b"<p>" + b"A" * 5_000_000), "decompression"),
        ("cut.html.gz", gzip.compress(page())[:200], "decompression"),
        ("twice.html.gz", gzip.compress(gzip.compress(page())), "decompression"),
        ("empty.html", b"", "empty"),
        ("a.zip", b"PK\x03\x04rest", "decompression"),
        ("sitemap.xml", b"<?xml version='1.0'?><urlset></urlset>", "unsupported"),
        ("feed.xml", b"<?xml version='1.0'?><rss version='2.0'></rss>", "empty"),
        ("array.json", b'[{"text": "a"}]', "unsupported"),
        ("noise.bin", bytes(range(256)) * 8, "not_text"),
    ],
)
def test_hostile_and_foreign_files_fail_with_a_reason(reader: SourceReader, tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    """Bombs, cut and nested archives, and forms that are not read."""
    (tmp_path / name).write_bytes(data)
    assert outcomes(reader, tmp_path / name) == [(name, reason)]


def test_files_beyond_the_cap_are_too_large(tmp_path: Path) -> None:
    """The cap is on decompressed bytes."""
    (tmp_path / "a.txt").write_text("The envoy left. " * 100)
    assert outcomes(SourceReader(limits=Limits(page_bytes=1000)), tmp_path / "a.txt") == [("a.txt", "too_large")]
