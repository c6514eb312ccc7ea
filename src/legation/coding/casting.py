"""Fills the roles of an act: from slots of the frame to the participants that stand in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from legation.coding.frames import Frames
from legation.coding.matching import Match
from legation.errors import Unknown
from legation.mention import Parse
from legation.participant import Cast, Participant
from legation.place import PlaceMention
from legation.sentence import Sentence, Token

STATELESS_SECTORS = frozenset({"REB", "PRM", "UAF", "CRM", "NGO", "REF"})
"""Sectors that act without a state: where none is known they stand as NSA (CODEBOOK.md section 1)."""

PLACE_CONFIDENCE = 0.6
"""Of a recipient who is known only by the place that the act fell on; a guess, not yet measured."""

ORGANS = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
"""Sectors of a state's own organs, which act mostly within it."""

PRIVATE = frozenset({"CVL", "UNK"})
"""Sectors of persons who hold no office and speak for no body."""

CRIMINAL, UNIDENTIFIED = "CRM", "UAF"
"""Sectors of criminals and of armed men of no known group. Nameless criminals and a lone gunman are private, a cartel and gunmen are not."""

OFFICIAL = ORGANS | {"IGO", "PTY", "OPP", "REB", "PRM"}
"""Sectors by which even what a private criminal does becomes political."""

HOME_CONFIDENCE = 0.5
"""Of a recipient whose state is taken from the organ that acts on him."""

MODIFIERS = ("nmod:poss", "amod", "compound", "nmod:unmarked", "flat", "appos", "nmod")
"""Dependents that tell whose a thing is, nearest reading first ("Russian missiles", "the missiles of Russia")."""


@dataclass(frozen=True, slots=True)
class Arms:
    """Lemmas of weapons, and of what is sold or given for war; neither acts for a state, nor stands for one, that nobody named."""

    weapons: frozenset[str] = frozenset()
    goods: frozenset[str] = frozenset()

    def own(self, participant: Participant, parse: Parse) -> bool:
        """Whether only the report's main state was taken for the owner of a weapon, or of arms that are an object ("offered two patrol aircraft")."""
        head = parse.sentences[participant.mention.sentence].tokens[participant.mention.head]
        return participant.basis == "document" and (head.lemma in self.weapons or (head.relation == "obj" and head.lemma in self.goods))


