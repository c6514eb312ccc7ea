"""A place of the gazetteer, with its precision, and where a report names it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from legation.mention import Mention

PlacePrecision: TypeAlias = Literal["point", "city", "district", "admin1", "country", "region", "sea"]


@dataclass(frozen=True, slots=True)
class Place:
    """A gazetteer entry.

    Attributes:
        state: ISO 3166 alpha-3 of the state that it lies in; None on the high seas and in seas that no state owns.
        latitude, longitude: WGS 84 degrees.
        geonames_id: None where GeoNames was not the source.
        locode: UN/LOCODE of the port that is meant, where a ship's act is placed in one; else None.
    """

    name: str
    state: str | None
    admin1: str | None
    latitude: float
    longitude: float
    geonames_id: int | None
    precision: PlacePrecision
    locode: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A mention and the place that it names."""

    mention: Mention
    place: Place
