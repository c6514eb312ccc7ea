"""Finds the roster's names in a stretch of text, whatever its accents, hyphens and full stops."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal, TypeAlias

Form: TypeAlias = Literal["name", "adjective", "people", "person", "capital", "alias", "surname", "blocked"]
"""How a name stands for its actor: "Cuba", "Cuban", "Cubans", "a Cuban", "Havana", "the Kremlin", "Putin"; blocked names stand for nobody."""

_WORD = re.compile(r"\w+")
_JOINS = re.compile(r"[\s.\-'’‘‐‑–/&+]*")
_SMALL = frozenset("al el bin ibn ul ad an as ash ar of the and for in de la e i wal und".split())
SHOUTED = 4
"""A word of at least so many capitals may be a name in capitals (a headline, a dateline) and no acronym."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A word as names are compared: accents gone, small words in lower case. Offsets are those of the text given."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NameForm:
    """One way to name an actor: the key of the actor and the form."""

    key: str
    form: Form


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found: code points of the text given, and what it may name."""

    start: int
    end: int
    forms: tuple[NameForm, ...]


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """The word without accents; small words ("al", "bin") in lower case."""
    if word.isascii():
        plain = word
    else:
        plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
        plain = plain.replace("ø", "o").replace("Ø", "O").replace("ł", "l").replace("Ł", "L").replace("ı", "i")
    low = plain.lower()
    return low if low in _SMALL else plain


def pieces(text: str) -> tuple[Piece, ...]:
    """The words of `text`."""
    return tuple(Piece(folded(m.group()), m.start(), m.end()) for m in _WORD.finditer(text))


@lru_cache(maxsize=65536)
def key_of(name: str) -> tuple[str, ...]:
    """A name as it is looked up."""
    return tuple(map(folded, _WORD.findall(name)))


class NameIndex:
    """Names by their words; the longest name at a place wins."""

    def __init__(self) -> None:
        self._forms: dict[tuple[str, ...], list[NameForm]] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}

    def add(self, name: str, form: NameForm) -> None:
        """Enters a name; the same name may stand for several actors, in order of entry."""
        key = key_of(name)
        known = self._forms.setdefault(key, [])
        if form not in known:
            known.append(form)
        lengths = self._lengths.get(key[0], ())
        if len(key) not in lengths:
            self._lengths[key[0]] = tuple(sorted((*lengths, len(key)), reverse=True))

    def claim(self, name: str, form: NameForm) -> None:
        """Enters a name that from now on stands for this actor alone."""
        self._forms[key_of(name)] = []
        self.add(name, form)

    def get(self, name: str) -> tuple[NameForm, ...]:
        """What the whole of `name` may name."""
        return tuple(self._forms.get(key_of(name), ()))

    def find(self, text: str) -> Iterator[Hit]:
        """Names in `text` from left to right, not overlapping; blocked ones included."""
        words = pieces(text)
        at = 0
        while at < len(words):
            hit = self._at(text, words, at)
            if hit is None:
                at += 1
                continue
            width, found = hit
            yield found
            at += width

    def _at(self, text: str, words: Sequence[Piece], at: int) -> tuple[int, Hit] | None:
        for first in _casings(words[at].key):
            for width in self._lengths.get(first, ()):
                chosen = words[at : at + width]
                if len(chosen) < width or not _joined(text, chosen):
                    continue
                forms = self._lookup(chosen, first)
                if forms:
                    return width, Hit(chosen[0].start, _with_full_stop(text, chosen), tuple(forms))
        return None

    def _lookup(self, chosen: Sequence[Piece], first: str) -> list[NameForm] | None:
        exact = (first, *(p.key for p in chosen[1:]))
        found = self._forms.get(exact)
        if found is None and first != chosen[0].key:
            found = self._forms.get(tuple(_casings(p.key)[-1] for p in chosen))
        return found


def _casings(word: str) -> tuple[str, ...]:
    if len(word) >= SHOUTED and word.isupper():
        return word, word.capitalize()
    return (word,)


def _joined(text: str, chosen: Sequence[Piece]) -> bool:
    """Whether the words stand together; letters of an acronym need more than a space between them ("A U.S. ship" is no A.U.)."""
    if len(chosen) > 1 and all(p.end - p.start == 1 for p in chosen):
        return all(_JOINS.fullmatch(text, a.end, b.start) and text[a.end : b.start].strip() for a, b in pairwise(chosen))
    return all(_JOINS.fullmatch(text, a.end, b.start) for a, b in pairwise(chosen))


def _with_full_stop(text: str, chosen: Sequence[Piece]) -> int:
    """The end of the name, with the full stop of an acronym such as "U.S."."""
    end = chosen[-1].end
    dotted = len(chosen) > 1 and all(p.end - p.start == 1 for p in chosen) and text[chosen[0].end : chosen[0].end + 1] == "."
    return end + 1 if dotted and text[end : end + 1] == "." else end
