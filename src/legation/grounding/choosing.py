"""Which of the places of one name a report means: by what it says next to the name, by its other places, by size and rank."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from legation.grounding.candidates import WELL_KNOWN_CITY, Toponym
from legation.knowledge.gazetteer import Entry, name_key

# Weights were set on the development toponyms of LGL and GeoVirus by hand (benchmarks/score_places.py --given).
RANK: Mapping[str, float] = MappingProxyType(
    {"country": 4.2, "capital": 1.5, "seat": 1.0, "city": 0.0, "admin1": 0.4, "admin2": -1.2, "continent": 4.0, "region": 0.5, "sea": 1.0}
    | {"island": 0.5, "water": 0.0, "disputed": 1.0, "point": 0.0}
)
"""What each kind adds to the logarithm of its inhabitants."""

CONTAINED = 12.0
"""Named right before the place that it lies in ("Tripoli, Lebanon")."""

STATE_SUPPORT, DIVISION_SUPPORT = 1.3, 1.6
"""Per doubling of what else in the report lies in the same state, the same first-order division."""

NEAR_SUPPORT = 1.2
"""Per doubling of what else in the report lies about a hundred kilometres around."""

DISTRICT_SUPPORT = 1.3
"""Per doubling of what else in the report lies in the same second-order division."""

MOST_SUPPORT = 3.0
"""Doublings counted at most."""

SPREAD = frozenset({"country", "continent", "region", "sea", "admin1", "disputed"})
"""Kinds of places whose middle says little of what lies near."""

LISTED = 5.0
"""Listed beside divisions of the same state ("Alabama, Georgia and Kentucky")."""

SAME_NAME = 1.8
"""The name is the place's own, not another spelling."""

NAMESAKE = 1.5
"""Taken from a division that a city in it, of a tenth of its people, gives its name: "Homs" is the city, "Homs province" the division."""

CLASS_WORD = 3.0
""" "Province" or "state" right after the name says that the division is meant; "city" that the city is."""

SHARPNESS = 1.5
"""How much likelier a reading is for one point of score, when readings of one name share out their support."""

LEAST_SHARE = 0.02
"""Share of a name's support below which a reading says nothing of what lies near."""

ROUNDS = 3
"""Rounds in which the readings of all names support one another."""

_DIVISION_WORD = re.compile(r"^\s+(?:province|governorate|oblast|region|prefecture|state|Province|Governorate|Region|State|Oblast)\b")
_DIVISION_BEFORE = re.compile(r"\b(?:province|governorate|state|region|oblast) of (?:the )?$", re.IGNORECASE)
_CITY_BEFORE = re.compile(r"\b(?:city|town|capital|port|airport|village) (?:city )?(?:of|in) (?:the )?$", re.IGNORECASE)
_GAP = re.compile(r"^(?:\s?,\s*|,?\s+in\s+(?:the\s+)?(?:(?:north|south|east|west|central)\w*\s+)?)$")
_COMMA = re.compile(r"\s?,\s")
_LIST_GAP = re.compile(r"^\s?,?\s+(?:and\s+|or\s+)?$|^\s?,\s*$")


Where: TypeAlias = tuple[str, ...] | tuple[int, int]
"""A state, (state, division), (state, division, district) or a square of a degree."""


@dataclass(frozen=True, slots=True)
class Support:
    """How much of the report lies in each state, division, district and square of a degree; `own` is the part that each name lends itself."""

    all: Mapping[Where, float]
    own: Mapping[str, Mapping[Where, float]]

    def of(self, entry: Entry, name: str) -> float:
        """The weight that the rest of the report lends the entry."""
        own = self.own.get(name, {})

        def rest(*places: Where) -> float:
            return _doublings(sum(self.all.get(p, 0.0) - own.get(p, 0.0) for p in places))

        within = _within_of(entry)
        found = sum(weight * rest(place) for weight, place in zip(SUPPORTS, within, strict=False))
        if entry.kind not in SPREAD:
            row, column = _square(entry)
            found += NEAR_SUPPORT * rest(*((row + i, column + j) for i in (-1, 0, 1) for j in (-1, 0, 1)))
        return found


SUPPORTS = (STATE_SUPPORT, DIVISION_SUPPORT, DISTRICT_SUPPORT)


