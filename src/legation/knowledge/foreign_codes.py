"""What the field's data sets call our codes: CAMEO and its Goldstein values, FIPS, names of states in ICEWS, known groups."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from legation.knowledge import ontology
from legation.knowledge.tables import data_file, rows


@dataclass(frozen=True, slots=True)
class Cameo:
    """A CAMEO code ("042"): its name, what PLOVER calls it ("" where it has no equal), and its Goldstein value, -10 to 10."""

    code: str
    name: str
    type: str
    mode: str
    contexts: tuple[str, ...]
    goldstein: float

    @property
    def quad(self) -> int:
        """CAMEO's quad, by root: to 05 verbal cooperation (1), to 08 material cooperation (2), to 13 verbal conflict (3), else material (4)."""
        root = int(self.code[:2])
        return 1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 else 4


@dataclass(frozen=True, slots=True)
class Country:
    """A state's codes elsewhere: FIPS 10-4, CAMEO (alpha-3 where it has none of its own), its name in ICEWS."""

    state: str
    name: str
    fips: str
    cameo: str
    icews: str


@dataclass(frozen=True)
class ForeignCodes:
    """The tables of `data/layouts`.

    Attributes:
        cameo: by code. countries: by alpha-3. groups: CAMEO's known group by our code of an organisation, "" where it has none.
        organisations: names by our code.
        types: CAMEO's type of actor by PLOVER sector, "" where it has none. sectors: words of ICEWS by PLOVER sector.
        mutual: type, mode and kind ("" for any) of acts that go both ways between several actors.
    """

    cameo: dict[str, Cameo]
    countries: dict[str, Country]
    groups: dict[str, str]
    organisations: dict[str, str]
    types: dict[str, str]
    sectors: dict[str, str]
    mutual: tuple[tuple[str, str, str], ...]

    def code(self, cameo: str) -> Cameo:
        """The code, or the nearest above it that CAMEO has ("1841" gives "184")."""
        while cameo not in self.cameo:
            cameo = cameo[:-1]
        return self.cameo[cameo]

    def state_named(self, words: str) -> str | None:
        """The alpha-3 of a state by its code or its name here, in ICEWS or in the roster, whatever the case; None where no state is called so."""
        return _names().get(words.strip().casefold())

    def is_mutual(self, type_: str, mode: str | None, kind: str | None) -> bool:
        """Whether several actors of such an act, without a recipient, act on each other."""
        return any(t == type_ and m in {"", mode} and k in {"", kind} for t, m, k in self.mutual)


@cache
def load() -> ForeignCodes:
    """The tables that ship, read once.

    Raises:
        KnowledgeError: a table is damaged.
    """
    codes = rows(data_file("layouts", "cameo.tsv"), ("code", "name", "type", "mode", "contexts", "goldstein"))
    names = {r["code"]: r["name"] for _, r in rows(data_file("roster", "states.tsv"), ("code", "name"))}
    organisations = [r for _, r in rows(data_file("layouts", "organisations.tsv"), ("code", "cameo", "name"))]
    sectors = [r for _, r in rows(data_file("layouts", "sectors.tsv"), ("sector", "cameo", "icews"))]
    return ForeignCodes(
        cameo={r["code"]: _cameo(r) for _, r in codes},
        countries={r["state"]: _country(r, names) for _, r in rows(data_file("layouts", "countries.tsv"), ("state", "fips", "cameo", "icews"))},
        groups={r["code"]: r["cameo"] for r in organisations},
        organisations={r["code"]: r["name"] for r in organisations},
        types={r["sector"]: r["cameo"] for r in sectors},
        sectors={r["sector"]: r["icews"] for r in sectors},
        mutual=tuple((r["type"], r["mode"], r["kind"]) for _, r in rows(data_file("layouts", "mutual.tsv"), ("type", "mode", "kind"))),
    )


def _cameo(row: dict[str, str]) -> Cameo:
    if row["type"]:
        ontology.load().check(row["type"], row["mode"], "", f"cameo.tsv, {row['code']}")
    return Cameo(row["code"], row["name"], row["type"], row["mode"], tuple(filter(None, row["contexts"].split(","))), float(row["goldstein"]))


def _country(row: dict[str, str], names: dict[str, str]) -> Country:
    state = row["state"]
    return Country(state, names.get(state, state), row["fips"], row["cameo"] or state, row["icews"] or names.get(state, state))


@cache
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for _, row in rows(data_file("roster", "states.tsv"), ("code", "name", "aliases")):
        for name in (row["name"], *row["aliases"].split("|")):
            found.setdefault(name.casefold(), row["code"])
    for country in load().countries.values():
        found.setdefault(country.icews.casefold(), country.state)
        found[country.state.casefold()] = country.state
    found.pop("", None)
    return found
