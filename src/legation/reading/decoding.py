"""Bytes -> text: the byte order mark first, then UTF-8 when it fits, then what the page declares, then what the letters tell."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s{0,5}=\s{0,5}["']?\s{0,5}([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_HEAD_BYTES = 8192
_GUESS_BYTES = 65536
_MOSTLY_UTF8 = 0.9
"""Share of the non-ASCII bytes that must be sound UTF-8 for a damaged text to be read as UTF-8 (another charset has next to none)."""

_UNPRINTABLE = re.compile("[\x00\ud800-\udfff]")


def clean(text: str) -> str:
    """The text with NUL and lone surrogates replaced by U+FFFD, one for one: its length stays."""
    return _UNPRINTABLE.sub("\ufffd", text)


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of the bytes. Never fails: what no charset explains becomes U+FFFD.

    Args:
        data: a page or text of any charset.
        declared: what the server said, if it said anything.
    """
    for mark, charset in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(charset, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_other(data, declared)


def _decode_other(data: bytes, declared: str | None) -> str:
    """Text that is not sound UTF-8."""
    for name in (declared, _declared_in(data)):
        if name is None or _is_utf8(name):
            continue
        try:
            return data.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
    if _utf8_share(data) >= _MOSTLY_UTF8:
        return data.decode("utf-8", "replace")
    sample = bytes(b for b in data if b > 127 or b == 32)[:_GUESS_BYTES] if len(data) > _GUESS_BYTES else data
    guess = from_bytes(sample).best()
    name = guess.encoding if guess else "cp1252"
    return data.decode(name, "replace")


def _declared_in(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_HEAD_BYTES])
    return found.group(1).decode("ascii") if found else None


def _is_utf8(name: str) -> bool:
    return name.lower().replace("-", "").replace("_", "") == "utf8"


def _utf8_share(data: bytes) -> float:
    """Share of the non-ASCII bytes that decode as UTF-8."""
    foreign = sum(b > 127 for b in data)
    lost = data.decode("utf-8", "replace").count("\ufffd")
    return 1 - lost / foreign if foreign else 1.0
