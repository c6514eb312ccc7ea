"""The name of a ship: which words after a type, a prefix or "the" belong to it, and which only look so."""

from __future__ import annotations

from collections.abc import Sequence

from legation.knowledge.roster import Roster
from legation.resolving.hulls import JOINED, named_number
from legation.sentence import Sentence, Token

LONGEST_NAME = 5
QUOTES = frozenset({'"', "“", "”", "'", "‘", "’", "«", "»"})
HYPHENS = frozenset({"-", "‑", "‐"})
PARTICLES = frozenset({"de", "von", "van", "al", "el", "of", "the", "bin", "am", "da", "do", "dos", "di", "du", "la", "le", "y", "e", "den", "der"})
ROMAN = frozenset({"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"})
SAILING = frozenset({"dock", "moor", "berth", "anchor", "sail", "steam", "aground", "refloat", "disembark"})
"""Lemmas of what only ships do: a name that does it after "the" is a ship's."""

AFLOAT = SAILING | frozenset(
    {"port", "harbour", "harbor", "navy", "fleet", "strait", "sea", "ship", "vessel", "warship", "aboard", "sailor", "voyage", "hull"}
    | {"transit", "torpedo", "flagship", "naval", "channel", "gulf", "waters", "pier", "quay", "sink", "stopover", "shoal", "escort"}
)
"""Lemmas that tell of the sea: beside them a name of the fleet tables, or a prefix of two letters, is a ship's."""

MOVING = frozenset("arrive leave depart reach visit enter return transit pass cross call head collide sink launch deploy patrol".split())
"""Lemmas of what ships do among others."""

INITIAL = 2


class ShipNames:
    """Reads names of ships in the sentences of a report."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster

    def after(self, sentence: Sentence, at: int, *, sure: bool) -> tuple[int, int]:
        """The name that starts at token `at`, quotation marks stepped over, start equal to end where there is none.

        Unless it is `sure` (after a prefix), words that name a state, or an organisation or person of the roster, are no ship's.
        """
        tokens = sentence.tokens
        start = at + 1 if at < len(tokens) and tokens[at].text in QUOTES else at
        if start + 1 < len(tokens) and tokens[start].text in self._roster.vessel_prefixes and is_name_word(tokens[start + 1]):
            start, sure = start + 1, True
        end = self._end(sentence, start)
        if end == start + 1 and tokens[start].text in self._roster.vessel_prefixes:
            return at, at
        if end == start or (not sure and self._is_anothers(tokens, start, end)):
            return at, at
        while end - start > 1 and tokens[end - 1].text.isupper() and len(tokens[end - 1].text) > 1 and tokens[end - 1].text not in ROMAN:
            end -= 1
        return start, named_number(sentence, end)

    def _end(self, sentence: Sentence, start: int) -> int:
        tokens, end = sentence.tokens, start
        while end < len(tokens) and end - start < LONGEST_NAME and (is_name_word(tokens[end]) or self._joins(tokens, start, end)):
            end += 1
        return end

    def _joins(self, tokens: Sequence[Token], start: int, at: int) -> bool:
        """Whether a small word or a hyphen joins two parts of a name ("Charles de Gaulle", "Chung-Hoon")."""
        if not start < at < len(tokens) - 1 or not is_name_word(tokens[at + 1]):
            return False
        touching = tokens[at - 1].span.end == tokens[at].span.start and tokens[at].span.end == tokens[at + 1].span.start
        return tokens[at].text in PARTICLES or (tokens[at].text in HYPHENS and touching)

    def _is_anothers(self, tokens: Sequence[Token], start: int, end: int) -> bool:
        """Whether the words name a state, or all together somebody else; a capital or a city may lend its name to a ship."""
        whole = self._roster.names.get(" ".join(words_of(tokens[start:end])))
        if any(f.form != "capital" for f in whole):
            return True
        first = self._roster.names.get(tokens[start].text)
        return any(f.key.startswith("state:") and f.form != "capital" for f in first)

    def of_the_sea(self, sentence: Sentence, start: int, end: int) -> bool:
        """Whether words outside the stretch tell of the sea."""
        return any(t.lemma.lower() in AFLOAT for t in sentence.tokens if not start <= t.index < end)

    def moves(self, sentence: Sentence, start: int, end: int) -> bool:
        """Whether the words are the subject of what ships do among others ("the Nimitz left")."""
        return any(t.relation == "nsubj" and (g := sentence.head(t)) is not None and g.lemma in MOVING for t in sentence.tokens[start:end])

    def sails(self, sentence: Sentence, start: int, end: int) -> bool:
        """Whether the words from `start` to `end` are the subject of what only ships do ("The Nordvik docked", "ran aground")."""
        for token in sentence.tokens[start:end]:
            governor = sentence.head(token)
            if token.relation != "nsubj" or governor is None:
                continue
            below = {c.lemma.lower() for c in sentence.children(governor, "advmod", "obj", "xcomp", "compound", "obl")}
            if governor.lemma.lower() in SAILING or (governor.lemma in ("run", "set", "drop") and below & SAILING):
                return True
        return False


def words_of(tokens: Sequence[Token], *, lemma: bool = False) -> list[str]:
    """The words without hyphens."""
    return [(t.lemma.lower() if lemma else t.text) for t in tokens if t.text not in HYPHENS]


def is_name_word(token: Token) -> bool:
    """Whether the word has the shape of a part of a name: letters, a capital first; an initial may end in a stop."""
    bare = JOINED.sub("", token.text).replace("'", "").replace("’", "").replace(".", "")
    stops = "." not in token.text or len(bare) <= INITIAL
    return bare[:1].isupper() and bare.isalpha() and stops and token.upos in ("PROPN", "NOUN", "ADJ", "X", "DET", "VERB", "ADV", "NUM", "INTJ")
