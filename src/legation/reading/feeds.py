"""RSS, Atom and OPML -> items and addresses. Entities are refused, and nothing is loaded from anywhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin

from lxml import etree, html

from legation.errors import InputError, Unknown
from legation.reading.days import MAX_CHARS, calendar_day, day_of

_ENTITY = re.compile(rb"<!ENTITY\s")
_SPACES = re.compile(r"\s+")
_FULL = "{http://purl.org/rss/1.0/modules/content/}encoded"
_ATOM = "{http://www.w3.org/2005/Atom}"
_DATES = ("pubDate", "published", "date", "issued", "updated")
_MARKED_UP = ("html", "text/html", "xhtml")


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a feed.

    Attributes:
        content: mark-up of its full text; empty where the feed gives a summary or nothing.
        day: its own calendar day, at its own offset.
        link: where the report stands, empty where the feed tells none.
    """

    title: str
    link: str
    day: date | None
    content: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its own title and its items, in its order."""

    title: str
    items: tuple[Item, ...]


def feed_of(data: bytes, origin: str, url: str | None = None) -> Feed:
    """The items of an RSS (0.9 to 2.0) or Atom feed.

    Args:
        url: where the feed came from; links without a host are joined to it.

    Raises:
        InputError: `unsupported` where it declares entities, `not_text` where it is no XML, `empty` where it has no item.
    """
    root = _root(data, origin)
    found = [element for element in root.iter(etree.Element) if _name(element) in ("item", "entry")]
    items = tuple(_item(element, url or "") for element in found)
    if not items:
        raise InputError("empty", f"{origin}: the feed has no item.", origin=origin)
    channel = next((element for element in root.iter(etree.Element) if _name(element) == "channel"), root)
    return Feed(_words(_first(channel, "title")), items)


def feeds_listed(data: bytes, origin: str) -> tuple[str, ...]:
    """The addresses of the feeds that an OPML file lists, each once, in its order.

    Raises:
        InputError: as `feed_of` does.
    """
    outlines = (element for element in _root(data, origin).iter(etree.Element) if _name(element) == "outline")
    found = tuple(dict.fromkeys(address for outline in outlines if (address := (outline.get("xmlUrl") or outline.get("xmlurl") or "").strip())))
    if not found:
        raise InputError("empty", f"{origin}: the list names no feed (xmlUrl).", origin=origin)
    return found


def _root(data: bytes, origin: str) -> Any:
    if _ENTITY.search(data.replace(b"\0", b"")):
        raise InputError(
            "unsupported", f"{origin}: a feed that declares entities is not read. Take its <!DOCTYPE> out if you trust it.", origin=origin
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_comments=True)
    try:
        root = etree.fromstring(data.lstrip(), parser)
    except (etree.LxmlError, ValueError) as fault:
        raise InputError("not_text", f"{origin}: no sound XML ({str(fault)[:200]}).", origin=origin) from fault
    if root is None:
        raise InputError("not_text", f"{origin}: no sound XML.", origin=origin)
    return root


def _name(element: Any) -> str:
    """The name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _first(element: Any, name: str) -> Any:
    """The first child of that name, of any namespace but those of pictures and films."""
    return next((child for child in element.iterchildren(etree.Element) if _name(child) == name and "/mrss" not in child.tag), None)


def _words(element: Any) -> str:
    return "" if element is None else _SPACES.sub(" ", "".join(element.itertext())).strip()


def _item(element: Any, base: str) -> Item:
    return Item(_title(element), _link(element, base), _day(element), _content(element))


def _title(element: Any) -> str:
    """The title as words; feeds put mark-up into it."""
    words = _words(_first(element, "title"))
    if "<" not in words and "&" not in words:
        return words
    return _SPACES.sub(" ", html.fromstring(f"<div>{words}</div>").text_content()).strip()


def _link(element: Any, base: str) -> str:
    links = [child for child in element.iterchildren(etree.Element) if _name(child) == "link"]
    stated = [child.get("href") for child in links if child.get("href") and child.get("rel", "alternate") == "alternate"]
    stated += [_words(child) for child in links if _words(child)]
    guid = _first(element, "guid")
    if guid is not None and guid.get("isPermaLink", "true") == "true" and "://" in _words(guid):
        stated.append(_words(guid))
    try:
        return urljoin(base, stated[0].strip()) if stated else ""
    except ValueError:
        return ""


def _day(element: Any) -> date | None:
    for name in _DATES:
        stated = _words(_first(element, name))
        day = _stated_day(stated) if 0 < len(stated) <= MAX_CHARS else None
        if day is not None:
            return day
    return None


def _stated_day(stated: str) -> date | None:
    """The day of an ISO 8601 or RFC 822 date."""
    exact = day_of(stated)
    if not isinstance(exact, Unknown):
        return exact
    try:
        at = parsedate_to_datetime(stated)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
    day = calendar_day(at.year, at.month, at.day)
    return None if isinstance(day, Unknown) else day


def _content(element: Any) -> str:
    """Mark-up of the full text: `content:encoded`, or the `content` of Atom."""
    full = element.find(_FULL)
    if full is not None:
        return "".join(full.itertext()).strip()
    content = element.find(f"{_ATOM}content")
    if content is None or content.get("src"):
        return ""
    kind = content.get("type", "text")
    if kind == "xhtml":
        return "".join(etree.tostring(child, encoding="unicode", method="html", with_tail=False) for child in content.iterchildren(etree.Element))
    words = "".join(content.itertext()).strip()
    return words if kind in _MARKED_UP else "".join(f"<p>{_escaped(line)}</p>" for line in words.splitlines() if line.strip())


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;")


def page_of(item: Item) -> bytes:
    """The item as a page, to be taken apart like any other."""
    title = _escaped(item.title)
    head = f'<meta charset="utf-8"><title>{title}</title>'
    return f"<!doctype html><html><head>{head}</head><body><article><h1>{title}</h1>{item.content}</article></body></html>".encode("utf-8", "replace")
