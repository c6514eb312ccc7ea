"""Time expressions of a document -> moments, in text order."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date, timedelta

from legation.document import Document
from legation.errors import Unknown
from legation.grounding.calendar import day
from legation.grounding.finding import Expression, find_expressions
from legation.grounding.grammar import Grammar
from legation.grounding.meaning import meaning_of
from legation.grounding.reckoning import Meaning, Reference
from legation.grounding.tense import AHEAD, direction
from legation.mention import Mention, Parse
from legation.moment import Moment, MomentMention
from legation.sentence import Sentence, Token
from legation.span import Span

TOLD_REACH = 300
"""Code points over which a day told of is what "the previous day" counts from, and a past year is the year of "30 May"."""

YEAR_REACH = 150
"""The same for a year told of alone: "in 2011" is the year of "15 March" in the next sentence, not of all that follows."""

_TOLD_FORMS = frozenset({"calendar", "year", "era_year", "numeric", "weekday", "deictic", "unit_step", "unit_same", "ago", "day_range", "holiday"})


@dataclass(frozen=True, slots=True)
class Told:
    """The stretch last told of and where; `year` is set when it lies well before publication, `alone` when nothing but a year was told."""

    at: int
    first: date
    year: int | None
    alone: bool


def moments_of(document: Document, parse: Parse, grammar: Grammar) -> tuple[MomentMention, ...]:
    """All time expressions in the sentences of the document, with what they mean. Linear in the text."""
    publication = None if isinstance(document.date, Unknown) else document.date.day
    starts = [s.span.start for s in parse.sentences]
    found: list[MomentMention] = []
    told: Told | None = None
    for expression in find_expressions(document.text, grammar):
        sentence = _sentence_of(expression.span, parse, starts)
        if sentence is None:
            continue
        reference = _reference(expression, told, publication, direction(sentence, expression.span, grammar))
        meaning = meaning_of(expression, reference, grammar)
        if meaning is None:
            continue
        told = _told(expression, meaning, publication) or told
        found.append(MomentMention(_mention(expression, sentence), _moment(meaning)))
    return _bounded(found, document.text, grammar)


def _sentence_of(span: Span, parse: Parse, starts: list[int]) -> Sentence | None:
    i = bisect_right(starts, span.start) - 1
    return parse.sentences[i] if i >= 0 and span.start < parse.sentences[i].span.end else None


def _reference(expression: Expression, told: Told | None, publication: date | None, looks: int) -> Reference:
    if told is None or expression.span.start - told.at > TOLD_REACH:
        return Reference(publication, None, None, looks)
    near = expression.span.start - told.at <= (YEAR_REACH if told.alone else TOLD_REACH)
    return Reference(publication, told.first, told.year if near and looks != AHEAD else None, looks)


def _told(expression: Expression, meaning: Meaning, publication: date | None) -> Told | None:
    """What the expression leaves for the next to count from."""
    if meaning.extent is None or expression.rule not in _TOLD_FORMS:
        return None
    year = meaning.extent.first.year
    past = publication is None or not publication.year - 1 <= year <= publication.year
    return Told(expression.span.end, meaning.extent.first, year if past else None, meaning.extent.precision == "year")


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


def _bounded(found: list[MomentMention], text: str, grammar: Grammar) -> tuple[MomentMention, ...]:
    """Two ends joined into an interval ("from Monday to Friday"), and ends left open ("since March"); each keeps its own TimeML value."""
    moments = list(found)
    i = 0
    while i < len(moments):
        if i + 1 < len(moments) and _joined(moments[i], moments[i + 1], text, grammar):
            moments[i], moments[i + 1] = _interval(moments[i], _after(moments[i], moments[i + 1]))
            i += 2
            continue
        moments[i] = _opened(moments[i], text, grammar)
        i += 1
    return tuple(moments)


def _word_before(text: str, at: int) -> str:
    words = text[max(0, at - 24) : at].split()
    while words and words[-1].lower() in ("the", "about", "around", "at", "least"):
        words.pop()
    return words[-1].lower() if words else ""


def _joined(a: MomentMention, b: MomentMention, text: str, grammar: Grammar) -> bool:
    """Whether the words between and before the two make them the ends of one interval."""
    if not (_plain(a.moment) and _plain(b.moment) and _in_order(a, b, grammar)):
        return False
    gap, before = text[a.mention.span.end : b.mention.span.start].strip().lower(), _word_before(text, a.mention.span.start)
    if gap in ("-", "–", "—"):
        return True
    bounds = grammar.bounds
    return (before in bounds["from"] and gap in bounds["join_from"]) or (before in bounds["between"] and gap in bounds["join_between"])


def _plain(moment: Moment) -> bool:
    """A date whose value may stand at an end of an EDTF interval."""
    return moment.timex_type == "DATE" and moment.value is not None and "/" not in moment.value and "X" not in moment.value


def _in_order(a: MomentMention, b: MomentMention, grammar: Grammar) -> bool:
    first, last = a.moment.first_day, b.moment.last_day
    if first is None or last is None:
        return False
    return first < last or all(grammar.value("weekdays", m.mention.text) is not None for m in (a, b))


def _after(a: MomentMention, b: MomentMention) -> MomentMention:
    """The second weekday of "from Monday to Friday", moved behind the first."""
    if a.moment.first_day is None or b.moment.first_day is None or a.moment.first_day <= b.moment.first_day:
        return b
    extent = day(b.moment.first_day + timedelta(days=7))
    return replace(b, moment=Moment(extent.value, extent.precision, extent.first, extent.last, "DATE", extent.timex))


def _interval(a: MomentMention, b: MomentMention) -> tuple[MomentMention, MomentMention]:
    def spread(m: MomentMention) -> MomentMention:
        value = f"{a.moment.value}/{b.moment.value}"
        moment = replace(m.moment, value=value, precision="interval", first_day=a.moment.first_day, last_day=b.moment.last_day)
        return replace(m, moment=moment)

    return spread(a), spread(b)


def _opened(m: MomentMention, text: str, grammar: Grammar) -> MomentMention:
    """The interval that "since" or "until" leaves open at one end; a possessive ("before Friday's vote") dates something else."""
    moment, span = m.moment, m.mention.span
    if (
        moment.timex_type != "DATE"
        or moment.value is None
        or "/" in moment.value
        or "X" in moment.value
        or text[span.end : span.end + 2] in ("'s", "’s")
    ):
        return m
    before = _word_before(text, span.start)
    if before in grammar.bounds["open_end"]:
        return replace(m, moment=replace(moment, value=f"{moment.value}/..", precision="interval", last_day=None))
    if before in grammar.bounds["open_start"]:
        return replace(m, moment=replace(moment, value=f"../{moment.value}", precision="interval", first_day=None))
    return m
