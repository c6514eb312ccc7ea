"""Codes documents in processes of this machine, in the order they come in, however many processes there are."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

from legation.config import Settings
from legation.document import Document
from legation.errors import Failure
from legation.pipeline import Pipeline
from legation.recording.coded import Coded
from legation.relation import Question

AHEAD = 4
"""Documents that wait per worker, so that none is idle and memory stays small."""

Item = TypeVar("Item", Document, Question)
Verb: TypeAlias = Callable[[Pipeline, Item], object]
"""What to do with a document or a question; a function of a module, so that it can travel to a worker."""


@dataclass(frozen=True, slots=True)
class Done:
    """An input with what was made of it: a coding, a line of mentions, a Failure, or None where the caller wanted none."""

    item: Document | Question | Failure
    made: object


def code(pipeline: Pipeline, document: Document) -> Coded | Failure:
    """The coding of a document."""
    return pipeline.attempt(document)


def mentions(pipeline: Pipeline, document: Document) -> dict[str, object] | Failure:
    """The mentions of a document."""
    return pipeline.attempt_mentions(document)


def relations(pipeline: Pipeline, question: Question) -> dict[str, object] | Failure:
    """The answer to a question."""
    return pipeline.attempt_relation(question)


def work(items: Iterable[Item | Failure], pipeline: Pipeline, verb: Verb[Item], *, wanted: Callable[[Item], bool] = lambda _: True) -> Iterator[Done]:
    """Does `verb` to every wanted item; results in the order of `items`, failures passed on.

    One worker means this process. More are processes of their own, each with a pipeline of its own and one thread.
    """
    if pipeline.settings.workers == 1:
        for item in items:
            made = None if isinstance(item, Failure) or not wanted(item) else verb(pipeline, item)
            yield Done(item, made)
        return
    yield from _in_processes(items, pipeline.settings, verb, wanted)


def _in_processes(items: Iterable[Item | Failure], settings: Settings, verb: Verb[Item], wanted: Callable[[Item], bool]) -> Iterator[Done]:
    pool = _Pool(settings, verb)
    waiting: deque[tuple[Item | Failure, Future[object] | None]] = deque()
    try:
        for item in items:
            future = None if isinstance(item, Failure) or not wanted(item) else pool.submit(item)
            waiting.append((item, future))
            if len(waiting) >= settings.workers * AHEAD:
                yield _finish(pool, waiting)
        while waiting:
            yield _finish(pool, waiting)
    finally:
        pool.close()


def _finish(pool: _Pool, waiting: deque[tuple[Item | Failure, Future[object] | None]]) -> Done:
    item, future = waiting.popleft()
    if future is None or isinstance(item, Failure):
        return Done(item, None)
    return Done(item, pool.result(item, future))


class _Pool:
    """Worker processes that are started anew when a document brings one down."""

    def __init__(self, settings: Settings, verb: Any) -> None:
        self._settings, self._verb = settings, verb
        self._executor = self._start(settings.workers)

    def _start(self, workers: int) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(self._settings,))

    def submit(self, item: Document | Question) -> Future[object]:
        try:
            return self._executor.submit(_do, self._verb, item)
        except BrokenProcessPool:
            self._executor = self._start(self._settings.workers)
            return self._executor.submit(_do, self._verb, item)

    def result(self, item: Document | Question, future: Future[object]) -> object:
        try:
            return future.result()
        except BrokenProcessPool:
            return self._alone(item)

    def _alone(self, item: Document | Question) -> object:
        """An item whose worker died, though perhaps by another's fault: once more, by itself."""
        executor = self._start(1)
        try:
            return executor.submit(_do, self._verb, item).result()
        except BrokenProcessPool:
            return Failure(item.id, item.origin, "coding", "The process that coded it died (out of memory?). Split the report or give it more.")
        finally:
            executor.shutdown(wait=False, cancel_futures=True)

    def close(self) -> None:
        self._executor.shutdown(wait=False, cancel_futures=True)


class _Worker:
    """What a worker process keeps between documents."""

    pipeline: Pipeline | None = None


def _begin(settings: Settings) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    _Worker.pipeline = Pipeline(settings)


def _leave_with_parent() -> None:
    """Ends the worker when its parent was killed, so that none is left behind."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do(verb: Any, item: Document | Question) -> object:
    assert _Worker.pipeline is not None  # _begin ran
    return verb(_Worker.pipeline, item)