def _within_of(entry: Entry) -> tuple[Where, ...]:
    """The state, division and district that the entry lies in, as far as it has them."""
    names = tuple(n for n in (entry.state, entry.admin1, entry.admin2) if n)
    return tuple(names[: i + 1] for i in range(len(names)))


def _square(entry: Entry) -> tuple[int, int]:
    """The square of a degree of latitude by about as many kilometres of longitude."""
    row = math.floor(entry.latitude)
    return row, math.floor(entry.longitude * math.cos(math.radians(row)))


def choose(toponyms: Sequence[Toponym], text: str) -> list[Entry]:
    """The entry that each toponym means, in their order."""
    bonuses = [_local_bonuses(toponyms, i, text) for i in range(len(toponyms))]
    scores = _scores(toponyms, bonuses, Support({}, {}))
    for _ in range(ROUNDS):
        scores = _scores(toponyms, bonuses, _support(toponyms, scores))
    best = [t.entries[max(range(len(row)), key=lambda i: (round(row[i], 6), -i))] for t, row in zip(toponyms, scores, strict=True)]
    return [_within(best, toponyms, i, text) for i in range(len(best))]


def _within(best: list[Entry], toponyms: Sequence[Toponym], i: int, text: str) -> Entry:
    """The container where "Smallville, Quebec" names a town that the gazetteer knows only elsewhere; else the entry itself."""
    if i + 1 == len(best) or not _COMMA.fullmatch(text[toponyms[i].mention.span.end : toponyms[i + 1].mention.span.start]):
        return best[i]
    entry, container = best[i], best[i + 1]
    small = entry.kind in ("city", "admin2") and entry.population < WELL_KNOWN_CITY
    if small and container.kind in ("country", "admin1") and not lies_in(entry, container) and not toponyms[i + 1].national:
        return container
    return entry


def _scores(toponyms: Sequence[Toponym], bonuses: list[list[float]], support: Support) -> list[list[float]]:
    return [
        [_prior(e) + support.of(e, _name(t)) + bonus for e, bonus in zip(t.entries, row, strict=True)]
        for t, row in zip(toponyms, bonuses, strict=True)
    ]


def _name(toponym: Toponym) -> str:
    return toponym.mention.text.lower()


def _prior(entry: Entry) -> float:
    """The logarithm of the inhabitants and what its kind adds."""
    return math.log10(entry.population + 10) + RANK[entry.kind]


def _doublings(weight: float) -> float:
    return min(MOST_SUPPORT, math.log2(1 + max(0.0, weight)))


def _support(toponyms: Sequence[Toponym], scores: list[list[float]]) -> Support:
    """Each distinct name lends its readings one point, shared out by their scores; a name said often lends a little more."""
    best: dict[str, list[float]] = {}
    entries: dict[str, tuple[Entry, ...]] = {}
    times: dict[str, int] = defaultdict(int)
    for toponym, row in zip(toponyms, scores, strict=True):
        name = _name(toponym)
        times[name] += 1
        entries[name] = toponym.entries
        best[name] = [max(a, b) for a, b in zip(best[name], row, strict=True)] if len(best.get(name, ())) == len(row) else row
    everywhere: dict[Where, float] = defaultdict(float)
    own: dict[str, dict[Where, float]] = {}
    for name, row in best.items():
        mine: dict[Where, float] = defaultdict(float)
        weight = 1 + 0.5 * math.log2(times[name])
        for entry, share in zip(entries[name], _shares(row), strict=True):
            squares = () if entry.kind in SPREAD or share < LEAST_SHARE else (_square(entry),)
            for place in (*_within_of(entry), *squares):
                mine[place] += weight * share
        for place, lent in mine.items():
            everywhere[place] += lent
        own[name] = mine
    return Support(everywhere, own)


def _shares(row: list[float]) -> list[float]:
    top = max(row)
    powers = [math.exp(SHARPNESS * (s - top)) for s in row]
    total = sum(powers)
    return [p / total for p in powers]


