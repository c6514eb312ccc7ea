"""The bytes of an archive, member by member of gzip: a damaged member is told and passed over, and the next one is read."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import BinaryIO

from legation.errors import InputError
from legation.reading.inflating import GZIP_MAGIC
from legation.reading.limits import Limits

PIECE_BYTES = 64 * 1024
RECORD_MARK = b"WARC/"
_MEMBER_MARK = GZIP_MAGIC + b"\x08"
_WITH_GZIP_HEADER = 31


def pieces_of(raw: BinaryIO, origin: str, limits: Limits) -> Iterator[bytes | InputError]:
    """Pieces of the plain bytes, at most 64 KiB each; an InputError stands where a member of gzip is broken, cut off, nested or a bomb.

    What follows an InputError begins a member of gzip whose bytes begin a record.
    """
    packed = _Packed(raw)
    first = packed.next()
    if not first.startswith(GZIP_MAGIC):
        while first:
            yield first
            first = packed.next()
        return
    packed.give_back(first)
    yield from _members(packed, origin, limits)


def _members(packed: _Packed, origin: str, limits: Limits) -> Iterator[bytes | InputError]:
    damaged = False
    while data := packed.next():
        packed.give_back(data)
        member = _member(packed, origin, limits)
        first = next(member, b"")
        if damaged and not (isinstance(first, bytes) and first.startswith(RECORD_MARK)):
            packed.to_next_member()
            continue
        damaged = False
        for piece in _then(first, member):
            damaged = isinstance(piece, InputError)
            yield piece
        if damaged:
            packed.to_next_member()


def _then(first: bytes | InputError, rest: Iterator[bytes | InputError]) -> Iterator[bytes | InputError]:
    yield first
    yield from rest


def _member(packed: _Packed, origin: str, limits: Limits) -> Iterator[bytes | InputError]:
    """The plain pieces of one member; an InputError as the last where it is not sound."""
    inflater = zlib.decompressobj(_WITH_GZIP_HEADER)
    taken = given = 0
    fresh = b""
    while not inflater.eof:
        data = inflater.unconsumed_tail or packed.next()
        fresh = data if data and not inflater.unconsumed_tail else fresh
        try:
            piece = inflater.decompress(data, PIECE_BYTES)
            taken += len(data) - len(inflater.unconsumed_tail)
            why = _fault(piece, given, len(data), taken, limits)
            after = inflater.unconsumed_tail + inflater.unused_data
        except zlib.error as fault:
            why, after = f"the compressed data is broken ({fault}). Fetch the archive again.", b""
        if why:
            packed.give_back(after or fresh[1:])
            yield _refusal(origin, why)
            return
        given += len(piece)
        if piece:
            yield piece
    packed.give_back(inflater.unused_data)


def _fault(piece: bytes, given: int, fed: int, taken: int, limits: Limits) -> str:
    """Why a piece is refused, after `given` bytes out for `taken` bytes in; empty when it is sound."""
    if not piece and not fed:
        return "the compressed data is cut off. Fetch the archive again."
    if not given and piece.startswith(GZIP_MAGIC):
        return "gzip inside gzip is not read. Decompress the file once."
    if given + len(piece) > max(limits.expansion_floor, taken * limits.expansion):
        return f"the data expands more than {limits.expansion} times."
    return ""


def _refusal(origin: str, why: str) -> InputError:
    return InputError("decompression", f"{origin}: {why}", origin=origin)


class _Packed:
    """A file in pieces, of which some can be given back."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        self._held = b""

    def next(self) -> bytes:
        """The next bytes, empty at the end."""
        held, self._held = self._held, b""
        return held or self._raw.read(PIECE_BYTES)

    def give_back(self, data: bytes) -> None:
        self._held = data + self._held

    def to_next_member(self) -> None:
        """Passes over all before the next mark of a member."""
        tail = b""
        while data := self.next():
            data = tail + data
            at = data.find(_MEMBER_MARK)
            if at >= 0:
                self.give_back(data[at:])
                return
            tail = data[-len(_MEMBER_MARK) + 1 :]
