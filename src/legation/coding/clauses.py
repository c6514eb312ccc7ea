"""The places of an act where rules look for words: its anchor, its slots, its clause, its sentence, and what is known of its sides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from legation.coding.casting import states
from legation.coding.frames import Frames
from legation.errors import Unknown
from legation.event import Event
from legation.knowledge.rules import Condition
from legation.participant import Participant
from legation.place import PlaceMention
from legation.sentence import Sentence, Token

MAX_DEPTH = 5
"""Steps from the anchor to a word that still belongs to the act."""

WITHIN = frozenset({"obj", "iobj", "obl", "nmod", "amod", "compound", "xcomp", "ccomp", "acl", "nummod", "appos", "conj", "flat", "advmod"})
"""Relations by which words belong to an act itself."""

MANY = 3
"""States at a meeting that make it multilateral."""

BODIES = frozenset(
    "UNO EUR NAT AFU ARL ASN GCC G7X G20 BRX OAS ECW SCO CIS OSC".split(),
)
"""Bodies of states whose meetings are multilateral."""

LEADERS = frozenset(
    "president premier chancellor king queen emir sultan leader crown-prince head-of-state head-of-government prime-minister monarch pm".split(),
)


class Clause:
    """What stands in each place of an act."""

    def __init__(self, event: Event, token: Token, frames: Frames, before: Sentence | None) -> None:
        self.event, self._token, self._frames, self._before = event, token, frames, before
        self._cache: dict[str, frozenset[str]] = {}

    def of(self, event: Event) -> Clause:
        """The same clause for the event as it has become."""
        return Clause(event, self._token, self._frames, self._before)

    def holds(self, condition: Condition) -> bool:
        """Whether the condition is true of the act."""
        found = self.words(condition.place)
        return bool(found & condition.words if condition.words else found) != condition.denied

    def words(self, place: str) -> frozenset[str]:
        """Lower-case lemmas and hyphenated terms in a place; for `actor`, `recipient`, `fact` and the like, what is known."""
        if place not in self._cache:
            self._cache[place] = frozenset(self._read(place))
        return self._cache[place]

    def _read(self, place: str) -> Iterable[str]:
        if place.startswith("in:"):
            return (w for t in self._frames.slot(self._token, place[3:]) for w in terms(self._frames.sentence.subtree(t)))
        known = self._known(place)
        if known is not None:
            return known
        return (w for t in self._frames.slot(self._token, place) for w in _names(t, self._frames.sentence))

    def _known(self, place: str) -> Iterable[str] | None:
        """Of the places that are no slots; None for a slot."""
        event, sentence = self.event, self._frames.sentence
        reading: dict[str, Callable[[], Iterable[str]]] = {
            "anchor": lambda: _anchor(event, self._token),
            "mod": lambda: (c.lemma.lower() for c in sentence.children(self._token, "amod", "compound", "nmod:unmarked", "advmod")),
            "act": lambda: act_terms(self._token, self._frames),
            "clause": lambda: terms(clause_of(self._token, sentence)),
            "sentence": lambda: terms(sentence.tokens),
            "before": lambda: terms(self._before.tokens) if self._before else (),
            "actor": lambda: (s for p in event.actors for s in (p.sector, *p.sectors)),
            "recipient": lambda: (s for p in event.recipients for s in (p.sector, *p.sectors)),
            "state": lambda: states((*event.actors, *event.recipients)),
            "mode": lambda: filter(None, [event.mode]),
            "kind": lambda: filter(None, [event.kind]),
            "context": lambda: event.contexts,
            "status": lambda: [event.status],
            "cameo": lambda: [event.cameo],
            "rule": lambda: [event.rule],
            "concern": lambda: _concern(event),
            "fact": lambda: _facts(event),
        }
        return reading[place]() if place in reading else None


def terms(tokens: Iterable[Token]) -> Iterator[str]:
    """Lemmas and forms of the words, and neighbours joined by hyphens: two, or three around "of" ("state-of-emergency")."""
    past: list[Token] = []
    for token in tokens:
        yield from {token.lemma.lower(), token.text.lower()}
        if past and past[-1].index + 1 == token.index:
            yield f"{past[-1].lemma.lower()}-{token.lemma.lower()}"
            yield f"{past[-1].text.lower()}-{token.text.lower()}"
            if past[-1].lemma == "of" and len(past) > 1 and past[-2].index + 2 == token.index:
                yield f"{past[-2].lemma.lower()}-of-{token.lemma.lower()}"
        past = [*past[-1:], token]


def act_terms(head: Token, frames: Frames) -> Iterator[str]:
    """Terms of the predicate and what it governs short of its subject; of a noun, with the phrases of the verb that carries it."""
    sentence = frames.sentence
    found, level = [head], [head]
    light = frames.light_verb(head) if head.upos in ("NOUN", "PROPN") else None
    if light is not None:
        level = [head, *(c for c in sentence.children(light[0], "obl") if c is not head)]
        found = list(level)
    elif head.upos == "VERB":
        level = [head, *(o for o in frames.slot(head, "obj") if o is not head)]
        found = list(level)
    for _ in range(MAX_DEPTH):
        level = [c for t in level for c in sentence.children(t) if _belongs(c, sentence)]
        found += level
    return terms(sorted({t.index: t for t in found}.values(), key=lambda t: t.index))


def _belongs(token: Token, sentence: Sentence) -> bool:
    """Whether a dependent is part of the act: no clause of its own beside it, but what the act is for ("sent two frigates to shadow it")."""
    if token.relation == "advcl":
        return any(m.lemma == "to" for m in sentence.children(token, "mark")) and not sentence.children(token, "nsubj")
    if token.relation == "case":
        return token.lemma == "of"
    return token.relation in WITHIN and token.deprel != "acl:relcl" and not (token.relation == "conj" and token.upos == "VERB")


def clause_of(token: Token, sentence: Sentence) -> list[Token]:
    """The words of the clause that the token stands in, the subject too, without clauses that hang on it by themselves."""
    top = token
    while top.upos != "VERB" and (governor := sentence.head(top)) is not None:
        top = governor
    found, queue = [top], [top]
    while queue:
        kids = [c for c in sentence.children(queue.pop()) if not _apart(c, sentence)]
        found += kids
        queue += kids
    return sorted(found, key=lambda t: t.index)


def _apart(token: Token, sentence: Sentence) -> bool:
    """Whether the dependent heads a clause by itself."""
    if token.deprel in ("parataxis", "acl:relcl", "ccomp") or (token.relation == "conj" and token.upos == "VERB"):
        return True
    return token.relation == "advcl" and bool(sentence.children(token, "nsubj"))


def _names(token: Token, sentence: Sentence) -> Iterator[str]:
    """The head's lemma, and with the word before it joined by a hyphen ("truck-bomb")."""
    yield token.lemma.lower()
    yield from (f"{c.lemma.lower()}-{token.lemma.lower()}" for c in sentence.children(token, "compound", "amod"))


