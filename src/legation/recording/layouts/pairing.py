"""Who did it to whom, pair by pair, for layouts that have one actor and one recipient a row; and an act's code in CAMEO."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from legation.knowledge import foreign_codes
from legation.knowledge.foreign_codes import Cameo
from legation.recording.layouts.acts import Act, Fields

VISIT, HOSTED = "042", "043"
DIGITS = 13
"""Hexadecimal digits of a number made from an identifier: 52 bits, which a double holds exactly (R reads all numbers as such)."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One actor and one recipient of an act, either of whom may be missing, and the CAMEO code between them."""

    act: Act
    actor: Fields | None
    recipient: Fields | None
    cameo: Cameo

    @property
    def number(self) -> int:
        """A number of 52 bits that is the same in every export: from the entry or event, the pair and the code."""
        return number_of(self.act.identifier, self)


def number_of(identifier: str, pair: Pair) -> int:
    """The number of a pair of the entry or event."""
    key = "\x00".join((identifier, who(pair.actor), who(pair.recipient), pair.cameo.code))
    return int(hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:DIGITS], 16)


def who(participant: Fields | None) -> str:
    """What tells one participant of an act from another."""
    return "" if participant is None else "\x01".join(str(participant[name] or "") for name in ("state", "name", "id", "sector", "text"))


def pairs(event: Fields) -> list[tuple[Fields | None, Fields | None]]:
    """Every actor with every recipient; several actors without one, each with each of another state where the act goes both ways, else each alone."""
    actors, recipients = event["actors"], event["recipients"]
    if recipients:
        return [(a, r) for a in actors for r in recipients] or [(None, r) for r in recipients]
    if len(actors) > 1 and foreign_codes.load().is_mutual(event["type"], event["mode"], event["kind"]):
        both = [(a, b) for a in actors for b in actors if a is not b and (a["state"] != b["state"] or not a["state"])]
        if both:
            return both
    return [(a, None) for a in actors]


def cameo_pairs(act: Act) -> Iterator[Pair]:
    """The pairs of an act with its CAMEO code; a visit also the other way, as the host's (042 and 043)."""
    codes = foreign_codes.load()
    code = codes.code(act.event["cameo"])
    seen = set[str]()
    for actor, recipient in pairs(act.event):
        found = [Pair(act, actor, recipient, code)]
        if code.code == VISIT and recipient is not None:
            found.append(Pair(act, recipient, actor, codes.code(HOSTED)))
        for pair in found:
            key = f"{who(pair.actor)}\x02{who(pair.recipient)}\x02{pair.cameo.code}"
            if key not in seen:
                seen.add(key)
                yield pair
