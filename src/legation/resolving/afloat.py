"""Ships to the nouns: whose flag they fly, whom they serve, and which ship "the vessel" is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from legation.knowledge.ships import load_fleets
from legation.mention import Mention
from legation.resolving.identity import NO_STATE, NOT_LISTED, Identity, first_known
from legation.resolving.memory import Memory
from legation.resolving.owners import Owners
from legation.resolving.scene import Scene
from legation.resolving.shipnames import HYPHENS
from legation.resolving.units import Unit, mention_of
from legation.resolving.vessels import GENERAL, KnownShip, Ship
from legation.vessel import Vessel

FLYING = re.compile(
    r"[^.;]{0,40}?\b(?:flying|under|sailing under|flies|flew|carrying)\s+(?:the\s+|a\s+|an\s+)?(?:national\s+)?(?:flag of\s+(?:the\s+)?)?"
)
"""What stands between a ship and the state whose flag it flies."""

_FLAG_AFTER = re.compile(r"(?:-|\s)?(?:flag\b|flagged\b|registered\b)")
COAST_GUARD, MERCHANT, RESEARCH, NAVY = "coast guard", "merchant", "research", "navy"
DEFINITE = frozenset({"the", "this", "that", "its", "their"})
RUN = frozenset({"owned", "operated", "managed", "linked", "chartered", "built", "crewed"})
_FLAGGED_REACH = 4
RESEARCHING = frozenset({"research", "survey", "hydrographic", "oceanographic", "seismic", "exploration"})
GUARDING = ("USCGC", "ICGS", "CCG", "JCG", "KCG", "CCGS", "SLCGS", "MCGS", "NoCGV")


class Afloat:
    """Ships of one report as actors of their flag; `resolve` gives the identities of another unit."""

    def __init__(self, scene: Scene, memory: Memory, owners: Owners, resolve: Callable[[Unit], tuple[Identity, ...]]) -> None:
        self._scene = scene
        self._memory = memory
        self._owners = owners
        self._resolve = resolve

    def identity(self, unit: Unit) -> tuple[Identity, ...]:
        """The ship of the phrase as an actor of its flag; a bare "the ship" is the one named last."""
        ship, scene = unit.ship, self._scene
        if ship is None:
            return ()
        name = scene.ships.name(scene.sentence(unit), ship)
        known = scene.ships.known.get(name)
        owner = first_known(self._owners.before(unit, ship.start))
        flown = self._flown(unit) or self._flagged(unit)
        code = flown or (str(owner.state) if owner else ship.flag or (known.flag if known else ""))
        if not code and (not name or ship.kind):
            owner = self._belongs(unit)
            code = str(owner.state) if owner and (not name or owner.sector == "MIL") else ""
        if not code and not name and not ship.plural:
            code = self._earlier(unit, ship)
        if code and name and (flown or not self._owned_abroad(unit)):
            scene.ships.tell(name, code)
        words = frozenset({"ship", "vessel", *ship.kind.split()})
        confidence = 0.75 if code else 0.3
        sector = self._sector(ship, known, owner)
        return (Identity("vessel", code or NO_STATE, sector, name or NOT_LISTED, basis="vessel", confidence=confidence, words=words),)

    def learn_flags(self) -> None:
        """Notes the flags that the words of named ships tell, so that an earlier ship of the same list has them too."""
        for sentence, units in zip(self._scene.parse.sentences, self._scene.units, strict=True):
            for unit in units.all:
                name = self._scene.ships.name(sentence, unit.ship) if unit.ship is not None else ""
                if unit.ship is None or not name or any(u.kind == "pronoun" and unit.start <= u.start < unit.end for u in units.all):
                    continue
                owner = first_known(self._owners.before(unit, unit.ship.start)) or (self._belongs(unit) if unit.ship.kind else None)
                code = self._flown(unit) or self._flagged(unit) or ("" if self._owned_abroad(unit) else str(owner.state) if owner else "")
                if code:
                    self._scene.ships.tell(name, code)

    def _belongs(self, unit: Unit) -> Identity | None:
        """Whose the words after the ship say it is ("of the Spanish navy"); where it lies tells no owner."""
        sentence = self._scene.sentence(unit)
        return first_known(self._owners.by_case(sentence, unit, sentence.tokens[unit.head], frozenset({"of"})))

    def _earlier(self, unit: Unit, ship: Ship) -> str:
        """The flag of the ship told of last that a definite phrase may mean: of the same sort, as far as the phrase tells one."""
        if self._scene.sentence(unit).tokens[unit.start].text.lower() not in DEFINITE:
            return ""
        sort = {*ship.kind.split()} - {"ship", "vessel"}
        barred = self._scene.fellow_subject(unit)
        earlier = self._memory.best(
            unit.sentence, unit.head, lambda r: r.one.basis == "vessel" and r.one.known and sort <= r.one.words, barred=barred
        )
        return str(earlier.one.state) if earlier is not None else ""

    def _sector(self, ship: Ship, known: KnownShip | None, owner: Identity | None) -> str:
        if ship.kind.startswith(("coast guard", "coastguard")):
            return "COP"
        military = ship.military or (known is not None and known.military) or (owner is not None and owner.sector == "MIL")
        return "MIL" if military else "BUS"

    def _flown(self, unit: Unit) -> str:
        """The state whose flag the words after the ship say it flies ("flying the flag of Panama", "under a Liberian flag")."""
        sentence = self._scene.sentence(unit)
        offset = sentence.tokens[unit.end - 1].span.end - sentence.span.start
        match = FLYING.match(sentence.text, offset)
        if match is None:
            return ""
        end = match.end() + sentence.span.start
        for other in self._scene.units[unit.sentence].all:
            if sentence.tokens[other.start].span.start != end or not other.forms:
                continue
            after = sentence.text[sentence.tokens[other.end - 1].span.end - sentence.span.start :]
            if "flag of" in match.group() or _FLAG_AFTER.match(after):
                found = first_known(self._resolve(other))
                return str(found.state) if found else ""
        return ""

    def _flagged(self, unit: Unit) -> str:
        """The state before "-flagged" ("a Panama-flagged tanker")."""
        sentence = self._scene.sentence(unit)
        for word in sentence.tokens[max(0, unit.ship.start - _FLAGGED_REACH if unit.ship else 0) : unit.ship.start if unit.ship else 0]:
            if word.text.lower() not in ("flagged", "registered", "flag") or not word.index:
                continue
            ends = (word.index, word.index - 1 if sentence.tokens[word.index - 1].text in HYPHENS else word.index)
            for other in self._scene.units[unit.sentence].all:
                found = first_known(self._resolve(other)) if other.forms and other.end in ends else None
                if found is not None:
                    return str(found.state)
        return ""

    def _owned_abroad(self, unit: Unit) -> bool:
        """Whether the words tell only who owns or runs the ship, which is not its flag ("a Greek-owned tanker")."""
        words = {t.text.lower() for t in self._scene.sentence(unit).tokens[max(0, unit.ship.start - _FLAGGED_REACH if unit.ship else 0) : unit.end]}
        return bool(words & RUN)

    def vessels(self, unit_identity: Callable[[Unit], tuple[Identity, ...]]) -> Iterator[Vessel]:
        """Ships that are named, numbered, or a single one of a stated type, in text order; "the ship" is the one told of before."""
        told: list[Vessel] = []
        for sentence, units in zip(self._scene.parse.sentences, self._scene.units, strict=True):
            for unit in units.all:
                if unit.ship is None or unit.ship.plural:
                    continue
                name = self._scene.ships.name(sentence, unit.ship)
                state = unit_identity(unit)[0].state
                mention = mention_of(self._scene.document.text, sentence, unit.start, unit.end, unit.head, "vessel")
                flag = state if isinstance(state, str) and (self._flagged(unit) or not self._owned_abroad(unit)) else None
                found = vessel_of(unit.ship, self._scene.ships.known.get(name), name, mention, flag)
                plain = unit.start + 1 >= unit.ship.start or flag is not None  # "the sunken vessel" is another than the one told of
                definite = plain and sentence.tokens[unit.start].text.lower() in DEFINITE
                told.append(_taken_up(found, told) if definite else found)
                yield told[-1]


def vessel_of(ship: Ship, known: KnownShip | None, name: str, mention: Mention, flag: str | None) -> Vessel:
    """The noun for a ship, completed by what the report told of it elsewhere."""
    told = known or KnownShip("", "", "", military=False)
    kind = told.kind if ship.kind in GENERAL | {""} and told.kind else ship.kind
    flag, military = flag or told.flag or None, ship.military or told.military
    return Vessel(mention, name, ship.hull or told.hull, kind, flag, military, service_of(mention.text, kind, flag, military=military))


def service_of(text: str, kind: str, flag: str | None, *, military: bool) -> str:
    """Whom a ship serves, by its prefix, type and flag: "Russian Navy", "China Coast Guard"; without a flag only "navy"."""
    services = load_fleets().services.get(flag or "", {})
    guarding = (
        "coast guard" in text.lower() or kind.startswith(("coast guard", "coastguard", "cutter")) or any(word in GUARDING for word in text.split())
    )
    if guarding:
        return services.get(COAST_GUARD) or COAST_GUARD
    if kind.split(" ")[0] in RESEARCHING:
        return RESEARCH
    if military:
        return services.get(NAVY) or NAVY
    return MERCHANT if kind and kind not in GENERAL else ""


def _taken_up(vessel: Vessel, told: Iterable[Vessel]) -> Vessel:
    """A "the ship" without name and number as the last one told of that it may be, with its name, number, type and flag."""
    if vessel.name or vessel.hull_number:
        return vessel
    for earlier in reversed(list(told)):
        same = vessel.vessel_type in GENERAL or vessel.vessel_type.split(" ")[-1] == earlier.vessel_type.split(" ")[-1]
        if same and vessel.flag in (None, earlier.flag):
            service, military = earlier.service, earlier.military
            return Vessel(vessel.mention, earlier.name, earlier.hull_number, earlier.vessel_type, earlier.flag, military, service)
    return vessel
