"""Fifty ways to run a script from words, in every field of a report and an event: none runs, on any page, even without the rule of content."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from fakes.browsing import Visit, visiting
from fakes.desks import RunningDesk, served
from fakes.making import legation, pipeline
from legation.desk.app import make_app
from legation.desk.pages import report_link
from legation.pipeline import document_of
from legation.recording.coded import Coded, SourcePosition
from legation.recording.record import Record
from legation.recording.tables import documents

PAYLOADS = [line for line in (Path(__file__).parent / "payloads.txt").read_text("utf-8").splitlines() if line and not line.startswith("# ")]


MOST_BYTES = 60_000
HOSTILE_FILES = Path(__file__).parents[3] / "shared" / "tools" / "make_hostile.py"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDesk]:
    """A desk over reports whose id, title, publisher, address, origin, licence and words are payloads."""
    path = tmp_path_factory.mktemp("hostile") / "r.db"
    record = Record.open(str(path), create=True)
    for number, payload in enumerate(PAYLOADS):
        text = f"France met {payload} Mali on 2024-01-03. Russia thanked Cuba {payload}."
        given = replace(document_of(text), id=payload, title=payload, url=payload, publisher=payload, origin=payload, licence=payload)
        made = pipeline().attempt(given)
        assert isinstance(made, Coded)
        record.add(made, SourcePosition("test", number))
    with served(make_app(record, pipeline())) as address:
        yield RunningDesk(address, path, [])


def test_fifty_payloads() -> None:
    """They are fifty, and each would run if it were taken for code."""
    assert len(PAYLOADS) == len(set(PAYLOADS)) >= 50


def test_words_never_run(chromium: Any, hostile: RunningDesk) -> None:
    """Neither on the page of any report nor on any other; the rule of content is put aside, so that escaping alone must hold."""
    with visiting(chromium, hostile, 1280, "light", bypass_csp=True) as here:
        for link in [*_own_pages(here), *_all_details(here)]:
            assert here.go(link) == 200, link
            here.page.wait_for_timeout(20)
            assert here.page.evaluate("window.__ran") is None, link
        assert here.faults == []


def test_hostile_files_never_run(chromium: Any, tmp_path: Path) -> None:
    """Every report that the forty hostile files leave in a record, and the pages of the desk over it."""
    if not HOSTILE_FILES.exists():
        pytest.skip(f"no {HOSTILE_FILES.name} beside the checkout, in ../shared")
    subprocess.run([sys.executable, str(HOSTILE_FILES), str(tmp_path / "in")], check=True, capture_output=True)
    for path in tmp_path.glob("in/*"):
        if path.stat().st_size > MOST_BYTES:  # the fakes take their time for these; the readers' own test takes all
            path.unlink()
    legation(tmp_path, "read", "in", "--record", "r.db", LEGATION_READER="legation.reading.reader:SourceReader")
    record = Record.open(str(tmp_path / "r.db"))
    with record.engine.connect() as connection:
        reports = connection.execute(select(documents.c.id)).scalars().all()
    with served(make_app(record, pipeline())) as address, visiting(chromium, RunningDesk(address, tmp_path, []), 360, "dark") as here:
        for link in [*_own_pages(here), *map(report_link, reports)]:
            assert here.go(link) == 200, link
        assert here.faults == []
    assert len(reports) > 20


def _own_pages(here: Visit) -> list[str]:
    here.go("/")
    return list(here.page.eval_on_selector_all("nav a[href^='/']", "links => links.map(link => link.getAttribute('href'))"))


def _all_details(here: Visit) -> list[str]:
    here.go("/")
    entries = here.page.evaluate("fetch('/feed.json').then(answer => answer.json()).then(found => found.entries.map(entry => entry.entry_id))")
    return [f"/entries/{entry}" for entry in entries] + [report_link(payload) for payload in PAYLOADS]
