"""When a page was published, and where on it that was found.

Order of trust: JSON-LD, meta elements, the address, time elements, the byline, the title. A footer's year is never asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from htmldate import find_date

from legation.errors import Unknown
from legation.reading.bylines import byline_day
from legation.reading.days import calendar_day, day_of
from legation.reading.metadata import PageMetadata

Found = tuple[date, str]

_META_NAMES = tuple(
    """
    article:published_time article:published og:article:published_time og:published_time datepublished
    article.published parsely-pub-date sailthru.date cxenseparse:recs:publishtime publish-date
    publish_date publication_date pubdate dc.date.issued dcterms.created
    dc.date.created dcterms.date dc.date date citation_publication_date
    bt:pubdate article_date_original originalpublicationdate displaydate ptime
    cre-date last-modified-date
    """.split()
)
_JSON_KEYS = ("datePublished", "dateCreated", "uploadDate")
_ISO_START = re.compile(r"\d{4}-\d{2}-\d{2}(?=T| |$)")
_URL_DATE = re.compile(
    r"(?<!\d)(20[0-4]\d|19[89]\d)[/_-](0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/_-](0?[1-9]|[12]\d|3[01])(?!\d)"
)
_URL_COMPACT = re.compile(r"(?<!\d)(20[0-4]\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MAX_CHARS = 64


def publication_day(root: Any, metadata: PageMetadata, url: str | None, byline: Sequence[str] = ()) -> Found | Unknown:
    """The page's own calendar day and its basis.

    Args:
        root: a tree of the page that may be changed.
        url: the address of the page, when known.
        byline: the lines around the headline.

    Unknown:
        `impossible_value` when all that the page states is no day of the calendar, else `not_stated`.
    """
    reason = "not_stated"
    for stated, basis in _stated(root, metadata, url):
        day = _loose_day(stated)
        if not isinstance(day, Unknown):
            return day, basis
        reason = day.reason if day.reason == "impossible_value" else reason
    if reason == "impossible_value":
        return Unknown(reason)
    guess = byline_day(byline) or _by_htmldate(root)
    return (guess, "byline") if guess else Unknown(reason)


def _stated(root: Any, metadata: PageMetadata, url: str | None) -> Iterator[tuple[str, str]]:
    """What the page states as its date, the most trusted first."""
    for key in _JSON_KEYS:
        for article in metadata.linked:
            value = article.get(key)
            if isinstance(value, str) and value.strip():
                yield value, "json-ld"
    for name in _META_NAMES:
        if name in metadata.metas:
            yield metadata.metas[name], "meta"
    for address in (url, metadata.url):
        if address and (found := url_date(address)):
            yield found, "url"
    for element in root.iter("time"):
        if element.get("datetime") and _dates_the_page(element):
            yield element.get("datetime"), "time-element"


def _dates_the_page(element: Any) -> bool:
    """Whether a time element stands where articles state theirs: not in lists of other stories, asides, footers."""
    return all(a.tag not in ("aside", "footer", "nav", "li") for a in element.iterancestors())


def url_date(url: str) -> str | None:
    """The ISO date in an address such as /2024/05/03/ or /20240503-."""
    path = url.split("?", 1)[0].lower()
    found = _URL_DATE.search(path) or _URL_COMPACT.search(path)
    if not found:
        return None
    year, month, day = found.groups()
    number = _MONTHS.index(month) + 1 if month in _MONTHS else int(month)
    return f"{year}-{number:02}-{int(day):02}"


def _loose_day(stated: str) -> date | Unknown:
    """The day of an ISO date or date and time; what is written otherwise goes to the parser of htmldate later."""
    stated = stated.strip()
    if len(stated) > _MAX_CHARS:
        return Unknown("impossible_value")
    exact = day_of(stated)
    if not isinstance(exact, Unknown):
        return exact
    start = _ISO_START.match(stated)
    if start:
        return calendar_day(*(int(part) for part in start.group().split("-")))
    return Unknown("not_stated")


def _by_htmldate(root: Any) -> date | None:
    """The day that htmldate reads from the visible text; it is not let search at large, for it would take a footer's year."""
    found = find_date(root, extensive_search=False, original_date=True, max_date="2200-01-01")
    day = day_of(found) if found else Unknown("not_stated")
    return None if isinstance(day, Unknown) else day
