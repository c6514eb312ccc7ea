"""Finds in a sentence what may name an actor: names of the roster, persons, noun phrases of roles, pronouns."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from legation.knowledge.roster import NameForm, RoleNoun, Roster
from legation.mention import Mention, MentionKind
from legation.resolving.pointers import pointers_of
from legation.resolving.spots import NO_NOUN, Spot, spots_of
from legation.resolving.vessels import Ship
from legation.sentence import Sentence, Token
from legation.span import Span

STATE_FORMS = frozenset({"name", "adjective", "people", "person", "capital"})
NOT_OWNERS_AFTER = frozenset(
    "backed led based born aligned allied made supported sponsored linked affiliated held occupied controlled style brokered funded trained style "
    "appointed installed friendly related administered educated speaking language hosted run supplied owned flagged".split()
)
"""Words after a hyphen that make a state's name no owner: "Iran-backed militias"."""
STATE_OF = frozenset("run controlled based owned flagged born administered".split())
"""Of these, words that do tell where the thing belongs ("a Pakistan-based group")."""
NOT_OWNERS_BEFORE = frozenset("pro anti non".split())
PARTICLES = frozenset({"al", "el", "ul", "an", "as", "ash"})
KOREAS = {"North": "state:PRK", "South": "state:KOR"}
QUANTITIES = frozenset("dozen hundred thousand million score number handful ten".split())
"""Nouns that only tell how many of the noun after "of" there are."""
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_SHORTEST_SURNAME = 4
_LONGEST_HOLD = 2
"""Words of a name that the roster knows inside an organisation's longer name ("U.S.", "South African")."""

Found: TypeAlias = tuple[int, int, tuple[NameForm, ...]]
"""Tokens, half-open, and what the roster knows by that name."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A phrase that may stand for an actor. Token positions are half-open.

    Attributes:
        start, end: the whole phrase; for a person, with title and state before the name.
        name_start, name_end: the name inside it; the same as start, end where there is no title.
        spot: the role noun that heads the phrase or titles the person.
        forms: what the roster knows by that name. ship: the ship that the phrase names.
    """

    kind: MentionKind
    sentence: int
    start: int
    end: int
    head: int
    name_start: int
    name_end: int
    forms: tuple[NameForm, ...] = ()
    spot: Spot | None = None
    ship: Ship | None = None

    @property
    def noun(self) -> RoleNoun:
        """The role noun, or one without words where there is none."""
        return self.spot.noun if self.spot else NO_NOUN

    @property
    def word(self) -> str:
        """The last lemma of the role noun, "" where there is none."""
        return self.noun.words[-1] if self.noun.words else ""

    @property
    def spot_end(self) -> int:
        """The end of the role noun; that of the name where there is none."""
        return self.spot.end if self.spot else self.name_end

    @property
    def noun_start(self) -> int:
        """First token of the role noun; the start of the name where there is none."""
        return self.spot.start if self.spot else self.name_start


