"""Lines of JSON -> one Document or Failure each, in order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from legation.document import Document, content_id
from legation.errors import Failure, InputError
from legation.reading.decoding import clean
from legation.reading.limits import Limits
from legation.reading.rows import row_document


def read_jsonl(stream: BinaryIO, origin: str, limits: Limits, default_date: date | None) -> Iterator[Document | Failure]:
    """One result for each line that holds anything; blank lines are skipped, a bad line is refused singly.

    Where a key stands twice in an object, the last one holds.
    """
    for number, line in lines_of(stream, limits.row_bytes):
        place = f"{origin}:{number}"
        try:
            yield row_document(parsed(line, place, limits), place, default_date)
        except InputError as fault:
            yield Failure(failed_id(line, place), place, fault.reason, str(fault))


def lines_of(stream: BinaryIO, cap_bytes: int) -> Iterator[tuple[int, bytes | None]]:
    """Number and bytes of each line that is not blank; None for the bytes of one longer than the cap, which is passed over unread."""
    number = 0
    while line := stream.readline(cap_bytes + 1):
        number += 1
        if len(line) <= cap_bytes:
            if line.strip():
                yield number, line
            continue
        while not line.endswith(b"\n") and (line := stream.readline(cap_bytes)):
            pass
        yield number, None


def parsed(line: bytes | None, place: str, limits: Limits) -> object:
    """The value of a line.

    Raises:
        InputError: `too_large`, `too_deep` or `bad_json`.
    """
    if line is None:
        raise InputError("too_large", f"{place}: the line has more than {limits.row_bytes} bytes. Split the text.", origin=place)
    if nested_deeper(line, limits.depth):
        raise InputError("too_deep", f"{place}: more than {limits.depth} objects or lists inside each other.", origin=place)
    try:
        return json.loads(line.decode("utf-8-sig"), parse_int=_whole)
    except (ValueError, RecursionError) as fault:
        raise InputError("bad_json", f"{place}: no JSON in UTF-8 ({fault}). One object a line is due.", origin=place) from fault


def _whole(digits: str) -> int | str:
    """A whole number; one beyond any sense stays text, for int() refuses thousands of digits."""
    return int(digits) if len(digits) <= 78 else digits


def nested_deeper(line: bytes, depth: int) -> bool:
    """Whether brackets outside strings nest deeper than `depth`; cheap for lines with few brackets."""
    if line.count(b"[") + line.count(b"{") <= depth:
        return False
    level = 0
    inside = escaped = False
    for byte in line:
        if inside:
            inside, escaped = (escaped or byte != 0x22), (byte == 0x5C and not escaped)
        elif byte == 0x22:
            inside = True
        elif byte in b"[{":
            level += 1
            if level > depth:
                return True
        elif byte in b"]}":
            level -= 1
    return False


def failed_id(line: bytes | None, place: str) -> str:
    """The id that the refused line states, if it can be read; else one of its place and content."""
    try:
        value = json.loads(line) if line and not nested_deeper(line, 100) else None
    except (ValueError, RecursionError):
        value = None
    stated = value.get("id") if isinstance(value, dict) else None
    if isinstance(stated, str | int) and not isinstance(stated, bool) and stated != "":
        return clean(str(stated))
    return content_id((line or b"").decode("utf-8", "replace"), place)
