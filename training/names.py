"""Names put in the place of names: the trainer sees many more people, places and organisations than the treebanks mention."""

from __future__ import annotations

import csv
import random
import sqlite3
from collections import defaultdict
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

from legation.knowledge.roster_files import OFFICIALS
from legation.parsing.mentions import runs
from training.corpus import Row

SHARE = 0.35
"""Share of the sentences with names in which some are replaced."""
ORGANISATIONS = Path(__file__).parent / "organisations.tsv"
SMALL = frozenset({"of", "and", "for", "the", "de", "&"})
"""Small words inside a name."""
LEAST_PEOPLE = 60_000
"""Inhabitants of a place whose name is used."""

Pool = dict[int, list[tuple[str, ...]]]
"""Names by their number of words."""


@dataclass(frozen=True, slots=True)
class Names:
    """People of the roster, places of the gazetteer, organisations of our own list."""

    pools: dict[str, Pool]

    @classmethod
    def shipped(cls) -> Names:
        """The names of the shipped knowledge, in a fixed order."""
        return cls({"PER": _pool(_people()), "LOC": _pool(_places()), "ORG": _pool(_organisations())})

    def renamed(self, row: Row, rng: random.Random) -> Row:
        """The sentence, sometimes with other names of the same kind and number of words; everything else stays."""
        spans = list(runs(row.ner))
        if not spans or rng.random() >= SHARE:
            return row
        words = list(row.words)
        for start, end, kind in spans:
            found = self.pools.get(kind, {}).get(end - start)
            plain = all(_is_plain(w) for w in words[start:end])
            if found and plain and rng.random() < 0.7:
                words[start:end] = rng.choice(found)
        return replace(row, words=tuple(words))


def _pool(names: list[str]) -> Pool:
    pool: Pool = defaultdict(list)
    for name in sorted(set(names)):
        words = tuple(name.split())
        if all(_is_plain(w) for w in words):
            pool[len(words)].append(words)
    return dict(pool)


def _is_plain(word: str) -> bool:
    return (word[:1].isupper() and word.isalpha()) or word in SMALL


def _organisations() -> list[str]:
    lines = ORGANISATIONS.read_text(encoding="utf-8").splitlines()
    return [r["name"] for r in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def _people() -> list[str]:
    folder, names = files("legation").joinpath("data", "roster"), []
    for file in (*OFFICIALS, "leaders.tsv"):
        lines = [x for x in folder.joinpath(file).read_text(encoding="utf-8").splitlines() if not x.startswith("#")]
        names += [r["name"] for r in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]
    return names + [n.split()[-1] for n in names]


def _places() -> list[str]:
    store = sqlite3.connect(str(files("legation").joinpath("data", "gazetteer", "gazetteer.sqlite")))
    try:
        words = {place: word.title() for place, word in store.execute("SELECT place, word FROM name WHERE sort = 0")}
        found = store.execute("SELECT key, name FROM place WHERE population >= ? ORDER BY key", (LEAST_PEOPLE,)).fetchall()
    finally:
        store.close()
    return [name or words[key] for key, name in found]
