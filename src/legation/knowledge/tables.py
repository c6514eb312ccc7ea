"""Reads the tab-separated knowledge files that ship in `data/`, and a user's own of the same form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from legation.errors import KnowledgeError


def data_file(*parts: str) -> Traversable:
    """A file of the installed `data/` folder, such as `data_file("ontology", "types.tsv")`."""
    return files("legation").joinpath("data", *parts)


def rows(path: Traversable | Path, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and row of each line of a tab-separated file; `#` starts a comment line, blank lines are skipped.

    Raises:
        KnowledgeError: a column is missing from the header, or a row has another number of cells than the header.
    """
    for number, row in checked_rows(path, columns):
        if isinstance(row, KnowledgeError):
            raise row
        yield number, row


def checked_rows(path: Traversable | Path, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str] | KnowledgeError]]:
    """As `rows`, with each fault in the place of its row; a header without its columns is the last."""
    header: list[str] | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            missing = [c for c in columns if c not in header]
            if missing:
                yield number, KnowledgeError(f"{path.name}:{number}: the header lacks {', '.join(missing)}. It must hold: {', '.join(columns)}.")
                return
        elif len(cells) != len(header):
            yield (
                number,
                KnowledgeError(
                    f"{path.name}:{number}: {len(cells)} cells where the header has {len(header)}. Separate cells by one tab; leave empty ones empty."
                ),
            )
        else:
            yield number, dict(zip(header, cells, strict=True))