def _local_bonuses(toponyms: Sequence[Toponym], i: int, text: str) -> list[float]:
    """What the words around the toponym add to each of its entries."""
    toponym = toponyms[i]
    span = toponym.mention.span
    after, before = text[span.end : span.end + 16], text[max(0, span.start - 24) : span.start]
    division = bool(_DIVISION_WORD.match(after) or _DIVISION_BEFORE.search(before))
    city = bool(_CITY_BEFORE.search(before))
    containers = _containers(toponyms, i, text)
    held = _held(toponyms, i, text)
    key, bonuses = name_key(toponym.mention.text), []
    own = (key, f"{key} city")
    for entry in toponym.entries:
        bonus = CLASS_WORD if division and entry.kind == "admin1" else -CLASS_WORD if city and entry.kind in ("admin1", "country") else 0.0
        if entry.kind == "admin1" and not division and _named_for_city(entry, key, toponym.entries):
            bonus -= NAMESAKE
        if any(lies_in(entry, c) for c in containers):
            bonus += CONTAINED
        if any(lies_in(h, entry) for h in held):
            bonus += CONTAINED
        if entry.kind == "admin1" and _listed(toponyms, i, entry, text):
            bonus += LISTED
        bonuses.append(bonus + (SAME_NAME if name_key(entry.name) in own else 0.0))
    return bonuses


def _named_for_city(division: Entry, key: str, entries: Sequence[Entry]) -> bool:
    """Whether one of the entries is a city of that very name in the division with a tenth of its people."""
    cities = (e for e in entries if e.kind in ("city", "seat", "capital") and e.admin1 == division.admin1 and e.state == division.state)
    return any(name_key(e.name) == key and e.population * 10 >= division.population for e in cities)


def _containers(toponyms: Sequence[Toponym], i: int, text: str) -> tuple[Entry, ...]:
    """The entries of the toponym right after this one, where a comma, bracket or "in" joins them, and of the people named right before it."""
    span = toponyms[i].mention.span
    found: tuple[Entry, ...] = ()
    if i + 1 < len(toponyms) and not _in_list_of_states(toponyms, i, text):
        gap = text[span.end : toponyms[i + 1].mention.span.start]
        closed = gap.strip() == "(" and text[toponyms[i + 1].mention.span.end :][:1] == ")"
        if gap and (closed or _GAP.match(gap)):
            found = toponyms[i + 1].entries
    if i and toponyms[i - 1].national and re.match(r"^\s+(?:\w+\s+){0,3}(?:of\s+|in\s+)?$", text[toponyms[i - 1].mention.span.end : span.start]):
        found += toponyms[i - 1].entries
    return found


def _in_list_of_states(toponyms: Sequence[Toponym], i: int, text: str) -> bool:
    """Whether this and the one before may be states and are listed ("Ghana, Niger, Nigeria"), so that what follows contains nothing."""
    if i == 0 or not _LIST_GAP.match(text[toponyms[i - 1].mention.span.end : toponyms[i].mention.span.start] or "x"):
        return False
    return all(any(e.kind == "country" for e in t.entries) for t in toponyms[i - 1 : i + 1])


def _listed(toponyms: Sequence[Toponym], i: int, entry: Entry, text: str) -> bool:
    """Whether a neighbour in a list is by itself most likely a division of the same state."""
    for a, b in ((i - 1, i), (i, i + 1)):
        if a < 0 or b >= len(toponyms) or not _LIST_GAP.match(text[toponyms[a].mention.span.end : toponyms[b].mention.span.start] or "x"):
            continue
        others = toponyms[a if b == i else b].entries
        likeliest = max(others, key=_prior)
        if likeliest.kind == "admin1" and likeliest.state == entry.state:
            return True
    return False


def _held(toponyms: Sequence[Toponym], i: int, text: str) -> tuple[Entry, ...]:
    """The entries of the toponym right before this one, where a comma, bracket or "in" says that it lies in this one."""
    if i == 0 or toponyms[i - 1].national:
        return ()
    gap = text[toponyms[i - 1].mention.span.end : toponyms[i].mention.span.start]
    return toponyms[i - 1].entries if gap and _GAP.match(gap) else ()


def lies_in(entry: Entry, container: Entry) -> bool:
    """Whether the first place lies in the second, a state or division."""
    if entry.key == container.key or entry.state is None or entry.state != container.state:
        return False
    if container.kind == "country":
        return entry.kind != "country"
    if container.kind == "admin1":
        return entry.admin1 == container.admin1 and entry.kind != "admin1"
    return (
        container.kind == "admin2"
        and entry.admin2 == container.admin2
        and entry.admin1 == container.admin1
        and entry.kind not in ("admin1", "admin2")
    )
