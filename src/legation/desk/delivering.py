"""Delivers what is new of the searches that are followed: looks, puts in the record what is to go out, and sends it, each thing once."""

from __future__ import annotations

import json
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event, Thread
from typing import Any

from lxml import etree

from legation.config import Settings
from legation.desk import atom, hooks, mailing, matching
from legation.desk.atom import title_of
from legation.desk.narrowing import asked
from legation.desk.pages import Row, act_of
from legation.errors import InputError, LegationError
from legation.recording import delivered
from legation.recording.delivered import Job
from legation.recording.following import AT_ONCE, Follow, all_follows, follow_of, fresh, latest
from legation.recording.record import Record

EVERY = 15.0
"""Seconds between two looks of the loop beside the desk."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one look brought: entries put in, messages sent, messages that failed or wait for another try."""

    new: int
    sent: int
    unsent: int


def now() -> datetime:
    """The clock's time."""
    return datetime.now(UTC)


def deliver(record: Record, settings: Settings, clock: Callable[[], datetime] = now) -> Told:
    """One look: what is new of each search goes in, and all that is due goes out. Others may do the same at once."""
    new = sum(_look(record, one, clock()) for one in all_follows(record) if one.ways and not one.paused)
    sent = unsent = 0
    while job := delivered.claim(record, clock()):
        taken = send(record, settings, job, clock)
        sent, unsent = sent + taken, unsent + (not taken)
    return Told(new, sent, unsent)


def _look(record: Record, one: Follow, at: datetime) -> int:
    filters, new = asked(one.filters), 0
    while True:
        rows, seen = fresh(record, one, filters.query())
        if rows or seen > one.seen:
            new += delivered.put_in(record, one, [(row["entry_id"], entry_body(one, row, at)) for row in rows], seen, at)
        if len(rows) < AT_ONCE:
            return new


def entry_body(one: Follow, row: Row, at: datetime) -> dict[str, Any]:
    """An event's body: the search, the entry as feed.json has it, and why it matched."""
    search = {"id": one.uid, "name": one.name, "filters": one.filters}
    data = {"search": search, "entry": row, "why": matching.why(asked(one.filters).understood, row)}
    return {"type": "entry.matched", "timestamp": delivered.stamp(at), "data": data}


def trial_body(one: Follow, at: datetime) -> dict[str, Any]:
    """The body of a test."""
    return {"type": "test", "timestamp": delivered.stamp(at), "data": {"search": {"id": one.uid, "name": one.name, "filters": one.filters}}}


def try_out(record: Record, settings: Settings, one: Follow, way: str, clock: Callable[[], datetime] = now) -> None:
    """Sends a test by a way, once, whatever becomes of it."""
    batch = delivered.put_test(record, one, way, trial_body(one, clock()), clock())
    job = delivered.claim(record, clock(), batch)
    if job:
        send(record, settings, job, clock)


def send(record: Record, settings: Settings, job: Job, clock: Callable[[], datetime]) -> bool:
    """Sends a job and notes the answer; whether it was taken."""
    one = follow_of(record, job.follow)
    if one is None:  # removed since
        return False
    try:
        taken, answer, final = _WAYS[job.way](record, settings, one, job, clock())
    except InputError as error:
        taken, answer, final = False, str(error), error.reason == "refused_address"
    except LegationError as error:
        taken, answer, final = False, str(error), False
    except (OSError, smtplib.SMTPException, ValueError) as error:
        taken, answer, final = False, f"{type(error).__name__}: {error}", False
    delivered.settle(record, job, answer, clock(), sent=taken, final=final)
    return taken


def feed_of(record: Record, one: Follow, site: str) -> bytes:
    """The search's Atom feed."""
    filters = asked(one.filters)
    head = atom.Head(one.name, one.uid, f"{site}/follow/{one.token}.atom", f"{site}{filters.address('/')}", one.at)
    return atom.build(head, filters, latest(record, filters.query(), atom.MOST), site)


def _feed(record: Record, settings: Settings, one: Follow, _job: Job, _at: datetime) -> tuple[bool, str, bool]:
    found = etree.fromstring(feed_of(record, one, settings.desk_address.rstrip("/")))
    return True, f"read as Atom, entries: {len(found.findall(f'{{{atom.ATOM}}}entry'))}", False


def _hook(_record: Record, settings: Settings, one: Follow, job: Job, at: datetime) -> tuple[bool, str, bool]:
    body = job.bodies[0].encode()
    taken, status = hooks.send(one.hook or "", one.secret, job.batch, body, at, loopback=settings.hooks_to_loopback)
    return taken, f"answered {status}", status == hooks.GONE


def _mail(_record: Record, settings: Settings, one: Follow, job: Job, at: datetime) -> tuple[bool, str, bool]:
    site = settings.desk_address.rstrip("/")
    rows = [] if job.test else [json.loads(body)["data"] for body in job.bodies]
    digest = mailing.Digest(one.name, one.mail or "", job.batch, [_item(row, site) for row in rows], f"{site}/follow/{one.key}")
    mailing.send(settings, mailing.letter(digest, settings.smtp_from, at))
    return True, f"taken by {settings.smtp_host}", False


def _item(data: dict[str, Any], site: str) -> mailing.Item:
    row, report = data["entry"], data["entry"]["report"]
    source = ", ".join(filter(None, (report["title"], report["publisher"], report["date"])))
    link = f"{site}/entries/{row['entry_id']}"
    return mailing.Item(title_of(row), act_of(row).when, row["sentence"]["text"], matching.told(data["why"]), link, source)


_WAYS = {"feed": _feed, "hook": _hook, "mail": _mail}


class Loop:
    """Delivers beside the desk until it is stopped."""

    def __init__(self, record: Record, settings: Settings, every: float = EVERY) -> None:
        self._record, self._settings, self._every = record, settings, every
        self._stop = Event()
        self._thread = Thread(target=self._run, name="deliveries", daemon=True)

    def __enter__(self) -> Loop:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join(self._every)

    def _run(self) -> None:
        while not self._stop.wait(self._every):
            try:
                deliver(self._record, self._settings)
            except LegationError:  # locked, or its server does not answer: the next look may find it well
                continue
