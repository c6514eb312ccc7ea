"""What the words of a line tell of its role: credits, pointers to other stories, words of the interface. Source: data/reading/*.tsv."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from legation.knowledge.tables import data_file, rows


class Wording:
    """The patterns of data/reading/phrases.tsv, compiled.

    A row's `match` says how: `whole` the line is it, `start` the line begins with it, `part` the line holds it; `regex` as it stands.
    """

    def __init__(self, table: Iterable[tuple[str, str, str]]) -> None:
        parts: dict[str, list[str]] = {}
        for sort, match, phrase in table:
            parts.setdefault(sort, []).append(_pattern(match, phrase))
        self._patterns = {sort: re.compile("|".join(patterns), re.IGNORECASE) for sort, patterns in parts.items()}

    def is_caption(self, text: str) -> bool:
        """Whether the line is a picture's credit or caption by its words."""
        return len(text) < MAX_LINE_CHARS and self._holds("caption", text)

    def is_pointer(self, text: str) -> bool:
        """Whether the line points to another story ("Read more: ...")."""
        told = ends_sentence(text) and (not _COLON.search(text[:MAX_POINTER_CHARS]) or len(text.split()) > MAX_POINTER_WORDS)
        return not told and len(text) < MAX_LINE_CHARS and self._holds("pointer", text)

    def tells_where(self, text: str) -> bool:
        """Whether a pointer names the story that it points to, and is not a bare "Read more"."""
        named = _COLON.split(text, maxsplit=1)[1:] if _COLON.search(text[:MAX_POINTER_CHARS]) else []
        return any(len(part.split()) >= MIN_TITLE_WORDS for part in named) or len(text.split()) >= 2 * MIN_TITLE_WORDS

    def is_interface(self, text: str) -> bool:
        """Whether the line is a word of the page's interface ("Subscribe", "0 comments")."""
        return len(text) < MAX_LINE_CHARS and (self._holds("interface", text) or not any(c.isalpha() for c in text))

    def is_credit(self, text: str) -> bool:
        """Whether the line says who made or first printed the report ("Reporting by ...")."""
        return len(text) < MAX_LINE_CHARS and self._holds("credit", text)

    def is_outlet(self, name: str) -> bool:
        """Whether a name after a title's last dash is that of a site or agency."""
        return self._holds("outlet", name)

    def _holds(self, sort: str, text: str) -> bool:
        return self._patterns[sort].search(text) is not None


_FINAL = re.compile(r"""[.!?…:;。！？：]["'”’»«“)\]]*(?:\s?\[\d{1,3}\]){0,3}$""")
_COLON = re.compile("[:：]")
MAX_POINTER_CHARS = 40
MAX_POINTER_WORDS = 20
"""A sentence of more words after a colon is the report's own."""
MIN_TITLE_WORDS = 3
_BYLINE = re.compile(r"(?:By|Von|Par|Por|Da|Door|Av|Af|Di|Oleh|Przez|Автор:?)\s[A-ZÀ-ÞА-Я]")
_TAIL_CHARS = 24
MAX_BYLINE_CHARS = 100


def ends_sentence(text: str) -> bool:
    """Whether a line ends like a sentence, closing quotes and brackets aside."""
    return _FINAL.search(text[-_TAIL_CHARS:]) is not None


def is_byline(text: str) -> bool:
    """Whether a line names its author ("By Anna Meyer")."""
    return len(text) <= MAX_BYLINE_CHARS and _BYLINE.match(text) is not None and not ends_sentence(text)


MAX_LINE_CHARS = 400
"""Longer lines are prose; no phrase is asked of them."""


def _pattern(match: str, phrase: str) -> str:
    if match == "regex":
        return f"(?:{phrase})"
    words = r"\s+".join(re.escape(word) for word in phrase.split())
    if match == "whole":
        return rf"(?:^\W*{words}\W*$)"
    if match == "start":
        return rf"(?:^\W*{words}(?!\w))"
    return rf"(?:(?<!\w){words}(?!\w))"


@cache
def wording() -> Wording:
    """The phrases that ship."""
    table = data_file("reading", "phrases.tsv")
    return Wording((row["sort"], row["match"], row["phrase"]) for _, row in rows(table, ("sort", "match", "phrase", "example")))
