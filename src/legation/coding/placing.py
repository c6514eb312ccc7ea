"""Where an act happened: by syntax and nearness, never by first mention in the report."""

from __future__ import annotations

from dataclasses import replace

from legation.coding.casting import states
from legation.coding.frames import Frames
from legation.coding.matching import Match
from legation.errors import Unknown
from legation.event import Event
from legation.participant import Participant
from legation.place import PlaceMention
from legation.sentence import Sentence, Token

LOCAL = frozenset({"in", "at", "near", "off", "around", "inside", "outside", "along", "across", "throughout", "within"})
"""Prepositions of the place of an act."""

UPON = frozenset({"on", "over"})
"""Prepositions of a place for acts of force, of a topic for others ("talks on Syria")."""

DATELINE_CHARS = 60
"""Code points from a dateline's city to the report's first word: agency, day and dash stand between."""

GOAL = frozenset({"to", "into", "toward", "towards", "through"})
"""Prepositions of a goal, which is the place of a visit or a deployment."""

MOVING = frozenset({"visit", "troops", "abduct"})
"""Modes of acts that end in another place."""

FORCE = frozenset({"ASSAULT", "MOBILIZE", "COERCE"})
SAID = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SANCTION"})
"""Types of acts by word: what their objects name is what they are about, not where they are done."""

MADE = frozenset("clinch conclude finalise finalize formalise formalize initial ink make reach renew seal sign strike".split())
"""Verbs whose object is made where they are done ("signed a contract in Cairo")."""

TERRITORY = frozenset(
    "airspace area bay border bank capital centre center city coast coastline country countryside desert district east enclave exclave front "
    "frontier ground gulf heartland hinterland interior island kingdom lake land mainland mountain north outskirts part peninsula port province "
    "region republic river sea shore side soil south state strait suburb territory town valley village water waters west zone".split()
)
"""Nouns of stretches of land and sea: with a state's adjective they lie in it ("the Eritrean capital")."""

BORDERS = frozenset({"border", "frontier"})
"""Nouns whose place is told by who lies on the other side ("near the border with Kosovo")."""

SITES = frozenset(
    "airbase airfield airport base camp crossing factory harbour harbor headquarters market palace pier plant prison site station".split()
)
"""Nouns of places that a name tells, an adjective does not (a Russian base may lie anywhere)."""

ENTERED = frozenset("blockade capture cross enter invade occupy overrun raid reach seize storm tour visit".split())
"""Verbs whose object is where the act is done."""

GATHERINGS = frozenset("conference forum meeting summit talk talks".split())
"""Nouns that a city before them places."""

MEETING = frozenset({"CONSULT", "AGREE", "SUPPORT", "CONCEDE"})
"""Types of what is done together at a meeting."""

NOMINAL = frozenset({"nmod", "obj", "obl", "iobj", "compound", "conj", "xcomp", "nsubj", "appos", "flat", "advmod"})
"""Arcs between a place and the act that it hangs below."""

PRECISION = ("point", "city", "district", "admin1", "country", "region", "sea")


def place_of(match: Match, frames: Frames, places: tuple[PlaceMention, ...], recipients: tuple[Participant, ...]) -> PlaceMention | Unknown:
    """The place named with the act, the most precise of the nearest, else Unknown.

    In this order: a phrase with a preposition of place in the act's clause; the object of an attack or an entry; the city before "talks";
    "there"; the host's place for a visit; the dateline before a meeting.
    """
    here = [p for p in places if p.mention.sentence == frames.sentence.index]
    ranked = sorted((rank, p.mention.span.start, i) for i, p in enumerate(here) if (rank := _rank(p, match, frames)) is not None)
    if ranked:
        return _finest(ranked, here)
    found = _entered(match, frames, here) or _gathered(match, frames, here) or _there(match, frames, here)
    return found or _host(match, here, recipients) or _dateline(match, frames, places) or Unknown("no_expression")


def _finest(ranked: list[tuple[int, int, int]], here: list[PlaceMention]) -> PlaceMention:
    """The nearest, or what lies in the same state about as near and is more precise ("in Derna in eastern Libya")."""
    nearest = here[ranked[0][2]]
    same = [here[i] for rank, _, i in ranked if rank <= ranked[0][0] + 2 and here[i].place.state == nearest.place.state]
    return min(same, key=lambda p: PRECISION.index(p.place.precision))


def _rank(place: PlaceMention, match: Match, frames: Frames) -> int | None:
    """Arcs between act and place; None where the preposition or the tree tells that the place is not the act's."""
    phrase = _phrase_head(place, frames)
    if phrase is None or not _suits(phrase, match, frames):
        return None
    heads = {match.head.index} | ({match.light.index} if match.light else set())
    below = _below(phrase, heads, match, frames)
    return below if below is not None else _above(phrase, match, frames)


