"""The Wikidata items of the roster's actors."""

from __future__ import annotations

from pathlib import Path

import pytest

from legation.errors import KnowledgeError
from legation.knowledge import roster
from legation.knowledge.roster_wikidata import COLUMNS, ITEM, read_items, shipped, wikidata
from legation.knowledge.tables import data_file, rows


def table(folder: Path, *lines: str) -> Path:
    """A table of these rows."""
    path = folder / "wikidata.tsv"
    path.write_text("\n".join(("\t".join(COLUMNS), *lines)) + "\n", encoding="utf-8")
    return path


def test_every_id_is_in_the_roster() -> None:
    """Each row stands for an actor or person of the roster and bears its name there."""
    held = roster.load()
    for _, row in rows(data_file("roster", "wikidata.tsv"), COLUMNS):
        key = row["id"]
        names = {held.persons[key].name} if key.startswith("person:") else {a.name for a in held.actors[key]}
        assert row["name"] in names, key


def test_items_are_well_formed_and_unique() -> None:
    """No two actors share an item, and each is a Q with a number."""
    items = list(shipped().values())
    assert all(ITEM.fullmatch(item) for item in items)
    assert len(items) == len(set(items))


@pytest.mark.parametrize(
    ("actor_id", "item"),
    [("state:USA", "Q30"), ("igo:un", "Q1065"), ("person:barack-obama", "Q76"), ("state:YUG", None), ("person:nobody-at-all", None)],
)
def test_known_items(actor_id: str, item: str | None) -> None:
    """What is sure is told; what is not, or no actor, has none."""
    assert wikidata(actor_id) == item


@pytest.mark.parametrize(
    ("second", "fault"),
    [
        ("state:FRA\t142\tFrance", "is no Wikidata item"),
        ("France\tQ142\tFrance", "is no id"),
        ("state:DEU\tQ142\tGermany", "already stands above"),
        ("state:FRA\tQ183\tFrance", "already the item of state:DEU"),
        ("state:FRA\tQ142", "2 cells"),
    ],
)
def test_bad_rows_name_file_and_line(tmp_path: Path, second: str, fault: str) -> None:
    """A malformed or doubled row stops with its file and line."""
    with pytest.raises(KnowledgeError, match=rf"wikidata\.tsv:3: .*{fault}"):
        read_items(table(tmp_path, "state:DEU\tQ183\tGermany", second))
