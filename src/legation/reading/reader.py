"""The reader of the house: whatever the user names -> Documents and Failures, in order."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from typing import BinaryIO, cast

from legation.document import Document, content_id
from legation.errors import Failure, InputError
from legation.reading.archives import Archivist, is_archive
from legation.reading.documents import printed_document
from legation.reading.feeds import feeds_listed
from legation.reading.fetching import Fetched, fetch
from legation.reading.inflating import buffered, read_capped, stream_of
from legation.reading.jsonl import read_jsonl
from legation.reading.limits import DEFAULT_LIMITS, Limits
from legation.reading.newsagent import Newsagent
from legation.reading.pages import page_document
from legation.reading.sniffing import SNIFFED_BYTES, Form, form_of
from legation.reading.sources import Source, resolve_source
from legation.reading.tables import read_csv, read_parquet
from legation.reading.texts import read_text
from legation.reading.visiting import Visitor
from legation.reading.worker import Workshop


class SourceReader:
    """Reads files, folders, globs, addresses and standard input (stages.Reader).

    Pages are taken apart in one child process, started at the first page and stopped by `close` or with this process.

    Args:
        default_date: publication day of what states none.
        limits: the caps on size, depth and time.
    """

    def __init__(self, default_date: date | None = None, limits: Limits = DEFAULT_LIMITS) -> None:
        self._default_date = default_date
        self._limits = limits
        self._workshop = Workshop(limits)
        self._visitor = Visitor(limits)

    def read(self, sources: Sequence[str]) -> Iterator[Document | Failure]:
        """Documents and failures in the order of the sources; a fault of one never ends the run.

        One result for each page, text and row. A name that leads to nothing gives a Failure `missing` or `empty`.
        """
        for name in sources:
            try:
                for source in resolve_source(name):
                    yield from self._guarded(source)
            except InputError as fault:
                yield _failure(name, fault)

    def close(self) -> None:
        """Stops the child process; a later read starts another."""
        self._workshop.close()

    def _guarded(self, source: Source) -> Iterator[Document | Failure]:
        try:
            yield from self._opened(source)
        except InputError as fault:
            yield _failure(source.origin, fault)
        except OSError as fault:
            yield _failure(source.origin, InputError("missing", f"{source.origin}: cannot be read ({fault.strerror}).", origin=source.origin))

    def _opened(self, source: Source) -> Iterator[Document | Failure]:
        if source.kind == "address":
            yield from self._fetched(fetch(source.path, self._limits), source.origin)
        elif source.kind == "input":
            yield from self.read_stream(sys.stdin.buffer, source.origin)
        else:
            with open(source.path, "rb") as file:
                yield from self.read_stream(file, source.origin)

    def _fetched(self, got: Fetched, origin: str) -> Iterator[Document | Failure]:
        form = form_of(origin, got.data[:SNIFFED_BYTES])
        yield from self._read_form(form, io.BytesIO(got.data), origin, url=got.url, charset=got.charset)

    def read_stream(self, raw: BinaryIO, origin: str) -> Iterator[Document | Failure]:
        """Documents and failures of bytes whose form the name `origin` or they themselves tell."""
        opened = buffered(raw)
        if is_archive(origin, opened.peek(SNIFFED_BYTES)[:SNIFFED_BYTES]):
            yield from self._archivist().read(opened, origin)
            return
        stream = stream_of(opened, origin, self._limits)
        head = cast("io.BufferedReader", stream).peek(SNIFFED_BYTES)[:SNIFFED_BYTES]
        if not head:
            raise InputError("empty", f"{origin}: the source holds no bytes.", origin=origin)
        yield from self._read_form(form_of(origin, head), stream, origin)

    def _read_form(
        self, form: Form, stream: BinaryIO, origin: str, *, url: str | None = None, charset: str | None = None
    ) -> Iterator[Document | Failure]:
        limits = self._limits
        if form == "warc":
            yield from self._archivist().read(stream, origin)
        elif form == "jsonl":
            yield from read_jsonl(stream, origin, limits, self._default_date)
        elif form == "csv":
            yield from read_csv(stream, origin, limits, self._default_date)
        elif form == "parquet":
            yield from read_parquet(_seekable(stream, origin, limits), origin, limits, self._default_date)
        elif form == "html":
            data = read_capped(stream, origin, limits.page_bytes)
            yield page_document(self._workshop.take_apart(data, origin, url=url, charset=charset), origin, url, self._default_date)
        elif form in ("pdf", "docx"):
            data = read_capped(stream, origin, limits.document_bytes)
            yield printed_document(self._workshop.take_document_apart(data, origin, form), origin, url, self._default_date)
        elif form == "feed":
            agent = Newsagent(self._workshop, self._default_date, None if url is None else self._visitor.visit)
            yield from agent.read(read_capped(stream, origin, limits.page_bytes), origin, url)
        elif form == "opml":
            yield from self._listed(read_capped(stream, origin, limits.page_bytes), origin)
        else:
            data = read_capped(stream, origin, limits.page_bytes)
            yield read_text(data, origin=origin, default_date=self._default_date)

    def _listed(self, data: bytes, origin: str) -> Iterator[Document | Failure]:
        """The feeds that a list names, one after another; one that fails does not end the list."""
        for address in feeds_listed(data, origin):
            try:
                got = self._visitor.visit(address)
                if form_of(address, got.data[:SNIFFED_BYTES]) != "feed":
                    raise InputError("unsupported", f"{address[:200]}: listed as a feed, and none.", origin=address)
                yield from self._fetched(got, address)
            except InputError as fault:
                yield _failure(address, fault)

    def _archivist(self) -> Archivist:
        return Archivist(self._workshop, self._limits, self._default_date)


def _seekable(stream: BinaryIO, origin: str, limits: Limits) -> BinaryIO:
    """The stream itself when it is a file, else its bytes."""
    if isinstance(stream, io.BytesIO):
        return stream
    inner = getattr(stream, "raw", None)
    if isinstance(inner, io.FileIO) and inner.seekable():
        return stream
    return io.BytesIO(read_capped(stream, origin, limits.page_bytes))


def _failure(origin: str, fault: InputError) -> Failure:
    origin = fault.origin or origin
    return Failure(content_id("", origin), origin, fault.reason, str(fault))
