"""The gazetteer: names of places -> what bears them, from one SQLite file that is opened read-only when the first name is asked."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal, TypeAlias, get_args

from legation.errors import KnowledgeError
from legation.knowledge.tables import data_file
from legation.place import Place, PlacePrecision

PlaceKind: TypeAlias = Literal[
    "country", "capital", "seat", "city", "admin1", "admin2", "continent", "region", "sea", "island", "water", "disputed", "point"
]
"""What a place is. `seat` is the largest city of its admin1; `water` a river, lake, strait or canal; `point` a base, port, crossing."""

FORM_VERSION: Final = 2
"""Version of the file's tables, kept in SQLite's `user_version`."""

KINDS: Final = get_args(PlaceKind)
"""The kinds, as the file numbers them."""

OWN_NAME: Final = 10
"""How much more a port of that very name counts than one that only also bears it."""

PRECISIONS: Final[Mapping[PlaceKind, PlacePrecision]] = MappingProxyType(
    {
        "country": "country",
        "capital": "city",
        "seat": "city",
        "city": "city",
        "admin1": "admin1",
        "admin2": "district",
        "continent": "region",
        "region": "region",
        "sea": "sea",
        "island": "region",
        "water": "region",
        "disputed": "region",
        "point": "point",
    }
)
"""Precision of a place of each kind."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer.

    Attributes:
        state: ISO 3166 alpha-3, or None on the high seas and in regions of several states.
        admin1, admin2: names of the first and second order divisions that it lies in (its own name for such a division).
        population: inhabitants; 0 where the source has none. For a region or sea it is the weight that the editors gave it.
    """

    key: int
    name: str
    state: str | None
    admin1: str | None
    admin2: str | None
    latitude: float
    longitude: float
    geonames_id: int | None
    kind: PlaceKind
    population: int

    @property
    def place(self) -> Place:
        """The entry as the noun that reports are grounded with."""
        return Place(self.name, self.state, self.admin1, self.latitude, self.longitude, self.geonames_id, PRECISIONS[self.kind])


@dataclass(frozen=True, slots=True)
class Port:
    """A port of call.

    Attributes:
        state: ISO 3166 alpha-3.
        locode: UN/LOCODE, five letters, the state's alpha-2 first.
        latitude, longitude: WGS 84 degrees.
    """

    name: str
    state: str
    locode: str
    latitude: float
    longitude: float


def name_key(name: str) -> str:
    """A name as the gazetteer keys it: no accents, stops or apostrophes, lower case, hyphens as spaces, "Saint" and "Mount" in short."""
    plain = unicodedata.normalize("NFKD", name.replace("ı", "i").replace("ø", "o").replace("ł", "l").replace("đ", "d").replace("ß", "ss"))
    letters = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    words = re.sub(r"[-‐‑–—/_,]", " ", re.sub(r"[.'’‘`ʻʼʿʾ\"“”]", "", letters)).split()
    return " ".join(_SHORT.get(w, w) for w in words)


_SHORT: Mapping[str, str] = MappingProxyType({"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"})


class Gazetteer:
    """Look-ups in one gazetteer file; each answer is kept, so a name is asked of the file once.

    Raises:
        KnowledgeError: the file is no gazetteer of this version.
    """

    def __init__(self, path: Path, holder: AbstractContextManager[Path] | None = None) -> None:
        self._holder = holder
        self._connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        try:
            version = self._connection.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.DatabaseError as error:
            raise KnowledgeError(f"{path.name}: {error}. Build it again with training/build_gazetteer.py.") from error
        if version != FORM_VERSION:
            raise KnowledgeError(f"{path.name}: form {version} where {FORM_VERSION} is read. Build it again with training/build_gazetteer.py.")
        self._division = lru_cache(maxsize=20_000)(self._ask_division)
        self._ports = lru_cache(maxsize=2_000)(self._ask_ports)
        self._named = lru_cache(maxsize=20_000)(self._ask)

    def look_up(self, name: str) -> tuple[Entry, ...]:
        """Every place that bears the name, the most populous first; empty when none does."""
        key = name_key(name)
        return self._named(key, 0) if key else ()

    def nationality(self, word: str) -> Entry | None:
        """The state whose people, tongue or manner the word names ("Cuban"), or None."""
        found = self._named(name_key(word), 1)
        return found[0] if found else None

    def state(self, code: str) -> Entry | None:
        """The state by its ISO 3166 alpha-3 code, or None."""
        found = self._named(f"={code}", 0)
        return found[0] if found else None

    def port(self, name: str, state: str | None = None) -> Port | None:
        """The port of that name ("Port of Tartus", "Tartus"), in the state when one is given; None where none bears it.

        Of several, the one in the most populous city of the name; one whose own name it is counts for ten.
        """
        key = _PORT_WORDS.sub("", name_key(name))
        found = [p for p in self._ports(key) if state in (None, p.state)]
        if len(found) < 2:
            return found[0] if found else None
        cities = [e for e in self.look_up(key) if e.kind in ("city", "capital", "seat")]
        near = {p: max((e.population for e in cities if e.state == p.state and _close(e, p)), default=0) for p in found}
        return max(found, key=lambda p: ((near[p] + 1) * (OWN_NAME if name_key(p.name) == key else 1), p.locode))

    def _ask(self, key: str, sort: int) -> tuple[Entry, ...]:
        rows = self._connection.execute(_QUERY, (key, sort)).fetchall()
        return tuple(self._entry(row, key) for row in rows)

    def _ask_ports(self, key: str) -> tuple[Port, ...]:
        rows = self._connection.execute(_PORT_QUERY, (key,)).fetchall()
        return tuple(Port(name, state, locode, latitude / 10_000, longitude / 10_000) for name, state, locode, latitude, longitude in rows)

    def _ask_division(self, key: int | None) -> str | None:
        row = self._connection.execute("SELECT name FROM place WHERE key = ?", (key,)).fetchone() if key else None
        return str(row[0]) if row else None

    def _entry(self, row: tuple[int, str | None, str | None, int | None, int | None, int, int, int | None, int, int], word: str) -> Entry:
        key, name, state, admin1, admin2, latitude, longitude, geonames, kind, population = row
        one, two = self._division(admin1), self._division(admin2)
        return Entry(key, name or word.title(), state, one, two, latitude / 10_000, longitude / 10_000, geonames, KINDS[kind], population)


_QUERY: Final = (
    "SELECT place.key, place.name, place.state, admin1, admin2, latitude, longitude, geonames, kind, population "
    "FROM name JOIN place ON place.key = name.place WHERE name.word = ? AND name.sort = ? ORDER BY population DESC, place.key"
)


_PORT_WORDS: Final = re.compile(
    r"^(?:the )?(?:(?:sea|deep ?water )?(?:port|harbou?r)(?: city)? of )?(?:the )?|(?: (?:sea ?port|port|harbou?r|naval base))$"
)


def _close(entry: Entry, port: Port) -> bool:
    return abs(entry.latitude - port.latitude) < 1 and abs(entry.longitude - port.longitude) < 1


_PORT_QUERY: Final = (
    "SELECT port.name, state, locode, latitude, longitude FROM name JOIN port ON port.key = name.place WHERE word = ? AND sort = 2 ORDER BY locode"
)


@lru_cache(maxsize=1)
def read_gazetteer() -> Gazetteer:
    """The gazetteer that ships."""
    holder = as_file(data_file("gazetteer", "gazetteer.sqlite"))
    return Gazetteer(holder.__enter__(), holder)
