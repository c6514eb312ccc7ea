"""A ship as a report names it."""

from __future__ import annotations

from dataclasses import dataclass

from legation.mention import Mention


@dataclass(frozen=True, slots=True)
class Vessel:
    """A ship, submarine or boat.

    Attributes:
        name: without prefix and number ("Viktor Leonov"); "" where only a number or class is given.
        hull_number: hull or pennant number as written ("SSV-175"), "" where none.
        vessel_type: "spy ship", "frigate", "destroyer", "tanker"...; "" where not said.
        flag: ISO 3166 alpha-3 or None.
        service: whom it serves: "Russian Navy", "China Coast Guard", else "navy", "coast guard", "merchant", "research"; "" where not told.
        military: whether it is a warship or naval auxiliary, as far as its type, prefix, number or navy tells.
    """

    mention: Mention
    name: str
    hull_number: str
    vessel_type: str
    flag: str | None
    military: bool
    service: str = ""
