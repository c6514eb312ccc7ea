"""A WARC archive -> its records, one after another; the length that a record states is never trusted, and what is lost is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from legation.errors import InputError
from legation.reading.members import RECORD_MARK

HEAD_BYTES = 64 * 1024
"""No record's own head is longer."""
_NEXT = re.compile(rb"(?:^|\n)(?=WARC/1\.\d\r?\n)")
_STEP_BYTES = 1024 * 1024
_NEXT_BYTES = 32
"""The mark of a record and the blank line before it fit into so many bytes."""
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(r"\d{1,18}")
_BLANK = b"\r\n"


@dataclass(frozen=True, slots=True)
class Record:
    """One record.

    Attributes:
        fields: its head, names in lower case.
        block: what it holds; the beginning of it where `whole` is false, being larger than the cap.
    """

    fields: dict[str, str]
    block: bytes
    whole: bool


class Tape:
    """Bytes that are read forwards once. At damage they end, and `resume` goes on behind it.

    Args:
        pieces: what `members.pieces_of` gives.
    """

    def __init__(self, pieces: Iterator[bytes | InputError]) -> None:
        self._pieces = pieces
        self._held = bytearray()
        self.damage: InputError | None = None

    def hold(self, count: int) -> bytearray:
        """What lies ahead: `count` bytes or more, fewer only at the end or before damage."""
        while len(self._held) < count and self.damage is None:
            piece = next(self._pieces, None)
            if piece is None:
                break
            if isinstance(piece, InputError):
                self.damage = piece
            else:
                self._held += piece
        return self._held

    def take(self, count: int) -> bytes:
        """The next `count` bytes, fewer at the end or before damage."""
        taken = bytes(self.hold(count)[:count])
        del self._held[: len(taken)]
        return taken

    def resume(self) -> None:
        """Drops what lies before the damage."""
        self._held.clear()
        self.damage = None

    def skip(self, count: int) -> bool:
        """Passes over `count` bytes without holding them; False where they end or a record begins before, and stands there."""
        while count > 0 and (held := self.hold(min(count, _STEP_BYTES) + _NEXT_BYTES)):
            found = _NEXT.search(held)
            if found and found.start() < count - 1:
                self.take(found.start())
                return False
            count -= len(self.take(min(count, max(1, len(held) - _NEXT_BYTES))))
        return count <= 0

    def to_next_record(self) -> bool:
        """Passes over all before the next record of these bytes; False where none begins."""
        while held := self.hold(2 * HEAD_BYTES):
            found = _NEXT.search(held)
            if found:
                self.take(found.end())
                return True
            if len(held) < 2 * HEAD_BYTES:
                self.take(len(held))
                return False
            self.take(len(held) - _NEXT_BYTES)
        return False


def records_of(tape: Tape, origin: str, cap_bytes: int) -> Iterator[tuple[int, Record | InputError]]:
    """Number from 1 of each record, and the record or why it is lost.

    Errors: `broken_record` for what is cut off, has a false length or is no record, `decompression` for damage of gzip.
    """
    number = 0
    while _at_record(tape):
        number += 1
        place = f"{origin}:{number}"
        try:
            yield number, _record(tape, place, cap_bytes)
        except InputError as fault:
            yield number, fault


def _at_record(tape: Tape) -> bool:
    """Whether anything but blank lines lies ahead, which are passed over."""
    while ahead := bytes(tape.hold(_NEXT_BYTES)[:_NEXT_BYTES]):
        rest = ahead.lstrip(_BLANK + b"\0")
        tape.take(len(ahead) - len(rest))
        if rest:
            return True
    return tape.damage is not None


def _record(tape: Tape, place: str, cap_bytes: int) -> Record:
    """The next record.

    Raises:
        InputError: it is lost; the tape stands where the next one may begin.
    """
    fields = _head(tape, place)
    stated = fields.get("content-length", "")
    length = int(stated) if _LENGTH.fullmatch(stated) else -1
    if length < 0:
        raise _lost(tape, place, f"its length is {stated[:40]!r}, which is none")
    if length > cap_bytes:
        beginning = bytes(tape.hold(HEAD_BYTES)[:HEAD_BYTES])
        if tape.skip(length):
            return Record(fields, beginning, whole=False)
    elif _ends_at(tape, length):
        return Record(fields, tape.take(length), whole=True)
    raise _lost(tape, place, f"it states {length} bytes and has another number, or is cut off")


def _head(tape: Tape, place: str) -> dict[str, str]:
    held = tape.hold(HEAD_BYTES)
    if not held.startswith(RECORD_MARK):
        raise _lost(tape, place, "no record of WARC begins here")
    end = _HEAD_END.search(held, 0, HEAD_BYTES)
    if end is None:
        tape.take(len(RECORD_MARK))
        raise _lost(tape, place, "its head has no end")
    lines = tape.take(end.end()).decode("utf-8", "replace").splitlines()[1:]
    pairs = (line.partition(":") for line in lines if ":" in line)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def _ends_at(tape: Tape, length: int) -> bool:
    """Whether so many bytes are there and a blank line, the next record, damage or the end follows."""
    held = tape.hold(length + _NEXT_BYTES)
    after = bytes(held[length : length + _NEXT_BYTES])
    rest = after.lstrip(_BLANK)
    return len(held) >= length and (not rest or rest.startswith(RECORD_MARK) or after.startswith(2 * _BLANK))


def _lost(tape: Tape, place: str, why: str) -> InputError:
    """The refusal of a record; passes over it."""
    if not tape.to_next_record() and tape.damage is not None:
        why = str(tape.damage).partition(": ")[2]
        tape.resume()
        return InputError("decompression", f"{place}: {why}", origin=place)
    return InputError("broken_record", f"{place}: {why}. Fetch the archive again.", origin=place)
