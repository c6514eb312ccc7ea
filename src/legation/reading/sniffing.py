"""Which form a source has: by its name, else by its first bytes."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from legation.errors import InputError

Form: TypeAlias = Literal["html", "text", "jsonl", "csv", "parquet", "warc", "feed", "opml", "pdf", "docx"]

SNIFFED_BYTES = 4096
_SUFFIXES: dict[str, Form] = {
    "html": "html",
    "htm": "html",
    "xhtml": "html",
    "shtml": "html",
    "jsonl": "jsonl",
    "ndjson": "jsonl",
    "csv": "csv",
    "tsv": "csv",
    "parquet": "parquet",
    "txt": "text",
    "text": "text",
}
_MARKS: tuple[tuple[bytes, Form], ...] = ((b"PAR1", "parquet"), (b"WARC/", "warc"), (b"%PDF", "pdf"), (b"PK\x03\x04", "docx"))
"""First bytes that tell a form; what is packed as ZIP but no Word document is refused when it is opened."""
_MAGIC = (
    (b"PK\x05\x06", "an empty ZIP archive", "Unpack it"),
    (b"{\\rtf", "rich text", "Save it as plain text"),
    (b"BZh", "bzip2 data", "Decompress it, or use gzip"),
    (b"\xfd7zXZ\x00", "xz data", "Decompress it, or use gzip"),
    (b"\x28\xb5\x2f\xfd", "zstd data", "Decompress it, or use gzip"),
    (b"7z\xbc\xaf", "a 7z archive", "Unpack it"),
    (b"\x89PNG", "a picture", "Give the page that shows it"),
    (b"\xff\xd8\xff", "a picture", "Give the page that shows it"),
    (b"GIF8", "a picture", "Give the page that shows it"),
    (b"\xd0\xcf\x11\xe0", "an old or encrypted office document", "Save it as DOCX without a password"),
    (b"SQLite format 3", "a database", "Export its rows as JSONL"),
)
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)\b|<!DOCTYPE\s+(?:rss|feed)\b", re.IGNORECASE)
_OPML = re.compile(rb"<opml\b", re.IGNORECASE)
_SITEMAP = re.compile(rb"<(?:urlset|sitemapindex)\b", re.IGNORECASE)
_HTML = re.compile(rb"<!doctype\s+html|<(?:html|head|body|article|div|p|meta|title|section|main|h1)\b", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml\b", re.IGNORECASE)
_ONE_JSON_VALUE = re.compile(rb"\[\s*(?:\{|\]\s*$)|\{\s*\n")
_MAX_CONTROL_SHARE = 0.02
_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")


def form_of(name: str, head: bytes) -> Form:
    """The form of a source called `name` that begins with `head` (decompressed).

    Raises:
        InputError: `unsupported` for a form that this version does not read, `not_text` for bytes that are none.
    """
    for mark, form in _MARKS:
        if head.startswith(mark):
            return form
    for magic, what, remedy in _MAGIC:
        if head.startswith(magic):
            raise InputError("unsupported", f"{name}: {what} is not read. {remedy}.", origin=name)
    stated = _SUFFIXES.get(_suffix(name))
    if stated in ("jsonl", "csv"):
        return stated
    if _is_binary(head):
        raise InputError("not_text", f"{name}: the bytes are no text, page or table.", origin=name)
    if stated is None or stated == "html":
        told = _form_of_xml(name, _ascii(head))
        if told is not None:
            return told
    return stated or _sniffed(name, head)


def _suffix(name: str) -> str:
    """The last part of a file's name, what stands before `.gz` for a compressed one."""
    parts = name.lower().rsplit("/", 1)[-1].split(".")
    if len(parts) > 1 and parts[-1] in ("gz", "gzip"):
        parts.pop()
    return parts[-1] if len(parts) > 1 else ""


def _form_of_xml(name: str, head: bytes) -> Form | None:
    """A feed, a list of feeds, or None for what is no XML but HTML."""
    if not re.search(rb"<html\b", head, re.IGNORECASE):
        if _FEED.search(head):
            return "feed"
        if _OPML.search(head):
            return "opml"
        if _SITEMAP.search(head):
            raise InputError("unsupported", f"{name}: sitemaps are not read. Give the addresses of its reports.", origin=name)
    if _XML.match(head) and not _HTML.search(head):
        raise InputError("unsupported", f"{name}: XML other than HTML and feeds is not read. Convert it to JSONL.", origin=name)
    return None


def _sniffed(name: str, head: bytes) -> Form:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if _ONE_JSON_VALUE.match(start):
        raise InputError("unsupported", f"{name}: one JSON value over several lines is not read. Write one object a line (jq -c).", origin=name)
    if start.startswith(b"{"):
        return "jsonl"
    if start.startswith(b"<") and _HTML.search(_ascii(head)):
        return "html"
    return "html" if head.startswith(_BOMS) and _ascii(head).lstrip().startswith(b"<") else "text"


def _ascii(head: bytes) -> bytes:
    """The head without what UTF-16 puts between ASCII letters."""
    return head.lstrip(b"\xff\xfe\xef\xbb\xbf").replace(b"\0", b"") if head.startswith(_BOMS) else head


def _is_binary(head: bytes) -> bool:
    """Whether more bytes are control characters than text ever has; UTF-16 with its mark is text."""
    if head.startswith(_BOMS):
        return False
    control = sum(b < 32 and b not in (9, 10, 12, 13, 27) for b in head)
    return control > max(8, len(head) * _MAX_CONTROL_SHARE)