class Units:
    """The units of one sentence."""

    def __init__(
        self,
        roster: Roster,
        sentence: Sentence,
        mentions: Sequence[Mention],
        surnames: frozenset[str],
        ships: Sequence[Ship],
        named_states: frozenset[str] = frozenset(),
        day: date | None = None,
    ) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self._roster = roster
        self._starts = [t.span.start for t in self.tokens]
        self._ends = [t.span.end for t in self.tokens]
        self.spots = tuple(spots_of(roster, sentence))
        afloat = [(s.start, s.end) for s in ships]
        mentions = [m for m in mentions if not self._aboard(m, afloat)]
        hits = [h for hit in _hits(roster, sentence, day) if (h := self._ashore(hit, afloat, day))]
        hits = [h for h in hits if not self._is_anothers(h, hits, named_states) and not self._goes_on(h, mentions)]
        hits.extend(self._halves(named_states, hits))
        self.spots = tuple(s for s in self.spots if not any(_overlap(s.start, s.end, a, b) for a, b in afloat))
        persons = [p for p in self._persons(mentions, hits, surnames) if not _within(p[0], p[1], afloat)]
        hits = [h for h in hits if not any(_overlap(h[0], h[1], p[0], p[1]) for p in persons)]
        self._in_hits = frozenset(i for a, b, _ in hits for i in range(a, b))
        names = [self._named(a, b, forms) for a, b, forms in hits]
        people = [self._person(a, b, forms, names) for a, b, forms in persons]
        vessels = [self._vessel(s, names) for s in ships]
        others = list(self._others(mentions, names + people))
        others.extend(self._places(mentions, [*names, *people, *vessels, *others]))
        taken = {p.spot for p in (*people, *others) if p.spot}
        inside = [(u.name_start, u.name_end) for u in (*names, *people, *(o for o in others if o.kind == "place"))]
        roles = [
            self._role(s, [*names, *people]) for s in self.spots if s not in taken and not _within(s.start, s.end, inside) and not self._modifies(s)
        ]
        pronouns = [self._pronoun(m) for m in mentions if m.kind == "pronoun"]
        pronouns.extend(self._pointers([*names, *people, *vessels, *others, *roles, *pronouns]))
        self.all = tuple(sorted((*names, *people, *vessels, *roles, *others, *pronouns), key=lambda u: (u.head, u.end - u.start, u.kind)))

    def _ashore(self, hit: Found, afloat: Sequence[tuple[int, int]], day: date | None) -> Found | None:
        """The name without the words of a ship's type that it runs into ("U.S." of "U.S. Coast Guard cutter"); None inside a ship's own words."""
        start, end, _ = hit
        into = next((a for a, b in afloat if _overlap(start, end, a, b)), None)
        if into is None:
            return hit
        words = " ".join(t.text for t in self.tokens[start:into])
        forms = self._roster.names.get(words) if words else ()
        return (start, into, dated(self._roster, forms, day)) if forms and forms[0].form in STATE_FORMS else None

    def _is_anothers(self, hit: Found, hits: Sequence[Found], named_states: frozenset[str]) -> bool:
        """Whether a name that every state's organ may have ("Congress", "the National Security Council") is here that of another state.

        It is where another state stands right before it ("Peru's Congress"), or where the report names other states and not its own;
        the latter not for names that mean one state's organ the world over (roles.tsv, column state).
        """
        start, end, forms = hit
        noun = self._roster.roles.get(tuple(t.text.lower() for t in self.tokens[start:end]))
        if noun is None or not forms[0].key.startswith("organ:"):
            return False
        own = {a.state for f in forms for a in self._roster.actors.get(f.key, ())}
        before = next((h for h in hits if h[1] == start or (h[1] == start - 1 and self.tokens[start - 1].text in POSSESSIVE)), None)
        if before is not None and before[2][0].form in STATE_FORMS and before[2][0].key.startswith("state:"):
            return before[2][0].key.partition(":")[2] not in own
        return not noun.state and bool(named_states) and not own & named_states

    def _goes_on(self, hit: Found, mentions: Sequence[Mention]) -> bool:
        """Whether the name is the front of another body's longer name ("National Front for Renewal" is not the National Front)."""
        start, end, forms = hit
        if not forms[0].key.startswith(("organ:", "group:")) or end >= len(self.tokens) or self.tokens[end].text != "for":
            return False
        tagged = [self._token_range(m.span) for m in mentions if m.kind == "organisation"]
        return any(a <= start and b > end + 1 for a, b in tagged)

    def _halves(self, named_states: frozenset[str], hits: Sequence[Found]) -> Iterator[Found]:
        """ "The North" and "the South" where the report names a Korea."""
        if not named_states & {"KOR", "PRK"}:
            return
        for token in self.tokens[1:]:
            alone = not any(a <= token.index < b for a, b, _ in hits) and token.relation not in ("compound", "amod", "flat")
            if token.text in KOREAS and alone and self.tokens[token.index - 1].text.lower() == "the":
                yield token.index, token.index + 1, (NameForm(KOREAS[token.text], "name"),)

    def _token_range(self, span: Span) -> tuple[int, int]:
        first = bisect_right(self._ends, span.start)
        last = bisect_left(self._starts, span.end)
        return (first, last) if first < last else (0, 0)

    def _aboard(self, mention: Mention, afloat: Sequence[tuple[int, int]]) -> bool:
        """Whether the mention is the name of a ship."""
        if mention.kind == "pronoun":
            return False
        start, end = self._token_range(mention.span)
        return mention.kind != "role" and any(_overlap(start, end, a, b) for a, b in afloat)

    def _vessel(self, ship: Ship, names: Sequence[Unit]) -> Unit:
        start = self._left_edge(ship.start, set(range(ship.start, ship.end)), names)
        head = head_of(self.tokens, start, ship.end, first=True)
        head = head if head >= ship.start else head_of(self.tokens, ship.start, ship.end, first=True)
        return Unit("vessel", self.sentence.index, start, ship.end, head, ship.start, ship.end, ship=ship)

    def _persons(self, mentions: Sequence[Mention], hits: Sequence[Found], surnames: frozenset[str]) -> list[Found]:
        found = [h for h in hits if h[2][0].key.startswith("person:")]
        for mention in mentions:
            if mention.kind != "person":
                continue
            start, end = self._bare(*self._token_range(mention.span), hits)
            if start >= end or any(_overlap(start, end, a, b) for a, b, _ in found):
                continue
            whole = [h for h in hits if h[0] <= start and end <= h[1]]
            if whole and self.sentence.text and not _names(self.tokens, start, end) <= surnames:
                continue
            found.append((start, end, ()))
        covered = {i for a, b, _ in (*found, *hits) for i in range(a, b)}
        found.extend(name for s in self.spots if (name := self._leader_before(s, covered)))
        covered |= {i for a, b, _ in found for i in range(a, b)}
        found.extend(name for s in self.spots if (name := self._titled(s, covered)))
        covered |= {i for a, b, _ in found for i in range(a, b)}
        found.extend(
            (t.index, t.index + 1, ())
            for t in self.tokens
            if t.index not in covered and t.text in surnames and t.upos == "PROPN" and not self._inside_spot(t.index)
        )
        return sorted((self._with_particle(a), b, forms) for a, b, forms in found)

    def _leader_before(self, spot: Spot, covered: set[int]) -> Found | None:
        """The surname of a leader that stands before a body ("the Assad regime", "the Ne Win military government"); None where none does."""
        end = spot.start
        while end and self.tokens[end - 1].text.islower() and self.tokens[end - 1].upos in ("ADJ", "NOUN") and end > spot.start - 2:
            end -= 1
        if not end or spot.noun.kind not in ("body", "people") or covered & {end - 1, end - 2}:
            return None
        for start in (end - 2, end - 1):
            words = [t.text for t in self.tokens[max(0, start) : end]]
            if start < 0 or not all(w[:1].isupper() for w in words) or self._inside_spot(end - 1) or len(" ".join(words)) < _SHORTEST_SURNAME:
                continue
            leaders = self._roster.leaders(" ".join(words), None)
            if any(p.offices[-1].source == "editorial" for p in leaders) or (len(words) > 1 and leaders):
                return start, end, ()
        return None

    def _titled(self, spot: Spot, covered: set[int]) -> Found | None:
        """A capitalised name after a capitalised office, tagged or not ("President Park"); None where there is none."""
        end = spot.end
        if (
            not spot.noun.office
            or not self.tokens[spot.end - 1].text[:1].isupper()
            or self.tokens[spot.end - 1].relation not in ("nmod", "compound", "flat")
        ):
            return None
        while end < len(self.tokens) and self._is_name_word(end) and end not in covered and not self._inside_spot(end):
            end += 1
        return (spot.end, end, ()) if end > spot.end and end not in covered else None

    def _is_name_word(self, index: int) -> bool:
        token = self.tokens[index]
        return token.upos == "PROPN" and token.text[:1].isupper() and token.text[-1:].isalpha()

    def _with_particle(self, start: int) -> int:
        """Start of the name with the article before it ("al-Assad" is three words)."""
        if start > 1 and self.tokens[start - 1].text in ("-", "‑") and self.tokens[start - 2].text.lower() in PARTICLES:
            return start - 2
        return start

    def _inside_spot(self, index: int) -> bool:
        return any(s.start <= index < s.end for s in self.spots)

    def _bare(self, start: int, end: int, hits: Sequence[Found]) -> tuple[int, int]:
        """A tagged person without the title and the state that the tag took in."""
        for spot in self.spots:
            if start <= spot.start and spot.end <= end and self.tokens[spot.start].text[0].isupper():
                start = spot.end
        for a, b, forms in hits:
            if a == start and b < end and forms[0].form == "adjective":
                start = b
        while end > start and (self.tokens[end - 1].upos in ("PUNCT", "PART") or self.tokens[end - 1].text in ("'s", "’s")):
            end -= 1
        while start < end and self.tokens[start].upos in ("PUNCT", "DET"):
            start += 1
        return start, end

    def _named(self, start: int, end: int, forms: tuple[NameForm, ...]) -> Unit:
        key, form = forms[0].key, forms[0].form
        kind: MentionKind = "organisation"
        if key.startswith(("state:", "states:")):
            kind = "nationality" if form in ("adjective", "people", "person") else "place"
        return Unit(kind, self.sentence.index, start, end, head_of(self.tokens, start, end), start, end, forms)

    def _person(self, start: int, end: int, forms: tuple[NameForm, ...], names: Sequence[Unit]) -> Unit:
        head = head_of(self.tokens, start, end, first=True)
        spot = next((s for s in self.spots if s.end == start), None) or self._unlisted_title(start)
        if spot is None:
            return Unit("person", self.sentence.index, start, end, head, start, end, forms)
        left = self._left_edge(spot.start, {head, *range(spot.start, end)}, names)
        return Unit("person", self.sentence.index, left, end, head_of(self.tokens, left, end), start, end, forms, spot)

    def _unlisted_title(self, start: int) -> Spot | None:
        """A common noun right before a name titles it, whether listed or not ("deputy caliph", "oligarch")."""
        if start == 0:
            return None
        before = self.tokens[start - 1]
        if (
            before.upos != "NOUN"
            or not before.text.isalpha()
            or before.relation not in ("compound", "nmod", "flat", "appos", "nsubj", "root", "ccomp")
        ):
            return None
        return Spot(start - 1, start, RoleNoun((before.lemma.lower(),), "UNK", "person", "", inherits=True))

    def _role(self, spot: Spot, names: Sequence[Unit]) -> Unit:
        head = head_of(self.tokens, spot.start, spot.end)
        start = self._left_edge(spot.start, set(range(spot.start, spot.end)), names)
        many = self._many(start, head)
        if many is not None:
            return Unit("role", self.sentence.index, many, spot.end, many, start, spot.end, (), spot)
        return Unit("role", self.sentence.index, start, spot.end, head, start, spot.end, (), spot)

    def _many(self, start: int, head: int) -> int | None:
        """The token of "dozens" in "dozens of villagers", None where no such word stands before."""
        at = start - 2
        many = at >= 0 and self.tokens[start - 1].text == "of" and self.tokens[at].lemma.lower() in QUANTITIES
        return at if many and self.tokens[head].head == at else None

    def _left_edge(self, start: int, heads: set[int], names: Sequence[Unit]) -> int:
        """First token of the noun phrase that ends in a role noun; coordinated state adjectives are walked over."""
        ends = {n.end for n in names if n.forms and n.forms[0].form in STATE_FORMS}
        owners = {n.end: n.start for n in names}
        while start > 0:
            token = self.tokens[start - 1]
            if token.text in ("'s", "’s") and start - 1 in owners:
                start = owners[start - 1]
                continue
            bridge = (token.upos == "CCONJ" or token.text == ",") and start - 1 in ends and start != min(heads)
            if not bridge and not (self._in_phrase(token) and self._hangs_on(token, heads)):
                break
            start -= 1
            if token.upos == "DET" and token.deprel == "det":
                break
        while start < min(heads) and self.tokens[start].upos in ("PUNCT", "CCONJ"):
            start += 1
        return start

    def _in_phrase(self, token: Token) -> bool:
        if token.index in self._in_hits and token.upos in ("AUX", "PRON"):
            return True
        if token.upos in ("ADJ", "NOUN", "PROPN", "NUM", "DET", "PART", "ADV", "SYM", "X"):
            return token.relation not in ("nsubj", "obj", "obl", "mark", "cop", "root")
        if token.upos == "PRON":
            return token.deprel == "nmod:poss"
        if token.upos == "VERB":
            return token.relation in ("amod", "compound")
        return token.text in ("-", "‑", "–", '"', "“", "”", "'", "’")

    def _hangs_on(self, token: Token, heads: set[int]) -> bool:
        limit = max(heads)
        for governor in (token, *self.sentence.ancestors(token)):
            if governor.index in heads:
                return True
            if governor.index > limit:
                return False
        return False

    def _modifies(self, spot: Spot) -> bool:
        """Whether the role noun only modifies another one that is found too ("police spokesman")."""
        return any(other.start == spot.end or (other.start == spot.end + 1 and self.tokens[spot.end].text == "-") for other in self.spots) and (
            self.tokens[spot.end - 1].relation in ("compound", "amod", "nmod") or self.tokens[spot.end - 1].deprel == "nmod:desc"
        )

    def _others(self, mentions: Sequence[Mention], known: Sequence[Unit]) -> Iterator[Unit]:
        """Organisations that the language core tagged and the roster does not know."""
        for mention in mentions:
            start, end = self._token_range(mention.span)
            if mention.kind != "organisation" or start >= end or self._inside_spot(end - 1):
                continue
            while start < end and self.tokens[start].upos == "DET":
                start += 1
            if start < end and self.tokens[start].text[:1].isupper() and not any(self._clashes(start, end, u) for u in known):
                yield self._organisation(start, end, known)

    def _clashes(self, start: int, end: int, name: Unit) -> bool:
        """Whether a known name stands in the way of an organisation; a state's name at its front does not ("U.S. Chamber of Commerce")."""
        if not _overlap(start, end, name.start, name.end):
            return False
        of_state = bool(name.forms) and name.forms[0].form in STATE_FORMS and name.forms[0].key.startswith("state:")
        longer = end - name.end >= _LONGEST_HOLD or (end > name.end and self.tokens[end - 1].text[:1].isupper())
        return not (of_state and name.start == start and longer and self.tokens[name.end].text not in POSSESSIVE)

    def _organisation(self, start: int, end: int, names: Sequence[Unit]) -> Unit:
        head = head_of(self.tokens, start, end)
        spot = next((s for s in self.spots if s.end == start), None) or self._unlisted_title(start)
        if spot is None or (spot not in self.spots and self.tokens[start - 1].relation not in ("compound", "nmod")):
            return Unit("organisation", self.sentence.index, start, end, head, start, end)
        left = self._left_edge(spot.start, {head, *range(spot.start, end)}, names)
        return Unit("organisation", self.sentence.index, left, end, head_of(self.tokens, left, end), start, end, (), spot)

    def _places(self, mentions: Sequence[Mention], known: Sequence[Unit]) -> Iterator[Unit]:
        """Places that the language core tagged and the roster does not know: they tell where, and whose."""
        for mention in mentions:
            start, end = self._token_range(mention.span)
            if mention.kind != "place" or start >= end or self._inside_spot(end - 1):
                continue
            if not any(_overlap(start, end, u.start, u.end) for u in known) and self.tokens[start].text[:1].isupper():
                yield Unit("place", self.sentence.index, start, end, head_of(self.tokens, start, end), start, end)

    def _pronoun(self, mention: Mention) -> Unit:
        start, end = self._token_range(mention.span)
        return Unit("pronoun", self.sentence.index, start, end, mention.head, start, end)

    def _pointers(self, known: Sequence[Unit]) -> Iterator[Unit]:
        """Phrases that point back without a noun ("the latter", "eleven of them"), where nothing else is found."""
        for start, end, head in pointers_of(self.sentence):
            if not any(u.start <= head < u.end for u in known):
                yield Unit("pronoun", self.sentence.index, start, end, head, start, end)


