"""The tables of ships and ports hold together."""

from __future__ import annotations

import pytest

from legation.knowledge import roster
from legation.knowledge.ships import load_fleets, port_of
from legation.knowledge.tables import data_file, rows

PORTS = tuple(r for _, r in rows(data_file("ships", "ports.tsv"), ("name", "state", "locode", "names", "latitude", "longitude", "source")))


@pytest.mark.parametrize(
    ("name", "state", "locode"),
    [("Havana", None, "CUHAV"), ("Cam Ranh Bay", None, "VNCRB"), ("Pearl Harbor", "USA", "USPEA"), ("Havana", "RUS", None), ("Kaesong", None, None)],
)
def test_a_port_is_found_by_name(name: str, state: str | None, locode: str | None) -> None:
    """A port is found by any of its names, in the state that is asked for, and nothing else is."""
    found = port_of(name, state)
    assert (found.locode if found else None) == locode


def test_locodes_are_whole() -> None:
    """Every UN/LOCODE has five signs and stands once, every port lies on the globe and names its source."""
    codes = [r["locode"] for r in PORTS]
    assert len(codes) == len(set(codes))
    assert [r for r in PORTS if len(r["locode"]) != 5 or len(r["state"]) != 3 or not r["source"]] == []
    assert [r for r in PORTS if abs(float(r["latitude"])) > 90 or abs(float(r["longitude"])) > 180] == []


def test_types_of_the_tables_are_types_of_the_roster() -> None:
    """A ship by name and a class have a type that reports are read with."""
    types = {" ".join(t) for t in roster.load().vessel_types}
    fleets = load_fleets()
    told = {s.type for s in fleets.names.values()} | set(fleets.classes.values())
    assert told - types - {"spy ship", "warship"} == set()


def test_flags_of_the_tables_are_states() -> None:
    """Every flag is a state that the roster knows."""
    fleets = load_fleets()
    flags = {s.flag for s in fleets.names.values()} | set(fleets.services)
    assert {f for f in flags if f not in roster.load().states} == set()
