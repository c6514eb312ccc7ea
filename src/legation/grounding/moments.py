"""Time expressions of a document -> moments, in text order."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from legation.document import Document
from legation.errors import Unknown
from legation.grounding.bounds import bounded
from legation.grounding.calendar import Extent
from legation.grounding.finding import Expression, find_expressions
from legation.grounding.grammar import Grammar
from legation.grounding.meaning import meaning_of
from legation.grounding.narrative import tells_history
from legation.grounding.reckoning import Meaning, Reference
from legation.grounding.tense import AHEAD, PRESENT, direction
from legation.mention import Mention, Parse
from legation.moment import Moment, MomentMention
from legation.sentence import Sentence, Token
from legation.span import Span

TOLD_REACH = 300
"""Code points over which a day told of is what "the previous day" counts from, and a past year is the year of "30 May"."""

YEAR_REACH = 150
"""The same for a year told of alone: "in 2011" is the year of "15 March" in the next sentence, not of all that follows."""

_TOLD_FORMS = frozenset(
    {"calendar", "year", "era_year", "numeric", "weekday", "deictic", "unit_step", "unit_same", "ago", "day_range", "holiday"}
) | {"month_range", "year_range", "season", "quarter", "unit_of", "month_of", "unit_shift"}


@dataclass(frozen=True, slots=True)
class Told:
    """The stretch last told of and where; `year` is set when it lies well before publication, `alone` when nothing but a year was told."""

    at: int
    extent: Extent
    year: int | None
    alone: bool


def moments_of(document: Document, parse: Parse, grammar: Grammar) -> tuple[MomentMention, ...]:
    """All time expressions in the sentences of the document, with what they mean. Linear in the text."""
    publication = None if isinstance(document.date, Unknown) else document.date.day
    starts = [s.span.start for s in parse.sentences]
    found: list[MomentMention] = []
    told: Told | None = None
    expressions = tuple(find_expressions(document.text, grammar))
    history = tells_history(expressions, publication)
    for expression in expressions:
        sentence = _sentence_of(expression.span, parse, starts)
        if sentence is None:
            continue
        reference = _reference(expression, told, publication, direction(sentence, expression.span, grammar), history=history)
        meaning = meaning_of(expression, reference, grammar)
        if meaning is None:
            continue
        told = None if _back_to_now(meaning) and not history else _told(expression, meaning, publication) or told
        found.append(MomentMention(_mention(expression, sentence), _moment(meaning)))
    return bounded(found, document.text, grammar)


def _back_to_now(meaning: Meaning) -> bool:
    """Whether the words bring the telling back to the present ("more recently, in December"), so that no year told before counts."""
    return meaning.timex in ("PRESENT_REF", "PAST_REF")


def _sentence_of(span: Span, parse: Parse, starts: list[int]) -> Sentence | None:
    i = bisect_right(starts, span.start) - 1
    return parse.sentences[i] if i >= 0 and span.start < parse.sentences[i].span.end else None


def _reference(expression: Expression, told: Told | None, publication: date | None, looks: int, *, history: bool) -> Reference:
    """What the expression counts from; in a history what was told counts however far back it stands."""
    if told is None or (expression.span.start - told.at > TOLD_REACH and not history):
        return Reference(publication, None, None, looks)
    near = history or expression.span.start - told.at <= (YEAR_REACH if told.alone else TOLD_REACH)
    year = told.year if near and looks not in (AHEAD, PRESENT) else None
    return Reference(publication, told.extent.first, year, looks, told.extent)


def _told(expression: Expression, meaning: Meaning, publication: date | None) -> Told | None:
    """What the expression leaves for the next to count from."""
    if meaning.extent is None or expression.rule not in _TOLD_FORMS:
        return None
    year = meaning.extent.first.year
    past = publication is None or not publication.year - 1 <= year <= publication.year
    return Told(expression.span.end, meaning.extent, year if past else None, meaning.extent.precision == "year")


def _mention(expression: Expression, sentence: Sentence) -> Mention:
    return Mention(expression.span, expression.text, "time", sentence.index, _head(expression.span, sentence))


def _head(span: Span, sentence: Sentence) -> int:
    """The token of the span whose governor lies outside it; 0 where the sentence has no tokens there."""
    inside = [t for t in sentence.tokens if span.overlaps(t.span)]
    indices = {t.index for t in inside}
    head: Token | None = next((t for t in inside if t.head not in indices), None)
    return head.index if head else 0


def _moment(meaning: Meaning) -> Moment:
    extent = meaning.extent
    if extent is None:
        return Moment(None, "none", None, None, meaning.type, meaning.timex)
    return Moment(extent.value, extent.precision, extent.first, extent.last, meaning.type, meaning.timex)