def _hits(roster: Roster, sentence: Sentence, day: date | None) -> Iterator[Found]:
    base = sentence.span.start
    for hit in roster.names.find(sentence.text):
        if hit.forms[0].form == "blocked":
            continue
        inside = [t.index for t in sentence.tokens if t.span.start < base + hit.end and t.span.end > base + hit.start]
        if inside and sentence.tokens[inside[0]].span.start >= base + hit.start and not _after_particle(sentence.text, hit.start):
            yield inside[0], inside[-1] + 1, dated(roster, hit.forms, day)


def dated(roster: Roster, forms: tuple[NameForm, ...], day: date | None) -> tuple[NameForm, ...]:
    """The forms, those first whose actor there was on the day; without a day, those first that there still are."""
    if len(forms) == 1 or not forms[0].key.startswith("state:"):
        return forms

    def rank(form: NameForm) -> tuple[bool, bool]:
        rows = roster.actors.get(form.key, ())
        return not any(a.valid_on(day) for a in rows), bool(rows) and rows[-1].valid_to is not None

    return tuple(sorted(forms, key=rank))


def _after_particle(text: str, start: int) -> bool:
    """Whether an Arabic article stands before ("al-Kuwaiti" is a name and no Kuwaiti)."""
    return text[max(0, start - 3) : start].lower() in ("al-", "el-")


def head_of(tokens: Sequence[Token], start: int, end: int, *, first: bool = False) -> int:
    """The token of [start, end) whose governor lies outside; of several, the last (of a person's name, the `first`)."""
    outside = [t.index for t in tokens[start:end] if not start <= t.head < end and t.upos not in ("PUNCT", "DET", "ADP", "PART")]
    return outside[0 if first else -1] if outside else end - 1


def _overlap(a: int, b: int, c: int, d: int) -> bool:
    return min(b, d) > max(a, c)


def _within(start: int, end: int, ranges: Iterable[tuple[int, int]]) -> bool:
    return any(a <= start and end <= b for a, b in ranges)


def _names(tokens: Sequence[Token], start: int, end: int) -> frozenset[str]:
    return frozenset(t.text for t in tokens[start:end])


def mention_of(text: str, sentence: Sentence, start: int, end: int, head: int, kind: MentionKind) -> Mention:
    """The mention of tokens [start, end)."""
    span = Span(sentence.tokens[start].span.start, sentence.tokens[end - 1].span.end)
    return Mention(span, span.of(text), kind, sentence.index, head)
