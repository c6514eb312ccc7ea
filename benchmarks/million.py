"""Makes a record of synthetic events, times each shape of `find` on it, and measures snapshot and export: seconds and peak memory.

nice python benchmarks/million.py make /tmp/million.db [EVENTS]      1,000,000 unless told; about 5 GB, ten minutes
nice python benchmarks/million.py find /tmp/million.db
nice python benchmarks/million.py take /tmp/million.db FOLDER        exports and a snapshot into a folder

Every name, word and number is drawn; nothing is from a report. States are drawn by rank (the n-th 1/n as often as the first).
"""

from __future__ import annotations

import json
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from legation.knowledge import foreign_codes, ontology
from legation.recording.days import bounds
from legation.recording.finding import Query, count, find
from legation.recording.record import Record

PER_REPORT = 5
FIRST = date(1990, 1, 1)
STATUSES = (("occurred", 80), ("planned", 12), ("hypothetical", 5), ("denied", 3))
ROLES = (("body", 78), ("headline", 8), ("lead", 10), ("caption", 2), ("teaser", 2))
WORDS = "the of to and in that for with was on by as at from port visit talks accord troops minister harbour border trade embassy fleet aid".split()
DOCUMENT_COLUMNS = "key id digest text_digest text title date date_basis language url publisher origin blocks"
EVENT_COLUMNS = (
    "key coding document current event_id entry_key role type mode kind concerns_type concerns_kind status background date first_day last_day place"
    " place_state place_admin1 confidence sentence body"
)
SHAPES: dict[str, Query] = {
    "the latest": Query(),
    "actor, often": Query(actor="USA"),
    "actor, seldom": Query(actor="TUV"),
    "actor by a state's name": Query(actor="Russia"),
    "actor by part of a person's name": Query(actor="Novak 77"),
    "recipient": Query(recipient="CUB"),
    "pair, often": Query(pair=("USA", "CAN")),
    "pair, seldom": Query(pair=("RUS", "CUB")),
    "pair, very seldom": Query(pair=("TUV", "NRU")),
    "type": Query(type="CONSULT"),
    "kind": Query(kind="port_call"),
    "status": Query(status="denied"),
    "place, a state": Query(place="CUB"),
    "place, part of a name": Query(place="ville 31"),
    "since": Query(since="2024-12-30"),
    "until": Query(until="1990-01-05"),
    "since and until": Query(since="2003-03", until="2003-04"),
    "words, often": Query(words="harbour"),
    "words, seldom": Query(words="quay4711"),
    "words of the report": Query(words="quay4711", in_report=True),
    "role": Query(role="caption"),
    "confidence, often": Query(minimum_confidence=0.5),
    "confidence, seldom": Query(minimum_confidence=0.999),
    "pair, type and years": Query(pair=("USA", "CHN"), type="CONSULT", since="2001", until="2005"),
    "pair, status and words": Query(pair=("USA", "RUS"), status="planned", words="port"),
    "page 20 of the latest": Query(offset=1900),
}


