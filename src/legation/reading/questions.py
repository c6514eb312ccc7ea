"""Lines of JSON -> one Question or Failure each, in order (DESIGN.md section 4, `relate`)."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from legation.document import content_id
from legation.errors import Failure, InputError
from legation.reading.decoding import clean
from legation.reading.jsonl import failed_id, lines_of, parsed
from legation.reading.limits import Limits
from legation.relation import Question
from legation.span import Span


@contextmanager
def open_questions(file: str) -> Iterator[Iterator[Question | Failure]]:
    """The questions of a file, or of standard input for "-"; a file that cannot be opened is one Failure."""
    if file == "-":
        yield read_questions(sys.stdin.buffer, "-")
        return
    try:
        stream = Path(file).open("rb")  # noqa: SIM115 - closed below, once it is known to be there
    except OSError as fault:
        message = f"{file}: {fault.strerror or fault}. Give a file of questions, or - for standard input."
        yield iter([Failure(file, file, "missing", message)])
        return
    with stream:
        yield read_questions(stream, file)


def read_questions(stream: BinaryIO, origin: str, limits: Limits | None = None) -> Iterator[Question | Failure]:
    """One result for each line that holds anything; blank lines are skipped, a bad line is refused singly."""
    limits = limits or Limits()
    for number, line in lines_of(stream, limits.row_bytes):
        place = f"{origin}:{number}"
        try:
            yield question_of(parsed(line, place, limits), place)
        except InputError as fault:
            yield Failure(failed_id(line, place), place, fault.reason, str(fault))


def question_of(row: object, place: str) -> Question:
    """The question that an object asks.

    Raises:
        InputError: `bad_json` when it is no object; `bad_field` when a field is missing, has the wrong type, or a span does not lie in the text.
    """
    if not isinstance(row, Mapping):
        raise InputError("bad_json", f'{place}: {type(row).__name__} where an object is due. Write {{"text", "actor", "recipient"}}.', origin=place)
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        raise InputError("bad_field", f"{place}: `text` is {_shown(text)} where words are due.", origin=place)
    text, given = clean(text), row.get("id")
    actor = _span(row.get("actor"), "actor", text, place)
    recipient = None if row.get("recipient") is None else _span(row["recipient"], "recipient", text, place)
    id_ = clean(str(given)) if isinstance(given, str | int) else content_id(text, place)
    return Question(id_, place, text, actor, recipient, row)


def _span(value: object, name: str, text: str, place: str) -> Span:
    start, end = (value.get("start"), value.get("end")) if isinstance(value, Mapping) else (None, None)
    if not isinstance(start, int) or not isinstance(end, int) or isinstance(start, bool) or isinstance(end, bool):
        raise InputError("bad_field", f'{place}: `{name}` is {_shown(value)} where {{"start", "end"}} in whole numbers is due.', origin=place)
    if not 0 <= start < end <= len(text):
        raise InputError(
            "bad_field",
            f"{place}: `{name}` is {start}..{end}, which is no stretch of a text of {len(text)} code points. Count code points, from 0.",
            origin=place,
        )
    return Span(start, end)


def _shown(value: object) -> str:
    return "missing" if value is None else repr(value)[:60]
