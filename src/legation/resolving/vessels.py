"""Finds ships in a sentence: by type, prefix, hull number, or a name that the report gave to a ship before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from legation.knowledge.roster import Roster
from legation.mention import Mention
from legation.sentence import Sentence, Token
from legation.vessel import Vessel

HULL = re.compile(r"\s*,?\s*\(?\s*(?P<number>(?!G-\d|P-\d)[A-Z]{1,4}-?\d{2,4}|#\d{2,4})\b\)?")
"""A hull or pennant number as navies paint it: SSV-175, DDG-51, F221."""
MILITARY_WORDS = frozenset({"military", "naval", "navy", "war", "missile", "guided", "armed", "coast"})
_QUOTES = frozenset({'"', "“", "”", "'", "‘", "’"})
_LONGEST_TYPE = 5
_LONGEST_NAME = 4
_INITIAL = 2
_PARTICLES = frozenset({"de", "von", "van", "al", "el", "of", "the", "bin"})
_SURE_PREFIX = 3
"""A prefix of fewer letters ("SS", "FS") counts only beside a word for a ship."""


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
        self.known: dict[str, KnownShip] = {}
        self._joined: list[tuple[str, str]] = []
        sentences = tuple(sentences)
        for sentence in sentences:
            for ship in self._typed(sentence):
                self._learn(sentence, ship)
        for sentence in sentences:
            self._learn_joined(sentence)

    def find(self, sentence: Sentence) -> tuple[Ship, ...]:
        """The ships of a sentence from left to right."""
        found = list(self._typed(sentence))
        taken = {i for s in found for i in range(s.start, s.end)}
        found.extend(s for s in self._again(sentence) if not taken & set(range(s.start, s.end)))
        return tuple(sorted(found, key=lambda s: s.start))

    def name(self, sentence: Sentence, ship: Ship) -> str:
        """The ship's name, "" where none."""
        first, end = ship.name
        return " ".join(_words(sentence.tokens[first:end]))

    def _learn(self, sentence: Sentence, ship: Ship) -> None:
        name = self.name(sentence, ship)
        if name:
            before = self.known.get(name, KnownShip("", "", "", military=False))
            self.known[name] = KnownShip(
                ship.kind or before.kind, ship.hull or before.hull, ship.flag or before.flag, ship.military or before.military
            )

    def _learn_joined(self, sentence: Sentence) -> None:
        """A name joined to that of a ship is one too ("the Golbon and the Jairan" where one is known)."""
        for token in sentence.tokens:
            if token.relation != "conj" or token.upos != "PROPN" or sentence.tokens[token.head].upos != "PROPN":
                continue
            pair = [_flat(sentence, sentence.tokens[token.head]), _flat(sentence, token)]
            known = [n for n in pair if n in self.known]
            new = [n for n in pair if n not in self.known and not self._roster.names.get(n)]
            if known and new:
                self.known[new[0]] = replace(self.known[known[0]], hull="")
                self._joined.append((known[0], new[0]))

    def tell(self, name: str, flag: str) -> None:
        """Notes the flag of a named ship."""
        if name in self.known and not self.known[name].flag:
            self.known[name] = replace(self.known[name], flag=flag)
            for pair in self._joined:
                if name in pair:
                    self.tell(pair[1 - pair.index(name)], flag)

    def _typed(self, sentence: Sentence) -> Iterator[Ship]:
        tokens, at = sentence.tokens, 0
        while at < len(tokens):
            ship = self._by_type(sentence, at) or self._by_prefix(sentence, at)
            if ship is not None:
                yield ship
            at = ship.end if ship is not None else at + 1

    def _by_type(self, sentence: Sentence, at: int) -> Ship | None:
        tokens = sentence.tokens
        if tokens[at].lemma.lower() not in self._roster.vessel_starts:
            return None
        for width in range(min(_LONGEST_TYPE, len(tokens) - at), 0, -1):
            words = _words(tokens[at : at + width], lemma=True)
            military = self._roster.vessel_types.get(tuple(words))
            last = tokens[at + width - 1]
            if military is None or self._is_part(sentence, last) or last.upos not in ("NOUN", "PROPN") or tokens[at].text in ("-", "‑"):
                continue
            plural = last.text.lower() != last.lemma.lower() and last.text.lower().endswith("s")
            return self._complete(sentence, at, at + width, " ".join(words), military=military, plural=plural)
        return None

    def _is_part(self, sentence: Sentence, last: Token) -> bool:
        """Whether the word only says what kind another thing is ("tanker trucks", "boat builders")."""
        governor = sentence.head(last)
        return last.relation == "compound" and governor is not None and governor.index > last.index and governor.upos == "NOUN"

    def _complete(self, sentence: Sentence, start: int, end: int, kind: str, *, military: bool, plural: bool) -> Ship:
        tokens = sentence.tokens
        before = {t.text.lower() for t in tokens[max(0, start - 3) : start]}
        ship = Ship(start, end, (end, end), kind, "", "", military or bool(before & MILITARY_WORDS and kind in ("ship", "vessel", "boat")), plural)
        titled = self._by_prefix(sentence, end, sure=True) if end < len(tokens) else None
        if titled is not None and not plural:
            return replace(titled, start=start, kind=kind, military=ship.military or titled.military)
        first, last = (end, end) if plural else self._name(tokens, end)
        if first == last and not plural:
            first, last = self._apposed(sentence, start, end)
            return replace(ship, name=(first, last))
        hull, after = _hull(sentence, last)
        return replace(ship, end=after, name=(first, last), hull=hull)

    def _by_prefix(self, sentence: Sentence, at: int, *, sure: bool = False) -> Ship | None:
        tokens = sentence.tokens
        prefix = self._roster.vessel_prefixes.get(tokens[at].text) if at < len(tokens) else None
        if prefix is None or not (sure or len(tokens[at].text) > _SURE_PREFIX - 1):
            return None
        first, last = self._name(tokens, at + 1)
        if first == last:
            return None
        hull, after = _hull(sentence, last)
        return Ship(at, after, (first, last), "", hull, prefix[0], prefix[1], plural=False)

    def _name(self, tokens: Sequence[Token], at: int) -> tuple[int, int]:
        """The capitalised words from `at` on, quotation marks stepped over; nothing where they name a state or organisation."""
        start = at + 1 if at < len(tokens) and tokens[at].text in _QUOTES else at
        end = start
        while end < len(tokens) and end - start < _LONGEST_NAME and (_is_name_word(tokens[end]) or self._is_particle(tokens, start, end)):
            end += 1
        if end == start or self._roster.names.get(" ".join(_words(tokens[start:end]))) or self._names_state(tokens[start]):
            return at, at
        while end - start > 1 and tokens[end - 1].text.isupper() and len(tokens[end - 1].text) > 1:
            end -= 1
        return start, end

    def _is_particle(self, tokens: Sequence[Token], start: int, at: int) -> bool:
        """Whether a small word joins two parts of a name ("Charles de Gaulle")."""
        return start < at < len(tokens) - 1 and tokens[at].text in _PARTICLES and _is_name_word(tokens[at + 1])

    def _names_state(self, token: Token) -> bool:
        return any(f.key.startswith("state:") for f in self._roster.names.get(token.text))

    def _apposed(self, sentence: Sentence, start: int, end: int) -> tuple[int, int]:
        """A name in apposition ("a spy ship, the Viktor Leonov")."""
        for token in sentence.tokens[start:end]:
            for child in sentence.children(token, "appos"):
                inside = [t.index for t in sentence.subtree(child) if t.upos == "PROPN" and t.relation in ("appos", "flat", "compound")]
                if child.upos == "PROPN" and inside and not self._roster.names.get(child.text):
                    return inside[0], inside[-1] + 1
        return end, end

    def _again(self, sentence: Sentence) -> Iterator[Ship]:
        """Names of ships that the report knows."""
        tokens, at = sentence.tokens, 0
        starts = {n.split(" ")[0] for n in self.known}
        while at < len(tokens):
            if tokens[at].text not in starts:
                at += 1
                continue
            width = next((w for w in range(_LONGEST_NAME, 0, -1) if " ".join(_words(tokens[at : at + w])) in self.known), 0)
            if width and tokens[at].upos == "PROPN":
                known = self.known[" ".join(_words(tokens[at : at + width]))]
                hull, after = _hull(sentence, at + width)
                yield Ship(at, after, (at, at + width), "", hull, known.flag, known.military, plural=False)
            at += width or 1


