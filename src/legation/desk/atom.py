"""A search as an Atom feed (RFC 4287): built by lxml, so that what a report says stays text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from legation.desk import matching
from legation.desk.narrowing import Asked
from legation.desk.pages import Row, act_of

ATOM = "http://www.w3.org/2005/Atom"
AUTHORITY = "tag:legation.invalid,2026:"
"""What every id begins with (RFC 4151): a name that belongs to nobody, and the year since when ids are made so."""

TYPE = "application/atom+xml; charset=utf-8"
MOST = 50
"""Entries of a feed: those of which something was stored last."""

_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Head:
    """What a feed says of itself: its name, what tells it from others, its own address, that of its page, and since when it is."""

    name: str
    uid: str
    own: str
    home: str
    since: str


def title_of(row: Row) -> str:
    """An entry in a line: who to whom, what."""
    act = act_of(row)
    return " \u2192 ".join(filter(None, (act.people, act.others))) + f": {act.label}"


def build(head: Head, filters: Asked, rows: list[Row], site: str) -> bytes:
    """The feed as XML. `site`: where the desk is found, without a slash at its end.

    An entry was `updated` on the day of its report, for the record keeps no other time; the feed on the last of these.
    """
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    times = [_time(row, head.since) for row in rows]
    _text(feed, "id", f"{AUTHORITY}search/{head.uid}")
    _text(feed, "title", f"{head.name} \u00b7 Legation")
    _text(feed, "updated", max(times, default=head.since))
    _text(etree.SubElement(feed, f"{{{ATOM}}}author"), "name", "Legation")
    _link(feed, "self", head.own, "application/atom+xml")
    _link(feed, "alternate", head.home, "text/html")
    for row, time in zip(rows, times, strict=True):
        _entry(feed, row, time, filters, site)
    found: bytes = etree.tostring(feed, xml_declaration=True, encoding="UTF-8")
    return found


def _entry(feed: etree._Element, row: Row, time: str, filters: Asked, site: str) -> None:
    entry = etree.SubElement(feed, f"{{{ATOM}}}entry")
    sentence = row["sentence"]["text"]
    _text(entry, "id", f"{AUTHORITY}entry/{row['entry_id']}")
    _text(entry, "title", title_of(row))
    _text(entry, "updated", time)
    _text(etree.SubElement(entry, f"{{{ATOM}}}author"), "name", row["report"]["publisher"] or row["document_id"])
    _link(entry, "alternate", f"{site}/entries/{row['entry_id']}", "text/html")
    etree.SubElement(entry, f"{{{ATOM}}}category", term=row["type"], label=row["type"].lower())
    reasons = matching.told(matching.why(filters.understood, row))
    _text(entry, "summary", sentence, type="text")
    _text(entry, "content", f"{sentence}\n\nActed: {act_of(row).when}. Why it is here: {reasons}.", type="text")


def _text(parent: etree._Element, name: str, words: str, **given: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}{name}", **given).text = _UNFIT.sub("\ufffd", words)


def _link(parent: etree._Element, relation: str, address: str, kind: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}link", rel=relation, href=_UNFIT.sub("", address), type=kind)


def _time(row: Row, since: str) -> str:
    day = row["report"]["date"] or ""
    return f"{day}T00:00:00+00:00" if _DAY.fullmatch(day) else since
