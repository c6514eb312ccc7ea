"""Phrases of place: which noun a place names, which preposition leads to it, what the words of land, sea and buildings are."""

from __future__ import annotations

from legation.coding.frames import Frames
from legation.place import PlaceMention
from legation.sentence import Sentence, Token

LOCAL = frozenset({"in", "at", "near", "off", "around", "inside", "outside", "along", "across", "throughout", "within"})
"""Prepositions of the place of an act."""

UPON = frozenset({"on", "over"})
"""Prepositions of a place for acts of force, of a topic for others ("talks on Syria")."""

DATELINE_CHARS = 60
"""Code points from a dateline's city to the report's first word: agency, day and dash stand between."""

POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
"""Marks of the possessor, which the treebanks tag as prepositions."""

GOAL = frozenset({"to", "into", "onto", "toward", "towards", "through"})
"""Prepositions of a goal, which is the place of a visit or a deployment."""

MOVING = frozenset({"visit", "troops", "abduct"})
"""Modes of acts that end in another place."""

FORCE = frozenset({"ASSAULT", "MOBILIZE", "COERCE"})
SAID = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SANCTION"})
"""Types of acts by word: what their objects name is what they are about, not where they are done."""

MADE = frozenset("clinch conclude finalise finalize formalise formalize initial ink make reach renew seal sign strike".split())
"""Verbs whose object is made where they are done ("signed a contract in Cairo")."""

IN_PERSON = frozenset("award bestow decorate greet honor honour host hug invest present receive swear".split())
"""Verbs done face to face: where their object is, they are done ("decorated the commander in Madrid")."""

REHEARSED = frozenset("conference drill exercise manoeuvre maneuver meeting patrol summit talk talks visit".split())
"""Nouns of what is planned to take place somewhere ("plan an exercise over Crete")."""

PROMISED = frozenset({"AGREE", "CONCEDE", "REQUEST", "THREATEN"})
"""Types about an act to come, which has the place of that act."""

MOTION = frozenset("arrive come convene fly gather go head journey return sail travel".split())
"""Verbs whose goal is the place of what is done next ("flew to Cairo to sign the accord")."""

LEFT = frozenset("abandon depart evacuate exit leave quit vacate".split())
"""Verbs whose object is where a retreat is from."""

USED = frozenset("open patrol reopen use".split())
"""Verbs of what is done in the place that is their object, where it is no state ("opened Port Victoria to frigates")."""

