"""What is known of ships beside the roster: ships by name, classes, what navies are called, and ports with their UN/LOCODE."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from legation.knowledge.gazetteer import read_gazetteer
from legation.knowledge.tables import data_file, rows


@dataclass(frozen=True, slots=True)
class FleetName:
    """A ship that reports name without more: flag (ISO 3166 alpha-3) and type."""

    flag: str
    type: str


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


@dataclass(frozen=True, slots=True)
class Fleets:
    """Ships by name, types by class, and by flag what the navy and the coast guard are called."""

    names: Mapping[str, FleetName]
    classes: Mapping[str, str]
    services: Mapping[str, Mapping[str, str]]


@lru_cache(maxsize=1)
def load_fleets() -> Fleets:
    """The tables of `data/ships`.

    Raises:
        KnowledgeError: a table is damaged.
    """
    names = {r["name"]: FleetName(r["flag"], r["type"]) for _, r in rows(data_file("ships", "names.tsv"), ("name", "flag", "type"))}
    classes = {r["class"]: r["type"] for _, r in rows(data_file("ships", "classes.tsv"), ("class", "type", "example"))}
    services = {
        r["flag"]: {"navy": r["navy"], "coast guard": r["coast_guard"]}
        for _, r in rows(data_file("ships", "navies.tsv"), ("flag", "navy", "coast_guard"))
    }
    return Fleets(MappingProxyType(names), MappingProxyType(classes), MappingProxyType(services))


def port_of(name: str, state: str | None = None) -> Port | None:
    """The port of that name, in the state where one is given; None where none bears it, or several do and no state tells which.

    The gazetteer is asked first where it knows ports, then the table of naval ports.
    """
    asked = getattr(read_gazetteer(), "port", None)
    known = asked(name, state) if asked is not None else None
    if known is not None:
        return Port(known.name, known.state, known.locode, known.latitude, known.longitude)
    found = [p for p in _ports().get(name.casefold(), ()) if state in (None, p.state)]
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=1)
def _ports() -> Mapping[str, tuple[Port, ...]]:
    found: dict[str, tuple[Port, ...]] = {}
    for _, r in rows(data_file("ships", "ports.tsv"), ("name", "state", "locode", "names", "latitude", "longitude")):
        port = Port(r["name"], r["state"], r["locode"], float(r["latitude"]), float(r["longitude"]))
        for key in {n.casefold() for n in (port.name, *r["names"].split("|")) if n}:
            found[key] = (*found.get(key, ()), port)
    return MappingProxyType(found)