class Casting:
    """The cast of a document, asked by token."""

    def __init__(self, parse: Parse, cast: Cast, places: tuple[PlaceMention, ...] = (), arms: Arms = Arms()) -> None:
        self._places = {(p.mention.sentence, p.mention.head): p for p in places if p.mention.kind == "place" and p.place.state}
        self._heads: dict[tuple[int, int], list[Participant]] = {}
        self._covers: dict[tuple[int, int], list[Participant]] = {}
        for participant in cast.participants:
            mention = participant.mention
            if mention.sentence >= len(parse.sentences) or arms.own(participant, parse):
                continue
            self._heads.setdefault((mention.sentence, mention.head), []).append(participant)
            for token in parse.sentences[mention.sentence].tokens:
                if mention.span.contains(token.span):
                    self._covers.setdefault((mention.sentence, token.index), []).append(participant)

    def at(self, sentence: Sentence, token: Token) -> tuple[Participant, ...]:
        """Participants of the phrase headed by `token`: of the longest mention with that head, else of the shortest that covers it."""
        heads = self._heads.get((sentence.index, token.index))
        if heads:
            return _of_one_mention(heads, longest=True)
        return _of_one_mention(self._covers.get((sentence.index, token.index), []), longest=False)

    def near(self, sentence: Sentence, token: Token) -> tuple[Participant, ...]:
        """Participants of the phrase itself, else of the words that tell whose it is."""
        found = usable(self.at(sentence, token))
        if found:
            return found
        for relation in MODIFIERS:
            for child in sentence.children(token, relation):
                inner = self._modifier(sentence, child, relation)
                if inner and (relation != "nmod" or _belongs(sentence, child)):
                    return inner
        return ()

    def _modifier(self, sentence: Sentence, child: Token, relation: str) -> tuple[Participant, ...]:
        """Participants of a modifier, with those coordinated to it ("Saudi and Iranian ministers")."""
        found = usable(self.at(sentence, child)) or (self.near(sentence, child) if relation in ("nmod:poss", "compound") else ())
        if not found:
            return ()
        return found + tuple(p for other in sentence.children(child, "conj") for p in usable(self.at(sentence, other)))

    def inside(self, sentence: Sentence, token: Token, avoid: frozenset[str]) -> tuple[Participant, ...]:
        """Participants anywhere inside the phrase or clause of `token`, of the nearest mention whose state is not one of `avoid`.

        Where all are of these states, the nearest: an act within one state.
        """
        nearest: tuple[Participant, ...] = ()
        queue = [token]
        while queue:
            current = queue.pop(0)
            found = usable(self.at(sentence, current))
            if found and not states(found) <= avoid:
                return found
            nearest = nearest or found
            queue += sorted(sentence.children(current), key=lambda c: _likely_owner(sentence, c))
        return nearest

    def fill(
        self, match: Match, frames: Frames, alternatives: Iterable[tuple[str, ...]], avoid: frozenset[str] = frozenset()
    ) -> tuple[Participant, ...]:
        """Participants of the first alternative that has any; slots joined by `+` act together; see `inside` for `avoid`."""
        for slots in alternatives:
            found = tuple(p for slot in slots for p in self._slot(match, frames, slot, avoid))
            if found:
                return distinct(found)
        return ()

    def struck(self, match: Match, frames: Frames, alternatives: Iterable[tuple[str, ...]]) -> tuple[Participant, ...]:
        """Whoever holds the place that a slot names, where no participant does: "shelled Kharkiv", "flew tents to Iskenderun"."""
        for slots in alternatives:
            tokens = [t for slot in slots for t in frames.slot(match.head, slot.removeprefix("in:"))]
            near = [c for t in tokens for c in (t, *frames.sentence.children(t, "nmod", "compound", "appos"))]
            found = tuple(_holder(self._places[key]) for t in near if (key := (frames.sentence.index, t.index)) in self._places)
            if found:
                return distinct(found)
        return ()

    def unplaced(
        self, match: Match, frames: Frames, alternatives: Iterable[tuple[str, ...]], actors: tuple[Participant, ...]
    ) -> tuple[Participant, ...]:
        """Participants of the slots whose state is not told, as people and bodies of the state whose organs act: "the agency fined the company".

        None where the actors are of no state, of several, or no organs of one.
        """
        owners = states(actors)
        if len(owners) != 1 or not all(a.sector in ORGANS for a in actors):
            return ()
        home = next(iter(owners))
        for slots in alternatives:
            tokens = [t for slot in slots for t in frames.slot(match.head, slot.removeprefix("in:"))]
            found = tuple(
                p for t in tokens for p in self.at(frames.sentence, t) if isinstance(p.state, Unknown) and p.mention.kind not in ("pronoun", "vessel")
            )
            if found:
                return distinct(replace(p, state=home, basis="actor", confidence=min(p.confidence, HOME_CONFIDENCE)) for p in found)
        return ()

    def _slot(self, match: Match, frames: Frames, slot: str, avoid: frozenset[str]) -> Iterator[Participant]:
        sentence = frames.sentence
        if slot.startswith("in:"):
            for token in frames.slot(match.head, slot[3:]):
                yield from self.inside(sentence, token, avoid)
            return
        if slot == "subj" and match.sense.pos == "A":
            slot = "surface"  # a participle that is an adjective has no agent: "was alarmed by"
        tokens = frames.slot(match.head, slot)
        if slot == "obj" and not frames.is_verbal(match.head):
            tokens = (*tokens, *frames.lent_objects(match.head))
        for token in tokens:
            if slot == "subj" and self._target_compound(sentence, token, match.head):
                continue
            yield from self.near(sentence, token)

    def _target_compound(self, sentence: Sentence, token: Token, head: Token) -> bool:
        """Whether a bare state name before an event noun is its target ("Iran sanctions") and not its doer ("U.S. sanctions")."""
        if token.head != head.index or token.deprel != "compound" or token.text.replace(".", "").isupper():
            return False
        return any(not isinstance(p.id, Unknown) and p.id.startswith("state:") and p.basis == "name" for p in self.at(sentence, token))


