"""International airports and air bases, from airportsdata (MIT): name, state, degrees."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

BASES = re.compile(r"\b(?:Air ?[Bb]ase|AFB|Air Force Base|Naval Air Station|Naval Station|Air Station|RAF|Army Airfield)\b")
SHORTENED = re.compile(r"\b(?:International|Regional|Municipal) ")


class Airport(NamedTuple):
    """An airport or air base with the names that lead to it."""

    name: str
    alpha2: str
    latitude: float
    longitude: float
    names: set[str]


def airports(known: Mapping[str, str]) -> Iterator[Airport]:
    """Those with an IATA code that are international, and bases; `known` holds the alpha-2 codes of states."""
    path = Path(str(files("airportsdata").joinpath("airports.csv")))
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            name = " ".join(row["name"].split())
            wanted = BASES.search(name) or ("International" in name and row["iata"])
            if row["country"] not in known or not wanted or not name.endswith(("Airport", "Base", "AFB", "Station", "Airfield")):
                continue
            names = {name, SHORTENED.sub("", name), name.replace("AFB", "Air Force Base"), name.replace("Air Base", "Airbase")}
            yield Airport(name, row["country"], float(row["lat"]), float(row["lon"]), names)
