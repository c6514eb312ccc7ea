"""How much of a source is read before it is refused."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The caps of one run. What exceeds them becomes a Failure; nothing is cut short in silence.

    Attributes:
        page_bytes: a page or text, after decompression.
        row_bytes: one line of JSONL, one record of CSV or Parquet.
        packed_bytes: a compressed file that holds one page.
        expansion: bytes out per byte in, once `expansion_floor` bytes have come out (news compresses about 5:1, never 200:1).
        expansion_floor: bytes that may come out of any file, whatever the ratio.
        depth: elements inside each other, objects and lists inside each other.
        seconds: for taking one page apart.
        document_bytes, document_pages, document_seconds: for one PDF or DOCX (pictures make them large; its text stays within `page_bytes`).
        fetch_seconds, fetch_hops: for one address.
        visit_seconds: between two visits to one host, where a feed's links are followed.
    """

    page_bytes: int = 16 * MEGABYTE
    row_bytes: int = 16 * MEGABYTE
    packed_bytes: int = 16 * MEGABYTE
    expansion: int = 200
    expansion_floor: int = 1 * MEGABYTE
    depth: int = 500
    seconds: float = 10.0
    document_bytes: int = 64 * MEGABYTE
    document_pages: int = 500
    document_seconds: float = 60.0
    fetch_seconds: float = 20.0
    fetch_hops: int = 5
    visit_seconds: float = 1.0


DEFAULT_LIMITS = Limits()
