"""A WARC archive -> one Document or Failure for each page of it, numbered as the records are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import BinaryIO

from legation.document import Document, PublicationDate, content_id
from legation.errors import Failure, InputError, Unknown
from legation.reading.days import day_of
from legation.reading.decoding import clean, decode
from legation.reading.inflating import GZIP_MAGIC, plain_head
from legation.reading.limits import Limits
from legation.reading.members import RECORD_MARK, pieces_of
from legation.reading.pages import page_document
from legation.reading.responses import Response, decoded, is_found, response_of
from legation.reading.sniffing import SNIFFED_BYTES, form_of
from legation.reading.texts import read_text
from legation.reading.warc import HEAD_BYTES, Record, Tape, records_of
from legation.reading.worker import Workshop

CRAWL = "crawl"
"""Basis of a publication day that no page states: the day on which the archive's crawler fetched it."""
_HTML = ("text/html", "application/xhtml+xml")
_READ_TYPES = ("response", "resource", "conversion")


@dataclass(frozen=True, slots=True)
class Archivist:
    """Reads archives with one child process, caps and the user's own date."""

    workshop: Workshop
    limits: Limits
    default_date: date | None

    def read(self, raw: BinaryIO, origin: str) -> Iterator[Document | Failure]:
        """The pages and texts of an archive, plain or gzip; what is no page (pictures, requests, answers other than 200) is passed over.

        One record is held at a time. A record that is lost gives a Failure, and the next is read.
        """
        number = 0
        for number, record in records_of(Tape(pieces_of(raw, origin, self.limits)), origin, self.limits.page_bytes + HEAD_BYTES):
            place = f"{origin}:{number}"
            try:
                if isinstance(record, InputError):
                    raise record
                yield from self._document(record, place)
            except InputError as fault:
                yield Failure(content_id("", place), place, fault.reason, str(fault))
        if not number:
            raise InputError("empty", f"{origin}: the archive holds no record.", origin=origin)

    def _document(self, record: Record, place: str) -> Iterator[Document]:
        if record.fields.get("warc-type", "").lower() not in _READ_TYPES:
            return
        response = _answer(record, place)
        form = _form(response) if is_found(response) else ""
        if not form:
            return
        if not record.whole:
            raise InputError("too_large", f"{place}: the page has more than {self.limits.page_bytes} bytes.", origin=place)
        data = decoded(response, place, self.limits)
        form = form if form in ("html", "text") else _sniffed(data)
        if not form:
            return
        yield _with_crawl_day(self._taken_apart(form, data, response.charset, place, _address(record)), record)

    def _taken_apart(self, form: str, data: bytes, charset: str | None, place: str, url: str | None) -> Document:
        if not data.strip():
            raise InputError("empty", f"{place}: the page holds no bytes.", origin=place)
        if form == "html":
            return page_document(self.workshop.take_apart(data, place, url=url, charset=charset), place, url, self.default_date)
        document = read_text(decode(data, charset), origin=place, default_date=self.default_date)
        return replace(document, url=clean(url), id=content_id(document.text, url)) if url else document


def _answer(record: Record, place: str) -> Response:
    """The server's answer; what a record holds without one (a converted text) as if it had been sent."""
    if record.fields.get("content-type", "").lower().startswith("application/http"):
        return response_of(record.block, place)
    return Response(200, {"content-type": record.fields.get("content-type", "")}, record.block)


def _form(response: Response) -> str:
    """html, text, "unstated" where the bytes have to tell, or nothing for what is neither."""
    if response.media in _HTML:
        return "html"
    return "text" if response.media == "text/plain" else "" if response.media else "unstated"


def _sniffed(data: bytes) -> str:
    try:
        form = form_of("", data[:SNIFFED_BYTES])
    except InputError:
        return ""
    return form if form in ("html", "text") else ""


def _address(record: Record) -> str | None:
    """The http(s) address of a record."""
    stated = record.fields.get("warc-target-uri", "").strip("<> ")
    return stated if stated.lower().startswith(("http://", "https://")) else None


def _with_crawl_day(document: Document, record: Record) -> Document:
    """The document; where its page states no day and the user gave none, the day of its record stands in under a basis of its own."""
    if not isinstance(document.date, Unknown) or document.date.reason != "not_stated":
        return document
    day = day_of(record.fields.get("warc-date", ""))
    return document if isinstance(day, Unknown) else replace(document, date=PublicationDate(day, CRAWL))


def is_archive(name: str, head: bytes) -> bool:
    """Whether a file that begins with `head`, packed or plain, is an archive; by its name where it is packed and damaged."""
    named = name.lower().removesuffix(".gz").endswith(".warc")
    return plain_head(head, len(RECORD_MARK)) == RECORD_MARK or (named and head.startswith(GZIP_MAGIC))
