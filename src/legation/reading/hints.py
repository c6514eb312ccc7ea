"""What the class and id words of a page's elements tell of their content."""

from __future__ import annotations

import itertools
import re
from functools import cache, lru_cache
from typing import Any, Literal, TypeAlias, cast

from legation.knowledge.tables import data_file, rows

Hint: TypeAlias = Literal["caption", "teaser", "furniture", "byline", "lead", "headline", "body", "item", "embed"]

_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_MAX_CHARS = 300
NO_HINTS: frozenset[Hint] = frozenset()
_TAG_HINTS: dict[str, Hint] = {
    "nav": "furniture",
    "footer": "furniture",
    "form": "furniture",
    "fieldset": "furniture",
    "dialog": "furniture",
    "aside": "teaser",
    "figcaption": "caption",
    "address": "byline",
    "li": "item",
}


@cache
def hint_words() -> dict[str, Hint]:
    """Class word, or two joined by "-", -> hint. Source: data/reading/containers.tsv."""
    table = data_file("reading", "containers.tsv")
    return {row["words"]: cast("Hint", row["hint"]) for _, row in rows(table, ("words", "hint", "example"))}


def hints_of(element: Any) -> frozenset[Hint]:
    """The hints of one element's tag, class, id and itemprop."""
    own = _TAG_HINTS.get(element.tag)
    stated = " ".join(element.get(name) or "" for name in ("class", "id", "itemprop", "data-testid", "data-component", "role"))
    found = _hints_in(stated[:_MAX_CHARS]) if stated.strip() else NO_HINTS
    return found | {own} if own else found


@lru_cache(maxsize=20000)
def _hints_in(stated: str) -> frozenset[Hint]:
    table = hint_words()
    found: set[Hint] = set()
    for name in stated.split():
        parts = [part.lower() for part in _WORDS.findall(name)]
        found.update(table[part] for part in parts if part in table)
        found.update(table[pair] for pair in map("-".join, itertools.pairwise(parts)) if pair in table)
    return frozenset(found)
