"""The day of what an anniversary is of: "Friday, the 14th anniversary of the start of the protests"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from legation.mention import Mention
from legation.moment import Moment, MomentMention, MomentPrecision
from legation.sentence import Sentence, Token
from legation.span import Span

WORDS: Mapping[str, int] = MappingProxyType(
    {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}
    | {"eleventh": 11, "twelfth": 12, "fifteenth": 15, "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60}
    | {"centennial": 100, "one-year": 1, "two-year": 2, "five-year": 5, "ten-year": 10}
)
"""Ordinals written out, and the lengths that stand for them."""

_FIGURES = re.compile(r"(\d{1,3})(?:st|nd|rd|th|-year)?")

LONGEST = 8
"""Governors between the act and its anniversary at most."""


def anniversary_of(act: Token, sentence: Sentence, dates: Sequence[MomentMention], day: date | None) -> MomentMention | None:
    """The moment so many years before the anniversary that the act's noun hangs on, with its words as the expression; None if there is none.

    The anniversary is on the one full day that the sentence tells of, else in the year of publication.
    """
    for steps, above in enumerate(sentence.ancestors(act)):
        if steps >= LONGEST or above.upos not in ("NOUN", "PROPN"):
            return None
        if above.lemma.lower() == "anniversary":
            return _years_before(above, sentence, dates, day)
    return None


def _years_before(noun: Token, sentence: Sentence, dates: Sequence[MomentMention], day: date | None) -> MomentMention | None:
    counted = [(c, n) for c in sentence.children(noun, "amod", "nummod", "compound") if (n := _count(c.text))]
    told = [m.moment.first_day for m in dates if m.moment.precision == "day" and m.moment.first_day]
    if not counted or (day is None and not told):
        return None
    word, years = counted[0]
    span = Span(word.span.start, noun.span.end)
    words = Span(span.start - sentence.span.start, span.end - sentence.span.start).of(sentence.text)
    return MomentMention(Mention(span, words, "time", sentence.index, noun.index), _moment(told[0] if len(told) == 1 else None, day, years))


def _moment(told: date | None, day: date | None, years: int) -> Moment:
    """The day itself where the anniversary's is told and the calendar has it, else the year."""
    year = (told or day or date.max).year - years
    if told is not None and (told.month, told.day) != (2, 29):
        first = told.replace(year=year)
        return Moment(first.isoformat(), "day", first, first, "DATE", first.isoformat())
    precision: MomentPrecision = "year"
    return Moment(f"{year:04d}", precision, date(year, 1, 1), date(year, 12, 31), "DATE", f"{year:04d}")


def _count(word: str) -> int | None:
    figures = _FIGURES.fullmatch(word.lower())
    return int(figures.group(1)) if figures else WORDS.get(word.lower())
