"""Finds ships in a sentence: by type, prefix, hull number, what only ships do, or a name that the report gave to a ship before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from legation.knowledge.roster import Roster
from legation.knowledge.ships import FleetName, Fleets, load_fleets
from legation.resolving.hulls import JOINED, number_after, number_alone, number_before
from legation.resolving.shipnames import HYPHENS, ShipNames, words_of
from legation.sentence import Sentence, Token

MILITARY_WORDS = frozenset({"military", "naval", "navy", "war", "missile", "guided", "armed", "coast"})
GENERAL = frozenset({"ship", "vessel", "boat", "warship"})
"""Types that tell too little to keep another type of the same ship out."""

UNPAINTED = frozenset({"tracking", "hospital", "training", "research", "survey", "spy", "intelligence", "sail", "space"})
"""First words of military types whose digits are part of the name ("Yuan Wang 5")."""

UNMANNED = frozenset({"drone", "toy", "model", "space", "air", "national", "flag"})
"""Words before a type that make it no ship with a crew ("a drone boat", "the flag carrier")."""

CARRIED = frozenset({"aircraft", "helicopter", "bulk", "gas", "lng", "car", "livestock", "ore"})

LISTING = frozenset({",", "and", "&", "the"})
JOINING = frozenset({",", "and", "the", "a", "an", "&"})
_LONGEST_TYPE = 5
_SURE_PREFIX = 3
"""A prefix of fewer letters ("JS", "FS") counts only beside a word for a ship or words that tell of the sea."""


@dataclass(frozen=True, slots=True)
class Ship:
    """A ship in a sentence; positions are tokens, half-open.

    Attributes:
        start, end: type, prefix, name and number together. name: the name alone, start equal to end where there is none.
        kind: type of ship in lower case, "" where not said. plural: whether several are meant.
    """

    start: int
    end: int
    name: tuple[int, int]
    kind: str
    hull: str
    flag: str
    military: bool
    plural: bool


@dataclass(frozen=True, slots=True)
class KnownShip:
    """What the report has told of a ship by name."""

    kind: str
    hull: str
    flag: str
    military: bool


class Ships:
    """The ships of a report; names are learned as they come and known in every later and earlier sentence."""

    def __init__(self, roster: Roster, sentences: Iterable[Sentence]) -> None:
        self._roster = roster
        self._names = ShipNames(roster)
        self._fleets: Fleets = load_fleets()
        self.known: dict[str, KnownShip] = {}
        self._joined: list[tuple[str, str]] = []
        sentences = tuple(sentences)
        for sentence in sentences:
            found = self._told(sentence)
            for ship in found:
                self._learn(sentence, ship)
            self._join(sentence, found)
        for sentence in sentences:
            self._learn_joined(sentence)
        for one, other in self._joined:
            self._share_flag(one, other)
        self._starts = {n.split(" ")[0] for n in self.known}

    def find(self, sentence: Sentence) -> tuple[Ship, ...]:
        """The ships of a sentence from left to right."""
        found = list(self._told(sentence))
        taken = {i for s in found for i in range(s.start, s.end)}
        found.extend(s for s in self._again(sentence) if not taken & set(range(s.start, s.end)))
        return tuple(sorted(found, key=lambda s: s.start))

    def name(self, sentence: Sentence, ship: Ship) -> str:
        """The ship's name as written, "" where none."""
        first, end = ship.name
        if first == end:
            return ""
        written = sentence.text[sentence.tokens[first].span.start - sentence.span.start : sentence.tokens[end - 1].span.end - sentence.span.start]
        return JOINED.sub("", written)

    def _learn(self, sentence: Sentence, ship: Ship) -> None:
        name = self.name(sentence, ship)
        if not name:
            return
        before = self.known.get(name, KnownShip("", "", "", military=False))
        kind = before.kind if before.kind and ship.kind in GENERAL | {""} else ship.kind
        self.known[name] = self._listed(name, KnownShip(kind, ship.hull or before.hull, ship.flag or before.flag, ship.military or before.military))

    def _listed(self, name: str, told: KnownShip) -> KnownShip:
        """What is told of the ship, with the flag that the fleet tables give a ship of that name and sort."""
        listed = self._fleets.names.get(name)
        if listed is None or told.flag or not self._same_sort(told.kind, listed):
            return told
        return replace(told, flag=listed.flag, military=told.military or self._roster.vessel_types.get((listed.type,), True))

    def _same_sort(self, kind: str, listed: FleetName) -> bool:
        told = tuple(kind.replace("-", " ").split())
        return not kind or told[-1] == listed.type.split(" ")[-1] or self._roster.vessel_types.get(told, False)

    def _join(self, sentence: Sentence, found: Sequence[Ship]) -> None:
        """Ships that a list joins have one flag unless told otherwise ("the destroyer Baotou, the frigate Honghe and ...")."""
        for one, other in pairwise(found):
            between = sentence.tokens[one.end : other.start]
            names = self.name(sentence, one), self.name(sentence, other)
            if all(names) and between and all(t.text.lower() in JOINING or t.text == ")" for t in between):
                self._joined.append(names)

    def _learn_joined(self, sentence: Sentence) -> None:
        """A name joined to that of a ship is one too ("the Golbon and the Jairan" where one is known)."""
        for token in sentence.tokens:
            if token.relation != "conj" or token.upos != "PROPN" or sentence.tokens[token.head].upos != "PROPN":
                continue
            pair = [_flat(sentence, sentence.tokens[token.head]), _flat(sentence, token)]
            known = [n for n in pair if n in self.known]
            new = [n for n in pair if n not in self.known and not self._roster.names.get(n)]
            if len(known) == len(pair) and self._alike(sentence, token):
                self._share(known[0], known[1])
            if known and new and self._alike(sentence, token):
                self.known[new[0]] = replace(self.known[known[0]], hull="")
                self._joined.append((known[0], new[0]))

    def _share(self, one: str, other: str) -> None:
        """Two names that a list joins are ships of one sort where only one is told."""
        self._joined.append((one, other))
        for name, example in ((one, other), (other, one)):
            if not self.known[name].kind and self.known[example].kind:
                self.known[name] = replace(self.known[name], kind=self.known[example].kind, military=self.known[example].military)

    def _share_flag(self, one: str, other: str) -> None:
        for name, example in ((one, other), (other, one)):
            if not self.known[name].flag and self.known[example].flag:
                self.known[name] = replace(self.known[name], flag=self.known[example].flag)

    def _alike(self, sentence: Sentence, token: Token) -> bool:
        """Whether a name stands in the list as a ship's name would: with its own article, or right behind the other's."""
        return not any(c.upos == "ADJ" or c.deprel == "nmod:poss" for c in sentence.children(token))

    def tell(self, name: str, flag: str) -> None:
        """Notes the flag of a named ship, and of those that lists join to it."""
        if name not in self.known or self.known[name].flag == flag:
            return
        self.known[name] = replace(self.known[name], flag=flag)
        for pair in self._joined:
            other = pair[1 - pair.index(name)] if name in pair else name
            if other in self.known and not self.known[other].flag:
                self.tell(other, flag)

    def _told(self, sentence: Sentence) -> tuple[Ship, ...]:
        """The ships that the words of the sentence tell; a type set beside a ship by name is that ship's ("HMS Kent, a Type 23 frigate")."""
        found = list(self._typed(sentence))
        named = [s for s in found if s.name[0] != s.name[1]]
        for i, ship in enumerate(found):
            if ship in named or ship.plural:
                continue
            heads = {t.head for t in sentence.tokens[ship.start : ship.end] if t.relation == "appos"}
            here = set(range(ship.start, ship.end))
            same = next((n for n in named if heads & set(range(n.start, n.end))), None)
            same = same or next((n for n in named if any(t.relation == "appos" and t.head in here for t in sentence.tokens[n.start : n.end])), None)
            if same is not None:
                found[i] = replace(ship, name=same.name, hull=ship.hull or same.hull, flag=same.flag)
        return tuple(found)

    def _typed(self, sentence: Sentence) -> Iterator[Ship]:
        tokens, at = sentence.tokens, 0
        while at < len(tokens):
            found = self._by_type(sentence, at) or self._by_prefix(sentence, at) or self._by_article(sentence, at)
            yield from found
            at = found[-1].end if found else at + 1

    def _by_type(self, sentence: Sentence, at: int) -> tuple[Ship, ...]:
        tokens = sentence.tokens
        if not {tokens[at].lemma.lower(), tokens[at].text.lower()} & self._roster.vessel_starts:
            return ()
        for width in range(min(_LONGEST_TYPE, len(tokens) - at), 0, -1):
            words = [w.lower() for w in words_of(tokens[at : at + width - 1])] + words_of(tokens[at + width - 1 : at + width], lemma=True)
            military = self._roster.vessel_types.get(tuple(words))
            last = tokens[at + width - 1]
            if military is None or self._is_part(sentence, last) or last.upos not in ("NOUN", "PROPN") or tokens[at].text in HYPHENS:
                continue
            plural = last.text.lower() != last.lemma.lower() and last.text.lower().endswith("s")
            written = sentence.text[_offset(sentence, at) : _offset(sentence, last.index)].lower() + words[-1]
            return self._complete(sentence, at, at + width, " ".join(written.split()), military=military, plural=plural)
        return ()

    def _is_part(self, sentence: Sentence, last: Token) -> bool:
        """Whether the word only says what kind another thing is ("tanker trucks", "boat builders"), or a carrier of the air."""
        governor = sentence.head(last)
        if last.lemma.lower() == "carrier" and last.text[:1].islower() and not self._afloat(sentence, last):
            return True
        if last.index and sentence.tokens[last.index - 1].text.lower() in UNMANNED:
            return True
        common = governor is not None and governor.index > last.index and governor.upos == "NOUN" and governor.text[:1].islower()
        return last.relation == "compound" and common

    def _afloat(self, sentence: Sentence, carrier: Token) -> bool:
        """Whether a carrier is one of aircraft and no airline."""
        before = sentence.tokens[carrier.index - 1].lemma.lower() if carrier.index else ""
        after = sentence.tokens[carrier.index + 1].lemma.lower() if carrier.index + 1 < len(sentence.tokens) else ""
        near = before in CARRIED or after in ("strike", "battle", "group") or self._listed_name(sentence, carrier.index + 1, carrier.index + 5) > 0
        return near or self._names.of_the_sea(sentence, carrier.index, carrier.index + 1)

    def _complete(self, sentence: Sentence, start: int, end: int, kind: str, *, military: bool, plural: bool) -> tuple[Ship, ...]:
        tokens = sentence.tokens
        before = {t.text.lower() for t in tokens[max(0, start - 3) : start]}
        military = military or bool(before & MILITARY_WORDS and kind in GENERAL)
        ship = Ship(start, end, (end, end), self._sort(sentence, start, kind), "", "", military, plural)
        titled = self._by_prefix(sentence, end, sure=True)
        if titled and not plural:
            return (replace(titled[0], start=start, kind=ship.kind, military=military or titled[0].military),)
        if plural:
            return self._several(sentence, ship)
        return (self._named(sentence, ship),)

    def _sort(self, sentence: Sentence, start: int, kind: str) -> str:
        """The type, where it says too little the one that its class tells ("an Arleigh Burke-class ship")."""
        tokens = sentence.tokens
        if kind not in GENERAL or start < 2 or tokens[start - 1].text.lower() != "class":
            return kind
        last = start - 3 if tokens[start - 2].text in HYPHENS else start - 2
        spans = (" ".join(t.text for t in tokens[i : last + 1]) for i in range(max(0, last - 2), last + 1))
        return next((self._fleets.classes[words] for words in spans if words in self._fleets.classes), kind)

    def _named(self, sentence: Sentence, ship: Ship) -> Ship:
        """The ship of a type with what follows it: number, name and number."""
        hull, at = number_before(sentence, ship.end, apart=ship.military)
        first, last = self._names.after(sentence, at, sure=False)
        if first == last:
            number, after = number_alone(sentence, ship.end)
            if number:
                return replace(ship, end=after, name=(after, after), hull=number)
            before = self._name_before(sentence, ship)
            if before is not None:
                return before
            told, after = number_after(sentence, ship.end)
            return replace(ship, end=after, name=self._apposed(sentence, ship.start, ship.end), hull=told)
        end = (
            last + 1
            if last < len(sentence.tokens) and sentence.tokens[first - 1].text in ('"', "“") and sentence.tokens[last].text in ('"', "”")
            else last
        )
        return self._numbered(sentence, replace(ship, end=end, name=(first, last), hull=hull))

    def _name_before(self, sentence: Sentence, ship: Ship) -> Ship | None:
        """The ship whose name of the fleet tables stands before its type ("Russia's Smolny training ship")."""
        starts = (s for s in range(max(0, ship.start - 3), ship.start) if self._text(sentence, s, ship.start) in self._fleets.names)
        first = next(starts, None)
        return None if first is None else replace(ship, start=first, name=(first, ship.start))

    def _numbered(self, sentence: Sentence, ship: Ship) -> Ship:
        """The ship with the number that follows its name; digits alone are painted only on fighting ships."""
        painted = ship.military and ship.kind.split(" ")[0] not in UNPAINTED
        first, last = ship.name
        if painted and last - first > 1 and sentence.tokens[last - 1].text.isdigit() and len(sentence.tokens[last - 1].text) > 1:
            last -= 1
        tail = JOINED.search(sentence.tokens[last - 1].text)
        if tail is not None:
            return replace(ship, end=max(last, ship.end), name=(first, last), hull=tail["number"])
        hull, after = number_after(sentence, last, painted=painted)
        return replace(ship, end=max(after, ship.end), name=(first, last), hull=hull or ship.hull)

    def _several(self, sentence: Sentence, ship: Ship) -> tuple[Ship, ...]:
        """The ships that a plural type and names tell ("the corvettes Gromky and Rezky"); one ship without name where none follows."""
        found: list[Ship] = []
        at, start = self._list_start(sentence, ship.end), ship.start
        while True:
            titled = self._by_prefix(sentence, at, sure=True)
            first, last = titled[0].name if titled else self._names.after(sentence, at, sure=False)
            if first == last:
                break
            flag = titled[0].flag if titled else ""
            one = self._numbered(sentence, replace(ship, start=start, end=last, name=(first, last), flag=flag, plural=False))
            found.append(one)
            after = [t.index for t in sentence.tokens[one.end : one.end + 4] if t.text not in LISTING]
            if not after or after[0] == one.end:
                break
            at = start = after[0]
        return tuple(found) if len(found) > 1 else (ship,)

    def _list_start(self, sentence: Sentence, end: int) -> int:
        """Where the names begin that a comma and "the" set off from their type ("two destroyers, the Nanning and the Suzhou")."""
        texts = [t.text.lower() for t in sentence.tokens[end : end + 2]]
        if len(texts) < 2 or texts[0] not in (",", "(", ":", "-", "–", "—"):
            return end
        titled = sentence.tokens[end + 1].text in self._roster.vessel_prefixes
        return end + 2 if texts[1] == "the" else end + 1 if titled else end

    def _by_prefix(self, sentence: Sentence, at: int, *, sure: bool = False) -> tuple[Ship, ...]:
        tokens = sentence.tokens
        prefix = self._roster.vessel_prefixes.get(tokens[at].text) if at < len(tokens) else None
        if prefix is None or not (sure or len(tokens[at].text) >= _SURE_PREFIX or self._names.of_the_sea(sentence, at, at + 1)):
            return ()
        first, last = self._names.after(sentence, at + 1, sure=True)
        if first == last:
            hull, after = number_alone(sentence, at + 1)
            return (Ship(at, after, (after, after), "", hull, prefix[0], prefix[1], plural=False),) if hull else ()
        return (self._followed(sentence, Ship(at, last, (first, last), "", "", prefix[0], prefix[1], plural=False)),)

    def _followed(self, sentence: Sentence, ship: Ship) -> Ship:
        """The ship with the type or the number that follows its name ("the Nimitz carrier strike group")."""
        tokens, (first, last) = sentence.tokens, ship.name
        for begin in range(max(first + 1, last - _LONGEST_TYPE), last + 1):
            for end in range(min(len(tokens), begin + _LONGEST_TYPE), max(begin, last - 1), -1):
                kind = tuple(t.text.lower() for t in tokens[begin:end])
                if kind and kind in self._roster.vessel_types and not self._is_part(sentence, tokens[end - 1]):
                    return replace(ship, end=end, name=(first, begin), kind=" ".join(kind), military=self._roster.vessel_types[kind])
        return self._numbered(sentence, ship)

    def _by_article(self, sentence: Sentence, at: int) -> tuple[Ship, ...]:
        """A ship by name alone after "the": one of the fleet tables beside words of the sea, or one that does what only ships do."""
        following = sentence.tokens[at + 1].text if at + 1 < len(sentence.tokens) else ""
        if sentence.tokens[at].text.lower() != "the" or following in self._roster.vessel_prefixes:
            return ()
        first, last = self._names.after(sentence, at + 1, sure=False)
        if first == last:
            return ()
        if any(t.upos != "PROPN" for t in sentence.tokens[first:last] if t.text.isalpha() and t.text[:1].isupper()):
            return ()
        listed = self._listed_name(sentence, first, last)
        if listed and (self._names.of_the_sea(sentence, first, listed) or self._names.moves(sentence, first, listed)):
            return self._kept(sentence, first, listed)
        if any(t.text.isdigit() for t in sentence.tokens[first:last]) or not self._names.sails(sentence, first, last):
            return ()
        return self._kept(sentence, first, last)

    def _kept(self, sentence: Sentence, first: int, last: int) -> tuple[Ship, ...]:
        ship = self._followed(sentence, Ship(first, last, (first, last), "", "", "", military=True, plural=False))
        if ship.kind:
            return (ship,)
        following = sentence.tokens[last] if last < len(sentence.tokens) else None
        if (
            following is not None
            and (following.upos in ("NOUN", "PROPN") or following.text in ("'s", "’s"))
            and self._modifies(sentence, first, following)
        ):
            return ()
        listed = self._fleets.names.get(sentence.text[_offset(sentence, first) : sentence.tokens[last - 1].span.end - sentence.span.start])
        military = listed is not None and self._roster.vessel_types.get(tuple(listed.type.split(" ")), True)
        return (self._followed(sentence, Ship(first, last, (first, last), "", "", "", military, plural=False)),)

    def _modifies(self, sentence: Sentence, first: int, following: Token) -> bool:
        """Whether the name only tells which thing is meant ("the Liberty bell", "the Shandong province")."""
        return following.text in ("'s", "’s") or sentence.tokens[first].head == following.index

    def _listed_name(self, sentence: Sentence, first: int, last: int) -> int:
        """The end of the longest name of the fleet tables that starts at `first`, 0 where none does."""
        tokens = sentence.tokens
        ends = range(min(last, len(tokens)), first, -1)
        text = sentence.text
        for end in ends:
            name = text[tokens[first].span.start - sentence.span.start : tokens[end - 1].span.end - sentence.span.start]
            if name in self._fleets.names:
                return end
        return 0

    def _apposed(self, sentence: Sentence, start: int, end: int) -> tuple[int, int]:
        """A name in apposition ("a spy ship, the Viktor Leonov"; "the Ronald Reagan, a US carrier")."""
        for token in sentence.tokens[start:end]:
            for child in sentence.children(token, "appos"):
                inside = [
                    t.index
                    for t in sentence.subtree(child)
                    if t.upos == "PROPN" and t.relation in ("appos", "flat", "compound") and t.text[:1].isupper()
                ]
                inside = [i for i in inside if sentence.tokens[i].text not in self._roster.vessel_prefixes]
                if child.upos == "PROPN" and inside and not self._roster.names.get(child.text):
                    return inside[0], inside[-1] + 1
            before = self._described(sentence, token)
            if before is not None:
                return before
        return end, end

    def _described(self, sentence: Sentence, token: Token) -> tuple[int, int] | None:
        """The name after "the" that the type stands beside, between commas."""
        governor = sentence.head(token)
        if token.relation != "appos" or governor is None or governor.upos != "PROPN" or governor.index > token.index:
            return None
        words = [t.index for t in sentence.tokens[: token.index] if t.text.lower() == "the" and t.index < governor.index]
        first, last = self._names.after(sentence, words[-1] + 1, sure=False) if words else (0, 0)
        return (first, last) if first <= governor.index < last else None

    def _again(self, sentence: Sentence) -> Iterator[Ship]:
        """Names of ships that the report knows."""
        tokens, at = sentence.tokens, 0
        while at < len(tokens):
            end = self._known_end(sentence, at)
            if end and tokens[at].upos == "PROPN" and not self._only_tells(sentence, at, end):
                known = self.known[self._text(sentence, at, end)]
                hull, after = number_after(sentence, end)
                yield Ship(at, after, (at, end), "", hull, known.flag, known.military, plural=False)
            at = end or at + 1

    def _only_tells(self, sentence: Sentence, at: int, end: int) -> bool:
        """Whether the name only tells which other thing is meant ("the Kursk region")."""
        token = sentence.tokens[at]
        governor = sentence.head(token)
        after = governor is not None and governor.index >= end and governor.upos == "NOUN" and governor.text[:1].islower()
        return token.relation in ("compound", "nmod") and after and not sentence.children(token, "case")

    def _known_end(self, sentence: Sentence, at: int) -> int:
        if sentence.tokens[at].text not in self._first_words():
            return 0
        ends = range(min(len(sentence.tokens), at + 6), at, -1)
        return next((e for e in ends if self._text(sentence, at, e) in self.known), 0)

    def _first_words(self) -> set[str]:
        return {n.replace("-", " ").split(" ")[0] for n in self.known}

    def _text(self, sentence: Sentence, first: int, end: int) -> str:
        offset = sentence.span.start
        return sentence.text[sentence.tokens[first].span.start - offset : sentence.tokens[end - 1].span.end - offset]


def _offset(sentence: Sentence, token: int) -> int:
    return sentence.tokens[token].span.start - sentence.span.start


def _flat(sentence: Sentence, token: Token) -> str:
    return " ".join(words_of((token, *sentence.children(token, "flat"))))
