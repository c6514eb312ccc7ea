"""The feed narrows, counts, streams as a sheet, and says what is new."""

from __future__ import annotations

import csv
import http.client
import json
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from html import unescape

import pytest
import uvicorn
from starlette.testclient import TestClient

from fakes.making import environment, pipeline
from fakes.telling import tell
from legation.desk.app import make_app
from legation.desk.routes import feed
from legation.recording.record import Record

BOUND = 10.0
"""Seconds that a test waits for the stream at most."""


@pytest.fixture
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    """Two talks of France with Mali, thanks of Russia to Cuba."""
    book = Record.open(str(tmp_path_factory.mktemp("r") / "r.db"), create=True)
    tell(book, "France met Mali on 2024-01-03.", "a", publisher="The <i>Herald</i> & Sons")
    tell(book, "France met Mali on 2024-02-03.", "b", confidence=0.2)
    tell(book, "Russia thanked Cuba on 2024-03-03.", "c", publisher="Le Matin")
    return book


@pytest.fixture
def desk(record: Record) -> TestClient:
    """The desk over that record."""
    return TestClient(make_app(record, pipeline()))


NARROWED = [
    ("quad=1", 3),
    ("quad=4", 0),
    ("type=consult", 2),
    ("type=CONSULT&confidence=0.5", 1),
    ("publisher=Le+Matin", 1),
    ("role=headline", 0),
    ("after=1", 2),
    ("quad=9&confidence=often&after=x", 3),
]


@pytest.mark.parametrize(("asked", "number"), NARROWED)
def test_filters_of_the_address(desk: TestClient, asked: str, number: int) -> None:
    """Each narrows page, JSON and CSV alike; what cannot be understood does not."""
    twin = desk.get(f"/feed.json?{asked}").json()
    assert (twin["total"], len(twin["entries"]), twin["more"]) == (number, number, False)
    assert len(list(csv.DictReader(desk.get(f"/feed.csv?{asked}").text.splitlines()))) == number
    assert f"{number} {'entry' if number == 1 else 'entries'}" in desk.get(f"/?{asked}").text


def test_a_set_filter_can_be_taken_away(desk: TestClient) -> None:
    """Each is a link to the same page without it; a value that is not understood is said and is none."""
    page = desk.get("/?actor=FRA&quad=1&confidence=often").text
    taken = dict(re.findall(r'<a href="([^"]+)" aria-label="Take away: ([^"]+)"', page))
    assert {unescape(link): words for link, words in taken.items()} == {
        "/?quad=1&confidence=often": "who acts France",
        "/?actor=FRA&confidence=often": "sort of act cooperation in words",
    }
    assert "“often” is no confidence" in page


def test_a_facet_says_how_many_its_link_finds(desk: TestClient) -> None:
    """Every count beside the list is that of the page behind it, whatever signs the value has."""
    links = re.findall(r'<li><a href="([^"]+)"><span>[^<]*</span> <span class="n">(\d+)</span>', desk.get("/").text)
    assert len(links) >= 6
    for link, number in links:
        assert desk.get("/feed.json" + unescape(link)[1:]).json()["total"] == int(number), link