def _flat(sentence: Sentence, token: Token) -> str:
    return " ".join(_words((token, *sentence.children(token, "flat"))))


def _words(tokens: Iterable[Token], *, lemma: bool = False) -> list[str]:
    return [(t.lemma.lower() if lemma else t.text) for t in tokens if t.text not in ("-", "‑")]


def _is_name_word(token: Token) -> bool:
    bare = token.text.replace("'", "").removesuffix(".")
    return bare[:1].isupper() and bare.isalpha() and token.upos in ("PROPN", "NOUN", "ADJ", "X") and (bare == token.text or len(bare) <= _INITIAL)


def _hull(sentence: Sentence, at: int) -> tuple[str, int]:
    """A hull number right after token `at` - 1, and the token after it."""
    if at > len(sentence.tokens):
        return "", at
    offset = sentence.tokens[at - 1].span.end - sentence.span.start
    match = HULL.match(sentence.text, offset)
    if match is None:
        return "", at
    end = match.end() + sentence.span.start
    return match["number"], max(t.index for t in sentence.tokens if t.span.start < end) + 1


def vessel_of(ship: Ship, known: KnownShip | None, name: str, mention: Mention, flag: str | None) -> Vessel:
    """The noun for a ship, completed by what the report told of it elsewhere."""
    told = known or KnownShip("", "", "", military=False)
    return Vessel(mention, name, ship.hull or told.hull, ship.kind or told.kind, flag or told.flag or None, ship.military or told.military)
