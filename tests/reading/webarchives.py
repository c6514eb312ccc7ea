"""Archives of our own making for the tests of the reading room."""

from __future__ import annotations

import gzip


def response(body: bytes, *, headers: bytes = b"Content-Type: text/html; charset=utf-8\r\n", status: bytes = b"200 OK") -> bytes:
    """What a server answered."""
    return b"HTTP/1.1 " + status + b"\r\n" + headers + b"\r\n" + body


def record(block: bytes, *, url: str = "https://coast.example/a", kind: str = "response", length: int | None = None) -> bytes:
    """One record, with its true length unless another is given."""
    stated = len(block) if length is None else length
    media = "application/http; msgtype=response" if kind in ("response", "request") else "text/plain"
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2021-05-09T10:00:00Z\r\nWARC-Target-URI: {url}\r\nContent-Type: {media}\r\n"
    return f"{head}Content-Length: {stated}\r\n\r\n".encode() + block + b"\r\n\r\n"


def packed(*records: bytes) -> bytes:
    """The records as CC-NEWS packs them: each a member of gzip."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)
