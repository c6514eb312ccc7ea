"""A feed -> one Document or Failure for each item, numbered in its order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from legation.document import Document, PublicationDate, content_id
from legation.errors import Failure, InputError, Unknown
from legation.reading.decoding import clean, decode
from legation.reading.feeds import Feed, Item, feed_of, page_of
from legation.reading.fetching import Fetched
from legation.reading.pages import page_document
from legation.reading.sniffing import SNIFFED_BYTES, form_of
from legation.reading.texts import read_text
from legation.reading.worker import Workshop

FEED = "feed"
"""Basis of a publication day that the feed states."""


@dataclass(frozen=True, slots=True)
class Newsagent:
    """Reads feeds.

    Attributes:
        visit: fetches an item's page where the feed holds no full text; None for a feed from a file, whose links are not followed.
    """

    workshop: Workshop
    default_date: date | None
    visit: Callable[[str], Fetched] | None

    def read(self, data: bytes, origin: str, url: str | None) -> Iterator[Document | Failure]:
        """A report for each item that holds its full text or whose page can be fetched; a Failure for each other.

        Raises:
            InputError: the feed itself cannot be read.
        """
        feed = feed_of(data, origin, url)
        for number, item in enumerate(feed.items, start=1):
            place = f"{origin}:{number}"
            try:
                yield self._document(item, feed, place)
            except InputError as fault:
                yield Failure(content_id(item.title, item.link or place), place, fault.reason, str(fault))

    def _document(self, item: Item, feed: Feed, place: str) -> Document:
        if item.content:
            return self._held(item, feed, place)
        if not item.link:
            raise InputError("empty", f"{place}: the item holds neither its text nor a link.", origin=place)
        if self.visit is None:
            why = "the item holds no full text, and links of a feed from a file are not followed. Give the feed's address"
            raise InputError("empty", f"{place}: {why}, or that of {clean(item.link[:200])}.", origin=place)
        return self._visited(self.visit(item.link), item, feed, place)

    def _held(self, item: Item, feed: Feed, place: str) -> Document:
        """The report that an item holds; its day is the feed's."""
        url = item.link if item.link.lower().startswith(("http://", "https://")) else None
        document = page_document(self.workshop.take_apart(page_of(item), place, url=url, charset="utf-8"), place, url, self.default_date)
        if item.day is not None:
            document = replace(document, date=PublicationDate(item.day, FEED))
        return _published_by(document, feed)

    def _visited(self, got: Fetched, item: Item, feed: Feed, place: str) -> Document:
        """The report of an item's page; the page's own day comes first, then the feed's, then the user's."""
        form = form_of(item.link, got.data[:SNIFFED_BYTES])
        if form == "html":
            page = self.workshop.take_apart(got.data, place, url=got.url, charset=got.charset)
            document = page_document(page, place, got.url, None if item.day else self.default_date)
        elif form == "text":
            document = read_text(decode(got.data, got.charset), origin=place, default_date=None if item.day else self.default_date)
            document = replace(document, url=clean(got.url), id=content_id(document.text, got.url))
        else:
            raise InputError("unsupported", f"{place}: {got.url[:200]} is no page but {form}.", origin=place)
        if item.day is not None and isinstance(document.date, Unknown):
            document = replace(document, date=PublicationDate(item.day, FEED))
        return _published_by(document, feed)


def _published_by(document: Document, feed: Feed) -> Document:
    """The document; the feed's title stands in for a publisher that the page does not tell."""
    return replace(document, publisher=clean(feed.title)) if feed.title and isinstance(document.publisher, Unknown) else document