def test_the_page_says_where_counting_stopped(desk: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Facets of the latest tellings, a total that is more than was counted."""
    monkeypatch.setattr(feed, "COUNTED", 1)
    monkeypatch.setattr(feed, "MOST", 2)
    page, twin = desk.get("/").text, desk.get("/feed.json").json()
    assert "more than 1 entry" in page
    assert "among the latest 2 tellings" in page
    assert (twin["total"], twin["more"], twin["facets_of_latest"]) == (1, True, 2)


def test_the_sheet_is_one_row_an_entry(desk: TestClient) -> None:
    """Who, what, when, the sentence and its report."""
    row = next(csv.DictReader(desk.get("/feed.csv?publisher=Le+Matin").text.splitlines()))
    assert (row["date"], row["actors"], row["recipients"], row["type"], row["report_publisher"]) == (
        "2024-03-03",
        "Russia",
        "Cuba",
        "SUPPORT",
        "Le Matin",
    )
    assert row["sentence"] == "Russia thanked Cuba on 2024-03-03."


def test_what_is_asked_is_escaped(desk: TestClient) -> None:
    """A hostile filter and a publisher's name are words."""
    page = desk.get('/?actor="><script>alert(1)</script>').text
    assert "<script>" not in page
    assert "The &lt;i&gt;Herald&lt;/i&gt; &amp; Sons" in desk.get("/").text


@contextmanager
def served(record: Record) -> Iterator[int]:
    """The desk on a port of this machine, as its own command serves it."""
    server = uvicorn.Server(uvicorn.Config(make_app(record, pipeline()), host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    until = time.monotonic() + BOUND
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(BOUND)
        assert not thread.is_alive()


@contextmanager
def listening(port: int, asked: str, **headers: str) -> Iterator[http.client.HTTPResponse]:
    """An open stream of what is new."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=BOUND)
    connection.request("GET", f"/feed/live?{asked}", headers={"Accept-Encoding": "gzip"} | headers)
    with closing(connection), connection.getresponse() as stream:
        yield stream


def next_news(stream: http.client.HTTPResponse) -> dict[str, int]:
    """The next event's words."""
    while line := stream.readline().decode():
        if line.startswith("data: "):
            found: dict[str, int] = json.loads(line.removeprefix("data: "))
            return found
    raise AssertionError("the stream ended")


def test_news_comes_when_a_report_is_stored(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """One event says how many entries the filters hold for are new, and how many known ones changed; others say nothing."""
    monkeypatch.setattr(feed, "EVERY", 0.05)
    with served(record) as port, listening(port, "actor=FRA") as stream:
        assert (stream.status, stream.getheader("content-type")) == (200, "text/event-stream; charset=utf-8")
        tell(record, "Russia thanked Cuba on 2024-05-05.", "d")
        tell(record, "France met Mali on 2024-06-06.", "e")
        assert next_news(stream) == {"new": 1, "changed": 0}
        tell(record, "France met Mali on 2024-01-03.", "f")
        assert next_news(stream) == {"new": 1, "changed": 1}


def test_nobody_is_looked_for_when_the_reader_has_gone(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """The record is no longer asked what is new once the stream is closed."""
    looks = []
    monkeypatch.setattr(feed, "EVERY", 0.05)
    monkeypatch.setattr(feed, "newest", lambda _record: looks.append(1) or 0)
    with served(record) as port:
        with listening(port, "after=0"):
            time.sleep(0.3)
        time.sleep(0.5)
        number = len(looks)
        time.sleep(0.5)
        assert len(looks) == number >= 3


def test_the_desk_stops_with_a_stream_open(record: Record) -> None:
    """Ctrl-C ends `legation desk` while a reader listens, and the stream ends with it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "legation", "desk", "--record", record.path, "--port", str(port)]
    with subprocess.Popen(command, env=environment(COLUMNS="200"), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as running:
        try:
            assert running.stdout
            link = next(found.group() for line in running.stdout if (found := re.search(r"/open\?key=\S+", line)))
            cookie = (_answered(port, link).getheader("set-cookie") or "").split(";")[0]
            with listening(port, "", Cookie=cookie) as stream:
                assert stream.status == 200
                running.send_signal(signal.SIGINT)
                running.wait(BOUND)
        finally:
            running.kill()


def _answered(port: int, link: str) -> http.client.HTTPResponse:
    """The desk's answer, as soon as it listens."""
    until = time.monotonic() + BOUND
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=BOUND)
        try:
            connection.request("GET", link)
            return connection.getresponse()
        except ConnectionRefusedError:
            assert time.monotonic() < until
            time.sleep(0.1)
