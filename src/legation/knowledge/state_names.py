"""What a state or organisation is called, and which state it followed or was followed by."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from functools import cache

from legation.knowledge.tables import data_file, rows


@dataclass(frozen=True, slots=True)
class StateNames:
    """A state's or organisation's names (CODEBOOK.md section 1).

    Attributes:
        aliases: other names. adjectives: "Cuban". capitals: of them the first is the usual name. since, until: ISO days, "" where open.
        successor: code that takes its place after `until`. predecessors: codes that it took the place of. sovereign: beside a disputed entity.
        is_state: whether it is no organisation.
    """

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    successor: str = ""
    predecessors: tuple[str, ...] = ()
    sovereign: str = ""
    is_state: bool = True


@cache
def load() -> dict[str, StateNames]:
    """All by code, states first; read once.

    Raises:
        KnowledgeError: a table is damaged.
    """
    states = [row for _, row in rows(data_file("roster", "states.tsv"), ("code", "name", "aliases", "adjectives", "capitals", "successor"))]
    before: dict[str, tuple[str, ...]] = {}
    for row in states:
        if row["successor"]:
            before[row["successor"]] = (*before.get(row["successor"], ()), row["code"])
    found = {row["code"]: _state(row, before.get(row["code"], ())) for row in states}
    aliases = {row["name"]: _parts(row["aliases"]) for _, row in rows(data_file("roster", "igos.tsv"), ("name", "code", "aliases"))}
    for _, row in rows(data_file("layouts", "organisations.tsv"), ("code", "name")):
        found.setdefault(row["code"], StateNames(row["code"], row["name"], aliases.get(row["name"], ()), is_state=False))
    return found


def near(words: str, most: int = 5) -> list[str]:
    """Codes of states whose code or name is much like the words, the likest first."""
    wanted = words.strip().casefold()
    written: dict[str, str] = {}
    for code, known in load().items():
        written |= dict.fromkeys((code.casefold(), *(name.casefold() for name in (known.name, *known.aliases))), code)
    begun = sorted(name for name in written if len(wanted) > 1 and name.startswith(wanted))
    like = difflib.get_close_matches(wanted, sorted(written), n=most * 3, cutoff=0.7)
    return list(dict.fromkeys(written[name] for name in (*like, *begun)))[:most]


def _state(row: dict[str, str], before: tuple[str, ...]) -> StateNames:
    aliases, adjectives, capitals = (_parts(row[name]) for name in ("aliases", "adjectives", "capitals"))
    held = (row["valid_from"], row["valid_to"], row["successor"], before, row["sovereign"])
    return StateNames(row["code"], row["name"], aliases, adjectives, capitals, *held)


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)
