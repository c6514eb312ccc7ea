"""Answers that are kept while the record stays as it is: what took long to count is counted once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import Connection, func, select

from legation.recording.opening import faults_named
from legation.recording.record import Record
from legation.recording.tables import audit, codings, events

T = TypeVar("T")

ANSWERS = 24
"""So many are kept; the one that was asked for longest ago goes."""


class Kept:
    """The latest answers about a record; all go where reports were added, coded anew or decided about."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._lock = Lock()
        self._stamp: tuple[Any, ...] = ()
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()

    def answer(self, asked: Hashable, count: Callable[[], T]) -> T:
        """What `count` gives, or gave for the same question of the same record. It must not be changed by who reads it."""
        with faults_named(self._record.path), self._record.engine.connect() as connection:
            stamp = stamp_of(connection)
        with self._lock:
            if stamp != self._stamp:
                self._answers.clear()
                self._stamp = stamp
            if asked in self._answers:
                self._answers.move_to_end(asked)
                found: T = self._answers[asked]
                return found
        found = count()
        self._keep(stamp, asked, found)
        return found

    def _keep(self, stamp: tuple[Any, ...], asked: Hashable, found: object) -> None:
        with self._lock:
            if stamp == self._stamp:
                self._answers[asked] = found
                while len(self._answers) > ANSWERS:
                    self._answers.popitem(last=False)


def stamp_of(connection: Connection) -> tuple[Any, ...]:
    """What is another wherever reports were added, coded anew or decided about."""
    newest = (select(func.max(table.c.key)).scalar_subquery() for table in (events, codings, audit))
    return tuple(connection.execute(select(*newest)).one())
