"""Whether two places are one, the one within the other, near, or apart."""

from __future__ import annotations

import math
from enum import Enum
from typing import TypeAlias

Spot: TypeAlias = tuple[str, str | None, str | None, float | None, float | None, str]
"""Name, state, admin1, latitude, longitude, precision; people may leave coordinates out."""

RADIUS_KM = 6371.0
TOWNS_APART_KM = 60.0
"""Towns farther from each other are two places; nearer ones may be a town and its suburb."""

_WIDE = frozenset({"country", "region", "sea"})


class Nearness(Enum):
    """How two places lie to each other."""

    UNKNOWN = "unknown"
    SAME = "same"
    WITHIN = "within"
    NEAR = "near"
    APART = "apart"


def nearness(one: Spot | None, other: Spot | None) -> Nearness:
    """How two places lie to each other; the same either way round."""
    if one is None or other is None:
        return Nearness.UNKNOWN
    if one[0] == other[0] and one[1] == other[1]:
        return Nearness.SAME
    if one[1] and other[1] and one[1] != other[1]:
        return Nearness.APART
    if one[5] in _WIDE or other[5] in _WIDE or not (one[1] and other[1]):
        return Nearness.WITHIN if one[1] == other[1] else Nearness.UNKNOWN
    if "admin1" in (one[5], other[5]):
        return Nearness.APART if one[2] and other[2] and one[2] != other[2] else Nearness.WITHIN
    if one[3] is None or one[4] is None or other[3] is None or other[4] is None:
        return Nearness.UNKNOWN
    return Nearness.NEAR if kilometres((one[3], one[4]), (other[3], other[4])) <= TOWNS_APART_KM else Nearness.APART


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The great circle between two points, latitude and longitude in degrees, in kilometres."""
    lat, lon, lat2, lon2 = (math.radians(x) for x in (*one, *other))
    half = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    return 2 * RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))
