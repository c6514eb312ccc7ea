"""A report as the resolver sees it: its sentences with their units, the day, quotations and datelines."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import date
from functools import cached_property

from legation.document import Document
from legation.errors import Unknown
from legation.knowledge.roster import Roster
from legation.knowledge.roster_names import folded
from legation.mention import Mention, Parse
from legation.resolving.units import STATE_FORMS, Unit, Units, dated
from legation.resolving.vessels import Ships
from legation.sentence import Sentence, Token

DATELINE = re.compile(r"^[A-Z][A-Z .,'’/-]{2,}(?:,\s[A-Z][\w. ]*\d{0,2})?\s*(?:\([A-Z][A-Za-z]{1,20}\)$|(?:\([^)]{1,40}\)\s*)?[—–-]{1,2}(?:\s|$))")
"""`HAVANA (Agency) -`: a place in capitals, perhaps state, day and agency, then a dash."""
SAYING = frozenset(
    "urge accuse call criticize welcome praise condemn say tell add note explain argue warn write suggest think believe report ask".split()
)
"""Verbs of who is only asked by the press."""
_OPEN, _CLOSE, _EITHER = "“", "”", '"'
_BRACKETED = 3
_NOT_SURNAMES = frozenset("The Mr Mrs Ms Dr Sir".split())


class Scene:
    """One report with what the roster finds in it."""

    def __init__(self, document: Document, parse: Parse, roster: Roster) -> None:
        self.document = document
        self.parse = parse
        self.roster = roster
        self.day: date | None = None if isinstance(document.date, Unknown) else document.date.day
        surnames = self._surnames()
        named = self._named_states()
        mentions: dict[int, list[Mention]] = defaultdict(list)
        for mention in parse.mentions:
            mentions[mention.sentence].append(mention)
        self.ships = Ships(roster, parse.sentences)
        self.units = tuple(Units(roster, s, mentions[s.index], surnames, self.ships.find(s), named, self.day) for s in parse.sentences)
        self._at = {(u.sentence, u.head): u for units in self.units for u in sorted(units.all, key=lambda u: u.end - u.start)}
        self.counts = Counter(
            f.key.partition(":")[2]
            for units in self.units
            for u in units.all
            for f in u.forms[:1]
            if f.key.startswith("state:") and f.form in STATE_FORMS
        )

    @cached_property
    def bodies(self) -> tuple[str, ...]:
        """Codes of the organisations between states that the report names, in the order of the text."""
        keys = (f.key for units in self.units for u in units.all for f in u.forms[:1] if f.key.startswith("igo:"))
        return tuple(dict.fromkeys(self.roster.actors[k][0].state for k in keys))

    def _named_states(self) -> frozenset[str]:
        """States that the report names as such, by name, adjective, people or capital."""
        found = [dated(self.roster, hit.forms, self.day)[0] for s in self.parse.sentences for hit in self.roster.names.find(s.text)]
        return frozenset(f.key.partition(":")[2] for f in found if f.key.startswith("state:") and f.form in STATE_FORMS)

    @cached_property
    def main_state(self) -> str | None:
        """The state that the report names most; of several the one named first."""
        return max(self.counts, key=lambda s: self.counts[s]) if self.counts else None

    def sentence(self, unit: Unit) -> Sentence:
        """The sentence of a unit."""
        return self.parse.sentences[unit.sentence]

    def head(self, unit: Unit) -> Token:
        """The head token of a unit."""
        return self.sentence(unit).tokens[unit.head]

    def unit_at(self, sentence: int, token: int) -> Unit | None:
        """The longest unit headed by the token, else the shortest name that covers it."""
        found = self._at.get((sentence, token))
        if found is not None:
            return found
        covering = [u for u in self.units[sentence].all if u.name_start <= token < u.name_end]
        return min(covering, key=lambda u: u.end - u.start, default=None)

    def fellow_subject(self, unit: Unit) -> int | None:
        """Head of the subject of the clause that the unit is an object or oblique of: whom a mere "him" or "the ship" there cannot mean."""
        sentence, head = self.sentence(unit), self.head(unit)
        governor = sentence.head(head)
        if governor is None or head.relation not in ("obj", "iobj", "obl"):
            return None
        while governor.relation in ("xcomp", "advcl") and governor.head >= 0 and not sentence.children(governor, "nsubj"):
            governor = sentence.tokens[governor.head]
        return next((t.index for t in sentence.children(governor, "nsubj")), None)

    def is_subject(self, unit: Unit) -> bool:
        """Whether the unit is a subject, or joined to one."""
        sentence, head = self.sentence(unit), self.head(unit)
        while head.relation == "conj" and head.head >= 0:
            head = sentence.tokens[head.head]
        return head.relation == "nsubj"

    def plural(self, unit: Unit) -> bool:
        """Whether the head noun of a role phrase is a plural."""
        if unit.spot is None:
            return False
        token = self.sentence(unit).tokens[unit.spot.end - 1]
        return token.text.lower() != token.lemma.lower() or token.text.lower() in ("people", "police")

    def words(self, unit: Unit) -> str:
        """The words of the name (or of the phrase)."""
        tokens = self.sentence(unit).tokens
        return self.document.text[tokens[unit.name_start].span.start : tokens[unit.name_end - 1].span.end]

    def has_words(self, words: tuple[str, ...]) -> int:
        """How many of the words stand in the report."""
        return sum(w in self.document.text for w in words)

    @cached_property
    def quoted(self) -> tuple[tuple[int, int], ...]:
        """Stretches of the text inside quotation marks."""
        found, start = [], -1
        for match in re.finditer(r'[“”"]|\n\n', self.document.text):
            sign = match.group()
            if sign == "\n\n":
                start = start if start >= 0 and self.document.text[match.end() : match.end() + 1] in (_OPEN, _EITHER) else -1
                if start >= 0:
                    found.append((start, match.start()))
                    start = -1
            elif sign == _OPEN or (sign == _EITHER and start < 0):
                start = match.end()
            elif start >= 0:
                found.append((start, match.start()))
                start = -1
        return tuple(found)

    def in_quote(self, offset: int) -> bool:
        """Whether the code point stands in quotation marks."""
        return any(a <= offset < b for a, b in self.quoted)

    def says(self, verb: Token) -> bool:
        """Whether the verb only brings in words: it is followed by a clause or a quotation of what is said."""
        return any(self.in_quote(verb.span.start + d) for d in (-3, 3)) or verb.lemma in SAYING

    def acronym_after(self, unit: Unit) -> Token | None:
        """The acronym in brackets right after a phrase, None where there is none."""
        after = self.sentence(unit).tokens[unit.end : unit.end + _BRACKETED]
        if len(after) < _BRACKETED or after[0].text != "(" or after[2].text != ")":
            return None
        return after[1] if after[1].text.isupper() and len(after[1].text) > 1 else None

    def in_dateline(self, unit: Unit) -> bool:
        """Whether the unit stands in the dateline of its sentence."""
        sentence = self.sentence(unit)
        match = DATELINE.match(sentence.text)
        return match is not None and sentence.tokens[unit.start].span.start < sentence.span.start + match.end()

    def _surnames(self) -> frozenset[str]:
        """Last names of persons that the report names in full."""
        found: set[str] = set()
        for mention in self.parse.mentions:
            words = mention.text.split()
            if mention.kind == "person" and len(words) > 1:
                found.update((words[-1], words[-1].rpartition("-")[2]))
        for sentence in self.parse.sentences:
            for hit in self.roster.names.find(sentence.text):
                key = hit.forms[0].key
                if key.startswith("person:") and hit.forms[0].form == "name":
                    last = sentence.text[hit.start : hit.end].split()[-1]
                    found.update((self.roster.persons[key].surname, last, last.rpartition("-")[2]))
        return frozenset(n for n in found if n[:1].isupper() and len(n) > 1 and n not in _NOT_SURNAMES and not self.roster.names.get(n) and folded(n))
