"""The sector of a role: its noun's own, or that of the organ or group that the phrase names."""

from __future__ import annotations

from legation.resolving.identity import Identity
from legation.resolving.scene import Scene
from legation.resolving.units import Unit

ARMED = frozenset({"REB", "PRM", "UAF", "CRM"})
MEN = frozenset({"REB", "PRM", "UAF", "CRM", "OPP", "COP", "SPY"})
"""Sectors that a word before "forces", "leader", "group" gives to them ("rebel forces")."""
COLLECTIVE = frozenset("force commander leader fighter chief unit group movement position camp bloc official officer spokesman spokesperson".split())
NOT_IGO = frozenset("minister leader diplomat president premier ambassador troop soldier peacekeeper force chief navy warship general".split())
"""Role nouns that keep their own sector beside the name of an organisation of states ("G7 foreign ministers")."""
HEADS = frozenset("colleague president chairman chairwoman chair director chief head commander leader secretary".split())
"""Nouns that take the sector of the organ that they head ("the president of the National Assembly")."""
FOLLOWERS = frozenset({"man", "troop", "force", "fighter"})
"""Nouns for the men of somebody armed: they are what he is."""
LED = ARMED | {"MIL", "COP"}
LEGISLATORS = frozenset({"representative", "rep", "senator", "sen", "congressman", "congresswoman"})


def sector_of(scene: Scene, unit: Unit, owner: Identity | None) -> str:
    """The PLOVER sector of a role phrase that belongs to `owner`."""
    noun = unit.noun
    word = unit.word
    if word in LEGISLATORS and unit.kind == "person":
        return "LEG"
    if owner is not None and owner.kind == "group":
        if unit.word in FOLLOWERS:
            return owner.sector
        return _sector_of_organ(noun.sector, word, noun.inherits, owner)
    if unit.word in FOLLOWERS and owner is not None and owner.sector in LED and owner.kind in ("person", "people", "organ"):
        return owner.sector
    inner = _inner_sector(scene, unit)
    if inner and (noun.inherits or (inner in MEN and word in COLLECTIVE)):
        return inner
    if noun.sector == "IGO" and owner is not None and owner.kind == "state":
        return "GOV"
    if owner is None or owner.kind in ("state", "people", "place"):
        return "GOV" if owner is not None and noun.sector == "UNK" and word in HEADS else noun.sector
    return _sector_of_organ(noun.sector, word, noun.inherits, owner)


def _sector_of_organ(own: str, word: str, inherits: bool, owner: Identity) -> str:
    if owner.kind == "group" and owner.sector == "GOV" and own in ("REB", "UAF"):
        return "REB"
    if owner.kind == "group" and (own in ("REB", "UNK", "MIL", "GOV", "PRM", "UAF", "COP") or inherits):
        return owner.sector
    if owner.kind == "igo":
        return own if word in NOT_IGO or own not in ("GOV", "UNK") else "IGO"
    if owner.kind == "person" and owner.sector in ARMED and own in ("GOV", "MIL"):
        return owner.sector
    if owner.kind in ("organ", "party", "company", "ngo") and (inherits or word in HEADS) and owner.sector != "UNK":
        return owner.sector
    return own


def _inner_sector(scene: Scene, unit: Unit) -> str:
    """Sector of another role noun or organ inside the phrase ("police spokesman", "military officials", "rebel leader")."""
    tokens = scene.sentence(unit).tokens
    spots = [s for s in scene.units[unit.sentence].spots if unit.start <= s.start and s.end <= unit.noun_start]
    for token in tokens[unit.start : unit.noun_start]:
        if token.lemma.lower() in scene.roster.sector_words:
            return scene.roster.sector_words[token.lemma.lower()]
    for spot in reversed(spots):
        following = tokens[spot.end].text if spot.end < len(tokens) else ""
        if spot.noun.kind != "state" and spot.noun.sector != "UNK" and following not in ("'s", "’s"):
            return spot.noun.sector
    return ""