def _holder(place: PlaceMention) -> Participant:
    unknown = Unknown("not_in_roster")
    return Participant(place.mention, unknown, place.place.state or unknown, "UNK", ("UNK",), unknown, unknown, "place", PLACE_CONFIDENCE)


def is_political(actors: Iterable[Participant], recipients: Iterable[Participant]) -> bool:
    """Whether a public body or person acts, or people as a group act on one or on people of another state.

    What private persons do among themselves is no event: an event is an act of a political entity.
    """
    actors, recipients = tuple(actors), tuple(recipients)
    foreign = bool(states(recipients) - states(actors))
    public = foreign or any(r.sector not in PRIVATE for r in recipients)
    official = foreign or any(r.sector in OFFICIAL for r in recipients)
    return any(official if _is_crime(a) else a.sector not in PRIVATE or (public and a.mention.kind == "role") for a in actors)


def _is_crime(who: Participant) -> bool:
    """Whether the doer is a nameless criminal, or one armed man of no known group."""
    if who.mention.kind == "organisation" or who.sector not in (CRIMINAL, UNIDENTIFIED):
        return False
    return who.sector == CRIMINAL or not who.mention.text.endswith(("s", "men"))


def usable(participants: Iterable[Participant]) -> tuple[Participant, ...]:
    """Those with a state; armed groups and free organisations without one, as NSA."""
    told = (replace(p, state=Unknown("no_state")) if p.sector == "REF" and p.basis == "document" else p for p in participants)
    known = (p if not isinstance(p.state, Unknown) or p.sector not in STATELESS_SECTORS else replace(p, state="NSA") for p in told)
    return tuple(p for p in known if not isinstance(p.state, Unknown))


def distinct(participants: Iterable[Participant]) -> tuple[Participant, ...]:
    """Without doubles of the same words and state, and without pronouns for a state that another names ("Washington and its allies")."""
    kept = tuple({(p.mention.span, str(p.state), str(p.name)): p for p in participants}.values())
    named = states(p for p in kept if p.mention.kind != "pronoun")
    return tuple(p for p in kept if p.mention.kind != "pronoun" or not states((p,)) <= named)


def states(participants: Iterable[Participant]) -> frozenset[str]:
    """The states that are known."""
    return frozenset(p.state for p in participants if not isinstance(p.state, Unknown))


def _of_one_mention(participants: list[Participant], *, longest: bool) -> tuple[Participant, ...]:
    if not participants:
        return ()
    ranked = sorted(participants, key=lambda p: (p.mention.span.end - p.mention.span.start) * (-1 if longest else 1))
    known = [p for p in ranked if not isinstance(p.state, Unknown)] or ranked
    return tuple(p for p in known if p.mention.span == known[0].mention.span and p.mention.kind == known[0].mention.kind)


def _belongs(sentence: Sentence, child: Token) -> bool:
    return any(c.lemma in ("of", "from") for c in sentence.children(child, "case"))


def _likely_owner(sentence: Sentence, child: Token) -> tuple[int, int]:
    rank = {"nsubj": 0, "nmod:poss": 0, "obj": 1, "amod": 1, "compound": 1}.get(child.deprel, 2)
    if child.relation in ("nmod", "obl") and any(c.lemma == "by" for c in sentence.children(child, "case")):
        rank = 0
    return rank, child.index
