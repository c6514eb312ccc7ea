"""The tidy layout: one event a row, written as JSONL, CSV or Parquet as it streams out of the record."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Literal, TextIO, TypeAlias

from sqlalchemy import func, select

from legation.errors import SetupError
from legation.recording.columns import COLUMNS, Kind
from legation.recording.opening import faults_named
from legation.recording.record import Record
from legation.recording.tables import documents, events

Form: TypeAlias = Literal["jsonl", "csv", "parquet"]
Row: TypeAlias = dict[str, Any]

ROWS_AT_ONCE = 2000

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What makes a spreadsheet run a cell (OWASP, CSV injection); the fullwidth ones in some locales."""


def tidy(record: Record, *, teasers: bool = False) -> Iterator[Row]:
    """Current events in the order of their reports' ids and their own, each as one flat row of COLUMNS."""
    other = events.alias("other")
    entry_id = select(func.min(other.c.event_id)).where(other.c.entry_key == events.c.entry_key, other.c.current).scalar_subquery()
    query = select(events.c.body, events.c.first_day, events.c.last_day, entry_id.label("entry_id"), documents).join_from(events, documents)
    query = query.where(events.c.current).order_by(documents.c.id, events.c.key)
    if not teasers:
        query = query.where(events.c.role != "teaser")
    with faults_named(record.path), record.engine.connect() as connection:
        for row in connection.execute(query.execution_options(yield_per=ROWS_AT_ONCE)):
            found = {"event": json.loads(row.body), "row": row}
            yield {column.name: column.take(found) for column in COLUMNS}


def form_of(path: str | None) -> Form:
    """The form that a file's name ends in; JSONL for standard output.

    Raises:
        SetupError: the ending is of none.
    """
    if path is None:
        return "jsonl"
    endings: dict[str, Form] = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".parquet": "parquet"}
    form = endings.get(Path(path).suffix.lower())
    if form is None:
        raise SetupError(f"{path}: the ending tells no form. End it in .jsonl, .csv or .parquet, or add --format.")
    return form


def write(rows: Iterable[Row], form: str, path: str | None, stream: BinaryIO) -> int:
    """Writes rows to a file, which appears whole or not at all, with its data dictionary beside it; or to `stream`. Returns how many."""
    writers: dict[str, Callable[[Iterable[Row], BinaryIO], int]] = {"jsonl": _write_jsonl, "csv": _write_csv, "parquet": _write_parquet}
    if path is None:
        return writers[form](rows, stream)
    with _whole_file(path) as file:
        number = writers[form](rows, file)
    with _whole_file(str(dictionary_path(path))) as file:
        file.write(dictionary().encode())
    return number


def write_lines(lines: Iterable[str], path: str | None, stream: TextIO) -> None:
    """Writes lines of text to a file, which appears whole or not at all, or to `stream`."""
    if path is None:
        stream.writelines(line + "\n" for line in lines)
        return
    with _whole_file(path) as file:
        file.writelines((line + "\n").encode() for line in lines)


def dictionary_path(path: str) -> Path:
    """Where the data dictionary of an export lies: `events.csv` has `events.columns.csv`."""
    return Path(path).with_suffix(".columns.csv")


def dictionary() -> str:
    """The data dictionary: name, kind and meaning of every column, as CSV."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(("column", "kind", "meaning"))
    lines.writerows((c.name, c.kind, c.meaning) for c in COLUMNS)
    return out.getvalue()


def _write_jsonl(rows: Iterable[Row], out: BinaryIO) -> int:
    number = 0
    for row in rows:
        number += 1
        out.write((json.dumps(row, ensure_ascii=False) + "\n").encode())
    return number


def _write_csv(rows: Iterable[Row], out: BinaryIO) -> int:
    text = io.TextIOWrapper(out, "utf-8", newline="", write_through=True)
    lines, number = csv.writer(text, lineterminator="\n"), 0
    lines.writerow([c.name for c in COLUMNS])
    for row in rows:
        number += 1
        lines.writerow([_cell(row[c.name]) for c in COLUMNS])
    text.detach()
    return number


def _cell(value: object) -> object:
    """A value as CSV has it: lists with `;`, words that a spreadsheet would run with an apostrophe before them."""
    if isinstance(value, list):
        value = ";".join("" if item is None else str(item).replace(";", ",") for item in value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and value.startswith(FORMULA_SIGNS):
        return "'" + value
    return value


def _write_parquet(rows: Iterable[Row], out: BinaryIO) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds: dict[Kind, Any] = {
        "text": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "list": pa.list_(pa.string()),
    }
    schema = pa.schema([pa.field(c.name, kinds[c.kind], metadata={"meaning": c.meaning}) for c in COLUMNS])
    source, number = iter(rows), 0
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        while chunk := list(islice(source, ROWS_AT_ONCE)):
            writer.write_table(pa.Table.from_pylist(chunk, schema=schema))
            number += len(chunk)
    return number


@contextmanager
def _whole_file(path: str) -> Iterator[BinaryIO]:
    part = Path(f"{path}.part")
    try:
        with part.open("wb") as file:
            yield file
        os.replace(part, path)
    except OSError as error:
        raise SetupError(f"{path}: {error.strerror or error}. Name another file with --to.") from error
    finally:
        part.unlink(missing_ok=True)