def _anchor(event: Event, token: Token) -> Iterator[str]:
    yield token.lemma.lower()
    yield token.text.lower()
    yield "-".join([token.lemma.lower(), *event.anchor.text.lower().split()[1:]])


def _concern(event: Event) -> Iterator[str]:
    if event.concerns is not None:
        yield event.concerns.type
        yield f"{event.concerns.type}/{event.concerns.mode}"
        yield f"kind/{event.concerns.kind}"


def _facts(event: Event) -> Iterator[str]:
    """What rules ask of the sides.

    many: three states, or a body of states by itself; alone, together: one or several states act; foreign: two states or more in all;
    aimed: a recipient; leaders: heads of state or government on two sides; ship, warship: a vessel, a warship acts;
    third, host, home: the place lies in no side's state, in one of the others', in the first actor's.
    """
    sides = states((*event.actors, *event.recipients))
    if len(sides) >= MANY or (len(sides) == 1 and sides <= BODIES):
        yield "many"
    yield "together" if len(states(event.actors)) > 1 else "alone"
    if len(sides) > 1:
        yield "foreign"
    if event.recipients:
        yield "aimed"
    if _led(event.actors) and (len(states(event.actors)) > 1 or _led(event.recipients)):
        yield "leaders"
    if event.vessels:
        yield "warship" if any(v.military for v in event.vessels) else "ship"
    yield from _grounds(event, sides)


def _grounds(event: Event, sides: frozenset[str]) -> Iterator[str]:
    """Whose ground the act happened on, of those that took part."""
    state = event.place.place.state if isinstance(event.place, PlaceMention) else None
    if state is None or len(sides) < 2:
        return
    yield "third" if state not in sides else "home" if state in states(event.actors[:1]) else "host"


def _led(participants: tuple[Participant, ...]) -> bool:
    """Whether a head of state or government is among them."""
    return any(_is_leader(p) for p in participants)


def _is_leader(participant: Participant) -> bool:
    office = "" if isinstance(participant.office, Unknown) else participant.office
    said = f"{participant.mention.text} {office}".lower().replace("prime minister", "prime-minister").replace("crown prince", "crown-prince")
    words = {w.strip(".,’'").removesuffix("s") for w in said.split()}
    return bool(words & LEADERS) and not words & {"vice", "vice-president", "deputy", "opposition", "party"}
