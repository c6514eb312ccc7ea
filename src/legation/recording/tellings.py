"""Whose telling an entry rests on: outlets of one side, of both sides, of third parties, by the state of each report's publisher."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from legation.errors import KnowledgeError
from legation.knowledge.tables import data_file, rows

Ownership: TypeAlias = Literal["state", "public", "private", "party"]
Side: TypeAlias = Literal["actor", "recipient", "third", "unknown"]

_OWNERSHIPS: dict[str, Ownership] = {"state": "state", "public": "public", "private": "private", "party": "party"}
COLUMNS = ("name", "domains", "state", "ownership", "aliases", "source")


@dataclass(frozen=True, slots=True)
class Outlet:
    """A newspaper, agency or station.

    Attributes:
        state: ISO 3166 alpha-3, or an IGO code, of its newsroom. ownership: who owns or directs it.
    """

    name: str
    state: str
    ownership: Ownership


@dataclass(frozen=True, slots=True)
class Outlets:
    """Outlets by name, other names and web domain."""

    by_name: Mapping[str, Outlet]
    by_domain: Mapping[str, Outlet]

    def of(self, publisher: str | None, url: str | None) -> Outlet | None:
        """The outlet of a report: by its publisher's name, then by the domain of publisher or address; None where it is not known."""
        if publisher and (found := self.by_name.get(_plain(publisher))):
            return found
        for host in filter(None, (host_of(publisher or ""), host_of(url or ""))):
            parts = host.split(".")
            for n in range(len(parts) - 1):
                if found := self.by_domain.get(".".join(parts[n:])):
                    return found
        return None


def outlets(own: str = "") -> Outlets:
    """The outlets that ship, and those of a table of the user's own (`outlets` in legation.toml), which override ours.

    Raises:
        KnowledgeError: a row is wrong; the message names it.
    """
    ours = _ours()
    if not own:
        return ours
    theirs = _read(Path(own))
    return Outlets({**ours.by_name, **theirs.by_name}, {**ours.by_domain, **theirs.by_domain})


@cache
def _ours() -> Outlets:
    return _read(data_file("recording", "outlets.tsv"))


def _read(path: Traversable | Path) -> Outlets:
    by_name: dict[str, Outlet] = {}
    by_domain: dict[str, Outlet] = {}
    try:
        found = list(rows(path, COLUMNS))
    except (OSError, UnicodeDecodeError) as fault:
        raise KnowledgeError(f"outlets {path}: {fault}. Correct `outlets` in legation.toml or LEGATION_OUTLETS.") from fault
    for number, row in found:
        ownership = _OWNERSHIPS.get(row["ownership"])
        if ownership is None:
            raise KnowledgeError(f"{path.name}:{number}: no ownership {row['ownership']!r}. Write {', '.join(_OWNERSHIPS)}.")
        outlet = Outlet(row["name"], row["state"], ownership)
        by_name |= {_plain(name): outlet for name in (row["name"], *row["aliases"].split("|")) if name}
        by_domain |= dict.fromkeys(filter(None, row["domains"].split("|")), outlet)
    return Outlets(by_name, by_domain)


def side_of(outlet: Outlet | None, actors: Iterable[str], recipients: Iterable[str]) -> Side:
    """On which side of an act an outlet's state stands."""
    if outlet is None:
        return "unknown"
    if outlet.state in set(actors):
        return "actor"
    return "recipient" if outlet.state in set(recipients) else "third"


def told_by(states: Iterable[str], parties: Iterable[str]) -> str:
    """In words whose outlets tell of an act: `states` of the outlets known, `parties` the states that act or are acted upon."""
    known, sides = set(states), set(parties)
    telling = sorted(known & sides)
    third = bool(known - sides)
    if not known:
        return "unknown"
    if len(telling) > 1:
        return "both sides and third parties" if third else "both sides"
    if telling:
        return "one side and third parties" if third else "one side"
    return "third parties"


def _plain(name: str) -> str:
    return name.strip().casefold().removeprefix("the ")


def host_of(address: str) -> str:
    """The host of an address, or of a bare name such as "www.apnews.com", without "www."; "" where it is none."""
    if " " in address:
        return ""
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname
    except ValueError:  # a bracket that opens no address of a network
        return ""
    return (host or "").removeprefix("www.")
