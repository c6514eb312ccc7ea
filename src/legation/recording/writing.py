"""Writes rows as JSONL, delimited text or Parquet: a file appears whole or not at all, with a data dictionary and a checksum beside it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Literal, TextIO, TypeAlias

from legation.errors import SetupError
from legation.recording.layouts.shape import Column, Row

Form: TypeAlias = Literal["jsonl", "csv", "parquet"]
"""csv: delimited text, in the layout's own way."""

ROWS_AT_ONCE = 5000
HEAVIEST = 8_000_000
"""Rows and signs of long texts that are held at a time."""

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What makes a spreadsheet run a cell (OWASP, CSV injection); the fullwidth ones in some locales."""

ENDINGS: dict[str, Form] = {
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl", ".csv": "csv", ".tsv": "csv", ".tab": "csv", ".txt": "csv", ".parquet": "parquet",
}  # fmt: skip

_LINE_SIGNS = re.compile(r"[\t\r\n\x0b\x0c\x85\u2028\u2029]+")


class Shape:
    """How rows are written: their columns; commas or tabs, a header or none; `heavy`: the column of long texts, so that memory stays small."""

    def __init__(self, columns: Sequence[Column], *, comma: bool = True, header: bool = True, heavy: str = "") -> None:
        self.columns, self.comma, self.header, self.heavy = tuple(columns), comma, header, heavy

    def cell(self, value: object) -> object:
        """A value as a cell: lists with `;`, words that a spreadsheet would run with an apostrophe before them; never a number.

        Between tabs a line end or tab within words is a blank. An apostrophe before such words gets another, so that `uncell` gives back what was.
        """
        if isinstance(value, list):
            value = ";".join("" if item is None else str(item).replace(";", ",") for item in value)
        if isinstance(value, bool):
            return str(value).lower()
        if not isinstance(value, str):
            return value if not isinstance(value, dict) else json.dumps(value, ensure_ascii=False)
        value = value.replace("\x00", "\ufffd")
        value = value if self.comma else _LINE_SIGNS.sub(" ", value)
        return "'" + value if value.lstrip("'").startswith(FORMULA_SIGNS) else value


def uncell(value: str) -> str:
    """The words of a cell that `Shape.cell` wrote."""
    return value[1:] if value.startswith("'") and value.lstrip("'").startswith(FORMULA_SIGNS) else value


def form_of(path: str) -> Form:
    """The form that a file's name ends in.

    Raises:
        SetupError: the ending is of none.
    """
    form = ENDINGS.get(Path(path).suffix.lower())
    if form is None:
        raise SetupError(f"{path}: the ending tells no form. End it in .jsonl, .csv or .parquet (.tsv, .tab, .txt: as .csv), or add --format.")
    return form


def write(rows: Iterable[Row], shape: Shape, form: str, path: str | None, stream: BinaryIO) -> int:
    """Writes rows to a file, with its data dictionary and checksum beside it, or to `stream`. Returns how many."""
    if path is None:
        return write_rows(rows, shape, form, stream)
    with whole_file(path) as file:
        number = write_rows(rows, shape, form, file)
    with whole_file(str(dictionary_path(path))) as file:
        file.write(dictionary(shape.columns).encode())
    write_checksums([Path(path), dictionary_path(path)], Path(f"{path}.sha256"))
    return number


def write_rows(rows: Iterable[Row], shape: Shape, form: str, out: BinaryIO) -> int:
    """Writes rows and nothing beside them. Returns how many."""
    writers: dict[str, Callable[[Iterable[Row], Shape, BinaryIO], int]] = {"jsonl": _write_jsonl, "csv": _write_delimited, "parquet": _write_parquet}
    return writers[form](rows, shape, out)


def write_lines(lines: Iterable[str], path: str | None, stream: TextIO) -> None:
    """Writes lines of text to a file, which appears whole or not at all, or to `stream`."""
    if path is None:
        stream.writelines(line + "\n" for line in lines)
        return
    with whole_file(path) as file:
        file.writelines((line + "\n").encode() for line in lines)


def write_checksums(paths: Sequence[Path], to: Path) -> None:
    """Writes the SHA-256 of files as `sha256sum` does, so that `sha256sum -c` checks them."""
    with whole_file(str(to)) as file:
        for path in paths:
            with path.open("rb") as content:
                file.write(f"{hashlib.file_digest(content, 'sha256').hexdigest()}  {path.name}\n".encode())


def dictionary_path(path: str) -> Path:
    """Where the data dictionary of an export lies: `events.csv` has `events.columns.csv`."""
    return Path(path).with_suffix(".columns.csv")


def dictionary(columns: Sequence[Column]) -> str:
    """The data dictionary: name, kind and meaning of every column, as CSV."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(("column", "kind", "meaning"))
    lines.writerows((c.name, c.kind, c.meaning) for c in columns)
    return out.getvalue()