PHYSICAL = frozenset({"AID", "ASSAULT", "COERCE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "RETREAT"})
"""Types done with the body: the only place that a sentence tells is theirs."""

TERRITORY = frozenset(
    "airspace area bank bay border capital center centre city coast coastline country countryside desert district east enclave "
    "exclave front frontier ground gulf heartland highland highlands hinterland interior island kingdom lake land mainland mountain "
    "north outskirts part peninsula port province region republic river sea shore side soil south state strait suburb territory town "
    "valley village water waters west zone".split()
)
"""Nouns of stretches of land and sea: with a state's adjective they lie in it ("the Eritrean capital")."""

BORDERS = frozenset({"border", "frontier"})
"""Nouns whose place is told by who lies on the other side ("near the border with Kosovo")."""

SITES = frozenset(
    "airbase airfield airport base camp court crossing factory gate harbor harbour headquarters hospital hotel jail market monastery "
    "mosque palace parliament pier plant prison site square stadium station university".split()
)
"""Nouns of places that a name tells, an adjective does not (a Russian base may lie anywhere)."""

CIVIL = frozenset(
    "airport archipelago basin beach church delta forest harbor harbour hill hospital jail jungle market mosque parliament plain prison refinery "
    "sky skies slum square stadium steppe university".split()
)
"""Nouns of what lies in the state whose adjective it has ("a Kenyan airport")."""

TOPICAL = frozenset({"about", "against", "concerning", "for", "on", "over", "regarding"})
"""Prepositions of what talk is about: no place inside their phrase is where the talk is."""

ENTERED = frozenset("approach blockade circle capture cross enter invade occupy overrun patrol raid reach seize storm tour visit".split())
"""Verbs whose object is where the act is done."""

GATHERINGS = frozenset("conference forum meeting summit talk talks".split())
"""Nouns that a city before them places."""

MEETING = frozenset({"CONSULT", "AGREE", "SUPPORT", "CONCEDE"})
"""Types of what is done together at a meeting."""

NOMINAL = frozenset({"nmod", "obj", "obl", "iobj", "compound", "conj", "xcomp", "nsubj", "appos", "flat", "advmod"})
"""Arcs between a place and the act that it hangs below."""

PRECISION = ("point", "city", "district", "admin1", "country", "region", "sea")


ABSTRACT = frozenset(
    "aftermath behest case eye face favor favour hand heart interest invitation light middle name presence request support wake".split()
)
"""Nouns whose "of" names a doer, not where a thing lies ("at the request of Moscow")."""

WHOLE = frozenset({"country", "region", "sea"})
"""Precisions of places too wide for a noun to stand in them by "of" alone."""


def finest(ranked: list[tuple[int, int, int]], here: list[PlaceMention]) -> PlaceMention:
    """The nearest, or what lies in the same state about as near and is more precise ("in Derna in eastern Libya")."""
    nearest = here[ranked[0][2]]
    same = [here[i] for rank, _, i in ranked if rank <= ranked[0][0] + 2 and here[i].place.state == nearest.place.state]
    return min(same, key=lambda p: PRECISION.index(p.place.precision))


def phrase_head(place: PlaceMention, frames: Frames) -> Token | None:
    """The head of the prepositional phrase that the place stands in: "port" for "in the port of Havana"; None without one."""
    current = frames.sentence.tokens[place.mention.head]
    nationality = place.mention.kind == "nationality" or (place.place.precision == "country" and current.deprel == "nmod:poss")
    while (preposition := frames.preposition(current)) in ("", "of", "with", *POSSESSIVE):
        governor = frames.sentence.head(current)
        if governor is None or not (names(current, governor, nationality=nationality) or _stands_in(place, preposition, governor, frames)):
            return None
        if preposition == "with" and governor.lemma.lower() not in BORDERS:
            return None
        current, nationality = governor, False
    return None if nationality else current


def _stands_in(place: PlaceMention, preposition: str, governor: Token, frames: Frames) -> bool:
    """Whether the noun is a thing of the city that stands there: "in the streets of Lome"."""
    return (
        preposition == "of"
        and place.place.precision not in WHOLE
        and governor.upos == "NOUN"
        and governor.lemma.lower() not in ABSTRACT
        and frames.preposition(governor) in LOCAL | UPON
    )


def names(token: Token, governor: Token, *, nationality: bool) -> bool:
    """Whether the token tells which place the governor is."""
    if nationality:
        return token.relation in ("amod", "compound", "nmod") and governor.lemma.lower() in TERRITORY | CIVIL
    if token.relation in ("appos", "flat", "conj"):
        return governor.upos in ("NOUN", "PROPN")
    if token.relation not in ("nmod", "compound", "amod"):
        return False
    if token.deprel == "nmod:poss":
        return governor.upos == "NOUN" and governor.lemma.lower() not in GATHERINGS
    return governor.lemma.lower() in TERRITORY | SITES or (token.deprel == "nmod:unmarked" and governor.upos == "PROPN")


def at(token: Token, sentence: Sentence, here: list[PlaceMention]) -> PlaceMention | None:
    """The place that the noun is, else the one that tells which place it is."""
    own = [p for p in here if p.mention.head == token.index and p.mention.kind != "nationality"]
    for place in here if not own else ():
        named = sentence.tokens[place.mention.head]
        if named.head == token.index and names(named, token, nationality=place.mention.kind == "nationality"):
            own.append(place)
    return own[0] if own else None
