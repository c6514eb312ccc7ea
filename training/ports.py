"""Ports with their UN/LOCODE: searoute's packaged table (Apache-2.0) and the editors' `ports_added.tsv`, with the names of the cities they serve."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from importlib.metadata import distribution
from pathlib import Path

from legation.knowledge.gazetteer import Port, name_key
from legation.knowledge.tables import rows

KM_TO_CITY = 40.0
"""Kilometres within which a city that shares a name with the port lends it its other names."""


def packaged_ports() -> list[dict[str, object]]:
    """The features of searoute's table; the file is read where it lies, its package is not imported."""
    path = Path(str(distribution("searoute").locate_file("searoute/data/ports.geojson")))
    features: list[dict[str, object]] = json.loads(path.read_text(encoding="utf-8"))["features"]
    return features


def ports(iso3: Mapping[str, str], folder: Path) -> dict[Port, set[str]]:
    """Each port and its names; `iso3` leads from alpha-2 to alpha-3. An added row takes the place of a packaged one of its code or name nearby."""
    found: dict[Port, set[str]] = {}
    for feature in packaged_ports():
        about, (longitude, latitude) = feature["properties"], feature["geometry"]["coordinates"]  # type: ignore[index, call-overload]
        code, name = about["port"] or "", " ".join((about["name"] or "").split())
        pseudo = name_key(name) == name_key((about["cty"] or "").replace("_", " ")) and code[2:4] == code[:2]
        if len(code) == 5 and code[:2] in iso3 and name and not pseudo:
            port = Port(name, iso3[code[:2]], code, round(latitude, 3), round(longitude, 3))
            found[port] = {name}
    for _, line in rows(folder / "ports_added.tsv", ["locode", "state", "name", "names", "latitude", "longitude", "source"]):
        port = Port(line["name"], line["state"], line["locode"], float(line["latitude"]), float(line["longitude"]))
        names = {port.name, *(n for n in line["names"].split("|") if n)}
        keys = {name_key(n) for n in names}
        for other in [
            o for o in found if o.state == port.state and (o.locode == port.locode or (keys & {name_key(o.name)} and _km(o, port) < KM_TO_CITY))
        ]:
            names |= found.pop(other)
        found[port] = names
    return found


def _km(one: Port, other: Port) -> float:
    return kilometres((one.latitude, one.longitude), (other.latitude, other.longitude))


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The great-circle distance between two points in degrees."""
    (a, b), (c, d) = [(math.radians(x), math.radians(y)) for x, y in (one, other)]
    inner = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12_742 * math.asin(min(1.0, math.sqrt(inner)))


def with_city_names(found: Mapping[Port, set[str]], cities: Iterable[tuple[str | None, float, float, set[str]]]) -> list[tuple[Port, list[str]]]:
    """The ports by code, each with the other names of the city (state, degrees, names) nearby that shares a name with it."""
    by_key: dict[tuple[str | None, str], list[tuple[float, float, set[str]]]] = {}
    for state, latitude, longitude, names in cities:
        for key in {name_key(n) for n in names}:
            by_key.setdefault((state, key), []).append((latitude, longitude, names))
    made = []
    for port, names in sorted(found.items(), key=lambda item: item[0].locode):
        near = [
            other
            for n in names
            for latitude, longitude, other in by_key.get((port.state, name_key(n)), [])
            if kilometres((latitude, longitude), (port.latitude, port.longitude)) < KM_TO_CITY
        ]
        made.append((port, sorted(names.union(*near))))
    return made