@contextmanager
def whole_file(path: str) -> Iterator[BinaryIO]:
    """A file to write that takes its name when the block ends well; a fault leaves the earlier file.

    Raises:
        SetupError: it cannot be written.
    """
    part = Path(f"{path}.part")
    try:
        with part.open("wb") as file:
            yield file
        os.replace(part, path)
    except OSError as error:
        raise SetupError(f"{path}: {error.strerror or error}. Name another place with --to.") from error
    finally:
        part.unlink(missing_ok=True)


def arrow_schema(columns: Sequence[Column]) -> Any:
    """The Arrow schema of columns; what each means is its metadata. Objects are JSON in text."""
    import pyarrow as pa

    kinds = {
        "text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(), "list": pa.list_(pa.string()),
        "object": pa.string(),
    }  # fmt: skip
    return pa.schema([pa.field(c.name, kinds[c.kind], metadata={"meaning": c.meaning}) for c in columns])


def _write_jsonl(rows: Iterable[Row], shape: Shape, out: BinaryIO) -> int:
    del shape
    number = 0
    for row in rows:
        number += 1
        out.write((json.dumps(row, ensure_ascii=False) + "\n").encode("utf-8", "replace"))
    return number


class _UnixLines:
    """Ends lines in a line feed. The writer is told of both signs of a line's end, so that it quotes cells that hold either."""

    def __init__(self, out: BinaryIO) -> None:
        self.out = out

    def write(self, line: str) -> int:
        """Writes a line that ends in carriage return and line feed."""
        return self.out.write((line[:-2] + "\n").encode("utf-8", "replace"))


def _write_delimited(rows: Iterable[Row], shape: Shape, out: BinaryIO) -> int:
    lines, number = csv.writer(_UnixLines(out), delimiter="," if shape.comma else "\t", lineterminator="\r\n"), 0
    if shape.header:
        lines.writerow([c.name for c in shape.columns])
    for row in rows:
        number += 1
        lines.writerow([shape.cell(row.get(c.name)) for c in shape.columns])
    return number


def _write_parquet(rows: Iterable[Row], shape: Shape, out: BinaryIO) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema, source, number = arrow_schema(shape.columns), iter(rows), 0
    objects = [c.name for c in shape.columns if c.kind == "object"]
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        while chunk := list(_chunk(source, shape.heavy)):
            packed = (
                [row | {n: json.dumps(row[n], ensure_ascii=False) for n in objects if row.get(n) is not None} for row in chunk] if objects else chunk
            )
            writer.write_table(pa.Table.from_pylist(packed, schema=schema))
            number += len(chunk)
    return number


def _chunk(rows: Iterator[Row], heavy: str) -> Iterator[Row]:
    """The next rows, so many that their long texts stay small together."""
    weight = 0
    for row in islice(rows, ROWS_AT_ONCE):
        yield row
        weight += len(row[heavy] or "") if heavy else 0
        if weight > HEAVIEST:
            return