def _phrase_head(place: PlaceMention, frames: Frames) -> Token | None:
    """The head of the prepositional phrase that the place stands in: "port" for "in the port of Havana"; None without one."""
    current, nationality = frames.sentence.tokens[place.mention.head], place.mention.kind == "nationality"
    while (preposition := frames.preposition(current)) in ("", "of", "with"):
        governor = frames.sentence.head(current)
        if governor is None or not _names(current, governor, nationality=nationality):
            return None
        if preposition == "with" and governor.lemma.lower() not in BORDERS:
            return None
        current, nationality = governor, False
    return None if nationality else current


def _names(token: Token, governor: Token, *, nationality: bool) -> bool:
    """Whether the token tells which place the governor is."""
    if nationality:
        return token.relation in ("amod", "compound") and governor.lemma.lower() in TERRITORY
    if token.relation in ("appos", "flat", "conj"):
        return governor.upos in ("NOUN", "PROPN")
    if token.relation not in ("nmod", "compound", "amod"):
        return False
    return governor.lemma.lower() in TERRITORY | SITES or (token.deprel == "nmod:unmarked" and governor.upos == "PROPN")


def _suits(phrase: Token, match: Match, frames: Frames) -> bool:
    preposition, sense = frames.preposition(phrase), match.sense
    if preposition in UPON:
        return sense.type in FORCE or phrase.lemma.lower() in TERRITORY
    if preposition in GOAL:
        return sense.mode in MOVING or (preposition in ("into", "through") and sense.type in FORCE)
    if preposition == "from":
        return sense.type == "RETREAT"
    return preposition in LOCAL


def _below(phrase: Token, heads: set[int], match: Match, frames: Frames) -> int | None:
    """Arcs from the phrase up to the act, none of them into another clause; for acts by word none through what they are about."""
    path: list[Token] = []
    current = phrase
    while current.index not in heads:
        governor = frames.sentence.head(current)
        if governor is None or current.relation not in NOMINAL or (path and current.relation == "conj" and current.upos == "VERB"):
            return None
        path.append(current)
        current = governor
    if match.sense.type in SAID and not _own_place(path, match, frames):
        return None
    return len(path)


def _own_place(path: list[Token], match: Match, frames: Frames) -> bool:
    """Whether the phrases between place and act of word are places too ("at the Court in The Hague"), or what the act makes."""
    made = match.head.lemma in MADE and path[-1].relation == "obj"
    return made or all(frames.preposition(t) in LOCAL or t.relation == "advmod" for t in path[1:])


def _above(phrase: Token, match: Match, frames: Frames) -> int | None:
    """Arcs from the act up to a word of its clause, or of a clause that it shares its place with, which the phrase hangs on; counted from 10."""
    sentence, steps = frames.sentence, 0
    current, anchor = match.light or match.head, _anchor(phrase, frames)
    while _shares(current, match, sentence):
        current, steps = sentence.tokens[current.head], steps + 1
        if anchor.head == current.index and anchor.relation in ("obl", "nmod", "advmod"):
            return 10 + steps
    return None


def _anchor(phrase: Token, frames: Frames) -> Token:
    """The widest phrase of place around the phrase: "into the embassy" for "into the embassy in Quito"."""
    current = phrase
    while current.relation in ("nmod", "obl"):
        governor = frames.sentence.head(current)
        if governor is None or frames.preposition(governor) not in LOCAL | GOAL:
            break
        current = governor
    return current


def _shares(token: Token, match: Match, sentence: Sentence) -> bool:
    """Whether what is done happens where its governor's act does."""
    if token.head < 0:
        return False
    if token.relation in ("obj", "obl", "nmod", "compound", "xcomp"):
        return True
    if token.relation == "ccomp":
        return match.sense.type in SAID
    return token.relation in ("conj", "advcl") and not sentence.children(token, "nsubj")


def _entered(match: Match, frames: Frames, here: list[PlaceMention]) -> PlaceMention | None:
    """The place that is attacked, entered or visited, or what tells which place the object is; or that its subject had entered before.

    "Visited Belgrade and met the president": the meeting is in Belgrade.
    """
    verb, first = match.head, frames.sentence.head(match.light or match.head)
    if match.sense.type != "ASSAULT" and match.sense.mode != "visit" and verb.lemma not in ENTERED:
        coordinate = (match.light or match.head).relation == "conj" and not frames.sentence.children(match.light or match.head, "nsubj")
        if first is None or not coordinate or first.lemma not in ENTERED:
            return None
        verb = first
    return next((found for t in frames.slot(verb, "obj") if (found := _at(t, frames.sentence, here)) is not None), None)


