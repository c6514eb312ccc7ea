"""What the desk tells of Legation itself: its measured quality, the works of others in it, its versions, and the papers of its model and data."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import groupby
from pathlib import Path

from legation.errors import SetupError
from legation.knowledge.tables import data_file, rows

PAPERS = ("CARD.md", "SOURCE.md")
"""What a folder of data says of itself, the model's first."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured figure with its bar ("" where none was set), whether that is met, and the section of docs/measurements.md that tells how."""

    what: str
    figure: str
    bar: str
    verdict: str
    section: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A work of others that is in Legation: its name, then what was taken and the terms."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of knowledge: the paper that tells where it comes from, its tables and their rows, and the digest of these (16 signs)."""

    name: str
    paper: str
    tables: int
    rows: int
    digest: str


@cache
def figures() -> tuple[tuple[str, tuple[Figure, ...]], ...]:
    """The measured figures of this version, by what they are about (data/desk/quality.tsv)."""
    columns = ("group", "what", "figure", "bar", "verdict", "section")
    found = [row for _, row in rows(data_file("desk", "quality.tsv"), columns)]
    grouped = groupby(found, key=lambda row: row["group"])
    return tuple((name, tuple(Figure(*(row[column] for column in columns[1:])) for row in group)) for name, group in grouped)


@cache
def notices() -> tuple[Notice, ...]:
    """What NOTICE says, a part for each blank line; of the installed package or the checkout.

    Raises:
        SetupError: neither has it.
    """
    places: list[Traversable] = [files("legation").joinpath("NOTICE"), Path(__file__).parents[3] / "NOTICE"]
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        raise SetupError("The package lacks its NOTICE. Install it again: pip install --force-reinstall legation")
    parts = [part.splitlines() for part in found.read_text(encoding="utf-8").strip().split("\n\n")]
    return tuple(Notice(first.strip(), tuple(line.strip() for line in rest)) for first, *rest in parts)


@cache
def model() -> dict[str, str]:
    """The model's files with their digests, and how it was trained (data/model/card.toml)."""
    card = tomllib.loads(data_file("model", "card.toml").read_text(encoding="utf-8"))
    return {name: digest[:16] for name, digest in card["sha256"].items()} | {"training": card["training"]}


@cache
def folders() -> tuple[Folder, ...]:
    """The folders of knowledge that ship, in the order of their names."""
    every = sorted(data_file().iterdir(), key=lambda folder: folder.name)
    return tuple(_folder(folder) for folder in every if folder.is_dir() and _paper(folder))


def paper(name: str) -> str | None:
    """What a folder of knowledge says of itself, in Markdown; None where there is no such folder."""
    found = next((folder for folder in folders() if folder.name == name), None)
    return data_file(found.name, found.paper).read_text(encoding="utf-8") if found else None


def _paper(folder: Traversable) -> str:
    return next((name for name in PAPERS if folder.joinpath(name).is_file()), "")


def _folder(folder: Traversable) -> Folder:
    digest, tables, lines = hashlib.sha256(), 0, 0
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith((".tsv", ".toml")):
            data = file.read_bytes()
            digest.update(data)
            tables += 1
            written = [line for line in data.splitlines() if line.strip() and not line.startswith(b"#")]
            lines += max(0, len(written) - 1) if file.name.endswith(".tsv") else 0
    return Folder(folder.name, _paper(folder), tables, lines, digest.hexdigest()[:16])
