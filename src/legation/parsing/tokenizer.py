"""Raw text to words, as Universal Dependencies English wants them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from legation.knowledge.tables import data_file, rows

Piece = tuple[int, int]
"""Start and end of a word in the text, in code points."""

_MARKS: Final = "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0903\u093a-\u094f\u1ab0-\u1aff\u20d0-\u20ff\ufe0f\u200d"
_LETTER: Final = rf"[^\W_{_MARKS}]"
_WORD: Final = rf"\w[\w{_MARKS}]*"

_PIECE: Final = re.compile(
    rf"""
      (?P<address>(?:https?://|ftp://|www\.)[^\s<>"“”]+
        | [\w.+-]{{1,64}}@[\w-]+(?:\.[\w-]+)+
        | (?:[\w-]+\.)+(?:com|org|net|gov|edu|mil|int)\b(?:/[^\s<>"“”]*)?
        | [a-z]+(?:\.[a-z]+(?:-[a-z]+)*){{2,}}(?![\w.@])
        | [\w-]+\.(?:pdf|docx?|xlsx?|html?|txt|jpe?g|png|zip|exe)\b)
    | (?P<dotted>(?:{_LETTER}\.){{2,}} | Ph\.D\.)
    | (?P<code>[A-Za-z]{{1,6}}-\d+[A-Za-z]{{0,3}}(?![\w-]) | \d+(?:-\d+){{2,}}(?![\w-]) | \d{{1,3}}-\d{{4}}(?![\w-]) | b/c(?!\w))
    | (?P<measured>(?>\d+(?:[.,:]\d+)*)(?=(?:am|pm|AM|PM|km|mm|cm|kg|m|k|bn|mn|K|M)\b))
    | (?P<number>(?>\d+(?:[.,:/]\d+)*)(?:st|nd|rd|th|s|['’]s)?(?!\w))
    | (?P<word>{_WORD}(?:['’]{_WORD})*)
    | (?P<face>[:;]-?[)(DP](?!\w))
    | (?P<run>([-*=~\#+.<>$])\9+ | [!?]+ | ``|'')
    | (?P<sign>\S)
    """,
    re.VERBOSE | re.UNICODE,
)
_CLITIC: Final = re.compile(r"(?:n['’]t|['’](?:s|S|re|RE|ve|VE|ll|LL|d|D|m|M))$", re.IGNORECASE)
_JOINED: Final = {
    "cannot": 3,
    "gonna": 3,
    "wanna": 3,
    "gotta": 3,
    "outta": 3,
    "lemme": 3,
    "alot": 1,
    "im": 1,
    "ive": 1,
    "youre": 3,
    "theyre": 4,
    "thats": 4,
} | {f"{verb}nt": len(verb) for verb in "do does did ca wo is are was were has have had could would should ai".split()}
"""Words written together that are two syntactic words, and where the second begins."""
_SYLLABLES: Final = re.compile(r"(?<=[^\W\d_][ \u00a0])[A-Z][a-z]{1,5}-[a-z]{1,6}(?![\w-])")
"""A given name of two syllables ("Jong-un"), as romanised Korean and Chinese names have it; it must follow a surname."""
_NO_SYLLABLE: Final = frozenset(
    "led run born based back backed owned wide made held era bound level style like free based rich line class trade hit torn ally".split()
)
_TRAILING: Final = ".,;:!?)]}'’>…"
_NOT_SURNAMES: Final = frozenset("the a an in on at of for by from with and but or as its his her their this that".split())
_KEEPS_S: Final = re.compile(r"^\d+['’]s$")


def words(text: str, start: int, end: int) -> list[Piece]:
    """The words of text[start:end] in order, white space left out."""
    return list(_words(text, start, end))


def _words(text: str, start: int, end: int) -> Iterator[Piece]:
    at = start
    while match := _PIECE.search(text, at, end):
        kind, (first, last) = match.lastgroup, match.span()
        if kind == "address":
            last = first + len(text[first:last].rstrip(_TRAILING))
        if kind in ("word", "dotted"):
            last = _with_period(text, first, last, end)
            last = _with_hyphens(text, first, last, end)
            yield from _unclitic(text, first, last)
        else:
            yield first, last
        at = last


def _with_period(text: str, first: int, last: int, end: int) -> int:
    """The end of the word with its period, where the period belongs to it."""
    if last >= end or text[last] != "." or text.startswith("..", last):
        return last
    word = text[first:last]
    if len(word) == 1 and word.isupper():
        return last + 1 if last + 1 < end and text[last + 1] in " \u00a0.-" and text[first - 1 : first] not in ("'", "’") else last
    kind = abbreviations().get(word.lower())
    if kind is None or (kind == "number" and not text[last + 1 : last + 3].strip()[:1].isdigit()):
        return last
    return last + 1


def _with_hyphens(text: str, first: int, last: int, end: int) -> int:
    """The end of the word with what a hyphen binds to it: only prefixes bind ("co-founder", "anti-ship")."""
    name = _SYLLABLES.match(text, first, end)
    if name is not None and name.end() > last and _follows_surname(text, first) and name.group().rpartition("-")[2] not in _NO_SYLLABLE:
        return name.end()
    if text[first:last].lower() in prefixes() and last + 1 < end and text[last] == "-" and text[last + 1].isalnum():
        rest = _PIECE.match(text, last + 1, end)
        if rest is not None and rest.lastgroup == "word":
            return rest.end()
    return last


def _follows_surname(text: str, first: int) -> bool:
    before = text[max(0, first - 12) : first].rstrip().rpartition(" ")[2]
    return before.isalpha() and before[0].isupper() and before[1:].islower() and len(before) <= 8 and before.lower() not in _NOT_SURNAMES


def _unclitic(text: str, first: int, last: int) -> Iterator[Piece]:
    word = text[first:last]
    cut = None if word.isupper() else _JOINED.get(word.lower())
    if cut is None and len(word) > 2 and not _KEEPS_S.match(word):
        match = _CLITIC.search(word)
        cut = match.start() if match else None
    if cut:
        yield first, first + cut
        yield first + cut, last
    else:
        yield first, last


@lru_cache(maxsize=1)
def abbreviations() -> dict[str, str]:
    """Abbreviations in lower case without their period, and what they tell of the sentence: title, month, number, either."""
    return {r["word"]: r["kind"] for _, r in rows(data_file("parsing", "abbreviations.tsv"), ("word", "kind"))}


@lru_cache(maxsize=1)
def prefixes() -> frozenset[str]:
    """Prefixes that a hyphen binds to the next word."""
    return frozenset(r["prefix"] for _, r in rows(data_file("parsing", "prefixes.tsv"), ("prefix",)))
