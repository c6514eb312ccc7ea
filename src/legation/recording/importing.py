"""Reads files of other data sets, and of our own tidy layout: their codes beside ours, and which rows have no equal here."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from legation.errors import SetupError
from legation.knowledge import foreign_codes, ontology
from legation.recording.days import bounds
from legation.recording.imported import ImportedRow
from legation.recording.writing import uncell

Fields = dict[str, Any]

SNIFFED = 1_000_000
"""Bytes at the start of a file by which it is told whether it is UTF-8; Latin-1 else."""

NOTHING = frozenset({"", "None", "none", "NULL", "NA"})
"""What other data sets write where they know nothing."""

NEEDED = {
    "tidy": ("event_id", "type", "status", "actor_states", "recipient_states"),
    "polecat": ("Event ID", "Event Date", "Event Type", "Event Mode", "Actor Country", "Recipient Country"),
    "icews": ("Event ID", "Event Date", "CAMEO Code", "Source Name", "Source Country", "Target Name", "Target Country"),
}
"""Columns without which a file is not of the layout."""


def read_rows(path: str, layout: str) -> Iterator[ImportedRow]:
    """The rows of a file, streamed.

    Raises:
        SetupError: the file cannot be read or lacks a column of the layout; the message says which.
    """
    make: Callable[[Fields], ImportedRow] = {"tidy": _tidy, "polecat": _polecat, "icews": _icews}[layout]
    try:
        for number, row in enumerate(_fields(Path(path)), start=1):
            missing = [name for name in NEEDED[layout] if name not in row]
            if missing:
                raise SetupError(f"{path}: row {number} lacks {', '.join(missing)}. Name the layout that the file has with --layout.")
            yield make(row)
    except (OSError, UnicodeDecodeError, csv.Error, json.JSONDecodeError) as error:
        raise SetupError(f"{path}: {error}. Give a file in UTF-8 whose first line names its columns.") from error


def read_tidy(path: str) -> Iterator[Fields]:
    """Rows of a file in the tidy layout as they were before they were written: lists as lists, numbers as numbers, nothing as None.

    From CSV a `;` within an item of a list comes back as `,`, and a list of one empty item as an empty list.
    """
    kinds = _tidy_kinds()
    for row in _fields(Path(path)):
        yield {name: _typed(value, kinds.get(name, "text")) for name, value in row.items()}


def _tidy_kinds() -> dict[str, str]:
    from legation.recording.columns import COLUMNS, ENTRY_COLUMNS

    return {column.name: column.kind for column in COLUMNS + ENTRY_COLUMNS}


def _typed(value: Any, kind: str) -> Any:
    if not isinstance(value, str):
        return value
    if kind == "list":
        return value.split(";") if value else []
    if value == "":
        return None
    if kind == "boolean":
        return value == "true"
    return {"integer": int, "number": float}.get(kind, str)(value)


def _fields(path: Path) -> Iterator[Fields]:
    suffix = path.suffix.lower()
    if suffix == ".parquet":
        yield from _parquet(path)
    elif suffix in {".jsonl", ".ndjson"}:
        with path.open(encoding="utf-8") as file:
            yield from (json.loads(line) for line in file if line.strip())
    else:
        yield from _delimited(path)


def _parquet(path: Path) -> Iterator[Fields]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        for batch in pq.ParquetFile(path).iter_batches(batch_size=2000):
            yield from batch.to_pylist()
    except pa.ArrowInvalid as error:
        raise SetupError(f"{path}: {error}. Give a Parquet file that is whole.") from error


def _delimited(path: Path) -> Iterator[Fields]:
    with path.open(encoding=_encoding(path), newline="") as file:
        first = file.readline()
        file.seek(0)
        for row in csv.DictReader(file, delimiter="\t" if "\t" in first else ","):
            row.pop(None, None)
            yield {name: uncell(value or "") for name, value in row.items()}


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(SNIFFED)
    try:
        start[: start.rfind(b"\n") + 1].decode("utf-8")
    except UnicodeDecodeError:
        return "latin-1"
    return "utf-8-sig"


def _tidy(row: Fields) -> ImportedRow:
    kinds = _tidy_kinds()
    typed = {name: _typed(value, kinds.get(name, "text")) for name, value in row.items()}
    days = (typed["first_day"], typed.get("last_day")) if typed.get("first_day") else bounds(typed.get("date"))
    sides = (typed["actor_states"], typed["recipient_states"])
    return _row(str(typed["event_id"]), (str(typed["type"] or ""), typed.get("mode")), typed["status"], days, sides, typed.get("place_state"), row)


def _polecat(row: Fields) -> ImportedRow:
    sides = (_cells(row["Actor Country"]), _cells(row["Recipient Country"]))
    mode = None if row["Event Mode"] in NOTHING else row["Event Mode"]
    place = row.get("Country")
    return _row(row["Event ID"], (row["Event Type"], mode), None, bounds(row["Event Date"]), sides, place, row)


def _icews(row: Fields) -> ImportedRow:
    code = _cameo(row["CAMEO Code"])
    codes = foreign_codes.load()
    known = codes.cameo.get(code)
    own = hashlib.sha256("\x00".join(str(row[name]) for name in NEEDED["icews"]).encode("utf-8", "replace")).hexdigest()[:8]
    sides = ([row["Source Country"]], [row["Target Country"]])
    theirs = (known.type, known.mode) if known else ("", None)
    made = _row(f"{row['Event ID']}-{own}", theirs, None, bounds(row["Event Date"]), sides, row.get("Country"), row)
    unequal = "" if made.type else "CAMEO code without a PLOVER type" if known else "no CAMEO code"
    return replace(made, their_type=code, unequal=unequal)


def _row(
    row_id: str,
    code: tuple[str, str | None],
    status: str | None,
    days: tuple[str | None, str | None],
    sides: tuple[Sequence[str | None], Sequence[str | None]],
    place: str | None,
    body: Fields,
) -> ImportedRow:
    ours, (type_, mode) = ontology.load(), code
    known = ours.types.get(type_)
    actors, recipients = (_states(side) for side in sides)
    return ImportedRow(
        row_id=row_id,
        their_type=type_ + (f" {mode}" if mode else ""),
        unequal="" if known else "no PLOVER type",
        type=known.name if known else None,
        mode=mode if known and mode and (type_, mode) in ours.modes else None,
        status=status,
        quad=known.quad if known else None,
        score=known.score if known else None,
        first_day=days[0],
        last_day=days[1],
        actors=actors,
        recipients=recipients,
        place_state=_state(place or ""),
        body=body,
    )


def _cameo(code: str) -> str:
    """The code with the leading zero that a spreadsheet may have taken."""
    code = str(code).strip()
    known = foreign_codes.load().cameo
    return code if code in known or f"0{code}" not in known else f"0{code}"


def _cells(value: str) -> list[str]:
    return [part.strip() for part in value.split(";") if part.strip() not in NOTHING]


def _states(side: Sequence[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(state for words in side if words and (state := _state(words))))


def _state(words: str) -> str | None:
    codes = foreign_codes.load()
    return words if words in codes.organisations else codes.state_named(words)
