"""Lemmas by part of speech: a table of irregular forms, then endings."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from legation.knowledge import lexicon
from legation.knowledge.tables import data_file, rows

_ASIS: Final = frozenset({"PROPN", "PUNCT", "SYM", "X", "NUM", "INTJ"})
_VOWELS: Final = "aeiou"
_NEEDS_E: Final = re.compile(
    r"(?:[^aeiou]l|v|[^aeo]c|[aeo]uc|dg|[rln]g|[aeiou]z|[iu]s|[^aeiousp]s|[ao]s|u|[^aeio]at|uat|eat(?<=creat)|[bdfglmnprstvz]id"
    r"|[ct]ut|[aeiou]r(?<=[fhkqs]ir)|[ou]r(?<=[^eo]ur)|[pln]or|lar|par|sist)$"
)
"""Endings of a stem that mostly lost an e: "impos", "oblig", "encourag"."""
_SIBILANT: Final = re.compile(r"(?:s|x|z|ch|sh)$")


def lemma(word: str, upos: str) -> str:
    """The dictionary form of a word of that part of speech, in lower case except for names."""
    if upos in _ASIS:
        return word
    low = word.lower().replace("’", "'")
    known = irregular().get((low, upos))
    if known is not None:
        return known
    if upos == "NOUN":
        return _singular(low)
    return _infinitive(low) if upos in ("VERB", "AUX") else low


def _singular(low: str) -> str:
    if len(low) < 4 or not low.endswith("s") or low[0].isdigit() or low.endswith(("ss", "us", "is", "ics")):
        return low
    if low.endswith("ies"):
        return low[:-3] + "y"
    if low.endswith("es") and _SIBILANT.search(low[:-2]) and not low.endswith(("ses", "zes")):
        return low[:-2]
    if low.endswith(("sses", "zzes", "uses")) and not low.endswith(("auses", "ouses")):
        return low[:-2]
    return low[:-1]


def _infinitive(low: str) -> str:
    if len(low) > 4 and low.endswith(("ies", "ied")):
        return low[:-3] + "y"
    if len(low) > 4 and low.endswith("ing") and re.search(f"[{_VOWELS}y]", low[:-3]):
        return _stem(low[:-3])
    if len(low) > 3 and low.endswith("ed") and not low.endswith("eed"):
        return _stem(low[:-2])
    if len(low) > 3 and low.endswith("es") and (_SIBILANT.search(low[:-2]) or low.endswith("oes")):
        return _stem(low[:-2])
    return low[:-1] if len(low) > 3 and low.endswith("s") and not low.endswith("ss") else low


def _stem(stem: str) -> str:
    """A stem left by -ed, -ing or -es, its doubled letter or lost e mended."""
    known = verbs()
    if stem + "e" in known:
        return stem + "e"
    if stem in known:
        return stem
    doubled = len(stem) > 3 and stem[-1] == stem[-2]
    if doubled and (stem[:-1] in known or stem[-1] in "bdgmnprt"):
        return stem[:-1]
    return stem + "e" if _NEEDS_E.search(stem) and not doubled else stem


@lru_cache(maxsize=1)
def irregular() -> dict[tuple[str, str], str]:
    """Forms that the endings get wrong, by form and part of speech."""
    return {(r["form"], r["upos"]): r["lemma"] for _, r in rows(data_file("parsing", "irregular.tsv"), ("form", "upos", "lemma"))}


@lru_cache(maxsize=1)
def verbs() -> frozenset[str]:
    """Verbs whose base form the endings alone do not tell, and all verbs of the lexicon."""
    own = frozenset(r["verb"] for _, r in rows(data_file("parsing", "verbs.tsv"), ("verb",)))
    return own | frozenset(word for word, pos in lexicon.load().senses if pos == "V")
