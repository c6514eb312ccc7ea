"""What commands say: results to standard output, progress, complaints and the tally to standard error."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from rich.console import RenderableType

    from legation.batch.tally import Tally
    from legation.errors import Failure

NOTHING_READ = 1
"""Exit status where nothing could be read or found."""

FAILURES_TOLD = 5
"""Failures told one by one on standard error; the tally counts all by reason, and the record keeps them."""


def advancing(items: Iterator[Any]) -> Iterator[Any]:
    """The items, with progress on a terminal's standard error after a second."""
    with progress() as advance:
        for item in items:
            yield item
            advance()


@contextmanager
def progress() -> Iterator[Callable[[], None]]:
    """A function to call after each item; it draws only where standard error is a terminal."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    bar = Progress(SpinnerColumn(), TextColumn("reading"), MofNCompleteColumn(), TimeElapsedColumn(), console=Console(stderr=True), transient=True)
    task, began = bar.add_task("", total=None), time.monotonic()

    def advance() -> None:
        bar.advance(task)
        if not bar.live.is_started and time.monotonic() - began > 1:
            bar.start()

    try:
        yield advance
    finally:
        bar.stop()


def count(tally: Tally, made: Any, *, events: int = 0) -> None:
    """Counts an input of a command that keeps nothing."""
    from legation.document import Document, value_or_none
    from legation.errors import Failure
    from legation.recording.coded import Coded

    if isinstance(made, Failure):
        tally.add("failed", detail=made.reason)
        tell(made, tally)
        return
    has_none = isinstance(made, Document) and not made.body.strip()
    outcome = made.outcome if isinstance(made, Coded) else "empty" if has_none else "coded"
    tally.add(outcome, detail=(value_or_none(made.document.language) or "") if isinstance(made, Coded) else "", events=events)


def tell(failure: Failure, tally: Tally) -> None:
    """Tells a failure, if it is one of the first."""
    if tally.outcomes["failed"] <= FAILURES_TOLD:
        complain(f"{failure.id}: {failure.message}")


def finish(tally: Tally) -> None:
    """Tells the tally, and ends with 1 where nothing was read."""
    say(str(tally))
    if tally.nothing_read:
        raise typer.Exit(NOTHING_READ)


def wants_table(asked: bool) -> bool:
    """Whether people look: they asked for a table, or standard output is a terminal."""
    return asked or sys.stdout.isatty()


def print_line(row: dict[str, Any]) -> None:
    """A row as one line of JSON."""
    with for_a_reader():
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


@contextmanager
def for_a_reader() -> Iterator[None]:
    """Within it, a standard output that nobody reads any more ends the command quietly."""
    try:
        yield
    except BrokenPipeError as error:
        raise typer.Exit(close_quietly()) from error


def close_quietly() -> int:
    """Lets go of a standard output that nobody reads any more (`legation ... | head`), so that Python does not complain at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def say(words: str) -> None:
    """A line for people, on standard error."""
    typer.echo(words, err=True)


def complain(words: str) -> None:
    """A line about what went wrong, on standard error."""
    from legation.desk.terminal import clean

    typer.echo(f"legation: {clean(words)}", err=True)


def show(what: RenderableType) -> None:
    """A table or article, as wide as the terminal; 80 columns elsewhere."""
    from rich.console import Console

    console = Console(width=None if sys.stdout.isatty() else 80, highlight=False)
    with console.capture() as lines:
        console.print(what)
    with for_a_reader():
        sys.stdout.write(lines.get())
