"""Finds the roster's names in a stretch of text, whatever its accents, hyphens and full stops."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
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

Key: TypeAlias = tuple[str, ...]
"""A name as it is compared: its words, accents gone, small words in lower case."""
_Place: TypeAlias = tuple[int, int]
"""A word's first code point and the one after its last."""


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


@lru_cache(maxsize=65536)
def key_of(name: str) -> Key:
    """A name as it is looked up."""
    return tuple(map(folded, _WORD.findall(name)))


def first_of(name: str) -> str:
    """The first word of the name's key."""
    word = name.partition(" ")[0]
    return folded(word) if word.isalpha() else key_of(name)[0]


def last_of(name: str) -> str:
    """The last word of the name's key."""
    word = name.rpartition(" ")[2]
    return folded(word) if word.isalpha() else key_of(name)[-1]


class NameIndex:
    """Names by their words; the longest name at a place wins. Names are taken apart when a text first holds their first word."""

    def __init__(self) -> None:
        self._waiting: dict[str, list[tuple[str, NameForm]]] = {}
        self._forms: dict[Key, tuple[NameForm, ...]] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}
        self._more: Callable[[str], Iterable[tuple[str, NameForm]]] | None = None
        self._asked: set[str] = set()

    def add(self, name: str, form: NameForm) -> None:
        """Enters a name; the same name may stand for several actors, in order of entry."""
        self._waiting.setdefault(first_of(name), []).append((name, form))

    def claim(self, name: str, form: NameForm) -> None:
        """Enters a name that from now on stands for this actor alone."""
        for before, known in self._waiting.pop(first_of(name), ()):
            self._enter(before, known)
        self._forms[key_of(name)] = ()
        self._enter(name, form)

    def follow(self, more: Callable[[str], Iterable[tuple[str, NameForm]]]) -> None:
        """Takes from `more`, for each first word once it is asked for, the names that come after all those entered."""
        self._more = more

    def get(self, name: str) -> tuple[NameForm, ...]:
        """What the whole of `name` may name."""
        key = key_of(name)
        return self._forms.get(key, ()) if key and self._lengths_from(key[0]) else ()

    def find(self, text: str) -> Iterator[Hit]:
        """Names in `text` from left to right, not overlapping; blocked ones included."""
        places = [m.span() for m in _WORD.finditer(text)]
        words = [folded(text[start:end]) for start, end in places]
        at = 0
        while at < len(words):
            hit = self._at(text, words, places, at)
            if hit is None:
                at += 1
                continue
            width, found = hit
            yield found
            at += width

    def _lengths_from(self, first: str) -> tuple[int, ...]:
        """Numbers of words of the names that begin with the word, most first; enters those that wait."""
        if first not in self._asked:
            for name, form in (*self._waiting.get(first, ()), *(self._more(first) if self._more else ())):
                self._enter(name, form)
            self._waiting.pop(first, None)
            self._asked.add(first)
        return self._lengths.get(first, ())

    def _enter(self, name: str, form: NameForm) -> None:
        key = key_of(name)
        known = self._forms.get(key, ())
        if form not in known:
            self._forms[key] = (*known, form)
        lengths = self._lengths.get(key[0], ())
        if len(key) not in lengths:
            self._lengths[key[0]] = tuple(sorted((*lengths, len(key)), reverse=True))

    def _at(self, text: str, words: list[str], places: list[_Place], at: int) -> tuple[int, Hit] | None:
        for first in _casings(words[at]):
            for width in self._lengths_from(first):
                forms = self._lookup(words[at : at + width], first) if at + width <= len(words) else ()
                if forms and _joined(text, chosen := places[at : at + width]):
                    return width, Hit(chosen[0][0], _with_full_stop(text, chosen), forms)
        return None

    def _lookup(self, words: list[str], first: str) -> tuple[NameForm, ...]:
        found = self._forms.get((first, *words[1:]))
        if found is None and first != words[0]:
            found = self._forms.get(tuple(_casings(w)[-1] for w in words))
        return found or ()


def _casings(word: str) -> tuple[str, ...]:
    if len(word) >= SHOUTED and word.isupper():
        return word, word.capitalize()
    return (word,)


def _joined(text: str, chosen: Sequence[_Place]) -> bool:
    """Whether the words stand together; letters of an acronym need more than a space between them ("A U.S. ship" is no A.U.)."""
    if len(chosen) == 1:
        return True
    between = [text[a[1] : b[0]] for a, b in pairwise(chosen)]
    if _are_letters(chosen):
        return all(gap.strip() and _JOINS.fullmatch(gap) for gap in between)
    return all(gap == " " or _JOINS.fullmatch(gap) for gap in between)


def _are_letters(chosen: Sequence[_Place]) -> bool:
    return all(end - start == 1 for start, end in chosen)


def _with_full_stop(text: str, chosen: Sequence[_Place]) -> int:
    """The end of the name, with the full stop of an acronym such as "U.S."."""
    end = chosen[-1][1]
    dotted = len(chosen) > 1 and _are_letters(chosen) and text[chosen[0][1] : chosen[0][1] + 1] == "."
    return end + 1 if dotted and text[end : end + 1] == "." else end
