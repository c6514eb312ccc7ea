"""What a layout is: its columns, and how an act becomes its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from legation.recording.layouts.acts import Act

Kind: TypeAlias = Literal["text", "integer", "number", "boolean", "list", "object"]
Row: TypeAlias = dict[str, Any]
KNOWN_STATUSES = ("occurred", "planned")
"""What a layout without a column for the status takes unless told: what is denied or only possible would read as if it had happened."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: name, kind (a list is one of texts), what it means, and how its value is taken from what a row is about."""

    name: str
    kind: Kind
    meaning: str
    take: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Layout:
    """A shape of an export.

    Attributes:
        matters: what rows are about, one each, from an act.
        comma: separated by commas; by tabs else, without line ends and tabs in a cell. header: the first line names the columns.
        own: the form without --format: jsonl, or delimited (csv). entries: one row an entry, always. text: needs the reports' texts.
        statuses: what is taken unless told; empty for all.
        required: columns that each row has; others are left out where there is nothing to say. None: each row has all.
    """

    name: str
    columns: tuple[Column, ...]
    matters: Callable[[Act], Iterable[Any]]
    comma: bool = False
    header: bool = True
    own: Literal["jsonl", "csv"] = "csv"
    entries: bool = False
    text: bool = False
    statuses: tuple[str, ...] = KNOWN_STATUSES
    required: frozenset[str] | None = None

    def rows(self, found: Iterable[Act]) -> Iterator[Row]:
        """The rows of acts, each by column."""
        for act in found:
            for matter in self.matters(act):
                row = {column.name: column.take(matter) for column in self.columns}
                yield row if self.required is None else {n: v for n, v in row.items() if n in self.required or v not in (None, [])}


def empty(_matter: object) -> None:
    """Takes nothing: a column of theirs that we have nothing true for."""
    return
