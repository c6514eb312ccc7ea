"""Opens files, plain or gzip, without ever holding more than the caps allow."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import BinaryIO, cast

from legation.errors import InputError
from legation.reading.limits import Limits

GZIP_MAGIC = b"\x1f\x8b"
CHUNK_BYTES = 1024 * 1024
_WITH_GZIP_HEADER = 31


class CappedInflater(io.RawIOBase):
    """A readable stream of decompressed bytes that refuses bombs, truncation and gzip inside gzip.

    Raises (while reading):
        InputError: `decompression`.
    """

    def __init__(self, packed: BinaryIO, origin: str, limits: Limits) -> None:
        super().__init__()
        self._packed = _Counted(packed)
        self._stream = gzip.GzipFile(fileobj=cast("BinaryIO", self._packed))
        self._origin = origin
        self._limits = limits
        self._bytes_out = 0

    def readable(self) -> bool:
        """True: this stream is for reading."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fills the buffer with decompressed bytes; 0 at the end."""
        view = memoryview(cast("bytearray", buffer)).cast("B")
        try:
            piece = self._stream.read(len(view))
        except (EOFError, OSError, zlib.error) as fault:
            raise self._refusal(f"the compressed data is broken or cut off ({fault}). Compress the file again.") from fault
        if self._bytes_out == 0 and piece.startswith(GZIP_MAGIC):
            raise self._refusal("gzip inside gzip is not read. Decompress the file once.")
        self._bytes_out += len(piece)
        if self._bytes_out > max(self._limits.expansion_floor, self._packed.bytes_in * self._limits.expansion):
            raise self._refusal(f"the data expands more than {self._limits.expansion} times. Decompress the file yourself if you trust it.")
        view[: len(piece)] = piece
        return len(piece)

    def _refusal(self, why: str) -> InputError:
        return InputError("decompression", f"{self._origin}: {why}", origin=self._origin)


class _Counted(io.RawIOBase):
    """Counts the packed bytes that were taken from a file."""

    def __init__(self, inner: BinaryIO) -> None:
        super().__init__()
        self._inner = inner
        self.bytes_in = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast("bytearray", buffer)).cast("B")
        piece = self._inner.read(len(view))
        self.bytes_in += len(piece)
        view[: len(piece)] = piece
        return len(piece)


def buffered(raw: BinaryIO) -> io.BufferedReader:
    """The bytes of a file, to be peeked at."""
    return raw if isinstance(raw, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", raw))


def stream_of(raw: BinaryIO, origin: str, limits: Limits) -> BinaryIO:
    """The bytes of a file, decompressed when they begin like gzip; read it in pieces."""
    opened = buffered(raw)
    if opened.peek(2)[:2] != GZIP_MAGIC:
        return opened
    return io.BufferedReader(CappedInflater(opened, origin, limits), buffer_size=64 * 1024)


def plain_head(packed: bytes, count: int) -> bytes:
    """The first `count` plain bytes of a file that begins with `packed`; fewer, or none, where that does not tell them."""
    if not packed.startswith(GZIP_MAGIC):
        return packed[:count]
    try:
        return zlib.decompressobj(_WITH_GZIP_HEADER).decompress(packed, count)
    except zlib.error:
        return b""


def read_capped(stream: BinaryIO, origin: str, cap_bytes: int) -> bytes:
    """All bytes of a stream.

    Raises:
        InputError: `too_large` beyond `cap_bytes`, `empty` when there is none.
    """
    pieces: list[bytes] = []
    held = 0
    while piece := stream.read(CHUNK_BYTES):
        pieces.append(piece)
        held += len(piece)
        if held > cap_bytes:
            raise InputError("too_large", f"{origin}: more than {cap_bytes} bytes. Split the file or raise the cap.", origin=origin)
    if not held:
        raise InputError("empty", f"{origin}: the source holds no bytes.", origin=origin)
    return b"".join(pieces)