class Drawing:
    """Draws reports and events, the same every time."""

    def __init__(self, seed: int = 7) -> None:
        self.random = random.Random(seed)
        self.countries = list(foreign_codes.load().countries.values())
        self.weights = [1 / (n + 1) for n in range(len(self.countries))]
        self.types = list(ontology.load().types.values())
        self.kinds = [(k, t) for k, types in ontology.load().kinds.items() for t in types]

    def date(self) -> str | None:
        """A day, month, year, interval, or none."""
        drawn = self.random.random()
        day = FIRST + timedelta(days=self.random.randrange(35 * 365))
        if drawn < 0.2:
            return None
        if drawn < 0.9:
            return day.isoformat()
        later = day + timedelta(days=3)
        return day.isoformat()[:7] if drawn < 0.95 else day.isoformat()[:4] if drawn < 0.97 else f"{day}/{later}" if drawn < 0.99 else f"../{day}"

    def who(self, text: str) -> dict[str, Any]:
        """A participant."""
        country = self.random.choices(self.countries, self.weights)[0]
        person = self.random.random() < 0.3
        name = f"Novak {self.random.randrange(20_000)}" if person else country.name
        sector = self.random.choice(("GOV", "GOV", "MIL", "LEG"))
        return {
            "text": text, "start": 4, "end": 4 + len(text), "name": name, "state": country.state, "sector": sector, "sectors": [sector],
            "office": "Minister" if person else None, "id": f"person:{name.replace(' ', '-').lower()}" if person else f"state:{country.state}",
        }  # fmt: skip

    def sentence(self) -> str:
        """Twenty words."""
        return " ".join([*self.random.choices(WORDS, k=19), f"quay{self.random.randrange(30_000)}"]).capitalize() + "."

    def event(self, number: int, document_id: str, twin: dict[str, Any] | None) -> dict[str, Any]:
        """An event; `twin` is one of the same act in an earlier report."""
        kind, type_name = self.random.choice(self.kinds) if self.random.random() < 0.4 else (None, self.random.choice(self.types).name)
        type_ = ontology.load().types[type_name]
        value, sentence = self.date(), self.sentence()
        place = self.random.choices(self.countries, self.weights)[0]
        drawn = {
            "event_id": f"{number:016x}", "document_id": document_id, "sentence": {"start": 0, "end": len(sentence), "text": sentence},
            "role": _pick(self.random, ROLES), "type": type_.name, "mode": None, "kind": kind, "contexts": ["diplomatic"], "quad": type_.quad,
            "score": type_.score, "cameo": type_.cameo, "anchor": {"text": sentence[:3], "start": 0, "end": 3}, "repeats": [],
            "actors": [self.who("alpha")], "recipients": [self.who("beta")] if self.random.random() < 0.8 else [], "concerns": None, "vessels": [],
            "figures": [], "tour_id": None, "status": _pick(self.random, STATUSES), "background": False, "attribution": None,
            "date": value and {"value": value, "precision": "day", "basis": "expression", "text": None, "start": None, "end": None},
            "place": {
                "text": "gamma", "start": 8, "end": 13, "name": f"{place.name}ville {self.random.randrange(40)}", "state": place.state,
                "admin1": None, "latitude": 1.5, "longitude": -2.5, "geonames_id": None, "precision": "city",
            },
            "unknown": {} if value else {"date": "no_expression"}, "confidence": round(self.random.random(), 3),
            "basis": {"coder": "drawn", "rule": "drawn"}, "version": "drawn",
        }  # fmt: skip
        shared = ("type", "kind", "quad", "score", "cameo", "actors", "recipients", "status", "date", "unknown")
        return drawn if twin is None else drawn | {name: twin[name] for name in shared}


def _pick(drawing: random.Random, weighted: tuple[tuple[str, int], ...]) -> str:
    return drawing.choices([name for name, _ in weighted], [weight for _, weight in weighted])[0]


