"""Words of a block to sentences."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from legation.knowledge.tables import data_file, rows
from legation.parsing.tokenizer import Piece, abbreviations, words

MAX_WORDS: Final = 200
MAX_PARTS: Final = 20
"""Words of a sentence; a longer one (a list of names, a table) is cut at a comma, so that time stays linear in the text."""
_CLOSERS: Final = frozenset("\"'”’)]}»") | {"''"}
_END: Final = re.compile(r"^(?:[.!?。！？]+|…|\.{2,})$")
_BLANK: Final = re.compile(r"\n[^\S\n]*\n")
_WRAPPED: Final = range(50, 101)
"""Lengths of line, in code points, of text that was wrapped by hand: a line break inside such text ends no sentence."""

_DATELINE: Final = re.compile(
    r"[A-Z][A-Z .,'’/-]{2,40}(?:,\s[A-Z][\w. ]{0,20}\d{0,2})?\s*(?:\([A-Z][A-Za-z]{1,20}\)(?=\s[A-Z])|(?:\([^)\n]{1,40}\)\s*)?[—–-]{1,2}(?=\s))"
)
"""Place, day and agency before a report's first words: "HAVANA (Agency) –", "PARIS, March 3 —", "LIMA (AP) Peru's ..."."""

_LONG_PREFIX = 3


def sentences(text: str, start: int, end: int) -> list[list[Piece]]:
    """The sentences of the block text[start:end], each as its words; none is empty or longer than MAX_WORDS. A dateline stands by itself."""
    found: list[list[Piece]] = []
    dateline = _DATELINE.match(text, start, end)
    if dateline is not None:
        found.append(words(text, start, dateline.end()))
        start = dateline.end()
    wrapped = _is_wrapped(text[start:end])
    pieces = words(text, start, end)
    begin = 0
    for i in range(1, len(pieces) + 1):
        if i == len(pieces) or _ends_before(text, pieces, begin, i, wrapped):
            found.extend(_capped(text, pieces[begin:i]))
            begin = i
    return found


def _is_wrapped(block: str) -> bool:
    lengths = [len(line) for line in block.splitlines() if line.strip()]
    return len(lengths) > 2 and max(lengths) in _WRAPPED and sum(n in _WRAPPED for n in lengths) * 2 > len(lengths)


def _ends_before(text: str, pieces: list[Piece], begin: int, i: int, wrapped: bool) -> bool:
    """Whether a sentence ends between words i - 1 and i."""
    gap = text[pieces[i - 1][1] : pieces[i][0]]
    if "\n" in gap and (not wrapped or _BLANK.search(gap)):
        return _breaks(text, pieces, i, gap)
    if not gap:
        return False
    return _is_final(text, pieces, begin, i) and _may_begin(text, pieces, i)


def _breaks(text: str, pieces: list[Piece], i: int, gap: str) -> bool:
    """Whether a line break ends the sentence: always at a blank line, else unless the next line goes on in lower case."""
    return bool(_BLANK.search(gap)) or not text[pieces[i][0]].islower()


def _is_final(text: str, pieces: list[Piece], begin: int, i: int) -> bool:
    """Whether the words before i end in a final mark, with closing quotes and brackets after it."""
    last = i - 1
    if _is_note(text, pieces, last - 2) and last - 3 > begin:
        last -= 3
    while last > begin and text[slice(*pieces[last])] in _CLOSERS and pieces[last - 1][1] == pieces[last][0]:
        last -= 1
    word = text[slice(*pieces[last])]
    if _END.match(word):
        return not (word == "." and (_is_list_number(text, pieces, begin, last) or _is_apart_initial(text, pieces, begin, last)))
    return word.endswith(".") and len(word) > 1 and _abbreviation_ends(word, text[slice(*pieces[i])])


def _is_list_number(text: str, pieces: list[Piece], begin: int, last: int) -> bool:
    return last - begin == 1 and text[slice(*pieces[begin])].isdigit()


def _is_apart_initial(text: str, pieces: list[Piece], begin: int, last: int) -> bool:
    """Whether the period belongs to an initial that a blank holds apart, as in text already cut into words: "U . S officials"."""
    initial = text[slice(*pieces[last - 1])] if last > begin else ""
    return len(initial) == 1 and initial.isupper() and pieces[last - 1][1] < pieces[last][0]


def _abbreviation_ends(word: str, following: str) -> bool:
    """Whether an abbreviation's period also ends the sentence: never after titles, months and initials, else before a usual first word."""
    bare = word[:-1].lower()
    if len(bare) == 1 or abbreviations().get(bare) in ("title", "month", "number"):
        return False
    return following in starters() or following in ("“", '"', "‘")


def _may_begin(text: str, pieces: list[Piece], i: int) -> bool:
    return not text[pieces[i][0]].islower() and not _is_note(text, pieces, i)


def _is_note(text: str, pieces: list[Piece], i: int) -> bool:
    """Whether the three words at i are the number of a note, "[6]": it belongs to the sentence before it."""
    found = [text[a:b] for a, b in pieces[max(i, 0) : max(i, 0) + 3]]
    return i >= 0 and len(found) == 3 and (found[0], found[2]) == ("[", "]") and found[1].isdigit()


def _capped(text: str, sentence: list[Piece]) -> list[list[Piece]]:
    """The sentence in parts of at most MAX_WORDS words, cut after the last comma or semicolon of each part's second half.

    No writer's sentence has more than MAX_PARTS parts: of a list or of junk the first and last parts are kept, the middle is left unparsed.
    """
    parts, at = [], 0
    while len(sentence) - at > MAX_WORDS:
        marks = (j for j in range(at + MAX_WORDS, at + MAX_WORDS // 2, -1) if text[slice(*sentence[j - 1])] in (";", ","))
        cut = next(marks, at + MAX_WORDS)
        parts.append(sentence[at:cut])
        at = cut
    parts.append(sentence[at:])
    return parts if len(parts) <= MAX_PARTS else parts[: MAX_PARTS // 2] + parts[-MAX_PARTS // 2 :]


@lru_cache(maxsize=1)
def starters() -> frozenset[str]:
    """Capitalised words that begin a sentence more often than they follow an abbreviation inside one."""
    return frozenset(r["word"] for _, r in rows(data_file("parsing", "starters.tsv"), ("word",)))


@lru_cache(maxsize=1)
def ship_prefixes() -> frozenset[str]:
    """Prefixes of ships' names of three letters and more ("USS", "KRI")."""
    names = (r["prefix"] for _, r in rows(data_file("roster", "vessel_prefixes.tsv"), ("prefix",)))
    return frozenset(name for name in names if len(name) >= _LONG_PREFIX)
