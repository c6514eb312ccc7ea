"""What codes mean in plain words, for people who read a page: types, modes, kinds, statuses, sectors and the like."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from legation.knowledge.tables import data_file, rows


def meaning(of: str, code: str | None) -> str:
    """What a code means; "" where there is none. `of` is type, mode (code: type and mode), kind, status, sector, quad, date_basis and so on."""
    return all_meanings().get((of, code or ""), "")


@cache
def all_meanings() -> Mapping[tuple[str, str], str]:
    """Meanings by sort and code, in the order of the table.

    Raises:
        KnowledgeError: the table is damaged.
    """
    found = rows(data_file("ontology", "meanings.tsv"), ("of", "code", "meaning"))
    return {(row["of"], row["code"]): row["meaning"] for _, row in found}
