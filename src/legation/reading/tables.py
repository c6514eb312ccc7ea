"""CSV and Parquet files -> one Document or Failure for each record, in order."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, BinaryIO

from legation.document import Document, content_id
from legation.errors import Failure, InputError
from legation.reading.limits import Limits
from legation.reading.rows import DATE_FIELDS, row_document

_FIELDS = ("id", "text", "title", *DATE_FIELDS, "url", "publisher", "language")
_BATCH_ROWS = 256


def read_csv(stream: BinaryIO, origin: str, limits: Limits, default_date: date | None) -> Iterator[Document | Failure]:
    """The records of a CSV or TSV file with a header line that names `text`; UTF-8. Empty cells count as absent, except the text.

    Raises:
        InputError: `bad_field` when the header lacks `text`, `not_text` when the bytes are no UTF-8 table.
    """
    csv.field_size_limit(limits.row_bytes)
    lines = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
    reader = csv.reader((line.replace("\0", "\ufffd") for line in lines), delimiter="\t" if ".tsv" in origin else ",", strict=True)
    header = [name.strip().lower() for name in next(_records(reader, origin), (0, []))[1]]
    if "text" not in header:
        raise InputError("bad_field", f"{origin}:1: the header has no column `text` ({', '.join(header)[:80]}). Name it so.", origin=origin)
    for number, cells in _records(reader, origin):
        place = f"{origin}:{number}"
        if len(cells) != len(header):
            message = f"{place}: {len(cells)} cells where the header has {len(header)}."
            yield Failure(content_id("\t".join(cells), place), place, "bad_field", message)
            continue
        yield _document({k: v for k, v in zip(header, cells, strict=True) if v or k == "text"}, place, limits, default_date)


def _records(reader: Any, origin: str) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of each record that is not blank."""
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            raise InputError("not_text", f"{origin}:{reader.line_num}: no sound CSV ({fault}).", origin=origin) from fault
        if cells:
            yield reader.line_num, cells


def read_parquet(data: BinaryIO, origin: str, limits: Limits, default_date: date | None) -> Iterator[Document | Failure]:
    """The rows of a Parquet file with a column `text`, a few hundred at a time.

    Raises:
        InputError: `not_text` when the file is no sound Parquet, `bad_field` when it has no column `text`.
    """
    import pyarrow
    import pyarrow.parquet

    try:
        table = pyarrow.parquet.ParquetFile(data)
        columns = [name for name in table.schema_arrow.names if name in _FIELDS]
    except (pyarrow.ArrowException, OSError) as fault:
        raise InputError("not_text", f"{origin}: no sound Parquet file ({fault}).", origin=origin) from fault
    if "text" not in columns:
        raise InputError("bad_field", f"{origin}: no column `text`. Name it so.", origin=origin)
    number = 0
    batches = table.iter_batches(batch_size=_BATCH_ROWS, columns=columns)
    while True:
        try:
            batch = next(batches, None)
        except (pyarrow.ArrowException, OSError) as fault:
            raise InputError("not_text", f"{origin}:{number + 1}: the file is damaged here ({fault}).", origin=origin) from fault
        if batch is None:
            return
        for row in batch.to_pylist():
            number += 1
            yield _document(row, f"{origin}:{number}", limits, default_date)


def _document(row: Mapping[str, Any], place: str, limits: Limits, default_date: date | None) -> Document | Failure:
    text = row.get("text")
    try:
        if isinstance(text, str) and len(text) > limits.row_bytes:
            raise InputError("too_large", f"{place}: the text has more than {limits.row_bytes} characters. Split it.", origin=place)
        return row_document(row, place, default_date)
    except InputError as fault:
        stated = row.get("id")
        name = str(stated) if isinstance(stated, str | int) and stated != "" else content_id(str(text), place)
        return Failure(name, place, fault.reason, str(fault))