def _at(token: Token, sentence: Sentence, here: list[PlaceMention]) -> PlaceMention | None:
    """The place that the noun is, else the one that tells which place it is."""
    own = [p for p in here if p.mention.head == token.index and p.mention.kind != "nationality"]
    for place in here if not own else ():
        named = sentence.tokens[place.mention.head]
        if named.head == token.index and _names(named, token, nationality=place.mention.kind == "nationality"):
            own.append(place)
    return own[0] if own else None


def _gathered(match: Match, frames: Frames, here: list[PlaceMention]) -> PlaceMention | None:
    """The city that names a gathering which is the act, or which the act is told with: "agreed after Geneva talks"."""
    heads = {match.head.index, (match.light or match.head).index}
    for place in here:
        named = frames.sentence.tokens[place.mention.head]
        noun = frames.sentence.head(named)
        if noun is None or noun.lemma.lower() not in GATHERINGS or named.deprel != "compound" or place.place.precision not in ("point", "city"):
            continue
        above = {noun.index, *(a.index for a in frames.sentence.ancestors(noun))}
        others = [c for c in frames.sentence.children(noun, "compound") if c.upos == "PROPN" and c.index != named.index]
        if heads & above and not others:
            return place
    return None


def _there(match: Match, frames: Frames, here: list[PlaceMention]) -> PlaceMention | None:
    """The last place named before "there" or "where"."""
    carriers = (match.light or match.head, *frames.sentence.children(match.head, "obj"))
    words = [c for carrier in carriers for c in frames.sentence.children(carrier, "advmod") if c.lemma.lower() in ("there", "where")]
    before = [p for p in here if words and p.mention.span.end <= words[0].span.start and p.mention.kind == "place"]
    return before[-1] if before else None


def _host(match: Match, here: list[PlaceMention], recipients: tuple[Participant, ...]) -> PlaceMention | None:
    """The place in the words for the host of a visit."""
    if match.sense.mode != "visit":
        return None
    hosts = states(recipients)
    found = (p for p in here if p.place.state in hosts and any(p.mention.span.overlaps(r.mention.span) for r in recipients))
    return next(found, None)


def _dateline(match: Match, frames: Frames, places: tuple[PlaceMention, ...]) -> PlaceMention | None:
    """The city in capitals before a report's first sentence, for a meeting told in that sentence: "HAVANA (Agency) – "."""
    sentence = frames.sentence
    if match.sense.type != "CONSULT" or sentence.role not in ("lead", "body"):
        return None
    before = (p for p in places if p.mention.sentence == sentence.index - 1 and p.place.precision == "city" and p.mention.text.isupper())
    return next((p for p in before if 0 < sentence.span.start - p.mention.span.end <= DATELINE_CHARS), None)


def at_talks(events: list[Event]) -> list[Event]:
    """Events with the venue of a report's meetings given to what those who met say or agree together without a place of their own.

    Only where all meetings of the report that have a place have it in one state, and the act is theirs: it is news, its day is no other than
    the meeting's, and the states of both its sides and its actors' sectors met, or its actor is the body that met.
    """
    meetings = [e for e in events if e.type == "CONSULT" and e.status == "occurred" and not e.background and isinstance(e.place, PlaceMention)]
    venues = {e.place.place.state for e in meetings if isinstance(e.place, PlaceMention)}
    if len(venues) != 1:
        return events
    bodies = states(p for e in events for p in (*e.actors, *e.recipients) if p.sector == "IGO")
    return [_moved(e, meetings, bodies) if isinstance(e.place, Unknown) else e for e in events]


def _moved(event: Event, meetings: list[Event], bodies: frozenset[str]) -> Event:
    """The event at the venue of the first meeting that it belongs to."""
    if event.background or event.type not in SAID | {"CONSULT"} or event.role not in ("lead", "body", "headline"):
        return event
    for meeting in meetings:
        if _same_day(event, meeting) and (_by_the_body(event, meeting, bodies) or _among(event, meeting)):
            return replace(event, place=meeting.place)
    return event


def _by_the_body(event: Event, meeting: Event, bodies: frozenset[str]) -> bool:
    """Whether the actor is a body of states that met by itself ("the Union's ministers met in Riga. They urged Chad")."""
    met = states(meeting.actors) | states(meeting.recipients)
    return len(met) == 1 and met <= bodies and states(event.actors) == met


def _among(event: Event, meeting: Event) -> bool:
    """Whether those who met do together what is done among them."""
    met, sides = (*meeting.actors, *meeting.recipients), states(event.actors) | states(event.recipients)
    together = event.type in MEETING and len(sides) > 1 and sides <= states(met)
    return together and {p.sector for p in event.actors} <= {p.sector for p in met}


def _same_day(event: Event, meeting: Event) -> bool:
    one, other = event.date, meeting.date
    return isinstance(one, Unknown) or isinstance(other, Unknown) or one.basis == "publication" or one.value == other.value
