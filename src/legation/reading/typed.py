"""DOCX -> the paragraphs of its text and what its properties say. Runs in the worker process."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

from legation.errors import InputError, Unknown
from legation.reading.days import day_of

_DOCUMENT, _PROPERTIES = "word/document.xml", "docProps/core.xml"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SPACES = re.compile(r"\s+")
_TITLE_STYLES = ("title", "heading1", "heading 1")
_ENCRYPTED_FLAG = 1
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)


def take_apart_docx(data: bytes, origin: str, bytes_cap: int) -> dict[str, Any]:
    """The text of a Word document, tables and text boxes included; as `printed.take_apart_pdf` gives a PDF's.

    Raises:
        InputError: `unsupported` for archives that are no Word document or encrypted, `decompression`, `too_large`, `empty`, `not_text`.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = set(archive.namelist())
        if _DOCUMENT not in names:
            why = "a ZIP archive or an office document other than DOCX is not read. Unpack it, or save the document as DOCX or text"
            raise InputError("unsupported", f"{origin}: {why}.", origin=origin)
        body = _tree(_member(archive, _DOCUMENT, origin, bytes_cap), origin)
        properties = _tree(_member(archive, _PROPERTIES, origin, bytes_cap), origin) if _PROPERTIES in names else None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as fault:
        raise InputError("decompression", f"{origin}: the archive is broken ({str(fault)[:200]}). Save or fetch it again.", origin=origin) from fault
    parts = [(words, _is_title(p)) for p in body.iter(f"{_WORD}p") if (words := _words(p)) and not _is_double(p)]
    if not parts:
        raise InputError("empty", f"{origin}: the document holds no text. Recognise the text of its pictures first.", origin=origin)
    headline = next((index for index, (_, is_title) in enumerate(parts) if is_title), None)
    day = day_of(_told(properties, "created"))
    return {
        "paragraphs": [words for words, _ in parts],
        "headline": headline,
        "title": _told(properties, "title"),
        "day": None if isinstance(day, Unknown) else day.isoformat(),
    }


def _member(archive: zipfile.ZipFile, name: str, origin: str, cap: int) -> bytes:
    if archive.getinfo(name).flag_bits & _ENCRYPTED_FLAG:
        raise InputError("unsupported", f"{origin}: the document needs a password. Save it without one.", origin=origin)
    with archive.open(name) as member:
        data = member.read(cap + 1)
    if len(data) > cap:
        raise InputError("too_large", f"{origin}: {name} has more than {cap} bytes. Split the document.", origin=origin)
    return data


def _tree(data: bytes, origin: str) -> Any:
    if _DOCTYPE.search(data.replace(b"\0", b"")):
        raise InputError("not_text", f"{origin}: a document with a <!DOCTYPE> is not read. Save it again.", origin=origin)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.LxmlError as fault:
        raise InputError("not_text", f"{origin}: no sound document ({str(fault)[:200]}). Save it again.", origin=origin) from fault


def _words(paragraph: Any) -> str:
    return _SPACES.sub(" ", "".join(_pieces(paragraph))).strip()


def _pieces(element: Any) -> Iterator[str]:
    """The words of a paragraph; those of text boxes in it are paragraphs of their own."""
    for child in element.iterchildren(etree.Element):
        if child.tag == f"{_WORD}t":
            yield child.text or ""
        elif child.tag in (f"{_WORD}tab", f"{_WORD}br", f"{_WORD}cr"):
            yield " "
        elif child.tag == f"{_WORD}noBreakHyphen":
            yield "-"
        elif child.tag not in (f"{_WORD}txbxContent", f"{_WORD}del", _FALLBACK):
            yield from _pieces(child)


def _is_double(paragraph: Any) -> bool:
    """Whether it says for old programs what stands beside it for new ones."""
    return any(True for _ in paragraph.iterancestors(_FALLBACK))


def _is_title(paragraph: Any) -> bool:
    style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
    return style is not None and (style.get(f"{_WORD}val") or "").lower() in _TITLE_STYLES


def _told(properties: Any, name: str) -> str:
    """A property of the document, whatever its namespace."""
    if properties is None:
        return ""
    found = (child.text or "" for child in properties.iter(etree.Element) if str(child.tag).rpartition("}")[2] == name)
    return _SPACES.sub(" ", next(found, "")).strip()
