"""What a server answered, as an archive keeps it -> the page: HTTP head, transfer and content encodings, charset."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from legation.errors import InputError
from legation.reading.inflating import GZIP_MAGIC
from legation.reading.limits import Limits

CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_HEAD_BYTES = 64 * 1024
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?\s+(\d{3})\b")
_CHUNK = re.compile(rb"(?:\r?\n)?([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,500})?\r?\n")
_MAX_CODINGS = 3
_WRAPPED, _BARE, _GZIP = 15, -15, 31
_OK = 200


@dataclass(frozen=True, slots=True)
class Response:
    """An answer of a server; `media` is its type in lower case, empty where none is stated."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def media(self) -> str:
        """The type of what was sent, without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The charset that the server stated."""
        found = CHARSET.search(self.headers.get("content-type", ""))
        return found.group(1) if found else None


def response_of(block: bytes, place: str) -> Response:
    """The parts of an HTTP answer, its body still encoded.

    Raises:
        InputError: `broken_record` where it does not begin with a status.
    """
    status = _STATUS.match(block)
    if status is None:
        raise InputError("broken_record", f"{place}: no answer of a server begins here.", origin=place)
    end = _HEAD_END.search(block, 0, _HEAD_BYTES)
    head, body = (block[: end.start()], block[end.end() :]) if end else (block[:_HEAD_BYTES], b"")
    headers: dict[str, str] = {}
    for line in head.decode("latin-1").splitlines()[1:]:
        name, _, value = line.partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    return Response(int(status.group(1)), headers, body)


def decoded(response: Response, place: str, limits: Limits) -> bytes:
    """The body without its encodings. Where crawlers decoded it and kept the header, it stays as it is.

    Raises:
        InputError: `decompression`, `unsupported` or `too_large`.
    """
    data = response.body
    if "chunked" in response.headers.get("transfer-encoding", "").lower():
        data = b"".join(_chunks(data))
    codings = [name.strip().lower() for name in response.headers.get("content-encoding", "").split(",") if name.strip()]
    if len(codings) > _MAX_CODINGS:
        raise InputError("decompression", f"{place}: {len(codings)} encodings, one in another.", origin=place)
    for coding in reversed(codings):
        data = _without(coding, data, place, limits)
    if data.startswith(GZIP_MAGIC):
        raise InputError("decompression", f"{place}: gzip inside gzip, or under another name, is not read.", origin=place)
    if len(data) > limits.page_bytes:
        raise InputError("too_large", f"{place}: the page has more than {limits.page_bytes} bytes.", origin=place)
    return data


def _chunks(data: bytes) -> Iterator[bytes]:
    """The pieces of a chunked body; all of it where it is not chunked (crawlers join the pieces and keep the header)."""
    at = 0
    while found := _CHUNK.match(data, at):
        size = int(found.group(1), 16)
        if not size or found.end() + size > len(data):
            yield data[found.end() :] if size else b""
            return
        yield data[found.end() : found.end() + size]
        at = found.end() + size
    if not at:
        yield data


def _without(coding: str, data: bytes, place: str, limits: Limits) -> bytes:
    cap = min(limits.page_bytes, max(limits.expansion_floor, len(data) * limits.expansion))
    try:
        if coding in ("gzip", "x-gzip"):
            return _inflated(data, _GZIP, cap, place) if data.startswith(GZIP_MAGIC) else data
        if coding == "deflate":
            return _deflated(data, cap, place)
        if coding == "br":
            return _unbrotlied(data, cap, place)
    except zlib.error as fault:
        raise InputError("decompression", f"{place}: the page's {coding} is broken ({fault}).", origin=place) from fault
    if coding == "identity":
        return data
    raise InputError("unsupported", f"{place}: the encoding {coding[:40]!r} of the page is not read.", origin=place)


def _deflated(data: bytes, cap: int, place: str) -> bytes:
    """What is called deflate comes with the wrapping of zlib or without."""
    try:
        return _inflated(data, _WRAPPED, cap, place)
    except zlib.error:
        return _inflated(data, _BARE, cap, place)


def _inflated(data: bytes, bits: int, cap: int, place: str) -> bytes:
    inflater = zlib.decompressobj(bits)
    plain = inflater.decompress(data, cap + 1)
    if len(plain) > cap:
        raise _bomb(place, cap)
    if not inflater.eof:
        raise InputError("decompression", f"{place}: the page is cut off within its encoding.", origin=place)
    return plain


def _unbrotlied(data: bytes, cap: int, place: str) -> bytes:
    """The plain bytes of Brotli; what is plain mark-up already stays as it is."""
    import brotli

    if data.lstrip()[:1] == b"<":
        return data
    inflater = brotli.Decompressor()
    plain = bytearray()
    try:
        plain += inflater.process(data, output_buffer_limit=cap + 1)
        while len(plain) <= cap and not inflater.is_finished() and (more := inflater.process(b"", output_buffer_limit=cap + 1)):
            plain += more
    except brotli.error as fault:
        raise InputError("decompression", f"{place}: the page's Brotli is broken ({fault}).", origin=place) from fault
    if len(plain) > cap:
        raise _bomb(place, cap)
    if not inflater.is_finished():
        raise InputError("decompression", f"{place}: the page is cut off within its encoding.", origin=place)
    return bytes(plain)


def _bomb(place: str, cap: int) -> InputError:
    return InputError("decompression", f"{place}: the page expands to more than {cap} bytes.", origin=place)


def is_found(response: Response) -> bool:
    """Whether the server gave what was asked for."""
    return response.status == _OK
