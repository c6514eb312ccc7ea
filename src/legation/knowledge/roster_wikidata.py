"""The Wikidata items of the roster's actors, where they are known for sure."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from legation.errors import KnowledgeError
from legation.knowledge.tables import data_file, rows

COLUMNS: Final = ("id", "wikidata", "name")
ACTOR_ID: Final = re.compile(r"(?:state:[A-Z]{3}|(?:igo|group|organ|person):[a-z0-9]+(?:-[a-z0-9]+)*)")
ITEM: Final = re.compile(r"Q[1-9][0-9]*")


def wikidata(actor_id: str) -> str | None:
    """The Wikidata item ("Q30") of an actor of the roster ("state:USA"); None where the roster is not sure of one.

    Raises:
        KnowledgeError: the shipped table is damaged; the message names file and line.
    """
    return shipped().get(actor_id)


@cache
def shipped() -> dict[str, str]:
    """Item by actor id, in order of `data/roster/wikidata.tsv`; read once."""
    return read_items(data_file("roster", "wikidata.tsv"))


def read_items(path: Traversable | Path) -> dict[str, str]:
    """Item by actor id, in order of the file.

    Raises:
        KnowledgeError: an id or item is malformed, or stands on two rows; the message names file and line.
    """
    items: dict[str, str] = {}
    actors: dict[str, str] = {}
    for number, row in rows(path, COLUMNS):
        key, item = row["id"], row["wikidata"]
        where = f"{path.name}:{number}:"
        if not ACTOR_ID.fullmatch(key):
            raise KnowledgeError(f"{where} {key!r} is no id of an actor. Write it as state:USA or person:kofi-annan.")
        if not ITEM.fullmatch(item):
            raise KnowledgeError(f"{where} {item!r} is no Wikidata item. Write it as Q30.")
        if key in items:
            raise KnowledgeError(f"{where} {key} already stands above. Keep one of the two rows.")
        if item in actors:
            raise KnowledgeError(f"{where} {item} is already the item of {actors[item]}. Keep the row that is right.")
        items[key], actors[item] = item, key
    return items
