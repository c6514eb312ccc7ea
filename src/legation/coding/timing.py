"""When an act happened, and whether it is told as background."""

from __future__ import annotations

from datetime import date, timedelta

from legation.coding.binding import LONG_UNITS, PROMISED, SAID, looks_ahead, order_of
from legation.coding.matching import Match
from legation.document import Document
from legation.errors import Unknown
from legation.event import EventDate, Quote, Status
from legation.moment import MomentMention
from legation.sentence import Sentence

COARSE_DAYS = 200
"""A stretch longer than this (a year) lies where its middle lies: most of last year is long past in March."""

LASTING_DAYS = 365
"""What has lasted or been repeated since a day is background when that is so far back."""

BACKGROUND_DAYS = 90
"""An act that lies further back is background (CODEBOOK.md section 1)."""


def publication_day(document: Document) -> date | None:
    """The day of the report, or None."""
    return None if isinstance(document.date, Unknown) else document.date.day


def date_of(
    moment: MomentMention | None,
    document: Document,
    status: Status,
    *,
    background: bool,
    role: str,
    match: Match | None = None,
    sentence: Sentence | None = None,
) -> EventDate | Unknown:
    """The act's date with its basis: the expression, else the publication day for what the report tells as news, else Unknown.

    An expression that was read as lying ahead is taken as the last such day for what has happened. With `match` and `sentence`, an act in
    the past perfect has no date without an expression, a promise is made on the day that tells it, and what was said is past too.
    """
    day = publication_day(document)
    if moment is not None and moment.moment.value is not None:
        done = status == "occurred" or _done_by_saying(moment, match, sentence)
        value = _moved_back(moment) if done and _ahead_of(moment, day) else moment.moment.value
        if value is not None:
            return EventDate(value, moment.moment.precision, "expression", Quote(moment.mention.span, moment.mention.text))
    if role == "caption":
        return Unknown("caption")
    if background or not _is_news(status, match) or _earlier(match, sentence):
        return Unknown("no_expression")
    return Unknown("no_publication_date") if day is None else EventDate(day.isoformat(), "day", "publication", None)


def is_ahead(moment: MomentMention, day: date | None) -> bool:
    """Whether the expression names a day after the report's."""
    return day is not None and moment.moment.first_day is not None and moment.moment.first_day > day


def _ahead_of(moment: MomentMention, day: date | None) -> bool:
    """Whether the expression was read as lying ahead of the report; one day is a report's own, written further east."""
    first = moment.moment.first_day
    return day is not None and first is not None and first > day + timedelta(days=1)


def _done_by_saying(moment: MomentMention, match: Match | None, sentence: Sentence | None) -> bool:
    """Whether an act of saying in the past tense has the expression in its own clause: "agreed on Sunday to take part"."""
    if match is None or sentence is None or match.sense.type not in SAID:
        return False
    verb, token = match.light or match.head, sentence.tokens[moment.mention.head]
    past = verb.upos == "VERB" and verb.text.lower() not in (verb.lemma, verb.lemma + "s") and not verb.text.lower().endswith("ing")
    return past and not looks_ahead(verb, sentence) and token.head == verb.index


def _moved_back(moment: MomentMention) -> str | None:
    """The last such weekday, day or month before the one read; None where a year was given or there was none a year before."""
    value, precision, text = moment.moment.value, moment.moment.precision, moment.mention.text
    if value is None or precision not in ("day", "month") or _has_year(text):
        return None
    if precision == "day" and not any(c.isdigit() for c in text):
        return (date.fromisoformat(value) - timedelta(days=7)).isoformat()
    return f"{int(value[:4]) - 1}{value[4:]}" if not value.endswith("02-29") else None


def _is_news(status: Status, match: Match | None) -> bool:
    return status == "occurred" or (status == "planned" and match is not None and match.sense.type in SAID | PROMISED)


def _earlier(match: Match | None, sentence: Sentence | None) -> bool:
    """Whether the act was over before what the sentence tells: "had arrested", "a day after police arrested"."""
    if match is None or sentence is None:
        return False
    carrier = match.light or match.head
    perfect = any(c.text.lower() in ("had", "'d") and c.lemma == "have" for c in sentence.children(carrier, "aux"))
    return perfect or order_of(carrier, sentence) in LONG_UNITS


def is_background(moment: MomentMention | None, document: Document, status: Status) -> bool:
    """Whether the act lies more than 90 days before publication.

    Without a publication date, an act told with its year is history: news tells the present by weekdays and months.
    """
    if moment is None or status == "planned":
        return False
    day = publication_day(document)
    if day is None:
        return moment.moment.timex_type == "DATE" and any(c.isdigit() for c in moment.mention.text) and _has_year(moment.mention.text)
    lasts = moment.moment.last_day is None and moment.moment.first_day is not None
    return _lies_at(moment) < day - timedelta(days=LASTING_DAYS if lasts else BACKGROUND_DAYS)


def _lies_at(moment: MomentMention) -> date:
    """The last day of a stretch, the first of one that lasts still ("since the 1970s"), the middle of one as long as a year."""
    first, last = moment.moment.first_day, moment.moment.last_day
    if first is None or last is None:
        return last or first or date.max
    return first + (last - first) / 2 if (last - first).days > COARSE_DAYS else last


def _has_year(words: str) -> bool:
    digits = "".join(c if c.isdigit() else " " for c in words).split()
    return any(len(d) == 4 and d[:2] in ("18", "19", "20") for d in digits)
