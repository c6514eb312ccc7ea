"""Feeds give a report for each item that holds its text; links of a feed from an address are visited, politely."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from legation.document import Document
from legation.errors import Failure, InputError, Unknown
from legation.reading.feeds import feed_of, feeds_listed
from legation.reading.fetching import Fetched
from legation.reading.limits import Limits
from legation.reading.newsagent import Newsagent
from legation.reading.reader import SourceReader
from legation.reading.visiting import Visitor
from legation.reading.worker import Workshop
from reading.newspages import PARAGRAPHS, TITLE, page

TEXT = "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
RSS = f"""<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Coast Herald</title>
<item><title>{TITLE}</title><link>https://coast.example/a</link><pubDate>Mon, 03 May 2021 23:30:00 -0500</pubDate>
<description>A summary.</description><content:encoded><![CDATA[{TEXT}]]></content:encoded></item>
<item><title>Only a summary</title><link>/b</link><description>The envoy left.</description><pubDate>Tue, 04 May 2021 01:00:00 GMT</pubDate></item>
<item><title>Nothing</title></item></channel></rss>""".encode()
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Coast Herald</title><entry><title type="html">Envoy &lt;b&gt;recalled&lt;/b&gt;</title>
<link rel="self" href="https://coast.example/self"/><link href="https://coast.example/c"/><updated>2021-05-06T00:30:00+02:00</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{TEXT}</div></content></entry></feed>""".encode()


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    """One child process for all tests here."""
    made = Workshop(Limits())
    yield made
    made.close()


def read(data: bytes, name: str = "feed.xml") -> list[Document | Failure]:
    """What a file gives."""
    reader = SourceReader()
    found = list(reader.read_stream(io.BytesIO(data), name))
    reader.close()
    return found


def test_an_item_with_its_text_is_a_report() -> None:
    """Title, paragraphs, address, the feed's own day and name; the others fail with their place."""
    first, *others = read(RSS)
    assert isinstance(first, Document)
    assert not isinstance(first.date, Unknown)
    assert (first.title, first.body, first.url, first.publisher) == (TITLE, "\n\n".join(PARAGRAPHS), "https://coast.example/a", "Coast Herald")
    assert (first.origin, first.date.day.isoformat(), first.date.basis) == ("feed.xml:1", "2021-05-03", "feed")
    assert [(f.origin, f.reason) for f in others if isinstance(f, Failure)] == [("feed.xml:2", "empty"), ("feed.xml:3", "empty")]


def test_atom_is_read() -> None:
    """Mark-up in titles, the page's link among others, content as XHTML."""
    (item,) = feed_of(ATOM, "a").items
    assert (item.title, item.link, str(item.day)) == ("Envoy recalled", "https://coast.example/c", "2021-05-06")
    assert item.content.count("<p>") == len(PARAGRAPHS)


def test_links_of_a_feed_from_an_address_are_visited(workshop: Workshop) -> None:
    """The page's own day comes before the feed's; a relative link is joined to the feed's address."""
    asked: list[str] = []

    def visit(address: str) -> Fetched:
        asked.append(address)
        return Fetched(page(), address, None)

    found = list(Newsagent(workshop, None, visit).read(RSS, "https://coast.example/feed", "https://coast.example/feed"))
    second = found[1]
    assert asked == ["https://coast.example/b"]
    assert isinstance(second, Document)
    assert (second.origin, second.url, getattr(second.date, "basis", "")) == ("https://coast.example/feed:2", "https://coast.example/b", "meta")


def test_inner_addresses_are_never_connected_to(workshop: Workshop) -> None:
    """However a feed writes them: loopback, link-local, numbers, other schemes."""
    links = [
        "http://127.0.0.1:9/",
        "http://169.254.169.254/a",
        "http://2130706433/",
        "ftp://coast.example/",
        "file:///a",
        "http://a@127.0.0.1/",
    ]
    items = "".join(f"<item><title>t</title><link>{link}</link></item>" for link in links)
    data = f"<rss><channel>{items}</channel></rss>".encode()
    found = list(Newsagent(workshop, None, Visitor(Limits()).visit).read(data, "feed", "https://coast.example/"))
    assert [f.reason for f in found if isinstance(f, Failure)] == ["refused_address"] * len(links)


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE rss [<!ENTITY % r SYSTEM "http://127.0.0.1:9/x.dtd">%r;]>',
    ],
)
@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
def test_entities_are_refused(head: str, charset: str) -> None:
    """Whatever they would expand to or load, in any charset."""
    (failure,) = _failures(f'<?xml version="1.0"?>{head}<rss><channel><item><title>t</title></item></channel></rss>'.encode(charset))
    assert failure.reason == "unsupported"


def _failures(data: bytes) -> list[Failure]:
    try:
        return [f for f in read(data) if isinstance(f, Failure)]
    except InputError as fault:
        return [Failure("", "", fault.reason, str(fault))]


@pytest.mark.parametrize("data", [b"<rss>" * 5000, b"<rss><channel><item>", b"<?xml version='1.0'?><rss/>", b"<rss>\xff\xfe</rss>"])
def test_broken_feeds_fail_with_a_reason(data: bytes) -> None:
    """Depth, cut off, without items, of no charset."""
    assert {f.reason for f in _failures(data)} <= {"empty", "not_text"} != set()


def test_a_list_names_its_feeds_once() -> None:
    """In folders too, in order."""
    data = b'<opml><body><outline text="a"><outline xmlUrl="https://a.example/f"/></outline><outline xmlUrl="https://b.example/f"/>'
    assert feeds_listed(data + b'<outline xmlUrl="https://a.example/f"/></body></opml>', "a") == ("https://a.example/f", "https://b.example/f")


def test_a_list_leads_to_no_file_and_no_inner_address() -> None:
    """Each feed that is refused fails alone."""
    data = b'<opml><body><outline xmlUrl="/etc/hostname"/><outline xmlUrl="http://127.0.0.1:9/feed"/></body></opml>'
    assert [(f.origin, f.reason) for f in read(data, "feeds.opml") if isinstance(f, Failure)] == [
        ("/etc/hostname", "refused_address"),
        ("http://127.0.0.1:9/feed", "refused_address"),
    ]


def test_hosts_are_visited_as_they_ask() -> None:
    """What robots.txt forbids is not fetched; visits to one host keep their distance, those to another do not wait."""
    rules = b"User-agent: *\nDisallow: /closed\nCrawl-delay: 3\n"
    waits: list[float] = []

    def get(address: str, _limits: Limits) -> Fetched:
        return Fetched(rules if address == "https://a.example/robots.txt" else b"page", address, None)

    visitor = Visitor(Limits(), get, waits.append, lambda: 0.0)
    for address in ("https://a.example/1", "https://b.example/1", "https://a.example/2", "https://b.example/2"):
        visitor.visit(address)
    with pytest.raises(InputError, match=r"robots\.txt"):
        visitor.visit("https://a.example/closed/1")
    assert waits == [3.0, 1.0]