def rows(number: int) -> Iterator[tuple[tuple[Any, ...], list[tuple[dict[str, Any], str]]]]:
    """Reports with their events and the keys of their entries; two events of five tell of an act of an earlier report."""
    drawing, told = Drawing(), [({}, "")] * 1000
    for report in range(number // PER_REPORT):
        day = (FIRST + timedelta(days=report * 35 * 365 // (number // PER_REPORT))).isoformat()
        made = []
        for n in range(PER_REPORT):
            key = report * PER_REPORT + n
            twin, entry = drawing.random.choice(told) if n < 2 else ({}, "")
            event = drawing.event(key, f"report-{report:07}", twin or None)
            if not entry:
                entry = f"{key:024x}"
                told[drawing.random.randrange(len(told))] = (event, entry)
            made.append((event, entry))
        text = "\n".join(event["sentence"]["text"] for event, _ in made) + "\n" + drawing.sentence() * 4
        yield (report + 1, f"report-{report:07}", f"d{report}", f"t{report}", text, f"Report {report}", day, f"Outlet {report % 40}"), made


def make(path: str, number: int) -> None:
    """Writes the record: rows first, indexes after."""
    Record.open(path, create=True).close()
    connection = sqlite3.connect(path)
    connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-400000;")
    indexes = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").fetchall()
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    source = rows(number)
    while chunk := list(islice(source, 5000)):
        _write(connection, chunk)
    for _, statement in indexes:
        connection.execute(statement)
    for table in ("document_words", "event_words"):
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")
    connection.commit()
    connection.execute("PRAGMA journal_mode=WAL")


def _write(connection: sqlite3.Connection, chunk: list[Any]) -> None:
    documents = [
        (k, i, d, t, text, title, day, "field", "en", f"https://example.org/{k}", outlet, "drawn", "[]")
        for (k, i, d, t, text, title, day, outlet), _ in chunk
    ]
    connection.executemany(_insert("documents", DOCUMENT_COLUMNS), documents)
    connection.executemany("INSERT INTO codings VALUES (?, ?, 'drawn', 'coded', 1)", [(d[0], d[0]) for d in documents])
    told = [(report[0], event, entry) for report, made in chunk for event, entry in made]
    connection.executemany(_insert("events", EVENT_COLUMNS), [_event_row(*row) for row in told])
    cast = [
        (int(e["event_id"], 16) + 1, side, n, p["state"], p["sector"], p["name"], p["id"])
        for _, e, _ in told
        for side in ("actor", "recipient")
        for n, p in enumerate(e[side + "s"])
    ]
    connection.executemany("INSERT INTO participants VALUES (?, ?, ?, ?, ?, ?, ?)", cast)
    connection.commit()


def _insert(table: str, columns: str) -> str:
    return f"INSERT INTO {table} ({', '.join(columns.split())}) VALUES ({', '.join('?' for _ in columns.split())})"


def _event_row(report: int, e: dict[str, Any], entry: str) -> tuple[Any, ...]:
    value = e["date"] and e["date"]["value"]
    first, last = bounds(value)
    place = e["place"]
    return (
        int(e["event_id"], 16) + 1, report, report, 1, e["event_id"], entry, e["role"], e["type"], None, e["kind"], None, None, e["status"], 0, value,
        first, last, place["name"], place["state"], None, e["confidence"], e["sentence"]["text"], json.dumps(e),
    )  # fmt: skip


def time_finds(path: str) -> None:
    """Prints, for each shape, its first run and the medians of five, for 100 entries: by the clock, and of the processor (where others run too)."""
    with Record.open(path) as record:
        for name, query in SHAPES.items():
            query = Query(**{f: getattr(query, f) for f in query.__slots__} | {"limit": 100})
            times, works, found = [], [], 0
            for _ in range(5):
                began, work = time.perf_counter(), time.process_time()
                found = len(list(find(record, query)))
                times.append(time.perf_counter() - began)
                works.append(time.process_time() - work)
            began = time.perf_counter()
            number = count(record, query, most=10_000)
            counted = time.perf_counter() - began
            print(f"{name:34} {found:4} entries  first {times[0] * 1000:5.0f} ms  median {statistics.median(times) * 1000:5.0f} ms", end="  ")
            print(f"processor {statistics.median(works) * 1000:5.0f} ms  count to 10,000: {number:6} {counted * 1000:6.0f} ms")


def take(path: str, folder: str) -> None:
    """Runs the commands that take the record away; prints seconds and peak memory of each."""
    Path(folder).mkdir(exist_ok=True)
    commands = [
        ["snapshot", f"{folder}/snapshot"],
        ["export", "--to", f"{folder}/tidy.parquet"],
        ["export", "--to", f"{folder}/tidy.csv"],
        ["export", "--to", f"{folder}/entries.parquet", "--entries"],
        ["export", "--layout", "polecat", "--to", f"{folder}/polecat.tsv"],
        ["export", "--layout", "icews", "--to", f"{folder}/icews.tab"],
        ["export", "--layout", "gdelt", "--to", f"{folder}/gdelt.CSV"],
        ["export", "--layout", "gdelt-mentions", "--to", f"{folder}/mentions.CSV"],
        ["export", "--layout", "panel", "--by", "month", "--to", f"{folder}/panel.parquet"],
        ["relations", "USA", "CAN"],
        ["relations", "RUS", "CUB"],
        ["sql", "SELECT type, count(*) AS events FROM events GROUP BY type", "--seconds", "60"],
    ]
    for words in commands:
        began = time.perf_counter()
        run = subprocess.Popen([sys.executable, "-m", "legation", *words, "--record", path], stdout=subprocess.DEVNULL)
        _, status, usage = _wait(run)
        print(f"{' '.join(words[:3]):40} status {status}  {time.perf_counter() - began:6.1f} s  {usage.ru_maxrss / 1024:5.0f} MB", flush=True)


def _wait(run: subprocess.Popen[bytes]) -> tuple[int, int, resource.struct_rusage]:
    import os

    pid, status, usage = os.wait4(run.pid, 0)
    run.returncode = os.waitstatus_to_exitcode(status)
    return pid, run.returncode, usage


if __name__ == "__main__":
    task, path, *more = sys.argv[1:]
    if task == "make":
        make(path, int(more[0]) if more else 1_000_000)
    elif task == "find":
        time_finds(path)
    else:
        take(path, more[0])
