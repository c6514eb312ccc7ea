"""The lines about persons in office, as they stand in the tables, found by first word, last word and state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from legation.errors import KnowledgeError
from legation.knowledge.roster_dates import first_day, last_day, listed
from legation.knowledge.roster_names import first_of, folded, key_of, last_of
from legation.knowledge.roster_own import OwnRow
from legation.knowledge.roster_persons import JUNIORS, SURNAME_FIRST, surname_of
from legation.knowledge.tables import data_file, rows

COLUMNS: Final = ("name", "state", "sector", "office", "valid_from", "valid_to", "gender", "aliases", "source")
"""Columns of a table of officials."""
OF_LEADERS: Final = ("name", "state", "valid_from", "valid_to", "gender", "source")
"""Columns of the table of national leaders."""


class Lines:
    """Lines of a user's rows, of officials and of national leaders, in this order; each has a place, counted from 0.

    Attributes:
        by_first: places by the first word of a name or alias (of leaders none). by_last: by the last word of a name, alias or surname.
        by_state: places by state. officials, leaders: places where these begin.
    """

    def __init__(self, own: Sequence[OwnRow], files: Sequence[str], leaders: str) -> None:
        self._lines: list[str] = []
        self.by_first: dict[str, list[int]] = {}
        self.by_last: dict[str, list[int]] = {}
        self.by_state: dict[str, list[int]] = {}
        for row in own:
            cells = _cells_of(row)
            self._enter("\t".join(cells), cells)
        self.officials = len(self._lines)
        for file in files:
            for line, cells in _table(file, COLUMNS):
                self._enter(line, cells)
        self.leaders = len(self._lines)
        for line, cells in _table(leaders, OF_LEADERS):
            self._end(cells[0])
            self._keep(line, cells[1])

    def __len__(self) -> int:
        return len(self._lines)

    def cells(self, at: int) -> list[str]:
        """The line at a place, its cells those of COLUMNS; a leader's last day is left out where it precedes the first."""
        cells = self._lines[at].split("\t")
        if at < self.leaders:
            return cells
        name, state, start, end, gender, source = cells
        return [name, state, "GOV", "Leader", start, "" if _is_reversed(start, end) else end, gender, "", source]

    def _keep(self, line: str, state: str) -> None:
        self.by_state.setdefault(state, []).append(len(self._lines))
        self._lines.append(line)

    def _enter(self, line: str, cells: list[str]) -> None:
        self._call(cells[0])
        for alias in listed(cells[7]):
            self._call(alias)
        self._keep(line, cells[1])

    def _call(self, name: str) -> None:
        first = name.partition(" ")[0]
        first = folded(first) if first.isalpha() else first_of(name)
        self.by_first.setdefault(first, []).append(len(self._lines))
        self._end(name)

    def _end(self, name: str) -> None:
        at, first, last = len(self._lines), name.partition(" ")[0], name.rpartition(" ")[2]
        self.by_last.setdefault(folded(last) if last.isalpha() else last_of(name), []).append(at)
        if first in SURNAME_FIRST or last in JUNIORS or not (first.isalpha() and last.isalpha()):
            for word in key_of(surname_of(name))[-1:]:
                self.by_last.setdefault(word, []).append(at)


def _cells_of(row: OwnRow) -> list[str]:
    actor = row.actor
    start, end = (day.isoformat() if day else "" for day in (actor.valid_from, actor.valid_to))
    return [actor.name, actor.state, actor.sector, actor.office, start, end, row.gender, "|".join(row.aliases), actor.source]


def _is_reversed(start: str, end: str) -> bool:
    first, last = first_day(start), last_day(end)
    return first is not None and last is not None and last < first


def _table(file: str, columns: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    """Each line with the cells of `columns`, its days looked through.

    Raises:
        KnowledgeError: as `tables.rows`, no such day, or an official's last day before the first; names file and line.
    """
    path = data_file("roster", file)
    start, end = columns.index("valid_from"), columns.index("valid_to")
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    written = ((number, line) for number, line in lines if line and line[0] != "#" and not line.isspace())
    if next(written, (0, ""))[1] != "\t".join(columns):
        written = ((number, "\t".join([row[c] for c in columns])) for number, row in rows(path, columns))
    for number, line in written:
        cells = line.split("\t")
        if len(cells) != len(columns):
            list(rows(path, columns))  # raises
        try:
            first, last = first_day(cells[start]), last_day(cells[end])
        except ValueError as fault:
            raise KnowledgeError(f"{file}:{number}: {fault}") from fault
        if last is not None and first is not None and last < first and columns is COLUMNS:
            raise KnowledgeError(f"{file}:{number}: valid_to {last} precedes valid_from {first}. Swap them or leave valid_to empty.")
        yield line, cells
