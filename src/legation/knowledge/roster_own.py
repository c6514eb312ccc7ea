"""A user's own roster: a table that adds actors to the one that ships, or overrides those of the same name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from legation.actor import Actor, ActorKind
from legation.errors import KnowledgeError
from legation.knowledge import ontology
from legation.knowledge.roster_dates import day_of, slug
from legation.knowledge.tables import checked_rows

REQUIRED: Final = ("name", "state", "sector")
OPTIONAL: Final = ("kind", "office", "valid_from", "valid_to", "gender", "aliases", "source")
KINDS: Final[dict[str, ActorKind]] = {
    "": "person",
    "person": "person",
    "organ": "organ",
    "igo": "igo",
    "group": "group",
    "party": "party",
    "company": "company",
    "ngo": "ngo",
}


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One row: an actor with its other names; `gender` is m, f or "" (persons only)."""

    actor: Actor
    aliases: tuple[str, ...]
    gender: str


def read_own(path: Path, states: frozenset[str]) -> list[OwnRow]:
    """The rows of a user's roster; `states` are the codes that exist.

    Raises:
        KnowledgeError: the first fault; names file, line, value and remedy.
    """
    found = []
    for item in _checked(path, states):
        if isinstance(item, KnowledgeError):
            raise item
        found.append(item)
    return found


def faults(path: Path, states: frozenset[str]) -> list[str]:
    """Every fault of a user's roster, each with file, line, value and remedy; none, and it can be used."""
    try:
        return [str(item) for item in _checked(path, states) if isinstance(item, KnowledgeError)]
    except KnowledgeError as fault:
        return [str(fault)]


def _checked(path: Path, states: frozenset[str]) -> Iterator[OwnRow | KnowledgeError]:
    try:
        table = list(checked_rows(path, REQUIRED))
    except (OSError, UnicodeDecodeError) as fault:
        raise KnowledgeError(f"{path}: cannot be read ({fault}). Give a UTF-8 file of tab-separated columns.") from fault
    unknown = sorted({c for _, row in table if not isinstance(row, KnowledgeError) for c in row} - {*REQUIRED, *OPTIONAL})
    if unknown:
        yield KnowledgeError(f"{path.name}: no column {', '.join(unknown)}. Columns: {', '.join((*REQUIRED, *OPTIONAL))}.")
    for number, row in table:
        if isinstance(row, KnowledgeError):
            yield row
            continue
        try:
            yield _row({k: v.strip() for k, v in row.items()}, f"{path.name}:{number}", states)
        except KnowledgeError as fault:
            yield fault


def _row(row: dict[str, str], where: str, states: frozenset[str]) -> OwnRow:
    sectors, cell = ontology.load().sectors, {c: row.get(c, "") for c in OPTIONAL}
    if not slug(row["name"]):
        raise KnowledgeError(f"{where}: name {row['name']!r} holds no letter. Write the actor's usual English name.")
    if row["state"] not in states:
        raise KnowledgeError(f"{where}: no state {row['state']!r}. Write an ISO 3166 alpha-3 code, an IGO code of the codebook, or NSA.")
    if row["sector"] not in sectors:
        raise KnowledgeError(f"{where}: no sector {row['sector']!r}. Sectors: {', '.join(sorted(sectors))}.")
    if cell["kind"] not in KINDS:
        raise KnowledgeError(f"{where}: no kind {cell['kind']!r}. Kinds: {', '.join(k for k in KINDS if k)}.")
    if cell["gender"] not in ("", "m", "f"):
        raise KnowledgeError(f"{where}: no gender {cell['gender']!r}. Write m, f or nothing.")
    start, end = day_of(cell["valid_from"], where), day_of(cell["valid_to"], where, last=True)
    if start and end and end < start:
        raise KnowledgeError(f"{where}: valid_to {end} precedes valid_from {start}. Swap them or leave valid_to empty.")
    kind = KINDS[cell["kind"]]
    key = f"person:{slug(row['name'])}" if kind == "person" else f"own:{slug(row['name'])}"
    source = cell["source"] or f"own roster {where}"
    actor = Actor(key, kind, row["name"], row["state"], row["sector"], (row["sector"],), cell["office"], start, end, source)
    return OwnRow(actor, tuple(a.strip() for a in cell["aliases"].split("|") if a.strip()), cell["gender"])
