"""Runs the taking apart of pages in a child process that can be stopped.

One child serves many pages. It is started by the interpreter anew, not forked, so that this works inside worker processes of
any kind; it ends when its parent closes the pipe or dies. Messages: a line of JSON, then as many bytes as it says.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import weakref
from contextlib import suppress
from typing import Any, BinaryIO, Literal

from legation.errors import InputError, SetupError
from legation.reading.limits import Limits

WALL_PER_CPU = 3
"""Seconds that a page may take by the clock for each that it may compute: on a busy machine the same page must not fail."""
_STARTING_SECONDS = 60.0
_MEMORY_BYTES = 4 * 1024**3


class Workshop:
    """Takes pages apart, one at a time, in a child process of its own.

    Args:
        limits: `seconds` of computing for one page, then the child is killed and the page refused.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._lock = threading.Lock()
        self._child: _Child | None = None

    def take_apart(self, data: bytes, origin: str, *, url: str | None = None, charset: str | None = None) -> dict[str, Any]:
        """What `page.take_apart` gives for the bytes of a page.

        Raises:
            InputError: `timeout`, `too_deep`, `extraction`.
            SetupError: the child does not start.
        """
        seconds = self._limits.seconds
        question = {"form": "html", "origin": origin, "url": url, "charset": charset, "depth": self._limits.depth, "seconds": seconds}
        return self._answered(question, data, seconds)

    def take_document_apart(self, data: bytes, origin: str, form: Literal["pdf", "docx"]) -> dict[str, Any]:
        """What `printed.take_apart_pdf` or `typed.take_apart_docx` gives for the bytes of a document.

        Raises:
            InputError, SetupError: as `take_apart`, and what those functions raise.
        """
        limits = self._limits
        caps = {"pages": limits.document_pages, "text_bytes": limits.page_bytes, "seconds": limits.document_seconds}
        return self._answered({"form": form, "origin": origin, **caps}, data, limits.document_seconds)

    def _answered(self, question: dict[str, Any], data: bytes, seconds: float) -> dict[str, Any]:
        origin = question["origin"]
        with self._lock:
            answer = self._ready_child().ask(question, data, seconds * WALL_PER_CPU)
            if answer is None:
                self._drop()
        if answer is None:
            raise InputError("timeout", f"{origin}: taking it apart was stopped after {seconds:g} s or ran out of memory.", origin=origin)
        if "failure" in answer:
            raise InputError(answer["failure"], answer["message"], origin=origin)
        return answer

    def close(self) -> None:
        """Stops the child, if there is one."""
        with self._lock:
            self._drop()

    def _drop(self) -> None:
        if self._child is not None:
            self._child.stop()
            self._child = None

    def _ready_child(self) -> _Child:
        """The child of this very process (a forked copy of us starts its own)."""
        if self._child is not None and (self._child.owner != os.getpid() or not self._child.alive):
            self._drop()
        if self._child is None:
            self._child = _Child()
        return self._child


class _Child:
    def __init__(self) -> None:
        self.owner = os.getpid()
        paths = os.pathsep.join(path for path in sys.path if path)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "legation.reading.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": paths, "OMP_NUM_THREADS": "1"},
        )
        self._finalizer = weakref.finalize(self, _end, self._process, self.owner)
        if self._exchange({"hello": True}, b"", _STARTING_SECONDS) is None:
            self.stop()
            raise SetupError("The process that takes pages apart does not start. Run: python -m legation.reading.worker < /dev/null")

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, question: dict[str, Any], data: bytes, seconds: float) -> dict[str, Any] | None:
        """The answer, or None when the child was stopped or died."""
        return self._exchange(question, data, seconds)

    def stop(self) -> None:
        self._finalizer()

    def _exchange(self, question: dict[str, Any], data: bytes, seconds: float) -> dict[str, Any] | None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        timer = threading.Timer(seconds, self._process.kill)
        timer.daemon = True
        timer.start()
        try:
            _send(self._process.stdin, question, data)
            received = _receive(self._process.stdout)
        except (OSError, ValueError):
            received = None
        finally:
            timer.cancel()
        return received[0] if received else None


def _end(process: subprocess.Popen[bytes], owner: int) -> None:
    """Closes the pipes; kills the child when it is ours."""
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
    if owner == os.getpid():
        process.kill()
        process.wait()


def _send(pipe: BinaryIO | Any, message: dict[str, Any], data: bytes) -> None:
    pipe.write(json.dumps({**message, "bytes": len(data)}).encode("ascii") + b"\n")
    pipe.write(data)
    pipe.flush()


def _receive(pipe: BinaryIO | Any) -> tuple[dict[str, Any], bytes] | None:
    """A message and its bytes; None at the end of the pipe."""
    line = pipe.readline()
    if not line.endswith(b"\n"):
        return None
    message = json.loads(line)
    data = pipe.read(message["bytes"])
    return (message, data) if len(data) == message["bytes"] else None


def serve() -> None:
    """The child: answers until its input ends."""
    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _cap_memory()
    from legation.reading.page import warm_up

    while (received := _receive(questions)) is not None:
        question, data = received
        if "hello" in question:
            warm_up()
            _send(answers, {"ready": True}, b"")
            continue
        _send(answers, _answer(question, data), b"")


def _answer(question: dict[str, Any], data: bytes) -> dict[str, Any]:
    """The page, or why it was refused: whatever a parser raises is the page's fault here, and the run goes on."""
    origin = question["origin"]
    _cap_computing(question["seconds"])
    try:
        return _taken_apart(question, data)
    except InputError as fault:
        return {"failure": fault.reason, "message": str(fault)}
    except Exception as fault:  # noqa: BLE001 - a boundary between processes
        return {"failure": "extraction", "message": f"{origin}: could not be taken apart ({type(fault).__name__}: {str(fault)[:200]})."}
    finally:
        _cap_computing(0)


def _taken_apart(question: dict[str, Any], data: bytes) -> dict[str, Any]:
    origin = question["origin"]
    if question["form"] == "pdf":
        from legation.reading.printed import take_apart_pdf

        return take_apart_pdf(data, origin, question["pages"])
    if question["form"] == "docx":
        from legation.reading.typed import take_apart_docx

        return take_apart_docx(data, origin, question["text_bytes"])
    from legation.reading.page import take_apart

    return take_apart(data, origin, url=question["url"], charset=question["charset"], depth_cap=question["depth"])


def _cap_computing(seconds: float) -> None:
    """Ends this process after so many seconds of computing, where the system can; 0 takes the cap away."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _cap_memory() -> None:
    """Keeps one page from taking the machine's memory, where the system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))


if __name__ == "__main__":
    serve()
